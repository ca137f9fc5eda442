"""Rule 8, what a snooze and a status hide; the order of what is shown; and the reasons of what is not."""

import pytest

from plaintext_network.model.note.rules import DueRules, Rules
from plaintext_network.network.due.contact_state import contact_state
from plaintext_network.network.due.rules import apply_rules
from tests.conftest import TODAY, index_of
from tests.network.asking import answer, due_in, vault_cadence, waiting_in

EVERYTHING = """---
cadence: weekly
birthday: 11-24
occasions: 11-24 name day
follow_up: 2026-11-22 send the slides
{}
---
- [ ] write 📅 2026-11-23
## Log
- 2026-11-10 letter [direction:: in]
"""
INTRODUCTION = {"introductions/1.md": "---\nbetween: [Ada]\nstatus: made\ndate: 2026-10-20\n---\n"}


def with_everything(line: str = "role: x") -> dict[str, str]:
    return {"contacts/Ada.md": EVERYTHING.format(line), **INTRODUCTION}


def kinds(notes: dict[str, str], until: str | None = None) -> list[tuple[str, str | None]]:
    return [(kind, day) for _, kind, day, _ in due_in(notes, until=until)]


REPLY, TOUCH = ("reply", "2026-11-13"), ("touch", "2026-11-17")
PROMISES = [("promise", "2026-11-22"), ("promise", "2026-11-23")]
OCCASIONS = [("occasion", "2026-11-24"), ("birthday", "2026-11-24")]
INTRODUCED = ("introduction", "2026-11-20")


# Snooze


def test_everything_may_be_due_at_once_one_entry_a_reason() -> None:
    assert kinds(with_everything()) == [REPLY, INTRODUCED, *PROMISES, *reversed(OCCASIONS), TOUCH]


def test_snooze_hides_touch_and_reply_alone() -> None:
    assert kinds(with_everything("snooze: 2026-11-25")) == [INTRODUCED, *PROMISES, *reversed(OCCASIONS)]


@pytest.mark.parametrize("day", ["2026-11-24", "2026-11-23", "2020-01-01"])
def test_on_its_day_a_snooze_is_over_and_leaves_no_trace(day: str) -> None:
    assert kinds(with_everything(f"snooze: {day}")) == kinds(with_everything())


def test_within_a_time_what_a_snooze_hides_is_due_when_it_ends() -> None:
    notes = with_everything("snooze: 2026-11-30")
    hidden = [INTRODUCED, *PROMISES, *reversed(OCCASIONS)]
    assert kinds(notes, until="2026-11-29") == hidden
    assert kinds(notes, until="2026-11-30") == [*hidden, ("reply", "2026-11-30"), ("touch", "2026-11-30")]


def test_a_snooze_does_not_bring_forward_what_is_due_after_it() -> None:
    text = "---\ncadence: weekly\nsnooze: 2026-11-26\n---\n## Log\n- 2026-11-23 tea\n"
    assert due_in({"contacts/Ada.md": text}, until="2026-12-24") == [("Ada", "touch", "2026-11-30", -6)]


def test_snooze_hides_somebody_new() -> None:
    notes = {"contacts/Ada.md": "---\ncadence: weekly\nmet_on: 2026-11-01\nsnooze: 2026-11-30\n---\n"}
    assert due_in(notes) == []
    assert due_in(notes, until="2026-12-01") == [("Ada", "new", "2026-11-30", -6)]
    notes = {"contacts/Ada.md": "---\ncadence: weekly\nsnooze: 2026-11-30\n---\n"}
    assert due_in(notes) == []
    assert due_in(notes, "2026-11-30") == [("Ada", "new", "2026-11-30", 0)]


@pytest.mark.parametrize(
    "more", ["", "- 2026-11-02 letter [direction:: out]\n- 2026-11-04 letter [direction:: out]\n"]
)
def test_snooze_hides_somebody_waiting(more: str) -> None:
    text = "---\ncadence: weekly\nlast_contact: 2026-11-01\nsnooze: {}\n---\n## Log\n- 2026-11-20 letter [direction:: out]\n"
    for day, count in (("2026-11-25", 0), ("2026-11-24", 1)):
        assert len(waiting_in({"contacts/Ada.md": text.format(day) + more})) == count


def test_a_snooze_that_outlasts_patience_counts() -> None:
    text = "---\ncadence: weekly\nlast_contact: 2026-11-01\nsnooze: 2026-12-10\n---\n## Log\n- 2026-11-12 letter [direction:: out]\n"
    notes = {"contacts/Ada.md": text}
    assert due_in(notes, "2026-11-26") == []
    assert due_in(notes, until="2026-12-10") == [("Ada", "touch", "2026-12-10", -16)]


def test_whoever_is_snoozed_is_not_counted_either() -> None:
    old = "## Log\n- 2020-01-01 letter [direction:: in]\n"
    notes = {
        "contacts/Ada.md": "---\nsnooze: 2026-11-25\n---\n",
        "contacts/Grace.md": f"---\nsnooze: 2026-11-25\ncadence: never\n---\n{old}",
    }
    found = answer(notes, rules=vault_cadence("yearly"))
    assert (found.not_yet_touched, found.stale) == (0, 0)
    found = answer(notes, "2026-11-25", rules=vault_cadence("yearly"))
    assert (found.not_yet_touched, found.stale) == (1, 1)


# Status


@pytest.mark.parametrize("status", ["paused", "archived", "do-not-contact", "Do Not Contact"])
def test_these_statuses_hide_all_but_promises(status: str) -> None:
    assert kinds(with_everything(f"status: {status}"), until="2026-12-24") == PROMISES


@pytest.mark.parametrize("status", ["paused", "archived", "do-not-contact", "deceased"])
def test_these_statuses_hide_somebody_waiting_or_counted(status: str) -> None:
    log = "## Log\n- 2020-01-01 letter [direction:: in]\n- 2020-01-02 letter [direction:: out]\n- 2026-11-20 letter [direction:: out]\n"
    notes = {
        "contacts/Ada.md": f"---\nstatus: {status}\ncadence: weekly\n---\n{log}",
        "contacts/Grace.md": f"---\nstatus: {status}\n---\n",
        "contacts/Mary.md": f"---\nstatus: {status}\n---\n## Log\n- 2020-01-01 letter [direction:: in]\n",
    }
    found = answer(notes, rules=vault_cadence("yearly"))
    assert (found.due, found.waiting, found.not_yet_touched, found.stale) == ((), (), 0, 0)


def test_deceased_hides_everything() -> None:
    notes = with_everything("status: deceased")
    notes["contacts/Ada.md"] += "\n- [ ] long ago 📅 2020-01-01\n"
    found = answer(notes, until="2027-11-24")
    assert (found.due, found.waiting, found.stale) == ((), (), 0)


@pytest.mark.parametrize("status", ["active", "Active", "lively"])
def test_active_hides_nothing_and_an_unknown_status_is_active(status: str) -> None:
    assert kinds(with_everything(f"status: {status}")) == kinds(with_everything())


# Order


def test_what_has_a_day_comes_first_by_day_then_touch_by_share_then_new() -> None:
    log = "---\ncadence: {}\n---\n## Log\n- {} tea\n"
    notes = {
        # 14 of 14 days, 23 of 30, 30 of 92, 1 of 1.
        "contacts/A touch.md": log.format("2 weeks", "2026-10-27"),
        "contacts/B touch.md": log.format("30 days", "2026-10-02"),
        "contacts/C touch.md": log.format("quarterly", "2026-07-25"),
        "contacts/D touch.md": log.format("daily", "2026-11-22"),
        "contacts/E new.md": "---\ncadence: weekly\nmet_on: 2026-11-01\n---\n",
        "contacts/F new.md": "---\ncadence: weekly\nmet_on: 2026-11-20\n---\n",
        "contacts/G promise.md": "- [ ] x 📅 2026-11-22\n",
        "contacts/H birthday.md": "---\nbirthday: 11-24\n---\n",
        "contacts/I reply.md": "## Log\n- 2026-11-20 letter [direction:: in]\n",
        "contacts/J promise.md": "- [ ] x 📅 2026-10-22\n",
        "contacts/K occasion.md": "---\noccasions: 11-24 x\n---\n",
        "contacts/L introduction.md": "text\n",
        "introductions/1.md": "---\nbetween: [L introduction]\nstatus: asked\ndate: 2026-10-15\n---\n",
    }
    assert [name for name, *_ in due_in(notes)] == [
        "J promise",
        "L introduction",
        "G promise",
        "I reply",
        "H birthday",
        "K occasion",
        "A touch",
        "D touch",
        "B touch",
        "C touch",
        "F new",
        "E new",
    ]


def test_where_all_else_is_equal_name_then_path_decide() -> None:
    notes = {
        "contacts/1.md": "---\nname: zoe\n---\n- [ ] x 📅 2026-11-20\n",
        "contacts/3.md": "---\nname: Ada\n---\n- [ ] x 📅 2026-11-20\n",
        "contacts/2.md": "---\nname: ada\n---\n- [ ] x 📅 2026-11-20\n",
        "contacts/4.md": "---\nname: Bo\n---\n- [ ] x 📅 2026-11-20\n",
    }
    assert [e.contact.path[9] for e in answer(notes).due] == ["2", "3", "4", "1"]


def test_names_are_ordered_as_people_read_them() -> None:
    names = ["Anna", "E\u0301mile", "Edgar", "\u00c9mile", "Frank", "\u00d8ystein", "Paul"]
    notes = {f"contacts/{n}.md": f"---\nname: {name}\ncadence: weekly\n---\n" for n, name in enumerate(names)}
    order = [entry.contact.path[9] for entry in answer(notes).due]
    assert order == ["0", "2", "1", "3", "4", "5", "6"]


def test_asking_about_an_earlier_time_than_today_is_asking_about_today() -> None:
    assert due_in(with_everything(), until="2020-01-01") == due_in(with_everything())


# Explanations


def explained(
    notes: dict[str, str], path: str = "contacts/Ada.md", rules: Rules | None = None
) -> dict[str, str]:
    used = rules or Rules()
    found = apply_rules(contact_state(index_of(notes, used), path, used, TODAY), used.due, TODAY, TODAY)
    return {verdict.rule: verdict.why for verdict in found}


@pytest.mark.parametrize(
    ("text", "rule", "facts"),
    [
        ("text\n", "new", ("no regular reminder",)),
        ("text\n", "reply", ("no message",)),
        ("---\ncadence: Never\n---\n", "new", ("no reminders",)),
        ("---\nstatus: paused\n---\n", "status", ("paused",)),
        ("---\nstatus: deceased\n---\n", "status", ("has died",)),
        ("---\nsnooze: 2027-01-10\n---\n", "snooze", ("2027-01-10",)),
        ("---\nbirthday: 12-01\n---\n", "birthday", ("2026-12-01",)),
        ("---\noccasions: 12-01 name day\n---\n", "occasion", ("name day", "2026-12-01")),
        ("- [ ] write 📅 2026-12-01\n", "promise", ("write", "2026-12-01")),
        ("- [ ] write 📅 2026-11-20 🛫 2026-12-01\n", "promise", ("hidden", "2026-12-01")),
        ("- [ ] write 📅 2020-11-20\n", "promise", ("write", "2020-11-20")),
        ("## Log\n- 2026-11-23 letter [direction:: in]\n", "reply", ("2026-11-23", "2026-11-26")),
        ("## Log\n- 2026-11-20 a [direction:: in]\n- 2026-11-27 b\n", "reply", ("2026-11-20", "2026-11-27")),
        ("---\ncadence: weekly\n---\n## Log\n- 2026-11-23 tea\n", "touch", ("2026-11-23", "2026-11-30")),
        (
            "---\ncadence: weekly\nlast_contact: 2026-11-01\n---\n## Log\n- 2026-11-20 a [direction:: out]\n",
            "patience",
            ("2026-11-20", "2026-12-04"),
        ),
    ],
)
def test_what_is_not_due_has_a_reason_too(text: str, rule: str, facts: tuple[str, ...]) -> None:
    why = explained({"contacts/Ada.md": text})[rule]
    assert all(fact in why for fact in facts), why


def test_a_kept_follow_up_is_told_of_when_it_was_kept_after_the_standing_was_made() -> None:
    notes = {"contacts/Ada.md": "---\nfollow_up: 2026-11-20\n---\n## Log\n- 2026-11-26 tea\n"}
    who = contact_state(index_of(notes), "contacts/Ada.md", Rules(), TODAY)
    later = TODAY.replace(day=26)
    [promise] = [v for v in apply_rules(who, DueRules(), later, later) if v.rule == "promise"]
    assert promise.entry is None
    assert "fulfilled on 2026-11-26" in promise.why


def test_introductions_say_how_they_stand() -> None:
    people = {"contacts/Ada.md": "text\n"}
    note = "---\nbetween: [Ada]\nstatus: {}\ndate: 2026-10-{}\n---\n"
    heard = "---\nwith: Ada\n---\n[[introductions/1]]\n"
    assert "landed" in explained({**people, "introductions/1.md": note.format("landed", 10)})["introduction"]
    assert (
        "2026-11-30" in explained({**people, "introductions/1.md": note.format("made", 30)})["introduction"]
    )
    notes = {**people, "introductions/1.md": note.format("made", 10), "interactions/2026-10-12.md": heard}
    assert "mentioned on 2026-10-12" in explained(notes)["introduction"]


def test_only_contacts_have_a_standing() -> None:
    index = index_of({"notes/Ada.md": "text\n"})
    with pytest.raises(KeyError):
        contact_state(index, "notes/Ada.md", Rules(), TODAY)


def test_what_is_hidden_by_a_snooze_says_so() -> None:
    text = "---\ncadence: weekly\nlast_contact: 2026-11-01\nsnooze: 2026-12-10\n---\n"
    assert "2026-12-10" in explained({"contacts/Ada.md": text})["touch"]
    text += "## Log\n- 2026-11-20 a [direction:: out]\n"
    assert "snoozed until 2026-12-10" in explained({"contacts/Ada.md": text})["touch"]
