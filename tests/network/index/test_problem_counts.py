"""Problems are counted without being listed, and what a change adds and takes away is what listing them again would say."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.problem_counts import (
    ProblemCounts,
    count_in_notes,
    count_owner_notes,
    count_problems,
    count_shared_names,
)
from plaintext_network.notes.note import parse

TEXTS = (
    "",
    "---\nname: [\n---\n",
    "[[Nobody]] and [[Ada]]\n",
    "---\ntype: me\n---\n",
    "---\nname: Ada\n---\n",
    "---\nname: ada\ncadence: soon\n---\n",
)
NOTES = st.dictionaries(
    st.sampled_from(["contacts/Ada.md", "contacts/Bo.md", "a.md", "b.md"]), st.sampled_from(TEXTS)
)


def facts(notes: Mapping[str, str]) -> dict[str, Facts]:
    return {path: read_facts(parse(text.encode()), path, Rules()) for path, text in notes.items()}


def counted(index: Index) -> ProblemCounts:
    owners = sum(kind == "me" for kind in index.names.kinds.values())
    return ProblemCounts().plus(
        count_in_notes(index, index.notes),
        count_shared_names(index.names, index.names.table),
        count_owner_notes(owners),
    )


@given(NOTES)
def test_counting_is_listing(notes: dict[str, str]) -> None:
    index = Index.build(facts(notes).values())
    assert counted(index) == count_problems(index.problems())


def test_tallies_are_added_and_taken_away() -> None:
    assert ProblemCounts(1, 2).plus(ProblemCounts(3, 4), ProblemCounts(5, 6)) == ProblemCounts(9, 12)
    assert ProblemCounts(9, 12).minus(ProblemCounts(3, 4), ProblemCounts(5, 6)) == ProblemCounts(1, 2)
