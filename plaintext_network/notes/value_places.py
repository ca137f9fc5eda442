"""Finds where a front matter value ends in a text, beyond what a YAML parser reports. Reads and edits nothing."""

from plaintext_network.notes.header import MappingValue, Scalar, Value
from plaintext_network.notes.late_patterns import late_pattern

# What may precede a value: an anchor, which aliases refer to, and a tag, which gives its type.
ANCHOR_OR_TAG = late_pattern(r"(?:[&!][^\s,\[\]{}]*\s+)+")


def is_in_brackets(text: str, value: Value) -> bool:
    """Return whether a list or mapping is written in brackets or braces."""
    prefix = ANCHOR_OR_TAG.match(text, value.span.start)
    at = prefix.end() if prefix else value.span.start
    return text[at : at + 1] in ("[", "{") and text[value.span.end - 1 : value.span.end] in ("]", "}")


def written_end(text: str, value: Value) -> int:
    """Return where a value's own text ends. A parser includes the blank lines and comments after a block."""
    if isinstance(value, Scalar) or is_in_brackets(text, value) or text.startswith("*", value.span.start):
        written = text[value.span.start : value.span.end]
        return value.span.start + len(written.rstrip())
    if not value.items:
        return value.span.start
    return written_end(text, value.items[-1][1] if isinstance(value, MappingValue) else value.items[-1])


def text_offsets(text: str, value: Scalar) -> list[int] | None:
    """Return the offset at which each character of a value is written, and where the last one ends.

    None for a value that is written elsewhere, as that of a YAML alias is.
    """
    start, end = value.span
    written = text[start:end]
    inside = written.find(value.text, 0, len(value.text) + 1) if value.text else -1
    if inside >= 0:
        return list(range(start + inside, start + inside + len(value.text) + 1))
    prefix = ANCHOR_OR_TAG.match(text, start, end)
    at = prefix.end() if prefix else start
    quote = text[at : at + 1]
    if quote in ("|", ">"):
        # The first line of a block has its style alone (YAML 1.2 §8.1.1).
        at = _line_end(text, at, end)
    return _aligned(text, value.text, at + (quote in ('"', "'")), end, quote)


_HEX_DIGITS = {"x": 2, "u": 4, "U": 8}


def _aligned(text: str, decoded: str, at: int, end: int, quote: str) -> list[int] | None:
    """Return where the characters of a decoded value are written, from an offset on, as `text_offsets` does."""
    found: list[int] = []
    for character in decoded:
        following = at
        # Indents, and the blanks around a line ending, are part of no value; several endings are fewer in it.
        while following < end and text[following] != character and text[following].isspace():
            following += 1
        if following > at and character.isspace():
            found.append(at)
            at = following
            continue
        at = following
        mark = text[at : at + 1]
        if quote == '"' and mark == "\\":
            if text[at + 1 : at + 2] in ("\r", "\n"):
                # An escaped line ending is nothing.
                at += 1
                while at < end and text[at].isspace():
                    at += 1
                mark = text[at : at + 1]
            if mark == "\\":
                found.append(at)
                at += 2 + _HEX_DIGITS.get(text[at + 1 : at + 2], 0)
                continue
        if at >= end or mark != character:
            return None
        found.append(at)
        at += 2 if quote == "'" == mark else 1
    return [*found, at]


def _line_end(text: str, at: int, end: int) -> int:
    while at < end and text[at] not in "\r\n":
        at += 1
    return at
