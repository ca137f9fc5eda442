"""Merges a sync program's conflict copy into its original, against their base. Writes nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from plaintext_network.errors import EditRefused
from plaintext_network.model.merge.conflict_answers import marker_size
from plaintext_network.model.merge.merge_notes import merge_notes
from plaintext_network.model.merge.merged_note import MergedNote
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.conflict_markers import MarkerStyle
from plaintext_network.notes.conflict_parts import key_of
from plaintext_network.notes.note import parse
from plaintext_network.problems import shortened
from plaintext_network.vault.transaction.journal_files import Journal
from plaintext_network.vault.transaction.record import RecordDamaged, RecordTooNew, from_bytes

# How many commits of a note to look at, newest first.
_MOST = 50
# Comparing more lines takes too long.
_MOST_LINES = 2000


class CopyMerge(NamedTuple):
    """The result of merging a copy: the merged note, the length of its markers, and where the base is from."""

    merged: MergedNote
    size: int
    source: str


def merge_copy(root: str, rules: Rules, path: str, copy: str, ours: bytes, theirs: bytes) -> CopyMerge:
    """Merge a copy's text into the original's at `path`. Raises EditRefused, or MergeFailed if git is needed and isn't installed."""
    size = marker_size(ours, theirs)
    names = path.rpartition("/")[2], copy.rpartition("/")[2]
    style = MarkerStyle(size, names[0], names[1])
    if ours == theirs:
        return CopyMerge(MergedNote(ours, 0), size, "")
    # Late: equal copies need no git.
    from plaintext_network.vault.git.merge_lines import merge_lines

    base, source = find_base(root, path, ours, theirs)
    by_lines = merge_lines(root, style, conflicts="merge")
    merged = merge_notes(base, ours, theirs, by_lines, rules, style, path)
    require_all_lines(path, merged.text, ours, theirs)
    return CopyMerge(merged, size, source)


def find_base(root: str, path: str, ours: bytes, theirs: bytes) -> tuple[bytes, str]:
    """Return the version that a note and its copy come from, and where it is known from: "git", "pnet", or nowhere ("").

    A version that one side never saw would make what it added look deleted there. So it counts only if both texts have all
    lines of its body, and part of every change that it contains. Without such a version, it is the lines that both texts have:
    everything else counts as added.
    """
    for source, versions in (
        ("pnet", _written_versions(root, path)),
        ("git", _committed_versions(root, path)),
    ):
        base = _common_version(list(versions), ours, theirs)
        if base is not None:
            return base, source
    return _common_lines(ours, theirs), ""


def _common_version(versions: Sequence[bytes], ours: bytes, theirs: bytes) -> bytes | None:
    """Return the newest of the versions, oldest first, that both texts surely come from."""
    lines = [_comparable(version) for version in versions]
    sides = [_comparable(side) for side in (ours, theirs)]
    # By line, the version that was the first to have it.
    first: dict[str, int] = {}
    for number, each in enumerate(lines):
        for line in each[0] | each[1]:
            first.setdefault(line, number)
    for number in range(len(versions) - 1, -1, -1):
        # A copy is made only if both sides changed.
        if versions[number] not in (ours, theirs) and all(
            _is_earlier(number, lines, side, first) for side in sides
        ):
            return versions[number]
    return None


_Lines = tuple[frozenset[str], frozenset[str]]


def _is_earlier(number: int, versions: Sequence[_Lines], side: _Lines, first: Mapping[str, int]) -> bool:
    """Return whether a side surely comes from a version: it has its text and its properties, and saw each change it lacks."""
    front, body = versions[number]
    names = {key_of(line) for line in side[0]}
    if not body <= side[1]:
        return False
    for line in front - side[0]:
        at = first[line]
        change = versions[at][0] - (versions[at - 1][0] if at else frozenset())
        if (name := key_of(line)) is None or name not in names or not change & side[0]:
            return False
    return True


def require_all_lines(path: str, merged: bytes, *versions: bytes) -> None:
    """Refuse a merge, with the lines of its conflicts, that lacks a line of a version's text or one of its properties."""
    front, body = _comparable(merged)
    names = {key_of(line) for line in front | body}
    for version in versions:
        lines = _comparable(version)
        lost = sorted(lines[1] - body - front) + sorted(
            {key_of(line) or "" for line in lines[0]} - names - {""}
        )
        if lost:
            raise EditRefused(
                f"the merge would lose “{shortened(lost[0].strip(), 60)}”; merge the two in your editor", path
            )


def _comparable(text: bytes) -> _Lines:
    """Return the lines of the front matter and of the body; a task counts as the same whether it is open or done."""
    note = parse(text)
    start = note.header.body_start
    return (
        frozenset(note.source.text[:start].split("\n")) - _FENCES,
        frozenset(_TICK.sub("[ ]", line.rstrip()) for line in note.source.text[start:].split("\n")),
    )


_FENCES = frozenset(("---", "---\r", ""))
_TICK = re.compile(r"(?<=[-*+] )\[.\](?= )")


def _written_versions(root: str, path: str) -> Iterator[bytes]:
    """Yield what pnet's own writes left in a note, oldest first."""
    try:
        journal = Journal(root)
        for name in journal.finished():
            for change in from_bytes(journal.read(name)).changes:
                if change.step.path == path:
                    yield from (text for text in (change.step.before, change.step.after) if text is not None)
    except (OSError, RecordDamaged, RecordTooNew):
        return


def _committed_versions(root: str, path: str) -> Iterator[bytes]:
    """Yield a note's versions in the commits before HEAD, oldest first."""
    # Late: not every vault is a git repository.
    from plaintext_network.vault.git.run_git import Git

    git = Git.find(root)
    if git is None:
        return
    listed = git.run(("log", f"--max-count={_MOST}", "--format=%H", "HEAD", "--", path))
    for commit in reversed((listed or b"").decode("ascii", "replace").split()):
        text = git.run(("cat-file", "blob", f"{commit}:./{path}"))
        if text is not None:
            yield text


def _common_lines(ours: bytes, theirs: bytes) -> bytes:
    """Return the lines of the bodies that two versions share, in their order, with open tasks; not all if there are too many."""
    first, second = (_body_lines(text) for text in (ours, theirs))
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    common = first[:start]
    first, second = first[start:], second[start:]
    end = 0
    while end < min(len(first), len(second)) and first[-1 - end] == second[-1 - end]:
        end += 1
    rest, other = first[: len(first) - end], second[: len(second) - end]
    if max(len(rest), len(other)) <= _MOST_LINES:
        blocks = SequenceMatcher(None, rest, other, autojunk=False).get_matching_blocks()
        common += [line for block in blocks for line in rest[block.a : block.a + block.size]]
    return b"".join([*common, *first[len(first) - end :]])


def _body_lines(text: bytes) -> list[bytes]:
    note = parse(text)
    if note.source.encoding != "utf-8" or note.source.bom:
        return []
    # A task that only one version has ticked was open in the version of both.
    body = _TICK.sub("[ ]", note.source.text[note.header.body_start :])
    return body.encode("utf-8", "replace").splitlines(keepends=True)
