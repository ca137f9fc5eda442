"""Edits one property in a note's front matter with the smallest change that does it. Knows no property's meaning.

Other values, comments, quotes and brackets stay as they are. Each edit is verified: if the property does not read back as
requested, or anything else changes, it raises EditRefused.
"""

import re
from collections.abc import Mapping, Sequence

from plaintext_network.errors import EditRefused
from plaintext_network.notes.edit import (
    TextChange,
    apply_changes,
    line_end,
    line_start,
    newline,
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
from plaintext_network.notes.header import (
    UNREADABLE,
    ListValue,
    MappingValue,
    Property,
    Scalar,
    Value,
    plain_value,
)
from plaintext_network.notes.note import Note
from plaintext_network.notes.scalars import YamlText, format_scalar
from plaintext_network.notes.source import Span


def set_values(
    note: Note, key: str, values: Sequence[YamlText], *, many: bool, indent: str | None = None
) -> Note:
    """Return the note with a property that has exactly these values; with `many`, a new property becomes a list.

    The items of a new list go on one line, or below each other if the note's lists are like that. In a note without a
    list, `indent` decides: they go below each other after this indent, or on one line if it is None. An existing list stays a list, and a single value stays single if one value is set. Raises EditRefused.
    """
    found = _property(note, key)
    if found is None:
        return _verified(
            note, _first_that_works(note, key, _additions(note, key, values, many, indent)), key, values
        )
    if isinstance(found.value, MappingValue):
        raise EditRefused(f"{key} has nested values; edit it by hand")
    if isinstance(found.value, ListValue) and note.source.text.startswith("*", found.value.span.start):
        # A YAML alias: the items are written elsewhere and belong to another property too.
        changes = [TextChange(found.value.span, format_values(values, many=True))]
    elif isinstance(found.value, ListValue):
        changes = list_changes(note, found.value, values)
    elif len(values) == 1 and not (many and found.value.is_null):
        changes = [replace_value(note, found.value, values[0], flow=in_flow(note, found.key))]
    else:
        changes = [turn_into_list(note, found.value, values)]
    if not changes:
        return note
    if many and (below := _items_below(note, found, values, indent)):
        try:
            return _verified(note, apply_changes(note, [below]), key, values)
        except EditRefused:
            pass
    return _verified(note, apply_changes(note, changes), key, values)


def add_properties(
    note: Note, properties: Sequence[tuple[str, Sequence[YamlText], bool]], *, indent: str | None = None
) -> Note:
    """Return the note with several new properties after its others: each a name, its values, and whether it is a list.

    It gives what `set_values` gives for one after the other, in one step. Raises EditRefused.
    """
    properties = [each for each in properties if each[1]]
    if not properties:
        return note
    present = {p.name for p in (*note.header.properties, *note.header.shadowed)}
    is_usual = (
        note.header.body_start and note.header.properties and not present & {name for name, *_ in properties}
    )
    if is_usual and in_flow(note, note.header.properties[0].key):
        is_usual = False
    if is_usual or not (note.header.body_start or note.source.text.lstrip("\ufeff").startswith("---")):
        end = newline(note.source)
        style = block_indent(note) if has_items(note) else indent
        lines = ""
        for name, values, many in properties:
            is_block = many and style is not None
            value = _block(values, style or "", end) if is_block else " " + format_values(values, many)
            lines += f"{format_scalar(YamlText(name))}:{value}{end}"
        if note.header.body_start:
            closing = line_start(note.source, note.header.body_start - 1)
            change = TextChange(Span(closing, closing), lines)
        else:
            change = TextChange(Span(0, 0), f"---{end}{lines}---{end}")
        after = apply_changes(note, [change])
        expected = [(p.name, plain_value(p.value)) for p in note.header.properties]
        expected += [
            (name, ("list", *(text.text for text in values)) if many else values[0].text)
            for name, values, many in properties
        ]
        found = [(p.name, plain_value(p.value)) for p in after.header.properties]
        if found == expected and same_body(note, after) and _faults(after) <= _faults(note):
            return after
    for name, values, many in properties:
        note = set_values(note, name, values, many=many, indent=indent)
    return note


def remove_property(note: Note, key: str) -> Note:
    """Return the note without a property and its duplicates, or the note itself if it has none. Raises EditRefused."""
    found = _property(note, key)
    if found is None:
        return note
    duplicates = [p for p in note.header.shadowed if p.name == key]
    after = apply_changes(note, [_removal(note, each) for each in (found, *duplicates)])
    if not front_text(after).strip():
        # Some readers fail on empty front matter, so remove it, unless the body would then read as front matter.
        bare = apply_changes(note, [TextChange(Span(0, note.header.body_start), "")])
        after = bare if same_body(note, bare) else after
    return _verified(note, after, key, None)


def remove_shadowed(note: Note, key: str) -> Note:
    """Return the note without a property's earlier duplicates, which do not count. Raises EditRefused."""
    shadowed = [p for p in note.header.shadowed if p.name == key]
    current = _property(note, key)
    after = apply_changes(note, [_removal(note, each) for each in shadowed])
    remaining = next((p.value for p in after.header.properties if p.name == key), None)
    if current is None or remaining is None or plain_value(remaining) != plain_value(current.value):
        raise EditRefused(f"the value of {key} would change")
    if not same_properties(note.header.properties, after.header.properties) or not same_body(note, after):
        raise EditRefused(f"something besides {key} would change with it")
    return after


def restore_shadowed(note: Note, key: str) -> Note:
    """Return the note without a property's last duplicate, which counts, so that the one before does. Raises EditRefused."""
    earlier = next((p for p in reversed(note.header.shadowed) if p.name == key), None)
    current = _property(note, key)
    if earlier is None or current is None:
        raise EditRefused(f"{key} is there only once")
    after = apply_changes(note, [_removal(note, current)])
    remaining = next((p.value for p in after.header.properties if p.name == key), None)
    if remaining is None or plain_value(remaining) != plain_value(earlier.value):
        raise EditRefused(f"the earlier value of {key} would not be read")
    if not same_properties(note.header.properties, after.header.properties, key) or not same_body(
        note, after
    ):
        raise EditRefused(f"something besides {key} would change with it")
    return after


def replace_texts(note: Note, texts: Mapping[Span, str], *, anew: bool = False) -> Note:
    """Return the note with new texts for the values at these spans, each in its present style.

    With `anew`, each is written anew, with quotes where other programs need them. Raises EditRefused.
    """
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
    expected = [texts.get(value.span, value.text) for value in own_scalars(note)]
    for changes in (rewritten,) if anew else (literal, rewritten):
        after = apply_changes(note, [change for change in changes if change is not None])
        if (
            None not in changes
            and [value.text for value in own_scalars(after)] == expected
            and [p.name for p in after.header.properties] == [p.name for p in note.header.properties]
            and same_body(note, after)
            and _faults(after) <= _faults(note)
        ):
            return after
    raise EditRefused("a value can't be written there: it would not read back the same")


def own_scalars(note: Note) -> list[Scalar]:
    """Return every scalar in the front matter in the order written, without YAML aliases."""
    scalars: list[Scalar] = []
    waiting = [p.value for p in (*note.header.properties, *note.header.shadowed)]
    while waiting:
        value = waiting.pop()
        if note.source.text.startswith("*", value.span.start):
            continue
        if isinstance(value, Scalar):
            scalars.append(value)
        elif isinstance(value, MappingValue):
            waiting += [item for _, item in value.items]
        else:
            waiting += value.items
    return sorted(scalars, key=lambda value: value.span)


def require_readable_front(note: Note) -> Note:
    """Return the note. Raises EditRefused if its properties can't be read."""
    _property(note, "")
    return note


def property_texts(note: Note, key: str) -> tuple[str, ...] | None:
    """Return a property's values as texts without nested values and nulls, or None if it is absent."""
    found = _property(note, key)
    if found is None:
        return None
    value = found.value
    items = value.items if isinstance(value, ListValue) else (value,)
    return tuple(item.text for item in items if isinstance(item, Scalar) and not item.is_null)


def _property(note: Note, key: str) -> Property | None:
    for fault in note.problems:
        if fault.code in UNREADABLE:
            raise EditRefused(f"its properties can't be read (line {fault.line}: {fault.message})")
    return next((p for p in note.header.properties if p.name == key), None)


def _verified(before: Note, after: Note, key: str, values: Sequence[YamlText] | None) -> Note:
    old, new = before.header, after.header
    if not same_properties(old.properties, new.properties, key) or not same_properties(
        old.shadowed, new.shadowed, key
    ):
        has_aliases = any(mark in front_text(before) for mark in ("&", "*"))
        why = "; a YAML anchor or alias (& or *) connects them" if has_aliases else ""
        raise EditRefused(f"a property besides {key} would change with it{why}")
    if not same_body(before, after):
        raise EditRefused(f"the body would change with {key}")
    found = next((p.value for p in after.header.properties if p.name == key), None)
    if values is None:
        is_right = found is None
    else:
        is_right = found is not None and _plain_items(found) == [text.text for text in values]
    if not is_right or _faults(after) > _faults(before):
        raise EditRefused(f"{key} can't be written here: it would not read back the same")
    return after


def _faults(note: Note) -> int:
    """Return the number of problems in a note's front matter."""
    return sum(
        1 for p in note.problems if p.code in UNREADABLE or p.code in ("duplicate-key", "value-nested")
    )


def _plain_items(value: Value) -> list[object]:
    items = value.items if isinstance(value, ListValue) else (value,)
    return [plain for item in items if (plain := plain_value(item)) is not None]


# Adding a property


def _first_that_works(note: Note, key: str, candidates: Sequence[TextChange]) -> Note:
    """Return the note after the first candidate change that adds the property and leaves the others alone."""
    fallback = apply_changes(note, candidates[:1])
    for candidate in candidates:
        after = apply_changes(note, [candidate])
        if same_properties(note.header.properties, after.header.properties, key) and any(
            p.name == key for p in after.header.properties
        ):
            return after
    return fallback


def _additions(
    note: Note, key: str, values: Sequence[YamlText], many: bool, list_indent: str | None
) -> list[TextChange]:
    text, header, end = note.source.text, note.header, newline(note.source)
    # A second byte order mark hides front matter from readers; adding front matter above it would not help.
    if text.lstrip("\ufeff").startswith("---") and not header.body_start:
        raise EditRefused(
            "it begins with --- but has no front matter; write a line above it, or close it with ---"
        )
    name = format_scalar(YamlText(key))
    if header.body_start and not header.properties and (empty := _EMPTY_MAPPING.fullmatch(front_text(note))):
        start = note.source.line_starts[1] + empty.start(1)
        value = format_values(values, many)
        return [
            TextChange(
                Span(start, start + len(empty[1])), f"{{{format_scalar(YamlText(key), flow=True)}: {value}}}"
            )
        ]
    if not header.body_start:
        block = many and list_indent is not None
        value = _block(values, list_indent or "", end) if block else f" {format_values(values, many)}"
        front = f"---{end}{name}:{value}{end}---{end}"
        return [TextChange(Span(0, 0), front)]
    if header.properties and in_flow(note, header.properties[0].key):
        last = value_end(note, header.properties[-1].value)
        return [
            TextChange(
                Span(last, last),
                f", {format_scalar(YamlText(key), flow=True)}: {format_values(values, many)}",
            )
        ]
    first = header.properties[0].key.start if header.properties else None
    indent = text[line_start(note.source, first) : first] if first is not None else ""
    if indent.strip():
        indent = ""
    closing = line_start(note.source, header.body_start - 1)
    opening = note.source.line_starts[1]
    style = (block_indent(note) if has_items(note) else list_indent) if many else None
    value = _block(values, indent + style, end) if style is not None else " " + format_values(values, many)
    line = f"{indent}{name}:{value}{end}"
    # At the end, or else at the start: a block scalar at the end would swallow a line after it.
    return [TextChange(Span(closing, closing), line), TextChange(Span(opening, opening), line)]


def _items_below(
    note: Note, found: Property, values: Sequence[YamlText], list_indent: str | None
) -> TextChange | None:
    """Return the change that writes a list without items, or a single value, below its key, if the note's lists are like that; else None."""
    value, text = found.value, note.source.text
    if (isinstance(value, ListValue) and value.items) or not values or in_flow(note, found.key):
        return None
    if isinstance(value, Scalar) and not value.is_null and len(values) == 1:
        return None
    # Without another list with items, an empty one says nothing.
    style = block_indent(note) if has_items(note) else list_indent
    colon = text.find(":", found.key.end)
    stop = line_end(note.source, found.key.start)
    if (
        style is None
        or colon < 0
        or text[colon + 1 : stop].strip() != text[value.span.start : value_end(note, value)].strip()
    ):
        return None
    start = line_start(note.source, found.key.start)
    own = text[start : found.key.start]
    if own.strip():
        return None
    written = _block(values, own + style, newline(note.source, start))
    return TextChange(Span(colon + 1, stop), written)


def has_items(note: Note) -> bool:
    """Return whether a note's front matter has a list with items."""
    return any(isinstance(found.value, ListValue) and found.value.items for found in note.header.properties)


_EMPTY_MAPPING = re.compile(r"\s*(\{\s*\})\s*")


def block_indent(note: Note) -> str | None:
    """Return the indent of items in this note's lists if all lists with items have one item a line, else None."""
    indents = []
    for found in note.header.properties:
        if isinstance(found.value, ListValue) and found.value.items:
            if is_flow(note, found.value):
                return None
            at = found.value.items[0].span.start
            prefix = note.source.text[line_start(note.source, at) : at]
            indents.append(prefix[: len(prefix) - len(prefix.lstrip())])
    return indents[0] if indents else None


def _block(values: Sequence[YamlText], indent: str, end: str) -> str:
    return "".join(f"{end}{indent}- {format_scalar(text)}" for text in values)


def _removal(note: Note, found: Property) -> TextChange:
    source, text = note.source, note.source.text
    end = max(value_end(note, found.value), found.key.end)
    if not in_flow(note, found.key):
        start = line_start(source, found.key.start)
        if text[start : found.key.start].strip(" \t?"):
            raise EditRefused(f"{found.name} shares its line with something else; remove it by hand")
        return TextChange(with_line_end(note, Span(start, line_end(source, end))), "")
    after = re.compile(r"\s*,\s*").match(text, end)
    if after:
        return TextChange(Span(found.key.start, after.end()), "")
    before = re.search(r",\s*\Z", text[: found.key.start])
    return TextChange(Span(before.start() if before else found.key.start, end), "")
