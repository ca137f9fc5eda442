"""Reads the people of an address book as records, in pnet's terms. Knows no vault."""

from __future__ import annotations

import os
import re
from hashlib import sha256
from pathlib import Path

from plaintext_network.exchange.cards.card_lines import CardLines, value_of
from plaintext_network.exchange.cards.digest import card_digest
from plaintext_network.exchange.cards.programs import program_of
from plaintext_network.exchange.cards.to_record import to_record
from plaintext_network.exchange.errors import SourceInvalid
from plaintext_network.exchange.imports.merge_values import text_key
from plaintext_network.exchange.imports.plan import InputFile
from plaintext_network.exchange.readers.detect import read_source, reader_of
from plaintext_network.exchange.readers.options import NO_OPTIONS
from plaintext_network.exchange.record import (
    Record,
    RefusedRecord,
    SkippedRecord,
    SourceCard,
    UnchangedRecord,
)

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from plaintext_network.exchange.readers.options import Item as ReadItem
    from plaintext_network.exchange.readers.options import ReadOptions

    Item = Record | RefusedRecord | SkippedRecord | UnchangedRecord

# Names that a line of a block can have without escapes.
_SOURCE = re.compile(r"[\w-]{1,40}")


class SourceRecords:
    """The people of one source. `kind` is the kind of the file, such as `linkedin`; `title` what messages call it, and `source` its name.
    `input` is the file that it is read from, without its digest.

    Iterate over it once: over the records, those that can't be read, and those that are no contacts, in order.
    """

    def __init__(
        self,
        kind: str,
        title: str,
        source: str,
        items: Iterator[ReadItem],
        file: InputFile,
        *,
        photos: bool,
    ) -> None:
        self.kind, self.title, self.source, self.input = kind, title, source, file
        self._items, self._photos = items, photos
        # Otherwise the user has named it.
        self._has_own_name = source == kind

    def __iter__(self) -> Iterator[Record | RefusedRecord | SkippedRecord]:
        for item in self._items:
            yield self._record(item, "") if isinstance(item, SourceCard) else item

    def changed(self, is_known: Callable[[str, str], bool]) -> Iterator[Item]:
        """Yield what iterating does, but only the id and the digest of a record that is known by them, which is quicker.

        A record that repeats an earlier one is skipped.
        """
        first: dict[tuple[str, str], tuple[int, int]] = {}
        for item in self._items:
            if not isinstance(item, SourceCard):
                yield item
                continue
            id_, digest = _id_of(item), self._digest(item)
            place = item.origin.number, item.origin.line
            if (before := first.setdefault((id_, digest), place)) is not place:
                yield SkippedRecord(item.origin, "the same as record {}, line {}".format(*before))
            elif is_known(id_, digest):
                yield UnchangedRecord(item.origin, id_, digest)
            else:
                yield self._record(item, digest)

    def _record(self, card: SourceCard, digest: str) -> Record | RefusedRecord | SkippedRecord:
        record = to_record(card, self.source, photos=self._photos)
        if not isinstance(record, Record):
            return record
        return record._replace(
            digest=digest or self._digest(card),
            program=program_of(card, self.kind) if self._has_own_name else "",
        )

    def _digest(self, card: SourceCard) -> str:
        digest = card_digest(card)
        if self._photos or card.card.first("PHOTO") is None:
            return digest
        # A later import can bring the photo.
        return text_key(f"{digest} without its photo")


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
    path = os.path.abspath(source) if isinstance(source, str | Path) else ""
    return SourceRecords(found, reader_of(found).TITLE, name, items, InputFile(path, ""), photos=photos)


def _id_of(card: SourceCard) -> str:
    """Return the source's id of a card, as its record has it."""
    return card.id or value_of(CardLines(card.card.lines).all("UID"))


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
