"""Front matter that is read without a YAML parser means what the parser says, with the same places."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from plaintext_network.notes import yaml_header
from plaintext_network.notes.plain_header import read_plain_header
from plaintext_network.notes.source import Source, decode
from plaintext_network.notes.yaml_header import read_yaml_header

LOADERS = [getattr(yaml, name) for name in ("CSafeLoader", "SafeLoader") if hasattr(yaml, name)]
ROOT = Path(__file__).parents[2]


def assert_equal(text: str, loader: Any) -> bool:
    """Assert that both readers agree; return whether the text needed no YAML parser."""
    found = read_plain_header(text)
    if found is None:
        return False
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_header, "_LOADER", loader)
        assert (found, ()) == read_yaml_header(Source(text)), text
    return True


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    "lines",
    [
        "type: contact",
        "name: Ada Lovelace  ",
        "name: Zoë 😀 Vámosi",
        "met_through: \"[[Ada]]\"\nnote: 'it: is # text'",
        "circles: [choir, 'old friends', \"a, b\"]\nother: []\nlinks: [https://example.org/a-b.html]",
        "up: [[Ada Lovelace]]",
        'with:\n  - "[[Ada]]"\n  - Bo\nchannel: call',
        "with:\n- Ada\n- 'Bo'",
        "name:\nrole:   \ndate: 2026-11-20",
        "time: 12:30\nflag: yes\nnothing: ~\nnumber: 1_000\nhex: 0x1\nexponent: 1e3",
        "date of birth: 1815-12-10",
        "a: " + "long " * 500,
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_plain_front_matter_needs_no_yaml_parser(lines: str, end: str, loader: Any) -> None:
    assert assert_equal(f"---\n{lines}\n---\nText.\n".replace("\n", end), loader)


@pytest.mark.parametrize(
    "lines",
    [
        "a: b: c", "a: b #c", "a: b:", "a: 'b''c'", 'a: "b\\n"', 'a: "b" c', "a: |\n  b", "a: >-\n  b", "a: &x b", "a: *x", "a: !!str b",
        "a: {b: c}", "a: [b, [c]]", "a: [b", "a: [b,]", "a: [[b, c]]", "a: b\n  c", "a:\n  b: c", "a:\n  - b: c", "a:\n  - b\n   - c",
        "a:\n  - b\n  c", "a: b\n- c", "- a", "? a\n: b", "<<: a", "a : b", "a:\tb", "a: b\tc", "a: b\na: c", "a: -", "a: - b", "a: `b`",
        "a: @b", "a: %b", "a: \x85b", "a: b\u2028c", "\ufeffa: b", "a: \ufeffb", "a: \x07", "a: \ud800", "# comment", "", "a: b\n\nc: d", "a",
        "--- a: b", "a:b",
    ],
)  # fmt: skip
def test_other_front_matter_is_left_to_the_yaml_parser(lines: str) -> None:
    assert read_plain_header(f"---\n{lines}\n---\n") is None


PIECES = [
    "a", "name", "b c", "é", "名", "😀", "_", "1", "-1", "+1", ".5", "1_000", "0x1", "1e3", "12:30", "2026-1-1", "2026-11-20", "yes", "No",
    "~", "null", "true", ": ", ":", "::", ":  ", " #", "#", "# c", "\t", " ", "  ", "&x ", "*x", "!!int ", "!", "? ", "?", "- ", "-", "--",
    "---", "...", "\n", "\n", "\n- ", "\n  - ", "\n    - ", "\n\n", "\r\n", "\r", "\x85", "\u2028", "\u2029", "\ufeff", "\xa0", "\x00",
    "\x7f", "\ufffe", "\ud800", "[", "]", "[[", "]]", "[]", "{", "}", ",", ", ", "'", '"', "''", '""', "\\", "|", ">", ">-", "%", "@", "`",
    "<<", "=", "<", "(", ")", "/", "https://example.org/a?b=c#d", "[[Ada]]", '"[[Ada]]"', "x" * 1030, "\u200b", "$", "'a'", '"a"', "&", ";",
]  # fmt: skip
NAMES = [
    "a",
    "b",
    "name",
    "date of birth",
    "é",
    "x-y",
    "1",
    "_a",
    "null",
    "a ",
    "<<",
    "a:b",
    "y" * 101,
    "²",
    "a\u0301",
]

broken = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
words = st.text(max_size=6) | broken
item = st.sampled_from(["a", "'b'", '"c d"', "1", "[[e]]", "f: g", "é h", "-"]) | words
value = (
    words
    | st.lists(item, max_size=4).map(lambda items: f"[{', '.join(items)}]")
    | st.lists(item, max_size=4).map(lambda items: f"[{','.join(items)} ]")
    | st.tuples(st.sampled_from(["\n- ", "\n  - ", "\n -  "]), st.lists(item, min_size=1, max_size=4)).map(
        lambda parts: "".join(parts[0] + each for each in parts[1])
    )
    | item.map(lambda text: f'"{text}"')
    | item.map(lambda text: f"'{text}'")
    | item.map(lambda text: f"[[{text}]]")
)
line = st.tuples(st.sampled_from(NAMES) | words, st.sampled_from([": ", ":", ":  ", " : "]), value).map(
    "".join
)
front_matter = st.tuples(
    st.lists(line, max_size=5),
    st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"]),
    st.sampled_from(["---", "...", "--- ", "---x", "--"]),
).map(lambda parts: parts[1].join(["---", *parts[0], parts[2], "Text."]))


@pytest.mark.parametrize("loader", LOADERS)
@given(text=front_matter)
@example(text="---\na: b\n---")
@example(text="---\na:\n  - b\n...\n")
def test_random_front_matter_means_what_the_yaml_parser_says(text: str, loader: Any) -> None:
    assert_equal(text, loader)


@pytest.mark.parametrize("loader", LOADERS)
def test_the_front_matter_of_every_note_here_means_what_the_yaml_parser_says(loader: Any) -> None:
    texts = [
        decode(path.read_bytes())[0].text
        for folder in ("sample_vault", "tests", "docs")
        for path in (ROOT / folder).rglob("*.md")
    ]
    plain = [assert_equal(text, loader) for text in texts if text.startswith("---")]
    assert sum(plain) > len(plain) / 2
