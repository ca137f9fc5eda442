"""How long ago a day was, in words."""

from datetime import date

import pytest

from plaintext_network.model.dates.time_ago import ago, distance
from tests.conftest import TODAY


def test_a_day_long_past_is_months_or_years_ago() -> None:
    days = [date(2026, 11, 23), date(2026, 10, 1), date(2025, 1, 1), date(2020, 1, 1)]
    assert [ago(day, TODAY) for day in days] == [
        "yesterday",
        "54 days ago",
        "22 months ago",
        "6 years ago",
    ]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-10-01", "54 days ago"),
        ("2026-11-23", "yesterday"),
        ("2026-11-24", "today"),
        ("2026-11-25", "tomorrow"),
        ("2026-12-14", "in 20 days"),
        ("2026-12-15", "in 3 weeks"),
        ("2027-01-01", "in 5 weeks"),
        ("2027-02-01", "in 9 weeks"),
        ("2027-02-02", "in 2 months"),
        ("2027-12-23", "in 12 months"),
        ("2028-11-24", "in 2 years"),
        ("9999-12-31", "in 7,973 years"),
    ],
)
def test_a_day_is_far_in_days_weeks_months_or_years(day: str, words: str) -> None:
    assert distance(date.fromisoformat(day), TODAY) == words
