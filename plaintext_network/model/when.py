"""Owns the words people type for a day or a length of time. Refuses what it does not know; today is an argument."""

import re
from datetime import date, timedelta

from plaintext_network.errors import CadenceNotUnderstood, DateNotUnderstood
from plaintext_network.model.dates import Cadence, parse_cadence, parse_day

_WORDS = {"today": 0, "tomorrow": 1, "yesterday": -1}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def parse_when(text: str, today: date) -> date:
    """Read an ISO date, today, yesterday, `last friday`, `3 days ago` or `in 2 weeks`. Raises DateNotUnderstood."""
    words = " ".join(text.lower().split())
    if (day := parse_day(words)) is not None:
        return day
    if words in _WORDS:
        return today + timedelta(_WORDS[words])
    if (named := re.fullmatch(r"(last|next) ([a-z]+)", words)) and named[2] in _WEEKDAYS:
        wanted = _WEEKDAYS.index(named[2])
        if named[1] == "last":
            return today - timedelta((today.weekday() - wanted - 1) % 7 + 1)
        return today + timedelta((wanted - today.weekday() - 1) % 7 + 1)
    if (ago := re.fullmatch(r"(.+) ago", words)) and (span := parse_cadence(ago[1])) and not span.never:
        return span.before(today)
    if (ahead := re.fullmatch(r"in (.+)", words)) and (span := parse_cadence(ahead[1])) and not span.never:
        return span.after(today)
    raise DateNotUnderstood(text)


def parse_span(text: str) -> Cadence:
    """Read a length of time, as `2w` or `3 months`; none at all is `0 days`. Raises CadenceNotUnderstood."""
    if re.fullmatch(r"0 ?(d|days?)?", text.strip().lower()):
        return Cadence(0, 0, text)
    span = parse_cadence(text)
    if span is None or span.never:
        raise CadenceNotUnderstood(text)
    return span
