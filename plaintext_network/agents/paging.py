"""Cuts a list to the part that a call asks for, and counts the rest. Knows no tool."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from plaintext_network.agents.bounded_answer import MOST_ITEMS
from plaintext_network.agents.parameters import Arguments, Parameter

Item = TypeVar("Item")

LIMIT = Parameter("limit", "number", "at most so many (1 to 20; default 20)", least=1, most=MOST_ITEMS)
OFFSET = Parameter(
    "offset",
    "number",
    "skip so many: to read on, the number of items read so far",
    least=0,
    most=1_000_000,
)
PAGING = (LIMIT, OFFSET)


def page(name: str, items: Sequence[Item], arguments: Arguments) -> tuple[Sequence[Item], Mapping[str, Any]]:
    """Return the part of a list that a call asks for, and the field `left_out` of its answer if more items follow."""
    offset, limit = arguments.number("offset", 0), arguments.number("limit", MOST_ITEMS)
    part = items[offset : offset + limit]
    more = len(items) - offset - len(part)
    return part, {"left_out": {name: more}} if more > 0 else {}
