"""How a person names a day, and what is refused."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.errors import CadenceNotUnderstood, DateNotUnderstood
from plaintext_network.model.dates.calendar import add_months
from plaintext_network.model.dates.date_words import parse_duration, parse_when
from tests.conftest import TODAY

DAYS = st.dates(date(1900, 1, 1), date(2200, 1, 1))
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


# 24 November 2026 is a Tuesday.
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-20", "2026-11-20"),
        (" 2024-02-29 ", "2024-02-29"),
        ("today", "2026-11-24"),
        ("Yesterday", "2026-11-23"),
        ("TOMORROW", "2026-11-25"),
        ("friday", "2026-11-27"),
        ("fri", "2026-11-27"),
        ("tuesday", "2026-11-24"),
        ("monday", "2026-11-30"),
        ("last friday", "2026-11-20"),
        ("Last  Friday", "2026-11-20"),
        ("last tuesday", "2026-11-17"),
        ("last tue", "2026-11-17"),
        ("next friday", "2026-11-27"),
        ("next tuesday", "2026-12-01"),
        ("3 days ago", "2026-11-21"),
        ("1 day ago", "2026-11-23"),
        ("0 days ago", "2026-11-24"),
        ("2 weeks ago", "2026-11-10"),
        ("a month ago", "2026-10-24"),
        ("two years ago", "2024-11-24"),
        ("2w ago", "2026-11-10"),
        ("in 2 weeks", "2026-12-08"),
        ("in a month", "2026-12-24"),
        ("in an year", "2027-11-24"),
        ("in 3 months", "2027-02-24"),
        ("3 months", "2027-02-24"),
        ("2w", "2026-12-08"),
        ("2 weeks", "2026-12-08"),
        ("+3d", "2026-11-27"),
        ("+1 month", "2026-12-24"),
        ("nov 20", "2026-11-20"),
        ("20 nov", "2026-11-20"),
        ("November 20 2025", "2025-11-20"),
        ("november 20, 2025", "2025-11-20"),
        ("20 november 2025", "2025-11-20"),
        ("1 sept", "2026-09-01"),
        ("may 25", "2027-05-25"),
        ("may 26", "2026-05-26"),
        ("jan 5", "2027-01-05"),
        ("29 feb", "2028-02-29"),
    ],
)
def test_a_day_as_a_person_names_it(text: str, day: str) -> None:
    assert parse_when(text, TODAY).isoformat() == day


def test_a_month_is_clamped_to_its_last_day() -> None:
    assert parse_when("in a month", date(2026, 1, 31)) == date(2026, 2, 28)
    assert parse_when("3 months ago", date(2026, 5, 31)) == date(2026, 2, 28)


def test_a_leap_day_without_a_year_skips_the_century_that_has_none() -> None:
    assert parse_when("feb 29", date(2098, 3, 1)) == date(2096, 2, 29)
    assert parse_when("feb 29", date(2101, 3, 1)) == date(2104, 2, 29)


def test_of_two_days_as_near_the_coming_one_is_meant() -> None:
    # 183 days to either, 29 February being among them.
    assert parse_when("15 mar", date(2023, 9, 14)) == date(2024, 3, 15)
    assert date(2023, 9, 14) - date(2023, 3, 15) == date(2024, 3, 15) - date(2023, 9, 14)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "soon",
        "2026-02-30",
        "2026-13-01",
        "2026-1-1",
        "2026",
        "2026-11",
        "20261124",
        "2026-11-24 10:00",
        "2026-11-24 and more",
        "24.11.2026",
        "11/24/2026",
        "next week",
        "this friday",
        "friday next",
        "last last friday",
        "last",
        "last nov",
        "feb 30",
        "feb 29 2025",
        "nov 2025",
        "nov 20 0000",
        "20 nov 25",
        "20 brumaire",
        "20th nov",
        "nov",
        "3",
        "3 moons",
        "3 moons ago",
        "0 moons ago",
        "in 3 days ago",
        "in friday",
        "in +3d",
        "-3d",
        "every 3 days",
        "weekly",
        "never",
        "in never",
        "P3M",
        "aday",
        "in 99999 years",
        "99999 years ago",
        "９ days ago",
        "٣ nov",
        "vendredi",
        "昨日",
        "9" * 5000,
    ],
)
def test_what_is_not_named_so_is_refused(text: str) -> None:
    with pytest.raises(DateNotUnderstood) as refused:
        parse_when(text, TODAY)
    assert refused.value.text == text


@pytest.mark.parametrize(
    ("text", "today"),
    [("tomorrow", date.max), ("yesterday", date.min), ("next monday", date.max), ("last monday", date.min)],
)
def test_a_day_beyond_the_calendar_is_refused(text: str, today: date) -> None:
    with pytest.raises(DateNotUnderstood):
        parse_when(text, today)


@given(st.text(max_size=30), DAYS)
def test_any_text_is_a_day_or_refused(text: str, today: date) -> None:
    with suppress(DateNotUnderstood):
        assert isinstance(parse_when(text, today), date)


@given(DAYS, DAYS)
def test_an_iso_date_is_itself_on_any_day(day: date, today: date) -> None:
    assert parse_when(day.isoformat(), today) == day


@given(DAYS, st.sampled_from(WEEKDAYS))
def test_last_comes_before_today_and_next_after(today: date, name: str) -> None:
    last, this, following = (parse_when(words, today) for words in (f"last {name}", name, f"next {name}"))
    assert timedelta(1) <= today - last <= timedelta(7)
    assert timedelta(0) <= this - today <= timedelta(6)
    assert timedelta(1) <= following - today <= timedelta(7)
    assert {last.weekday(), this.weekday(), following.weekday()} == {WEEKDAYS.index(name)}


@given(DAYS, st.integers(0, 99999))
def test_days_ago_and_days_ahead_are_as_far(today: date, number: int) -> None:
    ago, ahead = parse_when(f"{number} days ago", today), parse_when(f"in {number} days", today)
    assert today - ago == ahead - today == timedelta(number)


@given(DAYS, DAYS)
def test_a_day_without_a_year_is_at_most_half_a_year_away(day: date, today: date) -> None:
    found = parse_when(f"{day:%b} {day.day}", today)
    assert (found.month, found.day) == (day.month, day.day)
    if (day.month, day.day) != (2, 29):
        assert abs(found - today) <= timedelta(183)


@pytest.mark.parametrize(
    ("text", "months", "days"),
    [
        ("2w", 0, 14),
        ("10 days", 0, 10),
        ("a month", 1, 0),
        (" 3 Months ", 3, 0),
        ("1y", 12, 0),
        ("P3M", 3, 0),
        ("p1y2w", 12, 14),
        ("90", 0, 90),
        ("0", 0, 0),
        ("0 days", 0, 0),
        ("0d", 0, 0),
        ("00 weeks", 0, 0),
        ("P0D", 0, 0),
    ],
)
def test_a_length_of_time(text: str, months: int, days: int) -> None:
    span = parse_duration(text)
    assert (span.months, span.days, span.text) == (months, days, text.strip())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "never",
        "weekly",
        "quarterly",
        "every 2 weeks",
        "in 2 weeks",
        "-2w",
        "2 moons",
        "0 moons",
        "p",
        "pd",
        "2.5 days",
        "9" * 6,
        "²",
    ],
)
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(CadenceNotUnderstood) as refused:
        parse_duration(text)
    assert refused.value.text == text


@given(DAYS, st.integers(1, 600))
def test_a_span_of_months_is_counted_by_the_calendar(today: date, number: int) -> None:
    assert parse_duration(f"{number}m").after(today) == add_months(today, number)
