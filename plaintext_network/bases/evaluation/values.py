"""Defines the values of formulas: dates, lengths of time, links; and how each is written as text. Evaluates no formula.

A string, a number, true, false and null are Python's; a number is always a float. A list is a tuple, an object a dict, so no
other value may be a tuple.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.bases.evaluation.vault_file import VaultFile


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, with a time of day if `has_time`. It has no time zone: a date counts as written."""

    at: datetime
    has_time: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: months, which differ in length, and milliseconds."""

    months: float = 0
    milliseconds: float = 0

    @property
    def total(self) -> float:
        """The length in milliseconds, with months of 30.436875 days."""
        return self.milliseconds + self.months * MONTH


@dataclass(frozen=True, slots=True)
class LinkTo:
    """A link: its target without brackets, its label if it has one, and the file that it leads to."""

    target: str
    label: str = ""
    file: VaultFile | None = None

    def labelled(self, label: str) -> LinkTo:
        """Return the link with another label."""
        return LinkTo(self.target, label, self.file)


@dataclass(frozen=True, slots=True)
class Matcher:
    """A regular expression, and whether it stands for all matches."""

    pattern: re.Pattern[str]
    everywhere: bool = False


DAY = 86_400_000.0
MONTH = DAY * 30.436875


class EvaluationFailed(Exception):
    """Raised if a formula has no value for a file: Obsidian shows an error there."""


def type_name(value: object) -> str:
    """Return the type of a value as `isType()` names it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    if isinstance(value, float):
        return "number"
    if isinstance(value, Moment):
        return "date"
    if isinstance(value, Length):
        return "duration"
    if isinstance(value, LinkTo):
        return "link"
    if isinstance(value, Matcher):
        return "regexp"
    if isinstance(value, tuple):
        return "list"
    return "object" if isinstance(value, Mapping) else "file"


def is_true(value: object) -> bool:
    """Return whether a value counts as true in a filter."""
    if isinstance(value, float):
        return value == value and value != 0
    if isinstance(value, Length):
        return value.total != 0
    if isinstance(value, Moment | LinkTo | Matcher):
        return True
    if isinstance(value, tuple | Mapping | str):
        return len(value) > 0
    return value is not None and value is not False


def is_empty(value: object) -> bool:
    """Return whether `isEmpty()` is true: for null, an empty text, an empty list and an empty object."""
    if isinstance(value, Moment | Length | LinkTo | Matcher):
        return False
    return value is None or (isinstance(value, str | tuple | Mapping) and len(value) == 0)


def text_of(value: object) -> str:
    """Return a value as `toString()` does; null is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, Moment):
        # `strftime` writes no leading zeros of years on every platform.
        return value.at.isoformat(timespec="seconds") if value.has_time else value.at.date().isoformat()
    if isinstance(value, Length):
        return length_text(value)
    if isinstance(value, LinkTo):
        return f"[[{value.target}|{value.label}]]" if value.label else f"[[{value.target}]]"
    if isinstance(value, Matcher):
        return f"/{value.pattern.pattern}/"
    if isinstance(value, tuple):
        return ", ".join(map(text_of, value))
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {text_of(item)}" for name, item in value.items()) + "}"
    return str(value)


def number_text(number: float) -> str:
    """Return a number as JavaScript writes it."""
    if number != number:
        return "NaN"
    if number in (float("inf"), float("-inf")):
        return "∞" if number > 0 else "-∞"
    return str(int(number)) if number.is_integer() and abs(number) < 1e21 else repr(number)


_UNITS = (
    ("year", MONTH * 12),
    ("month", MONTH),
    ("day", DAY),
    ("hour", 3_600_000.0),
    ("minute", 60_000.0),
    ("second", 1000.0),
)


def length_text(length: Length) -> str:
    """Return a length of time in words: its largest unit."""
    total = length.total
    for name, size in _UNITS:
        if abs(total) >= size:
            many = round(total / size)
            return f"{many} {name}{'' if abs(many) == 1 else 's'}"
    return "0 seconds"
