"""Describes how often you were in touch with one contact over the years, month by month, compared with everyone. Draws nothing."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

from plaintext_network.model.dates.calendar import add_months
from plaintext_network.model.note.properties import DECEASED
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.tallies import TALLY, Tally, days_of_touches

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plaintext_network.network.people.privacy import SuggestionView

DAYS_OF_A_YEAR = 365.25
# With fewer touches, or in a shorter time, there is no usual frequency.
LEAST_TOUCHES = 6
# A time differs from the usual if there were so many times more touches, or if the next touch took so many times longer.
DIFFERENCE = 2
# How many months count together, so that one busy week is not a time of more contact.
MONTHS_TOGETHER = 3


class MonthTouches(NamedTuple):
    """The first day of a month, how many touches there were with the contact, and how many with anybody who isn't private."""

    month: date
    touches: int
    all: int


class Silence(NamedTuple):
    """The time after a touch, until the next one; `until` is None if there was none yet."""

    since: date
    until: date | None
    days: int


class ContactTime(NamedTuple):
    """Months with more contact than usual, or a time with less: from its first day to its last, with the touches within.

    Less begins with the last touch before it, and ends with the next one, or today.
    """

    first: date
    last: date
    touches: int
    is_more: bool


class Relationship(NamedTuple):
    """How often you were in touch with one contact over the years.

    `months` are all from the first touch to this month, or to the last touch with somebody who has died. `per_year` is how many touches there were in a usual year; None if the
    first one is less than a year ago. `times` are in order, and empty if there are too few touches to tell what is usual.
    """

    name: str
    path: str
    cadence: str | None
    standing: str
    touches: int
    first_touch: date | None
    last_touch: date | None
    per_year: float | None
    longest_silence: Silence | None
    months: tuple[MonthTouches, ...]
    times: tuple[ContactTime, ...]


def relationship(view: SuggestionView, path: str) -> Relationship:
    """Return how often you were in touch with a contact. Raises KeyError for one whom the view may not name."""
    person, today = view.person(path), view.today
    tallies = view.of_records().summaries(TALLY)
    until = today.toordinal()
    own_days = days_of_touches([Tally._make(tallies[path])], 0, until, until)
    own = [date.fromordinal(day) for day in sorted(own_days)]
    months: tuple[MonthTouches, ...] = ()
    # After a death, no gap goes on.
    end = own[-1] if own and person.standing == DECEASED else today
    if own:
        begin = own[0].replace(day=1).toordinal()
        everybody = Counter(days_of_touches(map(Tally._make, tallies.values()), begin, until, until))
        months = _months(own, everybody, end)
    return Relationship(
        name=person.name,
        path=path,
        cadence=person.cadence.text if person.cadence else None,
        standing=person.standing,
        touches=len(own),
        first_touch=own[0] if own else None,
        last_touch=own[-1] if own else None,
        per_year=_per_year(own, end),
        longest_silence=max(_silences(own, end), key=lambda one: one.days, default=None),
        months=months,
        times=_times(own, months, end),
    )


def _months(own: Sequence[date], everybody: Mapping[int, int], end: date) -> tuple[MonthTouches, ...]:
    """Return the months from the first touch to the last day; `everybody` are the touches of each day, an ordinal."""
    of_contact = Counter((day.year, day.month) for day in own)
    of_all: Counter[tuple[int, int]] = Counter()
    for ordinal, touches in everybody.items():
        day = date.fromordinal(ordinal)
        of_all[day.year, day.month] += touches
    first = own[0].replace(day=1)
    number = (end.year - first.year) * 12 + end.month - first.month + 1
    months = (add_months(first, later) for later in range(number))
    keys = ((month, (month.year, month.month)) for month in months)
    return tuple(MonthTouches(month, of_contact[key], of_all[key]) for month, key in keys)


def _per_year(own: Sequence[date], end: date) -> float | None:
    days = (end - own[0]).days if own else 0
    if days < DAYS_OF_A_YEAR:
        return None
    found = len(own) / days * DAYS_OF_A_YEAR
    # Two digits: one touch in thirty years is little, but not 0.
    return round(found, 1) if found >= 1 else float(f"{found:.2g}")


def _silences(own: Sequence[date], today: date) -> list[Silence]:
    """Return the time after each touch, in order; the last one has none on its own day."""
    pairs = pairwise(own)
    found = [Silence(day, later, (later - day).days) for day, later in pairs]
    if own and own[-1] < today:
        found.append(Silence(own[-1], None, (today - own[-1]).days))
    return found


def _times(own: Sequence[date], months: Sequence[MonthTouches], today: date) -> tuple[ContactTime, ...]:
    """Return when there was much more or much less contact than usual, in order."""
    days = (today - own[0]).days if own else 0
    if len(own) < LEAST_TOUCHES or days < DAYS_OF_A_YEAR:
        return ()
    usual_silence = max(days / len(own), 30)
    less = [
        ContactTime(one.since, one.until or today, 0, is_more=False)
        for one in _silences(own, today)
        if one.days >= DIFFERENCE * usual_silence
    ]
    return tuple(sorted([*_more(months), *less]))


def _more(months: Sequence[MonthTouches]) -> list[ContactTime]:
    """Return the runs of months with much more contact than usual, each of which begins and ends with a touch."""
    counts = [one.touches for one in months]
    wanted = max(DIFFERENCE * MONTHS_TOGETHER * sum(counts) / len(counts), MONTHS_TOGETHER)
    is_more = [False] * len(counts)
    for at in range(len(counts)):
        if sum(counts[at : at + MONTHS_TOGETHER]) >= wanted:
            end = min(at + MONTHS_TOGETHER, len(counts))
            is_more[at:end] = [True] * (end - at)
    found: list[ContactTime] = []
    at = 0
    while at < len(counts):
        end = at
        while end < len(counts) and is_more[end]:
            end += 1
        touched = [number for number in range(at, end) if counts[number]]
        if touched:
            first, last = touched[0], touched[-1]
            final = add_months(months[last].month, 1)
            until = date.fromordinal(final.toordinal() - 1) if final > months[last].month else date.max
            found.append(ContactTime(months[first].month, until, sum(counts[first : last + 1]), is_more=True))
        at = max(end, at + 1)
    return found
