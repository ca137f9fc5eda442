"""Reads which files are unmerged in git's index, the base of each, and how to finish the merge. Changes nothing."""

import os
from collections.abc import Sequence

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.git.run_git import Git

# By the file of git's folder that exists meanwhile, how to finish what led to conflicts.
_UNDER_WAY = {
    "rebase-merge": "git rebase --continue",
    "rebase-apply": "git rebase --continue",
    "CHERRY_PICK_HEAD": "git cherry-pick --continue",
    "REVERT_HEAD": "git revert --continue",
    "MERGE_HEAD": "git commit",
}
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


# By the file of git's folder that exists meanwhile: a `REBASE_HEAD` may stay after the rebase.
_PICKED = (
    ("rebase-merge", "REBASE_HEAD", "rebase"),
    ("rebase-apply", "REBASE_HEAD", "rebase"),
    ("CHERRY_PICK_HEAD", "CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "REVERT_HEAD", "revert"),
)


def picked_commit(root: str) -> PickedCommit | None:
    """Return the commit whose change is theirs, while a rebase, cherry-pick or revert waits for an answer."""
    git = Git.find(root)
    folder = _git_folder(git)
    for file, name, what in _PICKED:
        if git and folder and os.path.lexists(os.path.join(folder, file)):
            line = git.run(
                ("log", "--no-walk", "--no-color", "--encoding=UTF-8", "--format=%h %s", name, "--")
            )
            return PickedCommit(what, line.decode("utf-8", "replace").strip()) if line else None
    return None


def _git_folder(git: Git | None) -> str:
    """Return git's folder of the work tree; "" without one."""
    output = git.run(("rev-parse", "--absolute-git-dir")) if git else None
    return os.fsdecode((output or b"").removesuffix(b"\n"))


def to_finish(root: str, paths: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Return those of the resolved files that git waits for, and the command after `git add` if it waits for no other."""
    waiting = all_unmerged(root)
    found = tuple(path for path in paths if path in waiting)
    git = Git.find(root)
    folder = _git_folder(git) if found else ""
    if not folder or len(found) < len(waiting):
        return found, ""
    return found, next(
        (command for name, command in _UNDER_WAY.items() if os.path.exists(os.path.join(folder, name))), ""
    )
