"""Stores the records of one vault's writes, readable by its user only. Knows nothing about their content.

A write in progress is `pending`; with a file `back` next to it, it is being reverted. A finished write has a number, so
that the newest can be undone. `undone-` precedes the number of an undone write, so that it can be redone.
"""

import os
from collections.abc import Sequence

from plaintext_network.vault.cache.locations import records_folder
from plaintext_network.vault.transaction.pending import PENDING
from plaintext_network.vault.transaction.safe_folder import open_safe_folder

_BACK = "back"
_DRAFT = PENDING + ".tmp"
UNDONE = "undone-"
# The limits for finished records: a number and a size in bytes.
MOST = 50
MOST_BYTES = 64 << 20


class Journal:
    """The records of one vault's writes. Hold the write lock before you change anything. Raises OSError."""

    def __init__(self, root: str) -> None:
        self.folder = records_folder(root)

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

    def drop(self, other: str | None = None) -> None:
        """Delete the record of the write in progress, and another record."""
        with open_safe_folder(self.folder) as place:
            if other is not None:
                place.clear(other)
                place.sync()
            place.clear(PENDING)
            place.clear(_DRAFT)
            place.sync()
            place.clear(_BACK)

    def set_undone(self, name: str) -> None:
        """Store a finished write as undone, unless it is already."""
        with open_safe_folder(self.folder) as place:
            if place.status(name) is not None:
                place.replace(name, UNDONE + name)
                place.sync()

    def finish(self, token: str, forget: Sequence[str]) -> None:
        """Store the write in progress as finished, and delete the records to forget and the oldest beyond the limit.

        Those to forget go first: a crash in between leaves the write in progress, which is completed.
        """
        numbers = [int(name.partition("-")[0]) for name in self.finished()]
        with open_safe_folder(self.folder) as place:
            if forget:
                for name in forget:
                    place.clear(name)
                place.sync()
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
        return self._numbered("")

    def undone(self) -> list[str]:
        """Return the names of undone records, the one undone last first."""
        return self._numbered(UNDONE)

    def _numbered(self, prefix: str) -> list[str]:
        try:
            names = os.listdir(self.folder)
        except FileNotFoundError:
            return []
        # A write is undone only after those with higher numbers, so the lowest number is the last undone.
        rests = [(name, name.removeprefix(prefix)) for name in names if name.startswith(prefix)]
        return sorted(
            name for name, rest in rests if rest[:8].isdigit() and rest[8:9] == "-" and "." not in rest
        )

    def when(self, name: str) -> float:
        """Return when a record was written, in seconds since 1970."""
        return os.stat(self._path(name)).st_mtime

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
