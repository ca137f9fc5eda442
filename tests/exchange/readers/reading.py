"""Reads literal files as an import does."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from plaintext_network.exchange.readers.detect import read_source
from plaintext_network.exchange.readers.options import NO_OPTIONS
from plaintext_network.exchange.record import SourceCard

if TYPE_CHECKING:
    from plaintext_network.exchange.readers.options import Item, Reader, ReadOptions


def items(text: str | bytes, name: str = "contacts.csv", options: ReadOptions = NO_OPTIONS) -> list[Item]:
    """Return what a file reads as."""
    content = text.encode() if isinstance(text, str) else text
    return list(read_source(io.BytesIO(content), options, file_name=name)[1])


def kind(text: str | bytes, name: str = "contacts.csv") -> str:
    """Return the kind of a file."""
    content = text.encode() if isinstance(text, str) else text
    return read_source(io.BytesIO(content), file_name=name)[0]


def lines(item: Item) -> list[str]:
    """Return the lines of a card as short text."""
    assert isinstance(item, SourceCard), item
    return [
        (f"{line.group}." if line.group else "")
        + line.name
        + "".join(f";{name}={','.join(values)}" for name, values in line.params)
        + f":{line.value}"
        for line in item.card.lines
    ]


def outcome(item: Item) -> str:
    """Return the name of a card, or why there is none, with its line."""
    if isinstance(item, SourceCard):
        name = item.card.first("FN")
        return name.value if name else "(no name)"
    word = type(item).__name__.removesuffix("Record").lower()
    return f"{word} {item.origin.line}: {item.reason}"


def read_with(reader: Reader, content: str | bytes, name: str = "contacts") -> list[Item]:
    """Return what one reader makes of a file, whatever kind it is."""
    stream = io.BytesIO(content.encode() if isinstance(content, str) else content)
    return list(reader.read(stream, name, NO_OPTIONS))
