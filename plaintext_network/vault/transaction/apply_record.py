"""Applies all changes of a record, or reverts them; and completes an interrupted write. Plans nothing."""

import errno
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress

from plaintext_network.errors import (
    ChangedOnDisk,
    FileAlreadyExists,
    InterruptedWrite,
    PnetError,
    WriteFailed,
    WriteLeftPending,
)
from plaintext_network.vault.transaction import pending
from plaintext_network.vault.transaction.apply_change import ChangeApplier, FileDiffers
from plaintext_network.vault.transaction.check_paths import folder_identity, reason
from plaintext_network.vault.transaction.journal_files import UNDONE, Journal
from plaintext_network.vault.transaction.record import (
    FileChange,
    FileStep,
    OtherChanges,
    Record,
    to_bytes,
)


def apply_record(history: Journal, record: Record) -> None:
    """Apply every change or none, and leave the record to be retired. Raises ChangedOnDisk, FileAlreadyExists or WriteFailed."""
    appliers = [ChangeApplier(record.in_other(other)) for other in record.others]
    appliers.append(placing := ChangeApplier(record))
    begun: list[list[FileChange]] = [[] for _ in appliers]
    where = history.folder
    try:
        history.begin(to_bytes(record))
        placing.make_folders()
        for applier in appliers:
            for change in applier.changes:
                where = change.step.path
                applier.prepare(change)
        for applier, started in zip(appliers, begun, strict=True):
            for change in applier.changes:
                where = change.step.path
                started.append(change)
                applier.settle(change)
            applier.remove_folders()
            applier.sync()
    except BaseException as error:
        goes_back = False
        try:
            goes_back = history.turn_back()
            for applier, started in zip(reversed(appliers), reversed(begun), strict=True):
                _revert(applier, started)
            history.drop()
        except OSError as another:
            if isinstance(error, OSError | FileDiffers) and pending.pending(record.root):
                fault = error if isinstance(error, OSError) else another
                raise WriteLeftPending(where, reason(fault), goes_back) from error
        if isinstance(error, FileDiffers):
            raise _refusal(error, _copies(record, appliers)) from error
        if isinstance(error, OSError):
            raise WriteFailed(where, reason(error)) from error
        raise


def _copies(record: Record, appliers: Iterable[ChangeApplier]) -> list[str]:
    """Return the conflict copies that were made, as the user knows them: in the vault, by the path from its root."""
    inside = os.path.join(record.root, "")
    return [copy.removeprefix(inside) for applier in appliers for copy in applier.copies]


def _refusal(error: FileDiffers, copies: Sequence[str]) -> PnetError:
    if error.is_open and not copies:
        return WriteFailed(error.path, "another program has it open for writing")
    if error.is_taken and not copies:
        return FileAlreadyExists(error.path)
    return ChangedOnDisk(error.path, copies)


def _revert(placing: ChangeApplier, begun: Sequence[FileChange]) -> None:
    """Revert the changes applied so far. Whatever someone else changed since stays."""
    placing.clear()
    undoing = placing.reverse()
    undoing.make_folders()
    for change in reversed(begun):
        with suppress(FileDiffers):
            undoing.settle(change.reverse())
    undoing.remove_folders()
    undoing.sync()
    undoing.clear()
    placing.copies.extend(undoing.copies)


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
    others = [ChangeApplier(record.in_other(other)) for other in record.others if is_there(other)]
    placing = ChangeApplier(record)
    everything = [*others, placing]
    for applier in everything.copy():
        everything.append(undoing := applier.reverse())
        undoing.clear()
    if history.goes_back:
        for applier in (placing, *reversed(others)):
            _revert(applier, applier.changes)
        history.drop()
        return f"took back what was interrupted: {record.what}{_kept_copies(record, everything)}"
    for applier in others:
        _complete_other(applier)
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
        return f"finished what was interrupted: {record.what}{_kept_copies(record, everything)}"
    kept = [(step.path, _kept(history, f"{record.token}-{number}.md", step)) for number, step in left]
    history.drop(record.undoes)
    raise InterruptedWrite(record.what, kept, _copies(record, everything))


def _kept_copies(record: Record, appliers: Iterable[ChangeApplier]) -> str:
    """Return what to add to a notice about the texts of other programs."""
    copies = _copies(record, appliers)
    return "".join(f"; what another program wrote meanwhile is in {copy}" for copy in copies)


def is_there(other: OtherChanges) -> bool:
    """Return whether a folder outside the vault is the one that a record has changed, and not another in its place."""
    found = folder_identity(other.root)
    return bool(found) and other.identity in ("", found)


def _complete_other(applier: ChangeApplier) -> None:
    """Apply changes in a folder outside the vault. Whatever someone else changed since stays: they can still be made later."""
    applier.clear()
    try:
        for change in applier.changes:
            with suppress(FileDiffers):
                applier.settle(change)
        applier.sync()
        applier.clear()
    except OSError as error:
        # Nobody may have to wait for permissions of a folder that is none of the vault's.
        if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise


def _kept(history: Journal, name: str, step: FileStep) -> str:
    return "nothing, for it was to go" if step.after is None else history.keep(name, step.after)
