"""Reads one state of the cache, and closes the database whenever nobody needs it. Decides nothing about when."""

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from plaintext_network.errors import NotebookOutdated
from plaintext_network.vault.cache.file_lock import DATABASE_ERRORS
from plaintext_network.vault.cache.tables import CacheTables
from plaintext_network.vault.serialize import CacheUnreadable

if TYPE_CHECKING:
    from sqlite3 import Connection


# Bytes of a database that takes long to copy.
LARGE = 16_000_000


class ReleasableTables(CacheTables):
    """The cache of one vault, whose database can be closed between two questions, by any thread.

    After `pin`, it is only ever read in the state it had then: once closed, the next question opens it again, and raises
    NotebookOutdated if it has been written since. `on_open` is called after it was opened. `used` is when it was last read,
    by `time.monotonic`.
    """

    def __init__(self, base: str, on_open: Callable[[], None]) -> None:
        self._on_open = on_open
        self._guard = threading.RLock()
        self._pinned: str | None = None
        # Questions in progress, and `with` blocks.
        self._users = 0
        self.used = time.monotonic()
        super().__init__(base)

    def pin(self, state: str) -> None:
        """Stay with this state, which is the one being read."""
        with self._guard:
            self._pinned = state

    @property
    def is_open(self) -> bool:
        """Whether the database is open, so that writers have to copy it."""
        return self._db is not None

    @property
    def db(self) -> "Connection":
        with self._guard:
            if self._db is None:
                if self._pinned is not None:
                    self._reopen(self._pinned)
                self._on_open()
            return super().db

    @property
    def is_held(self) -> bool:
        """Whether a block or a question in progress keeps the database open."""
        return self._users > 0

    @property
    def is_large(self) -> bool:
        """Whether to copy the database takes long."""
        try:
            return os.path.getsize(self._file) > LARGE
        except OSError:
            return False

    def _reopen(self, state: str) -> None:
        # While it is None, the connection is opened without this check.
        self._pinned = None
        try:
            # First: opening a database that was removed would create it.
            if not self.is_intact():
                raise NotebookOutdated
            self.begin_read()
            self._expect(state)
        except (CacheUnreadable, OSError, *DATABASE_ERRORS):
            # Another process is writing it.
            self.close()
            raise NotebookOutdated from None
        finally:
            self._pinned = state

    def begin_read(self) -> None:
        """Read the database as it is now, until `end_read`. Raises NotebookOutdated if that is another state."""
        with self._guard:
            super().begin_read()
            if self._pinned is not None:
                self._expect(self._pinned)

    def _expect(self, state: str) -> None:
        if self.state != state:
            self.close()
            raise NotebookOutdated

    def rows(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        with self.in_use():
            yield from super().rows(sql, values)

    def row(self, sql: str, values: Sequence[object] = ()) -> tuple[Any, ...] | None:
        # Not `in_use`, which costs more than the query.
        with self._guard:
            self.used = time.monotonic()
            return super().row(sql, values)

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Keep the database open during the block. Raises NotebookOutdated."""
        with self._guard:
            self.db  # noqa: B018
            self._users += 1
        try:
            yield
        finally:
            with self._guard:
                self._users -= 1
                self.used = time.monotonic()

    def writable(self) -> CacheTables | None:
        """Return the cache in the same state on a connection of its own, which may write; None if it has changed.

        Closes this one if nobody needs it, so that the other doesn't have to copy the database.
        """
        self.release()
        other = self.reopened()
        try:
            if other.is_intact():
                other.begin_read()
                if other.state == self._pinned:
                    return other
        except (CacheUnreadable, OSError, *DATABASE_ERRORS):
            # Another process is writing it.
            other.close()
        return None

    def release(self, before: float | None = None) -> bool:
        """Close the database unless it is in use, or was used after `before`; return whether it is closed."""
        with self._guard:
            # Before `pin`, the cache may be being written.
            is_needed = self._users or self._pinned is None or (before is not None and self.used > before)
            if is_needed:
                return self._db is None
            self.close()
            return True
