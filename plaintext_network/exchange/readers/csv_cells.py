"""Splits one row of a CSV file into cells, and finds the dialect of its rows. Knows no files."""

from __future__ import annotations

import csv
from collections import Counter

from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

DELIMITERS = ",;\t|"
# How many rows decide the delimiter and the usual number of cells.
SAMPLE_ROWS = 40


class Dialect(NamedTuple):
    """How a file separates cells, how many cells most rows have, and how many lines precede the first row."""

    delimiter: str
    width: int
    skipped: int = 0


def find_dialect(head: Sequence[str]) -> Dialect:
    """Return the delimiter that gives the most rows the same number of cells."""
    first = head[0].rstrip() if head else ""
    if first.lower().startswith("sep=") and len(first) <= 5:
        # Excel's own mark.
        delimiter = first[4:] or "\t"
        if delimiter in DELIMITERS + ":^~":
            return Dialect(delimiter, usual_width(head[1:], delimiter)[1], skipped=1)
        return find_dialect(head[1:])._replace(skipped=1)
    scored = [(*usual_width(head, delimiter), delimiter) for delimiter in DELIMITERS]
    _, width, delimiter = max(scored, key=lambda found: (found[1] > 1, found[0], found[1]))
    return Dialect(delimiter, width)


def usual_width(lines: Sequence[str], delimiter: str) -> tuple[float, int]:
    """Return the share of rows with the usual number of cells, and that number; 0 and 1 if all have a single cell."""
    widths: Counter[int] = Counter()
    index = faults = 0
    while index < len(lines) and widths.total() < SAMPLE_ROWS and faults < SAMPLE_ROWS // 2:
        if not lines[index].strip():
            index += 1
            continue
        end = index + 1
        cells = split_row(lines[index], delimiter)
        # Few cells have this many lines.
        while cells is None and end < min(len(lines), index + SAMPLE_ROWS):
            end += 1
            cells = strict_cells("".join(lines[index:end]).rstrip("\r\n"), delimiter)
        # A mark that nothing closes spoils its line only.
        index = end if cells is not None else index + 1
        if cells is None:
            faults += 1
        else:
            widths[len(cells)] += 1
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return 0.0, 1
    # The first row is the header's, if not much is against it.
    first = next(iter(several))
    width = max(several, key=lambda width: (several[width], width == first, width))
    return several[width] / widths.total(), width


def split_row(text: str, delimiter: str) -> list[str] | None:
    """Return the cells of a row, or None if a quoted cell isn't closed.

    In a row that breaks the rules of RFC 4180 §2, a quotation mark within a quoted cell is part of the value unless the cell
    ends there, and spaces may surround the marks.
    """
    text = text.rstrip("\r\n")
    if delimiter + ' "' not in text and (strict := strict_cells(text, delimiter)) is not None:
        return strict
    cells: list[str] = []
    start = 0
    while True:
        after = text.find(delimiter, start)
        plain = text[start:] if after < 0 else text[start:after]
        if plain.lstrip(" ").startswith('"'):
            opened = text.index('"', start) + 1
            quoted = _quoted_cell(text, opened, delimiter)
            if quoted is not None:
                value, after = quoted
                cells.append(value)
            elif plain.count('"') % 2:
                return None
            else:
                cells.append(plain)
        else:
            cells.append(plain)
        if after < 0:
            return cells
        start = after + 1


def strict_cells(text: str, delimiter: str) -> list[str] | None:
    """Return the cells of a row that keeps the rules, or None."""
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True), None)
    except csv.Error:
        return None


def _quoted_cell(text: str, start: int, delimiter: str) -> tuple[str, int] | None:
    """Return the value of a cell that opens before `start`, and the index of the next delimiter, -1 if there is none."""
    end = start
    while (end := text.find('"', end)) >= 0:
        marks = end
        while text[marks : marks + 1] == '"':
            marks += 1
        rest = text[marks : marks + 80].lstrip(" ")
        # Two marks are one within the cell, so an even number doesn't end it.
        if rest[:1] in ("", delimiter) and (marks - end) % 2 and (rest or not text[marks:].strip(" ")):
            return text[start : marks - 1].replace('""', '"'), text.find(delimiter, marks)
        end = marks
    return None


def other_reading(line: str, dialect: Dialect) -> list[str] | None:
    """Return the cells of `"Ada" Lovelace,"London"`, in which text follows a quoted part, if they are as many as usual."""
    try:
        cells = next(csv.reader([line], delimiter=dialect.delimiter))
    except (csv.Error, StopIteration):
        return None
    return cells if len(cells) == dialect.width else None
