"""Days as spreadsheets and address books write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.exchange.readers.dates import infer_day_first, is_ambiguous, is_no_date, read_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1990-05-09", "1990-05-09"), ("1990/5/9", "1990-05-09"), ("19900509", "1990-05-09"), ("1990-05-09T00:00:00Z", "1990-05-09"),
        ("--05-09", "--05-09"), (" --05-09", "--05-09"), ("--0509", "--05-09"), ("1604-05-09", "--05-09"),
        ("13/5/1990", "1990-05-13"), ("5/13/1990", "1990-05-13"), ("5/5/1990", "1990-05-05"), ("13.5.90", "1990-05-13"),
        ("13-05-1990", "1990-05-13"), ("13/5/1990 12:00:00 AM", "1990-05-13"), ("13. 5. 1990", "1990-05-13"),
        ("24 Nov 2026", "2026-11-24"), ("24. November 1990", "1990-11-24"), ("9 mai 1990", "1990-05-09"), ("24-Nov-26", "2026-11-24"),
        ("May 9, 1990", "1990-05-09"), ("9 de mayo de 1990", "1990-05-09"), ("24 août 2019", "2019-08-24"), ("7 Ağu 2020", "2020-08-07"),
        ("15 мая 1990", "1990-05-15"), ("1990年5月9日", "1990-05-09"), ("1990년 5월 9일", "1990-05-09"), ("5月9日", "--05-09"),
        ("9 May", "--05-09"), ("May 9", "--05-09"), ("29/02/2000", "2000-02-29"), ("--02-29", "--02-29"),
        # July in Polish and June in Croatian.
        ("9 lip 1990", None),
        ("3/4/1990", None), ("30/2/1990", None), ("2026-02-30", None), ("0/0/00", None), ("1/1/4501", None), ("soon", None), ("1990", None), ("", None),
    ],
)  # fmt: skip
def test_a_day_is_read_only_if_it_is_one_day(text: str, day: str | None) -> None:
    assert read_day(text) == day


def test_the_order_of_day_and_month_can_be_given() -> None:
    assert read_day("3/4/1990", day_first=True) == "1990-04-03"
    assert read_day("3/4/1990", day_first=False) == "1990-03-04"
    # What can't be the other way round is not.
    assert read_day("13/4/1990", day_first=False) == "1990-04-13"


@pytest.mark.parametrize("text", ["0/0/00", "00.00.0000", "0-0-00", "1/1/4501", "0/0/0000 00:00"])
def test_programs_write_no_date_as_zeros(text: str) -> None:
    assert is_no_date(text)
    assert not is_no_date("1/1/1990")


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["3/4/1990", "13/4/1990"], True),
        (["3/4/1990", "4/13/1990"], False),
        (["3/4/1990", "5/5/1990"], None),
        (["13/4/1990", "4/13/1990"], None),
        (["13/4/1990"] * 30 + ["4/13/1990"], True),
        (["1990-05-09", "soon"], None),
        ([], None),
    ],
)
def test_other_dates_of_a_column_show_the_order(texts: list[str], found: bool | None) -> None:
    assert infer_day_first(texts) is found


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_none(text: str) -> None:
    read_day(text)
    is_no_date(text)
    is_ambiguous(text)


@given(st.dates())
def test_iso_days_are_read_as_they_are(day: object) -> None:
    text = str(day)
    assert read_day(text) == (
        f"--{text[5:]}" if text.startswith("1604") else None if text.startswith("4501") else text
    )
