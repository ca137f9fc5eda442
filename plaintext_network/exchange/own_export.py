"""Recognizes the contacts of an earlier export in an import: by the UID that pnet gave them. Writes nothing."""

from __future__ import annotations

from functools import cached_property

from plaintext_network.exchange.contact_uid import contact_uids
from plaintext_network.exchange.record import Record
from plaintext_network.exchange.source_block import read_blocks
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.matching import Evidence

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.exchange.contact_uid import ContactUids
    from plaintext_network.exchange.plan import PlannedRecord
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


def says_nothing_new(planned: PlannedRecord, note: str) -> bool:
    """Return whether a record changes nothing in a note with this text but the block that would link it."""
    record, change = planned.record, planned.change
    if record is None or planned.questions or not change._replace(has_new_lines=False).is_empty:
        return False
    known = {line for block in read_blocks(note) for line in block.lines}
    return known.issuperset(record.rest)
