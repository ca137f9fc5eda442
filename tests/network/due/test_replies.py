"""Rule 5, replies: what they wrote and nobody answered."""

import pytest

from plaintext_network.model.note.rules import DueRules, Rules
from tests.network.asking import answer, due_in, span


def log(*lines: str) -> dict[str, str]:
    """Ada's note with Log lines; one that begins with > is out, with < is in."""
    text = "## Log\n"
    for line in lines:
        direction = {">": " [direction:: out]", "<": " [direction:: in]"}.get(line[0], "")
        text += f"- {line.lstrip('<>')} letter{direction}\n"
    return {"contacts/Ada.md": text}


def test_an_answer_is_due_three_days_after_their_message_whatever_the_cadence() -> None:
    notes = log("<2026-11-20")
    assert due_in(notes, "2026-11-22") == []
    assert due_in(notes) == [("Ada", "reply", "2026-11-23", 1)]
    assert due_in(notes, "2026-11-22", until="2026-11-23") == [("Ada", "reply", "2026-11-23", -1)]
    [entry] = answer(notes).due
    assert (str(entry.last_touch), entry.source) == ("2026-11-20", "contacts/Ada.md:2")
    assert "2026-11-20" in entry.reason


@pytest.mark.parametrize("later", [">2026-11-21", "2026-11-21", "2026-11-24"])
def test_any_later_interaction_is_an_answer(later: str) -> None:
    assert due_in(log("<2026-11-20", later)) == []


@pytest.mark.parametrize("planned", [">2026-11-25", "2026-12-24", "<2026-12-24"])
def test_one_that_is_planned_will_do(planned: str) -> None:
    assert due_in(log("<2026-11-20", planned)) == []


@pytest.mark.parametrize(
    "lines", [("<2026-11-20", ">2026-11-20"), (">2026-11-20", "<2026-11-20"), ("<2026-11-20", "2026-11-20")]
)
def test_one_of_the_other_direction_that_day_is_an_answer(lines: tuple[str, ...]) -> None:
    assert due_in(log(*lines)) == []


def test_one_of_the_same_direction_that_day_is_none() -> None:
    notes = log("<2026-11-20", "<2026-11-20")
    assert due_in(notes) == [("Ada", "reply", "2026-11-23", 1)]


def test_an_earlier_interaction_is_no_answer() -> None:
    assert due_in(log(">2026-11-18", "2026-11-19", "<2026-11-20")) == [("Ada", "reply", "2026-11-23", 1)]


def test_of_several_messages_the_last_is_counted_from() -> None:
    assert due_in(log("<2026-11-10", "<2026-11-20")) == [("Ada", "reply", "2026-11-23", 1)]


def test_what_they_will_send_is_no_message_yet() -> None:
    assert due_in(log("<2026-11-25"), until="2026-12-24") == []


def test_each_of_a_group_awaits_an_answer_until_they_have_one() -> None:
    notes = {
        "contacts/Ada.md": "text\n",
        "contacts/Charles.md": "## Log\n- 2026-11-21 call\n",
        "contacts/Mary.md": "text\n",
        "interactions/2026-11-20 Mail.md": "---\nwith: [Ada, Charles, Mary]\ndirection: in\n---\n",
    }
    assert [row[0] for row in due_in(notes)] == ["Ada", "Mary"]


def test_a_newsletter_awaits_no_answer_and_is_none() -> None:
    news = "---\nwith: [Ada, B, C, D, E, F]\ndirection: {}\n---\n"
    assert due_in({**log(), "interactions/2026-11-20 News.md": news.format("in")}) == []
    notes = {**log("<2026-11-20"), "interactions/2026-11-21 News.md": news.format("out")}
    assert due_in(notes) == [("Ada", "reply", "2026-11-23", 1)]


def test_how_soon_to_reply_is_a_setting() -> None:
    rules = Rules(due=DueRules(reply_within=span("1 month")))
    notes = log("<2026-01-31")
    assert due_in(notes, "2026-02-27", rules) == []
    assert due_in(notes, "2026-02-28", rules) == [("Ada", "reply", "2026-02-28", 0)]


def test_replies_overdue_by_more_than_a_year_are_only_counted() -> None:
    notes = log("<2025-11-21")
    assert due_in(notes) == [("Ada", "reply", "2025-11-24", 365)]
    found = answer(notes, "2026-11-25")
    assert (found.due, found.stale) == ((), 1)


def test_two_who_wrote_one_message_long_ago_are_counted_apart() -> None:
    notes = {
        "contacts/Ada.md": "text\n",
        "contacts/Bo.md": "text\n",
        "interactions/2020-01-01 Letter.md": "---\nwith: [Ada, Bo]\ndirection: in\n---\n",
    }
    assert answer(notes).stale == 2


def test_somebody_overdue_may_await_a_reply_too() -> None:
    text = "---\ncadence: weekly\n---\n## Log\n- 2026-11-10 letter [direction:: in]\n"
    assert due_in({"contacts/Ada.md": text}) == [
        ("Ada", "reply", "2026-11-13", 11),
        ("Ada", "touch", "2026-11-17", 7),
    ]
