"""A question finds contacts by what its words are of them, and never by a text that isn't shown."""

from collections.abc import Sequence

import pytest

from plaintext_network.agents.tools.find_by_words import find_by_words
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.people.person import Person
from tests.conftest import TODAY, index_of

NOTES = {
    "contacts/Ada.md": "---\nlocation: Leeds\ntags: [walks]\n---\n",
    "contacts/Bo.md": "---\nlocation: Leeds Green\nneeds: [a garden in Leeds, a loan]\n---\n",
    "contacts/Cy.md": "---\nrole: Gardener\n---\n",
}


@pytest.fixture(scope="module")
def people() -> Sequence[Person]:
    index = index_of(NOTES)
    return [Person(index, path, Rules(), TODAY) for path in sorted(NOTES)]


@pytest.mark.parametrize(
    ("question", "name", "found"),
    [
        ("leeds", "location", ["Ada", "Bo"]),
        ("Who do I know in Leeds?", "location", ["Ada", "Bo"]),
        ("Leeds, green", "location", ["Bo"]),
        ("leeds green", "location", ["Bo"]),
        # A garden is part of a gardener, who comes before a need.
        ("has anybody a garden", "role", ["Cy"]),
        ('a "loan"', "needs", ["Bo"]),
        ("walk", "tags", ["Ada"]),
    ],
)
def test_a_question_finds_those_with_its_words(
    people: Sequence[Person], question: str, name: str, found: list[str]
) -> None:
    by_words = find_by_words(people, question)
    assert by_words is not None
    assert (by_words.name, [person.name for person in by_words.people]) == (name, found)


@pytest.mark.parametrize("question", ["a an", "", '"', "*", "\u0301", "xylophonists in"])
def test_words_that_nobody_has_find_nobody(people: Sequence[Person], question: str) -> None:
    assert find_by_words(people, question) is None


def test_words_together_are_not_found_alone(people: Sequence[Person]) -> None:
    assert find_by_words(people, "walks in Leeds", together=True) is None
    assert find_by_words(people, "leeds green", together=True) == find_by_words(people, "leeds green")


def test_a_text_that_is_not_shown_finds_nobody(people: Sequence[Person]) -> None:
    by_words = find_by_words(
        people, "garden", lambda text, path: (text, path) != ("Gardener", "contacts/Cy.md")
    )
    assert by_words is not None
    assert (by_words.name, [person.name for person in by_words.people]) == ("needs", ["Bo"])
    assert find_by_words(people, "garden", lambda *_: False) is None
