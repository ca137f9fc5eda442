"""Parses cadences, dates and yearly dates, and does calendar arithmetic. Reads no clock: today is an argument."""

import re
from datetime import MAXYEAR, date, timedelta

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.late_patterns import late_pattern

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


def month_length(year: int, month: int) -> int:
    """Return how many days a month has."""
    # Python's own `calendar` takes as long to import as three modules of this package.
    return 31 if month == 12 else (date(year, month + 1, 1) - date(year, month, 1)).days


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, clamped to the month's last day."""
    if not months:
        return day
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if year > MAXYEAR:
        return date.max
    if year < 1:
        return date.min
    # Every month has 28 days.
    last = day.day if day.day <= 28 else min(day.day, month_length(year, month + 1))
    return date(year, month + 1, last)


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
    "everyday": (0, 1),
    "weekly": (0, 7),
    "fortnight": (0, 14),
    "fortnightly": (0, 14),
    # These two may also mean twice a week and twice a month; docs/format.md says how pnet reads them.
    "biweekly": (0, 14),
    "bimonthly": (2, 0),
    "semimonthly": (0, 15),
    "monthly": (1, 0),
    "quarterly": (3, 0),
    "halfyearly": (6, 0),
    "half year": (6, 0),
    "half a year": (6, 0),
    "semiannual": (6, 0),
    "semiannually": (6, 0),
    "biannual": (6, 0),
    "biannually": (6, 0),
    "yearly": (12, 0),
    "annual": (12, 0),
    "annually": (12, 0),
    "biennial": (24, 0),
    "biennially": (24, 0),
}
_UNITS = {
    "d": (0, 1),
    "day": (0, 1),
    "w": (0, 7),
    "wk": (0, 7),
    "week": (0, 7),
    "fortnight": (0, 14),
    "m": (1, 0),
    "mo": (1, 0),
    "mth": (1, 0),
    "month": (1, 0),
    "qtr": (3, 0),
    "quarter": (3, 0),
    "half year": (6, 0),
    "y": (12, 0),
    "yr": (12, 0),
    "year": (12, 0),
    "annum": (12, 0),
}
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "a couple of": 2, "couple of": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
NUMBER_WORDS = "|".join(word for word in _COUNTS if " " not in word)
_ORDINALS = {
    "other": 2, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5, "sixth": 6, "6th": 6,
}  # fmt: skip
_TIMES = {"once": 1, "twice": 2, "thrice": 3}
_COUNT_AND_UNIT = late_pattern(
    rf"(?:(?P<number>\d{{1,5}}|{'|'.join(_COUNTS)}|{'|'.join(_ORDINALS)})\b\s*|(?P<digits>\d{{1,5}}))?(?P<unit>[a-z]+(?: year)?)",
    re.ASCII,
)
# `once a month`, `2x/year`, `three times per year`
_TIMES_IN_UNIT = late_pattern(
    rf"(?:(?P<word>{'|'.join(_TIMES)})|(?P<number>\d{{1,3}}|{NUMBER_WORDS})\s?(?:x|×|times?))"
    r"\s?(?:a|an|per|each|every|in a|/)\s?(?P<unit>[a-z]+)",
    re.ASCII,
)
_ISO_DURATION = late_pattern(r"p(?=\d)(?:(\d{1,4})y)?(?:(\d{1,5})m)?(?:(\d{1,5})w)?(?:(\d{1,5})d)?", re.ASCII)
_HYPHEN = late_pattern(r"(?<=\w)-(?=[a-z])")
# What may come before a length of time without changing it: `once every 2 weeks`.
_EVERY = late_pattern(r"(?:once )?(?:every|each|per)\s+|once in (?=a |an |\d)")


def parse_cadence(text: str) -> Cadence | None:
    """Parse `2 weeks`, `every 3 months`, `twice a year`, `quarterly`, `P3M` (ISO 8601 §4.4.3), `90d`, `90` or `never`."""
    length = _parse_length(" ".join(text.lower().rstrip(" .!,;").split()))
    return Cadence(*length, text.strip()) if length else None


def _parse_length(words: str) -> tuple[int, int] | None:
    """Return the months and days of a length of time in small letters; None if it is none."""
    if words.isascii() and words.isdigit():
        return (0, int(words)) if len(words) <= 5 and int(words) else None
    if iso := _ISO_DURATION.fullmatch(words):
        years, months, weeks, days = (int(part or 0) for part in iso.groups())
        return (years * 12 + months, weeks * 7 + days) if any((years, months, weeks, days)) else None
    words = _HYPHEN.sub(" ", words)
    for beginning in ("half ", "bi ", "semi "):
        if words.startswith(beginning) and words.replace(" ", "", 1) in _WORDS:
            words = words.replace(" ", "", 1)
    if words in _WORDS:
        return _WORDS[words]
    if times := _TIMES_IN_UNIT.fullmatch(words):
        return _share(times["unit"], _TIMES.get(times["word"]) or _count(times["number"]))
    rest = _EVERY.sub("", words, count=1) if (every := _EVERY.match(words)) else words
    counted = _COUNT_AND_UNIT.fullmatch(rest)
    unit = _unit(counted["unit"]) if counted else None
    if counted is None or unit is None:
        return None
    number = counted["number"] or counted["digits"]
    if number is None and not every:
        return None
    count = 1 if number is None else _ORDINALS.get(number) or _count(number)
    return (unit[0] * count, unit[1] * count) if count else None


def _unit(word: str) -> tuple[int, int] | None:
    return _UNITS.get(word) or _UNITS.get(word.removesuffix("s"))


def _count(number: str) -> int:
    return _COUNTS[number] if number in _COUNTS else int(number)


def _share(word: str, times: int) -> tuple[int, int] | None:
    """Return the months and days between so many times in a unit, rounded down to days; None for less than a day."""
    unit = _unit(word)
    if unit is None or not times:
        return None
    months, days = unit
    if months % times == 0:
        return (months // times, days // times) if months or days >= times else None
    # A month has 30 days here, a year 365.
    days = (months * 365 // 12) // times
    return (0, days) if days else None


def parse_day(text: str) -> date | None:
    """Parse the date of an ISO 8601 date or date-time; time and zone are ignored."""
    if len(text) == 10 and text[4] == text[7] == "-":
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None
    match = _DAY.match(text)
    if not match:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


_DAY = late_pattern(r"(\d{4})-(\d{2})-(\d{2})(?=$|[Tt\s]\s*\d{1,2}(?::?\d{2})?)", re.ASCII)


class YearlyDay(NamedTuple):
    """A date that recurs every year; `year` is the year of the first one, if known."""

    month: int
    day: int
    year: int | None

    @property
    def text(self) -> str:
        """The date as `1815-12-10`, or `12-10` without its year."""
        return f"{'' if self.year is None else f'{self.year:04}-'}{self.month:02}-{self.day:02}"

    def in_year(self, year: int) -> date:
        """Return the date in a year; 29 February is 28 February in common years."""
        return date(year, self.month, min(self.day, month_length(year, self.month)))

    def next_from(self, today: date) -> date:
        """Return the first date on or after `today`."""
        this_year = self.in_year(today.year)
        return this_year if this_year >= today or today.year == MAXYEAR else self.in_year(today.year + 1)


# Without a year, address books write one of these: Google 0000, .NET 0001, Apple 1604, which is a leap year.
NO_YEARS = ("0000", "0001", "1604")
_YEARLY_PATTERN = late_pattern(r"(?:(\d{4})-|--)?(\d{2})-(\d{2})", re.ASCII)
# ISO 8601 basic format, and RFC 6350 §4.3.1 without the year.
_BASIC_YEARLY = late_pattern(
    r"(?:(\d{4})|--)(\d{2})(\d{2})(?:t\d{2}(?::?\d{2}){0,2}(?:z|[+-]\d{2}(?::?\d{2})?)?)?", re.ASCII
)
_YEAR_FIRST = late_pattern(r"(\d{4})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{1,2})", re.ASCII)
MONTH_AND_DAY = late_pattern(
    r"(?:([a-z]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?|([0-9]{1,2})(?:st|nd|rd|th|\.)? (?:of )?([a-z]+)\.?)(?:,? ([0-9]{4}))?"
)


def parse_yearly(text: str) -> YearlyDay | None:
    """Parse a yearly date; return None if no year has that day, or if either number may be the month.

    Reads `1815-12-10`, `12-10`, `--12-10` or `--1210` (RFC 6350 §4.3.1), `18151210`, `1815/12/10`, and `10 December 1815`
    or `Dec 10`. A year that address books write instead of none counts as none.
    """
    match = _YEARLY_PATTERN.match(text)
    if match and (match.end() == len(text) or _TIME_FOLLOWS.match(text, match.end())):
        return _yearly(*match.groups())
    words = " ".join(text.lower().split())
    if match := _BASIC_YEARLY.fullmatch(words) or _YEAR_FIRST.fullmatch(words):
        return _yearly(*match.groups())
    if (match := MONTH_AND_DAY.fullmatch(words)) and (month := MONTHS.get(match[1] or match[4])):
        return _yearly(match[5], month, match[2] or match[3])
    return None


_TIME_FOLLOWS = late_pattern(r"[Tt\s]\s*\d{1,2}(?::?\d{2})?", re.ASCII)


def _yearly(year: str | None, month: str | int, day: str) -> YearlyDay | None:
    first = None if year is None or year in NO_YEARS else int(year)
    try:
        date(2000 if first is None else first, int(month), int(day))
    except ValueError:
        return None
    return YearlyDay(int(month), int(day), first)
