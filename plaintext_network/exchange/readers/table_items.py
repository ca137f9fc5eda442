"""Reads a table row by row and counts every row once: as a card, skipped with a reason, or refused with a reason."""

from __future__ import annotations

import re
from itertools import count

from plaintext_network.exchange import limits
from plaintext_network.exchange.errors import ContactColumnsUnknown, ContactFileTooLong
from plaintext_network.exchange.readers.column_roles import add_value
from plaintext_network.exchange.readers.csv_rows import read_rows
from plaintext_network.exchange.readers.header import PREAMBLE, Header
from plaintext_network.exchange.readers.person_row import PersonRow
from plaintext_network.exchange.readers.taken_columns import taken_roles
from plaintext_network.exchange.readers.titles import title_key
from plaintext_network.exchange.record import Origin, RefusedRecord, SkippedRecord
from plaintext_network.model.language.formulas import unguard

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import BinaryIO, TypeAlias

    from plaintext_network.exchange.readers.options import Item, ReadOptions

    # Gets the header, as many cells as it has, the place of the row, and the person that it completes.
    RowReader: TypeAlias = Callable[[Header, Sequence[str], Origin, PersonRow], Item]

# What no one sees at the ends of a value: byte order marks, and the directions that phones write around numbers.
_UNSEEN = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
# Spaces that break no line; spreadsheets and web pages put them into names and numbers.
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u202f", " "))
# How Excel is told that a number is text.
_TEXT_FORMULA = re.compile(r'="([^"]*)"')


def table_items(
    stream: BinaryIO,
    file_name: str,
    options: ReadOptions,
    header_of: Callable[[Sequence[str]], Header | None],
    read_row: RowReader,
    *,
    source: str,
    day_first: bool | None = None,
    has_header: bool = True,
) -> Iterator[Item]:
    """Yield one item per row below the header. A line with white space only is no row, nor is what precedes the header.

    `read_row` doesn't see the columns that `options.take` names: the person has their values already. Without a header in the
    file, `header_of` gets the first row, and returns the header to use. Raises ContactColumnsUnknown and ContactFileTooLong.
    """
    header: Header | None = None
    taken: Mapping[int, str] = {}
    numbers = count(1)
    first: tuple[str, ...] = ()
    for position, row in enumerate(read_rows(stream, options.remark)):
        if header is None:
            first = first or row.cells
            header = header_of(row.cells)
            if header is None:
                if position > PREAMBLE:
                    break
                continue
            if len(header.titles) > limits.COLUMNS:
                raise ContactFileTooLong(file_name, limits.COLUMNS, "columns")
            taken = taken_roles(options.take, header.titles, file_name, header.written)
            if has_header:
                continue
        number = next(numbers)
        if number > limits.RECORDS:
            raise ContactFileTooLong(file_name, limits.RECORDS, "rows")
        origin = Origin(file_name, number, row.line)
        cells = [_plain(cell, header.roles.get(index, "raw")) for index, cell in enumerate(row.cells)]
        if fault := row.fault or _fault(header, cells):
            yield RefusedRecord(origin, fault, name=" ".join(cell.strip() for cell in cells[:2])[:80].strip())
            continue
        cells = cells[: len(header.titles)] + [""] * (len(header.titles) - len(cells))
        if reason := _reason_to_skip(header, cells, has_header=has_header):
            yield SkippedRecord(origin, reason)
            continue
        person = PersonRow(source, day_first=day_first)
        for index, role in taken.items():
            add_value(person, role, cells[index], header.titles[index])
            cells[index] = ""
        yield read_row(header, cells, origin, person)
    if header is None:
        raise ContactColumnsUnknown(file_name, first)


def _plain(cell: str, role: str) -> str:
    """Return the value of a cell without what spreadsheets add to it. Texts of the user's own keep their spaces."""
    if '="' in cell and (found := _TEXT_FORMULA.fullmatch(cell.strip())):
        cell = found[1]
    if cell.isascii():
        return unguard(cell)
    kept = cell.strip(_UNSEEN + " ")
    return unguard(kept if role in ("note", "raw") else kept.translate(_SPACES))


def _fault(header: Header, cells: Sequence[str]) -> str:
    """Return why a row with more cells than the header can't be read."""
    width = len(header.titles)
    if not any(cell.strip() for cell in cells[width:]) or _is_aligned(header, cells):
        return ""
    return f"it has {len(cells):,} cells, and the header {width:,}; a value that contains a separator needs quotation marks"


def _reason_to_skip(header: Header, cells: Sequence[str], *, has_header: bool) -> str:
    if not any(map(str.strip, cells)):
        return "all its cells are empty"
    first = header.written[0].strip().casefold()
    if (
        has_header
        and cells[0].strip().casefold() == first
        and all(
            title_key(cell) == title_key(title) for cell, title in zip(cells, header.written, strict=False)
        )
    ):
        return "it repeats the header"
    return ""


def _is_aligned(header: Header, cells: Sequence[str]) -> bool:
    """Return whether a row with too many cells has the last of its columns where the header has it, so that only the end is wrong."""
    last = len(header.titles) - 1
    role = header.roles.get(last, "")
    value = cells[last].strip()
    if role.startswith("email"):
        return "@" in value
    if role.startswith("url"):
        return "://" in value or value.startswith("www.")
    if role.startswith("date"):
        return any(character.isdigit() for character in value)
    return False
