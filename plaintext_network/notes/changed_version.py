"""Decides between three versions of anything if at most one side changed it. Merges nothing."""

from __future__ import annotations

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
