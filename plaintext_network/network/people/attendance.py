"""Summarizes at which events each contact was met or is expected. Reports no event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from plaintext_network.model.note.facts import Ref
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.index.summaries import Summary
from plaintext_network.network.people.references import resolve_reference

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Attendance(NamedTuple):
    """What names an event outside its own note: a contact's `met_at`, or an interaction. `person` is a path.

    `key`, `name`, `note` and `source` are those of the event's `Reference`, and `is_day` is that of its `Ref`. `day` is when you met for the
    first time, or that of the interaction. `path` and `line` are the place, and `number` is the interaction's in its note, -1
    without one.
    """

    person: str
    key: str
    name: str
    note: str | None
    source: str
    is_day: bool
    day: date | None
    path: str
    line: int
    number: int
    planned: bool

    @property
    def at_interaction(self) -> bool:
        """Whether an interaction names the event, and no `met_at`."""
        return self.number >= 0


def _attendance(index: Index, path: str, rules: Rules) -> tuple[Any, ...] | None:
    facts = index.notes[path]
    contact = facts.contact
    met_on = contact.met_on.toordinal() if contact and contact.met_on else None
    met = tuple((_event(index, ref, path), met_on) for ref in facts.refs("met_at"))
    at = tuple(_at(index, path, rules))
    return (met, at) if met or at else None


def _event(index: Index, ref: Ref, path: str) -> tuple[str, str, bool, int, bool]:
    event = resolve_reference(index, ref, path)
    return event.key, event.name, event.path is not None, ref.line, ref.is_day


def _at(index: Index, contact: str, rules: Rules) -> Iterator[tuple[Any, ...]]:
    """Yield the interactions at events, with whether one of those planned is still open for this contact."""
    for one in index.interactions_with(contact):
        if one.event and not one.is_newsletter(rules):
            yield _row(index, one, one.event, contact, None)
    everything = index.plans_of(contact)
    if not everything:
        return
    still_open = {(one.path, one.number) for one in index.plans_with(contact)}
    for one in everything:
        if one.event and not one.is_newsletter(rules):
            yield _row(index, one, one.event, contact, (one.path, one.number) in still_open)


def _row(
    index: Index, one: DatedInteraction, event: Ref, contact: str, is_open: bool | None
) -> tuple[Any, ...]:
    place = (one.day.toordinal(), not one.explicit, one.path, one.line, one.number, one.people.index(contact))
    return _event(index, event, one.path), place, is_open


ATTENDANCE = Summary("attendance", _attendance)


def met_at(values: Mapping[str, Any]) -> Iterator[Attendance]:
    """Yield what contacts' `met_at` names, by path; `values` are those of the summary."""
    for path in sorted(values):
        for (key, name, has_note, line, is_day), met_on in values[path][0]:
            day = None if met_on is None else date.fromordinal(met_on)
            note = key if has_note else None
            yield Attendance(path, key, name, note, f"{path}:{line}", is_day, day, path, line, -1, False)


def at_events(values: Mapping[str, Any]) -> tuple[list[Attendance], list[Attendance]]:
    """Return who took part in interactions at events, and then in planned ones, each in the order of the index.

    A plan counts unless something else is noted with everybody planned; so `values` are of all contacts, hidden or not.
    """
    noted: list[tuple[Any, Attendance]] = []
    plans: list[tuple[Any, Attendance]] = []
    still_open: set[tuple[str, int]] = set()
    for person, (_, rows) in values.items():
        for (key, name, has_note, at, is_day), place, is_open in rows:
            day, _, path, line, number, _ = place
            if is_open:
                still_open.add((path, number))
            one = Attendance(
                person,
                key,
                name,
                key if has_note else None,
                f"{path}:{at}",
                is_day,
                date.fromordinal(day),
                path,
                line,
                number,
                is_open is not None,
            )
            (noted if is_open is None else plans).append((place, one))
    noted.sort()
    plans.sort()
    return [one for _, one in noted], [one for _, one in plans if (one.path, one.number) in still_open]
