"""Stores the records of one vault's writes, readable by its user only. Knows nothing about their content.

A write in progress is `pending`; with a file `back` next to it, it is being reverted. A finished write has a number, so
that the newest can be undone.
"""

import os

from plaintext_network.vault.transaction.pending import PENDING, folder_of
from plaintext_network.vault.transaction.safe_folder import open_safe_folder

_BACK = "back"
_DRAFT = PENDING + ".tmp"
# The limits for finished records: a number and a size in bytes.
MOST = 50
MOST_BYTES = 64 << 20


class Journal:
    """The records of one vault's writes. Hold the write lock before you change anything. Raises OSError."""

    def __init__(self, root: str) -> None:
        self.folder = folder_of(root)

    def under_way(self) -> bytes | None:
        """Return the record of the write in progress, or None."""
        return self._content(PENDING)

    @property
    def goes_back(self) -> bool:
        """Return whether the write in progress is being reverted."""
        return os.path.lexists(self._path(_BACK))

    def begin(self, record: bytes) -> None:
        """Store the record of a write that begins, and sync it to disk."""
        with open_safe_folder(self.folder) as place:
            if place.status(_BACK) is not None:
                place.remove(_BACK)
                place.sync()
            place.clear(_DRAFT)
            place.make(_DRAFT, record, 0o600)
            place.replace(_DRAFT, PENDING)
            place.sync()

    def turn_back(self) -> bool:
        """Record that the write in progress is being reverted; return whether that worked."""
        try:
            with open_safe_folder(self.folder) as place:
                if place.status(_BACK) is None:
                    place.make(_BACK, b"", 0o600)
                    place.sync()
        except OSError:
            return False
        return True

    def drop(self, undone: str | None = None) -> None:
        """Delete the record of the write in progress, and of the finished write that it undid."""
        with open_safe_folder(self.folder) as place:
            if undone is not None:
                place.clear(undone)
                place.sync()
            place.clear(PENDING)
            place.clear(_DRAFT)
            place.sync()
            place.clear(_BACK)

    def finish(self, token: str) -> None:
        """Store the write in progress as finished, and delete the oldest records beyond the limit."""
        numbers = [int(name.partition("-")[0]) for name in self.finished()]
        with open_safe_folder(self.folder) as place:
            place.replace(PENDING, f"{max(numbers, default=0) + 1:08}-{token}")
            place.sync()
            sizes = 0
            for age, name in enumerate(reversed(self.finished())):
                status = place.status(name)
                sizes += status.st_size if status else 0
                if age and (age >= MOST or sizes > MOST_BYTES):
                    place.clear(name)

    def finished(self) -> list[str]:
        """Return the names of finished records, oldest first."""
        try:
            names = os.listdir(self.folder)
        except FileNotFoundError:
            return []
        return sorted(name for name in names if name[:8].isdigit() and name[8:9] == "-" and "." not in name)

    def read(self, name: str) -> bytes:
        """Return the record of a finished write."""
        return self._content(name) or b""

    def keep(self, name: str, text: bytes) -> str:
        """Save a text that couldn't be written to its place; return the path."""
        with open_safe_folder(self.folder) as place:
            place.clear(name)
            place.make(name, text, 0o600)
            place.sync()
        return self._path(name)

    def set_aside(self, name: str) -> str:
        """Rename the record in progress so that no later run completes it; return the path."""
        with open_safe_folder(self.folder) as place:
            place.replace(PENDING, name)
            place.sync()
            place.clear(_BACK)
        return self._path(name)

    def _path(self, name: str) -> str:
        return os.path.join(self.folder, name)

    def _content(self, name: str) -> bytes | None:
        try:
            with open_safe_folder(self.folder) as place, place.reading(name) as descriptor:
                return place.content(name, os.fstat(descriptor).st_size)
        except FileNotFoundError:
            return None
