"""What leaves the program as it is, and what is shown as an escape."""

import json
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plaintext_network.escape import escape, escape_json
from plaintext_network.model.language.formulas import guard, unguard

UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
CHARACTER = st.one_of(st.integers(0, 0x7F), st.integers(0, 0xFFFF), st.integers(0, 0x10FFFF)).map(chr)
ANY_TEXT = st.lists(st.one_of(CHARACTER, st.sampled_from("\t\n\r\x1b\x9b\u202e\udcff'="))).map("".join)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("\x1b]0;title\x07", r"\x1b]0;title\x07"),
        ("\x7f \x85 \x9b31m", r"\x7f \x85 \x9b31m"),
        ("one\ttwo\nthree\r", r"one\ttwo\nthree\r"),
        ("ada\u202egnp.exe", r"ada\u202egnp.exe"),
        ("\u2066isolated\u2069", r"\u2066isolated\u2069"),
        ("a\u2028b\u2029c", r"a\u2028b\u2029c"),
        ("caf\udce9.md", r"caf\udce9.md"),
    ],
)
def test_what_could_steer_a_terminal_is_shown_as_an_escape(text: str, shown: str) -> None:
    assert escape(text) == shown


@pytest.mark.parametrize(
    "name",
    [
        "Zoë",
        "李小龍",
        "\u200fשלמה\u200e",
        "محمد\u061c",
        "👩‍💻 Ada",
        "می\u200cرم",
        "non\u00a0breaking",
        r"back\slash",
    ],
)
def test_names_stay_as_they_are(name: str) -> None:
    assert escape(name) == name


def test_characters_to_keep_are_kept() -> None:
    assert escape("one\ntwo\tthree", keep="\n") == "one\ntwo\\tthree"


@given(ANY_TEXT)
def test_nothing_unsafe_is_left(text: str) -> None:
    assert not UNSAFE.search(escape(text))
    assert escape(escape(text)) == escape(text)
    if not UNSAFE.search(text):
        assert escape(text) == text


@given(st.lists(ANY_TEXT), st.sampled_from([None, 2]))
def test_json_means_the_same_when_escaped(texts: list[str], indent: int | None) -> None:
    document = escape_json(json.dumps(texts, ensure_ascii=False, indent=indent))

    assert not UNSAFE.search(document.replace("\n", ""))
    assert json.loads(document) == json.loads(json.dumps(texts))


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        ("+44 20 7946 0000", "'+44 20 7946 0000"),
        ("=1+1", "'=1+1"),
        ("'=1+1", "''=1+1"),
        ("-1", "'-1"),
        ("@ada", "'@ada"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("\n=1", "'\n=1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("\u200b=1", "'\u200b=1"),
        ('"=1"', '\'"=1"'),
        ("＝1+1", "'＝1+1"),
        ("＠SUM(1)", "'＠SUM(1)"),
        (" Ada", " Ada"),
        ('"Ada"', '"Ada"'),
        ("'tis", "'tis"),
        ("Ada", "Ada"),
        ("", ""),
    ],
)
def test_a_formula_is_guarded(text: str, guarded: str) -> None:
    assert guard(text) == guarded


@given(st.one_of(ANY_TEXT, st.text(st.sampled_from("'=+-@＝\t\r\n\" x"))))
@example("''")
def test_a_guard_comes_off_again(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not re.match(r"\s*[=+\-@＝]", guard(text))
