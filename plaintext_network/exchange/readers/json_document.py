"""Reads a JSON file whose long texts, such as photos, stay in the file. Knows no format, and raises only for limits."""

from __future__ import annotations

import json
import re

from plaintext_network.exchange import limits
from plaintext_network.exchange.readers.text_encoding import find_encoding

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, BinaryIO

_CHUNK = 1 << 18
# In bytes: a text longer than the first is read only when it is needed; the others bound the memory of what remains.
_LONG_TEXT = 32 << 10
_LONGEST_DOCUMENT = 64 << 20
_MOST_VALUES = 1_500_000
_DEEPEST = 50
_STRUCTURE = re.compile(rb'["\[\]{}]')
# What stands for a long text: its place in the file. No text of a JSON file begins with a control character.
_PLACE = re.compile("\x00(\\d+):(\\d+)")
_LONGEST_NUMBER = 18
_LARGEST_NUMBER = 1e18


class JsonFault(Exception):
    """Raised when a file is no JSON or exceeds a limit: the line, and why, without a full stop."""

    def __init__(self, line: int, reason: str) -> None:
        self.line, self.reason = line, reason
        super().__init__(reason)


class JsonDocument:
    """A JSON file: its value, and its text without the long texts, which has the same lines. Raises JsonFault."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, start = _as_utf8(stream)
        self.text = _without_long_texts(self._stream, start)
        try:
            # Control characters in texts are a fault of the program that wrote them, but harm nobody.
            self.value: Any = json.loads(
                self.text, strict=False, parse_int=_number, parse_float=_number, parse_constant=str
            )
        except json.JSONDecodeError as error:
            is_cut = not self.text[error.pos :].strip() or error.msg.startswith("Unterminated")
            reason = "the file ends too early" if is_cut else f"it is not valid JSON ({error.msg})"
            raise JsonFault(error.lineno, f"{reason}; export it again") from error
        except (RecursionError, ValueError) as error:
            raise JsonFault(1, "it is not valid JSON; export it again") from error

    def long_text(self, text: str) -> str | None:
        """Return a text, from the file if it is long; None if it is longer than a value may be."""
        place = _PLACE.fullmatch(text)
        if place is None:
            return text
        start, length = int(place[1]), int(place[2])
        if length > limits.VALUE:
            return None
        self._stream.seek(start)
        raw = self._stream.read(length).decode("utf-8", "replace")
        try:
            return str(json.loads(f'"{raw}"', strict=False))
        except ValueError:
            return None


def _number(text: str) -> int | float | str:
    """Return a number; as text, if converting it could take long or give infinity."""
    if len(text) > _LONGEST_NUMBER:
        return text
    if text.lstrip("-").isdigit():
        return int(text)
    number = float(text)
    return number if abs(number) < _LARGEST_NUMBER else text


def _as_utf8(stream: BinaryIO) -> tuple[BinaryIO, int]:
    """Return the file in UTF-8, and where its text begins."""
    encoding = find_encoding(stream)
    if encoding.codec == "utf-8":
        return stream, encoding.mark
    # Late: JSON is nearly always UTF-8.
    from io import BytesIO

    stream.seek(encoding.mark)
    content = stream.read(limits.HELD + 1)
    if len(content) > limits.HELD:
        raise JsonFault(1, f"it is larger than {limits.HELD >> 20} MB, and not in UTF-8")
    return BytesIO(content.decode(encoding.codec, "replace").encode("utf-8", "replace")), 0


def _without_long_texts(stream: BinaryIO, offset: int) -> str:
    """Return the text of a file with places instead of long texts. Raises JsonFault if it is deep or large."""
    kept = bytearray()
    text = bytearray()
    depth = values = 0
    start = -1
    is_escaped = False
    stream.seek(offset)
    while chunk := stream.read(_CHUNK):
        values += chunk.count(b",")
        position = 0
        while position < len(chunk):
            if start >= 0:
                end, is_escaped = _end_of_text(chunk, position, is_escaped)
                piece = chunk[position : len(chunk) if end < 0 else end]
                if len(text) <= _LONG_TEXT:
                    text += piece
                position += len(piece)
                if end < 0:
                    break
                length = offset + position - start
                kept += b"\\u0000%d:%d" % (start, length) if length > _LONG_TEXT else text
                start = -1
                kept += b'"'
                position += 1
                continue
            mark = _STRUCTURE.search(chunk, position)
            end = mark.end() if mark else len(chunk)
            kept += chunk[position:end]
            position = end
            if mark is None:
                break
            if mark[0] == b'"':
                start, is_escaped = offset + position, False
                text.clear()
            elif mark[0] in b"[{":
                depth += 1
                values += 1
                if depth > _DEEPEST:
                    line = kept.count(b"\n") + 1
                    raise JsonFault(line, f"it has values in values more than {_DEEPEST} deep")
            else:
                depth -= 1
        offset += len(chunk)
        if len(kept) > _LONGEST_DOCUMENT or values > _MOST_VALUES:
            raise JsonFault(1, "it is too large; export fewer contacts at a time")
    if start >= 0:
        kept += text[:_LONG_TEXT]
    return kept.decode("utf-8", "replace")


def _end_of_text(chunk: bytes, start: int, is_escaped: bool) -> tuple[int, bool]:
    """Return where the quotation mark is that ends a text; -1, and whether the next byte is escaped, if it isn't in the chunk."""
    position = start
    while True:
        quote = chunk.find(b'"', position)
        end = len(chunk) if quote < 0 else quote
        run = end
        while run > position and chunk[run - 1] == 0x5C:
            run -= 1
        odd = (end - run) % 2 == 1
        # The escape of the chunk before is for the first byte.
        if run == start and is_escaped:
            odd = not odd
        if quote < 0:
            return -1, odd
        if not odd:
            return quote, False
        position = quote + 1
