"""Reads LDIF (RFC 2849) as Thunderbird, Netscape, Evolution and OpenLDAP write it. Never fetches a URL."""

from __future__ import annotations

import re
from itertools import count

from plaintext_network.exchange import limits
from plaintext_network.exchange.readers.held_records import limited
from plaintext_network.exchange.readers.ldif_values import parse_value
from plaintext_network.exchange.readers.text_lines import Line, TextLines

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from plaintext_network.exchange.readers.ldif_values import Value
    from plaintext_network.exchange.readers.options import Item, ReadOptions

KIND = "ldif"
TITLE = "LDIF (Thunderbird, OpenLDAP)"

_MARK = re.compile(rb"^(?:dn::? |dn: *$|version: *1\s*$|changetype: )", re.IGNORECASE | re.MULTILINE)
_VERSION = re.compile(rb"version:\s*\d+\s*$", re.IGNORECASE)
_DN = re.compile(rb"dn\s*::?", re.IGNORECASE)
# How many bytes of memory a line, and a part of one, takes beside its own.
_LINE_COST, _FOLD_COST = 100, 30
_OTHER_KINDS = (b"BEGIN:", b"{", b"[", b"<", b"PK")


def matches(head: bytes, _file_name: str) -> bool:
    """Return whether a file has a line that only LDIF has."""
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").replace(b"\r", b"\n")
    return not text[:6].upper().startswith(_OTHER_KINDS) and bool(_MARK.search(text))


def read(stream: BinaryIO, file_name: str, options: ReadOptions) -> Iterator[Item]:
    """Yield one item per entry: a card of a person, or why a list or another entry is none."""
    # Late: only an LDIF file needs it.
    from plaintext_network.exchange.readers.ldif_entries import read_entry
    from plaintext_network.exchange.record import Origin, RefusedRecord

    lines = TextLines(stream, file_name, options)
    numbers = count(1)
    for entry in limited(_entries(_unfolded(lines)), file_name, "entries"):
        origin = Origin(file_name, next(numbers), entry[0].number)
        values: list[Value] = []
        for line in entry:
            if line.content is None:
                break
            values.append(parse_value(line.content, lines.decode))
        else:
            yield read_entry(values, origin)
            continue
        yield RefusedRecord(origin, f"it is larger than {limits.RECORD >> 20} MB")


def _entries(lines: Iterator[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each entry: up to an empty line or the next `dn`, without comments and the version of the format."""
    entry: list[Line] = []
    size = 0
    for line in lines:
        content = line.content
        if content is None:
            entry.append(line)
            continue
        if content.startswith(b"#"):
            continue
        if not content or (entry and content[:2].lower() == b"dn" and _DN.match(content)):
            if entry:
                yield entry
            entry, size = [], 0
        if not content or (not entry and _VERSION.match(content)):
            continue
        size += len(content) + _LINE_COST
        if size <= limits.RECORD:
            entry.append(line)
        elif entry[-1].content is not None:
            entry.append(Line(line.number, None))
    if entry:
        yield entry


def _unfolded(lines: TextLines) -> Iterator[Line]:
    """Yield lines with those that continue them, as bytes, since a fold may split a character."""
    held: Line | None = None
    parts: list[bytes] = []
    size = 0
    for line in lines:
        content = line.content
        if content and content[:1] in b" \t":
            if not content.strip():
                content = b""
            elif held is not None:
                size += len(content) + _FOLD_COST
                if size <= limits.RECORD:
                    parts.append(content[1:])
                continue
        if held is not None:
            yield _joined(held, parts, size)
        held, parts, size = Line(line.number, content), [], len(content or b"")
    if held is not None:
        yield _joined(held, parts, size)


def _joined(line: Line, parts: list[bytes], size: int) -> Line:
    if not parts or line.content is None:
        return line
    return Line(line.number, line.content + b"".join(parts) if size <= limits.RECORD else None)
