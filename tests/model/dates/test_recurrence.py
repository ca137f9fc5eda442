"""The rules by which tasks recur, as Tasks documents them."""

from datetime import date

import pytest

from plaintext_network.model.dates.recurrence import next_day, parse_recurrence


@pytest.mark.parametrize(
    ("rule", "day", "later"),
    [
        ("every day", "2026-11-24", "2026-11-25"),
        ("every 3 days", "2026-11-24", "2026-11-27"),
        ("every 3 days when done", "2026-11-24", "2026-11-27"),
        ("every week", "2026-11-24", "2026-12-01"),
        ("every 2 weeks", "2026-11-24", "2026-12-08"),
        ("every other week", "2026-11-24", "2026-12-08"),
        ("every month", "2026-11-24", "2026-12-24"),
        ("every month", "2026-01-31", "2026-02-28"),
        ("every month", "2026-02-28", "2026-03-28"),
        ("every 3 months", "2026-11-30", "2027-02-28"),
        ("every 6 months when done", "2026-11-24", "2027-05-24"),
        ("every year", "2028-02-29", "2029-02-28"),
        ("every 2 years", "2026-11-24", "2028-11-24"),
        ("every weekday", "2026-11-27", "2026-11-30"),
        ("every weekday", "2026-11-24", "2026-11-25"),
        ("every Sunday", "2026-11-24", "2026-11-29"),
        ("every sunday", "2026-11-29", "2026-12-06"),
        ("every week on Sunday", "2026-11-24", "2026-11-29"),
        ("every week on Tuesday, Friday", "2026-11-24", "2026-11-27"),
        ("every week on Tuesday and Friday", "2026-11-27", "2026-12-01"),
        ("every 2 weeks on Monday", "2026-11-24", "2026-12-07"),
        ("every 2 weeks on Friday", "2026-11-24", "2026-11-27"),
        ("every month on the 1st", "2026-11-24", "2026-12-01"),
        ("every month on the 31st", "2026-10-31", "2026-12-31"),
        ("every month on the 1st and 15th", "2026-11-02", "2026-11-15"),
        ("every month on the last", "2026-11-24", "2026-11-30"),
        ("every month on the last day", "2026-11-30", "2026-12-31"),
        ("every month on the last Friday", "2026-11-24", "2026-11-27"),
        ("every month on the last Friday", "2026-11-27", "2026-12-25"),
        ("every month on the 2nd last Friday", "2026-11-24", "2026-12-18"),
        ("every month on the 1st Wednesday", "2026-11-24", "2026-12-02"),
        ("every month on the second Tuesday", "2026-11-24", "2026-12-08"),
        ("every 6 months on the 1st Wednesday", "2026-11-24", "2027-05-05"),
        ("every January on the 15th", "2026-11-24", "2027-01-15"),
        ("every April and December on the 1st", "2026-11-24", "2026-12-01"),
        ("every February on the last", "2026-11-24", "2027-02-28"),
        ("every June", "2026-11-24", "2027-06-24"),
        ("  Every  Week  ", "2026-11-24", "2026-12-01"),
    ],
)
def test_the_next_day_of_a_rule(rule: str, day: str, later: str) -> None:
    parsed = parse_recurrence(rule)
    assert parsed is not None
    assert parsed.when_done == rule.endswith("when done")
    assert next_day(parsed, date.fromisoformat(day)) == date.fromisoformat(later)


@pytest.mark.parametrize(
    "rule",
    [
        "", "every", "week", "every full moon", "every 0 days", "every week on Someday", "every month on the 32nd",
        "every month on the 6th Friday", "every month on Friday", "every 2 Sundays", "every week on the 1st", "every day on Sunday",
        "every week for 3 times", "every week until 2027", "every month on the", "every year on the 1st", ".+1w", "every 2 weekdays",
        "every we", "jeden Tag",
    ],
)  # fmt: skip
def test_any_other_rule_is_not_read(rule: str) -> None:
    assert parse_recurrence(rule) is None


@pytest.mark.parametrize("rule", ["every day", "every year", "every Sunday", "every month on the 31st"])
def test_beyond_the_calendar_there_is_no_next_day(rule: str) -> None:
    parsed = parse_recurrence(rule)
    assert parsed is not None
    assert next_day(parsed, date(9999, 12, 31)) is None


def test_a_day_that_never_comes_is_none() -> None:
    parsed = parse_recurrence("every 12 months on the 31st")
    assert parsed is not None
    assert next_day(parsed, date(2026, 11, 24)) is None
