"""Follows one note through the commits of a repository, also through renames and merges. Compares no values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import merge

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.git.errors import HistoryUnavailable
from plaintext_network.vault.git.note_origin import committed_origin
from plaintext_network.vault.git.read_commits import ChangedFile, Commit, changed_files, read_commits
from plaintext_network.vault.git.run_git import Git

# The newest versions of a note that are followed, and the names that it had at most.
MOST_VERSIONS, MOST_NAMES = 2000, 50
# The most merges for which to look up the base.
MOST_MERGES = 50
# The name of the text of a note that does not exist.
ABSENT = ""


class Before(NamedTuple):
    """The note in a commit's parent; `text` names its text, or is `ABSENT`."""

    path: str
    text: str


class Step(NamedTuple):
    """A commit that changed the note: where it is afterwards, its text, and what it was in each parent.

    `base` is the text in the commit from which the two sides of a merge come, or `ABSENT`.
    """

    commit: Commit
    path: str
    text: str
    before: tuple[Before, ...]
    base: str = ABSENT


def follow_note(git: Git, path: str) -> tuple[list[Step], bool]:
    """Return the commits that changed a note, newest first, and whether older ones were left out."""
    walks: list[list[tuple[int, Step]]] = []
    todo: list[tuple[str, str, int | None]] = [("HEAD", path, None)]
    seen: set[tuple[str, str]] = set()
    is_cut = False
    while todo and len(seen) < MOST_NAMES:
        start, path, time = todo.pop(0)
        if (start, path) in seen:
            continue
        seen.add((start, path))
        limits = ("--date-order", f"--max-count={MOST_VERSIONS}", start)
        commits = read_commits(git, limits, (path,))
        if commits is None:
            raise HistoryUnavailable("failed", path)
        is_cut = is_cut or len(commits) == MOST_VERSIONS
        walk, origins = _walk(git, commits, path, start)
        times = []
        for step in walk:
            time = min(step.commit.time, time) if time is not None else step.commit.time
            times.append((-time, step))
        walks.append(times)
        todo += [
            (origin, old_path, next(-at for at, step in times if step.commit.name == commit))
            for commit, origin, old_path in origins
        ]
    steps: dict[tuple[str, str], Step] = {}
    for _, step in merge(*walks, key=lambda timed: timed[0]):
        steps.setdefault((step.commit.name, step.path), step)
    found = list(steps.values())[:MOST_VERSIONS]
    merges = [at for at, step in enumerate(found) if len(step.before) == 2][:MOST_MERGES]
    for at in merges:
        found[at] = found[at]._replace(base=_base(git, found[at]))
    return found, is_cut or bool(todo)


def _base(git: Git, step: Step) -> str:
    """Return the name of the note's text in the commit from which the sides of a merge come."""
    commit = git.line("merge-base", *step.commit.parents)
    paths = dict.fromkeys((*(one.path for one in step.before), step.path)) if commit else ()
    names = (git.line("rev-parse", "--verify", "--quiet", f"{commit}:./{path}") for path in paths)
    return next(filter(None, names), ABSENT)


def _walk(
    git: Git, commits: Sequence[Commit], path: str, start: str
) -> tuple[list[Step], list[tuple[str, str, str]]]:
    """Return what the commits did at one path, and where the note comes from: the commit, its parent, and the path there.

    What was at the path before the note came there is another note.
    """
    # A first commit has no parent, and git then compares it with nothing.
    lines = {
        commit.name: [f"{commit.name} {parent}" for parent in commit.parents] or [commit.name]
        for commit in commits
    }
    asked = [line for of_commit in lines.values() for line in of_commit]
    changes = _by_line(asked, changed_files(git, asked, (path,), renames=False))
    # Only a commit that added the file can have renamed it.
    arrived = [line for line, changed in changes.items() if changed.status == "A" and " " in line]
    origins_found = ((line, committed_origin(git, line, path)) for line in arrived[:MOST_NAMES])
    renamed = {line: changed for line, changed in origins_found if changed}
    wanted = {commit.name for commit in commits}
    if renamed and not any(line in renamed for line in lines[commits[-1].name]):
        excluded = sorted({f"^{line.split()[1]}" for line in renamed})
        wanted = {commit.name for commit in read_commits(git, (start, *excluded), (path,)) or ()}
    steps, origins = [], []
    for commit in commits:
        found = {line: changes[line] for line in lines[commit.name] if line in changes}
        if commit.name not in wanted or not found:
            continue
        before = []
        for line, changed in found.items():
            if source := renamed.get(line):
                before.append(Before(source.old_path, source.old))
                origins.append((commit.name, line.split()[1], source.old_path))
            else:
                before.append(Before(path, ABSENT if changed.status == "A" else changed.old))
        last = next(reversed(found.values()))
        steps.append(Step(commit, path, ABSENT if last.status == "D" else last.new, tuple(before)))
    return steps, origins


def _by_line(lines: Sequence[str], changed: Iterable[ChangedFile]) -> dict[str, ChangedFile]:
    """Return changes by the lines of commit and parent for which git printed them, in the same order."""
    found = {}
    remaining = iter(lines)
    for change in changed:
        # A commit and a parent between which the file is the same print nothing.
        line = next((line for line in remaining if line.startswith(change.commit)), None)
        if line is None:
            break
        found[line] = change
    return found
