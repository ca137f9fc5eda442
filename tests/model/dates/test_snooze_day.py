"""The day until which somebody is snoozed."""

from datetime import date

import pytest

from plaintext_network.errors import DateNotUnderstood
from plaintext_network.model.dates.snooze_day import parse_snooze_day
from tests.conftest import TODAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("friday", date(2026, 11, 27)),
        ("until friday", date(2026, 11, 27)),
        ("for 2 weeks", date(2026, 12, 8)),
        ("january", date(2027, 1, 1)),
        ("until next March", date(2027, 3, 1)),
        ("till november", date(2027, 11, 1)),
    ],
)
def test_a_snooze_ends_on_a_day_or_at_the_beginning_of_a_month(text: str, day: date) -> None:
    assert parse_snooze_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["someday", "", "until", "last january"])
def test_what_names_no_day_is_refused_with_days_to_come(text: str) -> None:
    with pytest.raises(DateNotUnderstood, match="friday, next week"):
        parse_snooze_day(text, TODAY)
