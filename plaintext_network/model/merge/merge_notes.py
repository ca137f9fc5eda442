"""Merges two versions of a note by properties, Log entries and tasks, and proves the result. Runs no git."""

from __future__ import annotations

from plaintext_network.model.merge.front_matter.front_parts import Front, moves_front, split_front
from plaintext_network.model.merge.line_endings import have_one_ending, same_endings
from plaintext_network.model.merge.merged_note import MergedNote
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.changed_version import changed_version
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.marker_style import USUAL_STYLE, MarkerStyle
from plaintext_network.notes.source import FILE_LIMIT

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.model.merge.front_matter.merge_front import MergedFront
    from plaintext_network.model.merge.merged_note import MergeLines
    from plaintext_network.model.note.rules import Rules

# A line that begins a conflict, its base's lines, or its end, of any length.
_MARKER = late_pattern(r"(?m)^(?:<{7,}|>{7,}|\|{7,})(?:[ \r\n]|\Z)")


# The byte order mark of UTF-8.
_MARK = b"\xef\xbb\xbf"


class _Sides(NamedTuple):
    """The three versions of a note, in parts, and the byte order mark that the merged note begins with."""

    base: Front
    ours: Front
    theirs: Front
    mark: bytes

    @property
    def fronts(self) -> tuple[Front, Front, Front]:
        return self.base, self.ours, self.theirs


class _How(NamedTuple):
    """How to merge: by lines, by which rules, how to write conflicts, and the note's path."""

    merge_lines: MergeLines
    rules: Rules
    style: MarkerStyle
    path: str


def merge_notes(
    base: bytes,
    ours: bytes,
    theirs: bytes,
    merge_lines: MergeLines,
    rules: Rules,
    style: MarkerStyle = USUAL_STYLE,
    path: str = "",
) -> MergedNote:
    """Merge two versions of a note with their base, which is empty if there is none.

    The result is that of `merge_lines`, to the byte, if it has no conflict and the changes of both sides, or if no other
    result passes the proof. `path` is the note's, if it is known: its name is one of the note's names.
    """
    if (merged := changed_version(base, ours, theirs)) is not None:
        return MergedNote(merged, 0)
    lines = merge_lines(base, ours, theirs)
    by_lines = MergedNote(lines.text, lines.conflicts, is_by_note=False)
    sides = _read_sides(base, ours, theirs)
    if sides is None:
        return by_lines
    how = _How(merge_lines, rules, style, path)
    if not lines.conflicts and _is_right(sides, lines.text, how):
        return by_lines
    by_note = _merge_sides(sides, how)
    if by_note is None or (by_note.conflicts and not by_note.properties and not lines.conflicts):
        return by_lines
    return by_note


def _read_sides(base: bytes, ours: bytes, theirs: bytes) -> _Sides | None:
    """Return the three versions in parts and with one line ending, or None if the note must be merged by lines."""
    if any(len(each) > FILE_LIMIT or b"\0" in each for each in (base, ours, theirs)):
        return None
    marks = [_MARK if each.startswith(_MARK) else b"" for each in (base or ours, ours, theirs)]
    mark = changed_version(*marks) or b""
    try:
        texts = same_endings(*(each.removeprefix(_MARK).decode() for each in (base, ours, theirs)))
    except UnicodeDecodeError:
        return None
    if any(_MARKER.search(text) for text in texts):
        return None
    before, here, there = map(split_front, texts)
    if before is None or here is None or there is None:
        return None
    if moves_front(before, here) or moves_front(before, there):
        return None
    # Where lines end in several ways, properties of both sides would mix them anew.
    return _Sides(before, here, there, mark) if have_one_ending(before.text, here.text, there.text) else None


def _is_right(sides: _Sides, merged: bytes, how: _How) -> bool:
    """Return whether a clean merge by lines says what both sides wanted."""
    if merged.startswith(_MARK) != bool(sides.mark):
        return False
    try:
        note = split_front(merged.removeprefix(_MARK).decode())
    except UnicodeDecodeError:
        return False
    return (
        note is not None
        and _proves_front(sides, note.text, note.body, how)
        and _proves_body(sides, note.body, how)
    )


def _merge_sides(sides: _Sides, how: _How) -> MergedNote | None:
    """Merge a note in parts, or return None if the result can't be proved."""
    base, ours, theirs = sides.fronts
    front = _merge_front(sides, how)
    if front is None:
        return None
    try:
        body, conflicts = _merge_bodies(sides, how)
    except UnicodeDecodeError:
        return None
    if conflicts and any(base.opening and not side.opening for side in (ours, theirs)):
        # Who chooses the side with front matter in the body's conflict would lose it.
        return None
    above = _with_end(front.text) if body else front.text
    if not _proves_front(sides, above, body, how):
        return None
    return MergedNote(
        sides.mark + f"{above}{body}".encode(), len(front.conflicts) + conflicts, front.conflicts
    )


# Front matter


def _merge_front(sides: _Sides, how: _How) -> MergedFront | None:
    # Late: many merges end before.
    from plaintext_network.model.merge.front_matter.merge_front import merge_front_matter

    def merge_own_lines(base: str, ours: str, theirs: str) -> str | None:
        merged, conflicts = how.merge_lines(base.encode(), ours.encode(), theirs.encode())
        return None if conflicts else merged.decode(errors="replace")

    return merge_front_matter(*sides.fronts, merge_own_lines, how.rules, how.style, how.path)


def _proves_front(sides: _Sides, merged: str, body: str, how: _How) -> bool:
    one_sided = changed_version(*(side.text for side in sides.fronts))
    if one_sided is not None and merged in (one_sided, _with_end(one_sided)):
        note = split_front(merged + body)
        return note is not None and note.body == body
    # Late: many merges change the front matter on one side only.
    from plaintext_network.model.merge.front_matter.front_proof import proves_front

    return proves_front(*sides.fronts, merged, body, how.rules, how.style, how.path)


def _with_end(front: str) -> str:
    """Return front matter whose closing line ends, so that a body can follow it."""
    if not front or front.endswith("\n"):
        return front
    return front + ("\r\n" if front.partition("\n")[0].endswith("\r") else "\n")


# The body


def _merge_bodies(sides: _Sides, how: _How) -> tuple[str, int]:
    """Return the merged body and the number of its conflicts; what can't be proved is as the merge by lines gives it."""
    base, ours, theirs = (side.body for side in sides.fronts)
    if (merged := changed_version(base, ours, theirs)) is not None:
        return merged, 0
    # Late: many merges change the body on one side only.
    from plaintext_network.model.merge.body.align_body import align_body

    aligned = align_body(base, ours, theirs, how.rules)
    if aligned != (base, ours, theirs):
        text, conflicts = _merge_texts(*aligned, how)
        if _proves_body(sides, text, how):
            return text, conflicts
    return _merge_texts(base, ours, theirs, how)


def _proves_body(sides: _Sides, merged: str, how: _How) -> bool:
    base, ours, theirs = (side.body for side in sides.fronts)
    if (one_sided := changed_version(base, ours, theirs)) is not None:
        return merged == one_sided
    # Late: many merges change the body on one side only.
    from plaintext_network.model.merge.body.body_proof import proves_body

    return proves_body(base, ours, theirs, merged, how.style)


def _merge_texts(base: str, ours: str, theirs: str, how: _How) -> tuple[str, int]:
    merged = changed_version(base, ours, theirs)
    if merged is not None:
        return merged, 0
    text, conflicts = how.merge_lines(base.encode(), ours.encode(), theirs.encode())
    return text.decode(), conflicts
