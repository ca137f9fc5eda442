"""Problems are counted without being listed, and what a change adds and takes away is what listing them again would say."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.read_note import read
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.problem_counts import Tally, of_notes, of_owners, of_problems, of_shared
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
    return {path: read(parse(text.encode()), path, Rules()) for path, text in notes.items()}


def counted(index: Index) -> Tally:
    owners = sum(kind == "me" for kind in index.names.kinds.values())
    return Tally().plus(
        of_notes(index, index.notes), of_shared(index.names, index.names.table), of_owners(owners)
    )


@given(NOTES)
def test_counting_is_listing(notes: dict[str, str]) -> None:
    index = Index.build(facts(notes).values())
    assert counted(index) == of_problems(index.problems())


def test_tallies_are_added_and_taken_away() -> None:
    assert Tally(1, 2).plus(Tally(3, 4), Tally(5, 6)) == Tally(9, 12)
    assert Tally(9, 12).minus(Tally(3, 4), Tally(5, 6)) == Tally(1, 2)
