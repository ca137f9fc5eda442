"""Limits the size of an answer: items in a list, and bytes. Counts what it leaves out, so that an agent can ask for the rest."""

import json
from collections.abc import Mapping
from typing import Any

from plaintext_network.agents.clean_text import shorten

# Items of a list, and bytes of an answer. An answer is sent twice: as text, and as a structure.
MOST_ITEMS = 20
MOST_BYTES = 24_000
# The field with properties of the user's own, of which a note may have any number.
OWN_PROPERTIES = "other"


def bounded(answer: Mapping[str, Any], size: int = MOST_BYTES) -> dict[str, Any]:
    """Return an answer with at most 20 items in each list, and so few that it can be sent in `size` bytes.

    `left_out` has the number of items that are missing, by the name of their list: `page`, or `person.tags` for one within.
    """
    left_out: dict[str, int] = dict(answer.get("left_out") or {})
    body = {name: value for name, value in answer.items() if name != "left_out"}
    shown = _with_short_lists(body, "", left_out, MOST_ITEMS)
    while _size(shown, left_out) > size and (longest := _longest_list(shown, "")) is not None:
        name, items = longest
        # A tenth at a time, since each measurement writes all of it.
        gone = max(1, len(items) // 10)
        del items[-gone:]
        left_out[name] = left_out.get(name, 0) + gone
    longest_text = MOST_BYTES
    while _size(shown, left_out) > size:
        longest_text //= 2
        shown = _with_short_texts(shown, longest_text)
    return {**shown, "left_out": left_out}


def as_json(answer: Mapping[str, Any]) -> str:
    """Return an answer as JSON on one line."""
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


def _size(shown: Mapping[str, Any], left_out: Mapping[str, int]) -> int:
    text = as_json({**shown, "left_out": left_out})
    # As text, it is a string in JSON.
    return len(text.encode("utf-8", "surrogatepass")) + len(
        json.dumps(text, ensure_ascii=False).encode("utf-8", "surrogatepass")
    )


def _with_short_lists(value: Any, name: str, left_out: dict[str, int], most: int) -> Any:
    if isinstance(value, Mapping):
        inner = f"{name}." if name else ""
        fields = list(value.items())
        if name.rpartition(".")[2] == OWN_PROPERTIES and len(fields) > most:
            left_out[name] = left_out.get(name, 0) + len(fields) - most
            fields = fields[:most]
        return {key: _with_short_lists(held, f"{inner}{key}", left_out, most) for key, held in fields}
    if not isinstance(value, list):
        return value
    if len(value) > most:
        left_out[name] = left_out.get(name, 0) + len(value) - most
    return [_with_short_lists(item, name, left_out, most) for item in value[:most]]


def _with_short_texts(value: Any, longest: int) -> Any:
    if isinstance(value, Mapping):
        return {key[:longest]: _with_short_texts(held, longest) for key, held in value.items()}
    if isinstance(value, list):
        return [_with_short_texts(item, longest) for item in value]
    return shorten(value, longest) if isinstance(value, str) else value


def _longest_list(value: Any, name: str) -> tuple[str, list[Any]] | None:
    """Return the list that takes the most room, with its name; None if no list has an item."""
    found = [(len(as_json({"": items})), name, items) for name, items in _lists(value, name) if items]
    return max(found, key=lambda one: one[0])[1:] if found else None


def _lists(value: Any, name: str) -> "list[tuple[str, list[Any]]]":
    if isinstance(value, Mapping):
        inner = f"{name}." if name else ""
        return [one for key, held in value.items() for one in _lists(held, f"{inner}{key}")]
    return [(name, value)] if isinstance(value, list) else []
