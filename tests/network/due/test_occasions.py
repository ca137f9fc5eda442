"""Rule 6, occasions: birthdays and other yearly days."""

import pytest

from plaintext_network.model.note.rules import DueRules, Rules
from tests.network.asking import answer, due_in, span


def notice(text: str) -> Rules:
    return Rules(due=DueRules(birthday_notice=span(text)))


@pytest.mark.parametrize("written", ["1990-11-24", "11-24", "--11-24", "2026-11-24", "2030-11-24"])
def test_a_birthday_is_due_on_the_day_alone(written: str) -> None:
    notes = {"contacts/Ada.md": f"---\nrole: x\nbirthday: {written}\n---\n"}
    assert due_in(notes, "2026-11-23") == []
    assert due_in(notes, "2026-11-24") == [("Ada", "birthday", "2026-11-24", 0)]
    assert due_in(notes, "2026-11-25") == []
    [entry] = answer(notes).due
    assert entry.source == "contacts/Ada.md:3"


def test_the_reason_says_how_old_they_turn_where_the_year_is_known() -> None:
    for written, age in (("1990-11-24", "36"), ("11-24", "birthday")):
        [entry] = answer({"contacts/Ada.md": f"---\nbirthday: {written}\n---\n"}).due
        assert age in entry.reason


@pytest.mark.parametrize("written", ["2000-02-29", "--02-29", "02-29"])
@pytest.mark.parametrize(
    ("before", "day", "after"),
    [
        ("2027-02-27", "2027-02-28", "2027-03-01"),
        ("2028-02-28", "2028-02-29", "2028-03-01"),
        ("2100-02-27", "2100-02-28", "2100-03-01"),
    ],
)
def test_29_february_is_28_february_in_common_years(written: str, before: str, day: str, after: str) -> None:
    notes = {"contacts/Ada.md": f"---\nbirthday: {written}\n---\n"}
    assert [due_in(notes, today) for today in (before, day, after)] == [[], [("Ada", "birthday", day, 0)], []]


def test_28_february_stays_in_leap_years() -> None:
    notes = {"contacts/Ada.md": "---\nbirthday: 02-28\n---\n"}
    assert due_in(notes, "2028-02-29") == []


def test_notice_shows_a_birthday_earlier() -> None:
    notes = {"contacts/Ada.md": "---\nbirthday: 12-01\n---\n"}
    assert due_in(notes, "2026-11-23", notice("1 week")) == []
    assert due_in(notes, "2026-11-24", notice("1 week")) == [("Ada", "birthday", "2026-12-01", -7)]


def test_notice_reaches_into_the_next_year_and_to_29_february() -> None:
    notes = {
        "contacts/Ada.md": "---\nbirthday: 01-02\n---\n",
        "contacts/Liv.md": "---\nbirthday: 02-29\n---\n",
    }
    assert due_in(notes, "2026-12-24", notice("2 weeks")) == [("Ada", "birthday", "2027-01-02", -9)]
    assert due_in(notes, "2028-02-22", notice("1 week")) == [("Liv", "birthday", "2028-02-29", -7)]
    assert due_in(notes, "2027-02-22", notice("1 week")) == [("Liv", "birthday", "2027-02-28", -6)]


def test_the_farther_of_notice_and_the_time_asked_about_counts() -> None:
    notes = {"contacts/Ada.md": "---\nbirthday: 12-01\n---\n"}
    row = ("Ada", "birthday", "2026-12-01", -7)
    assert due_in(notes, until="2026-12-01") == [row]
    assert due_in(notes, until="2026-11-30") == []
    assert due_in(notes, rules=notice("2 weeks"), until="2026-11-25") == [row]


def test_other_yearly_days_are_occasions() -> None:
    text = "---\noccasions:\n  - 11-24 wedding anniversary\n  - 2022-11-24 the bakery opened\n  - 06-01 name day\n---\n"
    notes = {"contacts/Ada.md": text}
    assert due_in(notes) == [("Ada", "occasion", "2026-11-24", 0), ("Ada", "occasion", "2026-11-24", 0)]
    first, second = answer(notes).due
    assert (first.source, second.source) == ("contacts/Ada.md:3", "contacts/Ada.md:4")
    assert "wedding anniversary" in first.reason
    assert "the bakery opened, 4 years" in second.reason


def test_an_occasion_may_lack_a_name() -> None:
    [entry] = answer({"contacts/Ada.md": "---\noccasions: 11-24\n---\n"}).due
    assert (entry.kind, entry.reason) == ("occasion", "occasion today")


def test_notice_shows_occasions_earlier_too() -> None:
    notes = {"contacts/Ada.md": "---\noccasions: 12-01 name day\n---\n"}
    assert due_in(notes, rules=notice("1 week")) == [("Ada", "occasion", "2026-12-01", -7)]


def test_an_occasion_needs_neither_cadence_nor_touch_and_a_touch_that_day_does_not_hide_it() -> None:
    text = "---\ncadence: weekly\nbirthday: 11-24\n---\n## Log\n- 2026-11-24 call\n"
    assert due_in({"contacts/Ada.md": text}) == [("Ada", "birthday", "2026-11-24", 0)]


@pytest.mark.parametrize("year", ["0000-", "0001-", "1604-", "--"])
def test_a_year_that_stands_for_none_gives_no_age(year: str) -> None:
    [entry] = answer({"contacts/Ada.md": f"---\nbirthday: {year}11-24\n---\n"}).due
    assert entry.reason.startswith("birthday")
    [entry] = answer({"contacts/Ada.md": f"---\noccasions: {year}11-24 wedding\n---\n"}).due
    assert "year" not in entry.reason


@pytest.mark.parametrize(
    "written", ["9 May 1990 wedding", "May 9, 1990: wedding", "19900509 wedding", "--0509 wedding"]
)
def test_an_occasion_begins_with_its_day_in_any_form(written: str) -> None:
    assert due_in({"contacts/Ada.md": f"---\noccasions: ['{written}']\n---\n"}, "2026-05-09") == [
        ("Ada", "occasion", "2026-05-09", 0)
    ]


@pytest.mark.parametrize(
    "died",
    [
        "died: 1965-01-24",
        "died: 1965",
        "died: true",
        "Died: January 1965",
        "deceased: yes",
        "death: '[[1965-01-24]]'",
        "status: active\ndied: 1965-01-24",
    ],
)
def test_nothing_of_somebody_who_died_is_due(died: str) -> None:
    notes = {
        "contacts/Winston.md": f"---\nbirthday: 1874-11-24\noccasions: [11-24 wedding]\ncadence: 1 week\n{died}\n---\n"
        "died:: 1965-01-24\n- [ ] visit the grave 📅 2026-11-20\n"
    }
    assert due_in(notes) == []


def test_somebody_whose_note_says_that_they_have_not_died_is_due() -> None:
    assert due_in({"contacts/Ada.md": "---\nbirthday: 11-24\ndeceased: false\n---\n"}) != []
