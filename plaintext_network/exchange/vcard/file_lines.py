"""Splits a stream of bytes into lines of UTF-8, whatever its newlines; recodes UTF-16. Knows nothing about cards."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from plaintext_network.exchange import limits

_CHUNK = 256 * 1024
# How much shows the encoding.
_HEAD = 32
_BOMS = (
    (codecs.BOM_UTF8, ""),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Replaces a line that is longer than the longest value, and its header. Compare with `is`.
LONG_LINE = bytes(bytearray(b"(a line too long to read)"))
_MAX_LINE = limits.VALUE + 64 * 1024


class FileTooLong(Exception):
    """The stream has more bytes than the limit. Only the reader of cards sees it."""


def unicode_encoding(head: bytes) -> tuple[str, int]:
    """Return the UTF-16 or UTF-32 codec that the first bytes of a file show, "" for any other, and the length of its BOM."""
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name, len(bom)
    # Without a BOM: every other byte of the ASCII text that begins a file is zero.
    sample = head[:32]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    most = len(sample) // 2 * 0.8
    if len(sample) >= 4 and odd > most and not even:
        return "utf-16-le", 0
    if len(sample) >= 4 and even > most and not odd:
        return "utf-16-be", 0
    return "", 0


class FileLines:
    """The lines of a stream. `is_unicode` tells whether a byte order mark, or UTF-16, shows that all of it is Unicode."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        head = b""
        while len(head) < _HEAD and (data := stream.read(_CHUNK)):
            head += data
        self._encoding, skipped = unicode_encoding(head)
        self._head = head[skipped:]
        self.is_unicode = skipped > 0 or self._encoding != ""

    def _chunks(self) -> Iterator[bytes]:
        """Yield the stream, in UTF-8 if it is UTF-16, without BOM and without zero bytes."""
        data, size = self._head, 0
        decoder = codecs.getincrementaldecoder(self._encoding)("replace") if self._encoding else None
        while data:
            size += len(data)
            if size > limits.FILE:
                raise FileTooLong
            if decoder is not None:
                data = decoder.decode(data).encode()
            yield data.replace(b"\0", b"") if b"\0" in data else data
            data = self._stream.read(_CHUNK)
        if decoder is not None:
            yield decoder.decode(b"", True).encode()

    def batches(self) -> Iterator[list[bytes]]:
        """Yield lists of lines without their newlines: CRLF, CR, LF, or CR CR LF.

        Raises `FileTooLong`, and the errors of reading the stream.
        """
        # The pieces of a line whose end has not come yet, and their length.
        pieces: list[bytes] = []
        length = 0
        # A CR at the end of a chunk may be half of a newline.
        held = b""
        for chunk in self._chunks():
            data = held + chunk
            count = min(2, len(data) - len(data.rstrip(b"\r")))
            data, held = data[: len(data) - count], data[len(data) - count :]
            if not data:
                continue
            lines = data.replace(b"\r\r\n", b"\r\n").splitlines()
            rest = b"" if data[-1:] in (b"\n", b"\r") else lines.pop()
            if lines:
                length += len(lines[0])
                lines[0] = LONG_LINE if length > _MAX_LINE else b"".join((*pieces, lines[0]))
                pieces, length = [], 0
                yield lines
            length += len(rest)
            if length > _MAX_LINE:
                pieces.clear()
            elif rest:
                pieces.append(rest)
        if length:
            yield [LONG_LINE if length > _MAX_LINE else b"".join(pieces)]
