"""What counts as a change in somebody's life, and what is remembered of it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.life_changes.noted import (
    NO_CHANGES,
    LifeChange,
    LifeChanges,
    from_plain,
    to_plain,
)
from plaintext_network.network.life_changes.rules import (
    MOST_A_DAY,
    SameValues,
    after_changes,
    combined,
    differences,
    find_moves,
    moved,
    not_after,
    present_changes,
)
from plaintext_network.notes.note import parse
from tests.conftest import TODAY

IS_SAME = SameValues()
ADA = "contacts/Ada.md"
values = st.sampled_from(("", "Acme", "Globex", "Initech"))
histories = st.lists(st.tuples(st.integers(0, 9), values), max_size=8)


def contact(properties: str, path: str = ADA) -> Facts:
    """Return the facts of a contact with these lines of front matter."""
    return read_facts(parse(f"---\n{properties}\n---\n".encode()), path, Rules())


def noted(history: Sequence[tuple[int, str]], name: str = "organization") -> list[tuple[str, str, int]]:
    """Return what is remembered after a property got these values, each so many days after the one before."""
    known, day = NO_CHANGES, TODAY
    previous = contact(f"{name}: {history[0][1]}") if history else contact("")
    for days, value in history[1:]:
        day += timedelta(days)
        now = contact(f"{name}: {value}")
        known = after_changes(known, {ADA: differences(previous, now, day, IS_SAME)}, IS_SAME)
        previous = now
    return [(one.old, one.new, (one.day - TODAY).days) for one in known.of(ADA)]


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ([(0, "Globex"), (0, "Acme")], [("Globex", "Acme", 0)]),
        # The first value is none.
        ([(0, ""), (0, "Acme")], []),
        ([(0, ""), (0, "Acme"), (9, "Globex")], [("Acme", "Globex", 9)]),
        # A correction is one change, of the first day; without one if the old value is back.
        ([(0, "Globex"), (0, "Acem Foundries"), (1, "Acme Foundries")], [("Globex", "Acem Foundries", 0)]),
        ([(0, "Globex"), (0, "Initech"), (2, "Acme")], [("Globex", "Acme", 0)]),
        ([(0, "Globex"), (0, "Acme"), (2, "Globex Ltd")], []),
        ([(0, "Globex"), (0, "Acme"), (3, "Globex")], [("Globex", "Acme", 0), ("Acme", "Globex", 3)]),
        # What an editor saves in two steps is not gone.
        ([(0, "Globex"), (0, ""), (0, "Globex")], []),
        ([(0, "Globex"), (0, ""), (5, "Acme")], [("Globex", "Acme", 5)]),
        ([(0, "Globex"), (0, "Acme"), (0, ""), (0, "Acme")], [("Globex", "Acme", 0)]),
        ([(0, "Globex"), (0, "Acme"), (0, ""), (0, "Globex")], []),
        # What says that nothing is known is no value.
        ([(0, "Globex"), (0, "?"), (0, "Globex")], []),
        ([(0, "n/a"), (0, "Acme")], []),
        # A link, a legal form.
        ([(0, "Globex"), (0, '"[[Globex]]"')], []),
        ([(0, "Globex"), (0, '"[[organizations/Globex|Globex]]"')], []),
        ([(0, "Globex"), (0, "Globex Inc.")], []),
    ],
)
def test_what_is_noted(history: list[tuple[int, str]], expected: list[tuple[str, str, int]]) -> None:
    assert noted(history) == expected


@given(histories)
def test_a_change_never_leads_from_a_value_to_itself_or_from_nothing(history: list[tuple[int, str]]) -> None:
    for old, new, _ in noted(history):
        assert old != ""
        assert old != new


@given(histories)
def test_the_last_change_leads_to_the_last_value(history: list[tuple[int, str]]) -> None:
    found = noted(history)
    if found and history:
        assert found[-1][1] == history[-1][1]


@given(histories)
def test_seeing_the_same_difference_again_changes_nothing(history: list[tuple[int, str]]) -> None:
    twice = [step for step in history for _ in range(2)]
    assert noted(
        [(days if number % 2 == 0 else 0, value) for number, (days, value) in enumerate(twice)]
    ) == noted(history)


def change(name: str, old: str, new: str, day: date = TODAY) -> LifeChange:
    return LifeChange(name, old, new, day)


def of_many(number: int, day: date = TODAY) -> Mapping[str, list[LifeChange]]:
    return {f"contacts/{at}.md": [change("role", "Clerk", "Cook", day)] for at in range(number)}


def test_a_day_on_which_too_many_changed_is_only_remembered_as_such() -> None:
    some = after_changes(NO_CHANGES, of_many(MOST_A_DAY), IS_SAME)
    assert len(some.by_contact) == MOST_A_DAY
    assert some.crowded == ()
    many = after_changes(some, {"contacts/More.md": [change("role", "Clerk", "Cook")]}, IS_SAME)
    assert many == LifeChanges({}, (TODAY,))
    # It stays so, however the rest comes in, and another day is not concerned.
    assert after_changes(many, of_many(1), IS_SAME) == many
    next_day = after_changes(many, of_many(1, TODAY + timedelta(1)), IS_SAME)
    assert list(next_day.by_contact) == ["contacts/0.md"]


def test_a_note_that_moves_is_the_same_person_by_uid_name_or_address() -> None:
    old = [
        contact("uid: u1\nname: Ada", "contacts/Ada.md"),
        contact("name: Bo Ek", "contacts/Bo.md"),
        contact("email: cy@example.org", "contacts/Cy.md"),
        contact("name: Di", "contacts/Di.md"),
    ]
    new = [
        contact("uid: u1\nname: Ada King", "contacts/new/Ada King.md"),
        contact("name: Bo Ek", "contacts/new/Ek.md"),
        contact("email: cy@example.org", "contacts/new/Cyrus.md"),
        contact("name: Dina", "contacts/new/Dina.md"),
    ]
    assert find_moves(old, new) == {
        "contacts/Ada.md": "contacts/new/Ada King.md",
        "contacts/Bo.md": "contacts/new/Ek.md",
        "contacts/Cy.md": "contacts/new/Cyrus.md",
    }
    known = after_changes(NO_CHANGES, {"contacts/Bo.md": [change("role", "Clerk", "Cook")]}, IS_SAME)
    assert list(moved(known, find_moves(old, new)).by_contact) == ["contacts/new/Ek.md"]


def test_two_notes_with_one_name_moved_nowhere() -> None:
    old = [contact("name: Ada", "a/Ada.md")]
    new = [contact("name: Ada", "b/Ada.md"), contact("name: Ada", "c/Ada.md")]
    assert find_moves(old, new) == {}
    assert find_moves(new, old) == {}


def test_a_change_that_both_know_has_the_earlier_day() -> None:
    seen = LifeChanges({ADA: (change("role", "Clerk", "Cook", date(2026, 11, 24)),)})
    committed = LifeChanges(
        {
            ADA: (change("role", "Clerk", "cook", date(2026, 11, 20)),),
            "contacts/Bo.md": (change("location", "Leeds", "York"),),
        }
    )
    found = combined(seen, committed, IS_SAME)
    assert [(one.new, one.day.day) for one in found.of(ADA)] == [("cook", 20)]
    assert len(found.of("contacts/Bo.md")) == 1


def test_a_change_holds_while_the_note_has_the_new_value() -> None:
    both = (change("organization", "Globex", "Acme"), change("location", "Leeds", "York"))
    facts = contact("organization: ACME Ltd\nlocation: Hull")
    assert present_changes(both, facts) == [change("organization", "Globex", "ACME Ltd")]


def test_somebody_has_left_if_the_note_lists_the_organization_as_a_former_one() -> None:
    gone = (change("organization", "Globex", ""),)
    assert present_changes(gone, contact("role: Cook")) == []
    assert present_changes(gone, contact("former: [Initech]")) == []
    assert present_changes(gone, contact("former: [Globex Ltd]")) == list(gone)


def test_a_day_that_has_not_come_is_corrected() -> None:
    known = LifeChanges({ADA: (change("role", "Clerk", "Cook", date(2030, 1, 1)),)})
    assert not_after(known, TODAY).of(ADA) == (change("role", "Clerk", "Cook"),)
    assert not_after(known, date(2030, 1, 1)) is known


changes = st.builds(
    LifeChange,
    st.sampled_from(("role", "organization", "location")),
    st.text(),
    st.text(),
    st.dates(),
)


@given(st.dictionaries(st.text(), st.lists(changes).map(tuple)), st.lists(st.dates()).map(tuple))
def test_what_is_stored_is_read(
    contacts: dict[str, tuple[LifeChange, ...]], crowded: tuple[date, ...]
) -> None:
    known = LifeChanges(contacts, crowded)
    assert from_plain(to_plain(known)) == known


@pytest.mark.parametrize(
    "stored",
    [None, (), ((), (), ()), ([["a", [["name", "x", "y", 1]]]], []), ([[1, []]], []), ([], ["x"]), "xy", 5],
)
def test_anything_else_is_refused(stored: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        from_plain(stored)


def test_what_a_source_says_is_news_however_many_people_it_is_about() -> None:
    same = SameValues()
    day = date(2026, 11, 24)
    said = {
        f"{n}.md": [LifeChange("organization", "Old", f"New {n}", day, "phone")]
        for n in range(MOST_A_DAY * 2)
    }
    known = after_changes(NO_CHANGES, said, same)
    assert (len(known.by_contact), known.crowded) == (MOST_A_DAY * 2, ())
    # Seen in the notes afterwards, they are known already.
    seen = {path: [change._replace(source="") for change in changes] for path, changes in said.items()}
    assert after_changes(known, seen, same) == known
    others = {f"x{n}.md": [LifeChange("role", "a", f"b{n}", day)] for n in range(MOST_A_DAY + 1)}
    crowded = after_changes(known, others, same)
    assert (crowded.by_contact.keys(), crowded.crowded) == (said.keys(), (day,))
    assert from_plain(to_plain(known)) == known
