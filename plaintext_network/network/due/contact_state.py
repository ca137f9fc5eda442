"""Owns the standing: what `due` must know of one person, no more. Derived from the index; decides nothing."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple, Protocol, TypeVar

from plaintext_network.model.dates.calendar import Cadence, YearlyDay
from plaintext_network.model.language.normalize import circle_key
from plaintext_network.model.note.facts import Facts, Interaction, Task
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.resolve import ResolvedInteraction

INCOMING = ("both", "in")


class _Directed(Protocol):
    """An interaction with one person, of which the day and the direction decide whether it is a touch."""

    @property
    def day(self) -> date: ...
    @property
    def direction(self) -> str: ...


Directed = TypeVar("Directed", bound=_Directed)


class InteractionSummary(NamedTuple):
    """One dated interaction with this person, and what it was about."""

    day: date
    direction: str
    source: str
    about: str


class Promise(NamedTuple):
    """An open task or follow-up; a follow-up is kept by an interaction on or after its day. Hidden before `start`."""

    day: date
    text: str
    source: str
    start: date | None
    follow_up: bool


class Yearly(NamedTuple):
    """A birthday (`text` None) or another yearly day."""

    day: YearlyDay
    text: str | None
    source: str


class IntroductionState(NamedTuple):
    """An introduction that was asked for or made: with whom, and the days it was heard of since."""

    other: str
    status: str
    day: date
    source: str
    heard: tuple[date, ...]


class ContactState(NamedTuple):
    """What `due` must know of one contact on a day and all days after it; `as_of` returns the standing of a later day.

    `promises` are those open on its day. `messages` begin with what decides the last touch, planned ones included, oldest first; `mention` is the first day on
    which a dated note links the contact, with its source; `circles` are keys, equal for equal spellings.
    """

    name: str
    path: str
    cadence: Cadence | None
    own_cadence: bool
    status: str
    snooze: date | None
    met_on: date | None
    mention: tuple[date, str] | None
    interactions: tuple[InteractionSummary, ...]
    promises: tuple[Promise, ...]
    yearly: tuple[Yearly, ...]
    introductions: tuple[IntroductionState, ...]
    lines: tuple[tuple[str, int], ...]
    circles: tuple[str, ...] = ()

    def source(self, name: str) -> str:
        """Return `path:line` of one of the contact's own properties."""
        return f"{self.path}:{dict(self.lines).get(name, 1)}"


def touches(messages: Sequence[Directed], today: date) -> list[Directed]:
    """Return the messages up to today that are touches: all but those you sent that nobody answered.

    One you sent is answered by a later message from them, or one of the same day; one that answers theirs is a touch.
    """
    found: list[Directed] = []
    sent: list[Directed] = []
    owed = False
    for day, messages_of_day in _by_day(messages):
        if day > today:
            break
        heard = [m for m in messages_of_day if m.direction in INCOMING]
        if heard:
            found += [*sent, *messages_of_day]
            sent = []
            owed = all(m.direction == "in" for m in messages_of_day)
        elif owed:
            found += messages_of_day
            owed = False
        else:
            sent += messages_of_day
    return found


def _by_day(messages: Sequence[Directed]) -> list[tuple[date, list[Directed]]]:
    days: dict[date, list[Directed]] = {}
    for message in messages:
        days.setdefault(message.day, []).append(message)
    return list(days.items())


def contact_state(index: Index, path: str, rules: Rules, today: date) -> ContactState:
    """Derive a contact's standing; it holds for `today` and every later day."""
    facts = index.notes[path]
    contact = facts.contact
    if contact is None:
        raise KeyError(path)
    cadence, own = cadence_of(facts, rules)
    yearly = [Yearly(o.day, o.text, f"{path}:{o.line}") for o in contact.occasions]
    if contact.birthday:
        yearly.append(Yearly(contact.birthday, None, f"{path}:{facts.line('birthday')}"))
    wanted = ("cadence", "met_on", "circles")
    everything = ContactState(
        name=facts.name,
        path=path,
        cadence=cadence,
        own_cadence=own,
        status=contact.status,
        snooze=contact.snooze,
        met_on=contact.met_on,
        mention=index.first_mention(path),
        interactions=interaction_summaries(index, path, rules),
        promises=tuple(_promises(index, path, rules)),
        yearly=tuple(yearly),
        introductions=tuple(_introductions(index, path)),
        lines=tuple((name, lines[0]) for name, lines in facts.places if name in wanted),
        circles=tuple(dict.fromkeys(map(circle_key, contact.circles))),
    )
    return as_of(everything, today)


def as_of(who: ContactState, today: date) -> ContactState:
    """Return a standing as it is on its own day or a later one: without the promises fulfilled by then, and the messages no rule needs."""
    return who._replace(
        interactions=_deciding(who.interactions, today),
        promises=tuple(p for p in who.promises if fulfilled_by(p, who.interactions, today) is None),
    )


def interaction_summaries(index: Index, path: str, rules: Rules) -> tuple[InteractionSummary, ...]:
    """Return all that passed with a contact, oldest first, newsletters left out."""
    return tuple(
        _message(index, e) for e in index.encounters(path) if not is_newsletter(e.direction, e.size, rules)
    )


def interaction_of(index: Index, encounter: ResolvedInteraction) -> Interaction:
    """Return what was noted of an encounter."""
    return index.notes[encounter.path].interactions[encounter.number]


def is_newsletter(direction: str, size: int, rules: Rules) -> bool:
    """Tell whether an interaction went one way to so many people that it is a mention."""
    return direction != "both" and size > rules.due.group


def _message(index: Index, encounter: ResolvedInteraction) -> InteractionSummary:
    passed = interaction_of(index, encounter)
    about = ": ".join(part for part in (passed.channel, passed.summary) if part)
    return InteractionSummary(encounter.day, encounter.direction, f"{encounter.path}:{encounter.line}", about)


def _deciding(messages: tuple[InteractionSummary, ...], today: date) -> tuple[InteractionSummary, ...]:
    """Drop the messages that no rule can need on this day or later."""
    touched = touches(messages, today)
    if not touched:
        return messages
    first = last = touched[-1].day
    if not any(m.day == last and m.direction in INCOMING for m in touched):
        # An answer is a touch because of what it answers.
        first = max(m.day for m in touched if m.day < last)
    # The week's budget counts whom you wrote to, though they have answered since.
    first = min(first, monday_of(today))
    return tuple(m for m in messages if m.day >= first)


def monday_of(day: date) -> date:
    """Return the first day of a day's week (ISO 8601), or of the calendar."""
    return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))


def cadence_of(facts: Facts, rules: Rules) -> tuple[Cadence | None, bool]:
    """Return how often to be in touch, and whether the contact says so: one's own, else the shortest circle's, else the vault's."""
    contact = facts.contact
    if contact is None:
        return None, False
    if contact.cadence:
        return contact.cadence, True
    from_circles = circle_cadences(contact.circles, rules)
    if from_circles:
        return min(from_circles, key=lambda c: (c.is_never, c.length)), False
    return rules.due.cadence, False


def circle_cadences(circles: tuple[str, ...], rules: Rules) -> list[Cadence]:
    """Return the cadences of those circles that have one."""
    wanted = {circle_key(circle) for circle in circles}
    return [cadence for name, cadence in rules.circles if cadence and circle_key(name) in wanted]


def _promises(index: Index, path: str, rules: Rules) -> list[Promise]:
    contact = index.notes[path].contact
    found = [
        Promise(follow_up.day, follow_up.text, f"{path}:{follow_up.line}", None, True)
        for follow_up in (contact.follow_ups if contact else ())
        if not follow_up.done
    ]
    for source in index.sources(path):
        facts, resolved = index.notes[source], index.resolved[source]
        for passed, party in zip(facts.interactions, resolved.parties, strict=True):
            if path in party.people and _binds(passed, party.size, rules):
                for follow_up in passed.follow_ups:
                    if not follow_up.done:
                        place = f"{source}:{follow_up.line}"
                        found.append(Promise(follow_up.day, follow_up.text, place, None, True))
    for source, task in open_tasks(index, path, rules):
        if task.day:
            found.append(Promise(task.day, task.text, f"{source}:{task.line}", task.start, False))
    return sorted(dict.fromkeys(found), key=lambda p: (p.day, p.source, p.text))


def open_tasks(index: Index, path: str, rules: Rules) -> Iterator[tuple[str, Task]]:
    """Yield the open tasks that are promised to a contact, dated or not, each with its note's path."""
    for source in index.sources(path):
        facts = index.notes[source]
        for owned in index.resolved[source].tasks:
            task = facts.tasks[owned.number]
            if not task.open or path not in owned.people:
                continue
            if not owned.size or _binds(facts.interactions[0], owned.size, rules):
                yield source, task


def _binds(passed: Interaction, size: int, rules: Rules) -> bool:
    """Tell whether what was promised in an interaction is promised to each who took part."""
    return size <= rules.due.crowd and not is_newsletter(passed.direction, size, rules)


def fulfilled_by(
    promise: Promise, messages: tuple[InteractionSummary, ...], today: date
) -> InteractionSummary | None:
    """Return the first interaction up to today that fulfilled a follow-up: on or after its day, and not one they began.

    Nothing but its tick fulfils a task.
    """
    if not promise.follow_up:
        return None
    return next((m for m in messages if promise.day <= m.day <= today and m.direction != "in"), None)


def _introductions(index: Index, path: str) -> list[IntroductionState]:
    found = []
    for source in index.sources(path):
        introduction = index.notes[source].introduction
        between = index.resolved[source].between
        if introduction and introduction.day and introduction.status and path in between:
            others = ", ".join(index.notes[other].name for other in between if other != path)
            line = f"{source}:{introduction.line}"
            heard = later_mentions(index, source, introduction.day)
            found.append(IntroductionState(others, introduction.status, introduction.day, line, heard))
    return found


def later_mentions(index: Index, introduction: str, since: date) -> tuple[date, ...]:
    """Return the days of later interactions that link an introduction's note."""
    days = {
        encounter.day
        for source in index.backlinks.get(introduction, ())
        for encounter in index.resolved[source].encounters
        if encounter.day > since and _links(index, encounter, introduction)
    }
    return tuple(sorted(days))


def _links(index: Index, encounter: ResolvedInteraction, path: str) -> bool:
    """Tell whether an interaction links a note that its own note links: one that is a line does so in that line."""
    passed = interaction_of(index, encounter)
    if passed.form == "note":
        return True
    return any(index.names.resolve(ref, encounter.path, people=False).path == path for ref in passed.linked)
