"""Reads the rows of CSV files of any dialect, in any state of repair. Knows no columns.

A row is a line with something other than white space, with the lines that its quoted cells continue on.
"""

from __future__ import annotations

import io

from plaintext_network.exchange.readers import limits
from plaintext_network.exchange.readers.text_encoding import find_encoding
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO


class Row(NamedTuple):
    """One row: its cells, and its first line in the file, from 1. With a `fault`, it can't be read, and says why."""

    cells: tuple[str, ...]
    line: int
    fault: str = ""


def read_rows(stream: BinaryIO) -> Iterator[Row]:
    """Yield the rows of a CSV file, with those before the header."""
    # Late: only a CSV file needs it.
    import csv

    encoding = find_encoding(stream)
    stream.seek(encoding.mark)
    text = io.TextIOWrapper(stream, encoding.codec, errors="replace", newline="")
    if csv.field_size_limit() < limits.VALUE:
        csv.field_size_limit(limits.VALUE)
    rows = csv.reader(text)
    line = 1
    for cells in rows:
        if cells:
            yield Row(tuple(cells), line)
        line = rows.line_num + 1
