"""Reads the JSON that pnet writes: `pnet export --to json` and `jsonl`. Its fields are properties."""

from __future__ import annotations

import json
from itertools import count

from plaintext_network.exchange import limits
from plaintext_network.exchange.cards.value_lines import photo_line
from plaintext_network.exchange.errors import ContactFileTooLong
from plaintext_network.exchange.json_line_numbers import line_of
from plaintext_network.exchange.readers.json_document import JsonDocument, JsonFault
from plaintext_network.exchange.readers.own_csv import COMPUTED, add_own_property
from plaintext_network.exchange.readers.person_row import PersonRow
from plaintext_network.exchange.record import Attachment, Origin, RefusedRecord, SourceCard
from plaintext_network.exchange.vcard.content_line import ContentLine
from plaintext_network.exchange.vcard.values import decode_binary

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, BinaryIO

    from plaintext_network.exchange.readers.options import Item, ReadOptions

KIND = "pnet-json"
TITLE = "pnet's own JSON"

# Fields that every record has, whatever the contact.
_MARKS = (b'"name": ', b'"aliases": ', b'"emails": ', b'"phones": ')


def matches(head: bytes, _file_name: str) -> bool:
    """Return whether a file begins with an object, or a list of them, that has pnet's fields."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return text[:1] in (b"[", b"{") and all(mark in text for mark in _MARKS)


def read(stream: BinaryIO, file_name: str, _options: ReadOptions) -> Iterator[Item]:
    """Yield one item per object."""
    is_list = stream.read(limits.HEAD).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
    stream.seek(0)
    numbers = count(1)
    for record, line in _in_list(stream) if is_list else _in_lines(stream):
        if (number := next(numbers)) > limits.RECORDS:
            raise ContactFileTooLong(file_name, limits.RECORDS, "records")
        origin = Origin(file_name, number, line)
        yield RefusedRecord(origin, record) if isinstance(record, str) else _item(record, origin)


def _in_list(stream: BinaryIO) -> Iterator[tuple[dict[str, Any] | str, int]]:
    """Yield the objects of a list and their lines; instead of an object, why it can't be read."""
    try:
        document = JsonDocument(stream)
    except JsonFault as fault:
        yield fault.reason, fault.line
        return
    for number, record in enumerate(document.value if isinstance(document.value, list) else ()):
        line = line_of(document.text, [number])
        if not isinstance(record, dict):
            yield "it is not an object", line
            continue
        photo = record.get("photo")
        if isinstance(photo, str):
            record["photo"] = document.long_text(photo)
        yield record, line


def _in_lines(stream: BinaryIO) -> Iterator[tuple[dict[str, Any] | str, int]]:
    for number in count(1):
        text = stream.readline(limits.RECORD + 1)
        if not text:
            return
        if len(text) > limits.RECORD:
            while text and not text.endswith(b"\n"):
                text = stream.readline(limits.RECORD)
            yield f"it is larger than {limits.RECORD >> 20} MB", number
            continue
        if not text.strip(b"\xef\xbb\xbf \t\r\n"):
            continue
        try:
            record = json.loads(text.decode("utf-8-sig", "replace"), strict=False)
        except (ValueError, RecursionError):
            yield "it is not valid JSON", number
            continue
        yield (record, number) if isinstance(record, dict) else ("it is not an object", number)


def _item(record: dict[str, Any], origin: Origin) -> Item:
    person = PersonRow("pnet")
    photo = None
    for title, value in record.items():
        texts = tuple(one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str))
        texts = tuple(text for text in texts if text.strip())
        if title == "photo":
            photo = decode_binary(ContentLine("PHOTO", texts[0])) if texts else None
        elif title == "notes":
            for text in texts:
                person.add_text("NOTE", text)
        elif texts and title not in COMPUTED:
            add_own_property(person, title, texts)
    item = person.item(origin)
    if photo is None or not isinstance(item, SourceCard):
        return item
    line = photo_line(Attachment(*photo), item.card.version)
    return item._replace(card=item.card._replace(lines=(*item.card.lines, line)))
