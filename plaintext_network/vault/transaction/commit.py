"""Owns how a record is carried out: all of it, or what was done is taken back; and how what was interrupted is completed."""

from collections.abc import Sequence
from contextlib import suppress

from plaintext_network.errors import AlreadyThere, ChangedOnDisk, LeftPending, Unfinished, WriteFailed
from plaintext_network.vault.transaction import pending
from plaintext_network.vault.transaction.apply_change import Differs, Placing
from plaintext_network.vault.transaction.check_paths import reason
from plaintext_network.vault.transaction.journal_files import History
from plaintext_network.vault.transaction.record import FileChange, Record, Step, dumped


def carry_out(history: History, record: Record) -> None:
    """Do all of it or nothing, and leave it to be retired. Raise ChangedOnDisk, AlreadyThere or WriteFailed."""
    placing = Placing(record)
    begun: list[FileChange] = []
    where = history.folder
    try:
        history.begin(dumped(record))
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
            _take_back(placing, record, begun)
            history.drop()
        except OSError as another:
            if isinstance(error, OSError | Differs) and pending.pending(record.root):
                fault = error if isinstance(error, OSError) else another
                raise LeftPending(where, reason(fault), goes_back) from error
        if isinstance(error, Differs):
            raise (AlreadyThere if error.is_taken else ChangedOnDisk)(error.path) from error
        if isinstance(error, OSError):
            raise WriteFailed(where, reason(error)) from error
        raise


def _take_back(placing: Placing, record: Record, begun: Sequence[FileChange]) -> None:
    """Put back what was done of a record. What somebody has changed since stays theirs."""
    placing.clear()
    reverse = record.reverse()
    undoing = Placing(reverse)
    undoing.make_folders()
    for change in reversed(begun):
        with suppress(Differs):
            undoing.settle(change.reverse())
    undoing.remove_folders()
    undoing.sync()
    undoing.clear()


def retire(history: History, record: Record) -> None:
    """Remember a record as finished, or forget it with the one that it has undone."""
    if record.undoes is None:
        history.finish(record.token)
    else:
        history.drop(record.undoes)


def complete(history: History, record: Record) -> str:
    """Complete a record that was interrupted, or take it back; return what is to be told. Raise Unfinished, OSError."""
    placing = Placing(record)
    Placing(record.reverse()).clear()
    if history.goes_back:
        _take_back(placing, record, record.changes)
        history.drop()
        return f"took back what was interrupted: {record.what}"
    placing.clear()
    placing.make_folders()
    left = []
    for number, change in enumerate(record.changes):
        try:
            placing.settle(change)
        except Differs:
            left.append((number, change.step))
    placing.remove_folders()
    placing.sync()
    placing.clear()
    if not left:
        retire(history, record)
        return f"finished what was interrupted: {record.what}"
    kept = [(step.path, _kept(history, f"{record.token}-{number}.md", step)) for number, step in left]
    history.drop(record.undoes)
    raise Unfinished(record.what, kept)


def _kept(history: History, name: str, step: Step) -> str:
    return "nothing, for it was to go" if step.after is None else history.keep(name, step.after)
