"""The phrases that the draft check looks for: each can be found, and each list is used."""

import re
from pathlib import Path

import pytest

from plaintext_network.model.language.phrases import keys_in, listed_phrase, words_in
from plaintext_network.network.posts import word_lists
from plaintext_network.network.posts.word_lists import (
    PLACES,
    comparisons,
    lists,
    personal_topics,
    phrases,
    topic_phrases,
)

PACKAGE = Path(word_lists.__file__).parent
CODE = "".join(path.read_text("utf-8") for path in sorted(PACKAGE.glob("*.py")))


def used(function: str) -> set[str]:
    """Return the headings that the code passes to a function."""
    calls = re.findall(rf"(?<!_)\b{function}\(([^)]*)\)", CODE)
    return {heading for call in calls for heading in re.findall(r'"([^"]+)"', call)}


WORDS = used("words")
GAPS = {heading for heading in lists() if heading.endswith("with a gap")}
# Lines of other forms.
FAMILIES = {"field families", "words at a place of work"}


def test_each_list_is_used_and_each_that_is_used_is_there() -> None:
    matters = {f"{topic}, {place}" for topic in personal_topics() for place in PLACES} & lists().keys()
    quoted = set(re.findall(r'"([^"\n]+)"', CODE))
    assert set(lists()) - matters <= quoted
    assert WORDS | used("phrases") <= set(lists())


@pytest.mark.parametrize("heading", sorted(WORDS - {"professional circles", "everybody"}))
def test_a_single_word_can_be_a_word_of_a_text(heading: str) -> None:
    for word in lists()[heading]:
        assert keys_in(word) == [word]


@pytest.mark.parametrize("heading", sorted(lists().keys() - WORDS - GAPS - FAMILIES))
def test_a_phrase_is_found_where_it_is_written(heading: str) -> None:
    for line in lists()[heading]:
        written = " ".join(part.split("|")[-1] for part in line.split()).replace("!", "")
        words = words_in(written)
        assert listed_phrase(line).length_at(words, 0) == len(words), line


@pytest.mark.parametrize("heading", sorted(GAPS))
def test_a_phrase_with_a_gap_has_words_on_both_sides(heading: str) -> None:
    for line in lists()[heading]:
        before, gap, after = line.partition(" … ")
        assert all((before.strip(), gap, after.strip())), line


def test_no_phrase_repeats_a_word_around_a_bar() -> None:
    for heading, lines in lists().items():
        for line in lines:
            for part in line.split():
                ways = part.split("|")
                assert len(set(filter(None, ways))) == len(ways), (heading, line)


@pytest.mark.parametrize(
    ("listed", "written"),
    [
        ("can't stand", "cannot stand"),
        ("don't trust", "do not trust"),
        ("won't miss", "will not miss"),
        ("can't stand", "cant stand"),
    ],
)
def test_not_is_found_in_every_form(listed: str, written: str) -> None:
    assert listed in lists()["aversions"]
    words = words_in(written)
    assert phrases("aversions").length_at(words, 0) == len(words)


def test_comparisons_are_found_with_their_adjective() -> None:
    for word in ("lazier", "dullest", "ruder", "pettiest"):
        assert comparisons("faults", "mild insults").length_at(words_in(word), 0) == 1


def test_a_phrase_with_an_apostrophe_is_found() -> None:
    for text in ("It's confidential.", "that’s confidential", "What's wrong with them?"):
        assert list(phrases("secrets", "aversions").find(words_in(text)))


def test_a_topic_may_lack_a_list() -> None:
    assert list(topic_phrases("politics", "verbs").find(words_in("I lost my job"))) == []
