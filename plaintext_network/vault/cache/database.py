"""Opens the database of a vault's cache, locks it for one writer, and detects changes by others. Knows nothing about notes.

Each write stores a seal beside the database: the fingerprint of its file, and the number of its last write. A database that
doesn't match its seal was changed by another program, and is not used. No write seals what it did not write: see `_seal`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

from plaintext_network.errors import PnetError
from plaintext_network.vault.cache import file_lock
from plaintext_network.vault.cache.file_lock import (
    DATABASE_ERRORS,
    FileLock,
    LockUnusable,
    acquire_lock,
    connect,
    is_damage,
)
from plaintext_network.vault.cache.locations import (
    DATABASE,
    FINGERPRINT,
    LOCK,
    VECTORS,
    cache_files,
    create_private,
    is_irregular,
    open_regular,
    replace_file,
    temporary_name,
)
from plaintext_network.vault.cache.schema import SCHEMA, TEXT_INDEX, TEXT_TABLES, TEXT_TRIGGERS, WRITES
from plaintext_network.vault.serialize import CacheDamaged, CacheUnreadable

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


# Values in one query; older versions of SQLite take no more than 999.
_MOST_VALUES = 500


def _replaced(file: str) -> CacheDamaged:
    return CacheDamaged(f"another program has written {file}")


class Database:
    """The database of one vault. Reading raises CacheUnreadable if it fails; writing also `sqlite3.Error`."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._file = base + DATABASE
        self._db: sqlite3.Connection | None = None
        # The file that the connection reads, by device and inode; the path may lead to another one by now.
        self._identity: tuple[int, int] | None = None
        self._lock: FileLock | None = None

    @property
    def db(self) -> sqlite3.Connection:
        """The connection, opened on first use."""
        if self._db is None:
            self._db, self._identity = self._opened()
        return self._db

    def _opened(self) -> tuple[sqlite3.Connection, tuple[int, int]]:
        """Return a connection, and the identity of the file that it reads."""
        for path in (self._file, self._file + "-journal"):
            if is_irregular(path):
                raise CacheUnreadable(f"{path} is not a regular file")
        try:
            before = _identity(self._file)
            connection = connect(self._file)
            opened = _identity(self._file)
        except OSError as error:
            raise CacheUnreadable(str(error)) from error
        if opened is None or before not in (None, opened):
            connection.close()
            raise _replaced(self._file)
        return connection, opened

    def rows(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query."""
        try:
            yield from self.db.execute(sql, values)
        except DATABASE_ERRORS as error:
            raise self.unreadable(error) from error

    def rows_among(self, sql: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query in which `{marks}` stands for any number of values."""
        for at in range(0, len(values), _MOST_VALUES):
            batch = values[at : at + _MOST_VALUES]
            yield from self.rows(sql.format(marks=",".join("?" * len(batch))), batch)

    def row(self, sql: str, values: Sequence[object] = ()) -> tuple[Any, ...] | None:
        """Return the first row of a query."""
        try:
            row: tuple[Any, ...] | None = self.db.execute(sql, values).fetchone()
        except DATABASE_ERRORS as error:
            raise self.unreadable(error) from error
        return row

    def unreadable(self, error: Exception) -> PnetError:
        """Return the exception to raise in place of an error that reading has caused; the next run ignores damaged content."""
        if not is_damage(error):
            return error if isinstance(error, PnetError) else CacheUnreadable(str(error))
        self.condemn()
        return CacheDamaged(str(error))

    def __del__(self) -> None:
        # A connection and its prepared statements refer to each other, so it would stay locked until garbage collection.
        self.close()

    def close(self) -> None:
        """Close the connection and release the lock."""
        for connection in (self._db, self._lock):
            if connection is not None:
                with suppress(sqlite3.Error):
                    connection.close()
        self._db = self._lock = None

    def _drop_connection(self) -> None:
        if self._db is not None:
            with suppress(sqlite3.Error):
                self._db.close()
        self._db = self._identity = None

    # The write lock

    def lock(self) -> None:
        """Become the one process that writes, until `unlock`. Raises CacheUnreadable if another process is that for too long."""
        if self._lock is not None:
            return
        lock = self._base + LOCK
        try:
            os.makedirs(os.path.dirname(self._base), mode=0o700, exist_ok=True)
            try:
                self._lock = acquire_lock(lock)
            except LockUnusable:
                # A lock file is empty: nothing is lost.
                os.unlink(lock)
                self._lock = acquire_lock(lock)
        except OSError as error:
            raise CacheUnreadable(str(error)) from error

    def unlock(self) -> None:
        """Let other processes write."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def copy_if_being_read(self) -> None:
        """If other processes still read the database, continue with a copy, so that nobody waits.

        Requires the lock. Raises CacheDamaged if the database is not intact.
        """
        self.end_read()
        try:
            self.db.execute("PRAGMA busy_timeout = 0")
            self.db.execute("BEGIN EXCLUSIVE")
            self.db.execute("ROLLBACK")
        except sqlite3.OperationalError:
            self._drop_connection()
            # Late: seldom needed.
            from shutil import copyfile

            copy = temporary_name(self._file)
            seal = self.read_seal()
            try:
                create_private(copy)
                copyfile(self._file, copy)
                # Another program may have written the file while it was copied.
                if seal != self.read_seal():
                    raise _replaced(self._file) from None
                os.replace(copy, self._file)
            finally:
                with suppress(OSError):
                    os.unlink(copy)
            self._seal(seal[1])
        self.db.execute(f"PRAGMA busy_timeout = {int(file_lock.LOCK_TIMEOUT * 1000)}")

    def begin_read(self) -> None:
        """Read the database as it is now, until `end_read`."""
        if self.db.in_transaction:
            return
        self.row("BEGIN")
        self.row("SELECT name FROM meta LIMIT 1")

    def end_read(self) -> None:
        """End the transaction of `begin_read`, if there is one."""
        if self._db is not None and self._db.in_transaction:
            self._db.execute("ROLLBACK")

    @contextmanager
    def writing(self, *, exists: bool = True, small: bool = False) -> Iterator[None]:
        """Write everything or nothing, and seal the result. Requires the lock.

        With `exists` false, the database is new; with `small`, the changes fit into memory. Raises CacheDamaged if another
        program has written the database, before or meanwhile.
        """
        with self._transaction(exists=exists, small=small):
            yield
            self.set_meta("written", self.number("written") + 1 if exists else 1)

    @contextmanager
    def writing_fingerprints(self) -> Iterator[None]:
        """Do as `writing`, but leave `state` as it is: no answer depends on what is written."""
        with self._transaction(exists=True, small=True):
            yield

    @contextmanager
    def writing_text_index(self) -> Iterator[None]:
        """Do as `writing`, but leave `state` as it is: only searches read what is written."""
        with self._transaction(exists=True, small=False):
            yield

    @contextmanager
    def _transaction(self, *, exists: bool, small: bool) -> Iterator[None]:
        self.end_read()
        db = self.db
        # If changes wait in memory, every earlier change of the file is another program's.
        db.execute(f"PRAGMA cache_spill = {'OFF' if small else 'ON'}")
        db.execute("BEGIN IMMEDIATE")
        try:
            before = self.read_seal() if exists else None
            if before is not None and _content(self.db) != before[1]:
                raise _replaced(self._file)
            yield
            number = self.number("writes") + 1 if exists else 1
            self.set_meta("writes", number)
            content = f"{self.meta('life')} {number}"
            db.execute(f"UPDATE {WRITES[number % 2]} SET write = ?", (content,))  # noqa: S608
            if small and before != self.read_seal():
                raise _replaced(self._file)
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
        self._seal(content)

    def _seal(self, content: str) -> None:
        """Store the fingerprint of the file and the number of its last write, after verifying that this program wrote both.

        A program that replaces the file meanwhile is detected by its identity, and one that overwrites it by the number of
        the write before: a page that this write has not changed contains it. What overwrites the file later changes its
        fingerprint; if the file system's clock is too coarse for that, the content differs from the seal.
        """
        try:
            fingerprint = self._fingerprint()
            if self._content_of_file() != content or self._fingerprint() != fingerprint:
                raise _replaced(self._file)
            replace_file(self._base + FINGERPRINT, [fingerprint, b"\n", content.encode()])
        except OSError as error:
            raise CacheUnreadable(str(error)) from error

    def _content_of_file(self) -> str | None:
        """Return `_content` from the file, not from this connection's memory."""
        connection, identity = self._opened()
        try:
            return None if self._db is not None and identity != self._identity else _content(connection)
        finally:
            connection.close()

    def _fingerprint(self) -> bytes:
        s = os.stat(self._file)
        return repr((s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino)).encode()

    def read_seal(self) -> tuple[bytes, str]:
        """Return the fingerprint and the content in the seal. Raises CacheDamaged if the file is another one."""
        try:
            with open_regular(self._base + FINGERPRINT) as file:
                fingerprint, _, content = (file.read(500) or b"").partition(b"\n")
            is_same = self._db is None or self._identity == _identity(self._file)
            if is_same and fingerprint == self._fingerprint():
                return fingerprint, content.decode("ascii", "replace")
        except OSError:
            pass
        raise _replaced(self._file)

    def is_intact(self) -> bool:
        """Return whether the database is as pnet has written it; if so, continue to read it as it is now."""
        self.end_read()
        try:
            if self._db is not None and self._identity != _identity(self._file):
                # Another process has replaced it by a copy.
                self._drop_connection()
            self.read_seal()
            self.begin_read()
            # Again: from here on, no writer of pnet changes it. Recovering from an interrupted write may have.
            return self.read_seal()[1] == _content(self.db)
        except (OSError, CacheUnreadable, *DATABASE_ERRORS):
            return False

    def condemn(self) -> None:
        """Make the next run build the database again, unless another one has replaced it."""
        with suppress(OSError):
            if self._identity == _identity(self._file):
                os.unlink(self._base + FINGERPRINT)

    def recreate(self, meta: Mapping[str, object]) -> None:
        """Replace the database by an empty one. Requires the lock."""
        self._drop_connection()
        try:
            for file in cache_files(self._base):
                # Vectors depend on no version of the database, and take long to compute.
                if not file.endswith((LOCK, VECTORS)):
                    os.unlink(file)
            with self.writing(exists=False):
                for statement in SCHEMA.split(";"):
                    self.db.execute(statement)
                # Distinguishes two databases with the same number of writes.
                self.set_meta("life", os.urandom(8).hex())
                for name, value in meta.items():
                    self.set_meta(name, value)
        except (OSError, *DATABASE_ERRORS) as error:
            raise CacheUnreadable(str(error)) from error

    @property
    def has_text_index(self) -> bool:
        """Whether the full-text index has been created."""
        return self.row("SELECT 1 FROM sqlite_master WHERE name = 'not_indexed'") is not None

    def create_text_index(self) -> None:
        """Create the tables of the full-text index; all notes are `not_indexed`. Requires a write."""
        for statement in TEXT_INDEX:
            self.db.execute(statement)

    def drop_text_index(self) -> None:
        """Delete the tables of the full-text index. Requires a write."""
        for trigger in TEXT_TRIGGERS:
            self.db.execute(f"DROP TRIGGER {trigger}")
        for table in TEXT_TABLES:
            self.db.execute(f"DROP TABLE {table}")

    def vacuum(self) -> None:
        """Return unused space to the system. Requires the lock."""
        content = self.read_seal()[1]
        self.db.execute("VACUUM")
        self._seal(content)

    @property
    def state(self) -> str:
        """Identifies what the database contains: different after every write."""
        return f"{self.meta('life')} {self.meta('written')}"

    # Small values

    def meta(self, name: str) -> Any:
        """Return a small value by name; None if it is not set."""
        row = self.row("SELECT value FROM meta WHERE name = ?", (name,))
        return None if row is None else row[0]

    def number(self, name: str) -> int:
        """Return a small number by name. Raises CacheDamaged if there is none."""
        value = self.meta(name)
        if not isinstance(value, int):
            raise self.unreadable(CacheDamaged(f"{name} is not a number"))
        return value

    def set_meta(self, name: str, value: object) -> None:
        """Set a small value."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))


def stored_state(base: str) -> str | None:
    """Return the `state` of the database at a path without suffix; None if it is not intact."""
    database = Database(base)
    try:
        return database.state if database.is_intact() else None
    except CacheUnreadable:
        return None
    finally:
        database.close()


def _identity(path: str) -> tuple[int, int] | None:
    """Return the device and the inode of a file; None if it is missing."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def _content(connection: sqlite3.Connection) -> str | None:
    """Return the life of the database and the number of its last write; None if its pages are not of one write."""
    try:
        life, number = (
            connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()[0]
            for name in ("life", "writes")
        )
        last, before = (
            connection.execute(f"SELECT write FROM {WRITES[at % 2]}").fetchall()  # noqa: S608
            for at in (number, number - 1)
        )
        expected = f"{life} {number - 1}" if number > 1 else None
    except (TypeError, ValueError, *DATABASE_ERRORS):
        return None
    content = f"{life} {number}"
    return content if last == [(content,)] and before == [(expected,)] else None
