"""Checks, after a write, that its files can still be committed alone, and where the commit goes. Commits nothing."""

import os
import shlex
from stat import S_ISREG

from plaintext_network.vault.commits.committable_files import (
    CommitRefused,
    CommittableFiles,
    WrittenFile,
    require_nothing_under_way,
)
from plaintext_network.vault.git.writing_git import WritingGit, split_zero


def checked_head(git: WritingGit, root: str, ready: CommittableFiles) -> tuple[str, str]:
    """Return the commit of the current branch and its tree, on which these files can be committed; empty texts if it has none yet.

    Raises CommitRefused.
    """
    require_nothing_under_way(root, ready.work_tree)
    head, tree = _head(git, root)
    _require_part_of(git, ready, head)
    _require_nothing_staged(git, root, head)
    paths = [file.path for file in ready.files]
    if git.entries(paths) != {path: ready.entries[path] for path in paths if path in ready.entries}:
        raise CommitRefused(f"another git has changed the staged version of {paths[0]}")
    return head, tree


def _head(git: WritingGit, root: str) -> tuple[str, str]:
    """Return the commit of the current branch and its tree; empty texts if the branch has none yet."""
    if git.ask("symbolic-ref", "--quiet", "HEAD").status:
        switch = f"git -C {shlex.quote(root)} switch -c NAME"
        raise CommitRefused("HEAD is detached, so no branch would have the commit", switch)
    if git.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}").status:
        return "", ""
    head, _, tree = git.get_line("rev-parse", "HEAD^{commit}", "HEAD^{tree}").partition("\n")
    return head, tree


def _require_part_of(git: WritingGit, ready: CommittableFiles, head: str) -> None:
    """Raise CommitRefused if the repository contains nothing of the vault: it may be another project's repository."""
    if head and ready.work_tree.inside and git.ask("rev-parse", "--verify", "--quiet", "HEAD:./").status:
        raise CommitRefused("the repository has no note of this vault yet")


def _require_nothing_staged(git: WritingGit, root: str, head: str) -> None:
    # A file that `git add --intent-to-add` announced is not staged yet.
    options = (
        "--cached",
        "--quiet",
        "--ita-invisible-in-index",
        "--no-ext-diff",
        "--ignore-submodules=dirty",
    )
    # Without a commit, against the empty tree, which git knows without storing it.
    tree = head or git.get_line("hash-object", "-t", "tree", "--stdin")
    is_clean = not git.ask("diff-index", *options, tree).status
    if is_clean:
        return
    there = f"git -C {shlex.quote(root)}"
    unmerged = git.get("diff-index", *_UNMERGED, tree)
    if path := next(iter(split_zero(unmerged)), ""):
        raise CommitRefused(f"{path} is in conflict", f"pnet resolve && {there} add -- {shlex.quote(path)}")
    raise CommitRefused("something else is staged; commit it first, or unstage it", f"{there} status")


_UNMERGED = ("--cached", "--diff-filter=U", "--name-only", "--relative", "--ignore-submodules=dirty", "-z")


def file_state(root: str, file: WrittenFile) -> tuple[int, ...]:
    """Return a file's stamps, which change with the file; empty without a file. Raises CommitRefused if its text isn't the written one."""
    place = os.path.join(root, *file.path.split("/"))
    try:
        status = os.lstat(place)
        if not S_ISREG(status.st_mode):
            raise CommitRefused(f"{file.path} is no file any more")
        with open(place, "rb") as opened:
            content = opened.read(len(file.after or b"") + 1)
    except (FileNotFoundError, NotADirectoryError):
        if file.after is None:
            return ()
        raise CommitRefused(f"{file.path} is gone again") from None
    if content != file.after:
        raise CommitRefused(f"{file.path} changed again while pnet committed it")
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino, status.st_mode
