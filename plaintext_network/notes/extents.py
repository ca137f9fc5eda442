"""Owns where a note's written values end, and which lines are theirs: a parser tells less than a writer must know."""

import re

from plaintext_network.notes.edit import line_end, line_start
from plaintext_network.notes.header import Mapping, Scalar, Value
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Span

# What may stand before a value: an anchor, by which others call it, and a tag, which says what kind of value it is.
ANCHOR_OR_TAG = re.compile(r"(?:[&!][^\s,\[\]{}]*\s+)+")


def front_text(note: Note) -> str:
    """Return what stands between the lines that part the front matter off."""
    starts, stop = note.source.line_starts, note.header.body_start
    return note.source.text[starts[1] : line_start(note.source, stop - 1)] if stop else "-"


def is_flow(note: Note, value: Value) -> bool:
    text = note.source.text
    decorated = ANCHOR_OR_TAG.match(text, value.span.start)
    at = decorated.end() if decorated else value.span.start
    return text[at : at + 1] in ("[", "{") and text[value.span.end - 1 : value.span.end] in ("]", "}")


def in_flow(note: Note, key: Span) -> bool:
    """Tell whether a property stands within braces."""
    start = note.source.line_starts[1] if len(note.source.line_starts) > 1 else 0
    return note.source.text[start : key.start].lstrip()[:1] == "{"


def value_end(note: Note, value: Value) -> int:
    """Return where a value's own text ends: a parser counts the blank lines and comments after a block as its."""
    text = note.source.text
    if isinstance(value, Scalar) or is_flow(note, value) or text.startswith("*", value.span.start):
        written = text[value.span.start : value.span.end]
        return value.span.start + len(written.rstrip())
    if not value.items:
        return value.span.start
    return value_end(note, value.items[-1][1] if isinstance(value, Mapping) else value.items[-1])


def own_lines(note: Note, item: Value) -> Span | None:
    """Return the lines that an item within brackets has for itself, with its comma and comment; None where it shares them."""
    source = note.source
    start, stop = line_start(source, item.span.start), line_end(source, value_end(note, item))
    behind = source.text[value_end(note, item) : stop]
    if source.text[start : item.span.start].strip() or not re.fullmatch(r"[ \t]*,?[ \t]*(?:#.*)?", behind):
        return None
    return with_line_end(note, Span(start, stop))


def with_line_end(note: Note, span: Span) -> Span:
    """Return a span of whole lines with what ends the last of them."""
    return Span(span.start, note.source.line_stop(note.source.line_number(span.end)))
