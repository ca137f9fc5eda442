"""Parses a date or a length of time that somebody typed in English words. Guesses nothing.

A weekday alone is the next one, or today; `next friday` is after today, `last friday` before. A length of time alone
counts from today. Whatever is typed without its year is read by what the day is for:

- `parse_past_day`, for what happened: the last `april 3`, the last `friday`, or today.
- `parse_coming_day`, for promises and snoozes: the next one, or today.
- `parse_when`, where both are possible: the nearest `april 3`, or the later one if two are equally near.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import MAXYEAR, MINYEAR, date

from plaintext_network.errors import CadenceNotUnderstood, DateNotUnderstood
from plaintext_network.model.dates.calendar import (
    MONTH_NAMES,
    MONTHS,
    NUMBER_WORDS,
    Cadence,
    add_days,
    parse_cadence,
    unclamped,
)
from plaintext_network.notes.late_patterns import late_pattern

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias


_WEEKDAYS = (
    ("monday", "mon"),
    ("tuesday", "tues", "tue"),
    ("wednesday", "wed"),
    ("thursday", "thurs", "thur", "thu"),
    ("friday", "fri"),
    ("saturday", "sat"),
    ("sunday", "sun"),
)
WEEKDAYS = {word: number for number, words in enumerate(_WEEKDAYS) for word in words}
_RELATIVE_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_NEXT = ("next week", "next month", "next quarter", "next year")

_ISO = late_pattern(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_OF_MONTH = late_pattern(r"(?:([a-z]+) ([0-9]{1,2})|([0-9]{1,2}) ([a-z]+))(?:,? ([0-9]{4}))?")
_DURATION = late_pattern(rf"(?:[0-9]{{1,5}} ?|(?:{NUMBER_WORDS}) )[a-z]+")
_ISO_DURATION = late_pattern(r"p[0-9ymwd]+")
_ZERO = late_pattern(r"0{1,5}(?: ?([a-z]+))?|p0{1,5}[ymwd]")


# One of `parse_when`, `parse_past_day` and `parse_coming_day`.
DayReading: TypeAlias = "Callable[[str, date], date]"


def parse_when(text: str, today: date) -> date:
    """Parse a date as people write it, relative to `today`; without a year the nearest one. Raises DateNotUnderstood.

    Accepts `2026-11-24` (ISO 8601), `yesterday`, `last friday`, `3 days ago`, `in 2 weeks`, `2 weeks from now`, `next week` (in
    one week), `2w`, `+3d`, `nov 20` and `20 november 2025`, in any case. Months and years are calendar months and years, clamped to the
    month's last day.
    """
    return _parse(text, today, _nearest)


def parse_coming_day(text: str, today: date) -> date:
    """Parse the day of something to come, as `parse_when`; without a year the next one, or today."""
    return _parse(text, today, _next)


def parse_past_day(text: str, today: date) -> date:
    """Parse the day of something that happened, as `parse_when`; without a year the last one, or today.

    A weekday alone is also the last one, or today. A length of time alone is refused: `2 weeks` names no past day.
    """
    words = " ".join(text.lower().split())
    if words in WEEKDAYS:
        behind = (today.weekday() - WEEKDAYS[words]) % 7
        if day := unclamped(add_days(today, -behind)):
            return day
    elif _duration(words) is None:
        return _parse(text, today, _last)
    raise DateNotUnderstood(text)


def _nearest(days: Sequence[date], today: date) -> date | None:
    return min(days, key=lambda each: (abs(each - today), each < today), default=None)


def _next(days: Sequence[date], today: date) -> date | None:
    return min((each for each in days if each >= today), default=None)


def _last(days: Sequence[date], today: date) -> date | None:
    return max((each for each in days if each <= today), default=None)


_Pick: TypeAlias = "Callable[[Sequence[date], date], date | None]"


def _parse(text: str, today: date, pick: _Pick) -> date:
    words = " ".join(text.lower().split())
    if words in _RELATIVE_DAYS:
        day = unclamped(add_days(today, _RELATIVE_DAYS[words]))
    elif iso := _ISO.fullmatch(words):
        day = _date(int(iso[1]), int(iso[2]), int(iso[3]))
    elif of_month := _OF_MONTH.fullmatch(words):
        # A number and a word can also be a length of time: `3 months`, but not `3 nov`.
        day = _of_month(of_month, today, pick) or _relative(words, today)
    else:
        day = _weekday(words, today) or _relative(words, today)
    if day is None:
        raise _not_understood(text)
    return day


def _not_understood(text: str) -> DateNotUnderstood:
    """Return the error for a text that is no date; for one such as 12/05, it says what that could be."""
    # Late: this is an error, and most runs have none.
    from plaintext_network.model.dates.date_forms import explain_date

    form = explain_date(text)
    if form is None or not form.meanings:
        return DateNotUnderstood(text)
    return DateNotUnderstood(text, f"{text} could be {form.meanings}: {form.remedy}")


def parse_duration(text: str) -> Cadence:
    """Parse a length of time, which may be zero: `2w`, `10 days`, `a month`, `1y`, `P3M`, or `90` (days).

    Raises CadenceNotUnderstood.
    """
    words = " ".join(text.lower().split())
    number = len(words) <= 5 and words.isascii() and words.isdigit()
    duration = _duration(words) or (
        parse_cadence(words) if number or _ISO_DURATION.fullmatch(words) else None
    )
    if duration is None:
        raise CadenceNotUnderstood(text)
    return duration._replace(text=text.strip())


def _duration(words: str) -> Cadence | None:
    if zero := _ZERO.fullmatch(words):
        is_unit = zero[1] is None or parse_cadence(f"1 {zero[1]}")
        return Cadence(0, 0, words) if is_unit else None
    return parse_cadence(words) if _DURATION.fullmatch(words) else None


def _weekday(words: str, today: date) -> date | None:
    prefix, _, name = words.rpartition(" ")
    if name not in WEEKDAYS or prefix not in ("", "last", "next"):
        return None
    ahead = (WEEKDAYS[name] - today.weekday()) % 7
    if prefix == "last":
        return unclamped(add_days(today, ahead - 7))
    if prefix == "next" and not ahead:
        ahead = 7
    return unclamped(add_days(today, ahead))


def _relative(words: str, today: date) -> date | None:
    if words in _NEXT:
        words = words.replace("next", "1")
    is_past = words.endswith(" ago")
    duration = _duration(
        words.removesuffix(" ago")
        if is_past
        else words.removeprefix("in ").removeprefix("+").removesuffix(" from now")
    )
    if duration is None or words.startswith("in +"):
        return None
    return unclamped(duration.before(today) if is_past else duration.after(today))


def _of_month(match: re.Match[str], today: date, pick: _Pick) -> date | None:
    month = MONTHS.get(match[1] or match[4])
    if month is None:
        return None
    day = int(match[2] or match[3])
    if match[5]:
        return _date(int(match[5]), month, day)
    # 29 February can be eight years away: 1900 was not a leap year.
    years = range(max(MINYEAR, today.year - 8), min(MAXYEAR, today.year + 8) + 1)
    return pick([each for year in years if (each := _date(year, month, day))], today)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_in_words(day: date, today: date) -> str:
    """Return a day as part of a sentence: `1 December`, with its year unless that is this year."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]}" + ("" if day.year == today.year else f" {day.year}")
