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
