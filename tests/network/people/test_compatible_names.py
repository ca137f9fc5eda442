"""How well two names agree doesn't depend on their order, and a household isn't one person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.network.people.compatible_names import (
    COMPATIBLE,
    DIFFERENT,
    FIRST_NAME,
    SAME,
    agreement,
)


def agree(one: str, other: str) -> int:
    found = agreement([one], [other])
    assert found == agreement([other], [one])
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Lovelace", "ada  LOVELACE"),
        ("Müller, Anna", "Anna Mueller"),
        ("Иван Петров", "Petrov Ivan"),
        ("Dr. Ada Lovelace", "Ada Lovelace, PhD"),
        ("Prof. Dr. med. Ada Lovelace", "Ada Lovelace"),
        ("Ada Lovelace (she/her)", "Ada Lovelace"),
        ("Ada Lovelace (work)", "Ada Lovelace (home)"),
        ("👤 Ada Lovelace", "Ada Lovelace ✨"),
        ("O'Brien, Seán", "Sean O Brien"),
        ("Jean-Luc Godard", "Jean Luc Godard"),
        ("Anna van den Berg", "Anna Vandenberg"),
        ("adalovelace", "Ada Lovelace"),
        ("ada.lovelace@example.org", "Ada Lovelace"),
        ("王小明", "王小明"),
        ("Smith Family", "smith family"),
        ("J.R.R. Tolkien", "Tolkien, J. R. R."),
    ],
)
def test_the_same_words_are_the_same_name(one: str, other: str) -> None:
    assert agree(one, other) == SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A. Lovelace", "Ada Lovelace"),
        ("Ada L.", "Ada Lovelace"),
        ("A. L.", "Ada Lovelace"),
        ("Ada", "Ada Lovelace"),
        ("Bob Smith", "Robert Smith"),
        ('Robert "Bob" Smith', "Bob Smith"),
        ("Ada King Lovelace", "Ada Lovelace"),
        ("Gabriel García Márquez", "Gabriel Márquez"),
        ("Karl-Heinz Müller", "Heinz Müller"),
        ("JRR Tolkien", "John Ronald Reuel Tolkien"),
        ("Ada Lovelase", "Ada Lovelace"),
        ("Smith, Bob", "Robert Smith"),
        ("alovelace", "Ada Lovelace"),
        ("", "Ada Lovelace"),
        ("ada@example.org", "Ada Lovelace"),
        ("+44 20 7946 0018", "Ada Lovelace"),
        ("Don Smith", "Donald Smith"),
    ],
)
def test_names_can_be_compatible(one: str, other: str) -> None:
    assert agree(one, other) == COMPATIBLE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Lovelace", "Ada King"),
        ("Ada Lovelace", "Ada Lovelace-King"),
        ("Ada Lovelace", "Ada Byron Noel"),
        ("Ayşe Yılmaz", "Ayşe Demir"),
        ("Martin James", "Martin Weiß"),
    ],
)
def test_the_first_name_alone_may_be_equal(one: str, other: str) -> None:
    assert agree(one, other) == FIRST_NAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Smith", "Bob Smith"),
        ("Smith Anna", "Smith Bob"),
        ("Nagy Éva", "Nagy Péter"),
        ("Martin James", "Martin Paul"),
        ("Andreas Müller", "Andrea Müller"),
        ("J. Smith", "K. Smith"),
        ("John Smith Jr.", "John Smith"),
        ("John Smith Sr.", "John Smith, Jr."),
        ("John Smith II", "John Smith III"),
        ("John A. Smith", "John B. Smith"),
        ("Anna Maria Schmidt", "Anna Lena Schmidt"),
        ("Mr Smith", "Mrs Smith"),
        ("Herr Alex Müller", "Frau Alex Müller"),
        ("Anna & Bob Smith", "Anna Smith"),
        ("Anna und Bob Smith", "Anna Smith"),
        ("Smith Family", "Anna Smith"),
        ("Familie Müller", "Anna Müller"),
        ("Müller GmbH", "Hans Müller"),
        ("Schmidt Consulting", "Hans Schmidt"),
        ("Smith", "Anna Smith"),
        ("Person 12", "Person 13"),
        ("Ada Lovelace (Kiln)", "Ada Lovelace (Oakmere)"),
        ("bob.smith@example.org", "Anna Smith"),
        ("王小明", "王小名"),
        ("Bob, Smith", "Smith Anna"),
    ],
)
def test_other_names_are_two_peoples(one: str, other: str) -> None:
    assert agree(one, other) == DIFFERENT


def test_the_best_two_of_several_names_count() -> None:
    assert agreement(["Mum", "Anna Smith"], ["A. Smith"]) == COMPATIBLE
    assert agreement(["Mum"], ["A. Smith"]) == DIFFERENT


WORDS = st.sampled_from(["Ada", "A.", "Lovelace", "von", "Dr.", "Jr.", ",", "&", "(x)", "é", "Иван", "王", "12", "a@b", "'", "-", "Mrs"])  # fmt: skip
NAMES = st.one_of(st.text(max_size=20), st.lists(WORDS, max_size=6).map(" ".join))


@given(NAMES, NAMES)
def test_any_names_can_be_compared_in_either_order(one: str, other: str) -> None:
    assert agree(one, other) in (DIFFERENT, FIRST_NAME, COMPATIBLE, SAME)
    assert agree(one, one) >= COMPATIBLE
