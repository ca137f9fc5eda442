"""How long ago a day was, in words."""

from datetime import date

from plaintext_network.model.dates.time_ago import ago
from tests.conftest import TODAY


def test_a_day_long_past_is_months_or_years_ago() -> None:
    days = [date(2026, 11, 23), date(2026, 10, 1), date(2025, 1, 1), date(2020, 1, 1)]
    assert [ago(day, TODAY) for day in days] == [
        "yesterday",
        "54 days ago",
        "22 months ago",
        "6 years ago",
    ]
