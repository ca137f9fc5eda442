"""Merges a sync program's conflict copy into its original, against their base. Writes nothing."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from plaintext_network.errors import EditRefused
from plaintext_network.model.merge.conflicts.conflict_answers import marker_size
from plaintext_network.model.merge.front_matter.front_comments import comments_of
from plaintext_network.model.merge.front_matter.front_parts import moves_front, split_front
from plaintext_network.model.merge.merge_notes import merge_notes
from plaintext_network.model.merge.merged_note import MergedNote
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.conflict_parts import key_of
from plaintext_network.notes.header import Plain, plain_value
from plaintext_network.notes.marker_style import MarkerStyle
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
    _require_same_parts(path, ours, theirs)
    # Late: equal copies need no git.
    from plaintext_network.vault.git.merge_lines import merge_lines

    base, source = find_base(root, path, ours, theirs)
    by_lines = merge_lines(root, style, conflicts="merge")
    merged = merge_notes(base, ours, theirs, by_lines, rules, style, path)
    require_all_lines(path, merged.text, ours, theirs)
    return CopyMerge(merged, size, source)


def find_base(root: str, path: str, ours: bytes, theirs: bytes) -> tuple[bytes, str]:
    """Return the version that a note and its copy come from, and where it is known from: "git", "pnet", or nowhere ("").

    A version that one side never saw would make what it added look deleted there, and what it changed look changed back. So
    it counts only if both texts have all lines of its body, its comments and its properties with their values. A side may have
    another value if a later version of those that are known has it. Without such a version, it is the lines that both texts
    have: everything else counts as added.
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
    known = [_read(version) for version in versions]
    sides = [_read(side) for side in (ours, theirs)]
    for number in range(len(versions) - 1, -1, -1):
        # A copy is made only if both sides changed.
        if versions[number] not in (ours, theirs) and all(
            _is_earlier(known[number], known[number + 1 :], side) for side in sides
        ):
            return versions[number]
    return None


class _Version(NamedTuple):
    """What a version says: its properties, None if they can't be told apart, its comments, and the lines of its body."""

    properties: Mapping[str, Plain] | None
    comments: Counter[str]
    body: Counter[str]


def _read(text: bytes) -> _Version:
    note = parse(text)
    start = note.header.body_start
    front = split_front(note.source.text)
    return _Version(
        {part.name: plain_value(part.value) for part in front.parts} if front else None,
        Counter(comments_of(front) if front else ()),
        _exact_lines_of(note.source.text[start:]),
    )


def _is_earlier(version: _Version, later: Sequence[_Version], side: _Version) -> bool:
    """Return whether a side surely comes from a version."""
    if version.properties is None or side.properties is None:
        return False
    # A task may be ticked meanwhile, and not the other way round: that would be an older version.
    body = side.body | Counter(_TICK.sub("[ ]", line) for line in side.body.elements())
    if version.comments - side.comments or version.body - body:
        return False
    return all(
        name in side.properties
        and (
            _has(side.properties[name], value)
            or any(
                each.properties is not None and each.properties.get(name) == side.properties[name]
                for each in later
            )
        )
        for name, value in version.properties.items()
    )


def _has(now: Plain, before: Plain) -> bool:
    """Return whether a value is the same as before, or a list that has more items."""
    if before is None or now == before:
        return True
    if not isinstance(now, tuple) or now[0] != "list":
        return False
    items = before[1:] if isinstance(before, tuple) and before[0] == "list" else (before,)
    return not Counter(items) - Counter(now[1:])


def _require_same_parts(path: str, ours: bytes, theirs: bytes) -> None:
    """Refuse versions of which one has lines in its text that are properties in the other: they would be there twice."""
    first, second = (split_front(parse(text).source.text) for text in (ours, theirs))
    if first and second and moves_front(first, second):
        raise EditRefused(
            "what is a property in one version is text in the other; merge the two in your editor", path
        )


def require_all_lines(path: str, merged: bytes, *versions: bytes) -> None:
    """Refuse a merge, with the lines of its conflicts, that lacks a line of a version's text or one of its properties."""
    # Lines of a conflict may seem to be in the other part of the note.
    found = _lines_of(parse(merged).source.text)
    names = {name for line in found if (name := key_of(line)) is not None}
    for version in versions:
        note = parse(version)
        start = note.header.body_start
        lost = sorted((_lines_of(note.source.text[start:]) - found).keys())
        lost += [each.name for each in note.header.properties if each.name not in names]
        if lost:
            raise EditRefused(
                f"the merge would lose “{shortened(lost[0].strip(), 60)}”; merge the two in your editor", path
            )


def _lines_of(text: str) -> Counter[str]:
    """Return how often each line is in a text; a task counts as the same whether it is open or done."""
    return Counter(_TICK.sub("[ ]", line) for line in _exact_lines_of(text).elements())


def _exact_lines_of(text: str) -> Counter[str]:
    return Counter(stripped for line in text.split("\n") if (stripped := line.rstrip()))


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
