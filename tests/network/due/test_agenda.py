"""The days to come: what is on them, in which order, and what is left out."""

from datetime import date

from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.agenda import agenda
from plaintext_network.network.due.answer import due
from plaintext_network.network.due.contact_state import contact_state
from plaintext_network.network.due.rules import next_entry
from tests.conftest import TODAY, index_of

UNTIL = date(2026, 12, 31)


def lines(notes: dict[str, str], until: date = UNTIL) -> list[str]:
    index = index_of(notes)
    states = [contact_state(index, facts.path, Rules(), TODAY) for facts in index.contacts()]
    return [f"{e.day} {e.kind} {e.contact.name}: {e.text} {e.line}" for e in agenda(states, TODAY, until)]


def test_every_kind_of_day_is_listed_in_order() -> None:
    ada = (
        "---\nbirthday: 1990-12-10\noccasions: [2016-12-05 wedding]\nsnooze: 2026-12-01\n---\n"
        "- [ ] send it 📅 2026-12-20\n\n## Log\n- 2026-12-03 call: plans\n"
    )
    assert lines({"contacts/Ada.md": ada}) == [
        "2026-12-01 snooze Ada: the snooze ends 4",
        "2026-12-03 planned Ada: call: plans 9",
        "2026-12-05 occasion Ada: wedding, 10 years 3",
        "2026-12-10 birthday Ada: turns 36 2",
        "2026-12-20 promise Ada: send it 6",
    ]


def test_today_and_the_last_day_are_included_and_nothing_before_or_after() -> None:
    tasks = "".join(
        f"- [ ] {day} 📅 {day}\n" for day in ("2026-11-23", "2026-11-24", "2026-12-31", "2027-01-01")
    )
    assert [line.split(": ")[1] for line in lines({"contacts/Ada.md": tasks})] == [
        "2026-11-24 2",
        "2026-12-31 3",
    ]


def test_a_birthday_comes_again_every_year() -> None:
    found = lines({"contacts/Ada.md": "---\nbirthday: 2024-02-29\n---\n"}, date(2028, 12, 31))
    assert [line.partition(" ")[0] for line in found] == ["2027-02-28", "2028-02-29"]


def test_it_looks_ten_years_ahead_at_most() -> None:
    assert len(lines({"contacts/Ada.md": "---\nbirthday: 12-31\n---\n"}, date.max)) == 10


def test_the_calendar_ends() -> None:
    index = index_of({"contacts/Ada.md": "---\nbirthday: 12-31\n---\n"})
    today = date(9998, 12, 31)
    state = contact_state(index, "contacts/Ada.md", Rules(), today)
    assert [entry.day for entry in agenda([state], today, date.max)] == [today, date.max]


def test_those_who_are_not_active_have_promises_and_plans_alone() -> None:
    ada = "---\nstatus: {}\nbirthday: 12-10\n---\n- [ ] send it 📅 2026-12-20\n\n## Log\n- 2026-12-03 call\n"
    paused = lines({"contacts/Ada.md": ada.format("paused")})
    assert [line.split()[1] for line in paused] == ["planned", "promise"]
    assert lines({"contacts/Ada.md": ada.format("deceased")}) == []


def test_a_first_anniversary_is_one_year() -> None:
    found = lines({"contacts/Ada.md": "---\noccasions: [2025-12-05 new job]\n---\n"})
    assert found == ["2026-12-05 occasion Ada: new job, 1 year 2"]


# What is next


def entry_of(note: str) -> str | None:
    index = index_of({"contacts/Ada.md": note})
    entry = next_entry(contact_state(index, "contacts/Ada.md", Rules(), TODAY), Rules().due, TODAY)
    return entry and f"{entry.due} {entry.kind}"


def test_what_is_due_next_may_be_today_or_far_away() -> None:
    assert entry_of("---\ncadence: monthly\n---\n## Log\n- 2026-11-20 call\n") == "2026-12-20 touch"
    assert entry_of("---\ncadence: monthly\nmet_on: 2026-11-24\n---\n") == "2026-11-27 new"
    assert entry_of("- [ ] x 📅 2026-11-20\n") == "2026-11-20 promise"
    assert entry_of("---\nbirthday: 11-23\n---\n") == "2027-11-23 birthday"


def test_without_a_cadence_or_a_day_nothing_is_next() -> None:
    assert entry_of("---\nmet_on: 2026-11-24\n---\n") is None
    assert entry_of("---\ncadence: never\n---\n") is None


def test_after_a_message_without_an_answer_patience_decides_what_is_next() -> None:
    log = "## Log\n- 2026-11-01 call\n- 2026-11-23 email [direction:: out]\n"
    assert entry_of(f"---\ncadence: 2 weeks\n---\n{log}") == "2026-12-07 touch"


# The order of `due`


def test_what_is_to_come_follows_what_is_due_by_day() -> None:
    index = index_of(
        {
            "contacts/Ada.md": "- [ ] x 📅 2026-12-01\n",
            "contacts/Bo.md": "---\ncadence: weekly\n---\n## Log\n- 2026-11-01 call\n",
            "contacts/Cy.md": "---\ncadence: weekly\n---\n## Log\n- 2026-11-20 call\n",
            "contacts/Dee.md": "---\ncadence: weekly\nbirthday: 11-26\n---\n",
        }
    )
    states = [contact_state(index, facts.path, Rules(), TODAY) for facts in index.contacts()]
    found = due(states, Rules().due, TODAY, UNTIL).due
    assert [f"{e.contact.name} {e.due}" for e in found] == [
        "Bo 2026-11-08",
        "Dee 2026-11-24",
        "Dee 2026-11-26",
        "Cy 2026-11-27",
        "Ada 2026-12-01",
    ]


# Nobody's cadence


def test_active_people_without_any_cadence_are_counted() -> None:
    index = index_of(
        {
            "contacts/Ada.md": "x",
            "contacts/Bo.md": "---\ncadence: never\n---\n",
            "contacts/Cy.md": "---\nstatus: paused\n---\n",
            "contacts/Dee.md": "---\ncadence: now and then\n---\n",
        }
    )
    states = [contact_state(index, facts.path, Rules(), TODAY) for facts in index.contacts()]
    assert due(states, Rules().due, TODAY).no_cadence == 2
