"""Headings and simple lists that are found without a parser are those that the parser finds, at the same places."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plaintext_network.notes import body
from plaintext_network.notes.body import read_body
from plaintext_network.notes.plain_blocks import plain_blocks
from plaintext_network.notes.source import Source


def assert_equal(text: str) -> bool:
    """Assert that the parser finds the same; return whether the text needed no parser."""
    if plain_blocks(text) is None:
        return False
    found = read_body(Source(text), 0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(body, "plain_blocks", lambda _: None)
        assert found == read_body(Source(text), 0), text
    return True


@pytest.mark.parametrize(
    "text",
    [
        "## Log\n\n- 2026-11-20 call: [[Ada]]\n- 2026-11-21 coffee\n\n## Notes\nText.\n",
        "Text.\n\n- [ ] send the slides 📅 2026-12-04\n",
        "Text.\n\n* a\n* b #touch\n\n\nMore [[text]].",
        "# Title\n- a\n# Next\n- b",
        "- Log\n- x [due:: 2026-12-01]\n\n\n",
        "text\n# heading\ntext - text\n",
    ],
)
def test_simple_lists_and_headings_need_no_parser(text: str) -> None:
    assert assert_equal(text)


@pytest.mark.parametrize(
    "text",
    [
        "- a\n  - b", "- a\nlazy", "- a\n\n  more", "- a\n\n- b", "text\n- a", "- a\n* b", "- - a", "- # a", "- > a", "-  a", "- `a`", "1. a",
        "> a", "```\na\n```", "    code", "a\n===", "a\n---", "---", "- - -", "* * *", "<div>\n- a", "- [a]: b", "# a #", "- a\r\n- b", "\ta",
        "- a\n\n text", "#\ta", "-\ta", "- a\n \n  b",
    ],
)  # fmt: skip
def test_other_blocks_are_left_to_the_parser(text: str) -> None:
    assert plain_blocks(text) is None


LINES = [
    "", "", "", "a", "text [[Ada]]", "- a", "- a", "- b [x:: y]", "- [ ] task", "- [x] done #tag", "* a", "+ a", "# Log", "## H  ", "#x", "# a #",
    "####### s", "-  two", "-", "- ", "  - n", "    code", "\tt", "1. x", "> q", "---", "===", "- - -", "**b** c", "- **b** c", "<div>", "<!-- c -->",
    "a <!-- c -->", "- a %% c %%", "%%", "[a]: b.md", "- [a]: b.md", "- [a][a]", "[a]:", "- # h", "- 1. x", "- > q", "```", "- `c`", "\\", "- a\\",
    " ", "  ", "\t", "\x0b", "\xa0", "\u2028", " text", "   text", "- \u2003x", "# x\u2003", "- x ", "2026-11-20 x", "5", "5.", "- 5)", "| a |",
    "|---|", "- x\r", "<a href='x.md'>", "- <b>", "- ~~x~~", "- #tag", "- Log", "- a\x0b", "_", "- ==", "- \ta", "#\ta", "## ", "[^1]: f", "- [ ]: x",
]  # fmt: skip


@given(st.lists(st.sampled_from(LINES), max_size=8).map("\n".join))
@example("- a\n\n\n# b")
@example("- a\n\n\xa0b")
def test_random_blocks_are_those_that_the_parser_finds(text: str) -> None:
    assert_equal(text)
