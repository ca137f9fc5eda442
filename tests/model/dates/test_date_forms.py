"""A date in a form that pnet doesn't read is explained: what it may mean, and how to write that."""

import pytest

from plaintext_network.model.dates.date_forms import explain_date

NO_DAY = ("", "write MM-DD or YYYY-MM-DD")


@pytest.mark.parametrize(
    ("text", "meanings", "remedy"),
    [
        ("12/05", "12 May or 5 December", "write 05-12 or 12-05 (month-day), or with the year 1980-05-12"),
        ("5.12.", "5 December or 12 May", "write 12-05 or 05-12 (month-day), or with the year 1980-12-05"),
        ("12-5", "12 May or 5 December", "write 05-12 or 12-05 (month-day), or with the year 1980-05-12"),
        ("25/12", "25 December", "write 12-25 (month-day), or with the year 1980-12-25"),
        (
            "12/05/80",
            "12 May or 5 December",
            "write 05-12 or 12-05 (month-day), or the whole year: YYYY-05-12",
        ),
        ("12. 05. 1980", "12 May 1980 or 5 December 1980", "write 1980-05-12 or 1980-12-05"),
        ("1980/05/12", "12 May 1980", "write 1980-05-12"),
        ("May 12", "12 May", "write 05-12 (month-day), or with the year 1980-05-12"),
        ("12th of may, 1980", "12 May 1980", "write 1980-05-12"),
        ("29.02.", "29 February", "write 02-29 (month-day), or with the year 1980-02-29"),
        ("31-02", *NO_DAY),
        ("30/30", *NO_DAY),
        ("29/02/2026", *NO_DAY),
    ],
)
def test_each_form_names_its_meanings_and_the_right_form(text: str, meanings: str, remedy: str) -> None:
    form = explain_date(text, yearly=True)
    assert form is not None
    assert (form.meanings, form.remedy) == (meanings, remedy)


@pytest.mark.parametrize(
    "text", ["", "soon", "spring 1980", "12", "1980", "12/05/1980/3", "3 days", "①/②", "12/05 x"]
)
def test_other_texts_are_no_dates(text: str) -> None:
    assert explain_date(text) is None


def test_a_date_needs_its_year() -> None:
    form = explain_date("03/04")
    assert form is not None
    assert form.remedy == "write YYYY-04-03 or YYYY-03-04"
