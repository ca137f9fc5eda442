"""Defines the values of formulas: dates, lengths of time, links; and how values compare. Evaluates no formula.

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
    from plaintext_network.bases.evaluation.vault_files import VaultFile


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


def is_equal(left: object, right: object) -> bool:
    """Return whether `==` is true. A date equals the text that writes it, and a link the file that it leads to."""
    if isinstance(left, Moment) or isinstance(right, Moment):
        pair = _moments(left, right)
        if pair is None:
            return False
        one, other = pair
        return one.at == other.at if one.has_time and other.has_time else one.at.date() == other.at.date()
    if isinstance(left, LinkTo) or isinstance(right, LinkTo) or "file" in (type_name(left), type_name(right)):
        return _is_same_link(left, right)
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and all(map(is_equal, left, right))
    if type_name(left) != type_name(right):
        return False
    if isinstance(left, Length) and isinstance(right, Length):
        return left.total == right.total
    return bool(left == right)


def _is_same_link(left: object, right: object) -> bool:
    one, other = _file_of(left), _file_of(right)
    if one is not None and other is not None:
        return one.path == other.path
    texts = [_target(value) for value in (left, right)]
    return None not in texts and texts[0] == texts[1]


def _file_of(value: object) -> VaultFile | None:
    if isinstance(value, LinkTo):
        return value.file
    return value if type_name(value) == "file" else None  # type: ignore[return-value]


def _target(value: object) -> str | None:
    """Return what a link that leads to no file, or a text, may be compared by."""
    if isinstance(value, LinkTo):
        return None if value.file else value.target.casefold()
    return value.strip("[]").casefold() if isinstance(value, str) else None


def order_of(left: object, right: object) -> int | None:
    """Return -1, 0 or 1 for how two values compare, or None if they don't."""
    pair: tuple[object, object] | None = (left, right)
    if isinstance(left, Moment) or isinstance(right, Moment):
        moments = _moments(left, right)
        if moments is None:
            return None
        one, other = moments
        both = one.has_time and other.has_time
        pair = (one.at, other.at) if both else (one.at.date(), other.at.date())
        return _sign(pair)
    if isinstance(left, Length) or isinstance(right, Length):
        totals = [v.total if isinstance(v, Length) else v for v in (left, right)]
        return _sign((totals[0], totals[1])) if all(isinstance(t, float) for t in totals) else None
    if isinstance(left, bool | float) and isinstance(right, bool | float):
        return _sign((float(left), float(right)))
    if isinstance(left, str) and isinstance(right, str):
        return _sign((left, right))
    return None


def _sign(pair: tuple[object, object]) -> int:
    left, right = pair
    return int(left > right) - int(left < right)  # type: ignore[operator]


def _moments(left: object, right: object) -> tuple[Moment, Moment] | None:
    # Late: most values are no dates.
    from plaintext_network.bases.evaluation.moments import read_moment

    found = [
        value if isinstance(value, Moment) else read_moment(value) if isinstance(value, str) else None
        for value in (left, right)
    ]
    return (found[0], found[1]) if found[0] and found[1] else None
