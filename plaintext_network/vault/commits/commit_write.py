"""Commits the files of one write to the git repository around the vault, and nothing else. Writes no note.

It compares the files with git's index before the write, and commits them after it. It runs no hook, filter or other program that
a repository could name, unless the user asks for hooks. If a commit fails, the write stays, and the repository is as before.
"""

import os
import shlex
from collections.abc import Callable, Sequence
from typing import TypeVar

from plaintext_network.errors import PnetError
from plaintext_network.vault import TRASH
from plaintext_network.vault.commits.commit_message import commit_message, message_of
from plaintext_network.vault.commits.commit_result import Committed, NotCommitted
from plaintext_network.vault.commits.committable_files import (
    CommitRefused,
    CommittableFiles,
    UncommittedChanges,
    WrittenFile,
    find_committable,
    written_files,
)
from plaintext_network.vault.commits.recheck import checked_head, file_state
from plaintext_network.vault.git.index_lock import IndexBusy, LockedIndex, lock_index
from plaintext_network.vault.git.writing_git import GitFailed, WritingGit, join_zero
from plaintext_network.vault.transaction.record import Operation

T = TypeVar("T")

# How many paths a command to paste names.
_MOST_PASTED = 8


def commit_write(
    root: str, operation: Operation, write: Callable[[], T], *, undone: str = "", with_hooks: bool = False
) -> tuple[T, Committed | NotCommitted | None]:
    """Call `write`, which performs an operation, and commit the files of the operation; return what `write` returned, too.

    None if there is nothing to commit. `undone` is the commit of the write that this one undoes, if it was committed. `with_hooks`
    commits with `git commit`, the repository's hooks and a signature. `root` is the vault's real path. Raises what `write` raises, and
    nothing else: a commit that fails is a result. Call it only within `write_lock.hold_write_lock`.
    """
    git = WritingGit.find(root)
    files: tuple[WrittenFile, ...] = ()
    ready: CommittableFiles | None = None
    refused: Exception | None = None
    try:
        files = written_files(root, operation)
        ready = find_committable(git, root, files, undone) if files else None
    except _EXPECTED as error:
        refused = error
    result = write()
    try:
        if ready is not None and with_hooks:
            # Late: rarely asked for.
            from plaintext_network.vault.commits.commit_with_hooks import commit_with_hooks

            return result, commit_with_hooks(root, operation, ready)
        if git is not None and ready is not None:
            return result, _commit(git, root, operation, ready)
        if git is not None and isinstance(refused, UncommittedChanges) and _is_as_committed(git, files):
            # For example, after a redo of a committed write whose undo was not committed.
            return result, None
    except _EXPECTED as error:
        refused = error
    return result, None if refused is None else _not_committed(root, operation, files, refused)


_EXPECTED = (CommitRefused, GitFailed, IndexBusy, PnetError, OSError, ValueError)


def _is_as_committed(git: WritingGit, files: Sequence[WrittenFile]) -> bool:
    """Return whether the index has the files as the write left them."""
    paths = [file.path for file in files]
    entries = git.entries(paths)
    is_same = all((file.path in entries) == (file.after is not None) for file in files)
    return is_same and not git.modified([path for path in paths if path in entries])


def explicit(root: str, operation: Operation) -> str:
    """Return the command that commits the files of an operation by hand."""
    try:
        return _explicit(root, operation, written_files(root, operation))
    except PnetError:
        return f"git -C {shlex.quote(root)} status"


def _explicit(root: str, operation: Operation, files: Sequence[WrittenFile]) -> str:
    there = f"git -C {shlex.quote(root)}"
    files = [file for file in files if not file.path.startswith(f"{TRASH}/")]
    if not 0 < len(files) <= _MOST_PASTED or not all(file.path.isprintable() for file in files):
        return f"{there} status"
    paths = " ".join(shlex.quote(file.path) for file in files)
    subject = shlex.quote(commit_message(operation)[0])
    return f"{there} add -- {paths} && {there} commit -m {subject} -- {paths}"


def _not_committed(
    root: str, operation: Operation, files: Sequence[WrittenFile], error: Exception
) -> NotCommitted:
    if isinstance(error, CommitRefused):
        remedy = error.remedy
        return NotCommitted(error.reason, _explicit(root, operation, files) if remedy is None else remedy)
    if isinstance(error, IndexBusy):
        return NotCommitted("another git is writing to the repository", _explicit(root, operation, files))
    if isinstance(error, GitFailed) and any(sign in error.text for sign in _NAMELESS):
        names = 'git config --global user.name "Your Name" && git config --global user.email you@example.org'
        return NotCommitted(
            "git doesn't know your name and email address",
            f"{names} && {_explicit(root, operation, files)}",
        )
    reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error).partition("\n")[0]
    return NotCommitted(reason, _explicit(root, operation, files))


_NAMELESS = ("auto-detection is disabled", "tell me who you are", "empty ident name")


def _commit(git: WritingGit, root: str, operation: Operation, ready: CommittableFiles) -> Committed | None:
    """Commit the files; return None if git stores the same for them as before."""
    subject, body = message_of(operation, ready)
    with lock_index(os.path.join(ready.work_tree.folder, "index")) as index:
        head, tree = checked_head(git, root, ready)
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
            # Otherwise the index would look as if it reverted the commit.
            git.get("update-ref", "-m", f"{log}: taken back", "HEAD", head or none, commit)
        raise


def _written_tree(git: WritingGit, root: str, ready: CommittableFiles, index: LockedIndex) -> str:
    """Put the files as the write left them into the copy of the index, and return the tree that is written from it."""
    if ready.work_tree.is_sparse:
        for file in ready.files:
            if file.after is not None and not file.existed:
                # Refuses what the sparse checkout leaves out.
                git.get("add", "--dry-run", "--", file.path)
    index.make_copy()
    before = [file_state(root, file) for file in ready.files]
    paths = join_zero(file.path for file in ready.files)
    git.get("update-index", "--add", "--remove", "--replace", "-z", "--stdin", text=paths, index=index.copy)
    # git read the written text if no file changed in the meantime.
    if before != [file_state(root, file) for file in ready.files]:
        raise CommitRefused("a file changed again while pnet committed it")
    return git.get_line("write-tree", index=index.copy)
