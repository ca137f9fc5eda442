"""Positions are converted between characters and a client's units, also inside a character and beyond the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from plaintext_network.lsp.positions import Position, Range, TextLines
from plaintext_network.lsp.server.client.client_positions import (
    ClientPositions,
    Encoding,
    choose_encoding,
    column_of,
    units,
)

ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")
# Letters of one to four bytes, a combining mark, line endings, what Python alone takes for a line ending, and half a surrogate pair.
LETTERS = "aé€😀\u0301\n\r\u2028\x0b\x85\ufeff\ud83d"


def encoded_units(text: str, encoding: Encoding) -> int:
    """Return the number of units by encoding the whole text."""
    codec, size = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}[encoding]
    return len(text.encode(codec, "surrogatepass")) // size


@given(st.text(LETTERS), st.sampled_from(ENCODINGS))
def test_units_are_those_of_the_encoded_text(text: str, encoding: Encoding) -> None:
    assert units(text, encoding) == encoded_units(text, encoding)


@given(st.text(LETTERS), st.sampled_from(ENCODINGS), st.data())
def test_a_position_comes_back_from_the_client(text: str, encoding: Encoding, data: st.DataObject) -> None:
    positions = ClientPositions(TextLines(text), encoding)
    at = positions.lines.position(data.draw(st.integers(0, len(text))))
    # An offset between CR and LF is no position for a client.
    at = positions.lines.position(positions.lines.offset(at))
    assert positions.from_client(positions.to_client(at)) == at


@given(st.text(LETTERS), st.sampled_from(ENCODINGS), st.integers(0, 9), st.integers(0, 99))
def test_any_position_of_a_client_lies_in_the_text(
    text: str, encoding: Encoding, line: int, character: int
) -> None:
    positions = ClientPositions(TextLines(text), encoding)
    at = positions.from_client(types.Position(line, character))
    assert 0 <= at.line < len(positions.lines.with_endings)
    assert 0 <= at.column <= len(positions.lines.line(at.line))


@pytest.mark.parametrize(
    ("encoding", "character", "column"),
    [("utf-16", 1, 0), ("utf-16", 2, 1), ("utf-16", 3, 2), ("utf-16", 99, 2), ("utf-8", 1, 0), ("utf-8", 3, 0), ("utf-8", 4, 1), ("utf-8", 5, 2), ("utf-32", 1, 1), ("utf-32", 7, 2)],
)  # fmt: skip
def test_a_position_inside_a_character_is_before_it(encoding: Encoding, character: int, column: int) -> None:
    assert column_of("😀a", character, encoding) == column


def test_a_position_beyond_the_end_of_a_line_is_before_its_ending() -> None:
    positions = ClientPositions(TextLines("ab\r\ncd"), "utf-16")
    assert positions.from_client(types.Position(0, 3)) == Position(0, 2)
    assert positions.from_client(types.Position(9, 9)) == Position(1, 2)


@pytest.mark.parametrize(("encoding", "width"), [("utf-8", 3), ("utf-16", 1), ("utf-32", 1)])
def test_a_client_that_counts_a_byte_order_mark_gets_it_counted(encoding: Encoding, width: int) -> None:
    positions = ClientPositions(TextLines("abc\ndef"), encoding, has_mark=True)
    assert positions.to_client(Position(0, 1)) == types.Position(0, width + 1)
    assert positions.to_client(Position(1, 1)) == types.Position(1, 1)
    assert positions.from_client(types.Position(0, width + 2)) == Position(0, 2)
    assert positions.from_client(types.Position(0, 0)) == Position(0, 0)
    assert positions.range_to_client(Range(Position(0, 0), Position(1, 0))) == types.Range(
        types.Position(0, width), types.Position(1, 0)
    )


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        (None, "utf-16"),
        ((), "utf-16"),
        (("utf-16",), "utf-16"),
        (("utf-16", "utf-8"), "utf-8"),
        (("utf-8", "utf-32"), "utf-32"),
        (("utf-7",), "utf-16"),
    ],
)
def test_the_encoding_is_the_best_that_the_client_offers(
    offered: tuple[str, ...] | None, chosen: Encoding
) -> None:
    general = types.GeneralClientCapabilities(position_encodings=offered)
    assert choose_encoding(types.ClientCapabilities(general=general)) == chosen
    assert choose_encoding(types.ClientCapabilities()) == "utf-16"
