"""How a person names a day, and what is refused."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.errors import CadenceNotUnderstood, DateNotUnderstood
from plaintext_network.model.dates.calendar import add_months
from plaintext_network.model.dates.date_words import (
    parse_coming_day,
    parse_duration,
    parse_past_day,
    parse_when,
)
from tests.conftest import TODAY
from tests.read_cases import cases

DAYS = st.dates(date(1900, 1, 1), date(2200, 1, 1))
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@pytest.mark.parametrize(("text", "expected"), cases("date_words/days.txt"))
def test_a_day_as_a_person_names_it(text: str, expected: str) -> None:
    if expected == "refused":
        assert_refused(text)
    else:
        assert parse_when(text, TODAY).isoformat() == expected


def assert_refused(text: str) -> None:
    with pytest.raises(DateNotUnderstood) as refused:
        parse_when(text, TODAY)
    assert refused.value.text == text


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


def test_a_very_long_number_is_refused() -> None:
    assert_refused("9" * 5000)


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


@pytest.mark.parametrize(("text", "expected"), cases("date_words/spans.txt"))
def test_a_length_of_time(text: str, expected: str) -> None:
    if expected == "refused":
        with pytest.raises(CadenceNotUnderstood) as refused:
            parse_duration(text)
        assert refused.value.text == text
    else:
        span = parse_duration(text)
        assert f"{span.months} months, {span.days} days" == expected
        assert span.text == text.strip()


@given(DAYS, st.integers(1, 600))
def test_a_span_of_months_is_counted_by_the_calendar(today: date, number: int) -> None:
    assert parse_duration(f"{number}m").after(today) == add_months(today, number)


@pytest.mark.parametrize(
    ("text", "past", "near", "coming"),
    [
        ("april 3", "2026-04-03", "2027-04-03", "2027-04-03"),
        ("nov 20", "2026-11-20", "2026-11-20", "2027-11-20"),
        ("24 november", "2026-11-24", "2026-11-24", "2026-11-24"),
        ("nov 25", "2025-11-25", "2026-11-25", "2026-11-25"),
        ("feb 29", "2024-02-29", "2028-02-29", "2028-02-29"),
        ("november 30 2026", "2026-11-30", "2026-11-30", "2026-11-30"),
        ("friday", "2026-11-20", "2026-11-27", "2026-11-27"),
        ("tuesday", "2026-11-24", "2026-11-24", "2026-11-24"),
        ("next friday", "2026-11-27", "2026-11-27", "2026-11-27"),
        ("tomorrow", "2026-11-25", "2026-11-25", "2026-11-25"),
        ("in 2 weeks", "2026-12-08", "2026-12-08", "2026-12-08"),
    ],
)
def test_a_day_without_a_year_is_the_last_the_nearest_or_the_next(
    text: str, past: str, near: str, coming: str
) -> None:
    readings = parse_past_day, parse_when, parse_coming_day
    assert [reading(text, TODAY).isoformat() for reading in readings] == [past, near, coming]


@pytest.mark.parametrize("text", ["2 weeks", "2w", "a month", "90"])
def test_a_length_of_time_is_no_day_of_the_past(text: str) -> None:
    with pytest.raises(DateNotUnderstood):
        parse_past_day(text, TODAY)


@given(DAYS, DAYS)
def test_a_day_without_its_year_is_never_on_the_wrong_side_of_today(day: date, today: date) -> None:
    words = f"{day:%B} {day.day}"
    past, coming = parse_past_day(words, today), parse_coming_day(words, today)
    assert past <= today <= coming
    assert (past.month, past.day) == (coming.month, coming.day) == (day.month, day.day)
    assert parse_when(words, today) in (past, coming)
