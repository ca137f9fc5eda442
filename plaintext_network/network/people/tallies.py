"""Summarizes the counts of each contact: touches with their days, promises, cadence and circles. Valid on any day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date

from plaintext_network.model.note.facts import Contact
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.contact_state import cadence_of, history_of, touch_days_of
from plaintext_network.network.due.noted_promises import fulfilled_by, noted_promises, undated_promises
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import without_superseded_days
from plaintext_network.network.index.summaries import Summary
from plaintext_network.network.people.last_touch import without_noted_days

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Tally(NamedTuple):
    """The counts of one contact. Days are ordinals.

    `cadence` is its months and days. `days` are those of the touches that only this contact took part in, sorted. `late`
    are the day of each of these that became a touch later, by an answer, with that later day. `shared` are the touches
    with several contacts: day, day since when it is a touch, path and line. `promises` are place, text, the day, 0 without
    one, and the day on which an interaction fulfils it, 0 if none does. `explicit` counts a `last_contact` that no interaction supersedes, and
    `plans` are the path, number and form of each plan that was not carried out.
    """

    status: str
    cadence: tuple[int, int] | None
    circles: tuple[str, ...]
    days: tuple[int, ...]
    late: tuple[tuple[int, int], ...]
    shared: tuple[tuple[int, int, str, int], ...]
    promises: tuple[tuple[str, str, int, int], ...]
    explicit: int
    plans: tuple[tuple[str, int, str], ...]

    def last_touch(self, today: int, until: int) -> int:
        """Return the day of the last touch up to the day `until`, as known on a later day; 0 without one."""
        days = self.days
        end = len(days) if not days or days[-1] <= until else bisect_right(days, until)
        last = days[end - 1] if end else 0
        for day, since in self.late:
            if last < day <= until and since <= today:
                last = day
        for day, since, _, _ in self.shared:
            if last < day <= until and since <= today:
                last = day
        return last

    def was_touched(self, today: int, day: int) -> bool:
        """Return whether there was a touch on a day, as known today."""
        return self.last_touch(today, day) == day

    def touches(self, today: int) -> int:
        """Return the number of touches up to a day, as known on it."""
        days = (*(since for _, since in self.late), *(since for _, since, _, _ in self.shared))
        return bisect_right(self.days, today) + sum(since <= today for since in days)

    def open_promises(self, today: int) -> Iterator[tuple[str, str, int]]:
        """Yield the place, the text and the day, 0 without one, of each promise that is not fulfilled on a day."""
        for source, text, day, fulfilled in self.promises:
            if not fulfilled or today < fulfilled:
                yield source, text, day


def days_of_touches(tallies: Iterable[Tally], first: int, last: int, today: int) -> list[int]:
    """Return the day of each touch from one day to another, both included, as known today, in order.

    All days are ordinals. A touch with several people is one.
    """
    until = min(last, today)
    days: list[int] = []
    shared: set[tuple[int, str, int]] = set()
    for tally in tallies:
        alone = tally.days
        if alone and alone[-1] >= first:
            if alone[0] >= first and alone[-1] <= until:
                days += alone
            else:
                days += alone[bisect_left(alone, first) : bisect_right(alone, until)]
        if tally.late:
            days += (day for day, since in tally.late if first <= day <= last and since <= today)
        for day, since, path, line in tally.shared:
            if first <= day <= last and since <= today:
                shared.add((day, path, line))
    return sorted((*days, *(day for day, _, _ in shared)))


def plain_tally(index: Index, path: str, rules: Rules) -> tuple[Any, ...]:
    """Return the fields of a contact's `Tally`."""
    facts = index.notes[path]
    contact = facts.contact or Contact()
    cadence, _ = cadence_of(facts, rules)
    dated = index.interactions_with(path)
    plans = index.plans_with(path)
    return tuple(
        Tally(
            contact.status,
            (cadence.months, cadence.days) if cadence else None,
            contact.circles,
            *_touches(index, path, rules),
            _promises(index, path, rules),
            sum(one.explicit for one in without_superseded_days(dated, rules)),
            tuple((one.path, one.number, index.as_written(one).form) for one in plans),
        )
    )


def _touches(
    index: Index, path: str, rules: Rules
) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...], tuple[tuple[int, int, str, int], ...]]:
    """Return the days, the late days and the shared ones of the touches with a contact."""
    # A touch is known by its day and place, and counts from the first day on which it is one.
    history = history_of(index, path, rules)
    first_days = {id(one): day for day, found in touch_days_of(index, path, rules) for one in found}
    since: dict[tuple[date, str, int], date] = {}
    for one in without_noted_days(history, history):
        if day := first_days.get(id(one)):
            place = (one.day, one.path, one.line)
            since[place] = min(day, since.get(place, day))
    interactions, alone = index.interactions, (path,)
    with_others = {
        note: {one.line for one in interactions[note] if one.people != alone}
        for note in {note for _, note, _ in since}
    }
    days: list[int] = []
    late: list[tuple[int, int]] = []
    shared: list[tuple[int, int, str, int]] = []
    for (day, note, line), first in since.items():
        on, then = day.toordinal(), first.toordinal()
        if line in with_others[note]:
            shared.append((on, then, note, line))
        elif on == then:
            days.append(on)
        else:
            late.append((on, then))
    return tuple(sorted(days)), tuple(late), tuple(shared)


def _promises(index: Index, path: str, rules: Rules) -> tuple[tuple[str, str, int, int], ...]:
    noted = noted_promises(index, path, rules)
    history = history_of(index, path, rules)
    found = []
    for promise in noted:
        done = fulfilled_by(promise, history, date.max)
        fulfilled = done.day.toordinal() if done else 0
        found.append((promise.source, promise.text, promise.day.toordinal(), fulfilled))
    found += [(promise.source, promise.text, 0, 0) for promise in undated_promises(index, path, rules)]
    return tuple(found)


TALLY = Summary("tally", plain_tally)
