"""Decodes bytes whose charset may be unknown, undeclared or wrong."""

import codecs
from functools import lru_cache

# The name of the error handler for bytes that are no UTF-8.
WINDOWS_1252 = "pnet-windows-1252"
# What Python calls codecs, but no text of a file is encoded in.
_NO_CHARSETS = frozenset(
    ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem")
)


def _windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Decode the bytes that are no UTF-8 as windows-1252, and those that it doesn't have as Latin-1."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join([_TEXTS[byte] for byte in wrong]), error.end


def _byte_text(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_TEXTS = tuple(map(_byte_text, range(256)))
codecs.register_error(WINDOWS_1252, _windows_1252)


@lru_cache(maxsize=64)
def text_codec(name: str) -> str:
    """Return Python's name for a charset, "" if there is none of this name that decodes text."""
    try:
        found = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        return ""
    return found.name if getattr(found, "_is_text_encoding", True) and found.name not in _NO_CHARSETS else ""


def decode_bytes(data: bytes, charset: str = "", likely: str = "") -> str:
    """Decode text of a charset, if it is one that exists and fits; else UTF-8, else the likely charset, else windows-1252.

    Bytes that are no UTF-8 count as windows-1252 one by one, so that a broken character breaks no other.
    """
    if charset:
        text = _decode_as(data, charset)
        if text is not None:
            return text
    try:
        return data.decode()
    except UnicodeDecodeError:
        text = _decode_as(data, likely) if likely else None
        return data.decode("utf-8", WINDOWS_1252) if text is None else text


def _decode_as(data: bytes, charset: str) -> str | None:
    codec = text_codec(charset)
    if not codec or codec == "utf-8":
        return None
    try:
        text = data.decode(codec)
        # UTF-7 can decode to surrogates, which nothing can write.
        text.encode()
    except (UnicodeError, ValueError):
        return None
    return text.removeprefix("\ufeff")
