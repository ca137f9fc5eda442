"""The open promises: of all dates, without a day, to one and to several."""

from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.contact_state import contact_state
from plaintext_network.network.due.open_promises import open_promises
from tests.conftest import TODAY, index_of


def lines(notes: dict[str, str]) -> list[str]:
    index = index_of(notes)
    states = [contact_state(index, facts.path, Rules(), TODAY) for facts in index.contacts()]
    found = open_promises(states)
    return [f"{p.due} {p.contact.name}: {p.text} {p.path}:{p.line}" for p in found]


def test_past_and_coming_ones_are_in_order_and_those_without_a_day_last() -> None:
    ada = "---\nfollow_up: 2026-12-01 ask\n---\n- [ ] some day\n- [ ] late 📅 2020-01-01\n- [x] done 📅 2026-11-20\n"
    assert lines({"contacts/Ada.md": ada}) == [
        "2020-01-01 Ada: late contacts/Ada.md:5",
        "2026-12-01 Ada: ask contacts/Ada.md:2",
        "None Ada: some day contacts/Ada.md:4",
    ]


def test_a_promise_to_two_is_listed_for_each() -> None:
    notes = {
        "contacts/Ada.md": "x",
        "contacts/Bo.md": "x",
        "todo.md": "- [ ] write to [[Bo]] and [[Ada]]\n- [ ] wash the car\n",
    }
    assert lines(notes) == [
        "None Ada: write to Bo and Ada todo.md:1",
        "None Bo: write to Bo and Ada todo.md:1",
    ]


def test_a_follow_up_that_a_later_touch_kept_is_not_open() -> None:
    assert (
        lines({"contacts/Ada.md": "---\nfollow_up: 2026-11-01 ask\n---\n## Log\n- 2026-11-02 call\n"}) == []
    )


def test_the_dead_are_owed_nothing_and_the_archived_are() -> None:
    note = "---\nstatus: {}\n---\n- [ ] x 📅 2026-12-01\n- [ ] y\n"
    assert lines({"contacts/Ada.md": note.format("deceased")}) == []
    assert len(lines({"contacts/Ada.md": note.format("archived")})) == 2
