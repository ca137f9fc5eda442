"""Splits the texts of Logseq's page properties that list values. Knows no note."""

from plaintext_network.model.note.properties import PropertyDefinition
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.source import Span


def takes_list(row: PropertyDefinition | None, text: str) -> bool:
    """Return whether the commas in a text of one of Logseq's page properties separate values.

    In a property that is not ours, only links are a list.
    """
    if row is None:
        return _LINKS.fullmatch(text) is not None
    return row.many and row.type not in ("dated", "occasion")


def split_list(text: str) -> list[Span]:
    """Return the spans of the values between the commas of a text; a comma within a link separates nothing."""
    cuts = [(mark.start(), mark.end()) for mark in _LIST_PARTS.finditer(text) if mark[1]]
    starts, stops = (0, *(end for _, end in cuts)), (*(start for start, _ in cuts), len(text))
    found = []
    for start, stop in zip(starts, stops, strict=True):
        if part := text[start:stop].strip():
            start += len(text[start:stop]) - len(text[start:stop].lstrip())
            found.append(Span(start, start + len(part)))
    return found


_LINKS = late_pattern(r"#?\[\[[^\[\]]+\]\](?:\s*[,，]\s*#?\[\[[^\[\]]+\]\])+")
_LIST_PARTS = late_pattern(r"\[\[[^\[\]]*\]\]|([,，])")
