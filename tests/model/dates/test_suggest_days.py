"""Days are suggested for the beginnings of the words that pnet reads, by what the day is for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.dates.date_words import DayReading, parse_coming_day, parse_past_day, parse_when
from plaintext_network.model.dates.suggest_days import suggest_days

# A Tuesday.
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "read", "words", "day"),
    [
        ("fri", parse_coming_day, "friday", "2026-11-27"),
        ("fri", parse_past_day, "friday", "2026-11-20"),
        ("FRI", parse_when, "friday", "2026-11-27"),
        ("tue", parse_coming_day, "tuesday", "2026-11-24"),
        ("tom", parse_coming_day, "tomorrow", "2026-11-25"),
        ("y", parse_past_day, "yesterday", "2026-11-23"),
        ("2 weeks", parse_coming_day, "in 2 weeks", "2026-12-08"),
        ("2 w", parse_coming_day, "in 2 weeks", "2026-12-08"),
        ("2w", parse_coming_day, "in 2 weeks", "2026-12-08"),
        ("in 3 m", parse_coming_day, "in 3 months", "2027-02-24"),
        ("2 weeks", parse_past_day, "2 weeks ago", "2026-11-10"),
        ("next m", parse_coming_day, "next month", "2026-12-24"),
        ("week", parse_coming_day, "next week", "2026-12-01"),
        ("nov 20", parse_past_day, "nov 20", "2026-11-20"),
        ("20 nov 2020", parse_when, "20 nov 2020", "2020-11-20"),
        ("dec", parse_coming_day, "december 1", "2026-12-01"),
        ("2026-12-04", parse_coming_day, "friday", "2026-12-04"),
        ("last f", parse_past_day, "last friday", "2026-11-20"),
    ],
)
def test_the_likeliest_day_comes_first(typed: str, read: DayReading, words: str, day: str) -> None:
    first = suggest_days(typed, TODAY, read)[0]
    assert (first.words, first.day.isoformat()) == (words, day)


def test_without_words_the_next_days_come_first() -> None:
    words = [each.words for each in suggest_days("", TODAY, parse_coming_day)]
    assert words[:7] == ["today", "tomorrow", "thursday", "friday", "saturday", "sunday", "monday"]
    assert words[7:9] == ["next week", "in 2 weeks"]
    words = [each.words for each in suggest_days("", TODAY, parse_past_day)]
    assert words[:4] == ["today", "yesterday", "sunday", "saturday"]


def test_a_month_lists_its_days() -> None:
    days = [each.day.isoformat() for each in suggest_days("2026-12-", TODAY, parse_coming_day)]
    assert days == [f"2026-12-{day:02}" for day in range(1, 32)]


@pytest.mark.parametrize("typed", ["zzz", "the", "2026", "99999 days", "-", "next", "12/05"])
def test_other_words_suggest_no_past_day(typed: str) -> None:
    assert suggest_days(typed, TODAY, parse_past_day) == ()


@given(
    st.text("abcdefimnorstuwxy0123456789 +-", max_size=12),
    st.sampled_from([parse_coming_day, parse_past_day, parse_when]),
    st.dates(),
)
def test_each_day_is_suggested_once_and_on_the_right_side(typed: str, read: DayReading, today: date) -> None:
    days = [each.day for each in suggest_days(typed, today, read)]
    assert len(days) == len(set(days))
    assert read is not parse_past_day or all(day <= today for day in days)
    assert read is not parse_coming_day or all(day >= today for day in days)
