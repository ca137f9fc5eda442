"""Commits the files of one write to the git repository around the vault, and nothing else. Writes no note.

It looks before the write whether the files are as git has them, and commits after it. It runs no hook, filter or other program that a
repository could name. Whatever stands in the way of a commit leaves the write as it is, and the repository as it was.
"""

import os
import shlex
from collections.abc import Callable, Mapping, Sequence
from stat import S_ISREG
from typing import TypeVar

from plaintext_network.errors import PnetError
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault import TRASH
from plaintext_network.vault.git.commit_message import commit_message, neutral_message
from plaintext_network.vault.git.commit_result import Committed, NotCommitted
from plaintext_network.vault.git.index_lock import IndexBusy, LockedIndex, lock_index
from plaintext_network.vault.git.writing_git import GitFailed, IndexEntry, WritingGit, join_zero
from plaintext_network.vault.transaction.check_paths import resolve_step
from plaintext_network.vault.transaction.record import Operation

T = TypeVar("T")

# What git keeps in its folder while something has to be finished first.
_UNDER_WAY = (
    ("MERGE_HEAD", "a merge"),
    ("CHERRY_PICK_HEAD", "a cherry-pick"),
    ("REVERT_HEAD", "a revert"),
    ("rebase-merge", "a rebase"),
    ("rebase-apply", "a rebase"),
    ("sequencer", "a cherry-pick or revert"),
    ("BISECT_LOG", "a bisect"),
)
# Attributes by which git stores another text than the file's, through a program or by rewriting it.
_REWRITING = ("filter", "ident", "working-tree-encoding")
_FILE_MODES = ("100644", "100755")
# How many paths a command to paste names.
_MOST_PASTED = 8


class _Refused(Exception):
    def __init__(self, reason: str, remedy: str | None = None) -> None:
        # None: the command that commits the files by hand.
        self.reason, self.remedy = reason, remedy
        super().__init__(reason)


class _File(NamedTuple):
    """A file that a write changes: its real path from the vault, whether it is there before, and its text after, if any."""

    path: str
    existed: bool
    after: bytes | None


class _Repository(NamedTuple):
    """The repository around the vault: git's folder for this work tree, and whether it leaves files out (a sparse checkout)."""

    folder: str
    is_sparse: bool


class _Ready(NamedTuple):
    """What was found before the write: the files to commit, those that git ignores, and what the index has of the former."""

    repository: _Repository
    files: tuple[_File, ...]
    ignored: tuple[str, ...]
    entries: Mapping[str, IndexEntry]


def commit_write(
    root: str, operation: Operation, write: Callable[[], T]
) -> tuple[T, Committed | NotCommitted]:
    """Call `write`, which performs an operation, and commit the files of the operation; return what `write` returned, too.

    `root` is the vault's real path. Raises what `write` raises, and nothing else: a commit that isn't possible is a result. Call it only
    within `write_lock.hold_write_lock`.
    """
    files: tuple[_File, ...] = ()
    git = WritingGit.find(root)
    ready: _Ready | NotCommitted
    try:
        files = _files(root, operation)
        ready = _look(git, root, files)
    except (_Refused, GitFailed, PnetError, OSError) as error:
        ready = _not_committed(root, operation, files, error)
    result = write()
    if isinstance(ready, NotCommitted) or git is None:
        return result, ready if isinstance(ready, NotCommitted) else NotCommitted("git isn't installed")
    try:
        return result, _commit(git, root, operation, ready)
    except (_Refused, GitFailed, IndexBusy, OSError) as error:
        return result, _not_committed(root, operation, files, error)


def by_hand(root: str, operation: Operation) -> str:
    """Return the command that commits the files of an operation by hand."""
    try:
        return _by_hand(root, operation, _files(root, operation))
    except PnetError:
        return f"git -C {shlex.quote(root)} status"


def _by_hand(root: str, operation: Operation, files: Sequence[_File]) -> str:
    there = f"git -C {shlex.quote(root)}"
    if not 0 < len(files) <= _MOST_PASTED or not all(file.path.isprintable() for file in files):
        return f"{there} status"
    paths = " ".join(shlex.quote(file.path) for file in files)
    subject = shlex.quote(commit_message(operation)[0])
    return f"{there} add -- {paths} && {there} commit -m {subject} -- {paths}"


def _not_committed(root: str, operation: Operation, files: Sequence[_File], error: Exception) -> NotCommitted:
    if isinstance(error, _Refused):
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


def _files(root: str, operation: Operation) -> tuple[_File, ...]:
    """Return the files in the vault that an operation changes. Raises WriteFailed as performing it does."""
    files: dict[str, _File] = {}
    for step in operation.steps:
        if step.before == step.after and step.moved_from is None:
            continue
        change = resolve_step(root, step)
        if change.source is not None and change.source != change.at:
            files[change.source] = _File(change.source, True, None)
            files[change.at] = _File(change.at, False, step.after)
        else:
            files[change.at] = _File(change.at, step.before is not None, step.after)
    return tuple(files.values())


# Before the write


def _look(git: WritingGit | None, root: str, files: Sequence[_File]) -> _Ready:
    """Return what is needed to commit these files after the write. Raises _Refused or GitFailed."""
    if git is None:
        raise _Refused("git isn't installed", "")
    if not files:
        raise _Refused("no file of the vault changes", "")
    repository = _repository(git, root)
    _require_nothing_under_way(root, repository)
    for file in files:
        _require_same_repository(root, file.path)
    paths = [file.path for file in files]
    for path, name, value in git.attributes(paths, *_REWRITING):
        if value not in ("unspecified", "unset"):
            told = "" if value == "set" else f"={value}"
            raise _Refused(f"git stores {path} through `{name}{told}`, which pnet doesn't run")
    entries = git.entries(paths)
    new = [path for path in paths if path not in entries]
    ignored = git.ignored(new) if new else set()
    modified = git.modified([path for path in paths if path in entries])
    for file in files:
        if file.path not in ignored:
            _require_unchanged(root, file, entries.get(file.path), is_modified=file.path in modified)
    kept = tuple(file for file in files if file.path not in ignored)
    if not kept:
        raise _Refused(f"git ignores {paths[0]}", "")
    return _Ready(repository, kept, tuple(sorted(ignored)), entries)


def _repository(git: WritingGit, root: str) -> _Repository:
    """Return the repository around the vault, and turn off the programs that its settings name."""
    try:
        found = git.get("rev-parse", "--is-inside-work-tree", "--absolute-git-dir")
    except GitFailed as failed:
        if "not a git repository" in failed.text:
            raise _Refused("no git repository contains the vault", f"git init {shlex.quote(root)}") from None
        raise
    inside, _, folder = os.fsdecode(found).removesuffix("\n").partition("\n")
    if inside != "true":
        raise _Refused("the vault is no work tree of a git repository", "")
    off: dict[str, str] = {}
    is_sparse = False
    for pair in git.get("config", "--list", "-z").split(b"\0"):
        key, _, value = os.fsdecode(pair).partition("\n")
        section, _, rest = key.partition(".")
        name = rest.rpartition(".")[0]
        if section == "filter" and name:
            off |= {f"filter.{name}.{word}": "" for word in ("clean", "smudge", "process")}
            off[f"filter.{name}.required"] = "false"
        elif section == "hook" and name:
            # Since git 2.54, settings name hooks, too.
            off[f"hook.{name}.enabled"] = "false"
        elif key == "core.sparsecheckout":
            is_sparse = value.lower() in ("", "true", "yes", "on", "1")
    git.turn_off(off.items())
    return _Repository(folder, is_sparse)


def _require_nothing_under_way(root: str, repository: _Repository) -> None:
    for name, what in _UNDER_WAY:
        if os.path.lexists(os.path.join(repository.folder, name)):
            raise _Refused(f"{what} is in progress; finish it first", f"git -C {shlex.quote(root)} status")


def _require_same_repository(root: str, path: str) -> None:
    folder = path.rpartition("/")[0]
    while folder:
        if os.path.lexists(os.path.join(root, folder, ".git")):
            raise _Refused(f"{folder} is a repository of its own", "")
        folder = folder.rpartition("/")[0]


def _require_unchanged(root: str, file: _File, entry: IndexEntry | None, *, is_modified: bool) -> None:
    """Require that a file is as the index has it, so that committing it commits nothing but the write."""
    if entry is None:
        if file.existed:
            raise _Refused(f"git has no version of {file.path} yet")
        return
    if entry.stage != "0":
        raise _Refused(f"{file.path} is in conflict", f"git -C {shlex.quote(root)} status")
    if entry.tag != "H":
        raise _Refused(f"git was told to leave changes of {file.path} out (git ls-files -v)", "")
    if entry.mode not in _FILE_MODES:
        raise _Refused(f"{file.path} is no file to git", "")
    if is_modified or not file.existed:
        raise _Refused(f"{file.path} had changes that were not committed")


# After the write


def _commit(git: WritingGit, root: str, operation: Operation, ready: _Ready) -> Committed:
    subject, body = commit_message(operation)
    if any(not path.startswith(f"{TRASH}/") for path in ready.ignored):
        # The people in these notes are none of the repository's business.
        subject, body = neutral_message(operation, [file.path for file in ready.files])
    with lock_index(os.path.join(ready.repository.folder, "index")) as index:
        _require_nothing_under_way(root, ready.repository)
        head, tree = _head(git, root)
        _require_nothing_staged(git, root, head)
        paths = [file.path for file in ready.files]
        if git.entries(paths) != {path: ready.entries[path] for path in paths if path in ready.entries}:
            raise _Refused(f"another git has changed what is staged of {paths[0]}")
        new_tree = _written_tree(git, root, ready, index)
        if new_tree == tree:
            raise _Refused("the write changes nothing that git stores", "")
        message = f"{subject}\n\n{body}\n" if body else f"{subject}\n"
        parent = ("-p", head) if head else ()
        commit = git.get_line(
            "commit-tree", "--no-gpg-sign", new_tree, *parent, "-F", "-", text=message.encode()
        )
        # Only if nobody has moved the branch meanwhile.
        git.get("update-ref", "-m", f"pnet: {subject}", "HEAD", commit, head or "0" * len(commit))
        index.put_copy()
    return Committed(commit, subject)


def _head(git: WritingGit, root: str) -> tuple[str, str]:
    """Return the commit of the current branch and its tree; empty texts if the branch has none yet."""
    if git.ask("symbolic-ref", "--quiet", "HEAD").status:
        switch = f"git -C {shlex.quote(root)} switch -c NAME"
        raise _Refused("HEAD is detached, so no branch would have the commit", switch)
    if git.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}").status:
        return "", ""
    head, _, tree = git.get_line("rev-parse", "HEAD^{commit}", "HEAD^{tree}").partition("\n")
    return head, tree


def _require_nothing_staged(git: WritingGit, root: str, head: str) -> None:
    options = ("--cached", "--quiet", "--no-ext-diff", "--no-textconv", "--ignore-submodules=dirty")
    # Without a commit, against the empty tree, which git knows without storing it.
    tree = head or git.get_line("hash-object", "-t", "tree", "--stdin")
    is_clean = not git.ask("diff-index", *options, tree).status
    if not is_clean:
        raise _Refused(
            "something else is staged; commit it first, or unstage it", f"git -C {shlex.quote(root)} status"
        )


def _written_tree(git: WritingGit, root: str, ready: _Ready, index: LockedIndex) -> str:
    """Put the files as the write left them into the copy of the index, and return the tree that is written from it."""
    index.make_copy()
    before = [_state(root, file) for file in ready.files]
    paths = join_zero(file.path for file in ready.files)
    git.get("update-index", "--add", "--remove", "--replace", "-z", "--stdin", text=paths, index=index.copy)
    if ready.repository.is_sparse:
        new = [file.path for file in ready.files if file.after is not None and not file.existed]
        for path in new:
            # Refuses what the sparse checkout leaves out.
            git.get("add", "--dry-run", "--", path)
    # What git has read is what the write left, if nobody changed a file from before to after.
    if before != [_state(root, file) for file in ready.files]:
        raise _Refused("a file changed again while pnet committed it")
    return git.get_line("write-tree", index=index.copy)


def _state(root: str, file: _File) -> tuple[int, ...]:
    """Return what changes whenever a file does; empty if there is none. Raises _Refused if it isn't as the write left it."""
    place = os.path.join(root, *file.path.split("/"))
    try:
        status = os.lstat(place)
        if not S_ISREG(status.st_mode):
            raise _Refused(f"{file.path} is no file any more")
        with open(place, "rb") as opened:
            content = opened.read(len(file.after or b"") + 1)
    except (FileNotFoundError, NotADirectoryError):
        if file.after is None:
            return ()
        raise _Refused(f"{file.path} is gone again") from None
    if content != file.after:
        raise _Refused(f"{file.path} changed again while pnet committed it")
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino, status.st_mode
