"""The server's text of a document is the client's after any changes, in any encoding."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from plaintext_network.lsp.positions import Position
from plaintext_network.lsp.server.client.client_positions import Encoding
from plaintext_network.lsp.server.client.open_documents import OpenDocument, OpenDocuments, whole_characters
from tests.lsp.server.conftest import Start
from tests.lsp.server.test_client_positions import ENCODINGS, LETTERS, encoded_units

TEXTS = st.text(LETTERS, max_size=12).map(whole_characters)
# Line endings that come together and apart.
ENDINGS = st.text("a\n\r😀", max_size=8)


def client_lines(text: str) -> list[str]:
    """Return the lines of a text as the protocol counts them, with their endings; the last one has none."""
    parts = re.split("(\r\n|\r|\n)", text)
    return [line + ending for line, ending in zip(parts[::2], [*parts[1::2], ""], strict=True)]


def position_at(text: str, offset: int, encoding: Encoding) -> types.Position:
    """Return the position of an offset, as a client computes it."""
    for number, line in enumerate(client_lines(text)):
        whole = line.rstrip("\r\n")
        if offset <= len(whole) or not line[len(whole) :]:
            return types.Position(number, encoded_units(whole[:offset], encoding))
        offset = max(offset - len(line), 0)
    raise AssertionError("the offset is beyond the text")


def is_position(text: str, offset: int) -> bool:
    """Return whether a client has a position for an offset: not between CR and LF."""
    return text[offset - 1 : offset + 1] != "\r\n" if offset else True


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, list[str], list[types.TextDocumentContentChangePartial], Encoding]:
    """Return a text, the texts after each of some edits, these edits and their encoding."""
    encoding = draw(st.sampled_from(ENCODINGS))
    kind = draw(st.sampled_from((TEXTS, ENDINGS)))
    first = text = draw(kind)
    texts, changes = [], []
    for _ in range(draw(st.integers(1, 6))):
        offsets = [offset for offset in range(len(text) + 1) if is_position(text, offset)]
        start, end = sorted(draw(st.lists(st.sampled_from(offsets), min_size=2, max_size=2)))
        new = draw(kind)
        where = types.Range(position_at(text, start, encoding), position_at(text, end, encoding))
        changes.append(types.TextDocumentContentChangePartial(where, new))
        text = whole_characters(text[:start] + new + text[end:])
        texts.append(text)
    return first, texts, changes, encoding


@given(edits())
def test_a_document_has_the_clients_text_after_each_change(
    case: tuple[str, list[str], list[types.TextDocumentContentChangePartial], Encoding],
) -> None:
    first, texts, changes, encoding = case
    document = OpenDocument("file:///a.md", 1, first, encoding)
    for version, (text, change) in enumerate(zip(texts, changes, strict=True), 2):
        document = document.changed(version, [change])
        assert (document.text, document.version) == (text, version)


@given(edits())
def test_several_changes_at_once_apply_one_after_the_other(
    case: tuple[str, list[str], list[types.TextDocumentContentChangePartial], Encoding],
) -> None:
    first, texts, changes, encoding = case
    assert OpenDocument("file:///a.md", 1, first, encoding).changed(2, changes).text == texts[-1]


@given(TEXTS, TEXTS, st.sampled_from(ENCODINGS), st.lists(st.integers(0, 30), min_size=4, max_size=4))
def test_any_range_changes_something_or_nothing_but_never_fails(
    text: str, new: str, encoding: Encoding, numbers: list[int]
) -> None:
    one, two, three, four = numbers
    where = types.Range(types.Position(one, two), types.Position(three, four))
    document = OpenDocument("file:///a.md", 1, text, encoding)
    changed = document.changed(2, [types.TextDocumentContentChangePartial(where, new)])
    assert new in changed.text or whole_characters(new) != new or "\ud83d" in text + new
    if changed.cursor is not None:
        lines = changed.positions.lines
        assert lines.position(lines.offset(changed.cursor)).line <= changed.cursor.line


def change(*places: int, text: str = "") -> types.TextDocumentContentChangePartial:
    start, end = types.Position(*places[:2]), types.Position(*places[2:])
    return types.TextDocumentContentChangePartial(types.Range(start, end), text)


def opened(text: str, encoding: Encoding = "utf-16") -> OpenDocument:
    return OpenDocument("file:///a.md", 1, text, encoding)


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x85"])
def test_only_the_line_endings_of_the_protocol_end_a_line(separator: str) -> None:
    document = opened(f"one{separator}two\nthree")
    assert document.changed(2, [change(1, 0, 1, 5, text="3")]).text == f"one{separator}two\n3"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending_ends_a_line(ending: str) -> None:
    document = opened(f"a{ending}b{ending}")
    assert document.changed(2, [change(2, 0, 2, 0, text="c")]).text == f"a{ending}b{ending}c"


def test_a_change_may_join_and_split_crlf() -> None:
    # Now these are two lines.
    joined = opened("a\rx\nb").changed(2, [change(1, 0, 1, 1), change(1, 0, 1, 1, text="c")])
    assert joined.text == "a\r\nc"
    joined = opened("a\nb").changed(2, [change(0, 1, 0, 1, text="\r"), change(1, 1, 1, 1, text="c")])
    assert joined.text == "a\r\nbc"
    joined = opened("a\n").changed(2, [change(1, 0, 1, 0, text="\n"), change(0, 1, 0, 1, text="\r")])
    assert joined.text == "a\r\n\n"
    # And these are three.
    split = opened("a\r\nb").changed(2, [change(0, 1, 1, 0, text="\r"), change(1, 0, 1, 0, text="x\n")])
    assert split.text == "a\rx\nb"


def test_a_position_in_the_middle_of_a_surrogate_pair_is_before_it() -> None:
    assert opened("😀").changed(2, [change(0, 1, 0, 1, text="a")]).text == "a😀"
    assert opened("a😀b").changed(2, [change(0, 2, 0, 3, text="")]).text == "ab"


def test_two_halves_that_come_together_are_one_character() -> None:
    half = opened("").changed(2, [change(0, 0, 0, 0, text="\ud83d")])
    assert half.text == "\ud83d"
    assert half.changed(3, [change(0, 1, 0, 1, text="\ude00")]).text == "😀"


def test_the_cursor_is_the_end_of_the_last_change() -> None:
    assert opened("ab\ncd").changed(2, [change(1, 1, 1, 1, text="[[k")]).cursor == Position(1, 4)
    assert opened("ab").changed(2, [change(0, 0, 0, 0, text="x\ny\nz")]).cursor == Position(2, 1)
    assert opened("ab").changed(2, [change(0, 0, 0, 1)]).cursor == Position(0, 0)
    whole = types.TextDocumentContentChangeWholeDocument("new")
    assert opened("ab").changed(2, [whole]).cursor is None


def test_a_byte_order_mark_stays_in_the_clients_text_and_not_in_the_notes() -> None:
    document = opened("\ufeffab\ncd")
    assert document.note("a.md").text == "ab\ncd"
    changed = document.changed(2, [change(0, 2, 0, 2, text="x")])
    assert changed.text == "\ufeffaxb\ncd"
    assert changed.cursor == Position(0, 2)
    assert changed.positions.to_client(Position(0, 2)) == types.Position(0, 3)
    unmarked = changed.changed(3, [change(0, 0, 0, 1)])
    assert unmarked.text == "axb\ncd"
    assert not unmarked.has_mark


def test_a_document_that_is_not_open_does_not_change() -> None:
    documents = OpenDocuments()
    assert documents.change("file:///a.md", 2, [change(0, 0, 0, 0, text="x")]) is None
    assert documents.close("file:///a.md") is None
    assert documents.get("file:///a.md") is None


def test_versions_are_the_clients_even_if_they_go_back() -> None:
    documents = OpenDocuments()
    documents.open(types.TextDocumentItem("file:///a.md", "markdown", 7, "a"))
    changed = documents.change("file:///a.md", 3, [change(0, 1, 0, 1, text="b")])
    assert changed
    assert (changed.text, changed.version) == ("ab", 3)
    again = documents.open(types.TextDocumentItem("file:///a.md", "markdown", 1, "c"))
    assert documents.get("file:///a.md") is again


def test_one_version_is_one_note() -> None:
    document = opened("a")
    assert document.note("a.md") is document.note("a.md")
    assert document.note("b.md").path == "b.md"


def test_a_change_before_the_mark_puts_the_cursor_at_the_start() -> None:
    opened = OpenDocument("file:///a.md", 1, "\ufeffAda", "utf-16")
    start = types.Position(0, 0)
    change = types.TextDocumentContentChangePartial(types.Range(start, start), "")
    assert opened.changed(2, [change]).cursor == Position(0, 0)


def test_nothing_is_answered_about_a_text_that_was_changed_without_being_opened(
    start: Start, tmp_path: Path
) -> None:
    root = tmp_path / "vault"
    (root / "contacts").mkdir(parents=True)
    (root / "pnet.toml").touch()
    (root / "contacts/Ada.md").write_text("---\ntype: person\nrole: Mathematician\n---\n")
    note = root / "n.md"
    note.write_text("one\n[[Ada]]\n")
    editor = start(root)
    uri = note.as_uri()
    assert (
        "Mathematician" in editor.request("textDocument/hover", **editor.at(uri, 1, 4))["contents"]["value"]
    )
    # As Neovim does after `:file`, or 0.7 after `:saveas`: the first line is gone, in a text that nobody knows.
    gone = {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}}
    editor.notify(
        "textDocument/didChange",
        textDocument={"uri": uri, "version": 2},
        contentChanges=[{"range": gone, "text": ""}],
    )
    assert editor.request("textDocument/hover", **editor.at(uri, 1, 4)) is None
    actions = editor.request(
        "textDocument/codeAction", textDocument={"uri": uri}, range=gone, context={"diagnostics": []}
    )
    assert not actions
    note.write_text("[[Ada]]\n")
    editor.notify("textDocument/didSave", textDocument={"uri": uri})
    assert (
        "Mathematician" in editor.request("textDocument/hover", **editor.at(uri, 0, 4))["contents"]["value"]
    )
