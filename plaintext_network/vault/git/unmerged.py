"""Tells which files git's index has as unmerged, the version that both sides come from, and what picks a commit. Changes nothing."""

import os
from collections.abc import Sequence

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.git.run_git import Git


def unmerged(root: str, paths: Sequence[str]) -> tuple[str, ...]:
    """Return those of the paths, from the vault's root, that a merge left to resolve: `git add` ends that."""
    git = Git.find(root)
    listed = git.run(("ls-files", "--unmerged", "-z", "--", *paths)) if git and paths else None
    found = {
        line.partition("\t")[2] for line in (listed or b"").decode("utf-8", "surrogateescape").split("\0")
    }
    return tuple(path for path in paths if path in found)


def unmerged_base(root: str, path: str) -> bytes | None:
    """Return the version of an unmerged file that both sides come from; None without one."""
    git = Git.find(root)
    return git.run(("cat-file", "blob", f":1:./{path}")) if git else None


class PickedCommit(NamedTuple):
    """The commit that stopped in a conflict, as `fd25b4f Set role`, and what picked it: rebase, cherry-pick or revert."""

    what: str
    commit: str


_PICKED = (("REBASE_HEAD", "rebase"), ("CHERRY_PICK_HEAD", "cherry-pick"), ("REVERT_HEAD", "revert"))


def picked_commit(root: str) -> PickedCommit | None:
    """Return the commit whose change is theirs, while a rebase, cherry-pick or revert waits for an answer."""
    git = Git.find(root)
    folder = git.run(("rev-parse", "--absolute-git-dir")) if git else None
    if not git or not folder:
        return None
    for name, what in _PICKED:
        if os.path.lexists(os.path.join(os.fsdecode(folder.removesuffix(b"\n")), name)):
            line = git.run(
                ("log", "--no-walk", "--no-color", "--encoding=UTF-8", "--format=%h %s", name, "--")
            )
            return PickedCommit(what, line.decode("utf-8", "replace").strip()) if line else None
    return None
