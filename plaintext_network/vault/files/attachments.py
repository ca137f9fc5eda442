"""Remembers the names of a vault's attachments, and lists a folder again only if it has changed. Reads no file."""

import os
import time
from collections.abc import Iterator

from plaintext_network.model.language.normalize import name_key
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.files.fingerprints import TICK_NS
from plaintext_network.vault.files.walk import is_note


class _Folder(NamedTuple):
    """A listed folder: its time of change, 0 if it may change again and keep it; its folders, and the keys of its files."""

    changed: int
    folders: tuple[str, ...]
    keys: frozenset[str]


class Attachments:
    """The attachments of one vault: its files that are neither notes nor hidden. Any number of threads may use it."""

    def __init__(self, root: str) -> None:
        self._root = root
        # By path from the root, the root's is "". Replaced as a whole.
        self._folders: dict[str, _Folder] = {}

    def keys(self) -> frozenset[str]:
        """Return the keys of the paths of all files now, and of their names as `*/name`."""
        self._folders = dict(self._walk(self._folders))
        return frozenset().union(*(folder.keys for folder in self._folders.values()))

    def has(self, path: str) -> bool:
        """Return whether `keys` has a path in this very spelling, without listing anything."""
        parts = path.split("/")
        if is_note(path) or any(part in ("", "..") or part[0] == "." for part in parts):
            return False
        place = self._root
        for part in parts[:-1]:
            place = os.path.join(place, part)
            if os.path.islink(place):
                return False
        place = os.path.join(place, parts[-1])
        # A link that leads nowhere is a file, too.
        return os.path.lexists(place) and not os.path.isdir(place)

    def find(self, written: str, note: str) -> str | None:
        """Return the path of the file that a link in a note means: from the root, from the note, else by its end, as Obsidian does.

        None if there is none. Of several with one name, the first by path.
        """
        written = written.removeprefix("/")
        for path in (written, f"{note.rpartition('/')[0]}/{written}".lstrip("/")):
            path = os.path.normpath(path).replace(os.sep, "/")
            if self.has(path):
                return path
        folder, _, name = written.rpartition("/")
        name_only, end = name_key(f"*/{name}"), f"/{folder}".rstrip("/")
        if name_only not in self.keys():
            return None
        # Of the names, only the keys are known.
        for path in sorted(self._folders):
            if name_only in self._folders[path].keys and f"/{path}".endswith(end):
                for found in self._names(path):
                    if name_key(f"*/{found}") == name_only:
                        return f"{path}/{found}" if path else found
        return None

    def _names(self, path: str) -> list[str]:
        try:
            return sorted(os.listdir(os.path.join(self._root, *path.split("/"))))
        except OSError:
            return []

    def _walk(self, known: dict[str, _Folder]) -> Iterator[tuple[str, _Folder]]:
        waiting = [""]
        while waiting:
            path = waiting.pop()
            try:
                folder = self._listed(path, known.get(path))
            except OSError:
                continue
            yield path, folder
            waiting += folder.folders

    def _listed(self, path: str, known: _Folder | None) -> _Folder:
        place = os.path.join(self._root, *path.split("/"))
        began, changed = time.time_ns(), os.stat(place).st_mtime_ns
        if known is not None and known.changed == changed:
            return known
        folders, keys = [], set()
        start = f"{path}/" if path else ""
        with os.scandir(place) as entries:
            for entry in entries:
                name = entry.name
                if name[0] == ".":
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(start + name)
                elif not is_note(name) and not (entry.is_symlink() and os.path.isdir(entry.path)):
                    keys |= {name_key(start + name), name_key(f"*/{name}")}
        is_settled = changed < began - TICK_NS
        return _Folder(changed if is_settled else 0, tuple(folders), frozenset(keys))
