"""Owns edits of one property in a note's front matter: the fewest spans that say what is wished. Knows no meaning.

The property's other values, its comments, its quotes and brackets stay as they are. What is not proved to say just what was
wished, and otherwise what was there, is refused.
"""

import re
from collections.abc import Mapping as Mapping_
from collections.abc import Sequence

from plaintext_network.errors import EditRefused
from plaintext_network.notes.edit import (
    TextChange,
    apply_changes,
    line_end,
    line_start,
    newline,
    plain_value,
    same_body,
    same_properties,
)
from plaintext_network.notes.edit_list import list_changes
from plaintext_network.notes.edit_value import (
    format_values,
    replace_changed_part,
    replace_value,
    turn_into_list,
)
from plaintext_network.notes.extents import front_text, in_flow, is_flow, value_end, with_line_end
from plaintext_network.notes.header import UNREADABLE, Mapping, Property, Scalar, Value
from plaintext_network.notes.header import Sequence as Items
from plaintext_network.notes.note import Note
from plaintext_network.notes.scalars import YamlText, format_scalar
from plaintext_network.notes.source import Span


def set_values(note: Note, key: str, wished: Sequence[YamlText], *, many: bool) -> Note:
    """Return the note with a property that has just these values; `many` makes a new one a list.

    A list stays a list and a single value stays one, where that can say it. Raises EditRefused.
    """
    found = _property(note, key)
    if found is None:
        return _proved(note, _first_that_holds(note, key, _added(note, key, wished, many)), key, wished)
    if isinstance(found.value, Mapping):
        raise EditRefused(f"{key} holds nested values; edit it by hand")
    if isinstance(found.value, Items) and note.source.text.startswith("*", found.value.span.start):
        # An alias: the items stand elsewhere, and are another property's too.
        changes = [TextChange(found.value.span, format_values(wished, many=True))]
    elif isinstance(found.value, Items):
        changes = list_changes(note, found.value, wished)
    elif len(wished) == 1 and not (many and found.value.is_null):
        changes = [replace_value(note, found.value, wished[0], flow=in_flow(note, found.key))]
    else:
        changes = [turn_into_list(note, found.value, wished)]
    if not changes:
        return note
    return _proved(note, apply_changes(note, changes), key, wished)


def remove_property(note: Note, key: str) -> Note:
    """Return the note without a property, written once or more often; the note itself if it has none. Raises EditRefused."""
    found = _property(note, key)
    if found is None:
        return note
    all_of_it = [found, *(p for p in note.header.shadowed if p.name == key)]
    after = apply_changes(note, [_removal(note, each) for each in all_of_it])
    if not front_text(after).strip():
        # A front matter of nothing is none: some readers fail on it. Unless what follows would be taken for another.
        bare = apply_changes(note, [TextChange(Span(0, note.header.body_start), "")])
        after = bare if same_body(note, bare) else after
    return _proved(note, after, key, None)


def remove_shadowed(note: Note, key: str) -> Note:
    """Return the note with a property written once, as it counts; what a later one of its name replaces goes."""
    shadowed = [p for p in note.header.shadowed if p.name == key]
    counts = _property(note, key)
    after = apply_changes(note, [_removal(note, each) for each in shadowed])
    wished = next((p.value for p in after.header.properties if p.name == key), None)
    if counts is None or wished is None or plain_value(wished) != plain_value(counts.value):
        raise EditRefused(f"{key} would be read otherwise")
    if not same_properties(note.header.properties, after.header.properties) or not same_body(note, after):
        raise EditRefused(f"another property than {key} would change with it")
    return after


def replace_texts(note: Note, texts: Mapping_[Span, str]) -> Note:
    """Return the note with some of its values' texts replaced, by where they stand, each written as it was. Raises EditRefused."""
    literal = [
        replace_changed_part(note, value, texts[value.span])
        for value in own_scalars(note)
        if value.span in texts
    ]
    rewritten = [
        replace_value(note, value, YamlText(texts[value.span]), flow=True)
        for value in own_scalars(note)
        if value.span in texts
    ]
    if len(literal) != len(texts):
        raise EditRefused("a value is an alias of another; edit it by hand")
    wished = [texts.get(value.span, value.text) for value in own_scalars(note)]
    for changes in (literal, rewritten):
        after = apply_changes(note, [change for change in changes if change is not None])
        if (
            None not in changes
            and [value.text for value in own_scalars(after)] == wished
            and [p.name for p in after.header.properties] == [p.name for p in note.header.properties]
            and same_body(note, after)
            and _faults(after) <= _faults(note)
        ):
            return after
    raise EditRefused("a value can't be written there so that it is read back as wished")


def own_scalars(note: Note) -> list[Scalar]:
    """Return every value that stands for itself in the front matter, in the order written."""
    found: list[Scalar] = []
    waiting = [p.value for p in (*note.header.properties, *note.header.shadowed)]
    while waiting:
        value = waiting.pop()
        if note.source.text.startswith("*", value.span.start):
            continue
        if isinstance(value, Scalar):
            found.append(value)
        elif isinstance(value, Mapping):
            waiting += [held for _, held in value.items]
        else:
            waiting += value.items
    return sorted(found, key=lambda value: value.span)


def require_readable_front(note: Note) -> Note:
    """Return the note if its properties can be read. Raises EditRefused."""
    _property(note, "")
    return note


def property_texts(note: Note, key: str) -> tuple[str, ...] | None:
    """Return a property's values as texts, None where it is absent; nested values and nulls are left out."""
    found = _property(note, key)
    if found is None:
        return None
    value = found.value
    items = value.items if isinstance(value, Items) else (value,)
    return tuple(item.text for item in items if isinstance(item, Scalar) and not item.is_null)


def _property(note: Note, key: str) -> Property | None:
    for fault in note.problems:
        if fault.code in UNREADABLE:
            raise EditRefused(f"its properties can't be read (line {fault.line}: {fault.message})")
    return next((p for p in note.header.properties if p.name == key), None)


def _proved(before: Note, after: Note, key: str, wished: Sequence[YamlText] | None) -> Note:
    old, new = before.header, after.header
    if not same_properties(old.properties, new.properties, key) or not same_properties(
        old.shadowed, new.shadowed, key
    ):
        tied = any(mark in front_text(before) for mark in ("&", "*"))
        why = "; an anchor or alias (& or *) ties them" if tied else ""
        raise EditRefused(f"another property than {key} would change with it{why}")
    if not same_body(before, after):
        raise EditRefused("the text would change with it")
    found = next((p.value for p in after.header.properties if p.name == key), None)
    if wished is None:
        right = found is None
    else:
        right = found is not None and _said(found) == [text.text for text in wished]
    if not right or _faults(after) > _faults(before):
        raise EditRefused(f"{key} can't be written here so that it is read back as wished")
    return after


def _faults(note: Note) -> int:
    """Count what is wrong in a front matter."""
    return sum(
        1 for p in note.problems if p.code in UNREADABLE or p.code in ("duplicate-key", "value-nested")
    )


def _said(value: Value) -> list[object]:
    items = value.items if isinstance(value, Items) else (value,)
    return [said for item in items if (said := plain_value(item)) is not None]


# A property that is not there


def _first_that_holds(note: Note, key: str, candidates: Sequence[TextChange]) -> Note:
    """Return the first of several ways to add a property by which it is there and nothing else is lost."""
    refused = apply_changes(note, candidates[:1])
    for candidate in candidates:
        after = apply_changes(note, [candidate])
        if same_properties(note.header.properties, after.header.properties, key) and any(
            p.name == key for p in after.header.properties
        ):
            return after
    return refused


def _added(note: Note, key: str, wished: Sequence[YamlText], many: bool) -> list[TextChange]:
    text, header, end = note.source.text, note.header, newline(note.source)
    # A second byte order mark hides a front matter from readers; one more above it would not mend that.
    if text.lstrip("\ufeff").startswith("---") and not header.body_start:
        raise EditRefused(
            "it begins with --- and has no front matter; put a line before that, or a front matter"
        )
    name = format_scalar(YamlText(key))
    if header.body_start and not header.properties and (empty := _NOTHING.fullmatch(front_text(note))):
        start = note.source.line_starts[1] + empty.start(1)
        value = format_values(wished, many)
        return [
            TextChange(
                Span(start, start + len(empty[1])), f"{{{format_scalar(YamlText(key), flow=True)}: {value}}}"
            )
        ]
    if not header.body_start:
        front = f"---{end}{name}: {format_values(wished, many)}{end}---{end}"
        return [TextChange(Span(0, 0), front)]
    if header.properties and in_flow(note, header.properties[0].key):
        last = value_end(note, header.properties[-1].value)
        return [
            TextChange(
                Span(last, last),
                f", {format_scalar(YamlText(key), flow=True)}: {format_values(wished, many)}",
            )
        ]
    first = header.properties[0].key.start if header.properties else None
    indent = text[line_start(note.source, first) : first] if first is not None else ""
    if indent.strip():
        indent = ""
    closing = line_start(note.source, header.body_start - 1)
    opening = note.source.line_starts[1]
    style = _block_style(note) if many else None
    value = _block(wished, indent + style, end) if style is not None else " " + format_values(wished, many)
    line = f"{indent}{name}:{value}{end}"
    # Last, or first: what ends in a block of text would take in a line after it.
    return [TextChange(Span(closing, closing), line), TextChange(Span(opening, opening), line)]


_NOTHING = re.compile(r"\s*(\{\s*\})\s*")


def _block_style(note: Note) -> str | None:
    """Return how far the items of this note's lists are indented, where all are written one a line."""
    indents = []
    for found in note.header.properties:
        if isinstance(found.value, Items):
            if not found.value.items or is_flow(note, found.value):
                return None
            at = found.value.items[0].span.start
            prefix = note.source.text[line_start(note.source, at) : at]
            indents.append(prefix[: len(prefix) - len(prefix.lstrip())])
    return indents[0] if indents else None


def _block(wished: Sequence[YamlText], indent: str, end: str) -> str:
    return "".join(f"{end}{indent}- {format_scalar(text)}" for text in wished)


def _removal(note: Note, found: Property) -> TextChange:
    source, text = note.source, note.source.text
    end = max(value_end(note, found.value), found.key.end)
    if not in_flow(note, found.key):
        start = line_start(source, found.key.start)
        if text[start : found.key.start].strip(" \t?"):
            raise EditRefused(f"{found.name} does not stand on a line of its own; remove it by hand")
        return TextChange(with_line_end(note, Span(start, line_end(source, end))), "")
    after = re.compile(r"\s*,\s*").match(text, end)
    if after:
        return TextChange(Span(found.key.start, after.end()), "")
    before = re.search(r",\s*\Z", text[: found.key.start])
    return TextChange(Span(before.start() if before else found.key.start, end), "")
