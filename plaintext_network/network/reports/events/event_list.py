"""Lists the events that have a note or that other notes name, and when each was. Reports nothing about people but how many."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from plaintext_network.errors import AmbiguousEvent, EventNotFound
from plaintext_network.model.dates.calendar import add_days, parse_day
from plaintext_network.model.language.normalize import bare_target, fold, name_key, stem_of
from plaintext_network.model.note.facts import Facts
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.people.attendance import Attendance
from plaintext_network.network.people.find_contact import matching, typed_name
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.sourced_text import SourcedText
from plaintext_network.network.reports.linking_interactions import LinkingInteraction, interactions_linking

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias


# A field is called `date`.
Day: TypeAlias = "date"


class Trace(NamedTuple):
    """What names an event outside its own note: a contact's `met_at`, or (`at`) an interaction. `person` is a path."""

    person: str
    day: date | None
    source: str
    at: Attendance | None = None


class Event(NamedTuple):
    """One event as the notes know it; `path` is its note's, None without one. `traces` are of people who may be named."""

    name: str
    path: str | None
    traces: list[Trace]


class EventSummary(NamedTuple):
    """One event in a list.

    `people` counts those expected or, once it is over, those you met; `end` is the last day. `sources` are the
    `path:line` of its day and its place, or of the first place that names it.
    """

    event: str
    path: str | None
    date: Day | None
    end: Day | None
    place: str | None
    people: int
    coming: bool
    sources: tuple[str, ...]


def gather(view: SuggestionView, only: Collection[str] | None = None) -> dict[str, Event]:
    """Return every event by its key, which is that of its `Subject`; or those with a key in `only`."""
    notes = (note for note in view.notes_of("event") if only is None or note.path in only)
    found = {note.path: Event(note.name, note.path, []) for note in notes}
    for named in view.attendance():
        if only is not None and named.key not in only:
            continue
        if named.at_interaction and not view.may_cite(named.path):
            continue
        event = found.get(named.key)
        if event is None:
            if named.is_day or not named.key or not view.may_quote(named.name):
                continue
            event = found[named.key] = Event(named.name, named.note, [])
        # `trace_source` finds the place that names them for the few who are shown.
        source = f"{named.path}:{named.line}"
        event.traces.append(Trace(named.person, named.day, source, named if named.at_interaction else None))
    return found


class Mention(NamedTuple):
    """An interaction whose text links an event or whose `event` it is, but that was no meeting there; `source` is the place."""

    interaction: DatedInteraction
    source: str


# Channels through which people don't meet.
_FROM_AFAR = frozenset({"call", "video", "email", "message", "letter", "social"})


def linking(view: SuggestionView, events: Iterable[Event]) -> dict[str, list[LinkingInteraction]]:
    """Return the interactions that link each of these events, by its path, and that may be cited."""
    found: dict[str, list[LinkingInteraction]] = {}
    for link in interactions_linking(view, [event.path for event in events if event.path is not None]):
        if view.may_cite(link.interaction.path):
            found.setdefault(link.linked, []).append(link)
    return found


def with_links(
    view: SuggestionView, event: Event, links: Iterable[LinkingInteraction]
) -> tuple[Event, list[Mention]]:
    """Return an event with the traces of the interactions that link it, and what was only said about it, oldest first.

    From the evening before to its last day, people in such an interaction were there, except by a call or a message. Earlier,
    you talked about it.
    Somebody you met on one of its days was there, too, if its note links them or their note links it.
    """
    first, last = days_of(view, event)
    known = {(trace.at.path, trace.at.number) for trace in event.traces if trace.at}
    own = note_of(view, event)
    begin = add_days(first, -1) if first and own and own.day else None
    traces, said = list(event.traces), list[Mention]()
    for link in links:
        one = link.interaction
        if (one.path, one.number) in known:
            continue
        was_there = begin is not None and last is not None and begin <= one.day <= last
        was_there = was_there and one.channel not in _FROM_AFAR
        is_to_come = one.planned or one.day > view.today
        if was_there or is_to_come or begin is None or one.day < begin:
            traces += (_linked_trace(person, one, link) for person in one.people)
        if not (was_there or is_to_come):
            said.append(Mention(one, link.place))
    named = {trace.person for trace in traces}
    traces += (trace for trace in _met_on_its_days(view, event, first, last) if trace.person not in named)
    return event._replace(traces=traces), said


def _met_on_its_days(
    view: SuggestionView, event: Event, first: date | None, last: date | None
) -> Iterator[Trace]:
    if first is None or last is None or first > view.today:
        return
    for person in dict.fromkeys(path for path, _ in (*linked(view, event), *naming_it(view, event))):
        facts = view.contact(person)
        contact = facts.contact if facts else None
        # This event only names people you met at another one.
        if facts and contact and contact.met_on and not contact.met_at and first <= contact.met_on <= last:
            yield Trace(person, contact.met_on, f"{person}:{facts.line('met_on')}")


def _linked_trace(person: str, one: DatedInteraction, link: LinkingInteraction) -> Trace:
    at = Attendance(
        person,
        link.linked,
        "",
        link.linked,
        link.place,
        False,
        one.day,
        one.path,
        one.line,
        one.number,
        one.planned,
    )
    return Trace(person, one.day, link.place, at)


def is_planned(at: Attendance, today: date) -> bool:
    """Return whether an interaction at an event says who is expected there, not who was there."""
    return at.planned or at.day is None or at.day > today


def was_there(trace: Trace, first: date | None) -> bool:
    """Return whether a trace is of somebody met there: what happened before the evening before was elsewhere."""
    begin = add_days(first, -1) if first else date.min
    return trace.at is None or (trace.at.day is not None and begin <= trace.at.day)


def note_of(view: SuggestionView, event: Event) -> Facts | None:
    """Return an event's own note; None if it has none of the kind `event`."""
    note = view.note(event.path) if event.path is not None else None
    return note if note is not None and note.kind == "event" else None


def days_of(view: SuggestionView, event: Event) -> tuple[date | None, date | None]:
    """Return an event's first and last day: those of its note, or else of what names it."""
    facts = view.note(event.path) if event.path is not None else None
    if facts is not None and facts.kind != "contact" and facts.day is not None:
        return days_of_note(facts)
    days = sorted(trace.day for trace in event.traces if trace.day is not None)
    return (days[0], days[-1]) if days else (None, None)


def days_of_note(note: Facts) -> tuple[date, date]:
    """Return the first and the last day of an event whose note has a day."""
    end = next(iter(note.texts("end")), None)
    first = note.day or date.min
    return first, max(first, (parse_day(end) if end else None) or first)


def is_coming(days: tuple[date | None, date | None], event: Event, today: date) -> bool:
    """Return whether an event is not over; without a known day, it is over once you met somebody there."""
    return not event.traces if days[1] is None else days[1] >= today


def linked(view: SuggestionView, event: Event) -> Iterator[tuple[str, SourcedText]]:
    """Yield the contacts that an event's own note links, and where."""
    facts = note_of(view, event)
    if facts is None or not view.may_cite(facts.path):
        return
    for prefers_people, refs in ((True, facts.people), (False, facts.links)):
        for ref in refs:
            note = view.resolve(ref, facts.path, people=prefers_people).note
            if note is not None and note.kind == "contact":
                yield note.path, SourcedText("named in the event's note", f"{facts.path}:{ref.line}")


def naming_it(view: SuggestionView, event: Event) -> Iterator[tuple[str, SourcedText]]:
    """Yield the contacts whose own note links an event in words of its own, in no Log line and no task, and where."""
    for facts in view.notes_linking(event.path) if event.path is not None else ():
        if facts.kind != "contact":
            continue
        lines = {one.line for one in facts.interactions} | {task.line for task in facts.tasks}
        for ref in facts.links:
            note = None if ref.line in lines else view.resolve(ref, facts.path, people=False).note
            if note is not None and note.path == event.path:
                yield facts.path, SourcedText("named in their note", f"{facts.path}:{ref.line}")
                break


def place_of(view: SuggestionView, event: Event) -> SourcedText | None:
    """Return an event's place, as its note has it."""
    facts = note_of(view, event)
    place = next(iter(facts.texts("place")), None) if facts else None
    if facts is None or not place or not view.may_quote(place):
        return None
    return SourcedText(place, f"{facts.path}:{facts.line('place')}")


def first_source(view: SuggestionView, event: Event) -> str:
    """Return where an event is named: its note's day, or else its note, or else the first place that names it."""
    if event.path is not None:
        facts = view.note(event.path)
        return f"{event.path}:{facts.line('date') if facts and facts.day is not None else 1}"
    return trace_source(view, event.traces[0])


def trace_source(view: SuggestionView, trace: Trace) -> str:
    """Return the `path:line` that says that a contact was there."""
    return view.place_naming(trace.at.path, trace.at.line, trace.person) if trace.at else trace.source


def find_event(view: SuggestionView, events: dict[str, Event], typed: str) -> Event:
    """Return the one event that matches a path, a whole name, a part of one, or words of one. Never a guess.

    Raises EventNotFound or AmbiguousEvent.
    """
    names = {key: _names(view, event) for key, event in events.items()}
    known = [
        (key, words[0], words[1:], tuple(map(name_key, words)), tuple(map(fold, words)))
        for key, words in names.items()
        if words
    ]
    matches = [key for _, key in matching(known, typed)] or _at_place(view, events, typed)
    if len(matches) == 1:
        return events[matches[0]]
    if matches:
        candidates = [(events[k].name, events[k].path or first_source(view, events[k])) for k in matches]
        raise AmbiguousEvent(typed, sorted(candidates))
    # Late: only a name that was not found needs it.
    from difflib import get_close_matches

    spelled = {name_key(name): name for words in names.values() for name in words}
    wanted = name_key(bare_target(typed_name(typed)))
    raise EventNotFound(
        typed, [spelled[near] for near in get_close_matches(wanted, spelled, n=3, cutoff=0.6)]
    )


def _at_place(view: SuggestionView, events: dict[str, Event], typed: str) -> list[str]:
    """Return the keys of the events whose place matches what was typed."""
    places = {key: place.text for key, event in events.items() if (place := place_of(view, event))}
    wanted = " ".join(fold(typed).split())
    if found := [key for key, text in places.items() if wanted in place_parts(text)]:
        return found
    known = [(key, text, (), (name_key(text),), (fold(text),)) for key, text in places.items()]
    return [key for _, key in matching(known, typed)]


def place_parts(place: str) -> list[str]:
    """Return the folded parts of a place, the most local first."""
    return [" ".join(fold(part).split()) for part in re.split(r"[,;()]", place) if part.strip()]


def _names(view: SuggestionView, event: Event) -> tuple[str, ...]:
    if event.path is None:
        return (event.name,)
    note = view.note(event.path)
    aliases = note.aliases if note else ()
    return tuple(dict.fromkeys((event.name, stem_of(event.path), *aliases)))


def events(view: SuggestionView) -> tuple[EventSummary, ...]:
    """Return every event: those to come, the nearest first, then those that are over, the latest first."""
    found = gather(view)
    links = linking(view, found.values())
    return tuple(
        sorted(
            (_listed(view, event, links.get(event.path or "", ())) for event in found.values()), key=_order
        )
    )


def coming_events(view: SuggestionView, until: date) -> tuple[EventSummary, ...]:
    """Return the events of the list `events` that are not over and begin by a day, the nearest first, without reading the others."""
    today = view.today
    keys = {
        note.path for note in view.notes_of("event") if note.day is None or _is_within(note, today, until)
    }
    keys |= {named.key for named in view.attendance() if named.day and named.day >= today}
    found = []
    for event in gather(view, keys).values():
        first, last = days_of(view, event)
        if first is not None and last is not None and first <= until and last >= today:
            found.append(event)
    links = linking(view, found)
    listed = (_listed(view, event, links.get(event.path or "", ())) for event in found)
    return tuple(sorted((one for one in listed if one.coming), key=_order))


def _is_within(note: Facts, first: date, last: date) -> bool:
    """Return whether the days of a dated note of an event are partly from one day to another."""
    begin, end = days_of_note(note)
    return begin <= last and end >= first


def _listed(view: SuggestionView, event: Event, links: Iterable[LinkingInteraction]) -> EventSummary:
    days = days_of(view, event)
    coming = is_coming(days, event, view.today)
    event, _ = with_links(view, event, links)
    people = {
        trace.person
        for trace in event.traces
        if coming or (not (trace.at and is_planned(trace.at, view.today)) and was_there(trace, days[0]))
    }
    if coming:
        people |= {path for path, _ in (*linked(view, event), *naming_it(view, event))}
    place = place_of(view, event)
    sources = (first_source(view, event), *((place.source,) if place else ()))
    return EventSummary(event.name, event.path, *days, place and place.text, len(people), coming, sources)


def _order(row: EventSummary) -> tuple[bool, int, str, str]:
    day = row.date if row.coming else row.end
    number = (date.max if row.coming else date.min).toordinal() if day is None else day.toordinal()
    return not row.coming, number if row.coming else -number, fold(row.event), row.path or ""
