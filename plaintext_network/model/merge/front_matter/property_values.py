"""Reads the values of a property so that two spellings of one value are equal. Merges nothing."""

from collections.abc import Sequence

from plaintext_network.model.note.properties import PEOPLE, REFERENCES, PropertyDefinition
from plaintext_network.model.note.values.listed_values import LISTED, split_values
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.header import MappingValue, Scalar, Value
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.source import Span

_LINK = late_pattern(r"\[\[([^\[\]\r\n]+)\]\]")
_SEVERAL_TAGS = late_pattern(r"\[\[[^\[\]\r\n]+\]\]|[^,\s]+")


class ItemText(NamedTuple):
    """One value of a list: its text, and its place, which is None if it shares a text with others."""

    text: str
    span: Span | None


def item_texts(
    value: Value, row: PropertyDefinition | None, own_names: Sequence[str]
) -> tuple[ItemText, ...] | None:
    """Return the values of a list, or of a text that lists several; None if one is empty or nested."""
    if isinstance(value, MappingValue):
        return None
    if isinstance(value, Scalar):
        if value.is_null:
            return ()
        parts = _parts(value.text, row, own_names)
        if len(parts) == 1:
            return (ItemText(value.text, value.span),)
        return tuple(ItemText(part, None) for part in parts)
    found = []
    for item in value.items:
        if not isinstance(item, Scalar) or item.is_null:
            return None
        found.append(ItemText(item.text, item.span))
    return tuple(found)


def _parts(text: str, row: PropertyDefinition | None, own_names: Sequence[str]) -> Sequence[str]:
    if row is not None and row.type == "tags":
        return _SEVERAL_TAGS.findall(text) or (text,)
    if row is not None and row.name in LISTED:
        return split_values(row.name, text, own_names)
    return (text,)


def item_key(text: str, row: PropertyDefinition | None) -> str:
    """Return a key under which two items are the same value: `#friend` is `friend`, and `[[Ada]]` is Ada among people."""
    text = text.strip()
    if row is not None and row.type == "tags":
        return _target(text.lstrip("#")).strip("#/ ") or text
    if row is not None and (row.name in PEOPLE or row.name in REFERENCES):
        return _target(text)
    return text


def _target(text: str) -> str:
    """Return the name of the note that a text links, without its label; a text that isn't one link stays."""
    link = _LINK.fullmatch(text)
    return (link[1].split("|", 1)[0].strip() if link and "#" not in link[1] else text) or text


def is_list(row: PropertyDefinition | None, values: Sequence[Value]) -> bool:
    """Return whether to compare a property item by item: what takes a list, or what is unknown and written as one."""
    if any(item_texts(value, row, ()) is None for value in values):
        return False
    if row is not None:
        return row.many
    return any(not isinstance(value, Scalar) for value in values)
