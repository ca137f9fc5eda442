"""Merges three versions of one text if at most one side changed it. Knows no lines."""

from __future__ import annotations

from plaintext_network.model.merge.merge_order import kept, merge_order, tokens_of
from plaintext_network.notes.source import lines_of

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    Version = TypeVar("Version")


def changed_version(base: Version, ours: Version, theirs: Version) -> Version | None:
    """Return the version of the side that changed something, ours if both made the same change, else None."""
    if ours == theirs or theirs == base:
        return ours
    return theirs if ours == base else None


def merge_silent_lines(base: str, ours: str, theirs: str) -> str:
    """Merge lines of comments and blank lines: each is removed if one side removed it, and added if one side added it."""
    merged = changed_version(base, ours, theirs)
    if merged is not None:
        return merged
    before, here, there = (tokens_of(lines_of(text)) for text in (base, ours, theirs))
    order = merge_order(before, here, there, kept(before, here, there))
    return "".join(str(token.value) for token in order)
