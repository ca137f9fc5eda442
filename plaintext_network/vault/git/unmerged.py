"""Reads which files are unmerged in git's index, the base of each, and how to finish the merge. Changes nothing."""

from collections.abc import Sequence

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.git.run_git import Git
from plaintext_network.vault.git.under_way import UnderWay, under_way

# By the versions that git has, the base, ours and theirs as 1, 2 and 3, what happened to a file.
_HAPPENED = {
    "12": "deleted by theirs, changed by ours",
    "13": "deleted by ours, changed by theirs",
    "2": "added or renamed by ours",
    "3": "added or renamed by theirs",
    "1": "deleted or renamed by both",
}


def all_unmerged(root: str) -> dict[str, str]:
    """Return what happened to each file in the vault that a merge left to resolve, by path: `git add` or `git rm` ends that."""
    git = Git.find(root)
    listed = git.run(("ls-files", "--unmerged", "-z")) if git else None
    versions: dict[str, str] = {}
    for line in (listed or b"").decode("utf-8", "surrogateescape").split("\0"):
        fields, _, path = line.partition("\t")
        if path:
            versions[path] = versions.get(path, "") + fields[-1:]
    return {path: _HAPPENED.get(each, "changed by both") for path, each in versions.items()}


def unmerged_base(root: str, path: str) -> bytes | None:
    """Return the version of an unmerged file that both sides come from; None without one."""
    git = Git.find(root)
    return git.run(("cat-file", "blob", f":1:./{path}")) if git else None


class PickedCommit(NamedTuple):
    """The commit that stopped in a conflict, as `fd25b4f Set role`, and what picked it: rebase, cherry-pick or revert."""

    what: str
    commit: str


def picked_commit(root: str) -> PickedCommit | None:
    """Return the commit whose change is theirs, while a rebase, cherry-pick or revert waits for an answer."""
    git = Git.find(root)
    state = _under_way(git)
    if not git or not state or not state.picked:
        return None
    line = git.run(
        ("log", "--no-walk", "--no-color", "--encoding=UTF-8", "--format=%h %s", state.picked, "--")
    )
    return PickedCommit(state.what, line.decode("utf-8", "replace").strip()) if line else None


def _under_way(git: Git | None) -> UnderWay | None:
    folder = git.line("rev-parse", "--absolute-git-dir") if git else None
    return under_way(folder) if folder else None


def to_finish(root: str, paths: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Return those of the resolved files that git waits for, and the command after `git add` if it waits for no other."""
    waiting = all_unmerged(root)
    found = tuple(path for path in paths if path in waiting)
    state = _under_way(Git.find(root)) if found and len(found) == len(waiting) else None
    return found, state.finish if state else ""
