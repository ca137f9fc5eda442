"""Converts an open promise to a record."""

from __future__ import annotations

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.network.due.open_promises import OpenPromise
    from plaintext_network.records.record_types import Record

FIELDS = ("due", "contact", "text", "path", "line", "contact_path", "start")


def promise_record(promise: OpenPromise) -> Record:
    """Return a promise's fields."""
    return {
        "due": promise.due,
        "contact": promise.contact.name,
        "text": promise.text,
        "path": promise.path,
        "line": promise.line,
        "contact_path": promise.contact.path,
        "start": promise.start,
    }
