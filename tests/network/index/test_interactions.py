"""What passed is told with the place of everything that was said, and is kept in plain values."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.note.facts import Ref
from plaintext_network.network.index.interactions import DatedInteraction, from_plain, to_plain
from tests.conftest import index_of

ADA = {"contacts/Ada.md": ""}


def test_what_was_given_stands_on_its_own_line() -> None:
    note = "---\ndate: 2026-11-01\nwith: [[[Ada]]]\ngave:\n  - a map\n  - time\nevent: [[Fair]]\n---\nbody [got:: tea]\n"
    (passed,) = index_of({**ADA, "interactions/x.md": note}).interactions_with("contacts/Ada.md")
    assert (passed.gave, passed.got) == ((("a map", 5), ("time", 6)), (("tea", 9),))
    assert passed.source == "interactions/x.md:2"
    assert passed.at(passed.gave[1]) == "interactions/x.md:6"
    assert passed.event is not None
    assert passed.event.target == "Fair"


def test_what_a_log_line_says_stands_on_that_line() -> None:
    log = "## Log\n- 2026-11-01 call: hello [asked:: a bed]\n"
    (passed,) = index_of({"contacts/Ada.md": log}).interactions_with("contacts/Ada.md")
    assert passed.asked == (("a bed", 2),)


def test_a_day_kept_by_hand_counts_only_where_nothing_is_noted_of_it() -> None:
    notes = {
        "contacts/Ada.md": "---\nlast_contact: 2026-11-01\n---\n## Log\n- 2026-11-01 call\n",
        "contacts/Bo.md": "---\nlast_contact: 2026-11-02\n---\n",
    }
    index = index_of(notes)
    assert [p.kept for p in index.interactions_with("contacts/Ada.md")] == [False]
    assert [p.kept for p in index.interactions_with("contacts/Bo.md")] == [True]
    assert [(p.path, p.kept) for p in index.all_interactions()] == [
        ("contacts/Ada.md", False),
        ("contacts/Bo.md", True),
    ]


def test_an_index_with_changes_knows_what_passed_as_one_built_from_nothing() -> None:
    old = {**ADA, "interactions/x.md": "---\ndate: 2026-11-01\nwith: Bo\n---\n"}
    new = {**old, "contacts/Bo.md": ""}
    changed = index_of(old).replace({"contacts/Bo.md": index_of(new).notes["contacts/Bo.md"]})
    assert changed == index_of(new)
    assert [p.people for p in changed.all_interactions()] == [("contacts/Bo.md",)]
    gone = changed.replace({"interactions/x.md": None})
    assert gone.all_interactions() == []


texts = st.lists(st.tuples(st.text(), st.integers(1, 99)), max_size=3).map(tuple)
refs = st.builds(
    Ref, st.text(), st.integers(1, 9), st.integers(1, 9), st.integers(0, 9), st.none() | st.booleans()
)


@given(st.lists(st.tuples(st.dates(), st.text(), texts, texts, texts, texts, texts, st.none() | refs, refs)))
def test_plain_values_become_what_they_were(made: list[tuple[object, ...]]) -> None:
    passed = tuple(
        DatedInteraction._make(
            (day, "both", "a.md", 3, ("b.md",), 2, False, "call", text, at, *said, (goal,))
        )
        for day, text, *said, at, goal in made
    )
    assert from_plain("a.md", to_plain(passed)) == passed
    assert all(isinstance(one.day, date) for one in from_plain("a.md", to_plain(passed)))
