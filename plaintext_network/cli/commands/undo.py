"""Implements `pnet undo`: undoes, lists or skips the last write."""

from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.vault.transaction import transaction


def run(session: Session) -> int:
    """Run `pnet undo`."""
    options, root, writes = session.options, session.notebook.root, WriteCommand(session)
    if options.list and options.forget:
        raise WrongUsage("pnet undo", "use either --list or --forget")
    if options.list:
        for what in transaction.undoable(root):
            session.screen.print(what)
        return 0
    with writes.desk() as desk:
        if options.forget:
            if not writes.dry:
                session.screen.print(f"skipped, files unchanged: {transaction.forget(root)}")
            elif names := transaction.undoable(root):
                session.screen.print(f"would skip, files unchanged: {names[0]}")
            return 0
        operation = transaction.undo(root)
        return writes.carry_out(desk, operation, [f"undone: {operation.what}"])
