"""Edits the properties of a whole page in Logseq's form, lines `key:: value` in its first block. Knows no property's meaning.

Each edit is verified: if a property would not read back as requested, or anything else changes, it raises EditRefused.
"""

import re
from collections.abc import Sequence

from plaintext_network.errors import EditRefused
from plaintext_network.notes.edit import (
    TextChange,
    apply_changes,
    changed_elements,
    line_end,
    line_start,
    newline,
    same_front,
)
from plaintext_network.notes.fields import Field
from plaintext_network.notes.note import Note
from plaintext_network.notes.page_properties import PROPERTY_LINE, first_block
from plaintext_network.notes.source import Span

_LEAD = re.compile(r"[ \t]*(?:[-*+][ \t]+)?")


def is_property_line(note: Note, field: Field) -> bool:
    """Return whether a field is a whole line `key:: value`, not brackets within a text."""
    start = line_start(note.source, field.value.start)
    return PROPERTY_LINE.match(note.source.text[start : line_end(note.source, start)]) is not None


def set_page_property(note: Note, fields: Sequence[Field], key: str, text: str) -> Note:
    """Return the note with this text in a property; `fields` are its present lines. Raises EditRefused."""
    if not text.strip() or "\n" in text or "\r" in text:
        raise EditRefused(f"{key} can't hold this text as a line of properties")
    if not fields:
        return _verified(note, [_addition(note, key, text)], (), (key, text))
    first, *others = fields
    span, written = first.value, text
    if not first.text:
        span, written = Span(first.value.start, line_end(note.source, first.value.start)), f" {text}"
        if note.source.text[first.value.start - 1] != ":":
            written = text
    changes = [TextChange(span, written)] if first.text != text else []
    changes += [_removal(note, other) for other in others]
    return _verified(note, changes, fields, (first.name, text)) if changes else note


def remove_page_property(note: Note, fields: Sequence[Field]) -> Note:
    """Return the note without these lines of its properties. Raises EditRefused."""
    return _verified(note, [_removal(note, field) for field in fields], fields, None) if fields else note


def _addition(note: Note, key: str, text: str) -> TextChange:
    """Return the change that adds a line after the first block, or starts one."""
    source = note.source
    if block := first_block(note):
        last = max(block, key=lambda field: field.value)
        start, stop = line_start(source, last.value.start), line_end(source, last.value.start)
        lead = _LEAD.match(source.text, start)
        # In an item, the lines below the first are indented as deep as its text.
        indent = re.sub(r"[^\t]", " ", lead[0]) if lead else ""
        return TextChange(Span(stop, stop), f"{newline(source, start)}{indent}{key}:: {text}")
    start, end = note.header.body_start, newline(source)
    rest = source.text[start:]
    gap = "" if not rest or rest[0] in "\r\n" else end
    return TextChange(Span(start, start), f"{key}:: {text}{end}{gap}")


def _removal(note: Note, field: Field) -> TextChange:
    """Return the change that removes a property's line; a bullet moves to the next line of its block."""
    source = note.source
    start, number = line_start(source, field.value.start), source.line_number(field.value.start)
    stop = source.line_stop(number)
    lead = _LEAD.match(source.text, start)
    if lead and lead[0].strip():
        following = (
            source.text[stop : source.line_stop(number + 1)] if number < len(source.line_starts) else ""
        )
        if (
            PROPERTY_LINE.match(following)
            and following[:1] in (" ", "\t")
            and following.lstrip()[0] not in "-*+"
        ):
            return TextChange(Span(lead.end(), stop + len(following) - len(following.lstrip())), "")
    if stop == len(source.text) and source.text[stop - 1] not in "\r\n" and number > 1:
        start = line_end(source, source.line_starts[number - 2])
    return TextChange(Span(start, stop), "")


def _verified(
    note: Note, changes: Sequence[TextChange], old: Sequence[Field], new: tuple[str, str] | None
) -> Note:
    """Return the edited note, if of all fields only the old ones went and the new one came. Raises EditRefused."""
    after = apply_changes(note, changes)
    removed = {field.value for field in old}
    names = [(field.name, field.text) for field in note.body.fields if field.value not in removed]
    expected = sorted([*names, *([new] if new else [])])
    for before, now in changed_elements(note, after, changes):
        lost = before is not None and now is None and before.kind in ("heading", "code")
        if lost or (before is None and now is not None and now.kind in ("item", "heading", "code")):
            raise EditRefused("something besides its properties would change")
    if sorted((field.name, field.text) for field in after.body.fields) != expected or not same_front(
        note, after
    ):
        name = new[0] if new else old[0].name
        raise EditRefused(f"{name} would not read back the same there")
    return after
