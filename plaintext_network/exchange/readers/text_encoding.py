"""Finds the encoding of a text file from its bytes. Never raises, and loses no byte that it can't decode."""

from __future__ import annotations

import codecs

from plaintext_network.exchange.vcard.charsets import WINDOWS_1252
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
_CHUNK = 1 << 20
# How much text with other characters than ASCII decides.
_SAMPLE = 64 << 10


class Encoding(NamedTuple):
    """The encoding of a file: a codec of Python, how many bytes its byte order mark has, and what to tell the user of a guess."""

    codec: str
    mark: int = 0
    remark: str = ""


def find_encoding(stream: BinaryIO) -> Encoding:
    """Return the encoding of a stream that can seek, and rewind it. UTF-8 if every byte fits, else the likeliest one."""
    head = stream.read(_CHUNK)
    found = _marked(head) or _without_mark(head) or _utf8(head, stream) or _likeliest(stream)
    stream.seek(0)
    return found


def decoded(head: bytes) -> str:
    """Return the beginning of a file as text, without a byte order mark; a character that is cut off at its end is dropped."""
    # Late: only what needs the text of a stream needs streams.
    from io import BytesIO

    # The end of a head may cut a character or a line; a guess is better without it.
    cut = head[: head.rfind(b"\n") + 1] or head
    encoding = find_encoding(BytesIO(cut))
    return cut[encoding.mark :].decode(
        encoding.codec, WINDOWS_1252 if encoding.codec == "utf-8" else "replace"
    )


def _marked(head: bytes) -> Encoding | None:
    return next((Encoding(codec, len(mark)) for mark, codec in _MARKS if head.startswith(mark)), None)


def _without_mark(head: bytes) -> Encoding | None:
    """Return UTF-16 if every other byte of much of the text is zero, and ISO-2022-JP if it switches to Japanese."""
    if b"\x1b$B" in head or b"\x1b$@" in head:
        return Encoding("iso2022_jp", remark=_guess("ISO-2022-JP"))
    even, odd = head[::2].count(0), head[1::2].count(0)
    # ASCII characters, such as separators, are frequent in any language.
    if max(even, odd) <= len(head) // 20 or max(even, odd) <= 8 * min(even, odd):
        return None
    feeds, halves = head.count(b"\n"), head.count(b"\x00\n" if even > odd else b"\n\x00")
    if 2 * halves > feeds or (not feeds and 4 * max(even, odd) > len(head) // 2):
        return Encoding("utf-16-be" if even > odd else "utf-16-le")
    return None


def _utf8(head: bytes, stream: BinaryIO) -> Encoding | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        chunk = head
        while chunk:
            decoder.decode(chunk)
            chunk = stream.read(_CHUNK)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return None
    return Encoding("utf-8")


def _likeliest(stream: BinaryIO) -> Encoding:
    sample, returns = _sample(stream)
    text = sample.decode("utf-8", "replace")
    faults = text.count("\ufffd")
    if sum(character > "\x7f" for character in text) - faults > 2 * faults:
        return Encoding(
            "utf-8", remark="some characters of the file are not UTF-8; pnet read them as Windows-1252"
        )
    # Late: most files are UTF-8.
    from plaintext_network.exchange.readers.legacy_encodings import TITLES, likeliest

    codec = likeliest(sample, returns)
    return Encoding(codec, remark=_guess(TITLES[codec]))


def _guess(title: str) -> str:
    return f"the file is not UTF-8; pnet read it as {title}. If names look wrong, save the file as UTF-8 and import it again"


def _sample(stream: BinaryIO) -> tuple[bytes, bool]:
    """Return lines with other characters than ASCII, and whether the file ends its lines as old Macs did."""
    stream.seek(0)
    sample = bytearray()
    feeds = returns = 0
    while len(sample) < _SAMPLE and (chunk := stream.read(_CHUNK)):
        feeds += chunk.count(b"\n")
        returns += chunk.count(b"\r")
        for line in chunk.splitlines(keepends=True):
            if not line.isascii():
                sample += line[:_SAMPLE]
    # A multi-byte character that the chunk cuts would be a fault.
    return bytes(sample[: 2 * _SAMPLE]), returns > feeds
