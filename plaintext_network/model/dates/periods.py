"""Parses the first or the last day of a time that somebody typed, such as `2026-11` or `3 months`. Looks back from today."""

import re
from calendar import monthrange
from datetime import MINYEAR, date
from typing import NamedTuple

from plaintext_network.errors import CadenceNotUnderstood, DateNotUnderstood
from plaintext_network.model.dates.date_words import parse_duration, parse_past_day

_YEAR = re.compile(r"[12][0-9]{3}")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


class Period(NamedTuple):
    """The first and the last day of a time; both belong to it."""

    first: date
    last: date


def parse_period(text: str, today: date) -> Period:
    """Parse a year (`2026`), a month (`2026-11`), or one day. Raises DateNotUnderstood.

    A day without a year is the last one. A length of time (`2w`, `3 months`) is the day so long ago.
    """
    words = " ".join(text.lower().split())
    if _YEAR.fullmatch(words):
        return Period(date(int(words), 1, 1), date(int(words), 12, 31))
    if month := _MONTH.fullmatch(words):
        year, number = int(month[1]), int(month[2])
        if year >= MINYEAR and 1 <= number <= 12:
            return Period(date(year, number, 1), date(year, number, monthrange(year, number)[1]))
        raise DateNotUnderstood(text)
    try:
        day = parse_duration(words).before(today)
    except CadenceNotUnderstood:
        day = parse_past_day(words, today)
    return Period(day, day)
