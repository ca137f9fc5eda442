"""Parses cadences, dates and yearly dates, and does calendar arithmetic. Reads no clock: today is an argument."""

import re
from calendar import monthrange
from datetime import MAXYEAR, date, timedelta
from typing import NamedTuple

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
MONTHS = {word: number for number, words in enumerate(_MONTH_WORDS, 1) for word in words}
MONTH_NAMES = tuple(words[0].capitalize() for words in _MONTH_WORDS)


class Cadence(NamedTuple):
    """A length of time in calendar months and days; zero of both means never."""

    months: int
    days: int
    text: str

    @property
    def is_never(self) -> bool:
        return not (self.months or self.days)

    def after(self, day: date) -> date:
        """Return the day one cadence after `day`, at most the calendar's last day."""
        return add_days(add_months(day, self.months), self.days)

    def before(self, day: date) -> date:
        """Return the day one cadence before `day`, at least the calendar's first day."""
        return add_days(add_months(day, -self.months), -self.days)

    @property
    def length(self) -> float:
        """The cadence in days, with 30.4375 days a month; for comparison, not for dates."""
        return self.months * 30.4375 + self.days


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, clamped to the month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if year > MAXYEAR:
        return date.max
    if year < 1:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_days(day: date, days: int) -> date:
    """Return the day `days` later, clamped to the calendar's first and last day."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.max if days > 0 else date.min


def unclamped(day: date) -> date | None:
    """Return the day, or None for the calendar's first and last day, to which arithmetic clamps days beyond them."""
    return day if date.min < day < date.max else None


_WORDS = {
    "never": (0, 0),
    "daily": (0, 1),
    "weekly": (0, 7),
    "fortnightly": (0, 14),
    "monthly": (1, 0),
    "quarterly": (3, 0),
    "half-yearly": (6, 0),
    "half yearly": (6, 0),
    "halfyearly": (6, 0),
    "yearly": (12, 0),
    "annually": (12, 0),
}
_UNITS = {
    "d": (0, 1),
    "day": (0, 1),
    "w": (0, 7),
    "week": (0, 7),
    "fortnight": (0, 14),
    "m": (1, 0),
    "mo": (1, 0),
    "month": (1, 0),
    "quarter": (3, 0),
    "y": (12, 0),
    "yr": (12, 0),
    "year": (12, 0),
}
_COUNT_AND_UNIT = re.compile(
    r"(?:every\s+|each\s+)?(?:(\d{1,5}|an?|one|two|three|four|six|other)\s*)?([a-z]+?)s?", re.ASCII
)
_ISO_DURATION = re.compile(r"p(?=\d)(?:(\d{1,4})y)?(?:(\d{1,5})m)?(?:(\d{1,5})w)?(?:(\d{1,5})d)?", re.ASCII)
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "other": 2}


def parse_cadence(text: str) -> Cadence | None:
    """Parse `2 weeks`, `every 3 months`, `quarterly`, `P3M` (ISO 8601 §4.4.3), `90d`, `90` or `never`."""
    words = " ".join(text.lower().split())
    if words in _WORDS:
        return Cadence(*_WORDS[words], text.strip())
    if words.isascii() and words.isdigit():
        return Cadence(0, int(words), text.strip()) if len(words) <= 5 and int(words) else None
    if iso := _ISO_DURATION.fullmatch(words):
        years, months, weeks, days = (int(part or 0) for part in iso.groups())
        return (
            Cadence(years * 12 + months, weeks * 7 + days, text.strip())
            if any((years, months, weeks, days))
            else None
        )
    counted = _COUNT_AND_UNIT.fullmatch(words)
    if not counted or counted[2] not in _UNITS:
        return None
    number = counted[1]
    if number is None and not words.startswith(("every ", "each ")):
        return None
    count = 1 if number is None else _COUNTS[number] if number in _COUNTS else int(number)
    months, days = _UNITS[counted[2]]
    return Cadence(months * count, days * count, text.strip()) if count else None


def parse_day(text: str) -> date | None:
    """Parse the date of an ISO 8601 date or date-time; time and zone are ignored."""
    match = _DAY.match(text)
    if not match:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?=$|[Tt\s]\s*\d{1,2}(?::?\d{2})?)", re.ASCII)


class YearlyDay(NamedTuple):
    """A date that recurs every year; `year` is the year of the first one, if known."""

    month: int
    day: int
    year: int | None

    def in_year(self, year: int) -> date:
        """Return the date in a year; 29 February is 28 February in common years."""
        return date(year, self.month, min(self.day, monthrange(year, self.month)[1]))

    def next_from(self, today: date) -> date:
        """Return the first date on or after `today`."""
        this_year = self.in_year(today.year)
        return this_year if this_year >= today or today.year == MAXYEAR else self.in_year(today.year + 1)


_YEARLY_PATTERN = re.compile(r"(?:(\d{4})-|--)?(\d{2})-(\d{2})", re.ASCII)


def parse_yearly(text: str) -> YearlyDay | None:
    """Parse `1815-12-10`, `12-10` or `--12-10` (RFC 6350 §4.3.1); return None if no year has that day."""
    match = _YEARLY_PATTERN.match(text)
    if not match or (match.end() != len(text) and not parse_day(text)):
        return None
    year = int(match[1]) if match[1] else None
    try:
        date(2000 if year is None else year, int(match[2]), int(match[3]))
    except ValueError:
        return None
    return YearlyDay(int(match[2]), int(match[3]), year)
