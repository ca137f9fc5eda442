"""Commits the files of one write to the git repository around the vault, and nothing else. Writes no note.

It looks before the write whether the files are as git has them, and commits after it. It runs no hook, filter or other program that a
repository could name. Whatever stands in the way of a commit leaves the write as it is, and the repository as it was.
"""

import os
import shlex
from collections.abc import Callable, Sequence
from stat import S_ISREG
from typing import TypeVar

from plaintext_network.errors import PnetError
from plaintext_network.vault import TRASH
from plaintext_network.vault.commits.commit_message import commit_message, neutral_message
from plaintext_network.vault.commits.commit_result import Committed, NotCommitted
from plaintext_network.vault.commits.committable_files import (
    ChangedFile,
    CommitRefused,
    CommittableFiles,
    UncommittedChanges,
    changed_files,
    find_committable,
    require_nothing_under_way,
)
from plaintext_network.vault.git.index_lock import IndexBusy, LockedIndex, lock_index
from plaintext_network.vault.git.writing_git import GitFailed, WritingGit, join_zero
from plaintext_network.vault.transaction.record import Operation

T = TypeVar("T")

# How many paths a command to paste names.
_MOST_PASTED = 8


def commit_write(
    root: str, operation: Operation, write: Callable[[], T]
) -> tuple[T, Committed | NotCommitted | None]:
    """Call `write`, which performs an operation, and commit the files of the operation; return what `write` returned, too.

    None if there is nothing to commit. `root` is the vault's real path. Raises what `write` raises, and nothing else: a commit that isn't
    possible is a result. Call it only within `write_lock.hold_write_lock`.
    """
    git = WritingGit.find(root)
    files: tuple[ChangedFile, ...] = ()
    ready: CommittableFiles | None = None
    refused: Exception | None = None
    try:
        files = changed_files(root, operation)
        ready = find_committable(git, root, files) if files else None
    except _EXPECTED as error:
        refused = error
    result = write()
    try:
        if git is not None and ready is not None:
            return result, _commit(git, root, operation, ready)
        if git is not None and isinstance(refused, UncommittedChanges) and _is_as_committed(git, files):
            # As after redoing what was committed before an undo that wasn't.
            return result, None
    except _EXPECTED as error:
        refused = error
    return result, None if refused is None else _not_committed(root, operation, files, refused)


_EXPECTED = (CommitRefused, GitFailed, IndexBusy, PnetError, OSError, ValueError)


def _is_as_committed(git: WritingGit, files: Sequence[ChangedFile]) -> bool:
    """Return whether the index has the files as the write left them."""
    paths = [file.path for file in files]
    entries = git.entries(paths)
    is_same = all((file.path in entries) == (file.after is not None) for file in files)
    return is_same and not git.modified([path for path in paths if path in entries])


def by_hand(root: str, operation: Operation) -> str:
    """Return the command that commits the files of an operation by hand."""
    try:
        return _by_hand(root, operation, changed_files(root, operation))
    except PnetError:
        return f"git -C {shlex.quote(root)} status"


def _by_hand(root: str, operation: Operation, files: Sequence[ChangedFile]) -> str:
    there = f"git -C {shlex.quote(root)}"
    if not 0 < len(files) <= _MOST_PASTED or not all(file.path.isprintable() for file in files):
        return f"{there} status"
    paths = " ".join(shlex.quote(file.path) for file in files)
    subject = shlex.quote(commit_message(operation)[0])
    return f"{there} add -- {paths} && {there} commit -m {subject} -- {paths}"


def _not_committed(
    root: str, operation: Operation, files: Sequence[ChangedFile], error: Exception
) -> NotCommitted:
    if isinstance(error, CommitRefused):
        remedy = error.remedy
        return NotCommitted(error.reason, _by_hand(root, operation, files) if remedy is None else remedy)
    if isinstance(error, IndexBusy):
        return NotCommitted("another git is writing to the repository", _by_hand(root, operation, files))
    if isinstance(error, GitFailed) and any(sign in error.text for sign in _NAMELESS):
        names = 'git config --global user.name "Your Name" && git config --global user.email you@example.org'
        return NotCommitted(
            "git doesn't know your name and email address",
            f"{names} && {_by_hand(root, operation, files)}",
        )
    reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error).partition("\n")[0]
    return NotCommitted(reason, _by_hand(root, operation, files))


_NAMELESS = ("auto-detection is disabled", "tell me who you are", "empty ident name")


def _commit(git: WritingGit, root: str, operation: Operation, ready: CommittableFiles) -> Committed | None:
    """Commit the files; return None if git stores the same for them as before."""
    subject, body = commit_message(operation)
    if any(not path.startswith(f"{TRASH}/") for path in ready.ignored):
        # The people in these notes are none of the repository's business.
        subject, body = neutral_message(operation, [file.path for file in ready.files])
    with lock_index(os.path.join(ready.repository.folder, "index")) as index:
        require_nothing_under_way(root, ready.repository)
        head, tree = _head(git, root)
        _require_part_of(git, ready, head)
        _require_nothing_staged(git, root, head)
        paths = [file.path for file in ready.files]
        if git.entries(paths) != {path: ready.entries[path] for path in paths if path in ready.entries}:
            raise CommitRefused(f"another git has changed what is staged of {paths[0]}")
        new_tree = _written_tree(git, root, ready, index)
        if new_tree == tree:
            return None
        message = f"{subject}\n\n{body}\n" if body else f"{subject}\n"
        parent = ("-p", head) if head else ()
        commit = git.get_line(
            "commit-tree", "--no-gpg-sign", new_tree, *parent, "-F", "-", text=message.encode()
        )
        _move_branch(git, head, commit, f"pnet: {subject}", index)
    return Committed(commit, subject)


def _move_branch(git: WritingGit, head: str, commit: str, log: str, index: LockedIndex) -> None:
    """Move the branch to a commit and the index with it, unless somebody has moved the branch from `head` meanwhile."""
    none = "0" * len(commit)
    try:
        git.get("update-ref", "-m", log, "HEAD", commit, head or none)
        index.put_copy()
    except BaseException:
        if git.ask("rev-parse", "--verify", "--quiet", "HEAD").output.decode().strip() == commit:
            # The index would seem to take the commit back.
            git.get("update-ref", "-m", f"{log}: taken back", "HEAD", head or none, commit)
        raise


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
    """Raise CommitRefused if the repository has nothing of the vault: it may be in a folder of another project by chance."""
    if head and ready.repository.inside and git.ask("rev-parse", "--verify", "--quiet", "HEAD:./").status:
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
    if not is_clean:
        raise CommitRefused(
            "something else is staged; commit it first, or unstage it", f"git -C {shlex.quote(root)} status"
        )


def _written_tree(git: WritingGit, root: str, ready: CommittableFiles, index: LockedIndex) -> str:
    """Put the files as the write left them into the copy of the index, and return the tree that is written from it."""
    if ready.repository.is_sparse:
        for file in ready.files:
            if file.after is not None and not file.existed:
                # Refuses what the sparse checkout leaves out.
                git.get("add", "--dry-run", "--", file.path)
    index.make_copy()
    before = [_state(root, file) for file in ready.files]
    paths = join_zero(file.path for file in ready.files)
    git.get("update-index", "--add", "--remove", "--replace", "-z", "--stdin", text=paths, index=index.copy)
    # What git has read is what the write left, if nobody changed a file from before to after.
    if before != [_state(root, file) for file in ready.files]:
        raise CommitRefused("a file changed again while pnet committed it")
    return git.get_line("write-tree", index=index.copy)


def _state(root: str, file: ChangedFile) -> tuple[int, ...]:
    """Return what changes whenever a file does; empty if there is none. Raises CommitRefused if it isn't as the write left it."""
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
