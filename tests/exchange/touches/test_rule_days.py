"""Tests rules of repetition: by dateutil, and by cases where it has no end, or reads otherwise than the standard."""

from datetime import date, datetime, timedelta
from itertools import takewhile

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.exchange.touches.calendar_in.repetition_rule import RuleUnusable, make_rule
from plaintext_network.exchange.touches.calendar_in.rule_days import Budget, rule_days

WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
START, END = date(2019, 1, 1), date(2024, 12, 31)


def parts_of(text: str) -> dict[str, list[object]]:
    """Return a rule as `icalendar` parses it."""
    parts: dict[str, list[object]] = {}
    for part in text.split(";"):
        key, _, value = part.partition("=")
        parts[key] = [date.fromisoformat(value[:8])] if key == "UNTIL" else list(value.split(","))
    return parts


def days_of(text: str, start: date, first: date = date.min, last: date = END) -> list[date]:
    """Return the days of a rule with its start."""
    rule = make_rule(parts_of(text), start)
    found = [start, *rule_days(rule, start, first, last, Budget(10**6))]
    return [day for day in found if first <= day and (rule.until is None or day <= rule.until)]


def some(values: list[int] | list[str]) -> st.SearchStrategy[str]:
    return st.lists(
        st.sampled_from([str(value) for value in values]), min_size=1, max_size=3, unique=True
    ).map(",".join)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules that dateutil can follow: none that never falls on a day, and no kind that it reads otherwise than RFC 5545."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 5))}"]
    if draw(st.booleans()):
        parts.append(f"BYMONTH={draw(some(list(range(1, 13))))}")
    by_day = draw(st.sampled_from(["", "BYDAY", "BYMONTHDAY"]))
    if by_day == "BYDAY":
        if frequency in ("MONTHLY", "YEARLY") and draw(st.booleans()):
            places = [f"{place}{day}" for place in (1, 2, 4, -1, -2) for day in WEEKDAYS]
            parts.append(f"BYDAY={draw(some(places))}")
        else:
            parts.append(f"BYDAY={draw(some(WEEKDAYS))}")
    elif by_day and frequency != "WEEKLY":
        parts.append(f"BYMONTHDAY={draw(some([1, 2, 13, 15, 28, -1, -2, -28]))}")
    if by_day and frequency in ("MONTHLY", "YEARLY") and draw(st.booleans()):
        parts.append(f"BYSETPOS={draw(some([1, -1]))}")
    parts.append(f"WKST={draw(st.sampled_from(WEEKDAYS))}")
    ending = draw(st.sampled_from(["", "UNTIL=20210615", "COUNT=1", "COUNT=5", "COUNT=40"]))
    return ";".join([*parts, ending] if ending else parts)


@given(rules(), st.integers(0, 800), st.integers(0, 1500))
def test_the_same_days_as_dateutil(text: str, after: int, later: int) -> None:
    start = START + timedelta(days=after)
    rule = rrulestr(text, dtstart=datetime.fromisoformat(start.isoformat()))
    # What can never fall on a day has no end there: an interval that always meets the same wrong weekday or month.
    wrong_interval = "DAILY" in text or "MONTHLY" in text
    if wrong_interval and ("INTERVAL=1;" not in text and "BY" in text):
        return
    expected = [moment.date() for moment in takewhile(lambda moment: moment.date() <= END, rule)]
    found = days_of(text, start)
    if start not in expected:
        # To dateutil, a start that doesn't fit the rule is none; then it isn't counted, either.
        if "COUNT" in text:
            return
        found = [day for day in found if day != start]
    assert found == expected
    # Only a part of them is the same part.
    first = START + timedelta(days=later)
    assert [day for day in days_of(text, start, first) if day != start] == [
        day for day in found if day >= first and day != start
    ]


CASES = [
    ("FREQ=DAILY;INTERVAL=3", "2024-12-20", ["20", "23", "26", "29"]),
    ("FREQ=DAILY;INTERVAL=7;BYDAY=WE", "2024-12-20", ["20"]),
    ("FREQ=DAILY;BYSETPOS=1", "2024-12-28", ["28", "29", "30", "31"]),
    ("FREQ=MONTHLY;BYDAY=MO,1FR", "2024-12-01", ["01", "02", "06", "09", "16", "23", "30"]),
    ("FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2", "2024-12-01", ["01"]),
    ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "2024-12-01", ["01", "13"]),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2024-12-01", ["01", "31"]),
    ("FREQ=YEARLY;BYWEEKNO=51", "2024-12-02", ["02", "16"]),
    ("FREQ=YEARLY;BYWEEKNO=51;BYDAY=TU,SU", "2024-12-02", ["02", "17", "22"]),
    ("FREQ=YEARLY;BYYEARDAY=-1,360", "2024-12-02", ["02", "25", "31"]),
    ("FREQ=SECONDLY;COUNT=10", "2024-12-20", ["20"]),
    ("FREQ=HOURLY;COUNT=49", "2024-12-20", ["20", "21", "22"]),
    ("FREQ=MINUTELY;INTERVAL=2880", "2024-12-26", ["26", "28", "30"]),
    ("FREQ=HOURLY;BYDAY=MO,TU", "2024-12-20", ["20", "23", "24", "30", "31"]),
]


@pytest.mark.parametrize(("text", "start", "days"), CASES)
def test_rules_that_dateutil_reads_otherwise_or_never_ends(text: str, start: str, days: list[str]) -> None:
    assert [f"{day:%d}" for day in days_of(text, date.fromisoformat(start))] == days


UNUSABLE = [
    "FREQ=BOGUS", "INTERVAL=2", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=x", "FREQ=DAILY;COUNT=-1", "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=DAILY;BYSETPOS=2", "FREQ=HOURLY;INTERVAL=25", "FREQ=HOURLY;COUNT=5;BYDAY=MO",
]  # fmt: skip


@pytest.mark.parametrize("text", UNUSABLE)
def test_rules_that_nobody_can_follow(text: str) -> None:
    with pytest.raises(RuleUnusable):
        make_rule(parts_of(text), START)


def test_at_both_ends_of_the_calendar() -> None:
    for text in (
        "FREQ=DAILY",
        "FREQ=WEEKLY;BYDAY=MO,SU",
        "FREQ=MONTHLY",
        "FREQ=YEARLY",
        "FREQ=YEARLY;INTERVAL=9999999",
    ):
        assert days_of(text, date(9999, 12, 31), last=date.max) == [date(9999, 12, 31)]
        assert days_of(text, date.min, last=date.min) == [date.min]


def test_a_rule_that_needs_too_many_days_is_refused() -> None:
    rule = make_rule(parts_of("FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2;COUNT=5"), date.min)
    with pytest.raises(RuleUnusable, match="too often"):
        list(rule_days(rule, date.min, date.min, date.max, Budget(1_000)))
