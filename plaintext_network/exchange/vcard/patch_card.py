"""Changes lines of a card in its own bytes. Lines that don't change keep every byte."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from plaintext_network.exchange.vcard.content_line import ContentLine
from plaintext_network.exchange.vcard.decode_line import decode_line
from plaintext_network.exchange.vcard.file_lines import unicode_encoding
from plaintext_network.exchange.vcard.logical_lines import card_version, likely_charset, logical_lines
from plaintext_network.exchange.vcard.write_cards import reads_as_rest, write_line
from plaintext_network.named_tuples import NamedTuple

_LINE = re.compile(rb"([^\r\n]*)(\r\r\n|\r\n|\r|\n|\Z)")
_BEGIN = re.compile(rb"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_END = re.compile(rb"\s*END\s*:\s*VCARD\s*", re.IGNORECASE)


def patch_card(original: bytes, old_lines: Sequence[ContentLine], new_lines: Sequence[ContentLine]) -> bytes:
    """Return the bytes of one card, with the changes that lead from the old lines to the new ones.

    `original` contains one card; the old lines are all or some of its lines, as `read_cards` gives them. Only lines that
    differ change: a new line is written after the one it follows, in the card's version, newlines and Unicode encoding.
    A line of the original that is not among the old ones stays. With equal lines, the result is `original`.
    """
    if list(old_lines) == list(new_lines):
        return original
    encoding, length = unicode_encoding(original)
    if encoding:
        text = original[length:].decode(encoding, "replace")
        patched = _patch(text.encode(), old_lines, new_lines).decode()
        return original[:length] + patched.encode(encoding)
    return original[:length] + _patch(original[length:], old_lines, new_lines)


class _Piece(NamedTuple):
    """The bytes of one logical line; `line` is None for VERSION and blank lines. `number` is its place in the original, from 0."""

    line: ContentLine | None
    text: bytes
    number: int = -1


def _patch(original: bytes, old_lines: Sequence[ContentLine], new_lines: Sequence[ContentLine]) -> bytes:
    found = [(match[1], match[2]) for match in _LINE.finditer(original) if match[0]]
    newline = next((end for _, end in found if end), b"\r\n")
    texts = [text.replace(b"\0", b"") for text, _ in found]
    first = next((index + 1 for index, text in enumerate(texts) if _BEGIN.fullmatch(text)), 0)
    last = next(
        (index for index in range(len(texts) - 1, -1, -1) if _END.fullmatch(texts[index])), len(texts)
    )
    version = card_version(texts[first:last])
    pieces = _pieces(found[first:last], texts[first:last], version)
    places = _places(pieces, old_lines)
    # By the piece that they follow.
    added: dict[int, list[_Piece]] = {}
    removed: set[int] = set()
    # New lines at the beginning follow VERSION, if it is there.
    start = 0 if pieces and pieces[0].line is not None and pieces[0].line.key == "VERSION" else -1
    end = max((piece.number for piece in pieces if piece.line is not None), default=-1)
    for kind, old_start, old_end, new_start, new_end in _changes(old_lines, new_lines):
        if kind == "equal":
            continue
        removed.update(place for place in places[old_start:old_end] if place >= 0)
        after = max((start, *places[:old_end]))
        if kind == "insert" and old_end == len(old_lines):
            after = end
        added.setdefault(after, []).extend(
            _Piece(line, write_line(line, version).replace(b"\r\n", newline) + newline)
            for line in new_lines[new_start:new_end]
        )
    patched = list(added.get(-1, ()))
    for piece in pieces:
        if piece.number not in removed:
            patched.append(piece)
        patched.extend(added.get(piece.number, ()))
    outside = [text + ending for text, ending in found]
    return b"".join((*outside[:first], _joined(patched, version, newline), *outside[last:]))


def _pieces(found: list[tuple[bytes, bytes]], texts: list[bytes], version: str) -> list[_Piece]:
    """Return the logical lines of a card, with their bytes."""
    pieces: list[_Piece] = []
    likely, position = likely_charset(texts), 0
    for count, raw in logical_lines(texts, version):
        text = b"".join(text + ending for text, ending in found[position : position + count])
        position += count
        line = decode_line(raw, version, "", likely) if raw else None
        pieces.append(_Piece(line, text, len(pieces)))
    return pieces


def _joined(pieces: list[_Piece], version: str, newline: bytes) -> bytes:
    """Join pieces, so that no line becomes part of another that it didn't follow in the original."""
    joined: list[bytes] = []
    before = _Piece(None, b"", -2)
    for piece in pieces:
        if joined and not joined[-1].endswith((b"\r", b"\n")):
            joined.append(newline)
        line, follows = piece.line, piece.number == before.number + 1
        if line is not None and before.line is not None and not follows:
            joined.append(newline if reads_as_rest(before.line, line, piece.text, version) else b"")
        joined.append(piece.text)
        before = piece
    return b"".join(joined)


def _places(pieces: list[_Piece], wanted: Sequence[ContentLine]) -> list[int]:
    """Return where each wanted line is among the pieces of the card, each used once; -1 if it is not there."""
    free: dict[ContentLine, list[int]] = {}
    for piece in reversed(pieces):
        if piece.line is not None:
            free.setdefault(piece.line, []).append(piece.number)
    return [free[line].pop() if free.get(line) else -1 for line in wanted]


def _changes(
    old: Sequence[ContentLine], new: Sequence[ContentLine]
) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
