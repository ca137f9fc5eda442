"""Finds the promise that is meant, and plans its edit: add, tick, or snooze its contact. Writes nothing."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from plaintext_network.errors import (
    AmbiguousName,
    AmbiguousPromise,
    ChangedOnDisk,
    ContactNotFound,
    PromiseNotFound,
    ValueInvalid,
    either,
)
from plaintext_network.model.edits.promises import add_task, reschedule_task, tick_follow_up, tick_task
from plaintext_network.model.language.normalize import fold, search_key
from plaintext_network.model.note.facts import FollowUp, Ref, Task
from plaintext_network.model.note.task_parts import task_text
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.contact_state import ContactState
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.parse_place import parse_place
from plaintext_network.network.people.person import Person
from plaintext_network.notes.links import links_in
from plaintext_network.vault.edits.write_session import WriteSession
from plaintext_network.vault.transaction.record import Operation

# How many promises an error lists.
MOST_LISTED = 20


class UntickedPromise(NamedTuple):
    """A promise without a tick: its place, the contacts it was made to, and the task or follow-up behind it.

    `people` are paths, and `names` the names of the same contacts.
    """

    path: str
    line: int
    text: str
    people: tuple[str, ...]
    names: tuple[str, ...]
    what: Task | FollowUp

    @property
    def place(self) -> str:
        return f"{self.path}:{self.line}"

    @property
    def listed(self) -> str:
        """Return its day, to whom it was made, and its text."""
        day = self.what.day.isoformat() if self.what.day else "no day    "
        return "  ".join(part for part in (day, ", ".join(self.names), self.text) if part)

    @property
    def quoted(self) -> str:
        """Return its text in quotes, with its day and to whom it was made."""
        day = self.what.day.isoformat() if self.what.day else ""
        about = ", ".join(part for part in (day, *self.names) if part)
        return f"“{self.text or self.place}”{f' ({about})' if about else ''}"

    @property
    def key(self) -> tuple[str, str, date | None]:
        """Return what distinguishes it from other promises, whoever it was made to."""
        return self.place, self.text, self.what.day


def unticked_promises(index: Index) -> Iterator[UntickedPromise]:
    """Yield every unticked task and follow-up, by path, whoever it was made to."""
    for path in sorted(index.notes):
        yield from promises_in(index, path)


def promises_in(index: Index, path: str) -> Iterator[UntickedPromise]:
    """Yield every unticked task and follow-up of one note."""

    def to(people: tuple[str, ...], what: Task | FollowUp) -> UntickedPromise:
        names = tuple(index.notes[person].name for person in people)
        return UntickedPromise(path, what.line, what.text, people, names, what)

    facts, resolved = index.notes[path], index.resolved[path]
    for owned in resolved.tasks:
        task = facts.tasks[owned.number]
        if task.open:
            yield to(owned.people, task)
    if facts.contact:
        for later in facts.contact.follow_ups:
            if not later.done:
                yield to((path,), later)
    for passed, party in zip(facts.interactions, resolved.parties, strict=True):
        for later in passed.follow_ups:
            if not later.done:
                yield to(party.people, later)


def promises_at(index: Index, place: str) -> list[UntickedPromise]:
    """Return the open promises at a `path:line`: none, one or several."""
    found = parse_place(place)
    if not found or found[0] not in index.notes:
        return []
    return [each for each in promises_in(index, found[0]) if each.line == found[1]]


class PromiseMatch(NamedTuple):
    """The open promises that some words match, at least one. `named` are the contacts that the words name, if they do."""

    wanted: str
    promises: tuple[UntickedPromise, ...]
    named: tuple[str, ...] = ()

    @property
    def the_one(self) -> UntickedPromise:
        """Return the one promise. Raises AmbiguousPromise if there are several, or for a name, which doesn't identify a promise."""
        if len(self.promises) == 1 and not self.named:
            return self.promises[0]
        listed = self.promises[:MOST_LISTED]
        raise AmbiguousPromise(
            self.wanted,
            [(each.place, each.listed) for each in listed],
            self.named,
            len(self.promises) - len(listed),
        )


def match_promises(
    index: Index, wanted: str, standings: Iterable[ContactState], find_contact: Callable[[str], Person]
) -> PromiseMatch:
    """Return the open promises that a `path:line`, a part of their text, or the name of their contact matches.

    Part of a word of a name counts if no text matches. Whole words of a name match beside whole words of a text. Raises
    PromiseNotFound, or AmbiguousName if none of the contacts has a promise.
    """
    found = find_promises(index, wanted, standings)
    if promises_at(index, wanted):
        return PromiseMatch(wanted, tuple(found))
    ambiguous = None
    try:
        people = [find_contact(wanted)]
    except AmbiguousName as many:
        people, ambiguous = [find_contact(path) for _, path in many.candidates], many
    except ContactNotFound as missing:
        if not found:
            raise _not_found(wanted, missing) from None
        people = []
    if named := [person for person in people if _has_words(person, wanted)]:
        # “Bo” is meant rather than “book”.
        found = [each for each in found if _in_words(wanted, each.text)]
    people = named if named or found else people
    theirs = _each_once(each for person in people for each in promises_to(index, person))
    if not found and not theirs:
        raise ambiguous or PromiseNotFound(wanted, f"{people[0].name} has no open promise from you")
    if {each.key for each in theirs} <= {each.key for each in found}:
        return PromiseMatch(wanted, tuple(found))
    names = tuple(person.name for person in people)
    return PromiseMatch(wanted, tuple(_each_once([*theirs, *found])), names)


def promises_to(index: Index, person: Person) -> list[UntickedPromise]:
    """Return the open promises to a contact, earliest first, then those without a day."""
    undated = person.undated_promises
    return [
        *dated_promises(index, [person.state]),
        *_each_once(
            each
            for each in unticked_promises(index)
            if person.path in each.people and each.what.day is None and each.text in undated
        ),
    ]


def _not_found(wanted: str, missing: ContactNotFound) -> PromiseNotFound:
    if missing.near:
        return PromiseNotFound(wanted, f"did you mean {either(missing.near)}?")
    return PromiseNotFound(wanted)


def _in_words(wanted: str, text: str) -> bool:
    """Return whether a text contains the words, each of them whole."""
    return re.search(rf"\b{re.escape(fold(' '.join(wanted.split())))}\b", fold(text)) is not None


def _has_words(person: Person, wanted: str) -> bool:
    """Return whether the words are whole words of one of a contact's names."""
    words = set(fold(wanted).split())
    return any(words <= set(fold(name).split()) for name in (person.name, *person.facts.aliases))


def find_promises(index: Index, wanted: str, standings: Iterable[ContactState] = ()) -> list[UntickedPromise]:
    """Return the open promises that a `path:line` or a part of their text matches, each once.

    Dated promises to contacts, from `standings`, come before other promises to contacts, and these before other tasks.
    """
    if at := promises_at(index, wanted):
        return _each_once(at)
    part = search_key(" ".join(wanted.split()))
    if found := _matching(dated_promises(index, standings), part):
        return found
    everything = list(unticked_promises(index))
    for among in ([each for each in everything if each.people], everything):
        if found := _matching(among, part):
            return _each_once(found)
    return []


def dated_promises(index: Index, standings: Iterable[ContactState]) -> list[UntickedPromise]:
    """Return the dated promises to contacts, earliest first, each once."""
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
    """Return a promise as the notes have it now. Raises ChangedOnDisk if it is gone."""
    there = [each for each in promises_at(index, promise.place) if each.key == promise.key]
    if not there:
        raise ChangedOnDisk(promise.path)
    return there[0]


def _matching(among: Sequence[UntickedPromise], part: str) -> list[UntickedPromise]:
    """Return the promises with this text, else those that contain it. A blank text matches none, not those without a text."""
    if not part:
        return []
    whole = [each for each in among if search_key(each.text) == part]
    return whole or [each for each in among if part in search_key(each.text)]


def plan_tick(desk: WriteSession, promise: UntickedPromise) -> Operation:
    """Plan to tick a promise. A recurring task gets its next one. Raises EditRefused for a rule that pnet doesn't read."""
    draft = desk.draft(promise.path)
    what = promise.what
    if isinstance(what, Task):
        draft.edit(lambda note, facts: tick_task(note, facts, what, desk.rules, desk.today))
    else:
        draft.edit(lambda note, facts: tick_follow_up(note, facts, desk.rules, what, desk.today))
    done = f"done: {promise.text or promise.place}"
    if isinstance(what, Task) and what.recurring:
        found = (t.day for t in draft.facts.tasks if t.open and t.text == what.text and t.day != what.day)
        if day := next((day for day in found if day), None):
            done += f"; the next is due on {day}"
    return draft.operation(done)


def plan_promise(desk: WriteSession, path: str, day: date, text: str) -> Operation:
    """Plan a promise in a contact's note. An open one with the same text gets the new date."""
    draft = desk.draft(path)
    text = " ".join(text.split())
    linked_text = _to(desk, path, text)
    shown = {
        _promise_key(task_text(words, desk.rules.tasks.filter, desk.rules.daily.format))
        for words in (text, linked_text)
    }
    still_open = [task for task in draft.facts.tasks if task.open]
    same = [task for task in still_open if _promise_key(task.text) in shown]
    # Tags that only the note has sort its tasks.
    same = same or [task for task in still_open if _promise_key(_TAGS.sub(" ", task.text)) in shown]
    if len(same) == 1 and same[0].day == day:
        # The same promise, so there is nothing to write.
        pass
    elif len(same) == 1:
        draft.edit(lambda note, facts: reschedule_task(note, facts, same[0], day, desk.rules))
    else:
        draft.edit(lambda note, facts: add_task(note, facts, linked_text, day, desk.rules))
    return draft.operation(f"promise {draft.name} {day}: {text}")


_TAGS = re.compile(r"(?:^|(?<=\s))#[^\s#]+")


def _promise_key(text: str) -> str:
    """Return a key under which promises are equal that differ in case, markup or the punctuation at their ends."""
    key = " ".join(search_key(text).split())
    return key.strip(" .,;:!-") or key


def _to(desk: WriteSession, path: str, text: str) -> str:
    """Return a promise's text, naming the contact if it links only other people, to whom it would belong otherwise."""
    links = [Ref(link.target, 1, 1, 0) for link in links_in(text)]
    led = {desk.index.names.resolve(ref, path, people=False).path for ref in links}
    return text if not links or path in led else f"{desk.link(path, path, people=False, body=True)}: {text}"


def plan_snooze(desk: WriteSession, path: str, day: date) -> Operation:
    """Plan a snooze until a day. Raises ValueInvalid for a past day."""
    if day <= desk.today:
        raise ValueInvalid("snooze", day.isoformat(), "say a day that is still to come")
    draft = desk.draft(path).set("snooze", day.isoformat())
    return draft.operation(f"snooze {draft.name} until {day}")
