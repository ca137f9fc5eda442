"""Reads from git how one note changed: its properties, Log entries, tasks and path. Changes nothing.

Follows the note through renames and merges. A merge adds only changes that neither of its sides made.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from plaintext_network.model.note.note_differences import Difference, Version, VersionReader
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.git.errors import HistoryUnavailable
from plaintext_network.vault.git.note_origin import uncommitted_origin
from plaintext_network.vault.git.note_versions import ABSENT, Before, Step, follow_note
from plaintext_network.vault.git.read_commits import Commit, changed_files, read_commits, read_texts
from plaintext_network.vault.git.repository import inner_repository
from plaintext_network.vault.git.run_git import Git

CREATED, DELETED, RESTORED, RENAMED = "created", "deleted", "restored", "renamed"


class NoteChange(NamedTuple):
    """One change of a note. `commit`, `day` and `author` are None if it isn't committed.

    `kind` is that of its `Difference`, or else `created`, `deleted`, `restored` or `renamed`. Only a change of a property
    has a `property`; a renamed note has its old and its new path as `old` and `new`. `path` is where the note was afterwards.
    """

    commit: str | None = None
    day: date | None = None
    author: str | None = None
    kind: str = ""
    property: str | None = None
    old: str | None = None
    new: str | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    path: str = ""


class NoteHistory(NamedTuple):
    """The changes of a note, newest first.

    `unread` counts versions that pnet can't compare: invalid front matter, a conflict, a text that is too large or not in this
    clone. `is_shallow` and `is_cut` are true if older commits are not in this clone, or there are too many. `hidden` counts the
    changes that were left out because they name somebody private.
    """

    path: str
    changes: tuple[NoteChange, ...]
    unread: int = 0
    is_shallow: bool = False
    is_cut: bool = False
    hidden: int = 0


def note_history(root: str, path: str, content: bytes | None, reader: VersionReader) -> NoteHistory:
    """Return how the note at a path changed; `content` is its present text, None if it doesn't exist.

    Raises HistoryUnavailable.
    """
    inner = inner_repository(root, path)
    git = open_repository(os.path.join(root, inner) if inner else root)
    folder = f"{inner}/" if inner else ""
    path = path[len(folder) :]
    steps, is_cut = follow_note(git, path)
    is_shallow = git.line("rev-parse", "--is-shallow-repository") == "true"
    before: tuple[Before, ...] = ()
    arrival = RESTORED if steps else CREATED
    if content is not None and not (steps and steps[0].text):
        if origin := uncommitted_origin(git, content, path):
            before = (Before(*origin),)
            older, is_cut = follow_note(git, before[0].path)
            steps = [*older, *steps]
    elif steps:
        before = (Before(steps[0].path, steps[0].text),)
    comparison = _Comparison(git, reader, steps, is_shallow=is_shallow)
    found = comparison.uncommitted(path, content, before, arrival)
    last_deletion = max((at for at, step in enumerate(steps) if not step.text), default=-1)
    for at, step in enumerate(steps):
        found += comparison.changes(step, RESTORED if at < last_deletion else CREATED)
    changes = tuple(_under(folder, change) for change in found) if folder else tuple(found)
    return NoteHistory(folder + path, changes, comparison.unread, is_shallow, is_cut)


def _under(folder: str, change: NoteChange) -> NoteChange:
    """Return a change with paths that begin with a folder."""
    if change.kind == RENAMED:
        change = change._replace(old=f"{folder}{change.old}", new=f"{folder}{change.new}")
    return change._replace(path=folder + change.path)


def open_repository(root: str) -> Git:
    """Return git for the repository of a vault. Raises HistoryUnavailable if there is none, or it has no commit."""
    git = Git.find(root)
    if git is None:
        raise HistoryUnavailable("no-git", root)
    if git.line("rev-parse", "--is-inside-work-tree") != "true":
        has_repository = any(os.path.lexists(os.path.join(folder, ".git")) for folder in _with_parents(root))
        raise HistoryUnavailable("unreadable" if has_repository else "no-repository", root)
    if not git.line("rev-parse", "--verify", "--quiet", "HEAD^{commit}"):
        raise HistoryUnavailable("no-commit", root)
    return git


def _with_parents(folder: str) -> Iterator[str]:
    yield folder
    while (parent := os.path.dirname(folder)) != folder:
        yield (folder := parent)


def deleted_path(root: str, paths: Sequence[str]) -> str | None:
    """Return the one of these paths whose note changed last in git; None if none did, or there is no repository."""
    try:
        git = open_repository(root)
    except HistoryUnavailable:
        return None
    commits = read_commits(git, ("--max-count=1", "HEAD"), paths) if paths else None
    changed = changed_files(git, [commit.name for commit in commits or ()], paths, renames=False)
    return next((one.new_path for one in changed if one.new_path in paths), None)


class _Comparison:
    """The texts of all versions, read once, and what differs between them."""

    def __init__(self, git: Git, reader: VersionReader, steps: Sequence[Step], *, is_shallow: bool) -> None:
        self._reader, self._is_shallow = reader, is_shallow
        self._versions: dict[str, Version | None] = {}
        names = {text for step in steps for text in (step.text, step.base)}
        left = (names | {one.text for step in steps for one in step.before}) - {ABSENT}
        # As many as fit into memory at once.
        while left and (texts := read_texts(git, left)):
            self._versions |= {name: reader.read(content) for name, content in texts.items()}
            left -= texts.keys()
        # By unreadable version, the versions before it.
        self._substitutes = {step.text: step.before for step in reversed(steps)}
        self.unread = 0

    def _before(self, before: Sequence[Before]) -> tuple[list[Version], bool]:
        """Return the versions before a change, and whether the note didn't exist in some parent.

        In place of a version that can't be read, they include the versions before it.
        """
        found, todo, seen = [], list(before), set()
        while todo:
            one = todo.pop(0)
            if one.text in seen:
                continue
            seen.add(one.text)
            version = self._versions.get(one.text)
            if version is not None:
                found.append(version)
            else:
                todo += self._substitutes.get(one.text, ()) if one.text else ()
        return found, ABSENT in seen

    def uncommitted(
        self, path: str, content: bytes | None, before: Sequence[Before], arrival: str
    ) -> list[NoteChange]:
        """Return the changes since the last commit; `before` is the note there. If the note isn't there, the change has this `arrival`."""
        is_there = any(one.text for one in before)
        if content is None:
            return [_event(None, path, DELETED)] if is_there else []
        version = self._reader.read(content)
        if version is None:
            self.unread += 1
            return []
        if not is_there:
            return [_event(None, path, arrival), *self._compared(None, path, (), version)]
        moved = [_event(None, path, RENAMED, before[0].path)] if before[0].path != path else []
        return moved + self._compared(None, path, before, version)

    def changes(self, step: Step, arrival: str) -> list[NoteChange]:
        """Return what a commit changed. If the note wasn't there before, the change has this `arrival`."""
        there = [one for one in step.before if one.text]
        if self._is_shallow and not step.commit.parents:
            # This clone lacks the parent, so the change is unknown.
            return []
        if step.text == ABSENT:
            return [_event(step.commit, step.path, DELETED)]
        found = []
        if not there:
            found.append(_event(step.commit, step.path, arrival))
        elif all(one.path != step.path for one in there):
            found.append(_event(step.commit, step.path, RENAMED, there[0].path))
        version = self._versions.get(step.text)
        if version is None:
            self.unread += 1
            return found
        base = self._versions.get(step.base) if len(there) == len(step.before) else None
        return found + self._compared(step.commit, step.path, there, version, base)

    def _compared(
        self,
        commit: Commit | None,
        path: str,
        before: Sequence[Before],
        after: Version,
        base: Version | None = None,
    ) -> list[NoteChange]:
        versions, is_new = self._before(before)
        if not versions:
            if before and not is_new:
                # The version before it is unknown.
                return []
            versions = [Version({}, Counter(), Counter(), Counter())]
        return [_change(commit, path, one) for one in self._reader.differences(versions, after, base)]


def _change(commit: Commit | None, path: str, found: Difference) -> NoteChange:
    origin = NoteChange(commit.name, commit.day, commit.author) if commit else NoteChange()
    return origin._replace(**found._asdict(), path=path)


def _event(commit: Commit | None, path: str, kind: str, old_path: str | None = None) -> NoteChange:
    new = path if old_path else None
    return _change(commit, path, Difference(kind, None, old_path, new))
