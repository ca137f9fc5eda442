"""Splits a file into lines, however they end, and decodes them. Knows no format, and holds one line at a time."""

from __future__ import annotations

import codecs
from io import BytesIO

from plaintext_network.exchange import limits
from plaintext_network.exchange.errors import ContactFileTooLong
from plaintext_network.exchange.readers.text_encoding import find_encoding
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from plaintext_network.exchange.readers.options import ReadOptions
    from plaintext_network.exchange.readers.text_encoding import Encoding

_CHUNK = 1 << 18
# Its bytes are ASCII, so that they are valid UTF-8, too.
_SHIFTED = "iso2022_jp"


class Line(NamedTuple):
    """One line without its end: its number, from 1, and its bytes; None if it is longer than a record may be."""

    number: int
    content: bytes | None


class TextLines:
    """The lines of a file, as bytes in which ASCII is ASCII: UTF-16 and UTF-32 become UTF-8."""

    def __init__(self, stream: BinaryIO, file_name: str, options: ReadOptions) -> None:
        self._stream, self._file_name = stream, file_name
        self._encoding = find_encoding(stream)
        if self._encoding.remark:
            options.remark(self._encoding.remark)

    def __iter__(self) -> Iterator[Line]:
        """Yield every line; the last one needs no end. Some programs write CR CR LF; it is one end of a line, not two.

        Raises ContactFileTooLong.
        """
        number = 1
        # The line that the next part of the file continues.
        pending: list[bytes] = []
        size = 0
        for chunk in _chunks(self._stream, self._encoding):
            first, *others = (
                chunk.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
            )
            size += len(first)
            pending = [*pending, first] if size <= limits.RECORD else []
            if others:
                yield Line(number, b"".join(pending) if size <= limits.RECORD else None)
                last = others.pop()
                for number, content in enumerate(others, number + 1):  # noqa: B020
                    yield Line(number, content)
                number += 1
                pending, size = [last], len(last)
                if number > limits.LINES:
                    raise ContactFileTooLong(self._file_name, limits.LINES, "lines")
        if size:
            yield Line(number, b"".join(pending) if size <= limits.RECORD else None)

    def text(self, line: Line) -> str:
        """Return a line as text; a remark in place of one that is longer than a record may be."""
        if line.content is None:
            return f"(a line longer than {limits.RECORD >> 20} MB was left out)"
        return self.decode(line.content)

    def decode(self, content: bytes) -> str:
        """Return bytes as text: UTF-8 if they are valid, since files mix encodings, else in the encoding of the file.

        It decodes what is valid in neither, such as a value in base64, in the likeliest encoding.
        """
        codec = self._encoding.codec
        if codec != _SHIFTED:
            try:
                return content.decode()
            except UnicodeDecodeError:
                pass
        if codec == "utf-8":
            codec = find_encoding(BytesIO(content)).codec
        try:
            return content.decode(codec)
        except UnicodeDecodeError:
            return content.decode("latin-1")


def _chunks(stream: BinaryIO, encoding: Encoding) -> Iterator[bytes]:
    """Yield the file in parts that never end within the end of a line."""
    stream.seek(encoding.mark)
    wide = encoding.codec.startswith(("utf-16", "utf-32"))
    decoder = codecs.getincrementaldecoder(encoding.codec)("replace") if wide else None
    rest = b""
    while chunk := stream.read(_CHUNK):
        if decoder is not None:
            # A lone surrogate has no place in UTF-8.
            chunk = decoder.decode(chunk).encode("utf-8", "replace")
        chunk = rest + chunk
        # At most two, or a file of nothing else would be copied over and over.
        rest = chunk[max(len(chunk.rstrip(b"\r")), len(chunk) - 2) :]
        yield chunk[: len(chunk) - len(rest)]
    if decoder is not None:
        rest += decoder.decode(b"", True).encode()
    if rest:
        yield rest
