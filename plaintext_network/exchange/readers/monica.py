"""Reads Monica: the JSON export of an account (version 4), and JSON that its API returned. Explains how to get it from SQL."""

from __future__ import annotations

import re
from itertools import count

from plaintext_network.exchange import limits
from plaintext_network.exchange.readers.held_records import limited
from plaintext_network.exchange.record import Origin, RefusedRecord, SkippedRecord, SourceCard
from plaintext_network.exchange.vcard.cards import Card

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from plaintext_network.exchange.readers.json_document import JsonDocument
    from plaintext_network.exchange.readers.monica_account import Account
    from plaintext_network.exchange.readers.options import Item, ReadOptions

KIND = "monica"
TITLE = "Monica (JSON)"

_MARKS = tuple(
    f'"{word}"'.encode()
    for word in (
        "app_version",
        "exported_by",
        "is_partial",
        "stay_in_touch_frequency",
        "hash_id",
        "is_age_based",
    )
)
_SQL = re.compile(
    rb"INSERT\s+(?:IGNORE\s+)?INTO\s+[`\"]?\w*(?:contacts|contact_fields|contact_field_types|accounts|activities)\b"
    rb"|CREATE TABLE\s+[`\"]?(?:contact_field_types|contacts)\b|php artisan migrate",
    re.IGNORECASE,
)
_INSTEAD = (
    "it is an SQL export, which pnet doesn't read; in Monica, open Settings, then Export data, "
    "choose “Export to Json”, and import that file"
)
_LIST = re.compile(r'"(?:contacts?|data)"\s*[:,}]', re.IGNORECASE)
_NO_CONTACTS = "it has no list of contacts; in Monica, open Settings, then Export data, choose “Export to Json”, and import that file"
_UUID = re.compile(r'"uuid"\s*:\s*"([^"\\]+)"')


def matches(head: bytes, _file_name: str) -> bool:
    """Return whether a file is JSON with names that Monica uses, or an SQL export, for which there is a hint."""
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if text[:1] in (b"{", b"["):
        return any(mark in text for mark in _MARKS) or (b'"account"' in text and b'"contact"' in text)
    return text[:2] in (b"# ", b"--", b"/*", b"IN", b"SE", b"CR") and bool(_SQL.search(text))


def read(stream: BinaryIO, file_name: str, _options: ReadOptions) -> Iterator[Item]:
    """Yield one item per contact, and one for all journal entries, which are about nobody."""
    head = stream.read(limits.HEAD)
    stream.seek(0)
    if head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] not in (
        b"{",
        b"[",
        b"\xff",
        b"\xfe",
        b"\0",
    ):
        yield RefusedRecord(Origin(file_name, 1, 1), _INSTEAD)
        return
    # Late: only a Monica export needs them.
    from plaintext_network.exchange.readers.json_document import JsonDocument, JsonFault
    from plaintext_network.exchange.readers.monica_account import Account

    try:
        document = JsonDocument(stream)
    except JsonFault as fault:
        yield RefusedRecord(Origin(file_name, 1, fault.line), fault.reason)
        return
    account = Account(document.value)
    if "contact" not in account.things and not _LIST.search(document.text):
        yield RefusedRecord(Origin(file_name, 1, 1), _NO_CONTACTS)
        return
    places = _places(document.text)
    numbers = count(1)
    yield from _contacts(account, document, file_name, places, numbers)
    journal = account.of_type("journal_entry")
    if journal:
        noun = "entry is" if len(journal) == 1 else "entries are"
        reason = f"{len(journal)} journal {noun} about no contact"
        yield SkippedRecord(Origin(file_name, next(numbers), 1), reason)


def _places(text: str) -> dict[str, int]:
    """Return the line on which each object's uuid is."""
    places: dict[str, int] = {}
    line, position = 1, 0
    for match in _UUID.finditer(text):
        line += text.count("\n", position, match.start())
        position = match.start()
        places.setdefault(match[1], line)
    return places


def _contacts(
    account: Account, document: JsonDocument, file_name: str, places: dict[str, int], numbers: count[int]
) -> Iterator[Item]:
    from plaintext_network.exchange.readers.monica_account import collections, flag, identity, values
    from plaintext_network.exchange.readers.monica_card import contact_lines, full_name
    from plaintext_network.exchange.readers.monica_history import History, properties
    from plaintext_network.exchange.readers.monica_relations import find_companions, find_relatives

    relatives, known_by = find_relatives(account)
    companions = find_companions(account)
    for thing in limited(account.things.get("contact", ()), file_name, "contacts"):
        if not isinstance(thing, dict):
            yield RefusedRecord(Origin(file_name, next(numbers), 1), "it is a single value, not a contact")
            continue
        key = identity(thing)
        origin = Origin(file_name, next(numbers), places.get(key, 1))
        name = full_name(thing)
        parts = collections(thing)
        own = relatives.get(key, [])
        if flag(values(thing).get("is_partial")) and key in known_by:
            others = " and ".join(known_by[key][:3])
            yield SkippedRecord(origin, f"Monica has them only as a relation of {others}", name)
            continue
        history = History(thing, parts, account, companions)
        lines = contact_lines(thing, parts, own, account, document)
        if not lines and not history.entries and not history.notes:
            yield RefusedRecord(origin, "it has no values of a contact", name)
            continue
        yield SourceCard(
            Card(lines, line=origin.line),
            origin,
            key,
            dict(properties(thing, account, history.entries)),
            tuple(history.entries),
            tuple(history.promises),
            tuple(history.notes),
        )
