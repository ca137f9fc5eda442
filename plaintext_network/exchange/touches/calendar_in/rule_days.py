"""Finds the days on which a rule of repetition falls (RFC 5545 §3.3.10). Knows days and no times.

dateutil follows a rule such as “each second of every 30 February” for ever. Here, each day is looked at once, and the days that may be
looked at are counted. Tests compare both.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from datetime import date, datetime, timedelta
from math import ceil

from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

YEARLY, MONTHLY, WEEKLY, DAILY = "YEARLY", "MONTHLY", "WEEKLY", "DAILY"
_SECONDS = {"SECONDLY": 1, "MINUTELY": 60, "HOURLY": 3600}
_DAY_SECONDS = 86_400
_WEEKDAYS = {name: number for number, name in enumerate(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))}
_BYDAY = re.compile(r"([+-]?\d{1,3})?(MO|TU|WE|TH|FR|SA|SU)", re.I)
# A period costs as much as looking at so many days does.
_PERIOD_COST = 5
# So many periods of a daily rule count as one.
_DAYS_AT_ONCE = 50


class RuleUnusable(Exception):
    """Raised when a rule can't be followed; says why, without a full stop."""


class Budget:
    """How many days may still be looked at, for a whole file."""

    def __init__(self, days: int) -> None:
        self._days = days

    def spend(self, days: int) -> None:
        """Count days. Raises RuleUnusable if there are none left."""
        self._days -= days
        if self._days < 0:
            raise RuleUnusable("it repeats too often to follow")


class Rule(NamedTuple):
    """A rule of repetition that can be followed by days. `until` is a day, or a time that the last occurrence must not exceed."""

    frequency: str
    interval: int = 1
    times: int | None = None
    until: date | None = None
    months: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    year_days: frozenset[int] = frozenset()
    weeks: frozenset[int] = frozenset()
    # Days of the week, and of these only the first, or the last but one, of a month or year; 0 means every one.
    weekdays: frozenset[tuple[int, int]] = frozenset()
    positions: frozenset[int] = frozenset()
    week_start: int = 0

    @property
    def is_plain(self) -> bool:
        """Whether nothing but the start decides the days of a period."""
        return not (
            self.months or self.month_days or self.year_days or self.weeks or self.weekdays or self.positions
        )


def make_rule(parts: Mapping[str, list[object]], start: date) -> Rule:
    """Return the rule that its parts describe, for an event that starts at a time. Raises RuleUnusable."""
    frequency = str(_first(parts, "FREQ") or "").upper()
    interval, count = _number(parts, "INTERVAL"), _number(parts, "COUNT")
    interval = 1 if interval is None else interval
    until = _first(parts, "UNTIL")
    if interval < 1 or (count is not None and count < 1) or not (until is None or isinstance(until, date)):
        raise RuleUnusable("its rule of repetition can't be read")
    weekdays = frozenset(map(_weekday, parts.get("BYDAY", ())))
    rule = Rule(
        frequency,
        interval,
        count,
        until,
        _numbers(parts, "BYMONTH", 12),
        _numbers(parts, "BYMONTHDAY", 31),
        _numbers(parts, "BYYEARDAY", 366),
        _numbers(parts, "BYWEEKNO", 53),
        weekdays,
        _numbers(parts, "BYSETPOS", 366),
        _WEEKDAYS.get(str(_first(parts, "WKST")).upper(), 0),
    )
    if frequency in _SECONDS:
        return _by_days(rule, _SECONDS[frequency], start)
    if frequency not in (YEARLY, MONTHLY, WEEKLY, DAILY):
        raise RuleUnusable("its rule of repetition can't be read")
    if frequency != YEARLY:
        rule = rule._replace(weeks=frozenset())
    if frequency == DAILY and rule.positions:
        if rule.positions.isdisjoint((1, -1)):
            raise RuleUnusable("its rule of repetition has no day")
        rule = rule._replace(positions=frozenset())
    if frequency in (WEEKLY, DAILY):
        rule = rule._replace(weekdays=frozenset((0, day) for _, day in weekdays))
    return _counted(_explicit(rule, start), start)


def _by_days(rule: Rule, seconds: int, start: date) -> Rule:
    """Return a rule for the days of an event that repeats within days."""
    seconds *= rule.interval
    if seconds > _DAY_SECONDS and seconds % _DAY_SECONDS:
        raise RuleUnusable("it repeats at another time of each day")
    daily = rule._replace(
        frequency=DAILY, interval=max(1, seconds // _DAY_SECONDS), weeks=frozenset(), positions=frozenset()
    )
    daily = daily._replace(weekdays=frozenset((0, day) for _, day in rule.weekdays))
    if rule.times is None:
        return daily
    if not rule.is_plain:
        raise RuleUnusable("it repeats within days, and a number of times")
    try:
        moment = start if isinstance(start, datetime) else datetime(start.year, start.month, start.day)  # noqa: DTZ001
        return daily._replace(
            times=None, until=(moment + timedelta(seconds=seconds * (rule.times - 1))).date()
        )
    except OverflowError:
        return daily._replace(times=None)


def _explicit(rule: Rule, start: date) -> Rule:
    """Return a rule that says what the start says implicitly."""
    if rule.weekdays or rule.month_days or rule.year_days:
        return rule
    if rule.frequency == WEEKLY or rule.weeks:
        return rule._replace(weekdays=frozenset(((0, start.weekday()),)))
    if rule.frequency == MONTHLY:
        return rule._replace(month_days=frozenset((start.day,)))
    if rule.frequency == YEARLY:
        return rule._replace(
            months=rule.months or frozenset((start.month,)), month_days=frozenset((start.day,))
        )
    return rule


def _counted(rule: Rule, start: date) -> Rule:
    """Return a rule that ends by a day instead of a count, where that is plain: then nothing before the wanted days needs a look."""
    if (
        rule.times is None
        or rule.frequency not in (DAILY, WEEKLY)
        or rule.months
        or rule.month_days
        or rule.year_days
        or rule.positions
    ):
        return rule
    days = 1
    if rule.frequency == WEEKLY:
        if rule.weekdays != {(0, start.weekday())}:
            return rule
        days = 7
    elif rule.weekdays:
        return rule
    try:
        last = _day_of(start) + timedelta(days=days * rule.interval * (rule.times - 1))
    except OverflowError:
        return rule._replace(times=None)
    return rule._replace(times=None, until=last)


def _day_of(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _first(parts: Mapping[str, list[object]], name: str) -> object:
    values = parts.get(name)
    return values[0] if values else None


def _number(parts: Mapping[str, list[object]], name: str) -> int | None:
    value = _first(parts, name)
    if value is None:
        return None
    try:
        return int(str(value))
    except ValueError:
        raise RuleUnusable("its rule of repetition can't be read") from None


def _numbers(parts: Mapping[str, list[object]], name: str, largest: int) -> frozenset[int]:
    found = set()
    for value in parts.get(name, ()):
        try:
            number = int(str(value))
        except ValueError:
            raise RuleUnusable("its rule of repetition can't be read") from None
        if 0 < abs(number) <= largest:
            found.add(number)
    if name in parts and not found:
        raise RuleUnusable("its rule of repetition has no day")
    return frozenset(found)


def _weekday(value: object) -> tuple[int, int]:
    found = _BYDAY.fullmatch(str(value))
    if not found:
        raise RuleUnusable("its rule of repetition can't be read")
    return int(found[1] or 0), _WEEKDAYS[found[2].upper()]


def rule_days(rule: Rule, start: date, first: date, last: date, budget: Budget) -> Iterator[date]:
    """Yield the days of a rule from `first` to `last`, after the start. The start itself always is one, whatever the rule says.

    Raises RuleUnusable if too many days would have to be looked at.
    """
    begin = _day_of(start)
    if rule.until is not None:
        # One day more, as its time may be in another time zone; the caller compares times.
        last = min(last, _later(_day_of(rule.until), 1))
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
