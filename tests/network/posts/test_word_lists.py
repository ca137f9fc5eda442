"""The phrases that the draft check looks for: each can be found, and each list is used."""

import re
from pathlib import Path

import pytest

from plaintext_network.model.language.phrases import keys_in, listed_phrase, words_in
from plaintext_network.network.posts import word_lists
from plaintext_network.network.posts.word_lists import lists, own_phrases, personal_topics, phrases

PACKAGE = Path(word_lists.__file__).parent
CODE = "".join(path.read_text("utf-8") for path in sorted(PACKAGE.glob("*.py")))


def used(function: str) -> set[str]:
    """Return the headings that the code passes to a function."""
    calls = re.findall(rf"(?<!_){function}\(([^)]*)\)", CODE)
    return {heading for call in calls for heading in re.findall(r'"([^"]+)"', call)}


WORDS = used("words")


def test_each_list_is_used_and_each_that_is_used_is_there() -> None:
    personal = {
        heading for heading in lists() if heading.startswith(("personal: ", "personal after I or my: "))
    }
    assert WORDS | used("phrases") | personal == set(lists())
    assert {heading.partition(": ")[2] for heading in personal} == set(personal_topics())


@pytest.mark.parametrize("heading", sorted(WORDS - {"professional circles", "everybody"}))
def test_a_single_word_can_be_a_word_of_a_text(heading: str) -> None:
    for word in lists()[heading]:
        assert keys_in(word) == [word]


@pytest.mark.parametrize("heading", sorted(lists().keys() - WORDS))
def test_a_phrase_is_found_where_it_is_written(heading: str) -> None:
    for line in lists()[heading]:
        written = " ".join(part.split("|")[-1] for part in line.split()).replace("!", "")
        words = words_in(written)
        assert listed_phrase(line).length_at(words, 0) == len(words), line


def test_a_phrase_with_an_apostrophe_is_found() -> None:
    for text in ("It's confidential.", "that’s confidential", "What's wrong with them?"):
        assert list(phrases("secrets", "aversions").find(words_in(text)))


def test_a_new_topic_needs_no_phrases_of_the_writers_own() -> None:
    assert list(own_phrases("gardening").find(words_in("my garden"))) == []
