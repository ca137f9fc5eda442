"""One relationship over the years."""

from datetime import date

import pytest

from plaintext_network.network.reports.charts.relationship import (
    ContactTime,
    MonthTouches,
    Relationship,
    Silence,
    relationship,
)
from plaintext_network.network.reports.charts.relationship_words import (
    how_often_in_touch,
    length_of_time,
    spans_in_words,
)
from tests.conftest import view_of


def of(log: str, front: str = "", **others: str) -> Relationship:
    """Return Ada's, with these days in her log; other contacts have theirs."""
    notes = {f"contacts/{name}.md": _note(days, "") for name, days in others.items()}
    path = "contacts/Ada.md"
    return relationship(view_of({path: _note(log, front), **notes}, only=(path,)), path)


def _note(log: str, front: str) -> str:
    return f"---\n{front}---\n## Log\n{''.join(f'- {day} call{chr(10)}' for day in log.split())}"


def test_months_go_from_the_first_touch_to_this_month_beside_everybody() -> None:
    found = of("2026-08-30 2026-11-01 2026-11-20 2026-12-24", Bo="2026-07-01 2026-08-01 2026-11-02")
    assert found.months == (
        MonthTouches(date(2026, 8, 1), 1, 2),
        MonthTouches(date(2026, 9, 1), 0, 0),
        MonthTouches(date(2026, 10, 1), 0, 0),
        MonthTouches(date(2026, 11, 1), 2, 3),
    )
    assert (found.touches, found.first_touch, found.last_touch) == (3, date(2026, 8, 30), date(2026, 11, 20))
    # There is no usual year yet.
    assert (found.per_year, found.times) == (None, ())


def test_without_a_touch_there_is_nothing_to_show() -> None:
    assert of("") == Relationship("Ada", "contacts/Ada.md", None, "new", 0, None, None, None, None, (), ())


def test_the_longest_silence_may_be_the_present_one() -> None:
    assert of("2026-01-01 2026-03-01 2026-11-01").longest_silence == Silence(
        date(2026, 3, 1), date(2026, 11, 1), 245
    )
    assert of("2026-01-01 2026-03-01").longest_silence == Silence(date(2026, 3, 1), None, 268)
    assert of("2026-11-24").longest_silence is None


def test_nobody_keeps_silent_after_their_death() -> None:
    found = of("2020-01-01 2020-02-01 2021-03-01", "status: deceased\n")
    assert found.longest_silence == Silence(date(2020, 2, 1), date(2021, 3, 1), 394)
    assert found.months[-1].month == date(2021, 3, 1)
    assert found.per_year == 2.6


def test_private_people_count_with_nobody_else() -> None:
    notes = {
        "contacts/Ada.md": "## Log\n- 2026-11-01 call\n",
        "contacts/Cy.md": "---\nprivate: true\n---\n## Log\n- 2026-11-02 call\n",
    }
    assert relationship(view_of(notes), "contacts/Ada.md").months[0].all == 1
    asked = view_of(notes, only=("contacts/Cy.md",))
    assert relationship(asked, "contacts/Cy.md").months == (MonthTouches(date(2026, 11, 1), 1, 2),)
    with pytest.raises(KeyError):
        relationship(view_of(notes), "contacts/Cy.md")


def test_a_busy_quarter_is_more_contact_and_a_long_gap_is_less() -> None:
    found = of(
        "2023-01-10 2023-04-10 2023-07-10 2023-10-10 "
        "2024-02-01 2024-02-11 2024-03-01 2024-03-21 2024-04-02 "
        "2025-06-01 2025-09-01 2025-12-01 2026-03-01 2026-06-01 2026-09-01"
    )
    assert found.times == (
        ContactTime(date(2024, 2, 1), date(2024, 4, 30), 5, is_more=True),
        ContactTime(date(2024, 4, 2), date(2025, 6, 1), 0, is_more=False),
    )


def test_an_even_relationship_has_no_times_of_more_or_less() -> None:
    days = " ".join(f"{year}-{month:02}-05" for year in (2024, 2025, 2026) for month in range(1, 12, 2))
    assert of(days).times == ()


@pytest.mark.parametrize(
    ("per_year", "words"),
    [
        (60, "about 5 times a month"),
        (12, "about once a month"),
        (4.2, "about 4 times a year"),
        (1.1, "about once a year"),
        (0.3, "about once in 3 years"),
    ],
)
def test_how_often_is_said_in_the_unit_that_fits(per_year: float, words: str) -> None:
    assert how_often_in_touch(per_year) == words


def test_lengths_of_time_have_the_unit_that_fits() -> None:
    assert [length_of_time(days) for days in (1, 59, 60, 425, 1100)] == [
        "1 day",
        "59 days",
        "2 months",
        "14 months",
        "3 years",
    ]


def test_the_last_times_are_named_and_the_rest_counted() -> None:
    today = date(2026, 11, 24)
    times = [ContactTime(date(year, 3, 1), date(year, 5, 31), 7, is_more=True) for year in range(2020, 2026)]
    assert spans_in_words(times, today, 2) == (
        "2025-03 to 2025-05 (7 times), 2024-03 to 2024-05 (7 times) and 4 more"
    )
    assert (
        spans_in_words([ContactTime(date(2025, 3, 4), today, 0, is_more=False)], today, 2) == "since 2025-03"
    )


@pytest.mark.parametrize("years", [1, 2, 19, 21, 40, 400, 2000])
def test_a_touch_long_ago_is_rare_but_not_never(years: int) -> None:
    found = of(f"{2026 - years:04}-11-20")
    assert found.per_year
    assert round(1 / found.per_year) == pytest.approx(years, rel=0.05)
    assert how_often_in_touch(found.per_year).startswith("about once ")
