"""Describes one file of a vault as Obsidian sees it: the parts of its path, and its properties. Reads no file itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from unicodedata import normalize


class VaultFile:
    """One file of a vault, and the properties of its front matter by their folded names.

    `path` is as on the disk, `shown` in composed Unicode: macOS may store a name decomposed, and Obsidian composes it.
    """

    __slots__ = ("_properties", "_read", "basename", "ext", "folder", "path", "shown")

    def __init__(self, path: str, read: Callable[[str], Mapping[str, tuple[str, object]]]) -> None:
        self.path, self.shown = path, composed(path)
        folder, _, name = self.shown.rpartition("/")
        self.folder = folder
        self.basename, dot, ext = name.rpartition(".")
        self.ext = ext.lower() if dot else ""
        self._read = read
        self._properties: Mapping[str, tuple[str, object]] | None = None

    def __str__(self) -> str:
        return self.shown

    @property
    def name(self) -> str:
        """The name as Obsidian shows it: without the ending of a note."""
        return self.basename if self.ext == "md" else self.shown.rpartition("/")[2]

    @property
    def link_target(self) -> str:
        return self.shown[:-3] if self.ext == "md" else self.shown

    def _written(self) -> Mapping[str, tuple[str, object]]:
        if self._properties is None:
            self._properties = self._read(self.path) if self.ext == "md" else {}
        return self._properties

    @property
    def properties(self) -> dict[str, object]:
        """The properties by their names as written."""
        return dict(self._written().values())

    def property(self, name: str) -> object:
        """Return the value of a property, whatever the case of its name; None if it has none."""
        found = self._written().get(name.casefold())
        return found[1] if found else None

    def has_property(self, name: str) -> bool:
        return name.casefold() in self._written()

    def is_in(self, folder: str) -> bool:
        """Return whether the file is in a folder, or in one below it."""
        wanted = composed(folder.strip("/"))
        return not wanted or self.folder == wanted or self.folder.startswith(f"{wanted}/")


def composed(text: str) -> str:
    """Return a text in composed Unicode (NFC)."""
    return text if text.isascii() else normalize("NFC", text)
