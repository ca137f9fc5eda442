"""Defines the result of merging two versions of a note, and how a merge asks for git's own result. Merges nothing."""

from __future__ import annotations

from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias


class LineMerge(NamedTuple):
    """What a merge by lines gives: the text, and the number of its conflicts, each between markers in the text."""

    text: bytes
    conflicts: int


# Merges base, ours and theirs by lines, as `git merge-file` does.
MergeLines: TypeAlias = "Callable[[bytes, bytes, bytes], LineMerge]"


class MergedNote(NamedTuple):
    """A merged note: its text, and the number of conflicts, each between markers in the text.

    `properties` names the properties in conflict. `is_by_note` is false if the text is what the merge by lines gave.
    """

    text: bytes
    conflicts: int
    properties: tuple[str, ...] = ()
    is_by_note: bool = True
