"""Tells which files git's index has as unmerged, and the version that both sides come from. Changes nothing."""

from collections.abc import Sequence

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
