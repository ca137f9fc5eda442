"""Escapes characters that could steer a terminal. Knows no streams."""

from __future__ import annotations

import re

# C0, DEL and C1 control a terminal. Line and paragraph separators break lines unexpectedly. Embeddings,
# overrides and isolates of text direction make a line read as something else. Lone surrogates, from file names
# that are not UTF-8, can't be written. Direction marks (LRM, RLM, ALM) stay: Hebrew and Arabic names need them.
_UNSAFE = r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
_UNSAFE_IN_JSON = _UNSAFE.replace(r"\x00-\x1f", r"\x00-\x09\x0b-\x1f")
_SAFE_ASCII = b"\n" + bytes(range(0x20, 0x7F))
_NAMED = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}


def escape(text: str, *, keep: str = "") -> str:
    r"""Escape what could steer a terminal, as `\t`, `\x1b` or `\u202e`, except the characters in `keep`.

    The result is for display only: a backslash in `text` stays single, so it can't be unescaped.
    """
    # Not compiled at import: `re` caches the pattern, and most runs never need it.
    if text.isprintable():
        return text
    return re.sub(_UNSAFE, lambda found: found[0] if found[0] in keep else _visible(found[0]), text)


def escape_json(document: str) -> str:
    r"""Write the characters that `escape` escapes as `\uXXXX`, which JSON reads as the same text."""
    # JSON has already escaped newlines within strings; the rest are between values. In a long document, it would take
    # too long to look at every ASCII character.
    others = document.encode("utf-8", "surrogatepass").translate(None, _SAFE_ASCII)
    if others.decode("utf-8", "surrogatepass").isprintable():
        return document
    return re.sub(_UNSAFE_IN_JSON, lambda found: _numbered(found[0]), document)


def _visible(character: str) -> str:
    if character in _NAMED:
        return _NAMED[character]
    return f"\\x{ord(character):02x}" if ord(character) < 0x100 else _numbered(character)


def _numbered(character: str) -> str:
    return f"\\u{ord(character):04x}"
