"""Texts of notes as Markdown that shows them as they are."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from plaintext_network.lsp.features.markdown_text import markdown_text, plain_text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        # Most texts stay as they are.
        ("Analyst, Kiln & Sons (2024): #3 - 5 * 4 = 20!", "Analyst, Kiln & Sons (2024): #3 - 5 * 4 = 20!"),
        ("met_on, 10:30, 田中 さくら, e\u0301, 👩‍🚀", "met_on, 10:30, 田中 さくら, e\u0301, 👩‍🚀"),
        ("a [b] c", "a [b] c"),
        # Marks, code and entities.
        ("*needs* **now** _that_ `x` ~~no~~", "\\*needs\\* \\*\\*now\\*\\* \\_that\\_ \\`x\\` \\~\\~no\\~\\~"),
        ("C:\\d &amp; &#65;", "C:\\\\d \\&amp; \\&#65;"),
        # Links, pictures and HTML.
        ("[a](b) ![a](b) [a][b]", "\\[a\\](b) ![a\\](b) [a\\][b]"),
        ("<b>x</b> 1 < 2 <!-- x -->", "\\<b>x\\</b> 1 < 2 \\<!-- x -->"),
        ("https://a.example www.a.example me@a.example", "https\\://a.example www\\.a.example me\\@a.example"),
        ("javascript:alert(1) mailto:a", "javascript:alert(1) mailto\\:a"),
        # What begins a line.
        ("# a", "\\# a"),
        ("- a", "\\- a"),
        ("1. a", "1\\. a"),
        ("12) a", "12\\) a"),
        ("> a", "\\> a"),
        ("---", "\\---"),
        ("=", "\\="),
        ("|-", "\\|-"),
        ("[a]: b", "\\[a\\]: b"),
        ("-5 degrees", "-5 degrees"),
        # One line without control characters.
        ("a\n\n    b\t\x00c\u202ed", "a b c d"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_text_is_escaped_where_it_has_a_meaning(text: str, markdown: str) -> None:
    assert markdown_text(text) == markdown


MARKS = st.sampled_from(
    [*"\\`*_~[]()<>&#!|-+=.:;@/ ", "a", "Z", "1", "\n", "\t", "www.", "http://", "![", "](", "[x]:", "&lt;", "<b>", "---", "    ", "1. ", "é"]
)  # fmt: skip
ANY = st.lists(MARKS, max_size=14).map("".join) | st.text(max_size=20)
COMMONMARK = MarkdownIt("commonmark").enable("strikethrough").enable("table")


@given(ANY, ANY)
def test_no_text_becomes_anything_but_words(first: str, second: str) -> None:
    # As a description has it: a line in bold, an item, and text in lines.
    lines = [f"**a{markdown_text(first)}a**", f"- b: {markdown_text(second)}", ""]
    lines += [f"{markdown_text(first)}  ", markdown_text(second) or "c"]
    tokens = COMMONMARK.parse("\n".join(lines))
    types = [token.type for token in tokens if token.type.endswith("_open") or token.nesting == 0]
    expected = ["paragraph_open", "inline", "bullet_list_open", "list_item_open", "paragraph_open", "inline"]
    assert types == [*expected, "paragraph_open", "inline"]
    bold, item, text = (token.children or [] for token in tokens if token.type == "inline")
    assert [token.type for token in bold if token.type not in ("text", "strong_open", "strong_close")] == []
    assert shown(bold) == f"a{words(first)}a".strip()
    assert shown(item) == f"b: {words(second)}".strip()
    assert shown(text) == "\n".join(filter(None, [words(first), words(second) or "c"]))


def words(text: str) -> str:
    return " ".join(
        re.sub(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]", " ", text).split()
    )


def shown(tokens: list[Token]) -> str:
    """Return what a reader sees; fails for anything but text."""
    for token in tokens:
        assert token.type in ("text", "strong_open", "strong_close", "hardbreak", "softbreak"), token
    return "".join("\n" if token.type in ("hardbreak", "softbreak") else token.content for token in tokens)


@given(ANY)
def test_no_address_is_left_that_readers_make_a_link_of(text: str) -> None:
    markdown = markdown_text(text)
    assert not re.search(
        r"(?<![^\W_])www\.|(?<![^\W_])(?:https?|ftp)://|[\w.+-]@[\w-]", markdown, re.IGNORECASE
    )


@given(ANY)
def test_an_editor_without_markdown_shows_the_words(text: str) -> None:
    assert plain_text(f"**{markdown_text(text)}**: `x`  \ny") == f"{words(text)}: x\ny"
