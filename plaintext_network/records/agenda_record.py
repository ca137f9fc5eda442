"""Converts what is coming up to a record."""

from __future__ import annotations

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.network.due.agenda import AgendaEntry
    from plaintext_network.records.record_types import Record

FIELDS = ("date", "kind", "contact", "text", "path", "line", "contact_path")


def agenda_record(entry: AgendaEntry) -> Record:
    """Return an entry's fields."""
    return {
        "date": entry.day,
        "kind": entry.kind,
        "contact": entry.contact.name,
        "text": entry.text,
        "path": entry.path,
        "line": entry.line,
        "contact_path": entry.contact.path,
    }
