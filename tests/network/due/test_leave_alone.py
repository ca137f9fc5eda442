"""Whom to leave alone today, and why: the same rules as `due`, in words that every report can use."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plaintext_network.model.note.rules import DueRules, Rules
from plaintext_network.network.due.contact_state import contact_state
from plaintext_network.network.due.leave_alone import LeaveAlone, facts_of, leave_alone
from plaintext_network.network.people.privacy import SuggestionView
from tests.conftest import TODAY, view_of
from tests.network.asking import span
from tests.network.due.test_laws import Page, asked, indexed, rules, texts_of, vaults

ADA = "contacts/Ada.md"
few = settings(max_examples=80, suppress_health_check=list(HealthCheck))


def found(note: str, used: Rules | None = None, **more: str) -> LeaveAlone | None:
    """Return why to leave Ada alone on 2026-11-24."""
    notes = {ADA: note, **{f"interactions/{name}.md": text for name, text in more.items()}}
    return view_of(notes, used, only=(ADA,)).leave_alone(ADA)


@pytest.mark.parametrize(
    ("note", "says"),
    [
        # Who answered, or to whom you never wrote, or whose patience is over.
        ("", None),
        ("## Log\n- 2026-11-23 call\n", None),
        ("## Log\n- 2026-11-20 mail [direction:: out]\n- 2026-11-22 mail [direction:: in]\n", None),
        ("## Log\n- 2026-11-10 mail [direction:: out]\n", None),
        ("---\nsnooze: 2026-11-24\n---\n", None),
        # Waiting: with a cadence or without one, whether a touch would be due or not.
        ("## Log\n- 2026-11-11 mail [direction:: out]\n", "no answer yet; leave it to them until 2026-11-25"),
        (
            "---\ncadence: quarterly\n---\n## Log\n- 2026-08-24 lunch\n- 2026-11-20 mail [direction:: out]\n",
            "no answer yet; leave it to them until 2027-01-05",
        ),
        (
            "## Log\n- 2026-10-20 mail [direction:: out]\n- 2026-11-11 mail [direction:: out]\n",
            "two messages without an answer; leave it to them until 2026-12-09",
        ),
        (
            "## Log\n- 2026-01-02 a [direction:: out]\n- 2026-02-02 b [direction:: out]\n- 2026-03-02 c [direction:: out]\n",
            "three messages without an answer; leave it to them",
        ),
        (
            "## Log\n- 2026-11-20 mail [direction:: out]\n- 2026-12-03 lunch\n",
            "no answer yet; leave it to them until 2026-12-04; you meet on 2026-12-03",
        ),
        # The note's own word comes first.
        ("---\nsnooze: 2027-01-15\n---\n## Log\n- 2026-11-20 mail [direction:: out]\n", "snoozed until 2027-01-15"),
        ("---\nstatus: paused\nsnooze: 2027-01-15\n---\n", "paused; leave them alone for now"),
        ("---\nstatus: archived\n---\n", "archived; leave them alone"),
        ("---\nstatus: do-not-contact\n---\n", "not to be contacted"),
        ("---\ndied: 2026-01-01\n---\n", "has died"),
    ],
)  # fmt: skip
def test_who_is_left_alone_and_why(note: str, says: str | None) -> None:
    alone = found(note)
    assert (alone.says if alone else None) == says


def test_it_says_where_that_is_written_and_until_when() -> None:
    alone = found("---\nrole: poet\nsnooze: 2027-01-15\n---\n")
    assert alone is not None
    assert (alone.reason, str(alone.until), alone.source) == ("snoozed", "2027-01-15", f"{ADA}:3")
    alone = found("", One="---\ndate: 2026-11-20\nwith: Ada\ndirection: out\n---\n")
    assert alone is not None
    assert (alone.reason, str(alone.until), alone.source) == (
        "waiting",
        "2026-12-04",
        "interactions/One.md:2",
    )
    alone = found("---\nstatus: paused\n---\n")
    assert alone is not None
    assert (alone.reason, alone.until, alone.source) == ("paused", None, f"{ADA}:2")


def test_the_settings_of_due_count() -> None:
    note = "## Log\n- 2026-11-01 mail [direction:: out]\n"
    assert found(note) is None
    patient = found(note, Rules(due=DueRules(patience=span("2 months"))))
    assert patient is not None
    assert str(patient.until) == "2027-01-01"
    once = found(note, Rules(due=DueRules(give_up_after=1)))
    assert once is not None
    assert once.until is None


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("- 2026-12-03 lunch\n- 2027-01-03 lunch\n", "you meet on 2026-12-03"),
        ("- 2026-12-03 lunch [planned:: true]\n", "you meet on 2026-12-03"),
        ("- 2026-11-24 lunch [planned:: true]\n", "you meet on 2026-11-24"),
        ("- 2026-12-03 her garden [channel:: call]\n", "you have a call on 2026-12-03"),
        ("- 2026-12-03 a letter to her [direction:: out]\n", None),
        ("- 2026-11-23 lunch [planned:: true]\n", None),
        ("- 2026-11-24 lunch\n", None),
    ],
)
def test_a_planned_meeting_is_no_reason_to_leave_somebody_alone(lines: str, says: str | None) -> None:
    view = view_of({ADA: f"## Log\n{lines}"})
    meeting = view.next_meeting(ADA)
    assert (meeting.says if meeting else None) == says
    assert view.leave_alone(ADA) is None


def test_nobody_who_may_not_be_named_is_left_alone_by_name() -> None:
    notes = {ADA: "---\nprivate: true\nstatus: paused\n---\n## Log\n- 2026-12-03 lunch\n"}
    assert view_of(notes).leave_alone(ADA) is None
    assert view_of(notes).next_meeting(ADA) is None


def test_a_place_in_a_hidden_persons_note_is_not_shown() -> None:
    notes = {
        ADA: "",
        "contacts/Bo.md": "---\nprivate: true\n---\n## Log\n- 2026-11-20 mail [with:: [[Ada]]] [direction:: out]\n",
    }
    alone = view_of(notes).leave_alone(ADA)
    assert alone is not None
    assert alone.source == f"{ADA}:1"


@few
@given(vaults(), rules, st.integers(-100, 400))
def test_the_stored_facts_say_on_any_day_what_the_state_of_the_day_says(
    pages: dict[str, Page], used: Rules, ago: int
) -> None:
    index, today = indexed(texts_of(pages), used), TODAY - timedelta(ago)
    view = SuggestionView(index, used, today)
    for path in view.contacts:
        state = contact_state(index, path, used, today)
        facts = facts_of(state, today)
        assert view.leave_alone(path) == leave_alone(facts, used.due, today)
        assert view.next_meeting(path) == facts.meeting


@few
@given(vaults(), rules)
def test_whoever_waits_in_due_is_left_alone_until_the_same_day(pages: dict[str, Page], used: Rules) -> None:
    index = indexed(texts_of(pages), used)
    view = SuggestionView(index, used, TODAY)
    for entry in asked(index, used).waiting:
        alone = view.leave_alone(entry.contact.path)
        assert alone is not None
        assert (alone.reason, alone.until) == ("waiting", entry.due)
    for entry in asked(index, used).due:
        if entry.kind in ("touch", "new"):
            assert view.leave_alone(entry.contact.path) is None
