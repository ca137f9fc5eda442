"""One contact with their touches, promises and links."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.note.facts import Contact
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.people.person import Person
from tests.conftest import TODAY, index_of

NOTES = {
    "contacts/Ada.md": """---
name: Ada Lovelace
cadence: 1 month
knows: ["[[Bo]]", "[[Ada Lovelace]]", "[[Nobody]]"]
follow_up: 2026-12-04 send the slides
---
- [ ] return the book 📅 2026-11-30

## Log
- 2026-10-20 call: hello [gave:: a pointer] [gave:: a reading list]
- 2026-11-20 email: ping [direction:: out]
""",
    "contacts/Bo.md": "",
    "contacts/Cy.md": '---\nknows: "[[Ada]]"\n---\n',
    "interactions/2026-11-01 Lunch.md": """---
with: ["[[Ada]]", "[[Bo]]"]
channel: in-person
gave: a book
got: an idea
---
""",
    "interactions/2026-12-24 Dinner.md": '---\nwith: "[[Ada]]"\n---\n',
    "interactions/2026-11-10 Newsletter.md": "---\ndirection: in\nwith: [Ada, A, B, C, D, E]\n---\n",
}
INDEX = index_of(NOTES)


def person(name: str, today: date = TODAY) -> Person:
    return Person(INDEX, f"contacts/{name}.md", Rules(), today)


def test_a_person_is_the_note_they_stand_in() -> None:
    ada = person("Ada")
    assert repr(ada) == "Person('Ada Lovelace', 'contacts/Ada.md')"
    assert (ada.name, ada.path, ada.today) == ("Ada Lovelace", "contacts/Ada.md", TODAY)
    assert ada.facts is INDEX.notes["contacts/Ada.md"]
    assert ada.contact is ada.facts.contact
    assert ada.state.name == "Ada Lovelace"
    assert ada.state is ada.state


def test_a_note_that_is_no_contact_has_no_properties_of_one() -> None:
    lunch = Person(INDEX, "interactions/2026-11-01 Lunch.md", Rules(), TODAY)
    assert lunch.contact == Contact()
    with pytest.raises(KeyError):
        _ = lunch.state


def test_interactions_are_newest_first_planned_ones_too() -> None:
    passed = person("Ada").interactions
    assert [(str(t.day), t.direction, t.summary, t.with_others) for t in passed] == [
        ("2026-12-24", "both", "Dinner", ()),
        ("2026-11-20", "out", "ping", ()),
        ("2026-11-10", "in", "Newsletter", ()),
        ("2026-11-01", "both", "Lunch", ("Bo",)),
        ("2026-10-20", "both", "hello", ()),
    ]
    lunch = person("Bo").interactions[0]
    assert (lunch.channel, lunch.with_others) == ("in-person", ("Ada Lovelace",))
    assert (lunch.path, lunch.line) == ("interactions/2026-11-01 Lunch.md", 2)
    assert lunch.interaction.got == ("an idea",)


def test_touches_leave_out_what_is_planned_unanswered_or_a_newsletter() -> None:
    ada = person("Ada")
    assert [t.summary for t in ada.touches] == ["Lunch", "hello"]
    assert ada.last_touch == date(2026, 11, 1)
    assert ada.next_due == date(2026, 12, 1)
    assert ada.warmth == "warm"
    later = person("Ada", date(2026, 12, 24))
    assert [t.summary for t in later.touches] == ["Dinner", "ping", "Lunch", "hello"]
    assert later.last_touch == date(2026, 12, 24)


def test_without_a_touch_or_a_cadence_nothing_comes_next() -> None:
    cy, bo = person("Cy"), person("Bo")
    assert (cy.last_touch, cy.next_due, cy.warmth, cy.touches, cy.interactions) == (None, None, None, (), ())
    assert (bo.last_touch, bo.next_due, bo.warmth) == (date(2026, 11, 1), None, "warm")
    never = index_of({"contacts/Ada.md": "---\ncadence: never\nlast_contact: 2026-11-01\n---\n"})
    assert Person(never, "contacts/Ada.md", Rules(), TODAY).next_due is None


def test_promises_are_those_not_kept_earliest_first() -> None:
    assert [(str(p.day), p.text) for p in person("Ada").promises] == [
        ("2026-11-30", "return the book"),
        ("2026-12-04", "send the slides"),
    ]
    # The dinner keeps the follow-up; a task is kept by ticking it.
    assert [p.text for p in person("Ada", date(2026, 12, 24)).promises] == ["return the book"]


def test_knowing_holds_both_ways() -> None:
    assert person("Ada").knows == ("Bo", "Cy")
    assert person("Bo").knows == ("Ada Lovelace",)
    assert person("Cy").knows == ("Ada Lovelace",)


@pytest.mark.parametrize(
    ("through", "name"),
    [('"[[contacts/Ada]]"', "Ada Lovelace"), ("Somebody Else", "Somebody Else"), ("", None)],
)
def test_who_introduced_you_is_a_contact_or_as_written(through: str, name: str | None) -> None:
    index = index_of({**NOTES, "contacts/Di.md": f"---\nmet_through: {through}\n---\n"})
    assert Person(index, "contacts/Di.md", Rules(), TODAY).met_through == name


def test_the_ledger_is_newest_first() -> None:
    assert [(str(day), text) for day, text in person("Ada").ledger("gave")] == [
        ("2026-11-01", "a book"),
        ("2026-10-20", "a pointer"),
        ("2026-10-20", "a reading list"),
    ]
    assert [text for _, text in person("Ada").ledger("got")] == ["an idea"]
    assert person("Ada").ledger("asked") == ()


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(st.lists(st.tuples(DAYS, st.sampled_from(["both", "in", "out"])), max_size=12), DAYS)
def test_the_last_touch_is_the_newest_of_the_touches(passed: list[tuple[date, str]], today: date) -> None:
    log = "".join(f"- {day} call: x [direction:: {direction}]\n" for day, direction in passed)
    ada = Person(index_of({"contacts/Ada.md": f"## Log\n{log}"}), "contacts/Ada.md", Rules(), today)
    assert ada.last_touch == (ada.touches[0].day if ada.touches else None)
    assert set(ada.touches) <= set(ada.interactions)
    assert all(touch.day <= today for touch in ada.touches)
    assert len(ada.interactions) == len(passed)


def test_what_was_promised_without_a_day_is_told_apart() -> None:
    notes = {
        "contacts/Ada.md": "- [ ] one\n- [x] two\n- [ ] three 📅 2026-12-01\n- [ ] four for [[Bo]]\n",
        "contacts/Bo.md": "x",
        "interactions/2026-11-01 Tea.md": "---\nwith: [Ada, Bo]\n---\n- [ ] five\n- [ ] one\n",
        "notes/Plan.md": "- [ ] six\n- [ ] seven for [[Ada]]\n",
    }
    ada = Person(index_of(notes), "contacts/Ada.md", Rules(), TODAY)
    assert ada.undated_promises == ("one", "five", "seven for Ada")
    assert [promise.text for promise in ada.promises] == ["three"]


def test_a_day_kept_by_hand_is_left_out_where_something_is_noted_of_it() -> None:
    notes = {
        "contacts/Ada.md": "---\nlast_contact: 2026-11-01\n---\n## Log\n- 2026-11-01 tea\n- 2026-10-01 call\n"
    }
    ada = Person(index_of(notes), "contacts/Ada.md", Rules(), TODAY)
    assert [touch.summary for touch in ada.touches] == ["tea", "call"]
