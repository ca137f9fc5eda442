"""Times that somebody types to look back or ahead: a year, a month, a week, a day, a length of time."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.errors import DateNotUnderstood, PnetError, SpanNotUnderstood
from plaintext_network.model.dates.periods import parse_horizon, parse_period

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("this week", "2026-11-23", "2026-11-29"),
        ("Last  Week", "2026-11-16", "2026-11-22"),
        ("this month", "2026-11-01", "2026-11-30"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("this year", "2026-01-01", "2026-12-31"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("June", "2026-06-01", "2026-06-30"),
        ("november", "2026-11-01", "2026-11-30"),
        ("dec", "2025-12-01", "2025-12-31"),
        ("feb 2024", "2024-02-01", "2024-02-29"),
        ("2w", "2026-11-10", "2026-11-10"),
        ("april 3", "2026-04-03", "2026-04-03"),
        ("yesterday", "2026-11-23", "2026-11-23"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text: str, first: str, last: str) -> None:
    assert parse_period(text, TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2w", "2026-12-08"),
        ("month", "2026-12-24"),
        ("week", "2026-12-01"),
        ("friday", "2026-11-27"),
        ("tomorrow", "2026-11-25"),
        ("november 20", "2027-11-20"),
        ("2026-12-24", "2026-12-24"),
        ("today", "2026-11-24"),
        ("this week", "2026-11-29"),
        ("This  month", "2026-11-30"),
        ("this year", "2026-12-31"),
        ("end of the month", "2026-11-30"),
        ("the end of this year", "2026-12-31"),
        ("end of week", "2026-11-29"),
        ("december", "2026-12-31"),
        ("2026-12", "2026-12-31"),
        ("november", "2026-11-30"),
        ("february", "2027-02-28"),
        ("june 2027", "2027-06-30"),
        ("the next 2 weeks", "2026-12-08"),
        ("next three months", "2027-02-24"),
        ("next week", "2026-12-01"),
        ("next friday", "2026-11-27"),
        ("two weeks from now", "2026-12-08"),
    ],
)
def test_a_horizon_is_a_length_of_time_or_a_day_to_come(text: str, day: str) -> None:
    assert parse_horizon(text, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text", ["yesterday", "soon", "", "2026-11-23", "someday", "last week", "june 2026", "2026-10", "next"]
)
def test_a_horizon_is_no_past_day(text: str) -> None:
    with pytest.raises(SpanNotUnderstood, match="friday or 2026-12-24"):
        parse_horizon(text, TODAY)


def test_a_month_that_does_not_exist_is_no_period() -> None:
    for text in ("2026-13", "0000-01", "smarch", "june 0000"):
        with pytest.raises(DateNotUnderstood):
            parse_period(text, TODAY)


@given(
    st.sampled_from(
        ["this week", "last week", "this month", "last year", "week", "3y", "june", "end of month", "x"]
    ),
    st.dates(),
)
def test_any_day_can_be_today(text: str, today: date) -> None:
    for parse in (parse_period, parse_horizon):
        with suppress(PnetError):
            parse(text, today)
