"""Commits a record: applies all of its changes, or reverts them; and completes an interrupted one."""

from collections.abc import Sequence
from contextlib import suppress

from plaintext_network.errors import (
    ChangedOnDisk,
    FileAlreadyExists,
    InterruptedWrite,
    WriteFailed,
    WriteLeftPending,
)
from plaintext_network.vault.transaction import pending
from plaintext_network.vault.transaction.apply_change import ChangeApplier, FileDiffers
from plaintext_network.vault.transaction.check_paths import reason
from plaintext_network.vault.transaction.journal_files import UNDONE, Journal
from plaintext_network.vault.transaction.record import FileChange, FileStep, Record, to_bytes


def commit_record(history: Journal, record: Record) -> None:
    """Apply every change or none, and leave the record to be retired. Raises ChangedOnDisk, FileAlreadyExists or WriteFailed."""
    placing = ChangeApplier(record)
    begun: list[FileChange] = []
    where = history.folder
    try:
        history.begin(to_bytes(record))
        placing.make_folders()
        for change in record.changes:
            where = change.step.path
            placing.prepare(change)
        for change in record.changes:
            where = change.step.path
            begun.append(change)
            placing.settle(change)
        placing.remove_folders()
        placing.sync()
    except BaseException as error:
        goes_back = False
        try:
            goes_back = history.turn_back()
            _revert(placing, record, begun)
            history.drop()
        except OSError as another:
            if isinstance(error, OSError | FileDiffers) and pending.pending(record.root):
                fault = error if isinstance(error, OSError) else another
                raise WriteLeftPending(where, reason(fault), goes_back) from error
        if isinstance(error, FileDiffers):
            raise (FileAlreadyExists if error.is_taken else ChangedOnDisk)(error.path) from error
        if isinstance(error, OSError):
            raise WriteFailed(where, reason(error)) from error
        raise


def _revert(placing: ChangeApplier, record: Record, begun: Sequence[FileChange]) -> None:
    """Revert the changes applied so far. Whatever someone else changed since stays."""
    placing.clear()
    reverse = record.reverse()
    undoing = ChangeApplier(reverse)
    undoing.make_folders()
    for change in reversed(begun):
        with suppress(FileDiffers):
            undoing.settle(change.reverse())
    undoing.remove_folders()
    undoing.sync()
    undoing.clear()


def retire(history: Journal, record: Record) -> None:
    """Store a record as finished. If it undid another, delete it, and store the other as undone.

    A new write makes undone ones impossible to redo; a write that is redone is no longer among them.
    """
    if record.undoes is None:
        history.finish(record.token, history.undone())
    elif record.undoes.startswith(UNDONE):
        history.finish(record.token, (record.undoes,))
    else:
        history.set_undone(record.undoes)
        history.drop()


def complete_interrupted(history: Journal, record: Record) -> str:
    """Complete an interrupted record, or revert it; return the notices for the user. Raises InterruptedWrite, OSError."""
    placing = ChangeApplier(record)
    ChangeApplier(record.reverse()).clear()
    if history.goes_back:
        _revert(placing, record, record.changes)
        history.drop()
        return f"took back what was interrupted: {record.what}"
    placing.clear()
    placing.make_folders()
    left = []
    for number, change in enumerate(record.changes):
        try:
            placing.settle(change)
        except FileDiffers:
            left.append((number, change.step))
    placing.remove_folders()
    placing.sync()
    placing.clear()
    if not left:
        retire(history, record)
        return f"finished what was interrupted: {record.what}"
    kept = [(step.path, _kept(history, f"{record.token}-{number}.md", step)) for number, step in left]
    history.drop(record.undoes)
    raise InterruptedWrite(record.what, kept)


def _kept(history: Journal, name: str, step: FileStep) -> str:
    return "nothing, for it was to go" if step.after is None else history.keep(name, step.after)
