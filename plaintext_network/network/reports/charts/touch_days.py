"""Counts the touches of each day. Draws nothing."""

from __future__ import annotations

from collections import Counter
from datetime import date

from plaintext_network.model.dates.calendar import add_days
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.tallies import TALLY, Tally, days_of_touches

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from plaintext_network.network.people.privacy import SuggestionView

# How many weeks a calendar of a year has: one more than 52, because a year begins and ends within a week.
WEEKS = 53


class TouchDays(NamedTuple):
    """How many touches there were on each day from `first` to `last`, both included.

    `counts` are in the order of the days, without the days on which there was none. A touch with several people is one.
    """

    first: date
    last: date
    counts: tuple[tuple[date, int], ...]

    @property
    def touches(self) -> int:
        """The number of all touches."""
        return sum(count for _, count in self.counts)

    @property
    def weeks(self) -> tuple[tuple[date, int], ...]:
        """The Monday of each week with a touch, and its touches, in order."""
        return _summed((monday(day), count) for day, count in self.counts)

    @property
    def months(self) -> tuple[tuple[date, int], ...]:
        """The first day of each month with a touch, and its touches, in order."""
        return _summed((day.replace(day=1), count) for day, count in self.counts)

    def busiest_weeks(self, most: int = 3) -> tuple[tuple[date, int], ...]:
        """Return at most so many weeks with the most touches, of which each has two or more; of equal ones, the latest first."""
        weeks = [week for week in self.weeks if week[1] > 1]
        return tuple(sorted(weeks, key=lambda week: (-week[1], -week[0].toordinal()))[:most])


class Levels(NamedTuple):
    """Four levels of counts: each covers `step` numbers, and the last one all higher numbers. Level 0 is a count of 0."""

    step: int

    def of(self, count: int) -> int:
        """Return the level of a count, from 0 to 4."""
        return min(4, -(-count // self.step))

    @property
    def labels(self) -> tuple[str, ...]:
        """What counts each level has, such as `none`, `1`, `2`, `3`, `4+`."""
        ends = [(level * self.step + 1, (level + 1) * self.step) for level in range(3)]
        ranges = (str(last) if first == last else f"{first}–{last}" for first, last in ends)
        return ("none", *ranges, f"{3 * self.step + 1}+")


def touch_days(view: SuggestionView, first: date | None = None, last: date | None = None) -> TouchDays:
    """Count the touches of each day from `first` to `last`; without these, of 53 weeks that end today.

    Touches in which only private people took part don't count. The span ends today at the latest. Raises ValueError if it begins
    after it ends.
    """
    last = view.today if last is None else min(last, view.today)
    if first is None:
        first = add_days(monday(last), -7 * (WEEKS - 1))
    if first > last:
        raise ValueError(f"the first day {first} is after the last day {last}")
    # A record of what happened includes the dead.
    found = view.of_records().summaries(TALLY).values()
    days = days_of_touches(
        map(Tally._make, found), first.toordinal(), last.toordinal(), view.today.toordinal()
    )
    counts = Counter(days)
    return TouchDays(
        first, last, tuple((date.fromordinal(day), count) for day, count in sorted(counts.items()))
    )


def levels(days: TouchDays) -> Levels:
    """Return the levels of a calendar: as few counts a level as leave the highest one to a tenth of the days with touches, or to one day."""
    counts = sorted(count for _, count in days.counts)
    others = counts[: -max(1, len(counts) // 10)]
    usual = others[-1] if others else 1
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if step * 3 >= usual:
                return Levels(step)
        size *= 10


def monday(day: date) -> date:
    """Return the Monday of a day's week; the calendar's first day for a day before its first Monday."""
    return add_days(day, -day.weekday())


def _summed(counts: Iterable[tuple[date, int]]) -> tuple[tuple[date, int], ...]:
    sums: Counter[date] = Counter()
    for day, count in counts:
        sums[day] += count
    return tuple(sums.items())
