"""Converts the answers of reports to plain values: mappings by field name, and places with a path and a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plaintext_network.records.record_types import Value

# The fields of reports with the `path:line` of a statement, or with several.
_SOURCES = ("source", "sources", "other_source", "last_source", "reached_by")


def record_of(value: Any) -> Value:
    """Convert named tuples to mappings by field name, at any depth, and each `path:line` in a field of sources too."""
    if hasattr(value, "_fields"):
        value = {name: getattr(value, name) for name in value._fields}
    if isinstance(value, Mapping):
        return {
            str(name): places_of(held) if name in _SOURCES else record_of(held)
            for name, held in value.items()
        }
    if isinstance(value, tuple | list):
        return tuple(map(record_of, value))
    held: Value = value
    return held


def places_of(sources: str | Sequence[str] | None) -> Value:
    """Return the `path` and the `line` of a `path:line`, or of each in a list; the line is None if there is none."""
    if sources is None:
        return None
    if not isinstance(sources, str):
        return tuple(map(places_of, sources))
    path, _, line = sources.rpartition(":")
    return {"path": path, "line": int(line)} if path and line.isdecimal() else {"path": sources, "line": None}
