"""Which words tell what a text is about, and which texts share any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.language.keywords import find_keywords, mentions, shared_keywords


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("prints of the notes", "printing", ("prints",)),
        ("Rust compilers", "compiler design", ("compilers",)),
        ("café life", "CAFE", ("café",)),
        ("math/analysis", "analysis of data", ("analysis",)),
        ("Ada's engines", "an engine", ("engines",)),
        ("learn Python", "Python, for those who learn", ("learn", "Python")),
        ("help with AI", "ai", ("AI",)),
        ("UX review", "ux", ("UX",)),
        ("C++", "teaching C++", ("C++",)),
        ("IT contracts", "contracts in IT", ("IT", "contracts")),
        ("書道", "書道", ("書道",)),
    ],
)
def test_what_two_texts_share_is_told_as_the_first_writes_it(
    one: str, other: str, words: tuple[str, ...]
) -> None:
    assert shared_keywords(one, other) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # What most needs and offers hold is no match alone, in any form.
        ("introductions to publishers", "introductions to lenders"),
        ("advice on companies", "companies that need advice"),
        ("small businesses", "a business trip"),
        ("I don't sleep", "what I don't eat"),
        ("we'll sing", "we'll swim"),
        # Nor is a number, a letter, or two that are no acronym.
        ("move in 2026", "sell by 2026"),
        ("10 panels", "10 chairs"),
        ("plan B", "vitamin B"),
        ("go home", "go east"),
        ("IT contracts", "is it raining"),
        ("C", "C++"),
        ("an engineer", "an engine"),
        ("organ music", "an organization"),
        ("police", "policy"),
        ("", ""),
    ],
)
def test_what_says_nothing_is_not_shared(one: str, other: str) -> None:
    assert shared_keywords(one, other) == ()
    assert shared_keywords(other, one) == ()


@pytest.mark.parametrize(
    ("text", "subject", "does"),
    [
        ("Analyst", "senior analyst", True),
        ("Senior Engineering Manager", "engineering manager", True),
        ("pricing", "advice on pricing", True),
        ("Engineering Manager", "project manager", False),
        ("Project Manager", "project managers", True),
        ("machine tools", "machine learning", False),
        ("Teacher", "head teacher", False),
        ("people I met at work", "people", True),
        ("nothing at all", "", False),
        ("IT", "it", False),
        ("IT director", "IT", True),
    ],
)
def test_a_text_mentions_a_subject_of_which_it_holds_all_but_the_vague_words(
    text: str, subject: str, does: bool
) -> None:
    assert mentions(text, subject) is does


@given(st.text(), st.text())
def test_sharing_is_mutual_and_a_text_mentions_itself_if_anything(one: str, other: str) -> None:
    assert bool(shared_keywords(one, other)) == bool(shared_keywords(other, one))
    assert mentions(one, one) == bool(find_keywords(one).written)
