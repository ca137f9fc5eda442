"""A text is written so that readers of YAML 1.1 and 1.2 read the same text back."""

import io

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from plaintext_network.errors import EditRefused
from plaintext_network.notes.scalars import Quotes, YamlText, format_scalar

TEXTS = [
    "NO", "no", "on", "Off", "y", "N", "true", "null", "~", "", ".inf", ".NaN", "=", "<<", "-", "?", ":",
    "0441234", "+44 20 555", "0x1F", "0o14", "1_000", "1e3", "12:30", "12:30:45", "190:20:30", "-1", ".5", "5.", "1,5",
    "2026-11-20", "2026-11-20T10:00:00Z", "12-10", "--12-10", "a?b", "https://x.org/?q=1", "who?", "e1", "E+5", "@ada", "`code`", "#tag", "a #b", "a: b", "a:", ": a",
    "- a", "[a", "[[Ada]]", "see [[Ada]]", "{a}", "a, b", "a]", "!x", "&x", "*x", "|", ">", "%x", "'a'", '"a"',
    "it's", "say \"x\"", "C:\\dir", "a\nb", "a\tb", "tab\t", " a", "a ", "\x00", "\x07", "\x85", "\u2028", "\ufeff",
    "é", "🎉", "👨‍👩‍👧", "שלום\u200f", "--- a", "...", "a\\nb", "{{title}}", "<% x %>", "2 months", "90d", "90", "every 3 months",
]  # fmt: skip


def read_11(document: str) -> object:
    return yaml.safe_load(document)


def read_12(document: str) -> object:
    return YAML(typ="safe", pure=True).load(io.StringIO(document))


@pytest.mark.parametrize("quotes", ["", "'", '"'])
@pytest.mark.parametrize("text", TEXTS)
def test_both_kinds_of_reader_read_the_text_back(text: str, quotes: Quotes) -> None:
    for document in (
        f"a: {format_scalar(YamlText(text), quotes)}\nb: 1\n",
        f"a: [{format_scalar(YamlText(text), quotes, flow=True)}, 1]\n",
    ):
        for reader in (read_11, read_12):
            read = reader(document)
            assert isinstance(read, dict)
            assert (read["a"][0] if isinstance(read["a"], list) else read["a"]) == text, document


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), st.sampled_from(["", "'", '"']))
def test_any_text_is_read_back(text: str, quotes: Quotes) -> None:
    for flow in (False, True):
        written = format_scalar(YamlText(text), quotes, flow=flow)
        assert "\n" not in written
        document = f"a: [{written}]\n" if flow else f"a: {written}\n"
        for reader in (read_11, read_12):
            read = reader(document)
            assert isinstance(read, dict)
            assert read["a"] == ([text] if flow else text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2 months", "2 months"),
        ("Ada Lovelace", "Ada Lovelace"),
        ("https://example.org/ada", "https://example.org/ada"),
        ("ada@example.org", "ada@example.org"),
        ("O'Neill & Sons", "O'Neill & Sons"),
        ("2026-12-04 send the slides", "2026-12-04 send the slides"),
        ("Łukasz 🎉", "Łukasz 🎉"),
    ],
)
def test_a_harmless_text_needs_no_quotes(text: str, written: str) -> None:
    assert format_scalar(YamlText(text)) == written
    assert format_scalar(YamlText(text), flow=True) == written


def test_a_day_that_is_meant_as_one_stands_bare() -> None:
    assert format_scalar(YamlText("2026-12-04", bare=True)) == "2026-12-04"
    assert format_scalar(YamlText("2026-12-04")) == '"2026-12-04"'


def test_half_a_character_is_refused() -> None:
    with pytest.raises(EditRefused, match="half of a surrogate pair"):
        format_scalar(YamlText("a\ud800"))
