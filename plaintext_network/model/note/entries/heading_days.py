"""Reads the day of a heading: `## 2026-11-03 Tuesday`, `### call (2026-11-01)`, `## Monday` in a weekly note. Reads no list."""

import re
from datetime import date, timedelta
from functools import lru_cache

from plaintext_network.model.dates.calendar import parse_day
from plaintext_network.model.language.normalize import stem_of
from plaintext_network.model.note.entries.dated_text import UP_TO, split_day, weekdays

# `Plan for 2026-12-01` is not written on that day.
_OTHER_DAY = re.compile(
    r"\b(?:for|by|until|till|before|after|due|since|from|to|of|deadline|bis|für|vor|nach|seit|ab|pour|avant|après)\W*$",
    re.IGNORECASE,
)
_EMPTY_BRACKETS = re.compile(r"\[\[\s*\]\]|\(\s*\)|\[\s*\]|(\*{1,3}|_{1,3}|==|`)\s*\1")
_WEEK = re.compile(
    r"(?<!\d)(?:(?P<y1>[12]\d{3})[-_ ]?(?:W|KW|Week)[-_ ]?(?P<w1>\d{1,2})|(?:W|KW|Week)[-_ ]?(?P<w2>\d{1,2})[-_, ]{1,2}(?P<y2>[12]\d{3}))(?!\d)",
    re.ASCII | re.IGNORECASE,
)
_PERIOD = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2]))?")
_JOURNALS = frozenset(
    ["journal", "journals", "diary", "daily", "dailies", "tagebuch", "logbook", "dagbok", "dagboek", "diario"]
)
_WORD = re.compile(r"[^\W\d_]+")
_AROUND = " \t:,;.–—-|·•"


@lru_cache(maxsize=4096)
def heading_day(text: str, daily_format: str) -> tuple[date, str] | None:
    """Return the day of a heading and the rest of its text, None if it has none or may mean several days."""
    if not any(letter.isdigit() for letter in text) or len(text) > 300:
        return None
    if dated := split_day(text, daily_format):
        return (dated.day, dated.rest.strip()) if dated.day else None
    # Late: most headings have no day, or begin with it.
    from plaintext_network.model.dates.dates_in_names import find_day

    found = find_day(text, daily_format)
    if found is None or found.day is None or _OTHER_DAY.search(text, 0, found.start):
        return None
    if text.count("~~", 0, found.start) % 2:
        # It is crossed out.
        return None
    rest = f"{text[: found.start]} {text[found.end :]}"
    while (shorter := _EMPTY_BRACKETS.sub(" ", rest)) != rest:
        rest = shorter
    rest = " ".join(rest.split()).strip(_AROUND)
    first = _WORD.match(rest)
    if first and weekdays().get(first[0].lower()) == found.day.weekday():
        rest = rest[first.end() :].strip(_AROUND)
    return found.day, rest


@lru_cache(maxsize=256)
def week_of(path: str) -> date | None:
    """Return the first day of the week that a note is named after: that of a number is a Monday (ISO 8601)."""
    stem = stem_of(path)
    if named := _dated_week(stem):
        return named
    found = _WEEK.search(stem)
    if not found:
        return None
    try:
        return date.fromisocalendar(int(found["y1"] or found["y2"]), int(found["w1"] or found["w2"]), 1)
    except ValueError:
        return None


def _dated_week(stem: str) -> date | None:
    """Return the first day of a week named after it: `Week of 2026-11-02`, `2026-11-02 Week 45`, `2026-11-02 to 2026-11-08`."""
    found = _DATED_WEEK.fullmatch(stem)
    first = parse_day(found["first"] or found["after"]) if found else None
    if found is None or first is None or not found["last"]:
        return first
    last = parse_day(found["last"])
    return first if last and 0 < (last - first).days < 7 else None


def spans_days(path: str) -> bool:
    """Return whether a note whose name begins with a day is about several days, such as a week."""
    return _DATED_WEEK.fullmatch(stem_of(path)) is not None


_DATE = r"\d{4}-\d{2}-\d{2}"
_NUMBER = r"(?:W|KW|Week|Woche|Semaine|Semana|Settimana)[ _-]?\d{1,2}"
_DATED_WEEK = re.compile(
    rf"(?:Week (?:of|from|commencing|beginning|starting)|Woche (?:vom|ab)|Semaine du|{_NUMBER}),?[ _(-]+(?P<after>{_DATE})\)?"
    rf"|(?P<first>{_DATE})(?:[ _,(-]+{_NUMBER}\)?|{UP_TO}(?P<last>{_DATE}))",
    re.ASCII | re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def weekday_in_week(text: str, week: date) -> date | None:
    """Return the day of a heading that is only a weekday, perhaps with the day of the month: `Monday`, `Mon 2`, `Monday, 2 Nov`."""
    words = _WORD.findall(text)
    if not words or len(text) > 60 or (number := weekdays().get(words[0].lower())) is None:
        return None
    try:
        day = week + timedelta((number - week.weekday()) % 7)
    except OverflowError:
        return None
    # Another word makes it the heading of something else.
    months = {day.strftime("%B").lower(), day.strftime("%b").lower(), "st", "nd", "rd", "th", "the", "of"}
    numbers = [int(digits) for digits in re.findall(r"[0-9]{1,4}", text)]
    is_only_day = all(word.lower() in months for word in words[1:])
    return day if is_only_day and set(numbers) <= {day.day, day.month, day.year} else None


def is_journal(path: str) -> bool:
    """Return whether a note is named after a week, a month or a year, or as a journal."""
    stem = stem_of(path)
    return week_of(path) is not None or bool(_PERIOD.fullmatch(stem)) or stem.strip(" _").lower() in _JOURNALS
