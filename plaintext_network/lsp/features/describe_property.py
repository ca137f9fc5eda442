"""Describes a property, and its value as a day or a cadence. Describes no note."""

import re
from collections.abc import Iterator
from datetime import date

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.markdown_text import markdown_text
from plaintext_network.lsp.positions import Position, Range
from plaintext_network.model.dates.calendar import parse_cadence, parse_day
from plaintext_network.model.dates.date_words import WEEKDAYS, day_in_words
from plaintext_network.model.dates.time_ago import distance
from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.note.properties import TYPES, PropertyDefinition, words_of
from plaintext_network.model.note.read_note import own_fields
from plaintext_network.model.note.values.date_values import read_date, read_yearly, split_date, split_yearly
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.entry_texts import how_often
from plaintext_network.notes.header import ListValue, Scalar
from plaintext_network.notes.source import Span, Spans

_WEEKDAY_NAMES = tuple(name.capitalize() for name in list(WEEKDAYS) if name.endswith("day"))
_ISO = re.compile(r"(?<![\d-])\d{4}-\d{2}-\d{2}(?![\d-])")


class Described(NamedTuple):
    """Markdown, and the range that it describes."""

    text: str
    range: Range


class _Property(NamedTuple):
    """A property as written: its name's place, its values with theirs, and its definition if it is one of pnet's."""

    name: str
    key: Span
    values: tuple[tuple[str, Span], ...]
    row: PropertyDefinition | None


def describe_property(view: EditorView, document: Document, at: Position) -> Described | None:
    """Return what the property, its value or the day at a position means; None where there is none."""
    offset = document.lines.offset(at)
    for each in _properties(view, document, offset):
        if each.key.start <= offset <= each.key.end:
            if each.row:
                return Described(_meaning(each.name, each.row), document.lines.range(*each.key))
            return None
        for text, span in each.values:
            if span.start <= offset <= span.end and each.row:
                said = _value(view, document, each.row, text)
                return Described(said, document.lines.range(*span)) if said else None
    return _day_at(view, document, at, offset)


def _meaning(written: str, row: PropertyDefinition) -> str:
    also = "" if property_key(written) == property_key(row.name) else f" (pnet's `{row.name}`)"
    takes = TYPES[row.type]
    listed = f"a list: {takes}" if row.many else takes
    return f"**{markdown_text(written)}**{also}: {markdown_text(row.meaning)}\n- value: {markdown_text(listed)}\n- example: `{row.name}: {row.example}`"


def _properties(view: EditorView, document: Document, offset: int) -> Iterator[_Property]:
    note, notebook = document.note, view.notebook
    kind = notebook.index.names.kinds.get(document.path, "")
    words = words_of(kind, notebook.settings.rules)
    if offset <= note.header.body_start:
        for written in (*note.header.properties, *note.header.shadowed):
            items = written.value.items if isinstance(written.value, ListValue) else (written.value,)
            values = tuple((item.text.strip(), item.span) for item in items if isinstance(item, Scalar))
            yield _Property(written.name, written.key, values, words.get(property_key(written.name)))
        return
    facts = notebook.index.notes.get(document.path)
    near = [field for field in note.body.fields if _is_on_line(document, field.value.start, offset)]
    own = own_fields(note, facts, notebook.settings.rules) if near and facts else []
    for field in near:
        among = words if field in own else words_of("interaction", notebook.settings.rules)
        end = document.text.rfind("::", 0, field.value.start)
        start = document.text.rfind(field.name, 0, max(end, 0))
        if start >= 0:
            key = Span(start, start + len(field.name))
            yield _Property(
                field.name, key, ((field.text, field.value),), among.get(property_key(field.name))
            )


def _is_on_line(document: Document, start: int, offset: int) -> bool:
    return document.lines.position(start).line == document.lines.position(offset).line


def _value(view: EditorView, document: Document, row: PropertyDefinition, text: str) -> str:
    notebook = view.notebook
    today, daily_format = notebook.today, notebook.settings.rules.daily.format
    if row.type == "date":
        day = read_date(text, daily_format)
        return _day_words(day, today) if day else ""
    if row.type == "dated":
        day = read_date(split_date(text)[0], daily_format)
        return _day_words(day, today) if day else ""
    if row.type in ("yearly", "occasion"):
        yearly = read_yearly(text if row.type == "yearly" else split_yearly(text)[0])
        if yearly is None:
            return ""
        following = yearly.next_from(today)
        years = following.year - yearly.year if yearly.year else 0
        count = f", {years} years" if years > 0 else ""
        return f"next on {_day_words(following, today)}{count}"
    if row.type == "cadence":
        return _cadence(view, document, text)
    return ""


def _cadence(view: EditorView, document: Document, text: str) -> str:
    cadence = parse_cadence(text)
    if cadence is None:
        return ""
    said = markdown_text(how_often(cadence))
    notebook = view.notebook
    if notebook.index.names.kinds.get(document.path) != "contact":
        return said
    person = notebook.contact_at(document.path)
    if person.last_touch and person.next_due:
        said += f"; last in touch on {person.last_touch}, so next on {person.next_due}"
    return said


def _day_at(view: EditorView, document: Document, at: Position, offset: int) -> Described | None:
    """Return the day of a date in ISO 8601 at a position, such as that of a Log entry."""
    line = document.lines.line(at.line)
    start = offset - (document.lines.position(offset).column)
    if Spans(document.note.body.code).overlaps(offset, offset + 1):
        return None
    for found in _ISO.finditer(line):
        if start + found.start() <= offset <= start + found.end() and (day := parse_day(found[0])):
            text = _day_words(day, view.notebook.today)
            return Described(text, document.lines.range(start + found.start(), start + found.end()))
    return None


def _day_words(day: date, today: date) -> str:
    return f"{_WEEKDAY_NAMES[day.weekday()]} {day_in_words(day, today)}, {distance(day, today)}"
