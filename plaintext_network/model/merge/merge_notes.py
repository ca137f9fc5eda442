"""Merges two versions of a note by properties, Log entries and tasks, and proves the result. Runs no git."""

from plaintext_network.model.merge.front_matter import MergedFront, merge_front_matter
from plaintext_network.model.merge.front_parts import Front, split_front
from plaintext_network.model.merge.line_endings import same_endings
from plaintext_network.model.merge.merge_text import changed_version
from plaintext_network.model.merge.merged_note import LineMerge, MergedNote, MergeLines
from plaintext_network.model.merge.proof import proves_front
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.conflict_markers import MarkerStyle
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.source import FILE_LIMIT

_MARKER = late_pattern(r"^(?:<{7,}|>{7,}|\|{7,})(?:[ \r\n]|\Z)", 8)


class _Sides(NamedTuple):
    """The three versions of a note, in parts."""

    base: Front
    ours: Front
    theirs: Front


def merge_notes(
    base: bytes,
    ours: bytes,
    theirs: bytes,
    merge_lines: MergeLines,
    rules: Rules,
    style: MarkerStyle = MarkerStyle(),  # noqa: B008
    path: str = "",
) -> MergedNote:
    """Merge two versions of a note with the version that both come from, which is empty if there is none.

    If the merge by lines is clean and says what both sides wanted, the result is that, to the byte. If no result can be
    proved, it is what `merge_lines` gives. `path` is the note's, if it is known: its name is one of the note's names.
    """
    if (merged := changed_version(base, ours, theirs)) is not None:
        return MergedNote(merged, 0)
    lines = merge_lines(base, ours, theirs)
    by_lines = MergedNote(lines.text, lines.conflicts, is_by_note=False)
    texts = _texts(base, ours, theirs)
    if texts is None:
        return by_lines
    fronts = [split_front(text) for text in texts]
    if not fronts[0] or not fronts[1] or not fronts[2]:
        return by_lines
    sides = _Sides(fronts[0], fronts[1], fronts[2])
    if not lines.conflicts and _proves_lines(sides, lines.text, rules, style, path):
        return by_lines
    return _merge_sides(sides, merge_lines, rules, style, path) or by_lines


def _texts(base: bytes, ours: bytes, theirs: bytes) -> tuple[str, str, str] | None:
    """Return the three texts with one line ending, or None if the notes must be merged by lines."""
    versions = base, ours, theirs
    if any(len(each) > FILE_LIMIT or each.startswith(b"\xef\xbb\xbf") or b"\0" in each for each in versions):
        return None
    try:
        texts = same_endings(*(each.decode() for each in versions))
    except UnicodeDecodeError:
        return None
    return None if any(_MARKER.search(text) for text in texts) else texts


def _proves_lines(sides: _Sides, merged: bytes, rules: Rules, style: MarkerStyle, path: str) -> bool:
    """Return whether a clean merge by lines says what both sides wanted."""
    try:
        front = split_front(merged.decode())
    except UnicodeDecodeError:
        return False
    return front is not None and _proves(sides, MergedFront(front.text), front.body, rules, style, path)


def _proves(
    sides: _Sides, front: MergedFront, body: str, rules: Rules, style: MarkerStyle, path: str
) -> bool:
    return proves_front(*sides, front.text, body, rules, style, path)


def _merge_sides(
    sides: _Sides, merge_lines: MergeLines, rules: Rules, style: MarkerStyle, path: str
) -> MergedNote | None:
    """Merge a note in parts, or return None if the result can't be proved."""

    def merge_own_lines(base: str, ours: str, theirs: str) -> str | None:
        merged = _merge_texts(base, ours, theirs, merge_lines)
        return None if merged.conflicts else merged.text.decode()

    front = merge_front_matter(*sides, merge_own_lines, rules, style, path)
    if front is None:
        return None
    base, ours, theirs = (each.body for each in sides)
    body = _merge_texts(base, ours, theirs, merge_lines)
    try:
        text = body.text.decode()
    except UnicodeDecodeError:
        return None
    if text:
        front = front._replace(text=_with_end(front.text))
    if not _proves(sides, front, text, rules, style, path):
        return None
    return MergedNote(f"{front.text}{text}".encode(), len(front.conflicts) + body.conflicts, front.conflicts)


def _with_end(front: str) -> str:
    """Return front matter whose closing line ends, so that a body can follow it."""
    if not front or front.endswith("\n"):
        return front
    return front + ("\r\n" if front.partition("\n")[0].endswith("\r") else "\n")


def _merge_texts(base: str, ours: str, theirs: str, merge_lines: MergeLines) -> LineMerge:
    merged = changed_version(base, ours, theirs)
    if merged is not None:
        return LineMerge(merged.encode(), 0)
    return merge_lines(base.encode(), ours.encode(), theirs.encode())
