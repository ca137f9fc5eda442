"""Reads Connections.csv of LinkedIn's “Get a copy of your data” in any language of its headers."""

from __future__ import annotations

import io
from itertools import count
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from plaintext_network.exchange.readers.card_lines import CardLines
from plaintext_network.exchange.readers.csv_rows import read_rows
from plaintext_network.exchange.record import Origin, RefusedRecord, SkippedRecord, SourceCard
from plaintext_network.exchange.vcard.cards import Card

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from plaintext_network.exchange.readers.options import Item, ReadOptions

KIND = "linkedin"
TITLE = "LinkedIn connections (CSV)"

_COLUMNS = {
    "first name": "first",
    "last name": "last",
    "url": "url",
    "email address": "email",
    "company": "company",
    "position": "position",
    "connected on": "connected",
}


def matches(head: bytes, _file_name: str) -> bool:
    """Return whether a file has the header of LinkedIn's connections within its first rows."""
    rows = read_rows(io.BytesIO(head))
    return any(_columns(row.cells) for row, _ in zip(rows, range(10), strict=False))


def read(stream: BinaryIO, file_name: str, _options: ReadOptions) -> Iterator[Item]:
    """Yield one item per row below the header."""
    columns: dict[int, str] = {}
    numbers = count(1)
    for row in read_rows(stream):
        if not columns:
            columns = _columns(row.cells)
            continue
        origin = Origin(file_name, next(numbers), row.line)
        if row.fault:
            yield RefusedRecord(origin, row.fault)
            continue
        values = {columns[index]: cell.strip() for index, cell in enumerate(row.cells) if index in columns}
        yield _item(values, origin)


def _columns(cells: Sequence[str]) -> dict[int, str]:
    found = {
        index: _COLUMNS[cell.strip().lower()]
        for index, cell in enumerate(cells)
        if cell.strip().lower() in _COLUMNS
    }
    return found if {"first", "last", "connected"} <= set(found.values()) else {}


def _item(values: dict[str, str], origin: Origin) -> Item:
    name = f"{values.get('first', '')} {values.get('last', '')}".strip()
    if not name:
        return SkippedRecord(origin, "the row has no name; its member may have left LinkedIn")
    lines = CardLines()
    lines.add("FN", name)
    lines.add_parts("N", (values.get("last", ""), values.get("first", ""), "", "", ""))
    lines.add("EMAIL", values.get("email", ""))
    lines.add("URL", values.get("url", ""))
    lines.add("ORG", values.get("company", ""))
    lines.add("TITLE", values.get("position", ""))
    lines.add("X-LINKEDIN-CONNECTED-ON", values.get("connected", ""))
    return SourceCard(Card(lines.lines(), line=origin.line), origin, id=slug(values.get("url", "")))


def slug(url: str) -> str:
    """Return the part of a LinkedIn address that identifies a person, in lower case; "" if there is none."""
    parts = PurePosixPath(unquote(urlsplit(url).path)).parts
    return parts[2].lower() if len(parts) > 2 and parts[1].lower() in ("in", "pub") else ""
