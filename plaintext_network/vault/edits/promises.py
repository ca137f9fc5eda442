"""Owns promises made, kept and put off: which one is meant, and the edit of its note."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from plaintext_network.errors import AmbiguousPromise, ChangedOnDisk, PromiseNotFound, ValueInvalid
from plaintext_network.model.edits.promises import add_task, reschedule_task, tick_follow_up, tick_task
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.note.facts import FollowUp, Ref, Task
from plaintext_network.model.note.values import visible_text
from plaintext_network.network.due.contact_state import ContactState
from plaintext_network.network.index.index import Index
from plaintext_network.notes.body import links_in
from plaintext_network.vault.edits.write_session import WriteSession
from plaintext_network.vault.transaction.record import Operation


class UntickedPromise(NamedTuple):
    """A promise that is not ticked: where it stands, to whom it was made, and what of the note it is."""

    path: str
    line: int
    text: str
    people: tuple[str, ...]
    what: Task | FollowUp

    @property
    def place(self) -> str:
        return f"{self.path}:{self.line}"

    @property
    def told(self) -> str:
        """Its text, and the day where it has one."""
        return f"{self.text}, {self.what.day}" if self.what.day else self.text

    @property
    def key(self) -> tuple[str, str, date | None]:
        """What tells it from others, whoever it was made to."""
        return self.place, self.text, self.what.day


def open_promises(index: Index) -> Iterator[UntickedPromise]:
    """Yield every task and follow-up that is not ticked, by path, to whomever it was made."""
    for path in sorted(index.notes):
        yield from _in_note(index, path)


def _in_note(index: Index, path: str) -> Iterator[UntickedPromise]:
    facts, resolved = index.notes[path], index.resolved[path]
    for owned in resolved.tasks:
        task = facts.tasks[owned.number]
        if task.open:
            yield UntickedPromise(path, task.line, task.text, owned.people, task)
    if facts.contact:
        for later in facts.contact.follow_ups:
            if not later.done:
                yield UntickedPromise(path, later.line, later.text, (path,), later)
    for passed, party in zip(facts.interactions, resolved.parties, strict=True):
        for later in passed.follow_ups:
            if not later.done:
                yield UntickedPromise(path, later.line, later.text, party.people, later)


def promises_at(index: Index, place: str) -> list[UntickedPromise]:
    """Return the open promises at a `path:line`; there may be several, and none."""
    path, _, line = place.strip().rpartition(":")
    if not line.isdecimal() or path not in index.notes:
        return []
    return [each for each in _in_note(index, path) if each.line == int(line)]


def find_promise(index: Index, wanted: str, standings: Iterable[ContactState] = ()) -> UntickedPromise:
    """Return the one open promise that goes by `path:line` or a part of its text, as `find_promises` says.

    Raises PromiseNotFound or AmbiguousPromise.
    """
    found = find_promises(index, wanted, standings)
    if len(found) > 1:
        raise AmbiguousPromise(wanted, [(each.place, each.told) for each in found[:20]])
    if not found:
        raise PromiseNotFound(wanted)
    return found[0]


def find_promises(index: Index, wanted: str, standings: Iterable[ContactState] = ()) -> list[UntickedPromise]:
    """Return the open promises that go by `path:line` or a part of their text, each once.

    Those with a day to people, which `standings` tell, come before all others to people, and these before other tasks.
    """
    if at := promises_at(index, wanted):
        return _each_once(at)
    part = fold(" ".join(wanted.split()))
    if found := _matching(dated_promises(index, standings), part):
        return found
    everything = list(open_promises(index))
    for among in ([each for each in everything if each.people], everything):
        if found := _matching(among, part):
            return _each_once(found)
    return []


def dated_promises(index: Index, standings: Iterable[ContactState]) -> list[UntickedPromise]:
    """Return the promises with a day to people, the first day first, each once."""
    told = sorted({(p.day, p.source, p.text) for who in standings for p in who.promises})
    return _each_once(
        each
        for day, source, text in told
        for each in promises_at(index, source)
        if (each.text, each.what.day) == (text, day)
    )


def _each_once(promises: Iterable[UntickedPromise]) -> list[UntickedPromise]:
    found: dict[tuple[str, str, date | None], UntickedPromise] = {}
    for each in promises:
        found.setdefault(each.key, each)
    return list(found.values())


def reread_promise(index: Index, promise: UntickedPromise) -> UntickedPromise:
    """Return a promise as it stands now. Raises ChangedOnDisk where it is there no more."""
    there = [each for each in promises_at(index, promise.place) if each.key == promise.key]
    if not there:
        raise ChangedOnDisk(promise.path)
    return there[0]


def _matching(among: Sequence[UntickedPromise], part: str) -> list[UntickedPromise]:
    """Return those with this text, else those that hold it."""
    whole = [each for each in among if fold(each.text) == part]
    return whole or [each for each in among if part and part in fold(each.text)]


def plan_tick(desk: WriteSession, promise: UntickedPromise) -> Operation:
    """Tick a promise. Raises EditRefused for a recurring task, which a plugin has to write again."""
    draft = desk.draft(promise.path)
    what = promise.what
    if isinstance(what, Task):
        draft.edit(lambda note, _: tick_task(note, what, desk.today))
    else:
        draft.edit(lambda note, facts: tick_follow_up(note, facts, desk.rules, what, desk.today))
    return draft.operation(f"done: {promise.text or promise.place}")


def plan_promise(desk: WriteSession, path: str, day: date, text: str) -> Operation:
    """Write a promise into a contact's note; one of the same text that is open is given the new day."""
    draft = desk.draft(path)
    text = " ".join(text.split())
    same = [task for task in draft.facts.tasks if task.open and fold(task.text) == fold(visible_text(text))]
    if len(same) == 1:
        draft.edit(lambda note, facts: reschedule_task(note, facts, same[0], day, desk.rules))
    else:
        said = _to(desk, path, text)
        draft.edit(lambda note, facts: add_task(note, facts, said, day, desk.rules))
    return draft.operation(f"promise {draft.name} {day}: {text}")


def _to(desk: WriteSession, path: str, text: str) -> str:
    """Return the text of a promise to somebody: one that links others only would be theirs, so it is made to name them."""
    links = [Ref(link.target, 1, 1, 0) for link in links_in(text)]
    led = {desk.index.names.resolve(ref, path, people=False).path for ref in links}
    return text if not links or path in led else f"{desk.link(path, path, people=False)}: {text}"


def plan_snooze(desk: WriteSession, path: str, day: date) -> Operation:
    """Let somebody not be due before a day. Raises ValueInvalid for one that is past."""
    if day <= desk.today:
        raise ValueInvalid("snooze", day.isoformat(), "say a day that is still to come")
    draft = desk.draft(path).set("snooze", day.isoformat())
    return draft.operation(f"snooze {draft.name} until {day}")
