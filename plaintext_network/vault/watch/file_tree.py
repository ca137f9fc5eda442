"""The files of a watched vault, updated where a hint says that something may have changed. Opens no file.

A hint only says where to check, so an update gives what a walk over the whole vault would.
"""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from stat import S_ISDIR, S_ISLNK

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.problems import Problem
from plaintext_network.vault.files.fingerprints import (
    GONE,
    WIDTH,
    fingerprint_of,
    has_other_names,
    refused_fingerprint,
)
from plaintext_network.vault.files.ignore import ignore_matcher, is_logseq_backup
from plaintext_network.vault.files.walk import LINKED, File, Listing, is_note, listing, listing_below


class Hints(NamedTuple):
    """What to check: real paths of files and folders from the root; those of folders end in `/`, and include all below."""

    files: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()
    everything: bool = False

    def __bool__(self) -> bool:
        return bool(self.files or self.folders or self.everything)


EVERYTHING = Hints(everything=True)

PLACEHOLDER = ".icloud"
# With more folders to check than this, check everything: to unwatch and watch each again takes longer.
FOLDERS = 100
# With more files than this that can change without an event, don't check them for each answer: it takes too long.
UNSEEN = 20_000

Packed = Mapping[str, tuple[str, bytes, bytes]]


class LinksInvolved(Exception):
    """Raised if symbolic links are involved, which only a walk over the whole vault resolves."""


class FileTree:
    """The files of a vault and their fingerprints.

    `watch_folder` is called with each folder's real path before it is listed, and `unwatch_folder` with a folder to
    unwatch it and all below. `untrusted` are files that may have changed since they were read and kept their fingerprints.
    """

    def __init__(
        self,
        root: str,
        ignore: Iterable[str],
        found: Listing,
        watch_folder: Callable[[str], None],
        unwatch_folder: Callable[[str], None],
    ) -> None:
        self.root, self.ignore = root, tuple(ignore)
        self.untrusted: set[str] = set()
        self._ignored = ignore_matcher(self.ignore)
        self._watch_folder, self._unwatch_folder = watch_folder, unwatch_folder
        # By the path under which a folder is shown: fingerprints by file name, and its real path.
        self._files: dict[str, dict[str, bytes]] = {}
        self._real: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        # Why files are left out.
        self.problems: list[Problem] = []
        # By real path, where every symbolic link leads, and what is there.
        self._links: dict[str, tuple[str, bytes | None]] = {}
        # Files with other hard links, through which they can change without an event.
        self._shared: set[str] = set()
        self._take(found)

    def set_callbacks(
        self, watch_folder: Callable[[str], None], unwatch_folder: Callable[[str], None]
    ) -> None:
        """Replace both callbacks."""
        self._watch_folder, self._unwatch_folder = watch_folder, unwatch_folder

    # Reading
    def __len__(self) -> int:
        return sum(map(len, self._files.values()))

    def files(self) -> Iterator[File]:
        """Yield every file."""
        for shown, names in self._files.items():
            prefix = _prefix(shown)
            for name, seen in names.items():
                yield File(prefix + name, seen)

    def packed(self, shown: str) -> tuple[str, bytes, bytes]:
        """Return one folder as stored. Raises KeyError."""
        names = self._files[shown]
        joined = "\0".join(names).encode("utf-8", "surrogateescape")
        return self._real[shown], joined, b"".join(names.values())

    @property
    def folders(self) -> Collection[str]:
        """The paths under which folders with files are shown."""
        return self._files.keys()

    @property
    def can_check_unseen(self) -> bool:
        """Whether all files that can change without an event can be checked quickly."""
        return len(self._shared) + len(self._links) <= UNSEEN

    # Updating

    def update(self, hints: Hints) -> tuple[dict[str, bytes], set[str]]:
        """Check what hints point to; return the files to read, with their fingerprints, and the paths that are gone.

        Raises VaultNotFound if the root can't be listed.
        """
        if hints.everything:
            return self._update_all()
        try:
            return self._update_hinted(hints)
        except LinksInvolved:
            return self._update_all()

    def unseen_changes(self) -> Hints:
        """Return where files that can change without an event may have changed."""
        if any(self._link_target(real) != before for real, before in self._links.items()):
            return Hints(everything=True)
        if not self.untrusted.isdisjoint(self._files.get(LINKED, ())):
            return Hints(everything=True)
        changed = {
            path
            for path in self._shared
            if _fingerprint(os.path.join(self.root, path)) != self._fingerprint_of(path)
        }
        # After a recent change, an equal fingerprint proves nothing.
        return Hints(files=frozenset(changed | (self._shared & self.untrusted)))

    def fingerprints(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Return the fingerprints of those of some files that exist."""
        return {path: seen for path in paths if (seen := self._fingerprint_of(path)) is not None}

    def _update_all(self) -> tuple[dict[str, bytes], set[str]]:
        self._unwatch_folder("")
        found = listing(self.root, self.ignore, None, self._watch_folder)
        before = dict(self._all())
        self._take(found)
        return self._compare(before, dict(self._all()))

    def _update_hinted(self, hints: Hints) -> tuple[dict[str, bytes], set[str]]:
        folders = self._outermost(map(self._folder_to_list, hints.folders))
        if len(folders) > FOLDERS or (folders and self._links):
            raise LinksInvolved
        checked: dict[str, bytes | None] = {}
        for path in sorted(hints.files):
            if not any(path.startswith(folder) for folder in folders) and self._may_hold_notes(path):
                folders |= self._check(path, checked)
        listed = {folder: self._list_below(folder) for folder in self._outermost(folders)}
        # From here on nothing raises, so the tree changes completely or not at all.
        changed: dict[str, bytes] = {}
        gone: set[str] = set()
        for path, seen in checked.items():
            self._put(path, seen, changed, gone)
        for folder, found in listed.items():
            more, less = self._replace_below(folder, found)
            changed.update(more)
            gone |= less
        return changed, gone - changed.keys()

    def _check(self, path: str, checked: dict[str, bytes | None]) -> set[str]:
        """Add a note's fingerprint to `checked`, None if it is gone; return the folders to list because of it."""
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
        folder, name = _split(path)
        shown = self._shown.get(folder)
        known = shown is not None and name in self._files[shown]
        if self._links and (folders or self._may_be_linked(path, known and seen is not None)):
            raise LinksInvolved
        if is_note(name):
            checked[path] = seen
            if known != (seen is not None) and self._has_placeholder(folder, name):
                if not folder:
                    raise LinksInvolved
                folders.add(folder)
        return folders

    def _may_be_linked(self, path: str, is_known: bool) -> bool:
        """Return whether a file may be a link, or the target of one, or be listed under another path."""
        if is_note(path):
            return not is_known
        whole = os.path.join(self.root, path)
        return path in self._links or any(target == whole for target, _ in self._links.values())

    def _folder_to_list(self, folder: str) -> str:
        """Return the folder to list for a hint; for one with the name of an evicted note, that is the outer folder."""
        outer, name = _split(folder[:-1])
        if not (is_note(name) and self._has_placeholder(outer, name)):
            return folder
        if not outer:
            raise LinksInvolved
        return outer

    def _has_placeholder(self, folder: str, name: str) -> bool:
        return os.path.lexists(os.path.join(self.root, folder, f".{name}{PLACEHOLDER}"))

    def _put(self, path: str, seen: bytes | None, changed: dict[str, bytes], gone: set[str]) -> None:
        """Set one note's fingerprint, None if it is gone."""
        folder, name = _split(path)
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
        if self._files[shown].get(name) != seen or path in self.untrusted:
            changed[path] = seen
        self._files[shown][name] = seen
        self._record_links(path, seen)

    def _list_below(self, folder: str) -> Listing:
        """List a folder and all below it again."""
        self._unwatch_folder(folder)
        found = Listing()
        if self._is_folder(folder):
            found = listing_below(self.root, folder, self._ignored, self._watch_folder)
        if found.links:
            raise LinksInvolved
        return found

    def _replace_below(self, folder: str, found: Listing) -> tuple[dict[str, bytes], set[str]]:
        """Replace a folder and all below it by a listing."""
        before = dict(self._all(folder))
        for shown in [shown for shown in self._files if shown.startswith(folder)]:
            self._drop_folder(shown)
        self.problems = [problem for problem in self.problems if not (problem.path + "/").startswith(folder)]
        self.problems += found.odd
        self._add_folders(found)
        return self._compare(before, dict(self._all(folder)))

    def _compare(
        self, before: Mapping[str, bytes], after: Mapping[str, bytes]
    ) -> tuple[dict[str, bytes], set[str]]:
        gone = before.keys() - after.keys()
        for path in gone:
            self._forget(path)
        changed = {
            path: seen for path, seen in after.items() if before.get(path) != seen or path in self.untrusted
        }
        return changed, set(gone)

    # Places for notes

    def _may_hold_notes(self, path: str) -> bool:
        """Return whether there may be notes at a path: not if one of its names is hidden or ignored."""
        if is_logseq_backup(path):
            return False
        folder, name = _split(path)
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
        folder, name = _split(path)
        return self._shown.get(folder, folder) + name

    def _is_folder(self, folder: str) -> bool:
        """Return whether a real path is a folder that may contain notes, with no link on the way."""
        if not self._may_hold_notes(folder.rstrip("/")):
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
    def _outermost(folders: Iterable[str]) -> set[str]:
        """Return those of the folders that are not inside another one."""
        outermost: set[str] = set()
        last = None
        for folder in sorted(folders):
            if last is None or not folder.startswith(last):
                outermost.add(folder)
                last = folder
        return outermost

    # Storing

    def _take(self, found: Listing) -> None:
        """Replace the whole tree by a listing."""
        self._files, self._real, self._shown = {}, {}, {}
        self._shared = set()
        self.problems = list(found.odd)
        self._links = {real: self._link_target(real) for _, real in found.links}
        self._add_folders(found)

    def _add_folders(self, found: Listing) -> None:
        for shown, folder in found.folders.items():
            self._add_folder(shown, folder.real)
            names = self._files[shown]
            for number, name in enumerate(folder.names):
                seen = folder.seen[number * WIDTH : (number + 1) * WIDTH]
                if seen != GONE:
                    names[name] = seen
                    self._record_links(_prefix(shown) + name, seen)
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

    def _record_links(self, path: str, seen: bytes) -> None:
        # Also after the count drops: a file that lost its other links may still be open under one of them.
        if has_other_names(seen):
            self._shared.add(path)

    def _forget(self, path: str) -> None:
        self._shared.discard(path)
        self.untrusted.discard(path)

    def _all(self, below: str = "") -> Iterator[tuple[str, bytes]]:
        for shown, names in self._files.items():
            prefix = _prefix(shown)
            if prefix.startswith(below):
                for name, seen in names.items():
                    yield prefix + name, seen

    def _fingerprint_of(self, path: str) -> bytes | None:
        folder, name = _split(path)
        seen = self._files.get(folder, {}).get(name)
        return seen if seen is not None else self._files.get(LINKED, {}).get(path)

    def _link_target(self, real: str) -> tuple[str, bytes | None]:
        """Return where a link leads, and what is there: the identity of a folder or the fingerprint of a file."""
        target = os.path.realpath(os.path.join(self.root, real))
        try:
            status = os.stat(target)
        except OSError:
            return target, None
        if S_ISDIR(status.st_mode):
            return target, b"%d %d" % (status.st_dev, status.st_ino)
        return target, fingerprint_of(status)


def _fingerprint(whole: str) -> bytes | None:
    try:
        return fingerprint_of(os.stat(whole))
    except OSError:
        return None


def _split(path: str) -> tuple[str, str]:
    folder, slash, name = path.rpartition("/")
    return folder + slash, name


def _prefix(shown: str) -> str:
    return "" if shown == LINKED else shown


class FileTreeListing(Mapping[str, tuple[str, bytes, bytes]]):
    """A tree as a stored listing; packs each folder on demand."""

    def __init__(self, tree: FileTree) -> None:
        self._tree = tree

    def __getitem__(self, shown: str) -> tuple[str, bytes, bytes]:
        return self._tree.packed(shown)

    def __contains__(self, shown: object) -> bool:
        # Packs nothing.
        return shown in self._tree.folders

    def __iter__(self) -> Iterator[str]:
        return iter(self._tree.folders)

    def __len__(self) -> int:
        return sum(1 for _ in self._tree.folders)
