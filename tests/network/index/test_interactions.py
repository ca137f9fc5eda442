"""Dated interactions: the places of their parts, and the form in which the cache stores them."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.note.facts import Ref
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.interactions import (
    DatedInteraction,
    from_plain,
    to_plain,
    without_superseded_days,
)
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


def test_last_contact_comes_first_on_its_day_and_is_superseded_by_a_note_of_that_day() -> None:
    notes = {
        "contacts/Ada.md": "---\nlast_contact: 2026-11-01\n---\n## Log\n- 2026-11-01 call\n",
        "contacts/Bo.md": "---\nlast_contact: 2026-11-02\n---\n",
    }
    index, rules = index_of(notes), Rules()
    with_ada = index.interactions_with("contacts/Ada.md")
    assert [p.explicit for p in with_ada] == [True, False]
    assert [p.explicit for p in without_superseded_days(with_ada, rules)] == [False]
    assert [p.explicit for p in index.interactions_with("contacts/Bo.md")] == [True]
    everything = index.all_interactions()
    assert everything == [*with_ada, *index.interactions_with("contacts/Bo.md")]
    assert [(p.path, p.explicit) for p in without_superseded_days(everything, rules)] == [
        ("contacts/Ada.md", False),
        ("contacts/Bo.md", True),
    ]


def test_a_newsletter_supersedes_no_last_contact() -> None:
    to_many = ", ".join(["Ada", *(f"P{number}" for number in range(30))])
    notes = {
        "contacts/Ada.md": "---\nlast_contact: 2026-11-01\n---\n",
        "interactions/x.md": f"---\ndate: 2026-11-01\ndirection: out\nwith: [{to_many}]\n---\n",
    }
    dated = index_of(notes).interactions_with("contacts/Ada.md")
    assert [(p.explicit, p.is_newsletter(Rules())) for p in dated] == [(True, False), (False, True)]
    assert without_superseded_days(dated, Rules()) == list(dated)


def test_each_interaction_leads_to_what_is_written() -> None:
    log = "## Log\n- undated\n- 2026-11-02 mail: later\n- 2026-11-01 call: hello\n"
    index = index_of({"contacts/Ada.md": log})
    dated = index.interactions_with("contacts/Ada.md")
    assert [(p.about, index.as_written(p).line) for p in dated] == [("call: hello", 4), ("mail: later", 3)]


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


@given(
    st.lists(
        st.tuples(
            st.dates(), st.text(), texts, texts, texts, texts, texts, st.none() | refs, refs, st.booleans()
        )
    )
)
def test_plain_values_become_what_they_were(made: list[tuple[object, ...]]) -> None:
    passed = tuple(
        DatedInteraction._make(
            (day, "both", "a.md", 3, ("b.md",), 2, False, "call", text, at, *said, (goal,), number, planned)
        )
        for number, (day, text, *said, at, goal, planned) in enumerate(made)
    )
    assert from_plain("a.md", to_plain(passed)) == passed
    assert all(isinstance(one.day, date) for one in from_plain("a.md", to_plain(passed)))
