"""Reads the values of a `.base` file by their shapes, and reports those of another shape. Knows no part of a base."""

from __future__ import annotations

from plaintext_network.bases.files.faults import Faults
from plaintext_network.errors import quoted
from plaintext_network.notes.header import ListValue, MappingValue, Scalar, Value
from plaintext_network.notes.source import Span
from plaintext_network.problems import WARNING

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_OLD_KEYS = {
    "display": "since Obsidian 1.9.2, write `properties:` with a `displayName:` for each",
    "group_by": "since Obsidian 1.9.3, write groupBy",
    "group": "to group, write `groupBy:` with `property:` and `direction:` below it",
}


class ValueReader:
    """Reads the values of one file."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults

    def items(
        self,
        value: Value,
        known: Sequence[str],
        what: str,
        hint: str,
        *,
        top: bool = False,
        any_key: bool = False,
    ) -> Iterator[tuple[str, Value]]:
        """Yield the keys of a mapping with their values, each key once; unless `any_key`, others than the known are faults."""
        if not isinstance(value, MappingValue):
            return
        seen: dict[str, Span] = {}
        for key, item in value.items:
            if not isinstance(key, Scalar):
                self.faults.add("structure", place_of(key.span), "a key is a text", "put the name in quotes")
                continue
            if key.text in seen:
                self.faults.add("key", key.span, f"{quoted(key.text)} is here twice", "keep one of them")
                continue
            seen[key.text] = key.span
            if not any_key and key.text not in known:
                if key.text in _OLD_KEYS:
                    self.faults.add(
                        "key", key.span, f"{what} {quoted(key.text)}", _OLD_KEYS[key.text], WARNING
                    )
                else:
                    self.faults.add_unknown("key", key.span, what, key.text, known, hint)
                if top:
                    continue
            yield key.text, item

    def is_mapping(self, value: Value | None, what: str, example: str) -> bool:
        """Return whether a value is a mapping; report one that is neither that nor empty."""
        if value is None or is_null(value):
            return False
        if not isinstance(value, MappingValue):
            self.faults.add(
                "structure",
                place_of(value.span),
                f"{what} needs names with values below it",
                f"write {example}",
            )
            return False
        return True

    def list_of(self, value: Value | None, what: str, example: str) -> tuple[Value, ...]:
        if value is None or is_null(value):
            return ()
        if not isinstance(value, ListValue):
            self.faults.add("structure", place_of(value.span), f"{what} is a list", f"write {example}")
            return ()
        return value.items

    def text(self, value: Value, what: str, *, quoted_number: bool = False) -> Scalar | None:
        """Return a text that isn't empty; report anything else. With `quoted_number`, an unquoted number or true is a fault."""
        if not isinstance(value, Scalar):
            self.faults.add(
                "structure", place_of(value.span), f"{what} is a text", "put it in quotes, on one line"
            )
            return None
        if value.is_null or not value.text.strip():
            self.faults.add(
                "value", place_of(value.span), f"{what} is empty", "write a text, or remove the line"
            )
            return None
        if quoted_number and value.plain and _is_no_text(value.text):
            self.faults.add(
                "value",
                value.span,
                f"{what} is a text, and YAML reads {value.text} as none",
                f"put it in quotes: '{value.text}'",
            )
            return None
        return value


def is_text(value: Value, text: str) -> bool:
    """Return whether a value is this text."""
    return isinstance(value, Scalar) and value.text == text


def is_null(value: Value) -> bool:
    """Return whether a value is empty."""
    return isinstance(value, Scalar) and value.is_null


_NO_TEXTS = ("true", "false", "yes", "no", "on", "off")


def _is_no_text(text: str) -> bool:
    """Return whether YAML reads an unquoted text as a number or a truth value."""
    if text.lower() in _NO_TEXTS[:2]:
        return True
    try:
        float(text)
    except ValueError:
        return False
    return True


def place_of(span: Span) -> Span:
    """Return a span to point at, which is never empty."""
    return Span(span.start, max(span.end, span.start + 1))
