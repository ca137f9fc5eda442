"""Suggests days for words that somebody is typing: `fri`, `2 w`, `next m`, `2026-12-`. Each is what `date_words` reads in its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from plaintext_network.errors import DateNotUnderstood
from plaintext_network.model.dates.calendar import MONTH_NAMES
from plaintext_network.model.dates.date_words import DayReading, parse_coming_day, parse_past_day
from plaintext_network.named_tuples import NamedTuple

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNITS = ("day", "week", "month", "year")
_COMING = (
    "today", "tomorrow", *_WEEKDAYS, "next week", "in 2 weeks", "in 3 weeks", "next month", "in 2 months", "in 3 months", "in 6 months",
    "next year",
)  # fmt: skip
_PAST = (
    "today", "yesterday", *_WEEKDAYS, "1 week ago", "2 weeks ago", "3 weeks ago", "1 month ago", "3 months ago", "6 months ago", "1 year ago",
)  # fmt: skip
_LENGTH = re.compile(r"(?:(in) |\+)?(\d{1,3}|an?) ?([a-z]*)( a?g?o?)?")
_ISO_START = re.compile(r"\d{4}-\d{2}-")
# So far from today, all days with a typed year and month are suggested.
_FAR = timedelta(days=400)


class SuggestedDay(NamedTuple):
    """A day, and words for it."""

    words: str
    day: date


def suggest_days(typed: str, today: date, read: DayReading) -> tuple[SuggestedDay, ...]:
    """Return the days that words may be going to mean, likeliest first; without words, those that people mean most.

    `read` is one of the readings of `date_words`: a day that happened is not to come, and the reverse.
    """
    words = " ".join(typed.lower().split())
    found: dict[date, str] = {}
    for phrase in (words, *_phrases(words, read)):
        try:
            day = read(phrase, today)
        except DateNotUnderstood:
            continue
        is_wrong = (read is parse_past_day and day > today) or (read is parse_coming_day and day < today)
        # In whole words, if there are some.
        if not is_wrong and found.get(day, words) == words:
            found[day] = phrase
    if _ISO_START.match(words):
        found.update((day, _WEEKDAYS[day.weekday()]) for day in _days_from(words, today, read))
    suggested = [SuggestedDay(phrase, day) for day, phrase in found.items()]
    if not words:
        # Weekdays in the order in which they come, or came.
        suggested.sort(key=lambda each: abs(each.day - today))
    return tuple(suggested)


def _phrases(words: str, read: DayReading) -> Iterator[str]:
    """Yield words for days that begin with what is typed, then those in which another word begins with it."""
    usual = _PAST if read is parse_past_day else _COMING if read is parse_coming_day else (*_COMING, *_PAST)
    known = (
        [*usual, *(f"{which} {day}" for which in ("next", "last") for day in _WEEKDAYS)] if words else usual
    )
    yield from (phrase for phrase in known if phrase.startswith(words))
    if length := _LENGTH.fullmatch(words):
        yield from _lengths(length, read)
    if len(words) > 2 and words.isalpha():
        yield from (f"{month} 1" for month in map(str.lower, MONTH_NAMES) if month.startswith(words))
    if len(words) > 1:
        yield from (phrase for phrase in known if f" {words}" in phrase)


def _lengths(length: re.Match[str], read: DayReading) -> Iterator[str]:
    ahead, number, unit, ago = length.groups()
    for each in _UNITS:
        # `2 d`, `2 days`, `2 days a`.
        plural = each if number in ("a", "an", "1") else f"{each}s"
        if not (plural.startswith(unit) and (not ago or unit)):
            continue
        if read is not parse_past_day and not ago:
            yield f"in {number} {plural}"
        if read is not parse_coming_day and not ahead:
            yield f"{number} {plural} ago"


def _days_from(start: str, today: date, read: DayReading) -> Iterator[date]:
    """Yield the days not far from today that are written with this beginning."""
    first = today if read is parse_coming_day else _shifted(today, -_FAR)
    last = today if read is parse_past_day else _shifted(today, _FAR)
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if day.isoformat().startswith(start):
            yield day


def _shifted(day: date, by: timedelta) -> date:
    return date.fromordinal(min(max(day.toordinal() + by.days, 1), date.max.toordinal()))
