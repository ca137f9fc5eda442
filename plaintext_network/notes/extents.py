"""Finds where front matter values end and which lines belong to them, beyond what a YAML parser reports. Edits nothing."""

import re

from plaintext_network.notes.edit import line_end, line_start
from plaintext_network.notes.header import Value
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Span
from plaintext_network.notes.value_places import is_in_brackets, written_end
from plaintext_network.notes.yaml_faults import OpenQuote, open_quote


def front_text(note: Note) -> str:
    """Return the front matter without its --- lines."""
    starts, stop = note.source.line_starts, note.header.body_start
    return note.source.text[starts[1] : line_start(note.source, stop - 1)] if stop else "-"


def open_quote_of(note: Note) -> OpenQuote | None:
    """Return the first quote of the front matter that is not closed before the next property or item, in the note's offsets."""
    quote, start = open_quote(front_text(note)), note.source.line_starts[1:2]
    if quote is None or not start:
        return None
    return OpenQuote(quote.sign, start[0] + quote.offset, start[0] + quote.end)


def is_flow(note: Note, value: Value) -> bool:
    return is_in_brackets(note.source.text, value)


def in_flow(note: Note, key: Span) -> bool:
    """Return whether a property is written within braces."""
    start = note.source.line_starts[1] if len(note.source.line_starts) > 1 else 0
    return note.source.text[start : key.start].lstrip()[:1] == "{"


def value_end(note: Note, value: Value) -> int:
    """Return where a value's own text ends: see `written_end`."""
    return written_end(note.source.text, value)


def own_lines(note: Note, item: Value) -> Span | None:
    """Return the whole lines of an item in brackets, with its comma and comment, or None if it shares a line."""
    source = note.source
    start, stop = line_start(source, item.span.start), line_end(source, value_end(note, item))
    after = source.text[value_end(note, item) : stop]
    if source.text[start : item.span.start].strip() or not re.fullmatch(r"[ \t]*,?[ \t]*(?:#.*)?", after):
        return None
    return with_line_end(note, Span(start, stop))


def with_line_end(note: Note, span: Span) -> Span:
    """Return a span of whole lines including the last line ending."""
    return Span(span.start, note.source.line_stop(note.source.line_number(span.end)))
