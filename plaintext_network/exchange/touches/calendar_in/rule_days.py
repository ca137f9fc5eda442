"""Finds the days on which a rule of repetition falls (RFC 5545 §3.3.10). Knows days and no times.

dateutil follows a rule such as “each second of every 30 February” for ever. Here, each day is looked at once, and the days that may be
looked at are counted. Tests compare both.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import date, timedelta
from math import ceil

from plaintext_network.exchange.touches.calendar_in.repetition_rule import (
    MONTHLY,
    WEEKLY,
    YEARLY,
    Rule,
    RuleUnusable,
    day_of,
)

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# A period costs as much as looking at so many days does.
_PERIOD_COST = 5
# So many periods of a daily rule count as one.
_DAYS_AT_ONCE = 50


class Budget:
    """How many days may still be looked at, for a whole file."""

    def __init__(self, days: int) -> None:
        self._days = days

    def spend(self, days: int) -> None:
        """Count days. Raises RuleUnusable if there are none left."""
        self._days -= days
        if self._days < 0:
            raise RuleUnusable("it repeats too often to follow")


def rule_days(rule: Rule, start: date, first: date, last: date, budget: Budget) -> Iterator[date]:
    """Yield the days of a rule from `first` to `last`, after the start. The start itself always is one, whatever the rule says.

    Raises RuleUnusable if too many days would have to be looked at.
    """
    begin = day_of(start)
    if rule.until is not None:
        # One day more, as its time may be in another time zone; the caller compares times.
        last = min(last, _later(day_of(rule.until), 1))
    # The start is the first of those that are counted.
    left = None if rule.times is None else rule.times - 1
    for days in _periods(rule, begin, first if left is None else begin, last, budget):
        for day in days:
            if day <= begin:
                continue
            if day > last or left == 0:
                return
            if left is not None:
                left -= 1
            if day >= first:
                yield day


def _later(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def _periods(rule: Rule, begin: date, first: date, last: date, budget: Budget) -> Iterator[list[date]]:
    """Yield the days of each period of a rule that may have days from `first` to `last`."""
    number = max(0, _period_number(rule, begin, first) - 1)
    while True:
        found = _period(rule, begin, number)
        if found is None or found[0] > last:
            return
        candidates = found[1]
        budget.spend(len(candidates) + _PERIOD_COST)
        days = [day for day in candidates if _fits(rule, day)]
        if rule.positions:
            days = [
                day
                for index, day in enumerate(days)
                if index + 1 in rule.positions or index - len(days) in rule.positions
            ]
        yield days
        number += 1


def _period_number(rule: Rule, begin: date, first: date) -> int:
    """Return how many periods after the start a day is."""
    if first <= begin:
        return 0
    if rule.frequency == YEARLY:
        return (first.year - begin.year) // rule.interval
    if rule.frequency == MONTHLY:
        return ((first.year - begin.year) * 12 + first.month - begin.month) // rule.interval
    return (first - begin).days // (rule.interval * (7 if rule.frequency == WEEKLY else _DAYS_AT_ONCE))


def _period(rule: Rule, begin: date, number: int) -> tuple[date, list[date]] | None:
    """Return when a period begins, and those of its days that may fit; None after the last year that there is."""
    try:
        if rule.frequency == YEARLY:
            year = begin.year + number * rule.interval
            months = sorted(rule.months) if rule.months else range(1, 13)
            return date(year, 1, 1), [
                day for month in months if month > 0 for day in _month(rule, year, month)
            ]
        if rule.frequency == MONTHLY:
            years, month = divmod(begin.month - 1 + number * rule.interval, 12)
            return date(begin.year + years, month + 1, 1), _month(rule, begin.year + years, month + 1)
        if rule.frequency == WEEKLY:
            # The first week may have days before the year 1.
            monday = begin.toordinal() - (begin.weekday() - rule.week_start) % 7 + number * rule.interval * 7
            days = [
                date.fromordinal(day)
                for day in range(max(1, monday), monday + 7)
                if day <= date.max.toordinal()
            ]
            return (days[0], days) if days else None
        first = begin.toordinal() + number * rule.interval * _DAYS_AT_ONCE
        last = min(first + rule.interval * _DAYS_AT_ONCE, date.max.toordinal() + 1)
        days = [date.fromordinal(day) for day in range(first, last, rule.interval)]
        return (days[0], days) if days else None
    except (ValueError, OverflowError):
        return None


def _month(rule: Rule, year: int, month: int) -> list[date]:
    length = monthrange(year, month)[1]
    if not rule.month_days:
        return [date(year, month, day) for day in range(1, length + 1)]
    days = {day if day > 0 else length + 1 + day for day in rule.month_days}
    return [date(year, month, day) for day in sorted(days) if 1 <= day <= length]


def _fits(rule: Rule, day: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days and not _is_in(rule.month_days, day.day, monthrange(day.year, day.month)[1]):
        return False
    if rule.year_days and not _is_in(rule.year_days, day.timetuple().tm_yday, 365 + isleap(day.year)):
        return False
    if rule.weeks and not _is_in_week(rule, day):
        return False
    return not rule.weekdays or _is_weekday(rule, day)


def _is_in(numbers: frozenset[int], number: int, length: int) -> bool:
    return number in numbers or number - length - 1 in numbers


def _is_in_week(rule: Rule, day: date) -> bool:
    year, week, _ = day.isocalendar()
    weeks = date(year, 12, 28).isocalendar()[1]
    return _is_in(rule.weeks, week, weeks)


def _is_weekday(rule: Rule, day: date) -> bool:
    weekday = day.weekday()
    for place, wanted in rule.weekdays:
        if wanted != weekday:
            continue
        if not place:
            return True
        if rule.frequency == MONTHLY or rule.months:
            index, length = day.day, monthrange(day.year, day.month)[1]
        else:
            index, length = day.timetuple().tm_yday, 365 + isleap(day.year)
        if place in (ceil(index / 7), -ceil((length - index + 1) / 7)):
            return True
    return False
