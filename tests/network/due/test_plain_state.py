"""A stored state is the state that was stored."""

from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.contact_state import contact_state
from plaintext_network.network.due.plain_state import from_plain, to_plain
from tests.conftest import TODAY, index_of


def test_a_state_survives_being_stored() -> None:
    note = """---
cadence: monthly
birthday: 1815-12-10
met_on: 2020-01-02
snooze: 2027-01-01
circles: [friends]
follow_up: 2026-12-01 write
---
- [ ] send the book 📅 2026-12-05
- [ ] some day

## Log
- 2026-11-01 call: engines
- 2026-12-20 lunch [planned:: true]
"""
    introduction = (
        '---\ntype: introduction\nbetween: ["[[Ada]]", "[[Bo]]"]\nstatus: asked\ndate: 2026-11-02\n---\n'
    )
    notes = {"contacts/Ada.md": note, "contacts/Bo.md": "", "introductions/Ada and Bo.md": introduction}
    index = index_of(notes)
    for path in ("contacts/Ada.md", "contacts/Bo.md"):
        state = contact_state(index, path, Rules(), TODAY)
        assert from_plain(to_plain(state)) == state
