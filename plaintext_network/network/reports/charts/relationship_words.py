"""Says in words how often people were in touch, how long, and when. Counts nothing."""

from __future__ import annotations

from plaintext_network.errors import counted, joined

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from plaintext_network.network.reports.charts.relationship import ContactTime

DAYS_OF_A_MONTH = 30.4375


def how_often_in_touch(per_year: float) -> str:
    """Return how often somebody is in touch in a usual year, such as `about 4 times a year` or `about once in 3 years`."""
    if per_year >= 18:
        return f"about {round(per_year / 12)} times a month"
    if per_year >= 10.5:
        return "about once a month"
    if per_year >= 1.5:
        return f"about {round(per_year)} times a year"
    years = round(1 / per_year)
    return "about once a year" if years < 2 else f"about once in {years} years"


def length_of_time(days: int) -> str:
    """Return a length of time: `12 days`, `14 months`, `3 years`."""
    if days < 60:
        return counted(days, "day")
    months = round(days / DAYS_OF_A_MONTH)
    return counted(months, "month") if months < 24 else counted(months // 12, "year")


def spans_in_words(times: Sequence[ContactTime], today: date, most: int) -> str:
    """Return the last of several times as part of a sentence: `2024-03 to 2024-07 (9 times)`; of many, how many more there are."""
    shown = [_span(time, today) for time in reversed(times)]
    return joined(shown, most)


def _span(time: ContactTime, today: date) -> str:
    first, last = time.first.isoformat()[:7], time.last.isoformat()[:7]
    if not time.is_more and time.last == today:
        return f"since {first}"
    span = first if first == last else f"{first} to {last}"
    return f"{span} ({counted(time.touches, 'time')})" if time.is_more else span
