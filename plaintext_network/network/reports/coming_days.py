"""Lists what is coming up: birthdays, occasions, promises, meetings and events. Suggests nobody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from plaintext_network.errors import counted
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.agenda import AgendaEntry, words_of
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.reports.events.event_list import EventSummary


class ComingDay(NamedTuple):
    """Something on a day to come: a kind of `pnet agenda`, or `event`. `name` is the contact's or the event's, `text` may be "".

    `others` are the names of the further contacts of a shared promise or meeting.
    """

    day: date
    kind: str
    name: str
    path: str | None
    text: str
    others: tuple[str, ...] = ()


class ComingDays(NamedTuple):
    """What is coming up, in order of days, and how much more there is."""

    days: tuple[ComingDay, ...]
    more: int = 0


def coming_days(
    view: SuggestionView,
    agenda: Iterable[AgendaEntry],
    events: Iterable[EventSummary],
    limit: int | None = None,
) -> ComingDays:
    """Return events, and the entries of an agenda about contacts whom the view may name, at most `limit`.

    An entry that names somebody private keeps its day, without words.
    """
    # The people of a shared promise or meeting are one entry.
    together: dict[tuple[date, str, str, int, str], list[AgendaEntry]] = {}
    hidden = view.unnamed
    for entry in agenda:
        if entry.contact.path not in hidden:
            key = (entry.day, entry.kind, entry.path, entry.line, entry.text)
            together.setdefault(key, []).append(entry)
    found: list[list[AgendaEntry] | EventSummary] = [*together.values(), *events]
    # What happens with people comes before an event of the same day.
    found.sort(key=lambda one: (_day_of(one, view.today), isinstance(one, EventSummary)))
    records = view.of_records()
    listed = found[:limit]
    # Two promises without their words are one.
    shown = dict.fromkeys(
        _event(one, view.today) if isinstance(one, EventSummary) else _entry(records, one) for one in listed
    )
    return ComingDays(tuple(shown), len(found) - len(listed))


def _day_of(one: list[AgendaEntry] | EventSummary, today: date) -> date:
    """Return the day under which to list something; an event that has begun is today."""
    if isinstance(one, EventSummary):
        return max(one.date or today, today)
    return one[0].day


def _entry(view: SuggestionView, entries: list[AgendaEntry]) -> ComingDay:
    first = entries[0]
    contact = first.contact
    may_say = view.may_quote_from(f"{first.path}:{first.line}", first.text, contact.path)
    text = words_of(first.kind, first.text if may_say else "") or first.kind
    others = tuple(one.contact.name for one in entries[1:])
    return ComingDay(first.day, first.kind, contact.name, contact.path, text, others)


def _event(event: EventSummary, today: date) -> ComingDay:
    days = f"until {event.end}" if event.end and event.date and event.end > event.date else ""
    people = f"{counted(event.people, 'person', 'people')} you know" if event.people else ""
    text = ", ".join(filter(None, (event.place, days, people)))
    return ComingDay(_day_of(event, today), "event", event.event, event.path, text)
