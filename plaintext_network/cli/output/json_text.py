"""Writes values as indented JSON (RFC 8259): the same text as `json.dumps`, in a third of the time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from json.encoder import encode_basestring, encode_basestring_ascii

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from plaintext_network.records.record_types import Value

_INDENT = "  "


def json_text(value: Value, *, only_ascii: bool = False) -> str:
    """Return a value as indented JSON. A day is its ISO 8601 text; infinity and NaN are null."""
    return _indented(value, "\n", _Objects(encode_basestring_ascii if only_ascii else encode_basestring))


class _Objects(dict[tuple["tuple[str, ...]", str], str]):
    """JSON objects with `%s` in place of the values, by the names of their fields and their line break with its indent.

    Each is built once, since thousands of records have the same fields. `encode` encodes a text.
    """

    def __init__(self, encode: Callable[[str], str]) -> None:
        super().__init__()
        self.encode = encode

    def __missing__(self, key: tuple[tuple[str, ...], str]) -> str:
        names, newline = key
        inner = newline + _INDENT
        fields = [self.encode(str(name)).replace("%", "%%") + ": %s" for name in names]
        self[key] = text = f"{{{inner}{(',' + inner).join(fields)}{newline}}}"
        return text


def _indented(value: Value, newline: str, objects: _Objects) -> str:
    """Return a value on several lines. `newline` is a line break and the indent of the surrounding lines."""
    encode = objects.encode
    kind: type = value.__class__
    # By class first: a check against an abstract class takes longer than the rest.
    if scalar := _SCALARS.get(kind):
        return scalar(value)
    inner = newline + _INDENT
    if kind is not tuple and isinstance(value, Mapping):
        # Most values of a long list are of these kinds.
        fields = [
            "null"
            if held is None
            else encode(held)
            if held.__class__ is str
            else "[]"
            if held == ()
            else _indented(held, inner, objects)
            for held in value.values()
        ]
        return objects[tuple(value), newline] % tuple(fields) if fields else "{}"
    if isinstance(value, str):
        return encode(value)
    if isinstance(value, Sequence):
        items = [encode(held) if held.__class__ is str else _indented(held, inner, objects) for held in value]
        return f"[{inner}{(',' + inner).join(items)}{newline}]" if items else "[]"
    return next(text(value) for kind, text in _SCALARS.items() if isinstance(value, kind))


def _number(value: float) -> str:
    # JSON has no infinity or NaN; for any other number the difference is 0.
    return float.__repr__(value) if value - value == 0 else "null"


# How to write each type of value that contains no text of a note; a subclass comes before its base class.
_SCALARS: Mapping[type, Callable[..., str]] = {
    type(None): lambda _: "null",
    bool: lambda value: "true" if value else "false",
    int: int.__repr__,
    float: _number,
    date: lambda day: f'"{day.isoformat()}"',
}
