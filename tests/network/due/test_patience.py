"""Rule 3, patience: after a message without an answer, wait."""

import pytest

from plaintext_network.model.note.rules import DueRules, Rules
from tests.network.asking import answer, due_in, span, waiting_in


def log(cadence: str, *lines: str) -> dict[str, str]:
    """Ada's note with a cadence and these Log lines; one that begins with > is out, with < is in."""
    text = f"---\ncadence: {cadence}\n---\n## Log\n"
    for line in lines:
        direction = {">": " [direction:: out]", "<": " [direction:: in]"}.get(line[0], "")
        text += f"- {line.lstrip('<>')} letter{direction}\n"
    return {"contacts/Ada.md": text}


@pytest.mark.parametrize(
    ("cadence", "last", "sent", "until"),
    [
        # Half of 90 days.
        ("90d", "2026-06-18", "2026-11-02", "2026-12-17"),
        # Half of the 31 days from 5 October to 5 November: 15.
        ("monthly", "2026-10-05", "2026-11-20", "2026-12-05"),
        # Half of 92 days: 24 August to 24 November.
        ("quarterly", "2026-08-24", "2026-11-20", "2027-01-05"),
        # Never less than two weeks ...
        ("daily", "2026-11-01", "2026-11-12", "2026-11-26"),
        ("weekly", "2026-11-01", "2026-11-12", "2026-11-26"),
        ("28 days", "2026-10-01", "2026-11-12", "2026-11-26"),
        # ... and never more than three months.
        ("yearly", "2025-06-01", "2026-10-01", "2027-01-01"),
        ("yearly", "2025-06-01", "2026-11-30", "2027-02-28"),
        ("10 years", "2015-06-01", "2026-09-15", "2026-12-15"),
    ],
)
def test_patience_is_half_the_days_between_touches_within_bounds(
    cadence: str, last: str, sent: str, until: str
) -> None:
    notes = log(cadence, last, f">{sent}")
    today = max(sent, "2026-11-25")
    [waiting] = waiting_in(notes, today)
    assert waiting[:3] == ("Ada", "waiting", until)
    assert due_in(notes, today) == []
    assert waiting_in(notes, until) == []
    assert due_in(notes, until) == [("Ada", "touch", until, 0)]


def test_a_waiting_entry_says_until_when_and_why() -> None:
    [entry] = answer(log("weekly", "2026-11-01", ">2026-11-12", "2026-12-24")).waiting
    assert (str(entry.due), entry.overdue_by, str(entry.last_touch)) == ("2026-11-26", -2, "2026-11-01")
    assert entry.source == "contacts/Ada.md:6"
    assert entry.reason == (
        "your message of 2026-11-12 has no answer yet; leave it to them until 2026-11-26; you meet on 2026-12-24"
    )


def test_due_is_the_later_of_the_next_touch_and_the_end_of_patience() -> None:
    # Patience ends on 1 September, three months after the message; the next touch is on 1 December.
    notes = log("yearly", "2025-12-01", ">2026-06-01")
    assert due_in(notes) == waiting_in(notes) == []
    assert due_in(notes, "2026-12-01") == [("Ada", "touch", "2026-12-01", 0)]
    [entry] = answer(notes, "2026-12-02").due
    assert "your message of 2026-06-01 has no answer yet" in entry.reason


def test_whoever_is_not_yet_due_is_not_waiting() -> None:
    assert waiting_in(log("monthly", "2026-11-20", ">2026-11-22")) == []


def test_after_a_second_message_patience_is_twice_as_long() -> None:
    notes = log("weekly", "2026-11-01", ">2026-11-05", ">2026-11-10")
    assert waiting_in(notes) == [("Ada", "waiting", "2026-12-08", -14)]
    assert due_in(notes, "2026-12-08") == [("Ada", "touch", "2026-12-08", 0)]
    [entry] = answer(notes).waiting
    assert entry.reason.startswith("two messages without an answer, the last on 2026-11-10")


def test_after_a_third_message_it_is_their_turn_for_good() -> None:
    notes = log("weekly", "2026-10-01", ">2026-10-05", ">2026-10-10", ">2026-10-15")
    for today in ("2026-11-24", "2046-11-24"):
        assert due_in(notes, today) == []
        assert waiting_in(notes, today) == [("Ada", "waiting", None, None)]
    [entry] = answer(notes).waiting
    assert entry.reason == "three messages without an answer, the last on 2026-10-15; leave it to them"


def test_one_message_noted_in_several_places_is_one_attempt() -> None:
    notes = {
        "contacts/Ada.md": "---\ncadence: weekly\n---\n## Log\n- 2026-11-01 tea\n- 2026-11-09 mail [direction:: out]\n",
        "2026-11-09.md": "- wrote [[Ada]] #touch [direction:: out]\n",
        "interactions/2026-11-09 Mail.md": "---\nwith: Ada\ndirection: out\n---\n",
    }
    assert waiting_in(notes, "2026-11-10") == [("Ada", "waiting", "2026-11-23", -13)]


def test_an_answer_ends_all_waiting() -> None:
    notes = log("weekly", "2026-10-01", ">2026-10-05", ">2026-10-10", ">2026-10-15", "2026-11-12")
    assert waiting_in(notes) == []
    assert due_in(notes) == [("Ada", "touch", "2026-11-19", 5)]


def test_after_an_answer_messages_are_counted_anew() -> None:
    notes = log("weekly", "2026-10-01", ">2026-10-05", ">2026-10-10", "2026-10-15", ">2026-11-12")
    assert waiting_in(notes) == [("Ada", "waiting", "2026-11-26", -2)]


def test_a_later_message_of_theirs_is_an_answer() -> None:
    notes = log("weekly", "2026-10-01", ">2026-11-05", "<2026-11-12")
    assert due_in(notes) == [("Ada", "reply", "2026-11-15", 9), ("Ada", "touch", "2026-11-19", 5)]
    assert waiting_in(notes) == []


@pytest.mark.parametrize(
    "lines", [(">2026-11-12", "<2026-11-12"), ("<2026-11-12", ">2026-11-12"), (">2026-11-12", "2026-11-12")]
)
def test_a_message_of_the_same_day_is_an_answer(lines: tuple[str, ...]) -> None:
    notes = log("weekly", "2026-10-01", *lines)
    assert due_in(notes) == [("Ada", "touch", "2026-11-19", 5)]
    assert waiting_in(notes) == []


def test_a_message_that_answers_theirs_is_a_touch() -> None:
    notes = log("weekly", "2026-10-01", "<2026-11-10", ">2026-11-12")
    assert due_in(notes) == [("Ada", "touch", "2026-11-19", 5)]
    assert waiting_in(notes) == []


def test_a_second_message_after_theirs_is_no_answer() -> None:
    notes = log("weekly", "<2026-11-10", ">2026-11-12", ">2026-11-14")
    assert waiting_in(notes) == [("Ada", "waiting", "2026-11-28", -4)]
    [entry] = answer(notes).waiting
    assert str(entry.last_touch) == "2026-11-12"


def test_an_answered_message_is_a_touch_only_beside_its_answer() -> None:
    [entry] = answer(log("weekly", ">2026-11-01", "2026-11-02", ">2026-11-03"), "2026-11-10").waiting
    assert str(entry.last_touch) == "2026-11-02"


def test_what_is_planned_answers_nothing() -> None:
    notes = log("weekly", "2026-11-01", ">2026-11-12", "2026-11-25")
    assert waiting_in(notes) == [("Ada", "waiting", "2026-11-26", -2)]


def test_a_planned_message_tries_no_patience() -> None:
    notes = log("weekly", "2026-11-10", ">2026-11-30")
    assert due_in(notes) == [("Ada", "touch", "2026-11-17", 7)]


def test_patience_is_a_setting() -> None:
    rules = Rules(due=DueRules(patience=span("3 weeks")))
    assert waiting_in(log("weekly", "2026-11-01", ">2026-11-12"), rules=rules) == [
        ("Ada", "waiting", "2026-12-03", -9)
    ]
    assert waiting_in(log("weekly", "2026-11-01", ">2026-11-05", ">2026-11-12"), rules=rules) == [
        ("Ada", "waiting", "2026-12-24", -30)
    ]


def test_twice_a_month_is_two_months() -> None:
    rules = Rules(due=DueRules(patience=span("1 month")))
    once = log("weekly", "2026-01-01", ">2026-01-31")
    twice = log("weekly", "2026-01-01", ">2026-01-20", ">2026-01-31")
    assert waiting_in(once, "2026-02-01", rules) == [("Ada", "waiting", "2026-02-28", -27)]
    assert waiting_in(twice, "2026-02-01", rules) == [("Ada", "waiting", "2026-03-31", -58)]


def test_when_to_give_up_is_a_setting() -> None:
    at_once = Rules(due=DueRules(give_up_after=1))
    assert waiting_in(log("weekly", "2026-10-01", ">2026-10-05"), rules=at_once) == [
        ("Ada", "waiting", None, None)
    ]
    later = Rules(due=DueRules(give_up_after=4))
    notes = log("weekly", "2026-10-01", ">2026-10-05", ">2026-10-10", ">2026-10-15")
    # Four times two weeks after the third.
    assert waiting_in(notes, rules=later) == [("Ada", "waiting", "2026-12-10", -16)]


@pytest.mark.parametrize("patience", [None, "2 weeks", "2 months"])
def test_patience_that_outlasts_the_calendar_ends_with_it(patience: str | None) -> None:
    sent = [f">2026-{month:02}-{day:02}" for month in (8, 9, 10) for day in range(1, 29)]
    rules = Rules(due=DueRules(give_up_after=1000, patience=span(patience) if patience else None))
    [entry] = answer(log("weekly", "2026-07-01", *sent), rules=rules).waiting
    assert str(entry.due) == "9999-12-31"


def test_for_somebody_new_patience_is_two_weeks() -> None:
    notes = log("yearly", ">2026-11-12")
    assert due_in(notes) == []
    assert waiting_in(notes) == [("Ada", "waiting", "2026-11-26", -2)]
    assert due_in(notes, "2026-11-26") == [("Ada", "new", "2026-11-26", 0)]


def test_somebody_new_waits_twice_as_long_after_a_second_and_then_for_good() -> None:
    two = log("yearly", ">2026-11-05", ">2026-11-12")
    assert waiting_in(two) == [("Ada", "waiting", "2026-12-10", -16)]
    three = log("yearly", ">2026-11-01", ">2026-11-05", ">2026-11-12")
    assert waiting_in(three) == [("Ada", "waiting", None, None)]


def test_for_somebody_new_the_setting_counts_too() -> None:
    rules = Rules(due=DueRules(patience=span("3 weeks")))
    assert waiting_in(log("yearly", ">2026-11-12"), rules=rules) == [("Ada", "waiting", "2026-12-03", -9)]


def test_a_first_follow_up_later_than_patience_counts_for_somebody_new() -> None:
    text = "---\ncadence: yearly\nmet_on: 2026-11-23\n---\n## Log\n- 2026-11-01 letter [direction:: out]\n"
    assert due_in({"contacts/Ada.md": text}, "2026-11-26") == [("Ada", "new", "2026-11-26", 0)]


def test_a_newsletter_tries_nobodys_patience() -> None:
    notes = log("weekly", "2026-11-01")
    notes["interactions/2026-11-12 News.md"] = "---\nwith: [Ada, B, C, D, E, F]\ndirection: out\n---\n"
    assert waiting_in(notes) == []
    assert due_in(notes) == [("Ada", "touch", "2026-11-08", 16)]


def test_without_a_cadence_nobody_waits() -> None:
    notes = log("never", "2026-11-01", ">2026-11-12")
    assert due_in(notes) == waiting_in(notes) == []


def test_within_a_time_whose_patience_ends_then_is_shown_early() -> None:
    notes = log("weekly", "2026-11-01", ">2026-11-12")
    assert waiting_in(notes, until="2026-11-25") == [("Ada", "waiting", "2026-11-26", -2)]
    assert waiting_in(notes, until="2026-11-26") == []
    assert due_in(notes, until="2026-11-26") == [("Ada", "touch", "2026-11-26", -2)]


def test_those_waiting_are_ordered_by_the_end_of_patience_the_endless_last() -> None:
    notes = {
        "contacts/A.md": log("weekly", "2026-10-01", ">2026-10-02", ">2026-10-03", ">2026-10-04")[
            "contacts/Ada.md"
        ],
        "contacts/B.md": log("weekly", "2026-10-01", ">2026-11-20")["contacts/Ada.md"],
        "contacts/C.md": log("weekly", "2026-10-01", ">2026-11-15")["contacts/Ada.md"],
    }
    assert [row[0] for row in waiting_in(notes)] == ["C", "B", "A"]


def test_who_wrote_and_was_written_to_on_one_day_is_owed_nothing() -> None:
    lines = "- 2026-11-01 a [direction:: in]\n- 2026-11-01 b [direction:: out]\n- 2026-11-12 c [direction:: out]\n"
    notes = {"contacts/Ada.md": f"---\ncadence: weekly\n---\n## Log\n{lines}"}
    assert waiting_in(notes) == [("Ada", "waiting", "2026-11-26", -2)]
