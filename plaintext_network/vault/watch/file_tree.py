"""Owns which files a vault has, as they are at the last look: looked at again where a hint says that something may have changed.

Nothing is concluded from a hint but where to look, so that after a look all is as a walk over the whole vault would find it.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from stat import S_ISDIR, S_ISLNK
from typing import NamedTuple

from plaintext_network.problems import Problem
from plaintext_network.vault.files.fingerprints import (
    GONE,
    WIDTH,
    fingerprint_of,
    has_other_names,
    refused_fingerprint,
)
from plaintext_network.vault.files.ignore import ignore_matcher
from plaintext_network.vault.files.walk import LINKED, File, Listing, is_note, listing, listing_below


class Hints(NamedTuple):
    """What to look at: files and folders by their real paths from the root, folders with a `/` at their end.

    A folder stands for all that is below it, and `everything` for the whole vault.
    """

    files: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()
    everything: bool = False

    def __bool__(self) -> bool:
        return bool(self.files or self.folders or self.everything)


EVERYTHING = Hints(everything=True)

PLACEHOLDER = ".icloud"
# Of more folders than these all is looked at: to leave and enter each takes longer.
FOLDERS = 100
# Of more files that can change unseen than these none is vouched for: to look at each takes too long.
UNSEEN = 20_000

Packed = Mapping[str, tuple[str, bytes, bytes]]


class LinksInvolved(Exception):
    """Say that links are concerned, which only a walk over the whole vault sorts out."""


class FileTree:
    """The files of a vault. `enter` is told of each folder, by its real path, before it is listed; `leave` forgets those below one.

    `doubted` are the files that may have changed since they were read without a trace in their fingerprints.
    """

    def __init__(
        self,
        root: str,
        ignore: Iterable[str],
        found: Listing,
        enter: Callable[[str], None],
        leave: Callable[[str], None],
    ) -> None:
        self.root, self.ignore = root, tuple(ignore)
        self.doubted: set[str] = set()
        self._ignored = ignore_matcher(self.ignore)
        self._enter, self._leave = enter, leave
        # Files by name with their fingerprints, in folders by what they are shown as; and what each folder really is.
        self._files: dict[str, dict[str, bytes]] = {}
        self._real: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self.odd: list[Problem] = []
        # Where every symbolic link leads: its own path, and what was there.
        self._links: dict[str, tuple[str, bytes | None]] = {}
        # Files that may be written by names which are not in the vault.
        self._shared: set[str] = set()
        self._take(found)

    def told_by(self, enter: Callable[[str], None], leave: Callable[[str], None]) -> None:
        """Tell of folders to somebody else."""
        self._enter, self._leave = enter, leave

    # What there is

    def __len__(self) -> int:
        return sum(map(len, self._files.values()))

    def files(self) -> Iterator[File]:
        """Yield every file."""
        for shown, names in self._files.items():
            prefix = _prefix(shown)
            for name, seen in names.items():
                yield File(prefix + name, seen)

    def packed(self, shown: str) -> tuple[str, bytes, bytes]:
        """Return one folder as it is kept. Raises KeyError."""
        names = self._files[shown]
        joined = "\0".join(names).encode("utf-8", "surrogateescape")
        return self._real[shown], joined, b"".join(names.values())

    @property
    def folders(self) -> Iterable[str]:
        """What the folders with files are shown as."""
        return self._files.keys()

    @property
    def can_be_vouched_for(self) -> bool:
        """Whether all that can change unseen can be looked at in no time."""
        return len(self._shared) + len(self._links) <= UNSEEN

    # Looking

    def look(self, hints: Hints) -> tuple[dict[str, bytes], set[str]]:
        """Look where hints say so; return the files to read, with their fingerprints, and those that are gone.

        Raises VaultNotFound where the root can't be listed.
        """
        if hints.everything:
            return self._look_at_all()
        try:
            return self._look_at(hints)
        except LinksInvolved:
            return self._look_at_all()

    def unseen(self) -> Hints:
        """Return which files that can change unseen did, as far as their fingerprints tell."""
        if any(self._led(real) != before for real, before in self._links.items()):
            return Hints(everything=True)
        if not self.doubted.isdisjoint(self._files.get(LINKED, ())):
            return Hints(everything=True)
        changed = {path for path in self._shared if _asked(os.path.join(self.root, path)) != self._seen(path)}
        # Where a file system's clock is coarse, the fingerprint of what was written just now tells nothing.
        return Hints(files=frozenset(changed | (self._shared & self.doubted)))

    def those(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Return the fingerprints of some files, of those that are there."""
        return {path: seen for path in paths if (seen := self._seen(path)) is not None}

    def _look_at_all(self) -> tuple[dict[str, bytes], set[str]]:
        self._leave("")
        found = listing(self.root, self.ignore, None, self._enter)
        before = dict(self._all())
        self._take(found)
        return self._compared(before, dict(self._all()))

    def _look_at(self, hints: Hints) -> tuple[dict[str, bytes], set[str]]:
        folders = self._highest(map(self._beside, hints.folders))
        if len(folders) > FOLDERS or (folders and self._links):
            raise LinksInvolved
        asked: dict[str, bytes | None] = {}
        for path in sorted(hints.files):
            if not any(path.startswith(folder) for folder in folders) and self._is_of_notes(path):
                folders |= self._ask(path, asked)
        listed = {folder: self._list_below(folder) for folder in self._highest(folders)}
        # From here on nothing raises: what is kept changes as a whole, or not at all.
        changed: dict[str, bytes] = {}
        gone: set[str] = set()
        for path, seen in asked.items():
            self._put(path, seen, changed, gone)
        for folder, found in listed.items():
            more, less = self._replace_below(folder, found)
            changed.update(more)
            gone |= less
        return changed, gone - changed.keys()

    def _ask(self, path: str, asked: dict[str, bytes | None]) -> set[str]:
        """Look at one file, and take down its fingerprint if it is a note's; return the folders to list for it."""
        folders: set[str] = set()
        seen: bytes | None
        try:
            status = os.lstat(os.path.join(self.root, path))
        except (FileNotFoundError, NotADirectoryError):
            seen = None
        except OSError as error:
            seen = refused_fingerprint(error)
        else:
            if S_ISLNK(status.st_mode):
                raise LinksInvolved
            seen = fingerprint_of(status)
            if S_ISDIR(status.st_mode):
                folders, seen = {path + "/"}, None
        folder, name = _parted(path)
        shown = self._shown.get(folder)
        known = shown is not None and name in self._files[shown]
        if self._links and (folders or self._may_be_linked(path, known and seen is not None)):
            raise LinksInvolved
        if is_note(name):
            asked[path] = seen
            if known != (seen is not None) and self._has_placeholder(folder, name):
                if not folder:
                    raise LinksInvolved
                folders.add(folder)
        return folders

    def _may_be_linked(self, path: str, is_known: bool) -> bool:
        """Tell whether a file may be a link, or where one leads, or be listed by another path than its own."""
        if is_note(path):
            return not is_known
        whole = os.path.join(self.root, path)
        return path in self._links or any(target == whole for target, _ in self._links.values())

    def _beside(self, folder: str) -> str:
        """Return which folder to list for another: one named as a note may hide that the note's text is elsewhere."""
        outer, name = _parted(folder[:-1])
        if not (is_note(name) and self._has_placeholder(outer, name)):
            return folder
        if not outer:
            raise LinksInvolved
        return outer

    def _has_placeholder(self, folder: str, name: str) -> bool:
        return os.path.lexists(os.path.join(self.root, folder, f".{name}{PLACEHOLDER}"))

    def _put(self, path: str, seen: bytes | None, changed: dict[str, bytes], gone: set[str]) -> None:
        """Take in what was found of one note."""
        folder, name = _parted(path)
        shown = self._shown.get(folder)
        if seen is None:
            if shown is not None and self._files[shown].pop(name, None) is not None:
                self._forget(path)
                gone.add(path)
                self._drop_empty(shown)
            return
        if shown is None:
            shown = self._add_folder(folder, folder)
        path = _prefix(shown) + name
        if self._files[shown].get(name) != seen or path in self.doubted:
            changed[path] = seen
        self._files[shown][name] = seen
        self._note_names(path, seen)

    def _list_below(self, folder: str) -> Listing:
        """List a folder and all below it anew."""
        self._leave(folder)
        found = Listing()
        if self._is_folder(folder):
            found = listing_below(self.root, folder, self._ignored, self._enter)
        if found.links:
            raise LinksInvolved
        return found

    def _replace_below(self, folder: str, found: Listing) -> tuple[dict[str, bytes], set[str]]:
        """Take in what was found in a folder and below it."""
        before = dict(self._all(folder))
        for shown in [shown for shown in self._files if shown.startswith(folder)]:
            self._drop_folder(shown)
        self.odd = [odd for odd in self.odd if not (odd.path + "/").startswith(folder)]
        self.odd += found.odd
        self._take_folders(found)
        return self._compared(before, dict(self._all(folder)))

    def _compared(
        self, before: Mapping[str, bytes], after: Mapping[str, bytes]
    ) -> tuple[dict[str, bytes], set[str]]:
        gone = before.keys() - after.keys()
        for path in gone:
            self._forget(path)
        changed = {
            path: seen for path, seen in after.items() if before.get(path) != seen or path in self.doubted
        }
        return changed, set(gone)

    # What counts as a place for notes

    def _is_of_notes(self, path: str) -> bool:
        """Tell whether notes are looked for at a path: not where a name is hidden, or ignored."""
        folder, name = _parted(path)
        if self._links and folder not in self._shown:
            # A link may lead there.
            return True
        if folder in self._shown:
            return name[:1] != "." and not (self._ignored and self._ignored(name, self._as_shown(path)))
        at = 0
        while at >= 0:
            end = path.find("/", at)
            name = path[at:end] if end >= 0 else path[at:]
            if name[:1] == ".":
                return False
            upto = path[:end] if end >= 0 else path
            if name and self._ignored and self._ignored(name, self._as_shown(upto)):
                return False
            at = end + 1 if end >= 0 else -1
        return True

    def _as_shown(self, path: str) -> str:
        folder, name = _parted(path)
        return self._shown.get(folder, folder) + name

    def _is_folder(self, folder: str) -> bool:
        """Tell whether notes are looked for below a real path, and it leads there without a link."""
        if not self._is_of_notes(folder.rstrip("/")):
            return False
        at = folder.find("/")
        while at >= 0:
            try:
                status = os.lstat(os.path.join(self.root, folder[:at]))
            except OSError:
                return False
            if S_ISLNK(status.st_mode):
                raise LinksInvolved
            if not S_ISDIR(status.st_mode):
                return False
            at = folder.find("/", at + 1)
        return True

    @staticmethod
    def _highest(folders: Iterable[str]) -> set[str]:
        """Leave out the folders that lie below another one."""
        found: set[str] = set()
        last = None
        for folder in sorted(folders):
            if last is None or not folder.startswith(last):
                found.add(folder)
                last = folder
        return found

    # What is kept

    def _take(self, found: Listing) -> None:
        """Begin anew with a listing of everything."""
        self._files, self._real, self._shown = {}, {}, {}
        self._shared = set()
        self.odd = list(found.odd)
        self._links = {real: self._led(real) for _, real in found.links}
        self._take_folders(found)

    def _take_folders(self, found: Listing) -> None:
        for shown, folder in found.folders.items():
            self._add_folder(shown, folder.real)
            names = self._files[shown]
            for number, name in enumerate(folder.names):
                seen = folder.seen[number * WIDTH : (number + 1) * WIDTH]
                if seen != GONE:
                    names[name] = seen
                    self._note_names(_prefix(shown) + name, seen)
            self._drop_empty(shown)

    def _add_folder(self, shown: str, real: str) -> str:
        self._files[shown], self._real[shown] = {}, real
        if shown != LINKED:
            self._shown[real] = shown
        return shown

    def _drop_folder(self, shown: str) -> None:
        real = self._real.pop(shown)
        del self._files[shown]
        if self._shown.get(real) == shown:
            del self._shown[real]

    def _drop_empty(self, shown: str) -> None:
        if not self._files[shown]:
            self._drop_folder(shown)

    def _note_names(self, path: str, seen: bytes) -> None:
        # One that had another name once may still be open under it.
        if has_other_names(seen):
            self._shared.add(path)

    def _forget(self, path: str) -> None:
        self._shared.discard(path)
        self.doubted.discard(path)

    def _all(self, below: str = "") -> Iterator[tuple[str, bytes]]:
        for shown, names in self._files.items():
            prefix = _prefix(shown)
            if prefix.startswith(below):
                for name, seen in names.items():
                    yield prefix + name, seen

    def _seen(self, path: str) -> bytes | None:
        folder, name = _parted(path)
        found = self._files.get(folder, {}).get(name)
        return found if found is not None else self._files.get(LINKED, {}).get(path)

    def _led(self, real: str) -> tuple[str, bytes | None]:
        """Return where a link leads, and what is there: of a folder which one it is, of a file all that a look tells."""
        target = os.path.realpath(os.path.join(self.root, real))
        try:
            status = os.stat(target)
        except OSError:
            return target, None
        if S_ISDIR(status.st_mode):
            return target, b"%d %d" % (status.st_dev, status.st_ino)
        return target, fingerprint_of(status)


def _asked(whole: str) -> bytes | None:
    try:
        return fingerprint_of(os.stat(whole))
    except OSError:
        return None


def _parted(path: str) -> tuple[str, str]:
    folder, slash, name = path.rpartition("/")
    return folder + slash, name


def _prefix(shown: str) -> str:
    return "" if shown == LINKED else shown


class FileTreeListing(Mapping[str, tuple[str, bytes, bytes]]):
    """A tree as a listing that is kept; each folder is packed when it is asked for."""

    def __init__(self, tree: FileTree) -> None:
        self._tree = tree

    def __getitem__(self, shown: str) -> tuple[str, bytes, bytes]:
        return self._tree.packed(shown)

    def __iter__(self) -> Iterator[str]:
        return iter(self._tree.folders)

    def __len__(self) -> int:
        return sum(1 for _ in self._tree.folders)
