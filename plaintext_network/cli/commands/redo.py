"""Implements `pnet redo`: redoes the write that was undone last, or lists what can be redone."""

from plaintext_network.cli.commands.undo import list_writes
from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.vault.transaction import transaction


def run(session: Session) -> int:
    """Run `pnet redo`."""
    root, writes = session.notebook.root, WriteCommand(session)
    if session.options.list:
        return list_writes(session, transaction.redoable(root), "nothing to redo")
    with writes.desk() as desk:
        operation = transaction.redo(root)
        return writes.carry_out(desk, operation, [f"redone: {operation.what}"])
