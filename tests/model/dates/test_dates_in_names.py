"""The day in the name of a file or in a heading: never a wrong one."""

from datetime import date

import pytest

from plaintext_network.model.dates.dates_in_names import find_day

FIRST = date(2026, 11, 1)


@pytest.mark.parametrize(
    "name",
    [
        "Sync 2026-11-01",
        "Sync2026-11-01",
        "202611011030 Sync",
        "20261101103000",
        "20261101T1030 Sync",
        "20261101-1030",
        "20261101 Sync",
        "Sync 20261101",
        "2026_11_01 Sync",
        "2026.11.01 Sync",
        "2026 11 01 Sync",
        "Sync 2026–11–01",
        "Sync 2026-11-1",
        "» 2026-11-01 Sync",
        "@Ada 2026-11-01",
        "Sync (2026-11-01)",
        "Sync [2026-11-01]",
        "2026-11-01T1030 Sync",
        "2026-11-01_0937",
        "2026-11-01-1030",
        "1 Nov 2026 Sync",
        "1st of November 2026",
        "1. November 2026",
        "01-Nov-2026 Sync",
        "2026 Nov 1",
        "Nov 1, 2026",
        "Sync, November 1st, 2026",
        "Nov-1-2026",
        "1. Novembre 2026",
        "1 de noviembre de 2026",
        "2026年11月1日 会议",
        "Q4-2026-11-01",
        "Sync_2026-11-01",
        "1on1 2026-11-01",
        "Sync 2026-11-01 (20261101)",
        "01-11-2026 (2026-11-01)",
        "01-11-2026 or 1 Nov 2026",
    ],
)
def test_a_day_is_read_in_any_form_with_one_reading(name: str) -> None:
    found = find_day(name)
    assert found is not None
    assert found.day == FIRST


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("25-11-2026 Sync", date(2026, 11, 25)),
        ("Sync 25.11.2026", date(2026, 11, 25)),
        ("11-25-2026 Sync", date(2026, 11, 25)),
        ("Sync 5.5.2026", date(2026, 5, 5)),
    ],
)
def test_numbers_in_any_order_are_a_day_if_only_one_reading_exists(name: str, day: date) -> None:
    found = find_day(name)
    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(
    "name",
    [
        "01-11-2026 Sync",
        "Sync 11.01.2026",
        "1_11_2026",
        "Sync 2026-11-01 and 2026-11-03",
        "Sync 20261101 to 20261103",
        "Sync 2026-11-03 01-11-2026",
    ],
)
def test_two_readings_or_two_days_are_uncertain(name: str) -> None:
    found = find_day(name)
    assert found is not None
    assert found.day is None
    assert FIRST in found.days


def test_the_format_of_daily_notes_tells_the_order_of_day_and_month() -> None:
    for daily_format, day in (
        ("%d.%m.%Y", date(2026, 11, 1)),
        ("%Y/%m-%d-%Y", date(2026, 1, 11)),
        ("D.M.YYYY", date(2026, 11, 1)),
        ("YYYY/MM-DD-YYYY", date(2026, 1, 11)),
    ):
        found = find_day("Sync 01.11.2026", daily_format)
        assert found is not None
        assert found.day == day


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Sync",
        "Sync 3",
        "v2.2026.11",
        "v2026.11.01",
        "2026.1.2",
        "2026-W45",
        "2026-11",
        "Nov 2026",
        "Retro Q3 2026",
        "+45 20261101",
        "+49 30 20261101",
        "555-20261101",
        "978-2026-11-01",
        "#20261101",
        "2026110110300",
        "1234567890123",
        "20261101999999",
        "99999999",
        "20262611",
        "2026-02-30",
        "1604-11-01",
        "0000-11-01",
        "Dismay 5 2026",
        "31 Feb 2026",
        "1.2.11.2026",
        "x" * 400 + "2026-11-01",
    ],
)
def test_what_is_no_day_gives_none(name: str) -> None:
    assert find_day(name) is None
