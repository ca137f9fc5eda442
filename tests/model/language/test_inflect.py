"""Stems, plurals and verb forms of English words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.language.inflect import common_beginning, common_forms, plural, stem


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("engineer", "engineers"),
        ("salary", "salaries"),
        ("boy", "boys"),
        ("boss", "bosses"),
        ("bonus", "bonuses"),
        ("diagnosis", "diagnoses"),
        ("coach", "coaches"),
        ("tax", "taxes"),
        ("logistics", "logistics"),
    ],
)
def test_a_noun_has_a_plural(noun: str, expected: str) -> None:
    assert plural(noun) == expected


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("salary", "salaries"),
        ("salaries", "salary"),
        ("merger", "mergers"),
        ("stop", "stopped"),
        ("price", "pricing"),
        ("worry", "worried"),
        ("box", "boxes"),
        ("lens", "lenses"),
    ],
)
def test_a_word_has_its_common_forms(word: str, form: str) -> None:
    assert form in common_forms(word)


@pytest.mark.parametrize(
    ("word", "other"), [("business", "busy"), ("import", "important"), ("paste", "past")]
)
def test_words_of_one_stem_need_not_be_forms_of_each_other(word: str, other: str) -> None:
    assert other not in common_forms(word)


@pytest.mark.parametrize(
    ("one", "several"),
    [("bookshelf", "bookshelves"), ("child", "children"), ("analysis", "analyses"), ("thesis", "theses")],
)
def test_an_unusual_plural_has_the_stem_of_its_singular(one: str, several: str) -> None:
    assert stem(one) == stem(several)
    assert several.startswith(common_beginning(stem(one)))


def test_an_engineer_is_no_engine() -> None:
    assert stem("engineering") == stem("engineers") != stem("engines")


@given(st.text(max_size=20))
def test_any_word_is_one_of_its_forms(word: str) -> None:
    assert word in common_forms(word)
    assert len(common_beginning(word)) <= 4
