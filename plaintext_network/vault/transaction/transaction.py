"""Writes an operation to a vault whole or not at all, even if the machine crashes. Knows no notes and asks nobody.

It first stores a record outside the vault. The next run completes an interrupted write. A finished one can be undone, and
then redone until the next write.
"""

import os
from collections.abc import Callable, Iterable

from plaintext_network.errors import (
    ChangedOnDisk,
    EditRefused,
    FileAlreadyExists,
    NothingToRedo,
    NothingToUndo,
    RedoRefused,
    UndoRefused,
    VaultBusy,
    WriteFailed,
    WriteStillPending,
)
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.transaction import pending
from plaintext_network.vault.transaction.apply_record import apply_record, complete_interrupted, retire
from plaintext_network.vault.transaction.check_paths import (
    check_change,
    missing_folders,
    reason,
    resolve_other,
    resolve_step,
)
from plaintext_network.vault.transaction.journal_files import UNDONE, Journal
from plaintext_network.vault.transaction.other_folders import applicable_steps, check_others
from plaintext_network.vault.transaction.record import (
    FileStep,
    Operation,
    Record,
    RecordDamaged,
    RecordTooNew,
    from_bytes,
)
from plaintext_network.vault.transaction.write_lock import hold_write_lock

__all__ = [
    "FileStep",
    "Operation",
    "PastWrite",
    "forget",
    "last_write",
    "perform",
    "recover",
    "recover_locked",
    "redo",
    "redoable",
    "undo",
    "undoable",
    "was_undone",
]


def perform(root: str, operation: Operation) -> tuple[str, ...]:
    """Apply all of an operation or nothing, and return the notices for the user. Call it only within `write_lock.hold_write_lock`.

    Raises ChangedOnDisk or FileAlreadyExists if a file is not as it was read, WriteFailed if the system refuses, and what
    `recover` raises if an earlier write is incomplete.
    """
    top = os.path.realpath(root)
    history = Journal(top)
    healed = _recovered(top, history)
    told = [healed] if healed else []
    steps = [step for step in operation.steps if step.before != step.after or step.moved_from is not None]
    if not steps and not operation.others and operation.undoes is None:
        return tuple(told)
    record, notices = _checked_record(top, history, operation._replace(steps=tuple(steps)))
    apply_record(history, record)
    try:
        retire(history, record)
    except OSError as error:
        notices.append(
            f"it is done, but pnet could not record that ({reason(error)}); the next pnet command will"
        )
    return (*told, *notices)


def recover(root: str) -> str | None:
    """Complete or revert an interrupted write, and return the notices; None if there was nothing to do.

    Also returns None while another process writes. Raises InterruptedWrite if someone changed the files since (pnet leaves them
    alone), WriteFailed if the system refuses, and EditRefused if this version can't complete the record.
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
    """Do what `recover` does, for the holder of the lock: call it only within `write_lock.hold_write_lock`."""
    top = os.path.realpath(root)
    return _recovered(top, Journal(top)) if pending.pending(top) else None


def undo(root: str) -> Operation:
    """Return the operation that undoes the last write. Performing it makes the write before it the last one.

    Raises NothingToUndo, or UndoRefused if files are not as that write left them.
    """
    top = os.path.realpath(root)
    name, record = _newest(top, Journal(top))
    reverse = record.reverse()
    steps = tuple(change.step for change in reverse.changes)
    if changed := _changed(top, steps):
        raise UndoRefused(record.what, changed)
    # Of a redone write, the others have removed what undoing it stores again.
    listed = (other for other in reverse.others if other.is_listed)
    others, notices = applicable_steps((*listed, *record.when_undone))
    return Operation(record.what, steps, undoes=name, notices=notices, others=others)


def redo(root: str) -> Operation:
    """Return the operation that redoes the write that was undone last. Performing it makes that write the last one.

    Raises NothingToRedo, or RedoRefused if files are not as undoing it left them.
    """
    top = os.path.realpath(root)
    name, record = _last_undone(top, Journal(top))
    steps = tuple(change.step for change in record.changes)
    if changed := _changed(top, steps):
        raise RedoRefused(record.what, changed)
    marks = tuple(other.reverse() for other in record.when_undone)
    others, notices = applicable_steps((*record.others, *marks))
    when_undone = tuple(other.as_steps() for other in record.when_undone)
    return Operation(record.what, steps, name, notices, others=others, when_undone=when_undone)


def _changed(top: str, steps: Iterable[FileStep]) -> list[str]:
    """Return the paths of the files that are not as the steps need them."""
    changed = set()
    for step in steps:
        try:
            check_change(top, resolve_step(top, step))
        except (ChangedOnDisk, FileAlreadyExists) as error:
            changed.add(error.path)
    return sorted(changed)


class PastWrite(NamedTuple):
    """A write that can be undone or redone: what it did, when (seconds since 1970), and the paths of its files.

    `what` says so if its record can't be read; `paths` is then empty.
    """

    what: str
    when: float
    paths: tuple[str, ...]


def undoable(root: str) -> list[PastWrite]:
    """Return the writes that can be undone, the next one first."""
    history = Journal(os.path.realpath(root))
    return _past_writes(history, history.finished()[::-1])


def redoable(root: str) -> list[PastWrite]:
    """Return the writes that can be redone, the next one first."""
    history = Journal(os.path.realpath(root))
    return _past_writes(history, history.undone())


def _past_writes(history: Journal, names: Iterable[str]) -> list[PastWrite]:
    found = []
    for name in names:
        try:
            when = history.when(name)
        except OSError:
            # Another pnet has just removed it.
            continue
        try:
            record = from_bytes(history.read(name))
        except (RecordDamaged, RecordTooNew, OSError):
            found.append(PastWrite("a write whose record can't be read", when, ()))
            continue
        listed = (other.changes for other in record.others if other.is_listed)
        steps = [change.step for changes in (record.changes, *listed) for change in changes]
        paths = dict.fromkeys(path for step in steps for path in (step.moved_from, step.path) if path)
        found.append(PastWrite(record.what, when, tuple(paths)))
    return found


def last_write(root: str) -> str:
    """Return the name of the record of the last write; empty if there is none. Call it only within `write_lock.hold_write_lock`."""
    return next(iter(Journal(os.path.realpath(root)).finished()[-1:]), "")


def was_undone(root: str, name: str) -> bool:
    """Return whether the write whose record had this name was undone. An old write whose record is gone was not."""
    history = Journal(os.path.realpath(root))
    finished = history.finished()
    if name in finished:
        return False
    # Another write takes the number of one that was undone.
    return not finished or name[:8] >= finished[0][:8]


def forget(root: str) -> str:
    """Delete the record of the last write, so that the one before can be undone; return what it was. Call it only within `write_lock.hold_write_lock`.

    Raises NothingToUndo.
    """
    top = os.path.realpath(root)
    history = Journal(top)
    if not (told := undoable(top)):
        raise NothingToUndo(top)
    history.drop(next(reversed(history.finished())))
    return told[0].what


def _checked_record(top: str, history: Journal, operation: Operation) -> tuple[Record, list[str]]:
    """Return the record of an operation that the files permit now, and the notices."""
    left: tuple[str, ...] = ()
    if operation.undoes is not None:
        if operation.undoes.startswith(UNDONE):
            if operation.undoes != _last_undone(top, history)[0]:
                raise NothingToRedo(top)
        else:
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
    record = Record(top, token, what, tuple(changes), tuple(made), left, operation.undoes)
    when_undone = tuple(map(resolve_other, operation.when_undone))
    return record._replace(others=check_others(operation.others), when_undone=when_undone), notices


def _recovered(top: str, history: Journal) -> str | None:
    """See `recover`; for the holder of the lock."""
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
    """Return the newest finished write. Raises NothingToUndo, or EditRefused if it can't be read."""
    found = _read(
        top, history, lambda: history.finished()[-1:], "a newer pnet wrote last, and must undo that"
    )
    if found is None:
        raise NothingToUndo(top)
    return found


def _last_undone(top: str, history: Journal) -> tuple[str, Record]:
    """Return the write that was undone last. Raises NothingToRedo, or EditRefused if it can't be read."""
    found = _read(top, history, lambda: history.undone()[:1], "a newer pnet undid that, and must redo it")
    if found is None:
        raise NothingToRedo(top)
    return found


def _read(
    top: str, history: Journal, names: Callable[[], list[str]], too_new: str
) -> tuple[str, Record] | None:
    """Return the first of the records with these names, or None without one or for another vault."""
    name = None
    try:
        name = next(iter(names()), None)
        if name is None:
            return None
        record = from_bytes(history.read(name))
    except RecordTooNew as error:
        raise EditRefused(too_new, top) from error
    except (RecordDamaged, OSError) as error:
        fault = reason(error) if isinstance(error, OSError) else "it is damaged"
        where = os.path.join(history.folder, name or "")
        raise EditRefused(f"what was written last can't be read from {where}: {fault}", top) from error
    return (name, record) if record.root == top else None
