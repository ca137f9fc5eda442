"""Writes JSON that a person can read and edit. Knows nothing about contacts."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

# In columns: whatever fits is on one line.
_WIDTH = 110


def format_json(document: Mapping[str, Any]) -> str:
    """Return an object as JSON, each value on one line if it fits and has no objects."""
    return "".join(_lines(document, "")) + "\n"


def _lines(value: Any, indent: str) -> Iterator[str]:
    """Yield the parts of a value as JSON: on one line if it fits and has no objects, else one member or item a line."""
    is_object = isinstance(value, dict)
    items = value.values() if is_object else value if isinstance(value, list | tuple) else ()
    if not any(isinstance(one, dict) for one in items):
        line = json.dumps(value, ensure_ascii=False)
        if not items or len(indent) + len(line) <= _WIDTH:
            yield line
            return
    deeper = f"{indent}  "
    yield "{" if is_object else "["
    for number, one in enumerate(value.items() if is_object else value):
        yield f"{',' if number else ''}\n{deeper}"
        if is_object:
            yield f"{json.dumps(one[0], ensure_ascii=False)}: "
        yield from _lines(one[1] if is_object else one, deeper)
    yield f"\n{indent}{'}' if is_object else ']'}"


def without_empty(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members of an object that say something."""
    return {key: value for key, value in found.items() if value not in ("", (), [], {}, None, False)}
