"""The format of a file of phrases."""

import pytest

from plaintext_network.model.language.phrase_lists import parse_phrase_lists


def test_a_list_has_a_heading_and_a_phrase_on_each_line() -> None:
    text = "# Words.\n\n[fruit]\napple\n  ripe pear \n# Not fruit.\n[trees: tall]\r\noak\n"
    assert parse_phrase_lists(text) == {"fruit": ("apple", "ripe pear"), "trees: tall": ("oak",)}


@pytest.mark.parametrize(
    ("text", "line"),
    [("apple\n", "line 1: "), ("[fruit]\n[fruit]\n", "line 2: "), ("[fruit]\napple\n\napple\n", "line 4: ")],
)
def test_a_mistake_in_a_file_is_reported_with_its_line(text: str, line: str) -> None:
    with pytest.raises(ValueError, match=f"^{line}"):
        parse_phrase_lists(text)
