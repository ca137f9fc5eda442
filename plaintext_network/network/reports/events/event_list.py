"""Owns which events there are: a note of their own, or the words by which others name them; and when each was. Tells nothing of people."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, TypeAlias

from plaintext_network.errors import AmbiguousEvent, EventNotFound
from plaintext_network.model.dates.calendar import parse_day
from plaintext_network.model.language.normalize import bare_target, fold, name_key, stem_of
from plaintext_network.model.note.facts import Facts, Ref
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.index.overlay import fetch
from plaintext_network.network.people.find_contact import matching, typed_name
from plaintext_network.network.people.references import may_be_suggested, resolve_reference
from plaintext_network.network.people.summary import Quotes, SourcedText, named_in

# A field is called `date`.
Day: TypeAlias = date


class Trace(NamedTuple):
    """What names an event beside its own note: somebody's `met_at`, or an interaction. `person` is a path; `day` when it was."""

    person: str
    day: date | None
    source: str
    passed: DatedInteraction | None = None


class Event(NamedTuple):
    """One event as the notes know it; `path` is its note's, None where it has none. `traces` are of people who may be named."""

    name: str
    path: str | None
    traces: list[Trace]


class EventSummary(NamedTuple):
    """One event in a list. `people` counts who is expected, of one that is over who was met; `end` is the last day.

    `sources` are the `path:line` of its day and its place, or of what names it first.
    """

    event: str
    path: str | None
    date: Day | None
    end: Day | None
    place: str | None
    people: int
    coming: bool
    sources: tuple[str, ...]


class Everyone(NamedTuple):
    """All contacts who may be named, by path; what may be quoted; and all that passed, the oldest first: no newsletters, nothing out of the own note of others."""

    contacts: dict[str, Facts]
    quotes: Quotes
    passed: list[DatedInteraction]


def everyone(index: Index, rules: Rules) -> Everyone:
    """Return everyone who may be named, and what passed: gathered once for a question."""
    contacts = list(index.contacts())
    suggested = {f.path: f for f in contacts if f.contact and may_be_suggested(f.contact)}
    silent = {facts.path for facts in contacts if facts.path not in suggested}
    everything = index.all_interactions()
    passed = [p for p in everything if p.path not in silent and not p.is_newsletter(rules)]
    return Everyone(suggested, Quotes(index, contacts), passed)


def gather(index: Index, people: Everyone) -> dict[str, Event]:
    """Return every event by its key, as `subject` has it."""
    notes = index.names.of_kind("event")
    fetch(index.notes, notes)
    found = {path: Event(index.notes[path].name, path, []) for path in sorted(notes)}

    def known(ref: Ref, path: str) -> Event | None:
        named = resolve_reference(index, ref, path)
        if named.key not in found:
            if ref.is_day or not named.key or not people.quotes.allows(named.name):
                return None
            found[named.key] = Event(named.name, named.path, [])
        return found[named.key]

    for facts in people.contacts.values():
        for ref in facts.refs("met_at"):
            if event := known(ref, facts.path):
                met_on = facts.contact.met_on if facts.contact else None
                event.traces.append(Trace(facts.path, met_on, f"{facts.path}:{ref.line}"))
    for passed in people.passed:
        if passed.event is None:
            continue
        took_part = [person for person in passed.people if person in people.contacts]
        if took_part and (event := known(passed.event, passed.path)):
            for person in took_part:
                # Where it says who took part is looked up for the few who are shown.
                event.traces.append(Trace(person, passed.day, passed.source, passed))
    return found


def days_of(index: Index, event: Event) -> tuple[date | None, date | None]:
    """Return an event's first and last day: its note's, else those of what is known of it."""
    if event.path is not None:
        facts = index.notes[event.path]
        if facts.kind != "contact" and facts.day is not None:
            end = next(iter(facts.texts("end")), None)
            last = parse_day(end) if end else None
            return facts.day, max(facts.day, last or facts.day)
    days = sorted(trace.day for trace in event.traces if trace.day is not None)
    return (days[0], days[-1]) if days else (None, None)


def is_coming(days: tuple[date | None, date | None], event: Event, today: date) -> bool:
    """Tell whether an event is not over; one of no known day is, once somebody was met there."""
    return not event.traces if days[1] is None else days[1] >= today


def linked(index: Index, event: Event, people: Everyone) -> Iterator[tuple[str, SourcedText]]:
    """Yield whom an event's own note links, and where."""
    if event.path is None or index.names.kinds.get(event.path) != "event":
        return
    facts = index.notes[event.path]
    for prefer, refs in ((True, facts.people), (False, facts.links)):
        for ref in refs:
            path = index.names.resolve(ref, event.path, people=prefer).path
            if path in people.contacts:
                yield path, SourcedText("named in the event's note", f"{event.path}:{ref.line}")


def place_of(index: Index, event: Event) -> SourcedText | None:
    """Return an event's place, as its note says it."""
    if event.path is None or index.names.kinds.get(event.path) != "event":
        return None
    facts = index.notes[event.path]
    place = next(iter(facts.texts("place")), None)
    return SourcedText(place, f"{event.path}:{facts.line('place')}") if place else None


def day_source(index: Index, event: Event) -> str | None:
    """Return the `path:line` of an event's day in its note; None where it has none."""
    if event.path is None or index.notes[event.path].day is None:
        return None
    return f"{event.path}:{index.notes[event.path].line('date')}"


def first_source(index: Index, event: Event) -> str:
    """Return where an event is named: its note's day, else its note, else who names it first."""
    if source := day_source(index, event):
        return source
    if event.path is not None:
        return f"{event.path}:1"
    trace = event.traces[0]
    return trace_source(index, trace)


def trace_source(index: Index, trace: Trace) -> str:
    """Return the `path:line` that says that somebody was there."""
    return named_in(index, trace.passed, trace.person) if trace.passed else trace.source


def find_event(index: Index, events: dict[str, Event], typed: str) -> Event:
    """Return the one event that goes by this: by path, a whole name, a part of one, or words of one. Never a guess.

    Raises EventNotFound or AmbiguousEvent.
    """
    names = {key: _names(index, event) for key, event in events.items()}
    known = [
        (key, said[0], said[1:], tuple(map(name_key, said)), tuple(map(fold, said)))
        for key, said in names.items()
        if said
    ]
    found = [key for _, key in matching(known, typed)]
    if len(found) == 1:
        return events[found[0]]
    if found:
        candidates = [(events[k].name, events[k].path or first_source(index, events[k])) for k in found]
        raise AmbiguousEvent(typed, sorted(candidates))
    # Late: only a name that was not found needs it.
    from difflib import get_close_matches

    spelled = {name_key(one): one for said in names.values() for one in said}
    raise EventNotFound(
        typed,
        [
            spelled[near]
            for near in get_close_matches(name_key(bare_target(typed_name(typed))), spelled, n=3, cutoff=0.6)
        ],
    )


def _names(index: Index, event: Event) -> tuple[str, ...]:
    if event.path is None:
        return (event.name,)
    return tuple(dict.fromkeys((event.name, stem_of(event.path), *index.notes[event.path].aliases)))


def events(index: Index, rules: Rules, today: date) -> tuple[EventSummary, ...]:
    """Return every event: those to come, the nearest first, then those that are over, the latest first."""
    people = everyone(index, rules)
    rows = [_listed(index, event, people, today) for event in gather(index, people).values()]
    return tuple(sorted(rows, key=_order))


def _listed(index: Index, event: Event, people: Everyone, today: date) -> EventSummary:
    days = days_of(index, event)
    coming = is_coming(days, event, today)
    who = {
        trace.person for trace in event.traces if coming or not (trace.passed and trace.passed.day > today)
    }
    if coming:
        who |= {path for path, _ in linked(index, event, people)}
    place = place_of(index, event)
    sources = (first_source(index, event), *((place.source,) if place else ()))
    return EventSummary(event.name, event.path, *days, place and place.text, len(who), coming, sources)


def _order(row: EventSummary) -> tuple[bool, int, str, str]:
    day = row.date if row.coming else row.end
    number = (date.max if row.coming else date.min).toordinal() if day is None else day.toordinal()
    return not row.coming, number if row.coming else -number, fold(row.event), row.path or ""
