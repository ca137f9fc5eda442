"""Joins the entries that both sides added and that differ only in who logged them. Leaves all other lines as they are."""

import re
from collections import Counter
from collections.abc import Sequence

from plaintext_network.model.merge.body.body_units import MarkdownBody, Unit, read_units
from plaintext_network.model.note.rules import Rules
from plaintext_network.notes.late_patterns import late_pattern

_FIELD = late_pattern(
    r"(?i)[ \t]*(?:\[by::[ \t]*((?:\[\[[^\[\]\n]*\]\]|[^\[\]\n])*)\]|\(by::[ \t]*((?:\[\[[^\[\]\n]*\]\]|[^()\n])*)\))"
)

# What tells two entries apart: their place, and their lines without the names.
_Key = tuple[tuple[str, ...], str]


def join_entries(
    base: MarkdownBody, ours: MarkdownBody, theirs: MarkdownBody, rules: Rules
) -> tuple[str, str]:
    """Return both texts, in which an entry that each side added once names all who logged it."""
    before, here, there = (read_units(parsed, rules) for parsed in (base, ours, theirs))
    known = {_key(unit) for unit in before.units}
    first, second = _single(here.units), _single(there.units)
    lines, others = list(here.lines), list(there.lines)
    for key, mine in first.items():
        other = second.get(key)
        if other is not None and key not in known and mine.text != other.text:
            lines[mine.first] = others[other.first] = _joined(lines[mine.first], others[other.first])
    return "".join(f"{line}\n" for line in lines), "".join(f"{line}\n" for line in others)


def _single(units: Sequence[Unit]) -> dict[_Key, Unit]:
    """Return the Log entries by key, without those that a text has twice."""
    counts = Counter(map(_key, units))
    return {key: unit for unit in units if unit.day and not unit.task and counts[key := _key(unit)] == 1}


def _key(unit: Unit) -> _Key:
    first, *rest = unit.text.split("\n")
    return unit.place, "\n".join(line.rstrip() for line in (_FIELD.sub("", first), *rest))


def _joined(ours: str, theirs: str) -> str:
    """Return a line with the names of both; which side is ours does not matter."""
    line, other = sorted((ours, theirs), key=lambda text: (_FIELD.search(text) is None, text))
    fields = list(_FIELD.finditer(line))
    if not fields:
        return line
    names = {_name(field) for field in fields}
    added = {_name(each): (each[1] or each[2]).strip() for each in _FIELD.finditer(other)}
    new = "".join(f" [by:: {written}]" for name, written in added.items() if name and name not in names)
    return line[: fields[-1].end()] + new + line[fields[-1].end() :]


def _name(field: re.Match[str]) -> str:
    """Return a name without the brackets and the label of a link."""
    return (field[1] or field[2]).strip().strip("[]").partition("|")[0]
