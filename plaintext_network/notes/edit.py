"""Owns replaced spans: a note's text with some of them changed, and the proof that nothing else changed. Knows no wish.

An edit is a few changes to the text. The new text is parsed, and what it says is compared with what the old one said: every
property, heading, item, link, field, tag and piece of code that no change touches must be there as before.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from plaintext_network.errors import EditRefused
from plaintext_network.notes.body import Item
from plaintext_network.notes.header import Mapping, Property, Scalar, Value
from plaintext_network.notes.note import Note, parse
from plaintext_network.notes.source import Source, Span


class TextChange(NamedTuple):
    """A span of the old text, and what takes its place."""

    span: Span
    text: str


class Element(NamedTuple):
    """Something that stands in a body: what it is, where it begins, what it reaches over, and what it says."""

    sort: str
    at: int
    span: Span
    said: tuple[object, ...]


def parse_for_edit(content: bytes) -> Note:
    """Parse a note that is to be edited. Raises EditRefused where it can't be written back just as it was."""
    note = parse(content)
    codes = {p.code for p in note.problems}
    if "conflict-marker" in codes:
        raise EditRefused(
            "an unfinished merge left conflict markers in it; decide between the versions first"
        )
    if note.source.is_truncated:
        raise EditRefused("it is too large; split it first")
    if note.as_bytes != content:
        raise EditRefused("it holds bytes that are no text")
    return note


def apply_changes(note: Note, changes: Sequence[TextChange]) -> Note:
    """Return the note with spans replaced, parsed anew. Raises EditRefused where its encoding lacks a character."""
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
    """Return a text's bytes in the encoding of a note. Raises EditRefused where that lacks a character."""
    try:
        return source.encode(text)
    except UnicodeEncodeError as fault:
        lacking = text[fault.start : fault.start + 1]
        if "\ud800" <= lacking <= "\udfff":
            raise EditRefused("half of a character can't be written") from None
        raise EditRefused(
            f"it is written in {source.encoding}, which has no “{lacking}”; save it as UTF-8 first"
        ) from None


def newline(source: Source, beside: int = 0) -> str:
    """Return what ends the line of an offset, else the first line; LF where there is one line only."""
    starts = source.line_starts
    for number in (source.line_number(beside), 1):
        if number < len(starts):
            line = source.text[: starts[number]]
            return "\r\n" if line.endswith("\r\n") else line[-1]
    return "\n"


def line_start(source: Source, offset: int) -> int:
    """Return where the line of an offset begins."""
    return source.line_starts[source.line_number(offset) - 1]


def line_end(source: Source, offset: int) -> int:
    """Return where the line of an offset ends, before what ends it."""
    stop = source.line_stop(source.line_number(offset))
    return len(source.text[:stop].rstrip("\r\n")) if stop > offset else stop


# The proof


def plain_value(value: Value) -> object:
    """Return what a value says, without where and how it is written."""
    if isinstance(value, Scalar):
        return None if value.is_null else value.text
    if isinstance(value, Mapping):
        return ("mapping", *((plain_value(key), plain_value(held)) for key, held in value.items))
    return ("list", *map(plain_value, value.items))


def same_properties(before: Sequence[Property], after: Sequence[Property], but: str | None = None) -> bool:
    """Tell whether two fronts say the same, one property left out."""
    told = [[(p.name, plain_value(p.value)) for p in these if p.name != but] for these in (before, after)]
    return told[0] == told[1]


def same_front(before: Note, after: Note) -> bool:
    """Tell whether two notes have the same front matter, to the letter, but for a line end that was missing."""
    texts = [note.source.text[: note.header.body_start].rstrip("\r\n") for note in (before, after)]
    return texts[0] == texts[1] and before.header.properties == after.header.properties


def same_body(before: Note, after: Note) -> bool:
    """Tell whether two notes have the same text after the front matter."""
    return before.source.text[before.header.body_start :] == after.source.text[after.header.body_start :]


def changed_elements(
    before: Note, after: Note, changes: Sequence[TextChange]
) -> list[tuple[Element | None, Element | None]]:
    """Return what stands otherwise in the bodies, as it was and as it is, None for absent; all of it at a change.

    Raises EditRefused where anything that no change touches is not as it was.
    """
    shifts = sorted((span.end, len(text) - (span.end - span.start)) for span, text in changes)
    ends = [end for end, _ in shifts]
    moved = [0, *accumulate(shift for _, shift in shifts)]

    def mapped(offset: int) -> int:
        return offset + moved[bisect_right(ends, offset)]

    spans = sorted(change.span for change in changes)
    waiting = {(e.sort, e.at): e for e in elements(after)}
    found: list[tuple[Element | None, Element | None]] = []
    for old in elements(before):
        new = waiting.pop((old.sort, mapped(old.at)), None)
        if new is not None and new.said == old.said:
            continue
        if not _touched(old.span, spans):
            raise EditRefused(f"{_told(old)} would read otherwise")
        found.append((old, new))
    places = sorted(Span(mapped(span.end) - len(text), mapped(span.end)) for span, text in changes)
    for new in waiting.values():
        if not _touched(new.span, places):
            raise EditRefused(f"{_told(new)} would be read where nothing was before")
        found.append((None, new))
    return found


def _touched(span: Span, spans: Sequence[Span]) -> bool:
    """Tell whether one of these spans, which are in order and apart, meets another or adjoins it."""
    at = bisect_left(spans, span.start, key=lambda each: each.end)
    return at < len(spans) and spans[at].start <= span.end


def _told(element: Element) -> str:
    words = " ".join(str(part) for part in element.said if isinstance(part, str)) or "something"
    return f"the {element.sort} “{words[:60]}”"


def elements(note: Note) -> list[Element]:
    """Return everything that stands in a note's body."""
    body, text = note.body, note.source.text
    # An item reaches from its line's beginning, where its box is. Its headings are told by themselves; here it matters
    # only within how many it stands.
    found = [
        Element(
            "item",
            _at(note, item),
            Span(line_start(note.source, item.own.start), item.own.end),
            (item.depth, item.text, item.box, len(item.headings)),
        )
        for item in body.items
    ]
    for heading in body.headings:
        start = note.source.line_starts[heading.line - 1]
        span = Span(start, line_end(note.source, start))
        found.append(Element("heading", start, span, (heading.level, heading.text)))
    found += [Element("link", *_placed(link.span), (link.target, link.wiki)) for link in body.links]
    found += [Element("field", *_placed(field.value), (field.name, field.text)) for field in body.fields]
    found += [Element("tag", *_placed(tag.span), (tag.text,)) for tag in body.tags]
    # That a last line gets an end changes no code.
    found += [
        Element("code", *_placed(span), (text[span.start : span.end].rstrip("\r\n"),)) for span in body.code
    ]
    return found


def _at(note: Note, item: Item) -> int:
    """Return where an item begins: at its box, since it may have no text."""
    if item.box is None:
        return item.own.start
    return note.source.text.rindex("[", item.extent.start, max(item.own.start, item.extent.start + 1))


def _placed(span: Span) -> tuple[int, Span]:
    return span.start, span
