"""Prints records as a table that fits its terminal: drops columns, wraps names, breaks no word. Knows no command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plaintext_network.cli.output.table import GAP, arrange, fit, fit_words, flow, folders, width
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from typing import TypeAlias

    from plaintext_network.cli.output.styles import Part, Style
    from plaintext_network.cli.output.table import Needs
    from plaintext_network.cli.output.terminal import Channel
    from plaintext_network.records.record_types import Record, Value

    StyleOf: TypeAlias = Callable[[Record, str], Style | None]

# Fields whose values are wrapped, never shortened: a person must stay recognizable, and a path usable.
PATHS = ("path", "source", "sources", "files", "place", "vault")
NAMES = ("name", "contact", "contacts", "people", "person", "names", "key", *PATHS)
_READABLE = 12  # columns that a text needs to be easy to read
_READABLE_WHOLE = 40  # the same for the text that is wrapped


class Layout(NamedTuple):
    """How a table looks: the styles of cells, the field to wrap, fields it can do without, the field of groups, and headings of fields."""

    style: StyleOf | None
    whole: str | None
    optional: Sequence[str] | None
    group: str | None
    headings: Mapping[str, str]


class _Cell:
    """One value: its text, and the parts that a line break should not divide."""

    def __init__(self, text: Callable[[Value], str], field: str, value: Value) -> None:
        self.text = text(value)
        self.width = width(self.text)
        self._value, self._field, self._text = value, field, text

    def parts(self) -> tuple[list[str], str]:
        """Return the parts, and what joins them."""
        if isinstance(self._value, Sequence) and not isinstance(self._value, str):
            items = [self._text(item) for item in self._value]
            return [*(f"{item}," for item in items[:-1]), *items[-1:]], " "
        if self._field in PATHS:
            return folders(self.text), ""
        return self.text.split(" "), " "


def table(
    out: Channel,
    records: Sequence[Record],
    fields: Sequence[str],
    numbers: Collection[str],
    text: Callable[[Value], str],
    layout: Layout,
) -> list[str]:
    """Print a table. Return the fields that it left out, except those that are optional.

    `text` returns a value as clean text; the fields `numbers` are aligned to the right.
    """
    if not records or not fields:
        return []
    headings = [out.clean(layout.headings.get(field, field)) for field in fields]
    lines = [[_Cell(text, field, record.get(field)) for field in fields] for record in records]
    wraps = [field == layout.whole or field in NAMES or not at for at, field in enumerate(fields)]
    shares = _shares(out.columns, headings, records, fields, lines, wraps, layout)
    right = {at for at, field in enumerate(fields) if field in numbers}
    _line(out, [(at, [headings[at]], "heading") for at, _ in shares], shares, right)
    last = records[0]
    for record, line in zip(records, lines, strict=True):
        if layout.group and record.get(layout.group) != last.get(layout.group):
            out.write("\n")
        last = record
        cells: list[tuple[int, list[str], Style | None]] = []
        for at, columns in shares:
            cell = line[at]
            if cell.width <= columns:
                shown = [cell.text]
            elif wraps[at]:
                parts, gap = cell.parts()
                shown = flow(parts, columns, gap)
            else:
                shown = [fit_words(cell.text, columns, out.mark)]
            cells.append((at, shown, layout.style(record, fields[at]) if layout.style else None))
        _line(out, cells, shares, right)
    there = {at for at, _ in shares}
    return [
        field for at, field in enumerate(fields) if at not in there and field not in (layout.optional or ())
    ]


def _shares(
    limit: int | None,
    headings: Sequence[str],
    records: Sequence[Record],
    fields: Sequence[str],
    lines: Sequence[Sequence[_Cell]],
    wraps: Sequence[bool],
    layout: Layout,
) -> list[tuple[int, int]]:
    """Return the positions and the widths of the columns to show."""
    wanted = [
        max(width(heading), *(cell.width for cell in column))
        for heading, column in zip(headings, zip(*lines, strict=True), strict=True)
    ]
    if limit is None or sum(wanted) + GAP * (len(wanted) - 1) <= limit:
        return list(enumerate(wanted))
    needs: list[Needs] = []
    for at, field in enumerate(fields):
        least = floor = wanted[at]
        if any(isinstance(record.get(field), Sequence | Mapping) for record in records):
            column = [line[at] for line in lines]
            most = max(limit // 2, 1)
            floor = max(width(headings[at]), *(_longest(cell, most) for cell in column))
            if field == layout.whole:
                least = max(floor, min(least, _READABLE_WHOLE))
            elif wraps[at]:
                least = max(floor, min(least, most))
            else:
                floor = max(width(headings[at]), *(min(_first(cell), most) for cell in column))
                least = max(floor, min(least, _READABLE))
        needs.append((wanted[at], least, floor))
    if layout.optional is None:
        droppable = [at for at, field in enumerate(fields) if at and field != layout.whole]
    else:
        droppable = [fields.index(field) for field in layout.optional if field in fields]
    return arrange(needs, limit, droppable)


def _longest(cell: _Cell, most: int) -> int:
    """Return the width of the longest part; one longer than `most` is broken anyway."""
    return max((taken if taken <= most else _READABLE for taken in map(width, cell.parts()[0])), default=0)


def _first(cell: _Cell) -> int:
    first = cell.text.partition(" ")[0]
    return width(first) + (first != cell.text)


def _line(
    out: Channel,
    cells: Sequence[tuple[int, list[str], Style | None]],
    shares: Sequence[tuple[int, int]],
    right: set[int],
) -> None:
    """Print one row of cells, each of one or more lines."""
    for row in range(max(len(texts) for _, texts, _ in cells)):
        parts: list[Part] = []
        # Spaces are written only before the text that follows them, so that no line ends with spaces.
        blanks = 0
        for (at, texts, style), (_, columns) in zip(cells, shares, strict=True):
            shown = fit(texts[row], columns, out.mark) if row < len(texts) else ""
            rest = columns - width(shown)
            if shown:
                before = rest if at in right else 0
                parts += [" " * (blanks + before), (style, shown) if style else shown]
                blanks, rest = 0, rest - before
            blanks += rest + GAP
        out.write(out.line(parts))
