"""Writes days for readers: `Tuesday, 24 November 2026`. Reads no clock."""

from __future__ import annotations

import re
from datetime import date

from plaintext_network.model.dates.calendar import MONTH_NAMES, parse_day
from plaintext_network.model.dates.time_ago import distance
from plaintext_network.report.markup import Content, Element, element

_ISO = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b", re.ASCII)

# Not `strftime`: the language of these words must not depend on the environment.
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = MONTH_NAMES


def day_in_full(day: date) -> str:
    """Return a day such as `24 November 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_in_full(day: date) -> str:
    """Return a day such as `Tuesday, 24 November 2026`."""
    return f"{WEEKDAYS[day.weekday()]}, {day_in_full(day)}"


def short_day(day: date) -> str:
    """Return a day within some months of today without its year, such as `24 Nov`."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def day_and_year(day: date, today: date) -> str:
    """Return a day such as `24 Nov`, with its year unless it is that of today."""
    return short_day(day) if day.year == today.year else f"{short_day(day)} {day.year}"


def time(day: date, text: str) -> Element:
    """Return a text about a day as a `time` element, so that programs can read the day."""
    return element("time", text, datetime=day.isoformat())


def distance_element(day: date, today: date) -> Element:
    """Return how far a day is from today, such as `12 days ago`."""
    return time(day, distance(day, today))


def days_in_words(text: str, today: date) -> Content:
    """Return a text with each ISO day, such as 2026-10-12, written for readers: `12 Oct`, with its year unless it is that of today."""
    parts = _ISO.split(text)
    return [_day_in_words(part, today) if number % 2 else part for number, part in enumerate(parts)]


def _day_in_words(text: str, today: date) -> Content:
    day = parse_day(text)
    return time(day, day_and_year(day, today)) if day else text
