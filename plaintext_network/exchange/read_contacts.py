"""Reads the people of an address book as records, in pnet's terms. Knows no vault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from plaintext_network.errors import SourceInvalid
from plaintext_network.exchange.merge_values import text_key
from plaintext_network.exchange.readers.detect import read_source, reader_of
from plaintext_network.exchange.readers.options import NO_OPTIONS
from plaintext_network.exchange.record import Record, RefusedRecord, SkippedRecord, SourceCard
from plaintext_network.exchange.to_record import to_record
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO

    from plaintext_network.exchange.readers.options import ReadOptions

# Names that a line of a block can have without escapes.
_SOURCE = re.compile(r"[\w-]{1,40}")


class SourceRecords(NamedTuple):
    """The records of one source, in order: those it has, those that can't be read, and those that are no contacts.

    `kind` is the kind of the file, such as `linkedin`, and `title` what messages call it. `source` is the name of the source.
    """

    kind: str
    title: str
    source: str
    records: Iterator[Record | RefusedRecord | SkippedRecord]

    def __iter__(self) -> Iterator[Record | RefusedRecord | SkippedRecord]:  # type: ignore[override]
        return self.records


def read_contacts(
    source: str | Path | BinaryIO,
    *,
    kind: str = "",
    name: str = "",
    options: ReadOptions = NO_OPTIONS,
    photos: bool = True,
) -> SourceRecords:
    """Return the people of an address book: a file, a folder of cards, or a binary stream.

    `kind` is what the file is, "" to detect it; `name` is the source's name in notes, "" for the kind. Without `photos`, photos
    are left out. Raises ContactFileNotFound, ContactFileUnknown or ContactFileTooLarge. A record that can't be read is a
    RefusedRecord.
    """
    found, items = read_source(Path(source) if isinstance(source, str) else source, options, kind=kind)
    name = name or found
    if not _SOURCE.fullmatch(name):
        raise SourceInvalid(name)
    records = (_record(item, name, photos=photos) if isinstance(item, SourceCard) else item for item in items)
    return SourceRecords(found, reader_of(found).TITLE, name, records)


def _record(card: SourceCard, source: str, *, photos: bool) -> Record | RefusedRecord | SkippedRecord:
    record = to_record(card, source, photos=photos)
    if photos or not isinstance(record, Record) or card.card.first("PHOTO") is None:
        return record
    # A later import can bring the photo.
    return record._replace(digest=text_key(f"{record.digest} without its photo"))


def file_digest(path: str) -> str:
    """Return the SHA-256 of a file in hexadecimal digits; empty for a folder, or if it can't be read."""
    digest = sha256()
    try:
        with open(path, "rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    except OSError:
        return ""
    return digest.hexdigest()
