"""Owns the days that a running text names: where the words stand, and which day they are. Guesses nothing.

A word that readers understand as different days (`friday`, `11/20`, `last week`) stands for none. English only,
but for dates in numbers.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from plaintext_network.errors import DateNotUnderstood
from plaintext_network.model.dates.calendar import add_days
from plaintext_network.model.dates.date_words import MONTHS, parse_when
from plaintext_network.notes.source import Span, Spans


class DateMention(NamedTuple):
    """Where a day is named, half-open, and which: None where that is open; `weekday` counts from 0, Monday."""

    start: int
    end: int
    day: date | None
    weekday: int | None = None


_FULL_WEEKDAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|fri|tues|thurs|thur"
_SHORT_WEEKDAYS = "mon|tue|wed|thu|sat|sun"
# Those that are neither names nor other words.
_SURE_MONTHS = "january|february|july|september|october|november|december"
_COUNTS = "an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|a~few|a~couple~of|several|some|many"
_LONG_UNITS = "days?|weeks?|fortnights?|months?|quarters?|years?"
_UNITS = _LONG_UNITS + "|d|w|wks?|mo?|y|yrs?|nights?"
_NO_DAY = "floor|row|page|try|attempt|time|hole|line|team|avenue|street|edition|birthday|anniversary|level|chapter|round|lap|place"
_NO_DAY_OF_MONTH = "h|hours?|hrs?|min|minutes?|days?|weeks?|months?|years?|people|rows?|times"


def _compiled(pattern: str, **words: str) -> re.Pattern[str]:
    for name, value in words.items():
        pattern = pattern.replace(f"<{name}>", f"(?:{value})")
    # Blanks are bounded, so that no search runs on.
    return re.compile(pattern.replace("~", r"\s{1,9}"), re.VERBOSE | re.IGNORECASE)


_DAYS = _compiled(
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


def dates_in(text: str, today: date) -> Iterator[DateMention]:
    """Yield the days a text names, in order; words that name one day together (`friday, 20 november`) as one."""
    last: DateMention | None = None
    for found in _DAYS.finditer(text):
        if not _names_a_day(found):
            continue
        here = _meant(found, today)
        if last and (
            last.end == here.start or _BETWEEN.fullmatch(text, last.end, min(here.start, last.end + 40))
        ):
            last = _together(last, here)
            continue
        if last:
            yield last
        last = here
    if last:
        yield last


def date_spans(text: str) -> Iterator[Span]:
    """Yield where a text names a day, word by word, whatever day it is."""
    return (Span(*found.span()) for found in _DAYS.finditer(text) if _names_a_day(found))


def parse_date_text(words: str, today: date) -> date | None:
    """Read a text that is nothing but a day: as `parse_when` does, else as running text names one; None if it is none."""
    words = _ON.sub("", words.strip(), count=1) if _ON.match(words.strip()) else words.strip()
    if (day := _read(words, today)) or len(words) > 60:
        return day
    found = list(dates_in(words, today))
    return found[0].day if len(found) == 1 and found[0][:2] == (0, len(words)) else None


def _names_a_day(found: re.Match[str]) -> bool:
    return not found["often"] and (found["numbers"] is None or _may_be_a_day(found["numbers"]))


def _meant(found: re.Match[str], today: date) -> DateMention:
    day: date | None = None
    weekday: int | None = None
    if found["before"] or found["after"]:
        day = _held(add_days(today, -2 if found["before"] else 2))
    elif found["night"]:
        day = _read("yesterday", today)
    elif found["now"]:
        day = today
    elif found["near"] or found["iso"]:
        day = _read(found["near"] or found["iso"], today)
    elif counted := found["ago"] or found["ahead"]:
        day = _read(" ".join(_NUMBER_WORDS.get(word, word) for word in counted.lower().split()), today)
    elif name := found["weekday"] or found["short"] or found["numbered"]:
        which = (found["which"] or found["short_which"] or "").lower()
        which = {"past": "last", "coming": "next"}.get(which, which)
        monday_first = _read(f"next {name}", today) or _read(f"last {name}", today)
        if which in ("last", "next"):
            day = _read(f"{which} {name}", today)
        elif monday_first and not found["numbered"]:
            weekday = monday_first.weekday()
    elif found["month_first"]:
        if (found["month_which"] or "on").lower() == "on":
            day = _of_month(found["m1"], found["d1"], found["y1"], today)
    elif found["day_first"]:
        day = _of_month(found["m2"], found["d2"], found["y2"], today)
    return DateMention(found.start(), found.end(), day, weekday)


def _of_month(month: str, day: str, year: str | None, today: date) -> date | None:
    return _read(f"{month} {day} {year}" if year else f"{month} {day}", today)


def _may_be_a_day(numbers: str) -> bool:
    if numbers in _FRACTIONS:
        return False
    if numbers.isdigit():
        # Eight figures in one; the pattern takes those only that can be a day.
        return True
    parts = [int(part) for part in re.split("[./-]", numbers) if part]
    first, second = parts[1:3] if len(numbers) > 4 and numbers[:4].isdigit() else parts[:2]
    if "." in numbers and not numbers[:4].isdigit():
        return 1 <= first <= 31 and 1 <= second <= 12
    return 1 <= min(first, second) <= 12 and max(first, second) <= 31


def _together(one: DateMention, other: DateMention) -> DateMention:
    days = {each.day for each in (one, other) if each.day}
    day = days.pop() if len(days) == 1 else None
    for each in (one, other):
        # What stands for no day by itself leaves it open, unless it is a weekday and this is one.
        if each.day is None and (day is None or each.weekday != day.weekday()):
            day = None
    return DateMention(one.start, other.end, day)


def _read(words: str, today: date) -> date | None:
    try:
        return parse_when(words, today)
    except DateNotUnderstood:
        return None


def _held(day: date) -> date | None:
    return day if date.min < day < date.max else None


_LINK_OR_CODE = re.compile(r"\[\[[^\[\]\n]*\]\]|`[^`\n]*`")
_CHUNK = re.compile(r"\S+")
_ADDRESS = re.compile(r"[^\s,;<>()\[\]\"]+")
_AT = re.compile(r"\w@\w")


def non_prose_spans(text: str) -> tuple[Span, ...]:
    """Return the stretches that are no running text, in order: links, code, web and e-mail addresses, tags."""
    found = [Span(*each.span()) for each in _LINK_OR_CODE.finditer(text)]
    for chunk in _CHUNK.finditer(text):
        word = chunk[0]
        if "://" in word or word[:4].lower() == "www.":
            found.append(Span(chunk.start(), chunk.start() + len(word.rstrip(".,;:!?)\"'"))))
        elif "@" in word:
            found += [
                Span(*each.span()) for each in _ADDRESS.finditer(text, *chunk.span()) if _AT.search(each[0])
            ]
        elif word[0] == "#" and word[1:2].isalpha():
            found.append(Span(chunk.start(), chunk.start() + len(word.rstrip(".,;:!?)\"'"))))
    return tuple(sorted(found))


def overlaps(spans: Spans, start: int, end: int) -> bool:
    """Tell whether a short stretch shares a character with the spans."""
    return any(offset in spans for offset in range(start, end))
