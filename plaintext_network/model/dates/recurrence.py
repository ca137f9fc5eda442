"""Parses the rules by which tasks recur, and finds the next day. Follows what the Obsidian plugin Tasks documents."""

import re
from datetime import date, timedelta

from plaintext_network.model.dates.calendar import add_days, add_months, month_length, unclamped
from plaintext_network.named_tuples import NamedTuple

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
# A rule such as `every 12 months on the 31st` has its next day within this time.
_HORIZON = 40 * 366


class Recurrence(NamedTuple):
    """A rule: every `interval` units (day, week, month or year), on some days.

    `weekdays` count from Monday, 0. `days` are days of the month, from its end if negative. `nth` are weekdays with their
    place in the month. `months` are numbers. `when_done` counts from the day of completion.
    """

    unit: str
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    nth: tuple[tuple[int, int], ...] = ()
    months: tuple[int, ...] = ()
    when_done: bool = False


_RULE = re.compile(
    r"every (?:(?P<count>\d{1,3}|other) )?(?P<what>[a-z]+(?:(?:, ?| and |, and )[a-z]+)*)"
    r"(?: on (?P<the>the )?(?P<on>.+?))?(?P<done> when done)?"
)
_UNITS = {
    word: unit for unit in ("day", "week", "month", "year") for word in (unit, f"{unit}s")
}  # fmt: skip
_BETWEEN = re.compile(r",? and |, ?| (?=\d)")
_PLACE = re.compile(
    r"(?:(?P<number>\d{1,2})(?:st|nd|rd|th)|(?P<word>first|second|third|fourth))?(?P<last> ?last)?"
)
_PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def parse_recurrence(text: str) -> Recurrence | None:
    """Parse `every 2 weeks`, `every month on the last Friday when done` and the like; None for any other rule."""
    rule = _RULE.fullmatch(" ".join(text.lower().replace("!", "").split()))
    if rule is None:
        return None
    counted = rule["count"]
    interval = 1 if counted is None else 2 if counted == "other" else int(counted)
    when_done = rule["done"] is not None
    on = _BETWEEN.split(rule["on"]) if rule["on"] else []
    if interval == 0:
        return None
    what = rule["what"]
    if what in ("weekday", "weekdays"):
        is_plain = not on and counted is None
        return Recurrence("week", 1, (0, 1, 2, 3, 4), when_done=when_done) if is_plain else None
    unit = _UNITS.get(what)
    if unit is None:
        return _named(_BETWEEN.split(what), on, counted, when_done=when_done)
    if not on:
        return Recurrence(unit, interval, when_done=when_done)
    if unit == "week":
        weekdays = _weekdays(on)
        return (
            Recurrence("week", interval, weekdays, when_done=when_done)
            if weekdays and not rule["the"]
            else None
        )
    if unit == "month" and rule["the"]:
        return _in_month(Recurrence("month", interval, when_done=when_done), on)
    return None


def _named(names: list[str], on: list[str], counted: str | None, *, when_done: bool) -> Recurrence | None:
    """Return the rule of `every Sunday` or `every January on the 15th`."""
    if counted is not None:
        return None
    if weekdays := _weekdays(names):
        return None if on else Recurrence("week", 1, weekdays, when_done=when_done)
    months = tuple(_number(name, _MONTHS) + 1 for name in names)
    if not all(months):
        return None
    rule = Recurrence("year", months=months, when_done=when_done)
    return _in_month(rule, on) if on else rule


def _weekdays(names: list[str]) -> tuple[int, ...]:
    """Return weekdays by their names, or nothing if one is unknown."""
    found = tuple(_number(name.removesuffix("s"), _WEEKDAYS) for name in names)
    return found if min(found) >= 0 else ()


def _number(name: str, known: tuple[str, ...]) -> int:
    """Return the index of a name, whole or its first three letters or more; -1 if it is unknown."""
    return next((n for n, word in enumerate(known) if len(name) >= 3 and word.startswith(name)), -1)


def _in_month(rule: Recurrence, on: list[str]) -> Recurrence | None:
    days: list[int] = []
    nth: list[tuple[int, int]] = []
    for part in on:
        written = part.removeprefix("the ").removesuffix(" day")
        head, _, name = written.rpartition(" ")
        weekday = _number(name, _WEEKDAYS)
        place = _PLACE.fullmatch(head if weekday >= 0 else written)
        if place is None or not place[0]:
            return None
        number = int(place["number"] or _PLACES.get(place["word"] or "", 1))
        number = -number if place["last"] else number
        if not 1 <= abs(number) <= (5 if weekday >= 0 else 31):
            return None
        if weekday >= 0:
            nth.append((weekday, number))
        else:
            days.append(number)
    return rule._replace(days=tuple(days), nth=tuple(nth))


def next_day(rule: Recurrence, day: date) -> date | None:
    """Return the first day of a rule after a day from which it counts; None beyond the calendar.

    Without a day of the month, a month that is too short has its last day: 31 January, then 28 February.
    """
    if not (rule.weekdays or rule.days or rule.nth or rule.months):
        if rule.unit in ("day", "week"):
            return unclamped(add_days(day, rule.interval * (7 if rule.unit == "week" else 1)))
        return unclamped(add_months(day, rule.interval * (12 if rule.unit == "year" else 1)))
    for ahead in range(1, _HORIZON):
        if (later := unclamped(add_days(day, ahead))) is None:
            return None
        if _has(rule, day, later):
            return later
    return None


def _has(rule: Recurrence, first: date, day: date) -> bool:
    """Return whether a day is one of a rule that counts from `first`."""
    if rule.unit == "week":
        monday, other = (each - timedelta(min(each.weekday(), each.toordinal() - 1)) for each in (first, day))
        return day.weekday() in rule.weekdays and (other - monday).days // 7 % rule.interval == 0
    if rule.months and day.month not in rule.months:
        return False
    months = (day.year - first.year) * 12 + day.month - first.month
    if rule.unit == "month" and months % rule.interval:
        return False
    length = month_length(day.year, day.month)
    if not rule.days and not rule.nth:
        return day.day == first.day
    if day.day in rule.days or day.day - length - 1 in rule.days:
        return True
    places = ((day.day - 1) // 7 + 1, -((length - day.day) // 7 + 1))
    return any(weekday == day.weekday() and place in places for weekday, place in rule.nth)
