"""Replays the history of a vault as merges, as git does and as pnet does, and compares with what people committed.

Two sorts of merges: those that people made, and pairs of later changes of one file, made as if on two sides.
"""

# ruff: noqa: T201
# It prints its results.

import argparse
import difflib
import multiprocessing
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from plaintext_network.model.merge.merge_notes import merge_notes
from tests.soak.merge_judge import judge
from tests.soak.merges import RULES, merge_lines
from tests.soak.note_pieces import Pieces, take_apart

# Larger notes take the judge too long.
_LARGEST = 100_000


class Replay(NamedTuple):
    """Three versions of a note, and what a person made of them; `sort` says whether it was a merge or two changes."""

    sort: str
    path: str
    base: bytes
    ours: bytes
    theirs: bytes
    person: bytes


class Repository:
    """A repository that is read and never changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._contents: dict[str, bytes] = {}

    def git(self, *words: str) -> str:
        """Run git; return what it prints."""
        argv = ["git", "-C", str(self.folder), "-c", "core.quotePath=false", *words]
        return subprocess.run(
            argv, capture_output=True, text=True, errors="surrogateescape", check=True
        ).stdout

    def read(self, blobs: list[str]) -> None:
        """Read many files' contents at once."""
        wanted = sorted(set(blobs) - set(self._contents))
        done = subprocess.run(["git", "-C", str(self.folder), "cat-file", "--batch"], input="\n".join(wanted).encode() + b"\n", capture_output=True, check=True).stdout  # fmt: skip
        at = 0
        for blob in wanted:
            end = done.index(b"\n", at)
            words = done[at:end].split()
            if words[-1] == b"missing":
                at = end + 1
                continue
            size = int(words[2])
            self._contents[blob] = done[end + 1 : end + 1 + size]
            at = end + 2 + size

    def content(self, blob: str) -> bytes | None:
        """Return a file's content, None if it is too large or not there."""
        found = self._contents.get(blob)
        return found if found is not None and len(found) < _LARGEST else None


def merges(repository: Repository) -> Iterator[Replay]:
    """Return the notes that both sides of a merge changed, each with what the person committed."""
    found: list[tuple[str, list[str]]] = []
    for line in repository.git("rev-list", "--all", "--merges", "--parents").splitlines():
        commit, *parents = line.split()
        if len(parents) != 2:
            continue
        try:
            base = repository.git("merge-base", *parents).strip()
        except subprocess.CalledProcessError:
            continue
        trees = [_notes(repository, each) for each in (base, *parents, commit)]
        for path, was in trees[0].items():
            blobs = [was, *(tree.get(path, "") for tree in trees[1:])]
            if all(blobs) and len(set(blobs[:3])) == 3:
                found.append((path, blobs))
    yield from _replays(repository, "merge", found)


def _notes(repository: Repository, commit: str) -> dict[str, str]:
    lines = repository.git("ls-tree", "-r", commit).splitlines()
    return {
        path: head.split()[2]
        for head, _, path in (line.partition("\t") for line in lines)
        if path.endswith(".md")
    }


def _replays(repository: Repository, sort: str, found: list[tuple[str, list[str]]]) -> Iterator[Replay]:
    repository.read([blob for _, blobs in found for blob in blobs])
    for path, blobs in found:
        contents = [repository.content(blob) for blob in blobs]
        if all(content is not None for content in contents):
            yield Replay(sort, path, *contents)  # type: ignore[arg-type]


def changes(repository: Repository, most: int) -> Iterator[Replay]:
    """Return pairs of later changes of one file as two sides, if each could have been made without the other."""
    log = repository.git("log", "--all", "--no-merges", "--no-renames", "--reverse", "--raw", "--no-abbrev", "--format=", "--", "*.md")  # fmt: skip
    by_path = defaultdict[str, list[tuple[str, str]]](list)
    for line in log.splitlines():
        if line.startswith(":"):
            head, _, path = line.partition("\t")
            _, _, old, new, how = head.split()
            if how == "M":
                by_path[path].append((old, new))
    found = [
        (path, [first[0], first[1], second[1]])
        for path, each in by_path.items()
        for first, second in pairwise(each)
        if first[1] == second[0] and first[0] != second[1]
    ]
    step = max(1, len(found) // most)
    chosen = found[::step]
    repository.read([blob for _, blobs in chosen for blob in blobs])
    for path, blobs in chosen:
        versions = [repository.content(blob) for blob in blobs]
        if None in versions:
            continue
        first, second, third = (version or b"" for version in versions)
        other = without_first(first, second, third)
        if other is not None and other not in (first, second):
            yield Replay("changes", path, first, second, other, third)


def without_first(first: bytes, second: bytes, third: bytes) -> bytes | None:
    """Return the first version with the second change alone; None if that change needs the first one's lines."""
    lines = [each.splitlines(keepends=True) for each in (first, second, third)]
    if max(map(len, lines)) > 3000:
        return None
    origins: dict[int, int] = {}
    for block in difflib.SequenceMatcher(None, lines[0], lines[1], autojunk=False).get_matching_blocks():
        origins.update({block.b + n: block.a + n for n in range(block.size)})
    edits: list[tuple[int, int, list[bytes]]] = []
    for kind, start, end, new_start, new_end in difflib.SequenceMatcher(None, lines[1], lines[2], autojunk=False).get_opcodes():  # fmt: skip
        if kind == "equal":
            continue
        touched = [origins.get(n) for n in range(start, end)]
        if None in touched or any(
            b is not None and a is not None and b - a != 1 for a, b in pairwise(touched)
        ):
            return None
        if touched:
            at, until = touched[0] or 0, (touched[-1] or 0) + 1
        else:
            above = next((origins[n] for n in range(start - 1, -1, -1) if n in origins), -1)
            at = until = above + 1
        edits.append((at, until, lines[2][new_start:new_end]))
    made = list(lines[0])
    if any(first[1] > second[0] for first, second in pairwise(sorted(edits))):
        return None
    for at, until, new in sorted(edits, reverse=True):
        made[at:until] = new
    return b"".join(made)


def aligned(base: Pieces, content: bytes) -> Pieces:
    """Take a version apart; its lines that are the base's get those numbers."""
    note = take_apart(content)
    matcher = difflib.SequenceMatcher(
        None, [x.text for x in base.body], [x.text for x in note.body], autojunk=False
    )
    origins = {block.b + n: block.a + n for block in matcher.get_matching_blocks() for n in range(block.size)}
    note.body = [replace(line, origin=origins.get(n)) for n, line in enumerate(note.body)]
    return note


class Replayed(NamedTuple):
    """What came of one: how git and pnet end beside the person's text, and the faults."""

    sort: str
    path: str
    git: str
    pnet: str
    faults: list[tuple[str, str]]


def replay(each: Replay) -> Replayed:
    """Merge as git and as pnet, and compare."""
    git = merge_lines(each.base, each.ours, each.theirs)
    ours = merge_notes(each.base, each.ours, each.theirs, merge_lines, RULES)
    by_git = _ending(git.text, git.conflicts, each.person)
    by_pnet = _ending(ours.text, ours.conflicts, each.person)
    faults: list[tuple[str, str]] = []
    if ours.text != git.text:
        base = take_apart(each.base)
        verdict = judge(base, aligned(base, each.ours), aligned(base, each.theirs), ours.text, ours.conflicts)
        faults = [
            fault for fault in verdict.faults if fault[0] not in ("needless conflict", "lost in conflict")
        ]
        if not git.conflicts and ours.conflicts and "value" in verdict.conflicts:
            # Both set one property, which git did not see, as it was not on neighbouring lines.
            return Replayed(each.sort, each.path, by_git, "true conflict", faults)
        if (by_git == "as the person" != by_pnet) or (not git.conflicts and ours.conflicts):
            faults.append(("worse than git", by_pnet))
    return Replayed(each.sort, each.path, by_git, by_pnet, faults)


def _ending(text: bytes, conflicts: int, person: bytes) -> str:
    if conflicts:
        return "conflict"
    if text == person:
        return "as the person"
    if sorted(text.split()) == sorted(person.split()):
        return "in another order"
    return "otherwise"


def main() -> int:
    """Replay the repositories that the options name."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.soak.replayed_merges", description=__doc__.splitlines()[0]
    )
    parser.add_argument("repositories", nargs="+", type=Path)
    parser.add_argument(
        "--most", type=int, default=3000, help="pairs of changes of each repository (default: 3000)"
    )
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="write the notes of faults into this folder")
    options = parser.parse_args()
    wrong = 0
    for folder in options.repositories:
        began = time.monotonic()
        repository = Repository(folder)
        found = [*merges(repository), *changes(repository, options.most)]
        with multiprocessing.Pool(options.jobs) as pool:
            done = pool.map(replay, found, chunksize=20)
        print(
            f"== {folder.parent.name if folder.name == 'repo' else folder.name}, {time.monotonic() - began:.0f} s"
        )
        for sort in ("merge", "changes"):
            wrong += _say(
                sort, [(a, b) for a, b in zip(found, done, strict=True) if b.sort == sort], options.keep
            )
    return 1 if wrong else 0


def _say(sort: str, done: list[tuple[Replay, Replayed]], keep: Path | None) -> int:
    ends = Counter((each.git, each.pnet) for _, each in done)
    git, pnet = (Counter(each[n] for each in ends.elements()) for n in (0, 1))
    better = sum(count for (a, b), count in ends.items() if a == "conflict" and b != "conflict")
    faults = Counter(kind for _, each in done for kind, _ in each.faults)
    print(f"{sort}: {len(done)}; git {dict(git)}, pnet {dict(pnet)}; better than git: {better}, worse: {faults['worse than git']}")  # fmt: skip
    print(f"  merged where git has a conflict: {dict(Counter(b for (a, b), n in ends.items() if a == 'conflict' != b for _ in range(n)))}")  # fmt: skip
    shown = Counter[str]()
    for number, (source, each) in enumerate(done):
        for kind, words in each.faults:
            shown[kind] += 1
            if shown[kind] <= 4:
                print(f"  {kind} in {each.path} ({number}): {words[:200]}")
        if each.faults and keep:
            keep.mkdir(parents=True, exist_ok=True)
            for name in ("base", "ours", "theirs", "person"):
                (keep / f"{sort}-{number}-{name}.md").write_bytes(getattr(source, name))
    print(f"  faults: {faults.total()} {dict(faults)}")
    return faults.total()


if __name__ == "__main__":
    sys.exit(main())
