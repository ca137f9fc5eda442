"""Owns promises made, kept and put off: which one is meant, and the edit of its note."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple, Protocol, TypeVar

from plaintext_network.errors import AmbiguousPromise, PromiseNotFound
from plaintext_network.model.facts import FollowUp, Task
from plaintext_network.model.promises import ticked_follow_up, ticked_task, with_task, with_task_on
from plaintext_network.model.spelling import fold
from plaintext_network.network.index import Index
from plaintext_network.network.standing import Standing
from plaintext_network.vault.store import Operation
from plaintext_network.vault.writing.desk import Desk


class _Told(Protocol):
    @property
    def text(self) -> str: ...


_T = TypeVar("_T", bound=_Told)


class Open(NamedTuple):
    """A promise that is not ticked: where it stands, to whom it was made, and what of the note it is."""

    path: str
    line: int
    text: str
    people: tuple[str, ...]
    what: Task | FollowUp

    @property
    def place(self) -> str:
        return f"{self.path}:{self.line}"


def open_promises(index: Index) -> Iterator[Open]:
    """Yield every task and follow-up that is not ticked, by path, to whomever it was made."""
    for path in sorted(index.notes):
        yield from _in_note(index, path)


def _in_note(index: Index, path: str) -> Iterator[Open]:
    facts, resolved = index.notes[path], index.resolved[path]
    for owned in resolved.tasks:
        task = facts.tasks[owned.number]
        if task.open:
            yield Open(path, task.line, task.text, owned.people, task)
    if facts.contact:
        for later in facts.contact.follow_ups:
            if not later.done:
                yield Open(path, later.line, later.text, (path,), later)
    for passed, party in zip(facts.interactions, resolved.parties, strict=True):
        for later in passed.follow_ups:
            if not later.done:
                yield Open(path, later.line, later.text, party.people, later)


def find_promise(index: Index, wanted: str, standings: Iterable[Standing] = ()) -> Open:
    """Return the one open promise that goes by `path:line` or a part of its text.

    Those with a day to people, which `standings` tell, come before all others to people, and these before other tasks.
    Raises PromiseNotFound or AmbiguousPromise.
    """
    path, _, line = wanted.strip().rpartition(":")
    if line.isdecimal() and path in index.notes:
        at = [each for each in _in_note(index, path) if each.line == int(line)]
        if len(at) == 1:
            return at[0]
    part = fold(" ".join(wanted.split()))
    dated = {p.source: p for who in standings for p in who.promises}
    if found := _fitting(list(dated.values()), part):
        return find_promise(index, _one(wanted, [(p.source, p.text) for p in found]))
    everything = list(open_promises(index))
    for among in ([each for each in everything if each.people], everything):
        if promises := _fitting(among, part):
            place = _one(wanted, [(each.place, each.text) for each in promises])
            return next(each for each in promises if each.place == place)
    raise PromiseNotFound(wanted)


def _fitting(among: Sequence[_T], part: str) -> list[_T]:
    """Return those with this text, else those that hold it."""
    whole = [each for each in among if fold(each.text) == part]
    return whole or [each for each in among if part and part in fold(each.text)]


def _one(wanted: str, found: Sequence[tuple[str, str]]) -> str:
    if len(found) > 1:
        raise AmbiguousPromise(wanted, found[:20])
    return found[0][0]


def done(desk: Desk, promise: Open) -> Operation:
    """Tick a promise. Raises EditRefused for a recurring task, which a plugin has to write again."""
    draft = desk.draft(promise.path)
    what = promise.what
    if isinstance(what, Task):
        draft.edit(lambda note, _: ticked_task(note, what, desk.today))
    else:
        draft.edit(
            lambda note, facts: ticked_follow_up(note, facts, desk.rules, what.line, what.text, desk.today)
        )
    return draft.operation(f"done: {promise.text or promise.place}")


def promise(desk: Desk, path: str, day: date, text: str) -> Operation:
    """Write a promise into a contact's note; one of the same text that is open is given the new day."""
    draft = desk.draft(path)
    text = " ".join(text.split())
    same = [task for task in draft.facts.tasks if task.open and fold(task.text) == fold(text)]
    if len(same) == 1:
        draft.edit(lambda note, _: with_task_on(note, same[0], day))
    else:
        draft.edit(lambda note, _: with_task(note, text, day, desk.rules))
    return draft.operation(f"promise {draft.name} {day}: {text}")
