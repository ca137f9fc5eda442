"""Owns the words by which a person names a day or a length of time. English only; guesses nothing.

A weekday alone is today or the coming one; the `next` one is after today, the `last` one before. A day of a
month without a year is the nearest that exists, the coming one where two are as near. A length of time alone
is counted from today on.
"""

import re
from datetime import MAXYEAR, MINYEAR, date

from plaintext_network.errors import CadenceNotUnderstood, DateNotUnderstood
from plaintext_network.model.dates.calendar import Cadence, add_days, parse_cadence

_MONTH_WORDS = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_WEEKDAYS = (
    ("monday", "mon"),
    ("tuesday", "tues", "tue"),
    ("wednesday", "wed"),
    ("thursday", "thurs", "thur", "thu"),
    ("friday", "fri"),
    ("saturday", "sat"),
    ("sunday", "sun"),
)
MONTHS = {word: number for number, words in enumerate(_MONTH_WORDS, 1) for word in words}
WEEKDAYS = {word: number for number, words in enumerate(_WEEKDAYS) for word in words}
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_OF_MONTH = re.compile(r"(?:([a-z]+) ([0-9]{1,2})|([0-9]{1,2}) ([a-z]+))(?:,? ([0-9]{4}))?")
_SPAN = re.compile(r"(?:[0-9]{1,5} ?|(?:an?|one|two|three|four|six) )[a-z]+")
_ISO_SPAN = re.compile(r"p[0-9ymwd]+")
_NOTHING = re.compile(r"0{1,5}(?: ?([a-z]+))?|p0{1,5}[ymwd]")


def parse_when(text: str, today: date) -> date:
    """Read a day as a person names it, seen from `today`. Raises DateNotUnderstood.

    `2026-11-24` (ISO 8601), `yesterday`, `last friday`, `3 days ago`, `in 2 weeks`, `2w`, `+3d`, `nov 20`,
    `20 november 2025`. Months and years are the calendar's, clamped to the month's last day. Case does not count.
    """
    words = " ".join(text.lower().split())
    if words in _NEAR:
        day = _within(add_days(today, _NEAR[words]))
    elif iso := _ISO.fullmatch(words):
        day = _date(int(iso[1]), int(iso[2]), int(iso[3]))
    elif of_month := _OF_MONTH.fullmatch(words):
        # A number and a word may be a length of time as well: `3 months`, never `3 nov`.
        day = _of_month(of_month, today) or _counted(words, today)
    else:
        day = _weekday(words, today) or _counted(words, today)
    if day is None:
        raise DateNotUnderstood(text)
    return day


def parse_duration(text: str) -> Cadence:
    """Read a length of time, which may be zero: `2w`, `10 days`, `a month`, `1y`, `P3M`, or `90` (days).

    Raises CadenceNotUnderstood.
    """
    words = " ".join(text.lower().split())
    number = len(words) <= 5 and words.isascii() and words.isdigit()
    span = _span(words) or (parse_cadence(words) if number or _ISO_SPAN.fullmatch(words) else None)
    if span is None:
        raise CadenceNotUnderstood(text)
    return span._replace(text=text.strip())


def _span(words: str) -> Cadence | None:
    if nothing := _NOTHING.fullmatch(words):
        known = nothing[1] is None or parse_cadence(f"1 {nothing[1]}")
        return Cadence(0, 0, words) if known else None
    return parse_cadence(words) if _SPAN.fullmatch(words) else None


def _weekday(words: str, today: date) -> date | None:
    which, _, name = words.rpartition(" ")
    if name not in WEEKDAYS or which not in ("", "last", "next"):
        return None
    ahead = (WEEKDAYS[name] - today.weekday()) % 7
    if which == "last":
        return _within(add_days(today, ahead - 7))
    if which == "next" and not ahead:
        ahead = 7
    return _within(add_days(today, ahead))


def _counted(words: str, today: date) -> date | None:
    past = words.endswith(" ago")
    span = _span(words.removesuffix(" ago") if past else words.removeprefix("in ").removeprefix("+"))
    if span is None or words.startswith("in +"):
        return None
    return _within(span.before(today) if past else span.after(today))


def _within(day: date) -> date | None:
    """Refuse the calendar's ends, which arithmetic puts in for the days beyond them."""
    return day if date.min < day < date.max else None


def _of_month(found: re.Match[str], today: date) -> date | None:
    month = MONTHS.get(found[1] or found[4])
    if month is None:
        return None
    day = int(found[2] or found[3])
    if found[5]:
        return _date(int(found[5]), month, day)
    # 29 February may be eight years away, around a century without one.
    years = range(max(MINYEAR, today.year - 8), min(MAXYEAR, today.year + 8) + 1)
    days = [that for year in years if (that := _date(year, month, day))]
    return min(days, key=lambda that: (abs(that - today), that < today), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
