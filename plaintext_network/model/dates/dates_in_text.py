"""Finds the dates that a text mentions, and their places in it. Guesses nothing.

A word that people read as different days (`friday`, `11/20`, `last week`) gives a mention without a day. English only,
except for numeric dates.
"""

import re
from collections.abc import Iterator
from datetime import date

from plaintext_network.errors import DateNotUnderstood
from plaintext_network.model.dates.calendar import MONTHS, add_days, unclamped
from plaintext_network.model.dates.date_words import DayReading, parse_when
from plaintext_network.model.language.word_pattern import compile_words
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.source import Span


class DateMention(NamedTuple):
    """A date in a text: its half-open place, and the day, or None if it is uncertain. `weekday` is 0 for Monday."""

    start: int
    end: int
    day: date | None
    weekday: int | None = None


_FULL_WEEKDAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|fri|tues|thurs|thur"
_SHORT_WEEKDAYS = "mon|tue|wed|thu|sat|sun"
# Months that are neither names nor other words.
_SURE_MONTHS = "january|february|july|september|october|november|december"
_COUNTS = "an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|a~few|a~couple~of|several|some|many"
_LONG_UNITS = "days?|weeks?|fortnights?|months?|quarters?|years?"
_UNITS = _LONG_UNITS + "|d|w|wks?|mo?|y|yrs?|nights?"
_NO_DAY = "floor|row|page|try|attempt|time|hole|line|team|avenue|street|edition|birthday|anniversary|level|chapter|round|lap|place"
_NO_DAY_OF_MONTH = "h|hours?|hrs?|min|minutes?|days?|weeks?|months?|years?|people|rows?|times"


_DAYS = compile_words(
    r"""(?<!\w)(?:
    (?P<before>(?:the~)?day~before~yesterday)
    | (?P<after>(?:the~)?day~after~tomorrow)
    | (?P<near>yesterday|tomorrow)
    | (?P<night>last~(?:night|evening))
    | (?P<now>today|tonight|this~(?:morning|afternoon|evening)|just~now|earlier~today)
    | (?P<ago>(?:<COUNT>~|[0-9]{1,5}\s?)<UNIT>~ago)
    | (?<!time\s)(?P<ahead>in~(?:<COUNT>~|[0-9]{1,5}\s?)<LONG_UNIT>)
    | (?P<vague>(?:last|this|next|past|coming|previous)~(?:week(?:end)?|fortnight|month|quarter|year|spring|summer|autumn|winter)
        | (?:on|at|over|during)~the~weekend | the~other~(?:day|night|week|month) | (?:the~)?week~before~last | week~ago | yday
        | (?:last|this|next|on|at|over)~(?:christmas|easter|thanksgiving|new~year(?:['’]s)?)(?:~(?:eve|day))?)
    | (?P<often>(?:every|each)~(?:other~)?<WEEKDAY>)
    | (?:(?P<which>on|last|next|this|past|coming)~)?(?P<weekday><WEEKDAY>)
    | (?P<short_which>on|last|next|this|past|coming)~(?P<short><SHORT_WEEKDAY>)
    | (?P<numbered><SHORT_WEEKDAY>)~(?:the~)?[0-9]{1,2}(?:st|nd|rd|th)?(?![:.,/-]?[0-9])(?!~<NO_DAY_OF_MONTH>\b)(?!~<MONTH>\b)
    | (?<![/-])(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:t[0-9:.]{4,12}z?)?(?!-\w)
    | (?P<month_first>(?:(?P<month_which>on|last|this|next)~)?(?P<m1><MONTH>)\.?~(?:the~)?
        (?P<d1>[0-9]{1,2})(?:st|nd|rd|th)?(?:,?~(?P<y1>[0-9]{4}))?)(?![:.,/-]?[0-9])
    | (?<![0-9][:.,/-])(?P<day_first>(?:(?:on~)?the~)?(?P<d2>[0-9]{1,2})(?:st|nd|rd|th)?\.?~(?:of~)?(?P<m2><MONTH>)
        (?:\.?,?~(?P<y2>[0-9]{4}))?)
    | (?P<month>(?!this~may\b)(?:(?:in|last|next|this|since|until|early|mid|late)[\s-]|on~)<MONTH>(?:~[0-9]{4})?
        | <MONTH>~[0-9]{4} | <SURE_MONTH>)
    | (?P<nth>on~the~[0-9]{1,2}(?:st|nd|rd|th))(?!~<NO_DAY>\b)
    | (?<![0-9][./-])(?P<numbers>[0-9]{1,2}\.[0-9]{1,2}\.(?:[0-9]{4}|[0-9]{2})? | [0-9]{1,2}/[0-9]{1,2}(?:/(?:[0-9]{4}|[0-9]{2}))?
        | [0-9]{1,2}-[0-9]{1,2}-[0-9]{4} | (?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]) | (?<=on\s)[0-9]{1,2}-[0-9]{1,2}
        | [0-9]{4}[./][0-9]{1,2}[./][0-9]{1,2})(?![./-]?[0-9])
    )(?!\w)""",
    COUNT=_COUNTS,
    UNIT=_UNITS,
    LONG_UNIT=_LONG_UNITS,
    WEEKDAY=_FULL_WEEKDAYS,
    SHORT_WEEKDAY=_SHORT_WEEKDAYS,
    MONTH="|".join(sorted(MONTHS, key=len, reverse=True)),
    SURE_MONTH=_SURE_MONTHS,
    NO_DAY=_NO_DAY,
    NO_DAY_OF_MONTH=_NO_DAY_OF_MONTH,
)
_NUMBER_WORDS = {"five": "5", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "twelve": "12"}
_FRACTIONS = frozenset({"24/7", "1/2", "1/3", "2/3", "1/4", "3/4"})
_BETWEEN = re.compile(r"(?:\s|,|the\b|on\b){1,9}", re.IGNORECASE)
_ON = re.compile(r"on\s+", re.IGNORECASE)


def dates_in(
    text: str, today: date, reading: DayReading = parse_when, within: Span | None = None
) -> Iterator[DateMention]:
    """Yield the dates that a text or a part of it mentions, in order; adjoining words (`friday, 20 november`) make one mention.

    `reading` decides the year of a day without one.
    """
    last: DateMention | None = None
    for match in _DAYS.finditer(text, *(within or (0, len(text)))):
        if not _is_date(match):
            continue
        current = _mention(match, today, reading)
        if last and (
            last.end == current.start or _BETWEEN.fullmatch(text, last.end, min(current.start, last.end + 40))
        ):
            last = _joined(last, current)
            continue
        if last:
            yield last
        last = current
    if last:
        yield last


def date_spans(text: str) -> Iterator[Span]:
    """Yield the span of each date in a text, without joining adjoining ones."""
    return (Span(*match.span()) for match in _DAYS.finditer(text) if _is_date(match))


def parse_date_text(words: str, today: date, reading: DayReading = parse_when) -> date | None:
    """Parse a text that is only a date, by `reading`, else like a date in a text; return None if it is not one."""
    words = _ON.sub("", words.strip(), count=1) if _ON.match(words.strip()) else words.strip()
    if (day := _read(words, today, reading)) or len(words) > 60:
        return day
    mentions = list(dates_in(words, today, reading))
    return mentions[0].day if len(mentions) == 1 and mentions[0][:2] == (0, len(words)) else None


def _is_date(match: re.Match[str]) -> bool:
    return not match["often"] and (match["numbers"] is None or _may_be_date(match["numbers"]))


def _mention(match: re.Match[str], today: date, reading: DayReading) -> DateMention:
    day: date | None = None
    weekday: int | None = None
    if match["before"] or match["after"]:
        day = unclamped(add_days(today, -2 if match["before"] else 2))
    elif match["night"]:
        day = _read("yesterday", today)
    elif match["now"]:
        day = today
    elif match["near"] or match["iso"]:
        day = _read(match["near"] or match["iso"], today)
    elif counted := match["ago"] or match["ahead"]:
        day = _read(" ".join(_NUMBER_WORDS.get(word, word) for word in counted.lower().split()), today)
    elif name := match["weekday"] or match["short"] or match["numbered"]:
        prefix = (match["which"] or match["short_which"] or "").lower()
        prefix = {"past": "last", "coming": "next"}.get(prefix, prefix)
        nearest = _read(f"next {name}", today) or _read(f"last {name}", today)
        if prefix in ("last", "next"):
            day = _read(f"{prefix} {name}", today)
        elif nearest and not match["numbered"]:
            weekday = nearest.weekday()
    elif match["month_first"]:
        if (match["month_which"] or "on").lower() == "on":
            day = _of_month(match["m1"], match["d1"], match["y1"], today, reading)
    elif match["day_first"]:
        day = _of_month(match["m2"], match["d2"], match["y2"], today, reading)
    return DateMention(match.start(), match.end(), day, weekday)


def _of_month(month: str, day: str, year: str | None, today: date, reading: DayReading) -> date | None:
    return _read(f"{month} {day} {year}" if year else f"{month} {day}", today, reading)


def _may_be_date(numbers: str) -> bool:
    if numbers in _FRACTIONS:
        return False
    if numbers.isdigit():
        # The pattern matches eight digits only if they can be a date.
        return True
    parts = [int(part) for part in re.split("[./-]", numbers) if part]
    first, second = parts[1:3] if len(numbers) > 4 and numbers[:4].isdigit() else parts[:2]
    if "." in numbers and not numbers[:4].isdigit():
        return 1 <= first <= 31 and 1 <= second <= 12
    return 1 <= min(first, second) <= 12 and max(first, second) <= 31


def _joined(one: DateMention, other: DateMention) -> DateMention:
    days = {each.day for each in (one, other) if each.day}
    day = days.pop() if len(days) == 1 else None
    for each in (one, other):
        # A mention without a day makes the whole uncertain, unless it is the weekday of the other's day.
        if each.day is None and (day is None or each.weekday != day.weekday()):
            day = None
    return DateMention(one.start, other.end, day)


def _read(words: str, today: date, reading: DayReading = parse_when) -> date | None:
    try:
        return reading(words, today)
    except DateNotUnderstood:
        return None
