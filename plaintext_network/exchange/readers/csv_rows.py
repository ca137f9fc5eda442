"""Reads the rows of CSV files of any dialect, in any state of repair. Knows no columns.

A row is a line with something other than white space, with the lines that its quoted cells continue on. A quotation mark
that nothing closes spoils one row, not the rest of the file.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from functools import lru_cache
from itertools import islice

from plaintext_network.exchange import limits
from plaintext_network.exchange.readers.csv_cells import (
    DELIMITERS,
    SAMPLE_ROWS,
    Dialect,
    find_dialect,
    other_reading,
    split_row,
    strict_cells,
    usual_width,
)
from plaintext_network.exchange.readers.text_encoding import decoded, find_encoding
from plaintext_network.exchange.vcard.charsets import WINDOWS_1252
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

# How many characters are read again in total to find where rows end. After that, each line is a row.
_PATIENCE = 16 << 20
# More separators in a line than this are no row.
_MOST_DELIMITERS = 100 * limits.COLUMNS


class Row(NamedTuple):
    """One row: its cells, and its first line in the file, from 1. With a `fault`, it can't be read; the fault says why."""

    cells: tuple[str, ...]
    line: int
    fault: str = ""


def read_rows(stream: BinaryIO, remark: Callable[[str], None] | None = None) -> Iterator[Row]:
    """Yield the rows of a CSV file, with those before the header. `remark` gets what to tell the user of the encoding.

    The stream must be able to seek, and is read from its start.
    """
    stream.seek(0)
    encoding = find_encoding(stream)
    if remark and encoding.remark:
        remark(encoding.remark)
    stream.seek(encoding.mark)
    errors = WINDOWS_1252 if encoding.codec == "utf-8" else "replace"
    # The module's own limit is lower, and for the whole process.
    csv.field_size_limit(max(csv.field_size_limit(), limits.VALUE))
    text = io.TextIOWrapper(stream, encoding.codec, errors=errors, newline="")
    try:
        lines = _Lines(text)
        yield from _rows(lines, find_dialect(lines.peek(limits.HEAD)))
    finally:
        # The caller closes the stream.
        text.detach()


def head_rows(source: bytes | BinaryIO) -> tuple[tuple[str, ...], ...]:
    """Return the first rows of a file or stream, without those that can't be read."""
    return _first_rows(source if isinstance(source, bytes) else _head(source))


# Each reader asks for the same rows.
@lru_cache(maxsize=1)
def _first_rows(head: bytes) -> tuple[tuple[str, ...], ...]:
    if len(head) >= limits.HEAD:
        # The end may cut a character.
        head = head[: head.rfind(b"\n") + 1] or head
    rows = (row.cells for row in read_rows(io.BytesIO(head)) if not row.fault)
    return tuple(islice(rows, SAMPLE_ROWS))


def looks_like_rows(head: bytes, *, strict: bool) -> bool:
    """Return whether the beginning of a file has rows of the same number of cells: most of them, or with `strict` nearly all."""
    lines = _head_lines(head)
    if any("\ufffd" in line or "\x01" in line for line in lines[:20]):
        return False
    share, width = max(usual_width(lines, delimiter) for delimiter in DELIMITERS)
    rows = sum(bool(line.strip()) for line in lines)
    return width > 1 and (share > 0.9 and rows > 1 and width > 2 if strict else share >= 0.5)


def _head_lines(head: bytes) -> list[str]:
    text = io.StringIO(decoded(head), newline="")
    return [line.replace("\x00", "") for line in text]


def _head(stream: BinaryIO) -> bytes:
    stream.seek(0)
    head = stream.read(limits.HEAD)
    stream.seek(0)
    return head


class _Lines:
    """The lines of a text, which can be pushed back."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._ready: deque[str] = deque()
        self.number = 0
        self.patience = _PATIENCE

    @property
    def lookahead(self) -> int:
        """How many characters to look ahead at most, to find where a row ends."""
        return limits.RECORD if self.patience > 0 else 0

    def peek(self, size: int) -> list[str]:
        """Return the next lines, of about this many characters."""
        taken: list[str] = []
        length = 0
        while length < size and (line := self.next()) is not None:
            taken.append(line)
            length += len(line)
        self.push(taken)
        return [line[:size] for line in taken]

    def next(self) -> str | None:
        """Return the next line with its end, or None. A line that is too long is cut one character above the limit."""
        if self._ready:
            self.number += 1
            return self._ready.popleft()
        line = self._text.readline(limits.RECORD + 1)
        if not line:
            return None
        if len(line) > limits.RECORD:
            rest = line
            while rest and not rest.endswith(("\n", "\r")):
                rest = self._text.readline(limits.RECORD)
        self.number += 1
        # No text has them; neither YAML nor a terminal can show them.
        return line.replace("\x00", "") if "\x00" in line else line

    def push(self, lines: Sequence[str]) -> None:
        """Return lines to the front, in their order."""
        self._ready.extendleft(reversed(lines))
        self.number -= len(lines)


def _rows(lines: _Lines, dialect: Dialect) -> Iterator[Row]:
    for _ in range(dialect.skipped):
        lines.next()
    delimiter = dialect.delimiter
    while (line := lines.next()) is not None:
        number = lines.number
        if len(line) > _MOST_DELIMITERS and line.count(delimiter) > _MOST_DELIMITERS:
            yield Row((), number, f"it has more than {_MOST_DELIMITERS:,} cells")
            continue
        if '"' not in line and len(line) <= limits.VALUE:
            if line.strip():
                yield Row(tuple(line.rstrip("\r\n").split(delimiter)), number)
            continue
        if len(line) > limits.RECORD:
            yield Row((), number, f"the line is longer than {limits.RECORD >> 20} MB")
            continue
        cells = split_row(line, delimiter)
        if cells is None:
            cells = _continued(lines, line, dialect)
        elif len(cells) != dialect.width:
            cells = other_reading(line, dialect) or cells
        if cells is None:
            _resynchronize(lines, dialect)
            last = "" if lines.number == number else f"; the row may end in line {lines.number:,}"
            yield Row((), number, "a quotation mark opens a cell, and nothing closes it" + last)
        elif any(len(cell) > limits.VALUE for cell in cells):
            yield Row((), number, f"a value is longer than {limits.VALUE >> 20} MB")
        else:
            yield Row(tuple(cells), number)


def _continued(lines: _Lines, first: str, dialect: Dialect) -> list[str] | None:
    """Return the cells of a row that continues on the next lines, or None with the lines pushed back."""
    taken: list[str] = []
    length = len(first)
    marks = first.count('"')
    whole = 0
    most = lines.lookahead
    while length <= most and whole < SAMPLE_ROWS and (more := lines.next()) is not None:
        taken.append(more)
        length += len(more)
        marks += more.count('"')
        if not _may_close(more, dialect.delimiter):
            whole += _is_whole(more, dialect)
            continue
        # By the rules, marks come in pairs; few rows that break them are long.
        if marks % 2 and len(taken) > SAMPLE_ROWS:
            continue
        text = first + "".join(taken)
        cells = strict_cells(text.rstrip("\r\n"), dialect.delimiter) if marks % 2 == 0 else None
        lines.patience -= length // 8
        if cells is None and len(taken) <= SAMPLE_ROWS:
            cells = split_row(text, dialect.delimiter)
            lines.patience -= length
        if cells is not None:
            if _is_plausible(cells, text, taken, dialect):
                return [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]
            break
    lines.patience -= length
    lines.push(taken)
    return None


def _may_close(line: str, delimiter: str) -> bool:
    """Return whether a line has a quotation mark at the end of a cell."""
    return f'"{delimiter}' in line or '" ' in line or line.rstrip("\r\n").endswith('"')


def _is_plausible(cells: Sequence[str], text: str, taken: Sequence[str], dialect: Dialect) -> bool:
    """Return whether lines are one row, and not several that a mark joins because nothing closes it."""
    whole = [_is_whole(line, dialect) for line in taken]
    keeps_rules = strict_cells(text.rstrip("\r\n"), dialect.delimiter) is not None
    # The mark of another cell hardly ever closes one by the rules, since its value follows it.
    if keeps_rules and len(cells) == dialect.width:
        return not all(whole)
    if any(whole) or keeps_rules:
        return keeps_rules and not any(whole)
    # A row that keeps the rules may end where these lines do.
    endings = ("".join(taken[start:]).rstrip("\r\n") for start in range(len(taken)))
    hidden = (strict_cells(ending, dialect.delimiter) for ending in endings)
    return (len(cells) == dialect.width and not any(one and len(one) == dialect.width for one in hidden)) or (
        dialect.width < 2
    )


def _is_whole(line: str, dialect: Dialect) -> bool:
    """Return whether a line is a row of the usual number of cells on its own."""
    if dialect.width < 2 or line.count(dialect.delimiter) < dialect.width - 1 or line.count('"') % 2:
        return False
    cells = split_row(line, dialect.delimiter)
    return cells is not None and len(cells) == dialect.width


def _begins_row(line: str, lines: _Lines, dialect: Dialect) -> bool:
    """Return whether a line begins a row that continues on the next lines, keeps the rules, and has as many cells as usual."""
    if dialect.width < 2 or line.count('"') % 2 == 0:
        return False
    taken: list[str] = []
    found = False
    while not found and len(taken) < SAMPLE_ROWS and (more := lines.next()) is not None:
        taken.append(more)
        if '"' in more:
            cells = strict_cells((line + "".join(taken)).rstrip("\r\n"), dialect.delimiter)
            found = cells is not None and len(cells) == dialect.width
    lines.patience -= sum(map(len, taken))
    lines.push(taken)
    return found


def _resynchronize(lines: _Lines, dialect: Dialect) -> None:
    """Skip the lines that belong to a row with a fault: up to the next that is a row on its own."""
    # Once no line was like the others, none will be.
    if lines.patience <= 0:
        return
    skipped: list[str] = []
    length = 0
    while (line := lines.next()) is not None:
        if _is_whole(line, dialect) or (lines.patience > 0 and _begins_row(line, lines, dialect)):
            lines.push([line])
            return
        length += len(line)
        skipped.append(line)
        if length > limits.RECORD:
            # A cell that is too long; its lines are no rows.
            skipped.clear()
    # Where no line is like the others, another search will hardly find one.
    lines.patience //= 4
    # From the first line that has at least half as many cells on, each counts as a row, so that none is lost.
    fewest = max(2, (dialect.width + 1) // 2)
    index = next(
        (index for index, line in enumerate(skipped) if line.count(dialect.delimiter) >= fewest - 1),
        len(skipped),
    )
    lines.push(skipped[index:])
