"""Lists what is coming up for one contact: yearly days, promises, planned interactions, the end of a snooze. Pure; reads no index.

`rules.py` decides who is due. This module lists days whether or not anything is due by then.
"""

from __future__ import annotations

from datetime import date

from plaintext_network.model.dates.calendar import add_months
from plaintext_network.model.language.normalize import fold
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.entry_texts import Named, promise_text, yearly_text

# Assigned, not imported: only annotations need these, and a watcher's answer needs no state of a contact.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from plaintext_network.network.due.contact_state import ContactState, Yearly

FARTHEST = 10
# The kinds of entries. Programs rely on these names.
KINDS = ("birthday", "occasion", "promise", "planned", "snooze")


class AgendaEntry(NamedTuple):
    """One thing on one day to come; `kind` is one of KINDS. A shared promise or meeting has an entry for each contact.

    `text` is the promise, the planned interaction, or words such as `turns 36`; it may be empty.
    """

    day: date
    kind: str
    contact: Named
    text: str
    path: str
    line: int


def agenda(states: Iterable[ContactState], today: date, until: date) -> tuple[AgendaEntry, ...]:
    """Return the entries of all contacts from `today` to `until`, both included, in the order of their days.

    Looks at most `FARTHEST` years ahead: yearly days would fill the memory until the end of the calendar.
    """
    return in_order([entry for state in states for entry in entries_of(state, today, until)])


def words_of(kind: str, text: str) -> str:
    """Return what happens, with what its kind adds to the words of the note."""
    if kind == "promise":
        return promise_text(text)
    if kind == "planned":
        return f"planned: {text}" if text else "planned"
    return text


def in_order(entries: Iterable[AgendaEntry]) -> tuple[AgendaEntry, ...]:
    """Sort entries of several contacts, given in the order of their paths, as the agenda lists them."""
    return tuple(sorted(entries, key=_order))


def to_plain(entry: AgendaEntry) -> tuple[Any, ...]:
    """Return an entry as texts and numbers; the first is the ordinal of its day."""
    day, kind, (name, contact_path), text, path, line = entry
    return day.toordinal(), kind, name, contact_path, text, path, line


def from_plain(stored: tuple[Any, ...]) -> AgendaEntry:
    """Return the entry that `to_plain` converted."""
    day, kind, name, contact_path, text, path, line = stored
    return AgendaEntry(date.fromordinal(day), kind, Named(name, contact_path), text, path, line)


def _order(entry: AgendaEntry) -> tuple[date, int, str, int, str, str]:
    # Within a day, sort by kind, and keep the people of a shared promise or meeting together.
    return (entry.day, KINDS.index(entry.kind), entry.path, entry.line, fold(entry.contact.name), entry.text)


def entries_of(state: ContactState, today: date, until: date) -> Iterator[AgendaEntry]:
    """Yield the entries of one contact, in any order."""
    until = min(until, add_months(today, 12 * FARTHEST))
    if state.status == "deceased":
        return
    contact = Named(state.name, state.path)
    for promise in state.promises:
        if today <= promise.day <= until:
            yield _entry(promise.day, "promise", contact, promise.text, promise.source)
    # An interaction today without a mark has happened.
    to_come = [one for one in state.interactions if one.day > today]
    for interaction in (*to_come, *(plan for plan in state.plans if plan.day >= today)):
        if interaction.day <= until:
            yield _entry(interaction.day, "planned", contact, interaction.about, interaction.source)
    if state.status != "active":
        # As `due` does, list only what you agreed on.
        return
    for yearly in yearly_days(state):
        kind = "birthday" if yearly.text is None else "occasion"
        for day in _days(yearly, today, until):
            yield _entry(day, kind, contact, yearly_text(yearly, day), yearly.source)
    if state.snooze and today < state.snooze <= until:
        source = state.source("snooze")
        yield _entry(state.snooze, "snooze", contact, "the snooze ends", source)


def yearly_days(state: ContactState) -> tuple[Yearly, ...]:
    """Return the birthday and the other yearly days of a contact that a list of what is coming up shows: none unless they are active."""
    return state.yearly if state.status == "active" else ()


def _entry(day: date, kind: str, contact: Named, text: str, source: str) -> AgendaEntry:
    path, _, line = source.rpartition(":")
    return AgendaEntry(day, kind, contact, text, path, int(line))


def _days(yearly: Yearly, today: date, until: date) -> Iterator[date]:
    day = yearly.day.next_from(today)
    while today <= day <= until:
        yield day
        if day.year == date.max.year:
            return
        day = yearly.day.in_year(day.year + 1)
