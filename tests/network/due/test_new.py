"""Rule 2, new: somebody with a cadence and no word yet."""

from datetime import date

import pytest

from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import DueRules, Rules
from plaintext_network.network.due.contact_state import contact_state
from plaintext_network.notes.note import parse
from tests.conftest import TODAY, index_of
from tests.network.asking import answer, circles, due_in, span, vault_cadence


def test_somebody_new_is_due_three_days_after_you_met() -> None:
    notes = {"contacts/Ada.md": "---\ncadence: monthly\nmet_on: 2026-11-20\n---\n"}
    assert due_in(notes, "2026-11-22") == []
    assert due_in(notes, "2026-11-23") == [("Ada", "new", "2026-11-23", 0)]
    assert due_in(notes, "2026-11-24") == [("Ada", "new", "2026-11-23", 1)]


def test_the_cadence_may_be_inherited() -> None:
    notes = {"contacts/Ada.md": "---\ncircles: [friends]\nmet_on: 2026-11-20\n---\n"}
    assert due_in(notes, rules=circles(friends="monthly")) == [("Ada", "new", "2026-11-23", 1)]
    assert due_in(notes, rules=vault_cadence("monthly")) == [("Ada", "new", "2026-11-23", 1)]


def test_when_to_follow_up_first_is_a_setting() -> None:
    notes = {"contacts/Ada.md": "---\ncadence: yearly\nmet_on: 2026-10-31\n---\n"}
    rules = Rules(due=DueRules(first_follow_up=span("1 month")))
    assert due_in(notes, "2026-11-30", rules) == [("Ada", "new", "2026-11-30", 0)]


def test_without_met_on_the_first_mention_in_a_dated_note_counts() -> None:
    notes = {
        "contacts/Ada.md": "---\ncadence: monthly\n---\n",
        "daily/2026-11-21.md": "[[Ada]] again\n",
        "daily/2026-11-19.md": "one\ntwo, with [[Ada]]\n",
        "notes/Undated.md": "[[Ada]]\n",
    }
    [entry] = answer(notes).due
    assert (entry.kind, str(entry.due), entry.overdue_by) == ("new", "2026-11-22", 2)
    assert (entry.last_touch, entry.source) == (None, "daily/2026-11-19.md:2")
    assert entry.reason == "first mentioned on 2026-11-19, no word yet"


def test_a_mention_may_stand_in_a_property_of_a_dated_note() -> None:
    notes = {
        "contacts/Ada.md": "---\ncadence: monthly\n---\n",
        "events/Salon.md": '---\ndate: 2026-11-19\nhost: "[[Ada]]"\n---\n',
    }
    assert due_in(notes) == [("Ada", "new", "2026-11-22", 2)]


def test_a_newsletter_is_a_mention() -> None:
    notes = {
        "contacts/Ada.md": "---\ncadence: monthly\n---\n",
        "interactions/2026-11-10 News.md": "---\nwith: [Ada, B, C, D, E, F]\ndirection: out\n---\n",
    }
    assert due_in(notes) == [("Ada", "new", "2026-11-13", 11)]


def test_met_on_comes_before_an_earlier_mention() -> None:
    notes = {
        "contacts/Ada.md": "---\nmet_on: 2026-11-20\ncadence: monthly\n---\n",
        "daily/2026-11-01.md": "[[Ada]]\n",
    }
    [entry] = answer(notes).due
    assert (str(entry.due), entry.source) == ("2026-11-23", "contacts/Ada.md:2")
    assert entry.reason == "met on 2026-11-20, no word yet"


def test_with_neither_somebody_with_a_cadence_of_their_own_is_due_today() -> None:
    notes = {"contacts/Ada.md": "---\nrole: x\ncadence: monthly\n---\n"}
    for today in ("2026-11-24", "2027-11-24"):
        assert due_in(notes, today) == [("Ada", "new", today, 0)]
    [entry] = answer(notes).due
    assert (entry.source, entry.reason) == ("contacts/Ada.md:3", "no word yet; monthly")


def test_with_neither_and_an_inherited_cadence_people_are_only_counted() -> None:
    notes = {
        "contacts/Ada.md": "---\ncircles: [friends]\n---\n",
        "contacts/Charles.md": "---\nrole: x\n---\n",
        "contacts/Mary.md": "---\ncadence: monthly\n---\n",
    }
    rules = Rules(due=DueRules(cadence=span("yearly")), circles=(("friends", span("monthly")),))
    found = answer(notes, rules=rules)
    assert ([e.contact.name for e in found.due], found.not_yet_touched) == (["Mary"], 2)


def test_without_a_cadence_or_with_never_nobody_is_due_or_counted() -> None:
    notes = {
        "contacts/Ada.md": "---\nmet_on: 2026-11-01\n---\n",
        "contacts/Charles.md": "---\ncadence: never\nmet_on: 2026-11-01\n---\n",
        "contacts/Mary.md": "---\ncircles: [former]\n---\n",
    }
    found = answer(notes, rules=circles(former="never"))
    assert (found.due, found.not_yet_touched) == ((), 0)


def test_after_a_touch_nobody_is_new() -> None:
    notes = {"contacts/Ada.md": "---\ncadence: monthly\nmet_on: 2026-11-01\n---\n## Log\n- 2026-11-02 call\n"}
    assert due_in(notes) == []
    assert due_in(notes, "2026-12-02") == [("Ada", "touch", "2026-12-02", 0)]


def test_what_is_planned_is_no_touch_and_named() -> None:
    notes = {"contacts/Ada.md": "---\ncadence: monthly\nmet_on: 2026-11-20\n---\n## Log\n- 2026-11-26 tea\n"}
    [entry] = answer(notes).due
    assert (entry.kind, entry.reason) == ("new", "met on 2026-11-20, no word yet; you meet on 2026-11-26")


def test_whoever_was_met_last_comes_first_and_those_never_met_last() -> None:
    notes = {
        "contacts/A.md": "---\ncadence: monthly\n---\n",
        "contacts/B.md": "---\ncadence: monthly\nmet_on: 2026-10-01\n---\n",
        "contacts/C.md": "---\ncadence: monthly\n---\n",
        "contacts/D.md": "---\ncadence: monthly\nmet_on: 2026-11-20\n---\n",
        "daily/2026-11-10.md": "[[C]]\n",
    }
    assert [row[0] for row in due_in(notes)] == ["D", "C", "B", "A"]


FAIR = "---\ntype: event\ndate: 2026-11-14\nend: 2026-11-15\n---\n"


def test_an_event_says_when_you_met() -> None:
    notes = {"contacts/Ada.md": '---\ncadence: monthly\nmet_at: "[[Fair]]"\n---\n', "events/Fair.md": FAIR}
    [entry] = answer(notes).due
    assert (str(entry.due), entry.reason, entry.source) == (
        "2026-11-17",
        "met on 2026-11-14, no word yet",
        "contacts/Ada.md:3",
    )


@pytest.mark.parametrize(
    ("met", "due"),
    [
        ('met_at: "[[Fair]]"', "2026-11-17"),
        ("met_at: Fair", "2026-11-17"),
        ("met_at: The Village Fair", "2026-11-17"),
        # The note's own day comes first.
        ('met_at: "[[Fair]]"\nmet_on: 2026-11-10', "2026-11-13"),
        ("met_at: a bakery\nmet_on: 2026-11-10", "2026-11-13"),
        ('met_at: "[[2026-11-12 Supper]]"', "2026-11-15"),
        # Later, it would be odd; and one that is still to come is no reason to write.
        ("met_at: a bakery\nmet_on: 2026-01-10", None),
        ('met_at: "[[Ball]]"', None),
        ("met_at: a bakery", None),
        ("met_on: 2026-11-10", None),
    ],
)
def test_who_was_met_at_an_event_is_followed_up_once_even_without_a_cadence(
    met: str, due: str | None
) -> None:
    notes = {
        "contacts/Ada.md": f"---\n{met}\n---\n",
        "events/Fair.md": FAIR.replace("type", "aliases: The Village Fair\ntype"),
        "events/Ball.md": "---\ndate: 2026-12-14\n---\n",
    }
    assert [row[2] for row in due_in(notes)] == ([due] if due else [])
    assert due_in({**notes, "contacts/Ada.md": f"---\n{met}\n---\n## Log\n- 2026-11-20 call\n"}) == []
    assert due_in({**notes, "contacts/Ada.md": f"---\n{met}\nstatus: paused\n---\n"}) == []
    assert due_in({**notes, "contacts/Ada.md": f"---\n{met}\ncadence: never\n---\n"}) == []


@pytest.mark.parametrize(
    ("logged", "due"),
    [
        ("2026-11-14 talked at [[Fair]]", "2026-11-17"),
        ("2026-11-15 supper on the second day", "2026-11-17"),
        ("2026-11-16 email: her slides", None),
    ],
)
def test_what_was_noted_at_an_event_is_no_word_after_it(logged: str, due: str | None) -> None:
    notes = {"contacts/Ada.md": f'---\nmet_at: "[[Fair]]"\n---\n## Log\n- {logged}\n', "events/Fair.md": FAIR}
    found = [(entry.due and str(entry.due), entry.reason) for entry in answer(notes).due]
    assert found == ([(due, "met on 2026-11-14 at an event, no word since")] if due else [])


def test_another_day_of_an_event_changes_who_is_due() -> None:
    notes = {"contacts/Ada.md": "---\nmet_at: Fair\n---\n", "events/Fair.md": FAIR}
    rules, index = Rules(), index_of(notes)
    moved = read_facts(parse(FAIR.replace("11-14", "11-20").encode()), "events/Fair.md", rules)
    after = index.replace({"events/Fair.md": moved})
    assert after.affected_contacts(index, ["events/Fair.md"]) == {"contacts/Ada.md"}
    assert contact_state(after, "contacts/Ada.md", rules, TODAY).met_on == date(2026, 11, 20)
    gone = index.replace({"events/Fair.md": None})
    assert contact_state(gone, "contacts/Ada.md", rules, TODAY).met_on is None
