"""Resolves the conflicts of one note: those between markers, then those with its conflict copies. Asks through its caller."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from plaintext_network.errors import EditRefused, NoteNotFound
from plaintext_network.model.merge.conflicts.conflict_answers import (
    NoteConflicts,
    OpenPart,
    conflicts_of,
    merged_conflicts,
)
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.conflict_parts import property_lines
from plaintext_network.notes.note import parse
from plaintext_network.vault.edits.merge_copy import merge_copy
from plaintext_network.vault.edits.resolve_conflicts import (
    NoteInConflict,
    Resolution,
    read_for_conflicts,
)
from plaintext_network.vault.git.unmerged import unmerged_base

if TYPE_CHECKING:
    from plaintext_network.model.note.facts import Facts
    from plaintext_network.model.note.rules import Rules
    from plaintext_network.vault.edits.write_session import WriteSession


class Answers(Protocol):
    """Answers questions about conflicts."""

    def lines(self, path: str, each: OpenPart, facts: Facts, rules: Rules, /) -> str | None:
        """Return the lines that count, or None to leave the part in conflict."""

    def yes(self, question: str, /) -> bool:
        """Return the answer to a question."""


class SettledNote(NamedTuple):
    """The result for one note: what to write, how many conflicts are left, and a line for each change."""

    path: str
    resolution: Resolution | None
    left: int
    had_markers: bool
    summary: tuple[str, ...]


def settle_note(desk: WriteSession, conflict: NoteInConflict, answers: Answers) -> SettledNote:
    """Resolve the conflicts of a note with `answers`. Raises EditRefused, NoteNotFound or MergeFailed."""
    path, left = conflict.path, 0
    summary: list[str] = []
    try:
        before, note = read_for_conflicts(desk, path)
    except NoteNotFound:
        return _rename_copy(desk, conflict, answers)
    after = before
    if conflict.has_markers:
        found = NoteConflicts(note, conflicts_of(note), _known_properties(desk.root, path))
        after, left, number = _settled(desk, path, found, answers)
        if after != before:
            summary.append(
                f"resolved {number} of {number + left} conflicts in {path}" if left else f"resolved {path}"
            )
    copies: list[tuple[str, bytes]] = []
    for copy in conflict.copies:
        if left:
            # The original still contains markers.
            left += 1
            continue
        theirs, _ = read_for_conflicts(desk, copy)
        if conflicts_of(parse(theirs)):
            raise EditRefused(
                "it contains conflict markers; choose between its versions in your editor", copy
            )
        result = merge_copy(desk.root, desk.rules, path, copy, after, theirs)
        merged = parse(result.merged.text)
        questions = merged_conflicts(merged.source.text, result.size) if result.merged.conflicts else ()
        new, open_questions, _ = _settled(
            desk, path, NoteConflicts(merged, questions), answers, in_file=False
        )
        if open_questions:
            left += open_questions
            continue
        _require_readable(after, new, path)
        after = new
        copies.append((copy, theirs))
        known = {"git": ", from the version they share in git", "pnet": ", from the version they share"}
        summary.append(f"merged {copy} into {path}{known.get(result.source, '')}")
    if after == before and not copies:
        return SettledNote(path, None, left, conflict.has_markers, ())
    resolution = Resolution(path, before, after, tuple(copies))
    return SettledNote(path, resolution, left, conflict.has_markers, tuple(summary))


def conflict_parts_of(
    desk: WriteSession, conflict: NoteInConflict
) -> tuple[tuple[str | None, OpenPart], ...]:
    """Return the questions of a note, each with the path of the copy it is about; None for those between markers."""
    found: list[tuple[str | None, OpenPart]] = []
    for copy in (None, *conflict.copies):
        listed = _Listed()
        if copy is None:
            settle_note(desk, conflict._replace(copies=()), listed)
        else:
            settle_note(desk, conflict._replace(has_markers=False, copies=(copy,)), listed)
        found += [(copy, each) for each in listed.parts]
    return tuple(found)


class _Listed:
    """Takes down the questions, and answers none."""

    def __init__(self) -> None:
        self.parts: list[OpenPart] = []

    def lines(self, _path: str, each: OpenPart, _facts: Facts, _rules: Rules, /) -> str | None:
        self.parts.append(each)
        return None

    def yes(self, _question: str, /) -> bool:
        return False


def _settled(
    desk: WriteSession, path: str, conflicts: NoteConflicts, answers: Answers, *, in_file: bool = True
) -> tuple[bytes, int, int]:
    """Return the note with the answers, the number of questions without one, and of those with one.

    Without `in_file`, no file has the lines of the questions.
    """
    facts = desk.read(conflicts.note, path)
    parts = conflicts.open_parts()
    given: dict[tuple[int, int], str] = {}
    for part in parts:
        lines = answers.lines(path, part if in_file else part._replace(line=0), facts, desk.rules)
        if lines is not None:
            given[part.key] = lines
    try:
        return conflicts.settle(given), len(parts) - len(given), len(given)
    except EditRefused as refused:
        raise EditRefused(refused.reason, path) from None


def _known_properties(root: str, path: str) -> dict[str, str] | None:
    """Return the lines of the properties in the version that git merged the two sides of a note with, if git knows it."""
    base = unmerged_base(root, path)
    if base is None:
        return None
    note = parse(base)
    return property_lines(note.source.text, note.header.body_start)


def _require_readable(before: bytes, after: bytes, path: str) -> None:
    """Refuse a merge after which a note has problems that neither version had."""
    new = {p.code for p in parse(after).problems} - {p.code for p in parse(before).problems}
    if new:
        raise EditRefused(
            f"the merge would cause a new problem, {min(new)}; merge the two in your editor", path
        )


def _rename_copy(desk: WriteSession, conflict: NoteInConflict, answers: Answers) -> SettledNote:
    """Rename the one copy of a missing note to its original, if the answer is yes."""
    path, copy = conflict.path, conflict.copies[0] if conflict.copies else ""
    if len(conflict.copies) != 1:
        if not copy:
            raise NoteNotFound(path)
        raise EditRefused(
            f"its original {path} is missing, and there are several copies; rename one of them to {path}",
            copy,
        )
    content = desk.content(copy)
    desk.check_path(path)
    if not answers.yes(f"{path} is missing. Rename its copy {copy} to it?"):
        return SettledNote(path, None, 1, had_markers=False, summary=())
    return SettledNote(
        path,
        Resolution(path, None, content, ((copy, content),), renamed=True),
        0,
        had_markers=False,
        summary=(f"renamed {copy} to {path}",),
    )
