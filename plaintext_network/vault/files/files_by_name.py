"""Finds the files of a vault by path, or by name alone as Obsidian does. Reads none, and enters no hidden folder."""

import os
from collections.abc import Iterator
from functools import cached_property

from plaintext_network.model.language.normalize import name_key


def visible_files(root: str) -> Iterator[str]:
    """Yield the paths of all files outside hidden folders that are not hidden themselves, in order."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name[0] != ".")
        below = os.path.relpath(folder, root).replace(os.sep, "/")
        for name in sorted(names):
            if name[0] != ".":
                yield name if below == "." else f"{below}/{name}"


class FilesByName:
    """The files of one vault but its notes. It lists them once, when you first ask for a name."""

    def __init__(self, root: str) -> None:
        self._root = root

    def find(self, written: str, note: str) -> str | None:
        """Return the path of the file that a note means: from the vault's root, from the note, else by its name alone."""
        for path in (written, f"{note.rpartition('/')[0]}/{written}".lstrip("/")):
            path = os.path.normpath(path).replace(os.sep, "/")
            if not path.startswith(("/", "..")) and os.path.isfile(os.path.join(self._root, path)):
                return path
        return next(iter(self._paths.get(name_key(written.rpartition("/")[2]), ())), None)

    def count(self, name: str) -> int:
        """Return how many files have a name, whatever its case."""
        return len(self._paths.get(name_key(name), ()))

    def add(self, path: str) -> None:
        """Count a file that is yet to be written."""
        self._paths.setdefault(name_key(path.rpartition("/")[2]), []).append(path)

    @cached_property
    def _paths(self) -> dict[str, list[str]]:
        """The paths of the files of each name, by its `name_key`."""
        found: dict[str, list[str]] = {}
        for path in visible_files(self._root):
            if not path.endswith(".md"):
                found.setdefault(name_key(path.rpartition("/")[2]), []).append(path)
        return found
