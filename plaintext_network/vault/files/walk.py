"""Lists a vault's notes with their fingerprints, without opening them. Writes nothing."""

import os
from stat import S_ISDIR, S_ISREG

from plaintext_network.errors import VaultNotFound
from plaintext_network.vault.files.fingerprints import (
    EVICTED,
    GONE,
    WIDTH,
    ListedFolder,
    Scan,
    fingerprint_of,
    mode_of,
    size_of,
    take_fingerprints,
)
from plaintext_network.vault.files.ignore import ignore_matcher, is_logseq_backup

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from plaintext_network.problems import Problem
    from plaintext_network.vault.files.fingerprints import Packed


class File:
    """A note's file: its path from the root, with `/` on every platform, and its fingerprint."""

    __slots__ = ("path", "seen")

    def __init__(self, path: str, seen: bytes) -> None:
        self.path, self.seen = path, seen

    @property
    def size(self) -> int:
        """Return the number of bytes."""
        return size_of(self.seen)


class Listing:
    """Everything a walk found. Folders are keyed by their displayed path, which ends in `/`; the root's is empty.

    Notes that are symbolic links are in LINKED, with their whole path as a name. `odd` lists files skipped during the
    walk; `aside_for` reports those that only their fingerprint gives away. `links` are all symbolic links found, each
    with its displayed and its real path.
    """

    __slots__ = ("folders", "links", "odd")

    def __init__(self) -> None:
        self.folders: dict[str, ListedFolder] = {}
        self.odd: list[Problem] = []
        self.links: list[tuple[str, str]] = []

    def files(self) -> "Iterator[File]":
        """Yield every file that still existed, readable or not."""
        for shown, folder in self.folders.items():
            prefix = "" if shown == LINKED else shown
            seen = folder.seen
            for number, name in enumerate(folder.names):
                record = seen[number * WIDTH : (number + 1) * WIDTH]
                if record != GONE:
                    yield File(prefix + name, record)


LINKED = "\0"


class Walk:
    """The notes of a vault, and the problems of skipped files; both sorted by path."""

    __slots__ = ("files", "problems")

    def __init__(self, files: "tuple[File, ...]", problems: "tuple[Problem, ...]") -> None:
        self.files, self.problems = files, problems


def walk(root: "str | Path", ignore: "Iterable[str]" = ()) -> Walk:
    """List the notes below the root, each file once. Raises VaultNotFound if the root can't be listed."""
    found = listing(root, ignore)
    files: list[File] = []
    problems = list(found.odd)
    for file in found.files():
        if aside := skip_reason(file):
            problems.append(aside)
        else:
            files.append(file)
    return Walk(
        tuple(sorted(files, key=lambda file: file.path)), tuple(sorted(problems, key=lambda p: p.rank))
    )


def listing(
    root: "str | Path",
    ignore: "Iterable[str]" = (),
    expected: "Packed | None" = None,
    entering: "Callable[[str], None] | None" = None,
) -> Listing:
    """List the notes below the root, each file once, unsorted. Raises VaultNotFound if the root can't be listed.

    It is fastest if the notes are the expected ones. Before it lists a folder, it calls `entering` with the folder's
    real path from the root, which ends in `/`.
    """
    search = _Walker(os.path.realpath(root), ignore_matcher(ignore), entering)
    with Scan(search.top, {k: v for k, v in (expected or {}).items() if k != LINKED}) as looking:
        search.enter("", "")
        search.follow_links()
        looking.finish({k: v for k, v in search.found.folders.items() if k != LINKED})
    return search.found


def listing_below(
    root: str,
    folder: str,
    ignored: "Callable[[str, str], bool] | None",
    entering: "Callable[[str], None]",
) -> Listing:
    """List the notes in and below one folder that is not a link, as `listing` does. Links are reported, not followed."""
    search = _Walker(root, ignored, entering)
    search.enter(folder, folder)
    for found in search.found.folders.values():
        found.seen = take_fingerprints(root, found.real, found.names)
    search.found.links = search.links
    return search.found


def skip_reason(file: File) -> "Problem | None":
    """Return the problem of a file that is not regular, unreadable, or not downloaded; None for a note."""
    mode = mode_of(file.seen)
    if mode == EVICTED:
        return file_problem("evicted", file.path)
    if mode < 0:
        return file_problem("unreadable", file.path, os.strerror(EVICTED - mode))
    return None if S_ISREG(mode) else file_problem("odd-file", file.path)


def file_problem(code: str, path: str, reason: str | None = None) -> "Problem":
    """Return a problem that concerns a whole file."""
    # Late: most walks find no problem.
    from plaintext_network.problems import problem

    found = problem(code) if reason is None else problem(code, reason=reason)
    return found._replace(path=path)


class _Walker:
    """One walk in progress. Folders are relative to the root and end in `/`; the root is empty text."""

    def __init__(
        self,
        top: str,
        ignored: "Callable[[str, str], bool] | None",
        entering: "Callable[[str], None] | None" = None,
    ) -> None:
        self.top = top
        self.ignored = ignored
        self.entering = entering
        self.found = Listing()
        self.entered: set[str] = set()
        # Links come last: a file's real path has priority if it is in the vault.
        self.links: list[tuple[str, str]] = []
        # The real paths of the files so far; collected only once links are followed.
        self.taken: set[str] | None = None

    def enter(self, shown: str, real: str) -> None:
        """List the folder at `real` and everything below it, and display its notes under `shown`."""
        waiting = [(shown, real)]
        while waiting:
            shown, real = waiting.pop()
            if real in self.entered:
                continue
            self.entered.add(real)
            if self.entering:
                self.entering(real)
            notes: list[str] = []
            plain = self.taken is None and not self.ignored
            for entry in self.listed(shown, real):
                name = entry.name
                try:
                    # The most common case first.
                    if (
                        plain
                        and name[-3:] == ".md"
                        and name[0] != "."
                        and entry.is_file(follow_symlinks=False)
                    ):
                        notes.append(name)
                    elif name[0] == ".":
                        if name.endswith(".icloud"):
                            self.placeholder(shown, real, name[1:-7])
                    elif self.ignored and self.ignored(name, shown + name):
                        pass
                    elif entry.is_symlink():
                        self.links.append((shown + name, real + name))
                    elif entry.is_dir(follow_symlinks=False):
                        if not is_logseq_backup(real + name):
                            waiting.append((f"{shown}{name}/", f"{real}{name}/"))
                    elif is_note(name) and self.is_new(real + name):
                        notes.append(name)
                except FileNotFoundError:
                    pass
                except OSError as error:
                    self.say("unreadable", shown + name, str(error.strerror))
            if notes:
                self.found.folders[shown] = ListedFolder(real, notes)

    def is_new(self, real: str) -> bool:
        """Return whether a file is not listed yet under another path, and mark it as listed."""
        if self.taken is None:
            return True
        new = real not in self.taken
        self.taken.add(real)
        return new

    def listed(self, shown: str, real: str) -> "list[os.DirEntry[str]]":
        try:
            with os.scandir(os.path.join(self.top, real)) as entries:
                return list(entries)
        except OSError as error:
            if not real:
                raise VaultNotFound(f"{self.top} can't be read: {error.strerror}") from error
            # A folder may vanish, or become a file, after its parent was listed.
            if not isinstance(error, FileNotFoundError | NotADirectoryError):
                self.say("unreadable", shown.rstrip("/"), str(error.strerror))
            return []

    def placeholder(self, shown: str, real: str, name: str) -> None:
        """Report a note that iCloud has not downloaded; iCloud leaves `.NAME.icloud` in its place."""
        if not is_note(name) or name[0] == "." or (self.ignored and self.ignored(name, shown + name)):
            return
        if not os.path.lexists(os.path.join(self.top, real, name)):
            self.say("evicted", shown + name)

    def follow_links(self) -> None:
        """Add the notes that links inside the vault lead to, unless another path without a link does."""
        if self.links:
            folders = self.found.folders.values()
            self.taken = {folder.real + name for folder in folders for name in folder.names}
        while self.links:
            # Links found on the way go into the next round, so the order doesn't depend on the file system's.
            links, self.links = sorted(self.links), []
            self.found.links += links
            for shown, real in links:
                self.follow(shown, real)

    def follow(self, shown: str, real: str) -> None:
        target = os.path.realpath(os.path.join(self.top, real))
        inside = inside_of(self.top, target)
        note = is_note(shown)
        try:
            status = os.stat(target)
        except OSError as error:
            if note and inside:
                self.say("unreadable", shown, f"the symbolic link leads nowhere: {error.strerror}")
            elif note:
                self.say("outside-link", shown)
            return
        is_folder = S_ISDIR(status.st_mode)
        if inside is None:
            if note or is_folder:
                self.say("outside-link", shown)
        elif is_folder:
            self.enter(f"{shown}/", f"{inside}/" if inside else "")
        elif note and self.is_new(inside):
            linked = self.found.folders.setdefault(LINKED, ListedFolder("", []))
            linked.names.append(shown)
            linked.seen += fingerprint_of(status)

    def say(self, code: str, path: str, reason: str | None = None) -> None:
        self.found.odd.append(file_problem(code, path, reason))


def is_note(name: str) -> bool:
    """Return whether a file's name is a note's."""
    return name[-3:].lower() == ".md"


def inside_of(top: str, path: str) -> str | None:
    """Return a real path relative to the root, empty for the root itself; None if it is outside."""
    if path == top:
        return ""
    within = os.path.join(top, "")
    return path[len(within) :].replace(os.sep, "/") if path.startswith(within) else None
