"""Whoever may be there already is named, with the reason; a namesake by chance is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.network.people.contact_names import contact_names
from plaintext_network.network.people.duplicates import MOST, probable_duplicates
from plaintext_network.network.people.matching import MatchIndex, MatchPerson
from tests.conftest import index_of

if TYPE_CHECKING:
    from plaintext_network.network.people.contact_names import ContactNames


def people(*names: str) -> list[ContactNames]:
    """Contacts of these names."""
    return [
        contact_names(facts)
        for facts in index_of({f"contacts/{name}.md": "" for name in names}).notes.values()
    ]


def why(name: str, other: str) -> str | None:
    """Why these two may be one, which does not depend on who was there first."""
    found = {
        reasons[0][2] if (reasons := probable_duplicates(a, (), (), people(b))) else None
        for a, b in ((name, other), (other, name))
    }
    assert len(found) == 1
    return found.pop()


ADA = contact_names(
    index_of(
        {"contacts/Ada.md": "---\nname: Ada Lovelace\naliases: [Countess]\nemails: [Ada@example.org]\n---\n"}
    ).notes["contacts/Ada.md"]
)


@pytest.mark.parametrize(
    ("name", "aliases", "emails", "reason"),
    [
        ("Mrs Byron", [], ["ADA@EXAMPLE.ORG"], "the same e-mail address ada@example.org"),
        ("Mrs Byron", [], ["ada+post@example.org"], "the same e-mail address ada@example.org"),
        ("ada@example.org", [], [], "the same e-mail address ada@example.org"),
        ("ada lovelace", [], [], "the same name"),
        ("Byron", ["Ada Lovelace"], [], "the same name"),
        ("COUNTESS", [], [], "also goes by “Countess”"),
        ("Ada", [], [], "the note is called so"),
        ("Adá Lovelace", [], [], "the same name but for accents or signs"),
        ("Byron", ["Ida Lovelace"], [], "nearly the same name"),
    ],
)
def test_what_somebody_goes_by_counts(name: str, aliases: list[str], emails: list[str], reason: str) -> None:
    assert probable_duplicates(name, aliases, emails, [ADA]) == (("Ada Lovelace", "contacts/Ada.md", reason),)


@pytest.mark.parametrize(
    ("name", "other"),
    [("Zoë Brandvold", "Zoe Brandvold"), ("Jean-Luc Godard", "Jean Luc Godard"), ("Lovelace, Ada", "Ada Lovelace"), ("Łukasz", "Lukasz")],
)  # fmt: skip
def test_accents_and_signs_make_no_other_person(name: str, other: str) -> None:
    assert why(name, other) == "the same name but for accents or signs"


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Sean O'Brien", "Sean O’Brien"),
        ("می\u200cرم", "میرم"),
        ("Jean-Luc Godard", "Jean–Luc Godard"),
        ("**Ada** Byrne", "Ada Byrne"),
        ("@Ada Byrne", "Ada Byrne"),
        ("Ada Byrne", "👤 Ada Byrne"),
    ],
)
def test_names_that_look_alike_are_the_same(name: str, other: str) -> None:
    assert why(name, other) == "the same name"


@pytest.mark.parametrize("name", ["\u0301", "ʹ", ".", "👤"])
def test_a_name_without_letters_is_like_itself_alone(name: str) -> None:
    assert why(name, name) == "the same name"
    assert why(name, "Ada Byrne") is None


@pytest.mark.parametrize(
    "number", ["+442079460018", "0044 20 7946 0018", "tel:+44-20-7946-0018", "020 7946 0018"]
)
def test_one_telephone_number_is_one_person(number: str) -> None:
    notes = {
        "contacts/Ada.md": "---\nphone: +44 (0)20 7946 0018\n---\n",
        "contacts/Bo.md": "---\nphone: 12\n---\n",
    }
    known = [contact_names(facts) for facts in index_of(notes).contacts()]
    assert probable_duplicates("Zed Moor", (), (), known, (number,)) == (
        ("Ada", "contacts/Ada.md", f"the same telephone number {number}"),
    )
    assert probable_duplicates("Zed Moor", (), (), known, ("+44 20 7946 0019", "12")) == ()


def test_the_order_of_words_makes_no_other_person() -> None:
    assert why("Nagy Éva", "Eva Nagy") == "the same words in another order"


@pytest.mark.parametrize(
    ("name", "other"),
    [("Dr. Ada Lovelace", "Ada Lovelace"), ("Ada King Lovelace", "Ada Lovelace"), ("Ada Lovelace (engines)", "Ada Lovelace")],
)  # fmt: skip
def test_more_words_may_be_the_same_person(name: str, other: str) -> None:
    assert why(name, other) == "one name has more words"


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("A. Lovelace", "Ada Lovelace"),
        ("Lovelace, A.", "Ada Lovelace"),
        ("Ada L.", "Ada Lovelace"),
        ("J. R. R. Tolkien", "John Ronald Reuel Tolkien"),
        ("JRR Tolkien", "John Ronald Reuel Tolkien"),
        ("J. Tolkien", "John Ronald Reuel Tolkien"),
        ("Kate Smith", "Katherine Smith"),
        ("Katie Smith", "Katherine Smith"),
        ("Danny Smith", "Daniel Smith"),
        ("Jen Smith", "Jennifer Smith"),
    ],
)
def test_a_short_form_with_the_same_family_name_may_be_the_same_person(name: str, other: str) -> None:
    assert why(name, other) == "one of the two may be short for the other"


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Ana Silva", "Anna Silva"),
        ("Ada Lovelace", "Ida Lovelace"),
        ("Adda Lovelase", "Ada Lovelace"),
        ("John Smith", "Joan Smith"),
        ("Anna Vandenberg", "Anna van den Berg"),
        ("Ekaterina Ivanova", "Yekaterina Ivanova"),
    ],
)
def test_a_slip_of_a_letter_may_be_the_same_person(name: str, other: str) -> None:
    assert why(name, other) == "nearly the same name"


@pytest.mark.parametrize(
    ("name", "other"),
    [("Müller Anna", "Anna Mueller"), ("Иван Петров", "Ivan Petrov"), ("Zofia Rossi", "Sofia Rossi")],
)
def test_another_spelling_or_script_makes_no_other_person(name: str, other: str) -> None:
    assert why(name, other) in ("the same name in another spelling", "nearly the same name")


def test_a_nickname_may_be_the_same_person() -> None:
    assert why("Bob Smith", "Robert Smith") == "one of the two may be short for the other"
    assert why("Jean Smith", "John Smith") is None


def test_an_import_and_a_new_contact_are_asked_about_alike() -> None:
    names = ["Ada Lovelace", "A. Lovelace", "Ida Lovelace", "Lovelace, Ada", "Ada", "Bob Smith", "Robert Smith", "Anna Müller", "Иван Петров", "Ivan Petrov", "Cy Ng"]  # fmt: skip
    for name in names:
        others = [other for other in names if other != name]
        [match] = MatchIndex([MatchPerson(f"contacts/{other}.md", other) for other in others]).match(
            [MatchPerson("1", name)]
        )
        found = probable_duplicates(name, (), (), people(*others))
        assert {each.path for each in match.candidates} == {path for _, path, _ in found}


def test_a_first_name_alone_may_be_anybody_of_that_name() -> None:
    assert why("Ada", "Ada Lovelace") == "the same first name; one of the two has no other name"


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Ada Lovelace", "Ada Byron"),
        ("Ada Lovelace", "William Lovelace"),
        ("Lovelace", "Ada Lovelace"),
        ("John Smith", "Jane Smith"),
        ("Maria Smith", "Martin Smith"),
        ("J. Smith", "K. Smith"),
        ("J. A. Smith", "John B. Smith"),
        ("Ada K. Lovelace", "Ada B. Lovelace"),
        ("Anna Constantinopoulos", "Paul Constantinopoulos"),
        ("Tim Lee", "Kim Lee"),
        ("Bob Jones", "Bob James"),
        ("Bob", "Rob"),
        ("王小明", "王小名"),
        ("Person 12", "Person 13"),
        ("a@example.org", "b@example.org"),
        ("???", "!!!"),
        ("-", "..."),
        ("", "Ada"),
    ],
)
def test_another_name_is_another_person(name: str, other: str) -> None:
    assert probable_duplicates(name, (), (), people(other)) == ()
    assert not other or probable_duplicates(other, (), (), people(*filter(None, [name]))) == ()


def test_the_surest_come_first_and_not_too_many() -> None:
    there = people("Ada", "Ida Lovelace", "A. Lovelace", "Ada King Lovelace", "Lovelace Ada", "Adá Lovelace", "Bo")  # fmt: skip

    found = probable_duplicates("Ada Lovelace", ["Bo"], [], there)

    assert [name for name, *_ in found] == [
        "Bo",
        "Adá Lovelace",
        "Lovelace Ada",
        "Ada King Lovelace",
        "A. Lovelace",
    ]
    assert len(found) == MOST


NAMES = st.one_of(st.text(max_size=30), st.lists(st.sampled_from(["Ada", "A.", "Lovelace", ",", "Kate", "Katherine", "é", "-", "'", "x" * 200]), max_size=5).map(" ".join))  # fmt: skip


@given(NAMES, st.lists(NAMES, max_size=2), st.lists(NAMES, max_size=2), NAMES)
def test_any_names_can_be_compared(name: str, aliases: list[str], emails: list[str], other: str) -> None:
    person = contact_names(index_of({"contacts/x.md": ""}).notes["contacts/x.md"]._replace(name=other))
    for who, path, reason in probable_duplicates(name, aliases, emails, [person]):
        assert (who, path) == (other, "contacts/x.md")
        assert reason


@given(NAMES.filter(str.strip))
def test_everybody_is_their_own_double(name: str) -> None:
    person = contact_names(index_of({"contacts/x.md": ""}).notes["contacts/x.md"]._replace(name=name))
    assert probable_duplicates(name, (), (), [person])[0][2].startswith("the same")
