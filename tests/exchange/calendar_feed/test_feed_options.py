"""The times of alarms."""

import pytest

from plaintext_network.cli.options import phone_mail
from plaintext_network.exchange.calendar_feed import feed_options
from plaintext_network.exchange.calendar_feed.feed_options import parse_alarm

DAY = 24 * 60


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("09:00", 540),
        ("9:00", 540),
        ("0:00", 0),
        ("23:59", 1439),
        (" 09:00 ", 540),
        ("1 day", 540 - DAY),
        ("1 day 18:00", 1080 - DAY),
        ("2 days 09:30", 570 - 2 * DAY),
        ("1d 18:00", 1080 - DAY),
        ("1 week", 540 - 7 * DAY),
        ("a week 08:00", 480 - 7 * DAY),
        ("two weeks 8:00", 480 - 14 * DAY),
        ("366 days 00:00", -366 * DAY),
    ],
)
def test_a_time_of_an_alarm_is_a_time_of_day_with_days_before(typed: str, minutes: int) -> None:
    assert parse_alarm(typed) == minutes


@pytest.mark.parametrize(
    "typed",
    ["", "9", "24:00", "09:60", "09:0", "9am", "1 month", "tomorrow", "1 day before", "never", "never 09:00", "-1 day", "0 days",
     "400 days", "99999 days", "3 09:00", "09:00 1 day", "٠٩:٠٠", "09:00:00", "day"],
)  # fmt: skip
def test_anything_else_is_none(typed: str) -> None:
    assert parse_alarm(typed) is None


def test_the_command_line_offers_what_the_library_does() -> None:
    assert phone_mail.CALENDAR_WHAT == feed_options.WHAT
    assert (phone_mail.CALENDAR_DAYS, phone_mail.MOST_CALENDAR_DAYS) == (
        feed_options.USUAL_DAYS,
        feed_options.MOST_DAYS,
    )
