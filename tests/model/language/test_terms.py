"""What the words of a need or an offer count: its head, what describes it, its surroundings, and what says nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.language.inflect import base_forms, singulars, stem
from plaintext_network.model.language.terms import CONTEXT, HEAD, MODIFIER, find_terms, term_beginnings


def parts(text: str, is_role: bool = False) -> dict[str, float]:
    """Return the telling words of a text with their parts."""
    return {term.written: term.part for term in find_terms(text, is_role).words if term.telling}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("piano lessons for children", {"piano": HEAD}),
        ("a piano tuner", {"piano": MODIFIER, "tuner": HEAD}),
        ("tuning of pianos", {"tuning": HEAD, "pianos": MODIFIER}),
        ("someone to repair an old dough mixer", {"repair": HEAD, "dough": MODIFIER, "mixer": HEAD}),
        ("a hut with a piano", {"hut": HEAD, "piano": CONTEXT}),
        ("an accountant who understands sole traders", {"accountant": HEAD, "sole": CONTEXT, "traders": CONTEXT}),
        ("seeds and soil for the bees", {"seeds": HEAD, "soil": HEAD, "bees": CONTEXT}),
        # What only asks or offers says nothing, and what follows it is what matters.
        ("looking for somebody who can help me with jam", {"jam": HEAD}),
        ("an introduction to publishers", {"publishers": HEAD}),
        ("advice on jam", {"jam": HEAD}),
        ("help to find good people", {}),
        ("a new one in the evenings, once or twice", {}),
        ("", {}),
        # A language is about itself only where it is spoken, taught or translated.
        ("German law", {"law": HEAD}),
        ("German lessons", {"German": HEAD}),
        ("translation of leases from German", {"translation": HEAD, "leases": MODIFIER, "German": CONTEXT}),
        ("letters to Portugal translated", {"translated": CONTEXT, "Portugal": CONTEXT}),
        # Two broad words make one that says something.
        ("a room", {}),
        ("children's stories", {"children's stories": HEAD}),
        ("IT", {"IT": HEAD}),
        ("C++ and C", {"C++": HEAD}),
        ("書道", {"書道": HEAD}),
    ],
)  # fmt: skip
def test_a_word_counts_by_its_part_of_the_text(text: str, expected: dict[str, float]) -> None:
    assert parts(text) == expected


def test_a_role_says_a_field_or_a_trade_but_no_title_and_no_employer() -> None:
    assert parts("Head of procurement at the port", True) == {"procurement": HEAD}
    assert parts("Marketing manager", True) == {"Marketing": HEAD}
    assert parts("Nurse in a prison", True) == {"Nurse": HEAD}
    assert parts("a nurse in a prison") == {"nurse": HEAD, "prison": CONTEXT}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("photographer", "photos"),
        ("lawyer", "solicitor"),
        ("carpenter", "joiners"),
        ("mathematician", "maths"),
        ("organise", "organization"),
    ],
)
def test_words_of_one_meaning_are_one_word(one: str, other: str) -> None:
    assert [term.stem for term in find_terms(one).words] == [term.stem for term in find_terms(other).words]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("office", "officer"),
        ("organ", "organization"),
        ("organism", "organize"),
        ("universe", "university"),
        ("market", "marketing"),
        ("custom", "customer"),
        ("customer", "customs"),
        ("book", "booking"),
        ("hospital", "hospitality"),
        ("import", "important"),
        ("experience", "experiment"),
        ("letter", "lettering"),
    ],
)
def test_words_that_only_begin_alike_have_stems_of_their_own(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_a_form_has_its_base() -> None:
    for form, base in (
        ("bakeries", "bakery"),
        ("boxes", "box"),
        ("fitted", "fit"),
        ("making", "make"),
        ("tried", "try"),
    ):
        assert base in set(base_forms(form))
    assert "book" not in set(singulars("booking"))
    assert list(singulars("glass")) == ["glass"]


@given(st.text(), st.booleans())
def test_any_text_can_be_weighed(text: str, is_role: bool) -> None:
    terms = find_terms(text, is_role)
    assert all(0 < term.weight <= 1 and 0 < term.part <= HEAD for term in terms.words)
    assert len({term.stem for term in terms.words}) == len(terms.words)


@pytest.mark.parametrize(
    "text", ["photographer", "a joiner", "German lessons", "dying", "children's stories"]
)
def test_every_form_of_a_word_has_one_of_its_beginnings(text: str) -> None:
    beginnings = term_beginnings(find_terms(text))
    assert any(text.lower().find(beginning) >= 0 for beginning in beginnings)
    if text == "photographer":
        assert any("photos".startswith(beginning) for beginning in beginnings)
