"""Owns which files of a vault are its notes, and what the system tells of them without their being opened. Writes nothing."""

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
from plaintext_network.vault.files.ignore import ignore_matcher

# Named here rather than imported: only annotations want `typing`, and every command walks.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from plaintext_network.problems import Problem
    from plaintext_network.vault.files.fingerprints import Packed


class File:
    """A note's file: its path from the root, with `/` on every platform, and its fingerprint when seen."""

    __slots__ = ("path", "seen")

    def __init__(self, path: str, seen: bytes) -> None:
        self.path, self.seen = path, seen

    @property
    def size(self) -> int:
        """The number of bytes."""
        return size_of(self.seen)


class Listing:
    """All that a walk found. Folders go by what they are shown as, with a `/` at their end; the root's is empty text.

    Notes that are symbolic links are listed under LINKED with their whole path as a name. `odd` tells what was left
    aside at the first look; what a fingerprint alone tells, `aside_for` says. `links` are all symbolic links that were met,
    by what they are shown as and by their real path.
    """

    __slots__ = ("folders", "links", "odd")

    def __init__(self) -> None:
        self.folders: dict[str, ListedFolder] = {}
        self.odd: list[Problem] = []
        self.links: list[tuple[str, str]] = []

    def files(self) -> "Iterator[File]":
        """Yield every file that was still there, whether a note can be read from it or not."""
        for shown, folder in self.folders.items():
            prefix = "" if shown == LINKED else shown
            seen = folder.seen
            for number, name in enumerate(folder.names):
                record = seen[number * WIDTH : (number + 1) * WIDTH]
                if record != GONE:
                    yield File(prefix + name, record)


LINKED = "\0"


class Walk:
    """The notes of a vault, and what was left aside and why; both ordered by path."""

    __slots__ = ("files", "problems")

    def __init__(self, files: "tuple[File, ...]", problems: "tuple[Problem, ...]") -> None:
        self.files, self.problems = files, problems


def walk(root: "str | Path", ignore: "Iterable[str]" = ()) -> Walk:
    """List the notes below the root, each file once. Raise VaultNotFound if the root can't be listed."""
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
    """List the notes below the root, each file once, in no order. Raise VaultNotFound if the root can't be listed.

    It is quickest when the notes are those that are expected. `entering` is told each folder's real path from the root,
    with a `/` at its end, before it is listed.
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
    """List the notes in and below one folder, which is no link, as `listing` does; links are named and not followed."""
    search = _Walker(root, ignored, entering)
    search.enter(folder, folder)
    for found in search.found.folders.values():
        found.seen = take_fingerprints(root, found.real, found.names)
    search.found.links = search.links
    return search.found


def skip_reason(file: File) -> "Problem | None":
    """Return why no note is read from a file that is no regular one, or whose text is elsewhere."""
    mode = mode_of(file.seen)
    if mode == EVICTED:
        return file_problem("evicted", file.path)
    if mode < 0:
        return file_problem("unreadable", file.path, os.strerror(EVICTED - mode))
    return None if S_ISREG(mode) else file_problem("odd-file", file.path)


def file_problem(code: str, path: str, reason: str | None = None) -> "Problem":
    """Return a problem of a whole file."""
    # Late: most walks meet none.
    from plaintext_network.problems import problem

    found = problem(code) if reason is None else problem(code, reason=reason)
    return found._replace(path=path)


class _Walker:
    """One walk under way. Folders are held relative to the root and end in `/`; the root is empty text."""

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
        # Links wait until all else was seen: a file goes by its real path, where that is one of the vault.
        self.links: list[tuple[str, str]] = []
        # The real paths of the files so far; kept only once links are followed.
        self.taken: set[str] | None = None

    def enter(self, shown: str, real: str) -> None:
        """Look at the folder at `real` and all below it; its notes go by `shown`."""
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
                    # What nearly all are comes first.
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
        """Tell whether a file is not yet listed under another path, and take it as listed."""
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
            # A folder may vanish, or become a file, between its parent's listing and its own.
            if not isinstance(error, FileNotFoundError | NotADirectoryError):
                self.say("unreadable", shown.rstrip("/"), str(error.strerror))
            return []

    def placeholder(self, shown: str, real: str, name: str) -> None:
        """Report the note whose text is elsewhere, for which iCloud leaves `.NAME.icloud`."""
        if not is_note(name) or name[0] == "." or (self.ignored and self.ignored(name, shown + name)):
            return
        if not os.path.lexists(os.path.join(self.top, real, name)):
            self.say("evicted", shown + name)

    def follow_links(self) -> None:
        """Read what links within the vault lead to, where no path without a link does."""
        if self.links:
            folders = self.found.folders.values()
            self.taken = {folder.real + name for folder in folders for name in folder.names}
        while self.links:
            # Links found on the way make the next round, so that the order never hangs on the file system's.
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
    """Tell whether a file's name is a note's."""
    return name[-3:].lower() == ".md"


def inside_of(top: str, path: str) -> str | None:
    """Return a real path as seen from the root, empty text for the root itself; None where it is outside."""
    if path == top:
        return ""
    within = os.path.join(top, "")
    return path[len(within) :].replace(os.sep, "/") if path.startswith(within) else None
