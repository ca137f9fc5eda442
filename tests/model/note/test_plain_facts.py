"""Facts stay the same through plain values, which hold no objects of ours."""

from typing import Any

import pytest

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.plain_facts import from_plain, to_plain
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.notes.note import parse

CONTACT = """---
email: ada@example.org
birthday: 1815-12-10
occasions: [06-01 wedding]
cadence: 2 weeks
met_on: 2020-01-01
met_through: "[[Mary]]"
met_at: "[[PyCon 2024]]"
knows: ["[[Bo]]", Cy]
snooze: 2027-01-15
last_contact: 2026-10-01
follow_up: [2026-12-04 send the slides]
status: unknown
hobby: [chess]
---
[[Bo]] <!-- [[Cy]] -->

## Log

- 2026-11-01 call: [[Bo]] and kilns [gave:: a book] [follow_up:: 2026-12-01 return it]
- [ ] ask [[Bo]] 📅 2026-12-05 🛫 2026-12-01
"""
NOTES = {
    "contacts/Ada.md": CONTACT,
    "interactions/2026-11-20 Ada.md": "---\nwith: [Ada, '[[Bo]]']\nevent: '[[PyCon]]'\ngoal: '[[Job]]'\ntopics:\n  - a\n  - b\n---\n## Attendees\n- Cy\n",
    "introductions/2026-11-20 A B.md": "---\nbetween: ['[[A]]', '[[B]]']\nstatus: made\nwhy: both\n---\n",
    "notes/x.md": "- [[Ada]] #touch\n",
    "pages/Person___Hal.md": "alias:: H\n- [[Ada]]\n",
    "reading/Kilns.md": "---\nurl: https://example.org/kilns\nauthor: Ada\nread: 2026-11-01\n---\n",
    "empty.md": "",
}


def classes_in(value: Any) -> set[type]:
    inside = (set().union(*map(classes_in, value)) if value else set()) if isinstance(value, tuple) else set()
    return {type(value), *inside}


@pytest.mark.parametrize("path", NOTES)
def test_facts_stay_the_same_through_plain_values(path: str) -> None:
    facts = read_facts(parse(NOTES[path].encode()), path, Rules())
    plain = to_plain(facts)
    assert classes_in(plain) <= {tuple, str, int, bool, type(None)}
    assert repr(from_plain(plain)) == repr(facts)


def test_these_notes_fill_every_field() -> None:
    read = [read_facts(parse(text.encode()), path, Rules()) for path, text in NOTES.items()]
    assert {name for facts in read for name, value in facts._asdict().items() if value} == set(Facts._fields)


def test_values_of_front_matter_and_body_are_listed_once() -> None:
    text = "---\nhobby: [chess]\nalias: Adi\n---\n[hobby:: go] [hobby:: tennis] [alias:: The Kiln]\n"
    facts = read_facts(parse(text.encode()), "contacts/Ada.md", Rules())
    assert facts.other == (("hobby", ("chess", "go", "tennis")),)
    assert facts.aliases == ("Adi", "The Kiln")
