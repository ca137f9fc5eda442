"""Converts a note that a search found to a record."""

from plaintext_network.network.search.full_text import SearchResult
from plaintext_network.records.record_types import Record

FIELDS = ("name", "kind", "path", "line", "text", "score", "by")


def search_record(hit: SearchResult, by: str) -> Record:
    """Return the fields of a search result; `by` is what was compared: `words` or `meaning`."""
    return {
        "name": hit.name,
        "kind": hit.kind,
        "path": hit.path,
        "line": hit.line,
        "text": hit.shown,
        "score": round(hit.score, 2),
        "by": by,
    }
