"""Implements `pnet undo`: undoes, lists or skips the last write."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.output.records import choose_fields, choose_format, rows
from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.vault.commits.committed_writes import undo_or_revert
from plaintext_network.vault.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plaintext_network.records.record_types import Record

FIELDS = ("number", "when", "what", "files")


def run(session: Session) -> int:
    """Run `pnet undo`."""
    options, root, writes = session.options, session.notebook.root, WriteCommand(session)
    if options.list and options.forget:
        raise WrongUsage("pnet undo", "use either --list or --forget")
    if options.list:
        return list_writes(session, transaction.undoable(root), "nothing to undo")
    with writes.desk() as desk:
        if options.forget:
            if not writes.dry:
                session.screen.print(f"skipped, files unchanged: {transaction.forget(root)}")
            elif past := transaction.undoable(root):
                session.screen.print(f"would skip, files unchanged: {past[0].what}")
            return 0
        operation = undo_or_revert(root)
        return writes.carry_out(desk, operation, [f"undone: {operation.what}"])


def list_writes(session: Session, past: Sequence[transaction.PastWrite], nothing: str) -> int:
    """Print writes with their numbers, the next to undo or redo first; `when` is in local time."""
    options, screen = session.options, session.screen
    form = choose_format(options.format, screen)
    fields = choose_fields(options.fields, form, known=FIELDS, usual=FIELDS)
    records: list[Record] = [
        {
            "number": number,
            "when": datetime.fromtimestamp(write.when).astimezone().strftime("%Y-%m-%d %H:%M"),
            "what": write.what,
            "files": write.paths,
        }
        for number, write in enumerate(past, 1)
    ]
    rows(screen, records, fields, form, whole="what")
    if not past and screen.out.terminal:
        screen.note(("muted", nothing))
    return 0
