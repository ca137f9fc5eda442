"""What a question is about: all of its words, those that say something, then the longest ones."""

import pytest

from plaintext_network.agents.tools.question_words import phrases


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("architect", ["architect"]),
        ("an architect in Cardiff", ["an architect in Cardiff", "architect Cardiff", "architect", "Cardiff"]),
        ("Who do I know at the BBC?", ["Who do I know at the BBC", "BBC"]),
        ("“moths”, please!", ["moths please", "please", "moths"]),
        ("birthday this month", ["birthday this month", "birthday"]),
        ("who is it", ["who is it"]),
        ("a b c d", ["a b c d", "b c d"]),
        ("", []),
    ],
)
def test_the_likeliest_comes_first(question: str, expected: list[str]) -> None:
    assert list(phrases(question)) == expected
    assert list(phrases(question, alone=False)) == expected[: len(list(phrases(question, alone=False)))]


def test_at_most_three_words_are_tried_alone() -> None:
    assert len(list(phrases("violin cello trumpet oboe"))) == 4
