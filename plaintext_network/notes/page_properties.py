"""Finds the inline fields that are properties of a whole page, as Logseq writes them, and those of one block. Edits nothing."""

from collections.abc import Iterator, Sequence

from plaintext_network.notes.fields import Field
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.note import Note

# A line `key:: value`, perhaps as a list item of its own. Logseq's keys contain dots: `logseq.order-list-type`.
PROPERTY_LINE = late_pattern(
    r"[ \t]*(?:[-*+][ \t]+)?([^\s:#\[\](){}`\"'|][^\r\n:\[\](){}`\"']{0,60})::(?:[ \t]|$)"
)
_BULLET = late_pattern(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")


def first_block(note: Note) -> tuple[Field, ...]:
    """Return the fields of a page's first block: the lines `key:: value` at the start of its body, or in its first item."""
    if not note.body.fields:
        return ()
    starts: set[int] = set()
    in_item = False
    for number, line in _lines(note):
        if not line.strip():
            continue
        is_bullet = _BULLET.match(line) is not None
        if not PROPERTY_LINE.match(line) or (is_bullet and starts) or (in_item and line[0] not in " \t-*+"):
            break
        in_item = in_item or is_bullet
        starts.add(number)
    if not starts:
        return ()
    last = note.source.line_stop(max(starts))
    return tuple(
        field for field in note.body.fields if field.value.start <= last and _line(note, field) in starts
    )


def title_field(note: Note) -> Field | None:
    """Return the field that names a page, `title:: Person/Hal`, or None."""
    return next((field for field in first_block(note) if field.name.lower() == "title" and field.text), None)


def without_block_fields(note: Note, fields: Sequence[Field]) -> list[Field]:
    """Return the fields without those in lines below a list item's first, which are properties of that block.

    The lines of an item that begins with a property belong together, and count as the page's.
    """
    numbers = [_line(note, field) for field in fields]
    below = _lines_below(note, sorted(set(numbers)))
    return [field for field, number in zip(fields, numbers, strict=True) if number not in below]


def _lines_below(note: Note, numbers: Sequence[int]) -> set[int]:
    """Return those of the lines that are properties below a list item's first line."""
    found: set[int] = set()
    # Walk up from each line to what decides, but no further than the line before.
    seen, below_text = note.source.line_number(note.header.body_start) - 1, False
    for number in numbers:
        at = number
        while at > seen:
            line = _text_of(note, at)
            if _BULLET.match(line):
                below_text = PROPERTY_LINE.match(line) is None
                break
            if not line.strip() or line[0] not in " \t":
                below_text = False
                break
            at -= 1
        seen = number
        if below_text and at < number and PROPERTY_LINE.match(_text_of(note, number)):
            found.add(number)
    return found


def _line(note: Note, field: Field) -> int:
    return note.source.line_number(field.value.start)


def _lines(note: Note) -> Iterator[tuple[int, str]]:
    """Yield the number and the text of each line of a note's body."""
    first = note.source.line_number(note.header.body_start)
    for number in range(first, len(note.source.line_starts) + 1):
        yield number, _text_of(note, number)


def _text_of(note: Note, number: int) -> str:
    """Return the text of a line of a note's body."""
    source = note.source
    start = max(source.line_starts[number - 1], note.header.body_start)
    return source.text[start : source.line_stop(number)].rstrip("\r\n")
