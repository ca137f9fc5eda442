"""Recognizes the contacts of an earlier export in an import: by the UID that pnet gave them. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from plaintext_network.exchange.cards.to_card import to_card
from plaintext_network.exchange.contact_notes.source_block import read_blocks
from plaintext_network.exchange.gate.contact_uid import contact_uids
from plaintext_network.exchange.gate.gate import one_line
from plaintext_network.exchange.record import Record
from plaintext_network.exchange.vcard.content_line import line_text, parse_line
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.matching import Evidence
from plaintext_network.notes.inert_text import plain_text

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.exchange.gate.contact_uid import ContactUids
    from plaintext_network.exchange.imports.merge_values import PropertyChange
    from plaintext_network.exchange.imports.plan import PlannedRecord
    from plaintext_network.vault.notebook import Notebook

EVIDENCE = (Evidence("id", "the UID that pnet exported"),)


class OwnRecord(NamedTuple):
    """A record of somebody whom pnet exported, and the path of their note."""

    record: Record
    path: str


class OwnExports:
    """The UIDs with which pnet exports the contacts of one vault."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    @cached_property
    def _uids(self) -> ContactUids:
        return contact_uids(self._notebook)

    def find(self, record: Record) -> OwnRecord | None:
        """Return a record of one of the vault's contacts, without the UID that only exports have; None for any other."""
        uid = next(iter(record.values.get("uid", ())), record.id)
        path = self._uids.path_of(uid) if uid else None
        if path is None:
            return None
        if self._uids.is_written(uid):
            return OwnRecord(record, path)
        values = {name: texts for name, texts in record.values.items() if name != "uid"}
        return OwnRecord(record._replace(values=values), path)


def says_nothing_new(planned: PlannedRecord, properties: Mapping[str, Sequence[str]], note: str) -> bool:
    """Return whether a record changes nothing in a note but the block that would link it.

    `properties` and `note` are those of the note. A raw line says nothing new if an export of the note has it.
    """
    record, change = planned.record, planned.change
    if record is None or planned.questions or any(_is_news(one, properties) for one in change.properties):
        return False
    if not change._replace(properties=(), has_new_lines=False, lines=()).is_empty:
        return False
    lines = [line for block in read_blocks(note) for line in block.lines]
    left = {_without_group(line) for line in record.rest}
    left -= set(map(_without_group, lines))
    for version in ("3.0", "4.0", "2.1") if left else ():
        card = to_card({**properties, "name": (record.name,)}, lines, version)
        left -= {_without_group(line_text(line)) for line in card.lines}
    return not left


def _is_news(change: PropertyChange, properties: Mapping[str, Sequence[str]]) -> bool:
    """Return whether a change is more than what an export makes of the note's own values."""
    known = {plain_text(one_line(value)) for value in properties.get(change.property, ())}
    return bool(change.remove) or not known.issuperset(map(plain_text, change.add))


def _without_group(line: str) -> str:
    return line_text(parse_line(line)._replace(group=""))
