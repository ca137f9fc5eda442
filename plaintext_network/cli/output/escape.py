"""Owns which characters leave the program as they are, and how the others are shown. Knows no streams."""

from __future__ import annotations

import re

# C0, DEL and C1 steer a terminal; line and paragraph separators break lines where nobody expects it;
# embeddings, overrides and isolates of text direction make a line read as what it is not; lone surrogates,
# from file names that are not UTF-8, cannot be written. Marks of direction (LRM, RLM, ALM) stay: Hebrew and
# Arabic names need them.
_UNSAFE = r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
_NAMED = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}
_FORMULA = r"'*[=+\-@\t\r]"


def escape(text: str, *, keep: str = "") -> str:
    r"""Show what could steer a terminal as `\t`, `\x1b`, `\u202e`, but for the characters in `keep`.

    The result is for reading only: a backslash in `text` stays single, so there is no way back.
    """
    # `re` keeps the compiled pattern, so a run that shows nothing unusual never pays for it.
    if text.isprintable():
        return text
    return re.sub(_UNSAFE, lambda found: found[0] if found[0] in keep else _visible(found[0]), text)


def escape_json(document: str) -> str:
    r"""Write what `escape` would show otherwise as `\uXXXX`, which means the same in JSON."""
    # JSON has escaped the newlines within strings already; those that are left lie between values.
    if document.isprintable():
        return document
    return re.sub(_UNSAFE, lambda found: found[0] if found[0] == "\n" else _numbered(found[0]), document)


def guard(text: str) -> str:
    """Keep a spreadsheet from taking text for a formula, by one more leading `'`; `unguard` gives it back."""
    return "'" + text if re.match(_FORMULA, text) else text


def unguard(text: str) -> str:
    """Give back what `guard` was given; text that it would have left alone stays."""
    return text[1:] if text.startswith("'") and re.match(_FORMULA, text) else text


def _visible(character: str) -> str:
    if character in _NAMED:
        return _NAMED[character]
    return f"\\x{ord(character):02x}" if ord(character) < 0x100 else _numbered(character)


def _numbered(character: str) -> str:
    return f"\\u{ord(character):04x}"
