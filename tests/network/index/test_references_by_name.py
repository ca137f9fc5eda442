"""What a bare name refers to follows the notes there are, in an index that is changed as in one built anew."""

from collections.abc import Mapping
from datetime import date

from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.people.privacy import SuggestionView
from tests.conftest import index_of

ADA = "---\ntype: contact\norganization: acme\nmet_at: fair\n---\n"


def employers(index: Index) -> list[tuple[str, str | None]]:
    """Return the names and paths of the employers in an index."""
    view = SuggestionView(index, Rules(), date(2026, 11, 25))
    return [(one.name, one.path) for about in view.descriptions.values() for one in about.organization]


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> Index:
    """Return the index of some notes, made from that of others after its summaries were read."""
    index, notes = index_of(before), index_of(after).notes
    employers(index)
    return index.replace({path: notes.get(path) for path in before.keys() | after.keys()})


def test_a_bare_name_refers_to_a_note_as_soon_as_there_is_one() -> None:
    before, after = {"contacts/Ada.md": ADA}, {"contacts/Ada.md": ADA, "organizations/Acme.md": "firm\n"}
    assert employers(index_of(before)) == [("acme", None)]
    assert employers(changed(before, after)) == [("Acme", "organizations/Acme.md")]


def test_the_key_of_a_bare_name_is_one_the_note_depends_on() -> None:
    index = index_of({"contacts/Ada.md": ADA})
    assert index.dependents["acme"] == {"contacts/Ada.md"}
    assert index.dependents["fair"] == {"contacts/Ada.md"}


def test_a_new_spelling_of_a_name_reaches_the_notes_that_refer_to_it() -> None:
    index = index_of({"contacts/Ada.md": ADA, "o/A.md": "---\ntype: organization\nname: acme\n---\n"})
    respelled = index_of({"o/A.md": "---\ntype: organization\nname: ACME\n---\n"}).notes["o/A.md"]
    again = index.replace({"o/A.md": respelled})
    assert employers(again) == [("ACME", "o/A.md")]
