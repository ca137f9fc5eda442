"""Counts the contacts you knew and were in touch with at the end of each quarter. Draws nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import accumulate

from plaintext_network.model.dates.calendar import add_months, parse_day
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.attendance import ATTENDANCE, met_at
from plaintext_network.network.people.contact_values import CONTACT_VALUES, ContactValues
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.tallies import days_of_touches

# Ten years.
MOST_QUARTERS = 40


class Growth(NamedTuple):
    """A quarter: its end, or today; the people you knew by then (met, or a first touch), and how many of them were new.

    `in_touch` counts those whom you were in touch with within a year before `day`.
    """

    day: date
    known: int
    new: int
    in_touch: int


def growth(view: SuggestionView) -> tuple[Growth, ...]:
    """Return the quarters from the first in which you met anybody or were in touch, the oldest first; at most the last MOST_QUARTERS.

    It is a record of what happened, so the dead count, too; private people don't.
    """
    records = view.of_records()
    today = view.today.toordinal()
    touches = {
        path: sorted(days_of_touches((tally,), 1, today, today))
        for path, tally in view.tallies_to_count.items()
        if path not in records.unnamed
    }
    known = [
        first for path, met in _met_days(records).items() if (first := _first(touches[path], met, today))
    ]
    if not known:
        return ()
    ends = _quarter_ends(date.fromordinal(min(known)), view.today)
    days = [day.toordinal() for day in ends]
    starts = [add_months(day, -12).toordinal() for day in ends]
    news = [0] * len(ends)
    before = 0
    first_day = _first_of_quarter(ends[0]).toordinal()
    for day in known:
        if day < first_day:
            before += 1
        else:
            news[bisect_left(days, day)] += 1
    warm = [0] * (len(ends) + 1)
    # A day is looked up more often than there are days.
    quarters = {
        day: (bisect_left(days, day), bisect_left(starts, day)) for day in range(starts[0] + 1, today + 1)
    }
    for touched in touches.values():
        for begin, end in _spans(touched[bisect_right(touched, starts[0]) :], quarters):
            warm[begin] += 1
            warm[end] -= 1
    known_by = [before + number for number in accumulate(news)]
    return tuple(map(Growth, ends, known_by, news, accumulate(warm)))


def _met_days(view: SuggestionView) -> dict[str, int | None]:
    """Return the day on which you met each contact, as an ordinal: their `met_on`, else the day of the event in `met_at`; else None."""
    values = view.summaries(CONTACT_VALUES).items()
    found = {path: ContactValues._make(value).met_on for path, value in values}
    met = [one for one in met_at(view.summaries(ATTENDANCE)) if one.day is None]
    view.fetch_notes({one.note for one in met if one.note})
    for one in met:
        note = view.note(one.note) if one.note else None
        day = note.day if note else parse_day(one.name[:10])
        if found[one.person] is None and day is not None:
            found[one.person] = day.toordinal()
    return found


def _first(touches: list[int], met: int | None, today: int) -> int | None:
    """Return the day since which you know a contact: the first touch, or when you met."""
    return min((*touches[:1], *((met,) if met and met <= today else ())), default=None)


def _first_of_quarter(day: date) -> date:
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def _quarter_ends(first: date, today: date) -> list[date]:
    """Return the last day of each quarter from that of a day on, and today in place of the last; at most MOST_QUARTERS."""
    ends = [today]
    begin = _first_of_quarter(today)
    while begin > first and len(ends) < MOST_QUARTERS:
        ends.append(date.fromordinal(begin.toordinal() - 1))
        begin = _first_of_quarter(ends[-1])
    return ends[::-1]


def _spans(touched: list[int], quarters: Mapping[int, tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the quarters, from one number up to another, at whose ends a touch was less than a year ago; each quarter once.

    `quarters` are those for a touch on a day. The touches are sorted.
    """
    done = 0
    for day in touched:
        begin, end = quarters[day]
        if done < end:
            yield max(done, begin), end
            done = end
