"""Applies text changes to a note and verifies that nothing else changed. Knows nothing about properties or contacts.

An edit replaces a few spans. The new text is parsed and compared with the old: every property, heading, item, link, field,
tag, comment and piece of code outside the changes must be the same.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from plaintext_network.errors import EditRefused
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.header import Property, plain_value
from plaintext_network.notes.links import Link
from plaintext_network.notes.note import Note, parse
from plaintext_network.notes.source import Source, Span


class TextChange(NamedTuple):
    """A span of the old text and its replacement."""

    span: Span
    text: str


class Element(NamedTuple):
    """One parsed element of a body. `start` identifies it; `span` is what a change must touch to alter it."""

    kind: str
    start: int
    span: Span
    content: tuple[object, ...]


def parse_for_edit(content: bytes) -> Note:
    """Parse a note for editing. Raises EditRefused if it can't be written back byte for byte."""
    note = parse(content)
    codes = {p.code for p in note.problems}
    if "conflict-marker" in codes:
        raise EditRefused(
            "an unfinished merge left conflict markers in it; choose between the versions first: pnet resolve"
        )
    if note.source.is_truncated:
        raise EditRefused("it is too large; split it first")
    if note.as_bytes != content:
        raise EditRefused("it contains bytes that are not text")
    return note


def apply_changes(note: Note, changes: Sequence[TextChange]) -> Note:
    """Return the note with the changes applied, parsed again.

    Raises EditRefused if changes overlap, or if the note's encoding lacks a character.
    """
    text = note.source.text
    parts: list[str] = []
    at = 0
    for span, new in sorted(changes, key=lambda change: change.span):
        if span.start < at:
            raise EditRefused("two changes overlap")
        parts += [text[at : span.start], new]
        at = span.end
    whole = "".join([*parts, text[at:]])
    return parse(encode_text(note.source, whole))


def encode_text(source: Source, text: str) -> bytes:
    """Return a text as bytes in a note's encoding. Raises EditRefused if the encoding lacks a character."""
    try:
        return source.encode(text)
    except UnicodeEncodeError as fault:
        missing = text[fault.start : fault.start + 1]
        if "\ud800" <= missing <= "\udfff":
            raise EditRefused("the text contains half of a surrogate pair, which can't be written") from None
        raise EditRefused(
            f"its encoding, {source.encoding}, has no “{missing}”; save the note as UTF-8 first"
        ) from None


def newline(source: Source, offset: int = 0) -> str:
    """Return the line ending of the line at an offset, else of the first line; LF if there is only one line."""
    starts = source.line_starts
    for number in (source.line_number(offset), 1):
        if number < len(starts):
            line = source.text[: starts[number]]
            return "\r\n" if line.endswith("\r\n") else line[-1]
    return "\n"


def line_start(source: Source, offset: int) -> int:
    """Return the offset where the line at an offset starts."""
    return source.line_starts[source.line_number(offset) - 1]


def line_end(source: Source, offset: int) -> int:
    """Return the offset where the line at an offset ends, without its line ending."""
    stop = source.line_stop(source.line_number(offset))
    return len(source.text[:stop].rstrip("\r\n")) if stop > offset else stop


# Verification


def same_properties(
    before: Sequence[Property], after: Sequence[Property], except_for: str | None = None
) -> bool:
    """Return whether two front matters have equal properties, ignoring the one named `except_for`."""
    old, new = (
        [(p.name, plain_value(p.value)) for p in properties if p.name != except_for]
        for properties in (before, after)
    )
    return old == new


def same_front(before: Note, after: Note) -> bool:
    """Return whether two notes have the same front matter, letter for letter, except for a missing final newline."""
    texts = [note.source.text[: note.header.body_start].rstrip("\r\n") for note in (before, after)]
    return texts[0] == texts[1] and before.header.properties == after.header.properties


def same_body(before: Note, after: Note) -> bool:
    """Return whether two notes have the same text after the front matter."""
    return before.source.text[before.header.body_start :] == after.source.text[after.header.body_start :]


def changed_elements(
    before: Note, after: Note, changes: Sequence[TextChange]
) -> list[tuple[Element | None, Element | None]]:
    """Return the elements that differ between two bodies as pairs (old, new), with None for an absent one.

    Raises EditRefused if an element differs that no change touches.
    """
    shifts = sorted((span.end, len(text) - (span.end - span.start)) for span, text in changes)
    ends = [end for end, _ in shifts]
    total_shifts = [0, *accumulate(shift for _, shift in shifts)]

    def new_offset(offset: int) -> int:
        return offset + total_shifts[bisect_right(ends, offset)]

    spans = sorted(change.span for change in changes)
    unmatched = {(e.kind, e.start): e for e in elements(after)}
    different: list[tuple[Element | None, Element | None]] = []
    for old in elements(before):
        new = unmatched.pop((old.kind, new_offset(old.start)), None)
        if new is not None and new.content == old.content:
            continue
        if not _touched(old.span, spans):
            raise EditRefused(f"{_description(old)} would change too")
        different.append((old, new))
    places = sorted(Span(new_offset(span.end) - len(text), new_offset(span.end)) for span, text in changes)
    for new in unmatched.values():
        if not _touched(new.span, places):
            raise EditRefused(f"{_description(new)} would appear where there was none")
        different.append((None, new))
    return different


def _touched(span: Span, spans: Sequence[Span]) -> bool:
    """Return whether `span` overlaps or adjoins one of `spans`, which are sorted and disjoint."""
    at = bisect_left(spans, span.start, key=lambda each: each.end)
    return at < len(spans) and spans[at].start <= span.end


def _description(element: Element) -> str:
    words = " ".join(str(part) for part in element.content if isinstance(part, str)) or "something"
    return f"the {element.kind} “{words[:60]}”"


def elements(note: Note) -> list[Element]:
    """Return every element of a note's body."""
    body, text = note.body, note.source.text
    # An item starts at its box if it has one, since it may have no text. Its span starts with its line, to include the box.
    # Headings are elements themselves, so for an item only their number counts.
    found = [
        Element(
            "item",
            item.own.start if item.box is None else item.box_start,
            Span(line_start(note.source, item.own.start), item.own.end),
            (item.depth, item.text, item.box, len(item.headings)),
        )
        for item in body.items
    ]
    for heading in body.headings:
        start = note.source.line_starts[heading.line - 1]
        span = Span(start, line_end(note.source, start))
        found.append(Element("heading", start, span, (heading.level, heading.text)))
    found += [_link_element("link", link) for link in body.links]
    found += [_link_element("hidden link", link) for link in body.hidden_links]
    found += [
        Element("field", *_start_and_span(field.value), (field.name, field.text)) for field in body.fields
    ]
    found += [Element("tag", *_start_and_span(tag.span), (tag.text,)) for tag in body.tags]
    # Adding a final newline does not change code.
    found += [
        Element("code", *_start_and_span(span), (text[span.start : span.end].rstrip("\r\n"),))
        for span in body.code
    ]
    found += [
        Element("comment", *_start_and_span(span), (text[span.start : span.end].rstrip("\r\n"),))
        for span in body.hidden
    ]
    return found


def _link_element(kind: str, link: Link) -> Element:
    if link.span.start <= link.place.start < link.span.end:
        return Element(kind, link.place.start, link.place, (link.target, link.wiki))
    # Its definition is an element of its own, and has the target.
    return Element(f"{kind} to a definition", link.span.start, link.span, ())


def _start_and_span(span: Span) -> tuple[int, Span]:
    return span.start, span
