"""Opens the database of a vault's cache, locks it for one writer, and detects changes by others. Knows nothing about notes.

Each write stores the fingerprint of the database file beside it. If they differ, another program has changed the
database, and it is not used.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeAlias

from plaintext_network.vault.cache.locations import (
    DATABASE,
    FINGERPRINT,
    LOCK,
    cache_files,
    create_private,
    is_irregular,
    open_regular,
    replace_file,
    temporary_name,
)
from plaintext_network.vault.serialize import CacheUnreadable

LOCK_TIMEOUT = 2.0  # seconds to wait for another process before reading without the cache
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE file (
    id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE, kind TEXT, names BLOB, seen BLOB, digest BLOB, copy INTEGER
);
CREATE INDEX file_kind ON file (kind, path) WHERE copy = 0 AND kind <> 'interaction';
CREATE TABLE facts (id INTEGER PRIMARY KEY, value BLOB);
CREATE TABLE resolved (id INTEGER PRIMARY KEY, value BLOB);
CREATE TABLE interactions (id INTEGER PRIMARY KEY, value BLOB);
CREATE TABLE linked (id INTEGER PRIMARY KEY, sources BLOB);
CREATE TABLE problem (id INTEGER PRIMARY KEY, value BLOB);
CREATE TABLE name (key BLOB PRIMARY KEY, hits BLOB, askers BLOB, shared INTEGER) WITHOUT ROWID;
CREATE INDEX shared_name ON name (key) WHERE shared;
CREATE TABLE day (day INTEGER PRIMARY KEY, sources BLOB);
CREATE TABLE contact (id INTEGER PRIMARY KEY, open INTEGER, state BLOB, known BLOB);
CREATE TABLE summary (name TEXT, id INTEGER, value BLOB, PRIMARY KEY (name, id)) WITHOUT ROWID;
CREATE TABLE skipped (path BLOB PRIMARY KEY, seen BLOB, problem BLOB) WITHOUT ROWID;
"""

# The full-text index, made by the first search; not every SQLite has FTS5. `note_text` is contentless, so that it is smaller
# than the notes: `indexed` contains what SQLite needs to delete a row of it. A row's number is twice that of its note, and
# one more for a contact. `not_indexed` are the notes that have changed since.
_TEXT_INDEX = (
    "CREATE VIRTUAL TABLE note_text USING fts5(names, properties, body, content='', tokenize='ascii')",
    "CREATE TABLE term (id INTEGER PRIMARY KEY, word TEXT NOT NULL)",
    "CREATE TABLE indexed (number INTEGER PRIMARY KEY, terms BLOB NOT NULL)",
    "CREATE TABLE not_indexed (id INTEGER PRIMARY KEY)",
    "INSERT INTO not_indexed SELECT id FROM file WHERE NOT copy",
    "CREATE TRIGGER text_added AFTER INSERT ON facts BEGIN INSERT OR IGNORE INTO not_indexed VALUES (new.id); END",
    "CREATE TRIGGER text_changed AFTER UPDATE ON facts BEGIN INSERT OR IGNORE INTO not_indexed VALUES (new.id); END",
    "CREATE TRIGGER text_removed AFTER DELETE ON facts BEGIN INSERT OR IGNORE INTO not_indexed VALUES (old.id); END",
    "CREATE TRIGGER text_of_copy AFTER UPDATE OF digest, copy ON file "
    "WHEN old.digest IS NOT new.digest OR old.copy IS NOT new.copy "
    "BEGIN INSERT OR IGNORE INTO not_indexed VALUES (new.id); END",
)

# What a damaged database raises; even the message may not be text.
DATABASE_ERRORS = (sqlite3.Error, UnicodeDecodeError)


def _connect(file: str, timeout: float = LOCK_TIMEOUT) -> sqlite3.Connection:
    # Private, since it contains the notes. Never open and close an existing one: closing any descriptor of a file releases
    # every lock that this process has on it. If the file can't be created, it may still be readable.
    with suppress(OSError):
        create_private(file)
    # Threads may share it, since they use it one at a time.
    return sqlite3.connect(file, timeout=timeout, isolation_level=None, check_same_thread=False)


# A lock; closing it releases it.
FileLock: TypeAlias = sqlite3.Connection


class LockBusy(CacheUnreadable):
    """Raised if another process holds a lock."""


class LockUnusable(CacheUnreadable):
    """Raised if something other than a lock file is in its place."""


def acquire_lock(lock: str, timeout: float = LOCK_TIMEOUT) -> FileLock:
    """Lock an empty file against other processes, until the result is closed or this process ends.

    Raises LockBusy if another process holds the lock for `timeout` seconds, LockUnusable if the file can't be locked,
    and CacheUnreadable for any other error.
    """
    if is_irregular(lock):
        raise LockUnusable(f"{lock} is not a regular file")
    connection = None
    try:
        connection = _connect(lock, timeout)
        # Nothing is written, so no journal is needed.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("BEGIN EXCLUSIVE")
        return connection
    except sqlite3.Error as error:
        if connection is not None:
            connection.close()
        if not isinstance(error, sqlite3.OperationalError):
            raise LockUnusable(str(error)) from error
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise LockBusy(str(error)) from error
        raise CacheUnreadable(str(error)) from error


class Database:
    """The database of one vault. Reading raises CacheUnreadable if it fails; writing also `sqlite3.Error`."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._file = base + DATABASE
        self._db: sqlite3.Connection | None = None
        self._lock: FileLock | None = None

    @property
    def db(self) -> sqlite3.Connection:
        """The connection, opened on first use."""
        if self._db is None:
            for path in (self._file, self._file + "-journal"):
                if is_irregular(path):
                    raise CacheUnreadable(f"{path} is not a regular file")
            self._db = _connect(self._file)
        return self._db

    def rows(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query."""
        try:
            yield from self.db.execute(sql, values)
        except DATABASE_ERRORS as error:
            raise CacheUnreadable(str(error)) from error

    def row(self, sql: str, values: Sequence[object] = ()) -> tuple[Any, ...] | None:
        """Return the first row of a query."""
        try:
            row: tuple[Any, ...] | None = self.db.execute(sql, values).fetchone()
        except DATABASE_ERRORS as error:
            raise CacheUnreadable(str(error)) from error
        return row

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

        Requires the lock, and that the database is intact.
        """
        self.end_read()
        try:
            self.db.execute("PRAGMA busy_timeout = 0")
            self.db.execute("BEGIN EXCLUSIVE")
            self.db.execute("ROLLBACK")
        except sqlite3.OperationalError:
            self.db.close()
            self._db = None
            # Late: seldom needed.
            from shutil import copyfile

            copy = temporary_name(self._file)
            try:
                create_private(copy)
                copyfile(self._file, copy)
                os.replace(copy, self._file)
            finally:
                with suppress(OSError):
                    os.unlink(copy)
            self._store_fingerprint()
        self.db.execute(f"PRAGMA busy_timeout = {int(LOCK_TIMEOUT * 1000)}")

    def begin_read(self) -> None:
        """Read the database as it is now, until `end_read`."""
        self.row("BEGIN")
        self.row("SELECT name FROM meta LIMIT 1")

    def end_read(self) -> None:
        """End the transaction of `begin_read`, if there is one."""
        if self._db is not None and self._db.in_transaction:
            self._db.execute("ROLLBACK")

    @contextmanager
    def writing(self, *, exists: bool = True) -> Iterator[None]:
        """Write everything or nothing, and store the fingerprint of the result. Requires the lock.

        With `exists` false, the database is new.
        """
        with self.writing_text_index():
            yield
            self.set_meta("written", self.meta("written") + 1 if exists else 1)

    @contextmanager
    def writing_text_index(self) -> Iterator[None]:
        """Do as `writing`, but leave `state` as it is: only searches read what is written."""
        self.end_read()
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.db.execute("COMMIT")
        except BaseException:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise
        self._store_fingerprint()

    def _store_fingerprint(self) -> None:
        try:
            replace_file(self._base + FINGERPRINT, [self._fingerprint()])
        except OSError as error:
            raise CacheUnreadable(str(error)) from error

    def _fingerprint(self) -> bytes:
        s = os.stat(self._file)
        return repr((s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino)).encode()

    def is_intact(self) -> bool:
        """Return whether the database is as pnet has written it."""
        try:
            with open_regular(self._base + FINGERPRINT) as file:
                return file.read(500) == self._fingerprint()
        except OSError:
            return False

    def distrust(self) -> None:
        """Let the next run recreate the database."""
        with suppress(OSError):
            os.unlink(self._base + FINGERPRINT)

    def recreate(self, meta: Mapping[str, object]) -> None:
        """Replace the database by an empty one. Requires the lock."""
        if self._db is not None:
            self._db.close()
            self._db = None
        try:
            for file in cache_files(self._base):
                if not file.endswith(LOCK):
                    os.unlink(file)
            with self.writing(exists=False):
                for statement in _SCHEMA.split(";"):
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
        for statement in _TEXT_INDEX:
            self.db.execute(statement)

    def drop_text_index(self) -> None:
        """Delete the tables of the full-text index. Requires a write."""
        for trigger in ("text_added", "text_changed", "text_removed", "text_of_copy"):
            self.db.execute(f"DROP TRIGGER {trigger}")
        for table in ("note_text", "term", "indexed", "not_indexed"):
            self.db.execute(f"DROP TABLE {table}")

    def vacuum(self) -> None:
        """Return unused space to the system. Requires the lock."""
        self.db.execute("VACUUM")
        self._store_fingerprint()

    @property
    def state(self) -> str:
        """Identifies what the database contains: different after every write."""
        return f"{self.meta('life')} {self.meta('written')}"

    # Small values

    def meta(self, name: str) -> Any:
        """Return a small value by name; None if it is not set."""
        row = self.row("SELECT value FROM meta WHERE name = ?", (name,))
        return None if row is None else row[0]

    def set_meta(self, name: str, value: object) -> None:
        """Set a small value."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
