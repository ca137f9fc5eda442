"""Owns writing into a vault: all of an operation is done or nothing, whenever the machine dies. Knows no notes, asks nobody.

What is about to be done is remembered outside of the vault first; the next run completes what was interrupted, and what
was finished can be undone.
"""

import os

from plaintext_network.errors import (
    ChangedOnDisk,
    EditRefused,
    FileAlreadyExists,
    NothingToUndo,
    UndoRefused,
    VaultBusy,
    WriteFailed,
    WriteStillPending,
)
from plaintext_network.vault.transaction import pending
from plaintext_network.vault.transaction.check_paths import (
    check_change,
    missing_folders,
    reason,
    resolve_step,
)
from plaintext_network.vault.transaction.commit import commit_record, complete_interrupted, retire
from plaintext_network.vault.transaction.journal_files import Journal
from plaintext_network.vault.transaction.record import (
    FileStep,
    Operation,
    Record,
    RecordDamaged,
    RecordTooNew,
    from_bytes,
)
from plaintext_network.vault.transaction.write_lock import hold_write_lock

__all__ = ["FileStep", "Operation", "forget", "perform", "recover", "recover_locked", "undo", "undoable"]


def perform(root: str, operation: Operation) -> tuple[str, ...]:
    """Do all of an operation or nothing, and return what is to be told of it, in sentences. Only within `lock.writing`.

    Raise ChangedOnDisk or AlreadyThere where a file is not as it was read, WriteFailed where the system refuses, and
    what `heal` does where an earlier write is still to be completed.
    """
    top = os.path.realpath(root)
    history = Journal(top)
    healed = _recovered(top, history)
    told = [healed] if healed else []
    steps = [step for step in operation.steps if step.before != step.after or step.moved_from is not None]
    if not steps:
        return tuple(told)
    record, notices = _checked_record(top, history, operation._replace(steps=tuple(steps)))
    commit_record(history, record)
    try:
        retire(history, record)
    except OSError as error:
        notices.append(
            f"it is done, but could not be remembered as such ({reason(error)}); the next run does that"
        )
    return (*told, *notices)


def recover(root: str) -> str | None:
    """Complete what was interrupted, or take it back, and return what is to be told of it; None where nothing was.

    Also where another process is writing right now. Raise Unfinished where files were changed after it, which are left
    alone, WriteFailed where the system refuses, and EditRefused for what this version can't complete.
    """
    top = os.path.realpath(root)
    if not pending.pending(top):
        return None
    try:
        with hold_write_lock(top, patience=0):
            return _recovered(top, Journal(top))
    except VaultBusy:
        return None


def recover_locked(root: str) -> str | None:
    """Do what `heal` does, for the one process that writes: only within `lock.writing`."""
    top = os.path.realpath(root)
    return _recovered(top, Journal(top)) if pending.pending(top) else None


def undo(root: str) -> Operation:
    """Return what takes back the last write; performed, it is forgotten, and the one before is the last.

    Raise NothingToUndo, or UndoRefused where files are not as that write left them.
    """
    top = os.path.realpath(root)
    name, record = _newest(top, Journal(top))
    steps = tuple(change.step for change in record.reverse().changes)
    changed = []
    for step in steps:
        try:
            check_change(top, resolve_step(top, step))
        except (ChangedOnDisk, FileAlreadyExists) as error:
            changed.append(error.path)
    if changed:
        raise UndoRefused(record.what, sorted(set(changed)))
    return Operation(record.what, steps, undoes=name)


def undoable(root: str) -> list[str]:
    """Return what can be undone, the last first; what can't be read is told as that."""
    history = Journal(os.path.realpath(root))
    told = []
    for name in reversed(history.finished()):
        try:
            told.append(from_bytes(history.read(name)).what)
        except (RecordDamaged, RecordTooNew, OSError):
            told.append("a write whose record can't be read")
    return told


def forget(root: str) -> str:
    """Forget the last write, so that the one before can be undone; return what it was. Only within `lock.writing`.

    Raises NothingToUndo.
    """
    top = os.path.realpath(root)
    history = Journal(top)
    if not (told := undoable(top)):
        raise NothingToUndo(top)
    history.drop(next(reversed(history.finished())))
    return told[0]


def _checked_record(top: str, history: Journal, operation: Operation) -> tuple[Record, list[str]]:
    """Return the record of an operation that can be done as the files are now, and what is to be told."""
    left: tuple[str, ...] = ()
    if operation.undoes is not None:
        name, undone = _newest(top, history)
        if name != operation.undoes:
            raise NothingToUndo(top)
        left = undone.made
    changes, notices, places = [], [], set[str]()
    made: dict[str, None] = {}
    for step in operation.steps:
        change, names = check_change(top, resolve_step(top, step))
        here = {place for place in (change.at, change.source) if place is not None}
        if here & places:
            raise WriteFailed(step.path, "it is to be changed twice at once")
        places |= here
        changes.append(change)
        made |= dict.fromkeys(missing_folders(top, change.at) if step.after is not None else ())
        if names > 1 and step.after != step.before:
            notices.append(f"{step.path} goes by another name, too, which keeps the old text")
    token = os.urandom(4).hex()
    what = " ".join(operation.what.split())
    return Record(top, token, what, tuple(changes), tuple(made), left, operation.undoes), notices


def _recovered(top: str, history: Journal) -> str | None:
    """See `heal`; for the one process that writes."""
    try:
        kept = history.under_way()
        if kept is None:
            return None
        try:
            record = from_bytes(kept)
        except RecordDamaged:
            aside = history.set_aside(f"damaged-{os.urandom(4).hex()}")
            return (
                f"a write was interrupted, and can't be completed: its record is damaged, and kept as {aside}"
            )
    except OSError as error:
        raise WriteFailed(history.folder, reason(error)) from error
    except RecordTooNew as error:
        fault = "a newer pnet was interrupted in writing to it, and must complete that"
        raise EditRefused(fault, top) from error
    if record.root != top:
        raise EditRefused(f"a write to {record.root} was interrupted, and must be completed first", top)
    try:
        return complete_interrupted(history, record)
    except OSError as error:
        raise WriteStillPending(record.what, reason(error)) from error


def _newest(top: str, history: Journal) -> tuple[str, Record]:
    """Return the last finished write. Raise NothingToUndo, or EditRefused where it can't be read."""
    name = None
    try:
        name = next(reversed(history.finished()), None)
        if name is None:
            raise NothingToUndo(top)
        record = from_bytes(history.read(name))
    except RecordTooNew as error:
        raise EditRefused("a newer pnet wrote last, and must undo that", top) from error
    except (RecordDamaged, OSError) as error:
        fault = reason(error) if isinstance(error, OSError) else "it is damaged"
        where = os.path.join(history.folder, name or "")
        raise EditRefused(f"what was written last can't be read from {where}: {fault}", top) from error
    if record.root != top:
        raise NothingToUndo(top)
    return name, record
