"""A text that begins with a date: the day, and nothing of the date left in the rest."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.note.entries.dated_text import split_day

THURSDAY = date(2026, 11, 12)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("2026-11-12. tea", "tea"),
        ("(2026-11-12) tea", "tea"),
        ("(2026-11-12): tea", "tea"),
        ("[2026-11-12] tea", "tea"),
        ("==2026-11-12== tea", "tea"),
        ("==**2026-11-12**== tea", "tea"),
        ("**2026-11-12 call**: kilns", "call: kilns"),
        ("**2026-11-12: call** kilns", "call kilns"),
        ("**2026-11-12** call: kilns", "call: kilns"),
        ("***2026-11-12 call***", "call"),
        ("*2026-11-12*: tea", "tea"),
        ("_2026-11-12_ tea_time", "tea_time"),
        ("<u>2026-11-12</u> tea", "tea"),
        ("<mark>2026-11-12 call</mark>: tea", "call: tea"),
        ("2026-11-12 Thu: tea", "tea"),
        ("2026-11-12 (Thu) tea", "tea"),
        ("2026-11-12 [Thu] tea", "tea"),
        ("2026-11-12 Thu tea", "tea"),
        ("2026-11-12 Thursday – tea", "tea"),
        ("2026-11-12, Thursday: tea", "tea"),
        ("(2026-11-12, Thu) tea", "tea"),
        ("**2026-11-12 (Thu)** tea", "tea"),
        ("2026-11-12 Donnerstag: tea", "tea"),
        ("2026-11-12 Do.: tea", "tea"),
        ("2026-11-12 jeudi – tea", "tea"),
        ("2026-11-12, 14:00 tea", "tea"),
        ("2026-11-12 14:00–15:00 tea", "tea"),
        ("2026-11-12 14:00 - 15:30: tea", "tea"),
        ("2026-11-12 (14:00) tea", "tea"),
        ("2026-11-12 @ 14:00 tea", "tea"),
        ("2026-11-12 2pm tea", "tea"),
        ("2026-11-12 2:30 PM - tea", "tea"),
        ("2026-11-12 14h30 tea", "tea"),
        ("2026-11-12 Thu 14:00 tea", "tea"),
        ("Thu, 2026-11-12: tea", "tea"),
        ("Thursday 2026-11-12 tea", "tea"),
        ("**Thu 2026-11-12** tea", "tea"),
        ("Do. [[2026-11-12]] tea", "tea"),
        ("<2026-11-12> tea", "tea"),
        ("<2026-11-12 Thu> tea", "tea"),
        ("<2026-11-12 Thu 14:00> tea", "tea"),
        ("2026-11-12 -> tea", "tea"),
        ("2026-11-12 => tea", "tea"),
        ("📅 2026-11-12 tea", "tea"),
        ("☎️ 2026-11-12: tea", "tea"),
        ("2026-11-12 | tea", "tea"),
        ("2026-11-12 · tea", "tea"),
        ("2026-11-12 → tea", "tea"),
        ("2026-11-12; tea", "tea"),
        ("[[2026-11-12]] – tea", "tea"),
        ("([[2026-11-12]]) tea", "tea"),
        ("[[2026-11-12 Thu]] tea", "tea"),
        ("[[Nov 12th, 2026]] tea", "tea"),
        ("[2026-11-12](daily/2026-11-12.md) tea", "tea"),
        ("**[2026-11-12](daily/2026-11-12.md)**: tea", "tea"),
        ("[2026-11-12 tea](x.md) and cake", "tea and cake"),
        ("[[2026-11-12 Tea with Ada]]", "Tea with Ada"),
        ("[[2026-11-12 Tea with Ada|the tea]]", "the tea"),
        ("2026-11-12", ""),
        ("2026-11-12.", ""),
        ("2026-11-12 14:00", ""),
    ],
)
def test_marks_weekday_and_time_are_no_part_of_the_rest(text: str, rest: str) -> None:
    found = split_day(text)
    assert found is not None
    assert (found.day, found.rest) == (THURSDAY, rest)
    assert text[found.start : found.start + len(found.written)] == found.written


@pytest.mark.parametrize(
    "rest", ["10 years of tea", "at 12:30 tea", "Do the dishes", "Fri fries", "[gave:: x]", "(call) tea", "**call**: x", "3 pm"]
)  # fmt: skip
def test_other_words_and_numbers_stay(rest: str) -> None:
    found = split_day(f"2026-11-12 {rest}")
    assert found is not None
    assert found.rest == (rest if rest != "3 pm" else "")


def test_a_word_that_is_also_a_weekday_stays() -> None:
    found = split_day("2026-11-14 Sat with Ada")
    assert found is not None
    assert found.rest == "Sat with Ada"


def test_a_link_by_the_format_of_daily_notes_is_a_date() -> None:
    found = split_day("[[12.11.2026]] tea", "%d.%m.%Y")
    assert found is not None
    assert (found.day, found.rest) == (THURSDAY, "tea")
    assert split_day("[[12.11.2026]] tea") is None


@pytest.mark.parametrize(
    "text",
    ["tea 2026-11-12", "2026-11-121 x", "20261-11-03x", "2026-11-12foo", "2026-11-12.5 x", "❌ 2026-11-12 tea", "(2026-11-12 tea", "`2026-11-12` tea", "", "(", "[["],
)  # fmt: skip
def test_any_other_text_begins_with_no_date(text: str) -> None:
    assert split_day(text) is None


def test_a_day_that_does_not_exist_is_none() -> None:
    found = split_day("(2026-02-30) tea")
    assert found is not None
    assert (found.written, found.day) == ("2026-02-30", None)


@given(
    st.lists(
        st.sampled_from(["2026-11-12", "[[", "]]", "(", ")", "[", "]", "**", "*", "_", "==", " ", ":", "Thu", "14:00", "<u>", "</u>", "|", "tea", ".", "–", "📅"]),
        max_size=12,
    )
)  # fmt: skip
def test_no_text_is_too_odd(parts: list[str]) -> None:
    text = "".join(parts)
    found = split_day(text)
    assert found is None or text.startswith(found.lead)
