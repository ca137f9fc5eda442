"""Joins the values of a list in one cell of a CSV file, and splits them again. Knows no files."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SEPARATOR = "; "
# An escaped character, or the end of a value with the spaces after it.
_PIECE = re.compile(r"\\([\\;])|(;) ?", re.DOTALL)


def join_list(values: Iterable[str]) -> str:
    r"""Join values with `; `. A semicolon in a value becomes `\;`, and a backslash `\\`."""
    return _SEPARATOR.join(value.replace("\\", "\\\\").replace(";", "\\;") for value in values)


def split_list(cell: str) -> tuple[str, ...]:
    r"""Return the values that `join_list` was given. Empty values are left out; other backslashes stay as they are."""
    values, value, end = [], "", 0
    for found in _PIECE.finditer(cell):
        value += cell[end : found.start()] + (found[1] or "")
        end = found.end()
        if found[2]:
            values.append(value)
            value = ""
    return tuple(one for one in (*values, value + cell[end:]) if one)
