"""Reads the address book of abook, as mutt's users have it: sections with `key=value` lines."""

from __future__ import annotations

import re
from itertools import count

from plaintext_network.exchange.readers.card_builder import CardBuilder
from plaintext_network.exchange.readers.held_records import check_size, limited, with_unique_ids
from plaintext_network.exchange.readers.text_lines import TextLines
from plaintext_network.exchange.record import Origin, RefusedRecord, SourceCard
from plaintext_network.exchange.vcard.cards import Card
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from plaintext_network.exchange.readers.options import Item, ReadOptions
    from plaintext_network.exchange.vcard.content_line import ContentLine

KIND = "abook"
TITLE = "abook"

_SECTION = re.compile(r"\s*\[([^\]=]*)\]?\s*$")
_MARK = re.compile(rb"^[ \t]*program[ \t]*=[ \t]*abook\b", re.MULTILINE)
_ENTRIES = re.compile(rb"^\[\d+\][ \t]*[\r\n]+(?:name|email)=", re.MULTILINE)

_TEXTS = (
    ("TEL", ("CELL",), "mobile"),
    ("TEL", ("HOME",), "phone"),
    ("TEL", ("WORK",), "workphone"),
    ("TEL", ("FAX",), "fax"),
    ("URL", (), "url"),
    ("ORG", (), "company"),
    ("ORG", (), "organization"),
    ("TITLE", (), "title"),
    ("BDAY", (), "birthday"),
    ("ANNIVERSARY", (), "anniversary"),
    ("NOTE", (), "notes"),
)
_ADDRESS = ("address", "address2", "city", "state", "zip", "country")


class _Section(NamedTuple):
    """One section: its title, its first line, its fields in order by key, and lines that are no field."""

    title: str
    line: int
    fields: dict[str, list[str]]
    others: list[str]


def matches(head: bytes, _file_name: str) -> bool:
    """Return whether a file has abook's own mark, or numbered sections that begin with a name."""
    text = head.replace(b"\0", b"")
    return bool(_MARK.search(text) or _ENTRIES.search(text))


def read(stream: BinaryIO, file_name: str, options: ReadOptions) -> Iterator[Item]:
    """Yield one item per section, except the one that describes the format."""
    check_size(stream, file_name)
    return with_unique_ids(_items(TextLines(stream, file_name, options), file_name))


def _items(lines: TextLines, file_name: str) -> Iterator[Item]:
    numbers = count(1)
    for section in limited(_sections(lines), file_name, "sections"):
        if section.title.lower() == "format":
            continue
        origin = Origin(file_name, next(numbers), section.line)
        if not section.fields:
            yield RefusedRecord(origin, "it has no lines of the form “field=value”")
            continue
        name = section.fields.get("name", [""])[0]
        yield SourceCard(Card(_lines(section), line=origin.line), origin, id=name)


def _sections(lines: TextLines) -> Iterator[_Section]:
    """Yield sections; lines before the first one are a section without a title."""
    section: _Section | None = None
    for line in lines:
        text = lines.text(line).strip()
        if not text or text.startswith("#"):
            continue
        title = _SECTION.match(text)
        if title or section is None:
            if section:
                yield section
            section = _Section(title[1] if title else "", line.number, {}, [])
        key, equals, value = text.partition("=")
        if equals and not title and value.strip():
            section.fields.setdefault(key.strip().lower(), []).append(value.strip())
        elif not equals and not title:
            section.others.append(text)
    if section:
        yield section


def _lines(section: _Section) -> tuple[ContentLine, ...]:
    lines = CardBuilder()
    fields = dict(section.fields)
    lines.add("FN", ", ".join(fields.pop("name", ())))
    lines.add_list("NICKNAME", _items_of(fields.pop("nick", ())))
    for address in _items_of(fields.pop("email", ())):
        lines.add("EMAIL", address)
    for name, types, key in _TEXTS:
        for text in fields.pop(key, ()):
            lines.add(name, text, types=types)
    first, second, *others = (", ".join(fields.pop(key, ())) for key in _ADDRESS)
    lines.add_parts("ADR", ("", "", ", ".join(filter(None, (first, second))), *others))
    lines.add_list("CATEGORIES", _items_of(fields.pop("groups", ())))
    for key, texts in fields.items():
        for text in texts:
            lines.add_own("ABOOK", key, text)
    for text in section.others:
        # A line that can't be parsed is its own value.
        lines.add_raw("", text)
    return lines.lines()


def _items_of(texts: Iterable[str]) -> list[str]:
    return [item.strip() for text in texts for item in text.split(",")]
