"""Takes back the last write."""

from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.vault.transaction import transaction


def run(session: Session) -> int:
    """Run `pnet undo`."""
    options, root, writes = session.options, session.notebook.root, WriteCommand(session)
    if options.list and options.forget:
        raise WrongUsage("pnet undo", "--list and --forget are two things; ask for one")
    if options.list:
        for what in transaction.undoable(root):
            session.screen.print(what)
        return 0
    with writes.desk() as desk:
        if options.forget:
            if not writes.dry:
                session.screen.print(f"forgotten, and left as it is: {transaction.forget(root)}")
            elif told := transaction.undoable(root):
                session.screen.print(f"would be forgotten, and left as it is: {told[0]}")
            return 0
        operation = transaction.undo(root)
        return writes.carry_out(desk, operation, [f"undone: {operation.what}"])
