"""Finding one contact, or one note, by what a person types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.errors import AmbiguousName, ContactNotFound, NoteNotFound
from plaintext_network.network.index.index import Index
from plaintext_network.network.people import find_contact as contact_lookup
from plaintext_network.network.people.contact_names import contact_names
from tests.conftest import index_of

NOTES = {
    "contacts/Ada Lovelace.md": "---\naliases: [Countess]\nemails: [ada@example.org]\n---\n",
    "contacts/Adam Smith.md": "",
    "contacts/zoe.md": "---\nname: Zoë Brandvold\n---\n",
    "contacts/Bo.md": "",
    "people/Bo.md": "---\ntype: person\nname: Bo\n---\n",
    "organizations/Engines.md": "---\naliases: [Analytical Engines]\n---\n",
    "organizations/Countess.md": "",
    "events/Fair.md": "",
    "notes/Fair.md": "",
    "notes/Plan.md": "---\nname: The plan\n---\n",
}
INDEX = index_of(NOTES)
ADA = "contacts/Ada Lovelace.md"


def find_contact(index: Index, typed: str) -> str:
    return contact_lookup.find_contact(
        [contact_names(facts) for facts in index.contacts()], lambda: index, typed
    )


def find_note(index: Index, typed: str) -> str:
    return contact_lookup.find_note(
        [contact_names(facts) for facts in index.contacts()], lambda: index, typed
    )


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("contacts/Ada Lovelace.md", ADA),
        ("contacts/Ada Lovelace", ADA),
        ("Ada Lovelace", ADA),
        ("ada lovelace", ADA),
        ("  ada  lovelace ", ADA),
        ("[[Ada Lovelace]]", ADA),
        ("Ada Lovelace.md", ADA),
        ("countess", ADA),
        ("ada@example.org", ADA),
        ("ADA@EXAMPLE.ORG", ADA),
        ("love", ADA),
        ("example.org", ADA),
        ("Zoë Brandvold", "contacts/zoe.md"),
        ("Zoe\u0308 Brandvold", "contacts/zoe.md"),
        ("zoe", "contacts/zoe.md"),
        ("zoe b", "contacts/zoe.md"),
        ("contacts/Bo", "contacts/Bo.md"),
        ("people/Bo.md", "people/Bo.md"),
        ("smith", "contacts/Adam Smith.md"),
    ],
)
def test_a_contact_is_found_by_any_unambiguous_name(typed: str, path: str) -> None:
    assert find_contact(INDEX, typed) == path
    assert find_note(INDEX, typed) == path


@pytest.mark.parametrize("typed", ["ad", "Ad", "[[ad]]"])
def test_a_part_that_fits_several_is_an_error_with_its_candidates(typed: str) -> None:
    with pytest.raises(AmbiguousName) as refused:
        find_contact(INDEX, typed)
    assert refused.value.name == typed
    assert refused.value.candidates == (("Ada Lovelace", ADA), ("Adam Smith", "contacts/Adam Smith.md"))
    assert refused.value.exit_code == 3


def test_a_whole_name_that_two_bear_is_ambiguous() -> None:
    with pytest.raises(AmbiguousName) as refused:
        find_contact(INDEX, "bo")
    assert refused.value.candidates == (("Bo", "contacts/Bo.md"), ("Bo", "people/Bo.md"))
    with pytest.raises(AmbiguousName):
        find_note(INDEX, "bo")


@pytest.mark.parametrize(
    ("names", "typed", "found"),
    [
        (["Tom Baker", "Tomas Ruiz"], "tom", ["Tom Baker"]),
        (["Tom Baker", "Tomas Ruiz", "Tom Hay"], "tom", ["Tom Baker", "Tom Hay"]),
        (["Tom Baker", "Tomas Ruiz"], "tomas", ["Tomas Ruiz"]),
        (["Tom Baker", "Tomas Ruiz"], "to", ["Tom Baker", "Tomas Ruiz"]),
        (["Thomas Hall", "Ada Thom"], "thom", ["Ada Thom"]),
        (["Bo Kingsley", "Ada Byron King"], "bo king", ["Bo Kingsley"]),
        (["Ada Kingsley", "Ada Byron King"], "ada king", ["Ada Byron King"]),
        (["Kingsley Ek", "Viking Ek"], "king", ["Kingsley Ek"]),
        (["Anne Smith", "Anne-Marie Berg"], "anne", ["Anne Smith"]),
        (["Mariella Ek", "Anne-Marie Berg"], "marie", ["Anne-Marie Berg"]),
        (["Tom de Ruiz", "Tomas Ruiz"], "tom ruiz", ["Tom de Ruiz"]),
        (["Tomas Ruiz", "Ruiz, Tom"], "tom ruiz", ["Ruiz, Tom"]),
        (["Tom Ruiz", "Tomas Ruiz"], "ruiz, tom", ["Tom Ruiz"]),
        (["Zoë Ek", "Zoela Ng"], "zoe", ["Zoë Ek"]),
        (["Tom Baker", "Ada"], ", ,", []),
    ],
)
def test_a_whole_word_comes_before_a_beginning_and_that_before_letters_within(
    names: list[str], typed: str, found: list[str]
) -> None:
    index = index_of({f"contacts/{name}.md": "" for name in names})
    known = [contact_names(facts) for facts in index.contacts()]
    assert sorted(name for name, _ in contact_lookup.matching(known, typed)) == sorted(found)


def test_an_address_has_no_whole_words() -> None:
    index = index_of(
        {"contacts/Tom Baker.md": "", "contacts/Thea Ek.md": "---\nemails: [tom@example.org]\n---\n"}
    )
    assert find_contact(index, "tom") == "contacts/Tom Baker.md"
    assert find_contact(index, "example") == "contacts/Thea Ek.md"


@given(
    st.lists(st.sampled_from(["Tom", "Tomas", "Tommy", "Atom", "Ruiz", "Bo"]), min_size=1, max_size=3),
    st.data(),
)
def test_a_whole_word_never_finds_somebody_without_it(words: list[str], data: st.DataObject) -> None:
    names = {" ".join(words), "Tomas Ruiz", "Tom Baker", "Atom Heart"}
    known = [(f"contacts/{n}.md", n, (), (n.lower(),), (n.lower(),)) for n in sorted(names)]
    typed = data.draw(st.sampled_from(words))
    found = contact_lookup.matching(known, typed)
    assert found
    assert all(typed.lower() in name.lower().split() for name, _ in found)


def test_a_whole_name_comes_before_a_part_of_another() -> None:
    index = index_of({"contacts/Ada.md": "", "contacts/Ada Lovelace.md": ""})
    assert find_contact(index, "ada") == "contacts/Ada.md"


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("ada lovelase", ("Ada Lovelace",)),
        ("adda", ("Ada Lovelace", "Adam Smith")),
        ("zoé brandvolt", ("Zoë Brandvold",)),
        ("countes of nothing", ()),
        ("", ()),
        ("   ", ()),
        ("[[]]", ()),
        ("notes/Plan.md", ()),
    ],
)
def test_a_name_that_nobody_has_suggests_near_ones(typed: str, near: tuple[str, ...]) -> None:
    with pytest.raises(ContactNotFound) as refused:
        find_contact(INDEX, typed)
    assert refused.value.name == typed
    assert set(refused.value.near) == set(near)


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("Engines", "organizations/Engines.md"),
        ("analytical engines", "organizations/Engines.md"),
        ("notes/Fair", "notes/Fair.md"),
        ("notes/Fair.md", "notes/Fair.md"),
        ("events/Fair", "events/Fair.md"),
        ("the plan", "notes/Plan.md"),
        ("plan", "notes/Plan.md"),
        # Contacts come first, even by an alias.
        ("Countess", ADA),
        ("organizations/Countess", "organizations/Countess.md"),
    ],
)
def test_a_note_of_any_kind_is_found(typed: str, path: str) -> None:
    assert find_note(INDEX, typed) == path


def test_two_notes_of_one_name_are_ambiguous() -> None:
    with pytest.raises(AmbiguousName) as refused:
        find_note(INDEX, "fair")
    assert refused.value.candidates == (("Fair", "events/Fair.md"), ("Fair", "notes/Fair.md"))


def test_a_note_that_is_not_there_suggests_near_contacts() -> None:
    with pytest.raises(NoteNotFound) as refused:
        find_note(INDEX, "ada lovelase")
    assert not isinstance(refused.value, ContactNotFound)
    assert refused.value.near == ("Ada Lovelace",)


@given(st.one_of(st.text(max_size=20), st.sampled_from(["a", "ada", "contacts/", "Bo", "zoë", "@"])))
def test_any_text_finds_one_contact_or_none(typed: str) -> None:
    try:
        path = find_contact(INDEX, typed)
    except (ContactNotFound, AmbiguousName) as refused:
        found = len(refused.candidates) if isinstance(refused, AmbiguousName) else 0
    else:
        found = 1
        assert INDEX.notes[path].contact is not None
    assert found != 1 or path in INDEX.notes


@pytest.mark.parametrize(
    "typed",
    [
        "+44 20 7946 0018",
        "+442079460018",
        "tel:+442079460018",
        "0044 20 7946 0018",
        "+44 (0)20 7946-0018",
        "020 7946 0018",
    ],
)
@pytest.mark.parametrize(
    "written", ["+44 20 7946 0018", "tel:+442079460018", "0044 (0)20 7946 0018", "020 7946 0018"]
)
def test_a_telephone_number_finds_its_contact(typed: str, written: str) -> None:
    notes = {
        "contacts/Ada.md": f"---\nphone: '{written}'\n---\n",
        "contacts/Bo.md": "---\nphone: +44 20 7946 0019\n---\n",
    }
    assert find_contact(index_of(notes), typed) == "contacts/Ada.md"
