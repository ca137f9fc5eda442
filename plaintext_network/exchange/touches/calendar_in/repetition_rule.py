"""Makes rules of repetition that can be followed by days (RFC 5545 §3.3.10) from the parts that `icalendar` reads. Follows none."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

YEARLY, MONTHLY, WEEKLY, DAILY = "YEARLY", "MONTHLY", "WEEKLY", "DAILY"
_SECONDS = {"SECONDLY": 1, "MINUTELY": 60, "HOURLY": 3600}
_DAY_SECONDS = 86_400
_WEEKDAYS = {name: number for number, name in enumerate(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))}
_BYDAY = re.compile(r"([+-]?\d{1,3})?(MO|TU|WE|TH|FR|SA|SU)", re.I)


class RuleUnusable(Exception):
    """Raised when a rule can't be followed; says why, without a full stop."""


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
        last = day_of(start) + timedelta(days=days * rule.interval * (rule.times - 1))
    except OverflowError:
        return rule._replace(times=None)
    return rule._replace(times=None, until=last)


def day_of(moment: date) -> date:
    """Return the day of a time, by its own clock."""
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
