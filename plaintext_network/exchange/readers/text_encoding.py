"""Finds the encoding of a text file from its bytes. Never raises, and loses no byte that it can't decode."""

from __future__ import annotations

import codecs

from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Encoding(NamedTuple):
    """The encoding of a file: a codec of Python, how many bytes its byte order mark has, and whether it is a guess."""

    codec: str
    mark: int = 0
    guessed: bool = False


def find_encoding(stream: BinaryIO) -> Encoding:
    """Return the encoding of a stream that can seek, and rewind it. UTF-8 if every byte fits, else the likeliest one."""
    head = stream.read(256 << 10)
    found = _marked(head) or _utf8(head, stream) or Encoding("cp1252", guessed=True)
    stream.seek(0)
    return found


def _marked(head: bytes) -> Encoding | None:
    return next((Encoding(codec, len(mark)) for mark, codec in _MARKS if head.startswith(mark)), None)


def _utf8(head: bytes, stream: BinaryIO) -> Encoding | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        chunk = head
        while chunk:
            decoder.decode(chunk)
            chunk = stream.read(1 << 20)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return None
    return Encoding("utf-8")
