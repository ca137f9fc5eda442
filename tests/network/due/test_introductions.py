"""Rule 7, introductions: asked or made, and no news since."""

import pytest

from tests.network.asking import answer, due_in

PEOPLE = {"contacts/Ada.md": "text\n", "contacts/Grace.md": "text\n", "contacts/Mary.md": "text\n"}
NOTE = "introductions/Ada and Grace.md"


def introduction(status: str = "made", day: str = "2026-10-20") -> dict[str, str]:
    return {**PEOPLE, NOTE: f"---\nbetween: [Ada, Grace]\nstatus: {status}\ndate: {day}\n---\n"}


BOTH = [("Ada", "introduction", "2026-11-20", 4), ("Grace", "introduction", "2026-11-20", 4)]


@pytest.mark.parametrize("status", ["asked", "made", "Made"])
def test_one_asked_or_made_is_due_after_a_month_for_each_of_the_two(status: str) -> None:
    notes = introduction(status)
    assert due_in(notes, "2026-11-19") == []
    assert due_in(notes) == BOTH
    ada, grace = answer(notes).due
    assert (ada.source, grace.source) == (f"{NOTE}:4", f"{NOTE}:4")
    assert "Grace" in ada.reason
    assert "Ada" in grace.reason


@pytest.mark.parametrize("status", ["agreed", "landed", "declined", "", "under way"])
def test_any_other_is_never_due(status: str) -> None:
    assert due_in(introduction(status), "2027-11-24") == []


def test_a_month_is_a_calendar_month() -> None:
    assert due_in(introduction(day="2026-01-31"), "2026-02-27") == []
    assert [row[2] for row in due_in(introduction(day="2026-01-31"), "2026-02-28")] == ["2026-02-28"] * 2


def test_the_date_may_begin_the_files_name() -> None:
    notes = {
        **PEOPLE,
        "introductions/2026-10-20 Ada and Grace.md": "---\nbetween: [Ada, Grace]\nstatus: made\n---\n",
    }
    assert due_in(notes) == BOTH


def test_without_a_date_it_is_never_due() -> None:
    notes = {**PEOPLE, NOTE: "---\nbetween: [Ada, Grace]\nstatus: made\n---\n"}
    assert due_in(notes, "2027-11-24") == []


def test_one_that_has_been_asked_about_lately_is_shown_early_within_a_time() -> None:
    notes = introduction(day="2026-11-01")
    assert due_in(notes) == []
    assert [row[3] for row in due_in(notes, until="2026-12-01")] == [-7, -7]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("interactions/2026-10-21 Mail.md", "---\nwith: Grace\n---\non [[Ada and Grace]]\n"),
        ("interactions/2026-11-24 Mail.md", '---\nwith: Mary\nabout: "[[Ada and Grace]]"\n---\n'),
        ("daily/2026-11-01.md", "- [[Mary]] on [[Ada and Grace]] #touch\n"),
        ("contacts/Mary.md", "## Log\n- 2026-11-01 heard of [[Ada and Grace]]\n"),
        ("contacts/Mary.md", "## Log\n- 2026-11-01 tea\n  - heard of [[Ada and Grace]]\n"),
    ],
)
def test_a_later_interaction_that_links_it_is_word_of_it(path: str, text: str) -> None:
    assert due_in({**introduction(), path: text}) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        # One can meet for tea and not speak of it.
        ("interactions/2026-11-01 Tea.md", "---\nwith: [Ada, Grace]\n---\n"),
        ("interactions/2026-10-20 Mail.md", "---\nwith: Grace\n---\non [[Ada and Grace]]\n"),
        ("interactions/2026-11-25 Planned.md", "---\nwith: Grace\n---\non [[Ada and Grace]]\n"),
        ("daily/2026-11-01.md", "- thought of [[Ada and Grace]]\n- [[Mary]] called #touch\n"),
        ("contacts/Mary.md", "She asked for [[Ada and Grace]].\n## Log\n- 2026-11-01 tea\n"),
        ("contacts/Mary.md", "---\nlast_contact: 2026-11-01\n---\nShe asked for [[Ada and Grace]].\n"),
        ("notes/2026-11-01 Plans.md", "[[Ada and Grace]]\n"),
    ],
)
def test_nothing_else_is_word_of_it(path: str, text: str) -> None:
    assert [row for row in due_in({**introduction(), path: text}) if row[1] == "introduction"] == BOTH


def test_only_known_people_are_reminded() -> None:
    notes = {**PEOPLE, NOTE: "---\nbetween: [Ada, Nobody]\nstatus: made\ndate: 2026-10-20\n---\n[[Mary]]\n"}
    assert due_in(notes) == [("Ada", "introduction", "2026-11-20", 4)]
