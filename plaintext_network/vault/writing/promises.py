"""Owns promises made, kept and put off: which one is meant, and the edit of its note."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple, Protocol, TypeVar

from plaintext_network.errors import AmbiguousPromise, ChangedOnDisk, PromiseNotFound, ValueInvalid
from plaintext_network.model.facts import FollowUp, Ref, Task
from plaintext_network.model.promises import ticked_follow_up, ticked_task, with_task, with_task_on
from plaintext_network.model.spelling import fold
from plaintext_network.model.values import shown
from plaintext_network.network.index import Index
from plaintext_network.network.standing import Standing
from plaintext_network.notes.body import links_in
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


def promises_at(index: Index, place: str) -> list[Open]:
    """Return the open promises at a `path:line`; there may be several, and none."""
    path, _, line = place.strip().rpartition(":")
    if not line.isdecimal() or path not in index.notes:
        return []
    return [each for each in _in_note(index, path) if each.line == int(line)]


def find_promise(index: Index, wanted: str, standings: Iterable[Standing] = ()) -> Open:
    """Return the one open promise that goes by `path:line` or a part of its text.

    Those with a day to people, which `standings` tell, come before all others to people, and these before other tasks.
    Raises PromiseNotFound or AmbiguousPromise.
    """
    if at := promises_at(index, wanted):
        return _one(wanted, at)
    part = fold(" ".join(wanted.split()))
    dated = dict.fromkeys((p.source, p.text) for who in standings for p in who.promises)
    if dated and (found := _fitting([Told(*each) for each in dated], part)):
        there = [each for told in found for each in promises_at(index, told.source) if each.text == told.text]
        return _one(wanted, there)
    everything = list(open_promises(index))
    for among in ([each for each in everything if each.people], everything):
        if promises := _fitting(among, part):
            return _one(wanted, promises)
    raise PromiseNotFound(wanted)


def same_promise(index: Index, promise: Open) -> Open:
    """Return a promise as it stands now. Raises ChangedOnDisk where it is there no more."""
    there = [each for each in promises_at(index, promise.place) if each.text == promise.text]
    if not there:
        raise ChangedOnDisk(promise.path)
    return there[0]


class Told(NamedTuple):
    """Where a promise stands, and its text."""

    source: str
    text: str


def _fitting(among: Sequence[_T], part: str) -> list[_T]:
    """Return those with this text, else those that hold it."""
    whole = [each for each in among if fold(each.text) == part]
    return whole or [each for each in among if part and part in fold(each.text)]


def _one(wanted: str, found: Sequence[Open]) -> Open:
    different = {(each.place, each.text): each for each in found}
    if len(different) > 1:
        raise AmbiguousPromise(wanted, list(different)[:20])
    if not different:
        raise PromiseNotFound(wanted)
    return found[0]


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
    same = [task for task in draft.facts.tasks if task.open and fold(task.text) == fold(shown(text))]
    if len(same) == 1:
        draft.edit(lambda note, facts: with_task_on(note, facts, same[0], day, desk.rules))
    else:
        said = _to(desk, path, text)
        draft.edit(lambda note, facts: with_task(note, facts, said, day, desk.rules))
    return draft.operation(f"promise {draft.name} {day}: {text}")


def _to(desk: Desk, path: str, text: str) -> str:
    """Return the text of a promise to somebody: one that links others only would be theirs, so it is made to name them."""
    links = [Ref(link.target, 1, 1, 0) for link in links_in(text)]
    led = {desk.index.names.resolve(ref, path, people=False).path for ref in links}
    return text if not links or path in led else f"{desk.link(path, path, people=False)}: {text}"


def snooze(desk: Desk, path: str, day: date) -> Operation:
    """Let somebody not be due before a day. Raises ValueInvalid for one that is past."""
    if day <= desk.today:
        raise ValueInvalid("snooze", day.isoformat(), "say a day that is still to come")
    draft = desk.draft(path).set("snooze", day.isoformat())
    return draft.operation(f"snooze {draft.name} until {day}")
