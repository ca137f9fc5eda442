"""Converts an interaction to a record."""

from __future__ import annotations

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.network.search.timeline import TimelineEntry
    from plaintext_network.records.record_types import Record

FIELDS = (
    "date", "contacts", "unknown", "channel", "direction", "summary", "topics", "planned", "by", "path", "line", "source",
)  # fmt: skip


def interaction_record(entry: TimelineEntry) -> Record:
    """Return an interaction's fields."""
    return {
        "date": entry.day,
        "contacts": entry.names,
        "unknown": tuple(person.name for person in entry.unknown),
        "channel": entry.channel,
        "direction": entry.direction,
        "summary": entry.summary,
        "topics": entry.topics,
        "planned": entry.planned,
        "by": entry.by,
        "path": entry.path,
        "line": entry.line,
        "source": f"{entry.path}:{entry.line}",
    }
