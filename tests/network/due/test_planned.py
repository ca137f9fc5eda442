"""What is marked as planned is no touch, before its day or after; then `due` asks whether it happened."""

import pytest

from plaintext_network.model.note.rules import DueRules, Rules
from plaintext_network.network.due.changes import changes_between
from plaintext_network.network.people.acquaintances import Acquaintances
from plaintext_network.network.people.person import Person
from plaintext_network.network.search.timeline import timeline
from tests.conftest import TODAY, index_of
from tests.network.asking import answer, due_in, span, vault_cadence

ADA, BO = "contacts/Ada.md", "contacts/Bo.md"
CALL = "2026-11-20 call: the loom [planned:: true]"


def log(*lines: str, front: str = "") -> dict[str, str]:
    """Ada's note with these Log lines."""
    return {ADA: f"---\n{front}---\n## Log\n" + "".join(f"- {line}\n" for line in lines)}


def meeting(mark: str = "planned: true", day: str = "2026-11-20") -> dict[str, str]:
    """A meeting with Ada and Bo."""
    return {
        ADA: "Ada.\n",
        BO: "Bo.\n",
        "interactions/x.md": f"---\ndate: {day}\nwith: [Ada, Bo]\n{mark}\n---\nlunch\n",
    }


def test_before_its_day_and_on_it_nothing_is_asked() -> None:
    for day in ("2026-11-01", "2026-11-19", "2026-11-20"):
        assert due_in(log(CALL), day) == []


def test_from_the_next_day_on_due_asks_whether_it_happened() -> None:
    assert due_in(log(CALL), "2026-11-21") == [("Ada", "planned", "2026-11-20", 1)]
    [entry] = answer(log(CALL)).due
    assert entry.reason == "planned for 20 November: did it happen? (call: the loom)"
    assert (entry.source, entry.last_touch) == (f"{ADA}:4", None)


def test_another_year_is_named() -> None:
    [entry] = answer(log("2026-11-20 [planned:: true]"), "2027-01-02").due
    assert entry.reason == "planned for 20 November 2026: did it happen?"


@pytest.mark.parametrize(
    ("notes", "place"),
    [
        ({ADA: "", "2026-11-20.md": "- tea with [[Ada]] #touch [planned:: true]\n"}, "2026-11-20.md:1"),
        ({ADA: "", "interactions/2026-11-20 tea.md": "---\nwith: Ada\nplanned: yes\n---\n"}, "interactions/2026-11-20 tea.md:2"),
        ({ADA: "## Log\n- 2026-11-20 tea (planned:: True)\n"}, f"{ADA}:2"),
        ({ADA: "", "interactions/x.md": "---\ndate: 2026-11-20\nwith: Ada\n---\n[planned:: true]\n"}, "interactions/x.md:2"),
    ],
)  # fmt: skip
def test_the_mark_is_read_in_every_form(notes: dict[str, str], place: str) -> None:
    assert [(e.kind, e.source) for e in answer(notes).due] == [("planned", place)]


@pytest.mark.parametrize("mark", ["planned: cancelled", "planned: Canceled"])
def test_what_was_cancelled_is_text(mark: str) -> None:
    notes = meeting(mark)
    index = index_of(notes)
    assert due_in(notes) == due_in(notes, "2026-11-01") == []
    assert index.all_interactions() == index.all_plans() == []
    assert timeline(index, Rules(), TODAY) == ()


@pytest.mark.parametrize("mark", ["planned: false", "planned: no", "planned:", ""])
def test_without_the_mark_it_is_a_touch_once_its_day_has_come(mark: str) -> None:
    index = index_of(meeting(mark))
    assert index.problems() == []
    assert Person(index, ADA, Rules(), TODAY).last_touch is not None


def test_a_mark_that_says_nothing_is_a_problem_and_counts_as_none() -> None:
    index = index_of(meeting("planned: perhaps"))
    assert [(p.code, p.line) for p in index.problems()] == [("planned-unknown", 4)]
    assert Person(index, ADA, Rules(), TODAY).last_touch is not None


def test_it_is_no_touch() -> None:
    for day in ("2026-11-20", "2026-11-30"):
        index = index_of(log(CALL, "2026-11-20 [planned:: true] [gave:: tea]"))
        person = Person(index, ADA, Rules(), TODAY.fromisoformat(day))
        assert (person.touches, person.last_touch, person.warmth) == ((), None, None)
        assert person.ledger("gave") == ()
        assert dict(Acquaintances(index, Rules(), TODAY)) == {}


def test_the_cadence_goes_on_from_the_last_touch() -> None:
    notes = log("2026-10-01 tea", CALL, front="cadence: monthly\n")
    assert due_in(notes) == [("Ada", "planned", "2026-11-20", 4), ("Ada", "touch", "2026-11-01", 23)]


def test_before_its_day_the_reason_names_it() -> None:
    notes = log("2026-10-01 tea", CALL, front="cadence: monthly\n")
    for day in ("2026-11-05", "2026-11-20"):
        [entry] = answer(notes, day).due
        assert entry.reason.endswith("; you have a call on 2026-11-20")


def test_it_answers_a_message_of_theirs_until_its_day_has_passed() -> None:
    notes = log("2026-11-10 letter [direction:: in]", CALL)
    assert due_in(notes, "2026-11-20") == []
    assert due_in(notes) == [("Ada", "reply", "2026-11-13", 11), ("Ada", "planned", "2026-11-20", 4)]


def test_it_answers_no_message_of_yours() -> None:
    rules = vault_cadence("weekly")
    notes = log("2026-11-10 letter [direction:: out]", CALL, front="met_on: 2026-11-01\n")
    assert [(e.contact.name, e.kind) for e in answer(notes, "2026-11-21", rules).due] == [("Ada", "planned")]
    assert [e.kind for e in answer(notes, "2026-11-21", rules).waiting] == ["waiting"]


def test_it_fulfils_no_follow_up_and_counts_for_no_budget() -> None:
    notes = log(CALL, front="follow_up: 2026-11-15 write\n")
    assert [kind for _, kind, *_ in due_in(notes)] == ["promise", "planned"]
    some = {f"contacts/{name}.md": "---\ncadence: weekly\nmet_on: 2026-01-01\n---\n" for name in "XYZ"}
    planned = {ADA: "## Log\n- 2026-11-23 tea [planned:: true]\n", **some}
    kinds = [kind for _, kind, *_ in due_in(planned, rules=Rules(due=DueRules(budget=2)))]
    assert kinds == ["planned", "new", "new"]


def test_its_promises_are_promises() -> None:
    notes = log("2026-11-20 tea [planned:: true] [follow_up:: 2026-11-22 send slides]")
    assert [kind for _, kind, *_ in due_in(notes)] == ["planned", "promise"]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("snooze: 2027-01-01\n", ["planned"]),
        ("status: paused\n", []),
        ("status: archived\n", []),
        ("status: do-not-contact\n", []),
        ("status: deceased\n", []),
    ],
)
def test_a_snooze_shows_it_and_a_status_hides_it(front: str, expected: list[str]) -> None:
    assert [kind for _, kind, *_ in due_in(log(CALL, front=front))] == expected


def test_long_ago_it_is_only_counted_once_for_all_it_was_with() -> None:
    told = answer(meeting(), "2027-11-21")
    assert (told.due, told.stale, told.stale_names) == ((), 1, ("Ada", "Bo"))
    assert len(answer(meeting(), "2027-11-20").due) == 2
    assert answer(meeting(), rules=Rules(due=DueRules(stale=span("2 days")))).stale == 1


def test_a_meeting_with_two_is_asked_of_each() -> None:
    assert due_in(meeting()) == [("Ada", "planned", "2026-11-20", 4), ("Bo", "planned", "2026-11-20", 4)]


def test_a_mail_planned_to_many_is_a_newsletter() -> None:
    people = [f"P{n}" for n in range(6)]
    notes = {f"contacts/{name}.md": "" for name in people}
    notes["interactions/x.md"] = (
        f"---\ndate: 2026-11-20\nwith: [{', '.join(people)}]\ndirection: out\nplanned: true\n---\n"
    )
    assert due_in(notes) == []


@pytest.mark.parametrize(
    ("noted", "asked"),
    [
        ("2026-11-20 call", []),
        ("2026-11-21 call", ["planned"]),
        ("2026-11-20 mail: can't come [direction:: out]", ["planned"]),
        ("2026-11-20 again [planned:: true]", ["planned", "planned"]),
    ],
)
def test_what_you_noted_with_them_on_that_day_answers_the_question(noted: str, asked: list[str]) -> None:
    assert [kind for _, kind, *_ in due_in(log(CALL, noted)) if kind == "planned"] == asked
    listed = [entry.planned for entry in timeline(index_of(log(CALL, noted)), Rules(), TODAY)]
    assert listed.count(True) == len(asked)


def test_of_two_it_was_planned_with_the_other_is_still_asked_of() -> None:
    notes = {**meeting(), ADA: "## Log\n- 2026-11-20 lunch\n"}
    assert due_in(notes) == [("Bo", "planned", "2026-11-20", 4)]


def test_the_timeline_lists_it_as_planned_whatever_the_day() -> None:
    for day in ("2026-11-01", "2026-12-24"):
        [entry] = timeline(index_of(log(CALL)), Rules(), TODAY.fromisoformat(day))
        assert (entry.planned, entry.summary) == (True, "the loom")


def test_a_watcher_tells_of_one_meeting_once() -> None:
    never = (lambda _: False,)
    [due] = changes_between((), answer(meeting()).due, *never)
    assert due.text == "Ada and Bo are due: planned for 20 November: did it happen? (lunch)"
    [settled] = changes_between(answer(meeting()).due, answer(meeting("")).due, *never)
    assert settled.event == "settled"


def test_for_a_watcher_it_is_the_same_matter_in_another_year_and_on_another_line() -> None:
    before = answer(log(CALL), "2026-12-31").due
    after = answer(log(CALL, front="# moved\n"), "2027-01-01").due
    assert changes_between(before, after, lambda _: False) == ()
