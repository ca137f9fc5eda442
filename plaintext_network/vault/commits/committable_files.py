"""Finds, before a write, whether its files can be committed alone, and why not. Commits nothing."""

import os
import shlex
from collections.abc import Mapping, Sequence

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault import TRASH
from plaintext_network.vault.git.repository import inner_repository
from plaintext_network.vault.git.under_way import under_way
from plaintext_network.vault.git.writing_git import GitFailed, IndexEntry, WritingGit
from plaintext_network.vault.transaction.check_paths import resolve_step
from plaintext_network.vault.transaction.record import Operation

# Attributes by which git stores another text than the file's, through a program or by rewriting it.
_REWRITING = ("filter", "ident", "working-tree-encoding")
_FILE_MODES = ("100644", "100755")


class CommitRefused(Exception):
    """Raised if a write can't be committed: why, and the command that helps; None for the one that commits the files by hand."""

    def __init__(self, reason: str, remedy: str | None = None) -> None:
        self.reason, self.remedy = reason, remedy
        super().__init__(reason)


class UncommittedChanges(CommitRefused):
    """Raised if a file had changes before the write that were not committed."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} had changes that were not committed")


class WrittenFile(NamedTuple):
    """A file that a write changes: its real path from the vault, whether it is there before, its text after, if any, and where it was."""

    path: str
    existed: bool
    after: bytes | None
    moved_from: str | None = None


class WorkTree(NamedTuple):
    """The work tree of the repository that contains the vault.

    `folder` is git's folder for this work tree, and `inside` the vault's path in the work tree, with a slash; "" if it is the whole.
    A sparse checkout leaves files out.
    """

    folder: str
    inside: str
    is_sparse: bool


class CommittableFiles(NamedTuple):
    """The state before the write: the files to commit, the files that git ignores, and the index entries of the former."""

    work_tree: WorkTree
    files: tuple[WrittenFile, ...]
    ignored: tuple[str, ...]
    entries: Mapping[str, IndexEntry]


def written_files(root: str, operation: Operation) -> tuple[WrittenFile, ...]:
    """Return the files in the vault that an operation changes. Raises WriteFailed as performing it does."""
    files: dict[str, WrittenFile] = {}
    for step in operation.steps:
        if step.before == step.after and step.moved_from is None:
            continue
        change = resolve_step(root, step)
        if change.source is not None and change.source != change.at:
            files[change.source] = WrittenFile(change.source, True, None)
            files[change.at] = WrittenFile(change.at, False, step.after, change.source)
        else:
            files[change.at] = WrittenFile(change.at, step.before is not None, step.after)
    return tuple(files.values())


def find_committable(
    git: WritingGit | None, root: str, files: Sequence[WrittenFile], undone: str
) -> CommittableFiles:
    """Return what is needed to commit these files after the write. Raises CommitRefused or GitFailed.

    `undone` is the commit of the write that this one undoes, if it was committed.
    """
    if git is None:
        raise CommitRefused("git isn't installed", "")
    work_tree = _work_tree(git, root)
    require_nothing_under_way(root, work_tree)
    for file in files:
        _require_same_repository(root, file.path)
    paths = [file.path for file in files]
    for path, name, value in git.attributes(paths, *_REWRITING):
        if value not in ("unspecified", "unset"):
            shown = "" if value == "set" else f"={value}"
            raise CommitRefused(f"git stores {path} through `{name}{shown}`, which pnet doesn't run")
    entries = git.entries(paths)
    new = [path for path in paths if path not in entries]
    ignored = git.ignored(new) if new else set()
    modified = git.modified([path for path in paths if path in entries])
    left = _trash_files(git, files, entries, undone)
    kept = tuple(file for file in files if file.path not in left | ignored)
    for file in kept:
        _require_unchanged(root, file, entries.get(file.path), is_modified=file.path in modified)
    if not kept:
        path = next((path for path in paths if not _is_trash(path)), paths[0])
        raise CommitRefused(f"git ignores {path}" if path in ignored else f"git has no version of {path}", "")
    return CommittableFiles(work_tree, kept, tuple(sorted(ignored)), entries)


def _trash_files(
    git: WritingGit, files: Sequence[WrittenFile], entries: Mapping[str, IndexEntry], undone: str
) -> set[str]:
    """Return the files to leave out because they move to the trash or back.

    git would read a deletion as a rename, and merge what others write into the trash. Files that git never had, such as conflict
    copies, stay out, too.
    """
    left: set[str] = set()
    for file in files:
        source = file.moved_from
        if _is_trash(file.path) and file.path not in entries:
            left |= {file.path} if source is None or source in entries else {file.path, source}
        elif source is not None and _is_trash(source) and source not in entries:
            left.add(source)
            if not undone or not git.has_file(f"{undone}^", file.path):
                left.add(file.path)
    return left


def _is_trash(path: str) -> bool:
    return path.startswith(f"{TRASH}/")


def _work_tree(git: WritingGit, root: str) -> WorkTree:
    """Return the work tree around the vault, and turn off the programs that its settings name."""
    try:
        found = git.get("rev-parse", "--is-inside-work-tree", "--show-prefix", "--absolute-git-dir")
    except GitFailed as failed:
        if "not a git repository" in failed.text:
            raise CommitRefused(
                "no git repository contains the vault", f"git init {shlex.quote(root)}"
            ) from None
        raise
    is_work_tree, *places = os.fsdecode(found).removesuffix("\n").split("\n")
    if is_work_tree != "true" or len(places) != 2:
        raise CommitRefused("the vault is no work tree of a git repository", "")
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
    inside, folder = places
    return WorkTree(folder, inside, is_sparse)


def require_nothing_under_way(root: str, work_tree: WorkTree) -> None:
    """Raise CommitRefused in the middle of a merge, a rebase and the like."""
    if state := under_way(work_tree.folder):
        status = f"git -C {shlex.quote(root)} status"
        raise CommitRefused(f"a {state.what} is in progress; finish it first", status)


def _require_same_repository(root: str, path: str) -> None:
    if inner := inner_repository(root, path):
        raise CommitRefused(f"{inner} is a repository of its own", "")


def _require_unchanged(root: str, file: WrittenFile, entry: IndexEntry | None, *, is_modified: bool) -> None:
    """Require that a file is as the index has it, so that committing it commits nothing but the write."""
    if entry is None:
        if file.existed:
            # A file that the write removes can't be committed afterwards, either.
            raise CommitRefused(
                f"git has no version of {file.path} yet", None if file.after is not None else ""
            )
        return
    if entry.stage != "0":
        raise CommitRefused(f"{file.path} is in conflict", f"git -C {shlex.quote(root)} status")
    if entry.tag != "H":
        raise CommitRefused(
            f"you told git to leave out changes of {file.path}; to list such files: git ls-files -v", ""
        )
    if entry.mode not in _FILE_MODES:
        raise CommitRefused(f"{file.path} is no file to git", "")
    if is_modified or not file.existed:
        raise UncommittedChanges(file.path)
