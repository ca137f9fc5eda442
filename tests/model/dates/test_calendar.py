"""Cadences and yearly days follow the calendar, and what is not one is None."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.dates.calendar import (
    Cadence,
    YearlyDay,
    add_days,
    add_months,
    parse_cadence,
    parse_day,
    parse_yearly,
)
from tests.read_cases import cases


@pytest.mark.parametrize(("text", "expected"), cases("calendar/cadences.txt"))
def test_a_cadence_in_each_spelling(text: str, expected: str) -> None:
    cadence = parse_cadence(text)
    if cadence is None:
        assert expected == "none"
    else:
        assert f"{cadence.months} months, {cadence.days} days" == expected
        assert cadence.text == text.strip()
        assert cadence.is_never == (cadence.months == cadence.days == 0)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-31", -2, "2025-11-30"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-05-05", 0, "2026-05-05"),
        ("9999-12-31", 1, "9999-12-31"),
        ("9998-01-31", 24, "9999-12-31"),
        ("0001-01-31", -1, "0001-01-01"),
        ("2026-01-01", 10**7, "9999-12-31"),
        ("2026-01-01", -(10**7), "0001-01-01"),
    ],
)
def test_months_are_the_calendars_clamped_to_their_last_day(day: str, months: int, later: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(later)


@pytest.mark.parametrize(
    ("day", "days", "later"),
    [
        ("2024-02-28", 1, "2024-02-29"),
        ("2026-02-28", 1, "2026-03-01"),
        ("9999-12-31", 1, "9999-12-31"),
        ("0001-01-01", -1, "0001-01-01"),
        ("2026-01-01", 10**12, "9999-12-31"),
        ("2026-01-01", -(10**12), "0001-01-01"),
    ],
)
def test_days_stay_within_the_calendar(day: str, days: int, later: str) -> None:
    assert add_days(date.fromisoformat(day), days) == date.fromisoformat(later)


def test_a_cadence_counts_its_months_before_its_days() -> None:
    cadence = Cadence(1, 3, "1 month and 3 days")
    assert cadence.after(date(2026, 1, 31)) == date(2026, 3, 3)
    assert cadence.before(date(2026, 3, 31)) == date(2026, 2, 25)
    assert cadence.length == pytest.approx(33.4375)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2026-11-20T10:00", date(2026, 11, 20)),
        ("2026-11-20t10", date(2026, 11, 20)),
        ("2026-11-20 23:59:59.5 -11:00", date(2026, 11, 20)),
        ("2026-11-20T25:99Z", date(2026, 11, 20)),
        ("0001-01-01", date.min),
        ("9999-12-31", date.max),
        ("2026-02-29", None),
        ("2026-13-01", None),
        ("2026-00-01", None),
        ("2026-01-32", None),
        ("0000-01-01", None),
        ("2026-1-1", None),
        ("20261120", None),
        ("2026-11-20x", None),
        ("2026-11-201", None),
        ("2026-11-20 coffee", None),
        ("x2026-11-20", None),
        ("٢٠٢٦-١١-٢٠", None),
        ("", None),
    ],
)
def test_a_day_is_what_a_date_or_a_date_time_begins_with(text: str, day: date | None) -> None:
    assert parse_day(text) == day


@pytest.mark.parametrize(
    ("text", "yearly"),
    [
        ("1815-12-10", YearlyDay(12, 10, 1815)),
        ("12-10", YearlyDay(12, 10, None)),
        ("--12-10", YearlyDay(12, 10, None)),
        ("02-29", YearlyDay(2, 29, None)),
        ("2024-02-29", YearlyDay(2, 29, 2024)),
        ("1815-12-10T08:00", YearlyDay(12, 10, 1815)),
        ("2026-02-29", None),
        ("02-30", None),
        ("13-01", None),
        ("12-00", None),
        ("--1210", YearlyDay(12, 10, None)),
        ("18151210", YearlyDay(12, 10, 1815)),
        ("18151210T080000Z", YearlyDay(12, 10, 1815)),
        ("--1210T0800", YearlyDay(12, 10, None)),
        ("1815-12-10T00:00:00Z", YearlyDay(12, 10, 1815)),
        ("1815-12-10 00:00:00", YearlyDay(12, 10, 1815)),
        ("1815/12/10", YearlyDay(12, 10, 1815)),
        ("1815.12.10", YearlyDay(12, 10, 1815)),
        ("1815-9-1", YearlyDay(9, 1, 1815)),
        ("Dec 10", YearlyDay(12, 10, None)),
        ("December 10th, 1815", YearlyDay(12, 10, 1815)),
        ("10 december 1815", YearlyDay(12, 10, 1815)),
        ("10th of December", YearlyDay(12, 10, None)),
        ("10. Dec. 1815", YearlyDay(12, 10, 1815)),
        ("0000-12-10", YearlyDay(12, 10, None)),
        ("0000-02-29", YearlyDay(2, 29, None)),
        ("0001-12-10", YearlyDay(12, 10, None)),
        ("1604-12-10", YearlyDay(12, 10, None)),
        ("16041210", YearlyDay(12, 10, None)),
        ("1604-12-10T00:00:00Z", YearlyDay(12, 10, None)),
        ("December 10, 1604", YearlyDay(12, 10, None)),
        ("1900-12-10", YearlyDay(12, 10, 1900)),
        ("18151310", None),
        ("20260229", None),
        ("--0230", None),
        ("1210", None),
        ("---10", None),
        ("1815-12", None),
        ("181512101", None),
        ("Dec 32", None),
        ("Smarch 10", None),
        ("December 1815", None),
        ("10.12.1815", None),
        ("12-10-1815", None),
        ("12-10 x", None),
        ("1815-12-10x", None),
        ("-12-10", None),
        ("12/10", None),
        ("", None),
    ],
)
def test_a_yearly_day_with_or_without_its_year(text: str, yearly: YearlyDay | None) -> None:
    assert parse_yearly(text) == yearly


@pytest.mark.parametrize(
    ("day", "today", "comes"),
    [
        ((12, 10), "2026-11-24", "2026-12-10"),
        ((11, 24), "2026-11-24", "2026-11-24"),
        ((11, 23), "2026-11-24", "2027-11-23"),
        ((2, 29), "2026-02-01", "2026-02-28"),
        ((2, 29), "2028-02-01", "2028-02-29"),
        ((2, 29), "2026-03-01", "2027-02-28"),
        ((1, 1), "9999-06-01", "9999-01-01"),
    ],
)
def test_a_yearly_day_comes_again(day: tuple[int, int], today: str, comes: str) -> None:
    assert YearlyDay(*day, None).next_from(date.fromisoformat(today)) == date.fromisoformat(comes)


@given(st.text(max_size=40))
def test_any_text_is_a_cadence_and_a_day_or_none(text: str) -> None:
    cadence = parse_cadence(text)
    assert cadence is None or cadence.length >= 0
    assert parse_day(text) is None or parse_day(text[:10]) == parse_day(text)
    parse_yearly(text)


@given(st.dates(), st.integers(0, 5000), st.integers(0, 100_000))
def test_a_cadence_never_goes_backwards(day: date, months: int, days: int) -> None:
    cadence = Cadence(months, days, "")
    assert cadence.before(day) <= day <= cadence.after(day)


@given(st.dates(), st.integers(-2000, 2000))
def test_adding_months_keeps_the_day_or_takes_the_last(day: date, months: int) -> None:
    later = add_months(day, months)
    clamped = later in (date.min, date.max) or (later + timedelta(1)).day == 1
    assert later.day == day.day or clamped
