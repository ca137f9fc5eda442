"""Defines what a calendar feed contains, and parses the times of its alarms. Knows no contacts."""

from __future__ import annotations

import re

from plaintext_network.model.dates.calendar import parse_cadence
from plaintext_network.named_tuples import NamedTuple

# The kinds of events, in the order in which a feed lists them.
WHAT = ("birthdays", "occasions", "promises", "due")
USUAL_DAYS = 90
# Ten years: further than anybody plans, and far from the end of the calendar.
MOST_DAYS = 3653
# An alarm at most a year before.
_MOST_MINUTES = 366 * 24 * 60
# When an alarm rings that says only how long before.
_USUAL_TIME = 9 * 60
_TIME = re.compile(r"(?:(?P<before>.*\S)\s+)?(?P<hour>\d{1,2}):(?P<minute>\d\d)", re.ASCII)


class FeedOptions(NamedTuple):
    """What a feed contains.

    `what` are words of WHAT. `days` is how many days ahead promises and those who are due are listed. `alarms` are the times of
    alarms, in minutes after the beginning of the event's day; negative on a day before.
    `details` adds how often to be in touch with somebody, and the last touch.
    """

    what: tuple[str, ...] = WHAT
    days: int = USUAL_DAYS
    alarms: tuple[int, ...] = ()
    details: bool = False


def parse_alarm(text: str) -> int | None:
    """Parse `09:00`, `1 day 18:00` or `1 week`, which means at 09:00; return the minutes after the beginning of the day, or None."""
    words = " ".join(text.split())
    found = _TIME.fullmatch(words)
    before, minutes = words, _USUAL_TIME
    if found:
        hour, minute = int(found["hour"]), int(found["minute"])
        if hour > 23 or minute > 59:
            return None
        before, minutes = found["before"] or "", hour * 60 + minute
    if not before:
        return minutes if found else None
    length = parse_cadence(before)
    # A number alone is no length of time that anybody would recognize.
    if length is None or length.months or not length.days or before.isdigit():
        return None
    minutes -= length.days * 24 * 60
    return minutes if minutes >= -_MOST_MINUTES else None
