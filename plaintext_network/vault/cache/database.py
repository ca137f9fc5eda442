"""Owns the database file of one vault's cache: who may write it, and whether it is still as it was left. Knows no notes.

One process writes at a time. What a write leaves is sealed with the file's own fingerprint: a database that anything
else has touched since is not believed.
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

LOCK_TIMEOUT = 2.0  # seconds to wait for another process before doing without
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE file (
    id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE, kind TEXT, seen BLOB, digest BLOB, copy INTEGER
);
CREATE TABLE facts (id INTEGER PRIMARY KEY, value BLOB);
CREATE TABLE resolved (id INTEGER PRIMARY KEY, value BLOB);
CREATE TABLE passed (id INTEGER PRIMARY KEY, value BLOB);
CREATE TABLE linked (id INTEGER PRIMARY KEY, sources BLOB);
CREATE TABLE name (key BLOB PRIMARY KEY, hits BLOB, askers BLOB) WITHOUT ROWID;
CREATE TABLE contact (id INTEGER PRIMARY KEY, standing BLOB, known BLOB);
CREATE TABLE aside (path BLOB PRIMARY KEY, seen BLOB, problem BLOB) WITHOUT ROWID;
"""

# What a database that was damaged gives; messages about it need not even be text.
DATABASE_ERRORS = (sqlite3.Error, UnicodeDecodeError)


def _connected(file: str, patience: float = LOCK_TIMEOUT) -> sqlite3.Connection:
    # For its owner's eyes: it holds what the notes say. One that is there is left alone: to close any descriptor of a file
    # gives up every lock that this process has on it. Where it can't be made, it may still be read.
    with suppress(OSError):
        create_private(file)
    # Between them, threads use it one at a time.
    return sqlite3.connect(file, timeout=patience, isolation_level=None, check_same_thread=False)


# A lock, as long as it is not closed.
FileLock: TypeAlias = sqlite3.Connection


class LockBusy(CacheUnreadable):
    """Say that another process holds a lock."""


class LockUnusable(CacheUnreadable):
    """Say that something else is where a lock should be."""


def acquire_lock(lock: str, patience: float = LOCK_TIMEOUT) -> FileLock:
    """Be the one process that holds a lock, an empty file, until what is returned is closed or this process ends.

    Raise Busy when another holds it for so many seconds, Spoilt where nobody can hold it, Unusable otherwise.
    """
    if is_irregular(lock):
        raise LockUnusable(f"{lock} is not a regular file")
    connection = None
    try:
        connection = _connected(lock, patience)
        # Nothing is written, so nothing need be there to take it back.
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
    """One vault's database. Reading raises Unusable where that fails; writing, `sqlite3.Error` too."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._file = base + DATABASE
        self._db: sqlite3.Connection | None = None
        self._lock: sqlite3.Connection | None = None

    @property
    def db(self) -> sqlite3.Connection:
        """The connection; opened when first used."""
        if self._db is None:
            for path in (self._file, self._file + "-journal"):
                if is_irregular(path):
                    raise CacheUnreadable(f"{path} is not a regular file")
            self._db = _connected(self._file)
        return self._db

    def rows(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield what a query gives. Raises Unusable where the database can't be read."""
        try:
            yield from self.db.execute(sql, values)
        except DATABASE_ERRORS as error:
            raise CacheUnreadable(str(error)) from error

    def row(self, sql: str, values: Sequence[object] = ()) -> tuple[Any, ...] | None:
        """Return the first row that a query gives."""
        try:
            found: tuple[Any, ...] | None = self.db.execute(sql, values).fetchone()
        except DATABASE_ERRORS as error:
            raise CacheUnreadable(str(error)) from error
        return found

    def __del__(self) -> None:
        # A connection is in a circle with what it has prepared, and would keep its lock until that is found.
        self.close()

    def close(self) -> None:
        """Let go of everything."""
        for connection in (self._db, self._lock):
            if connection is not None:
                with suppress(sqlite3.Error):
                    connection.close()
        self._db = self._lock = None

    # Who may write

    def alone(self) -> None:
        """Be the one process that writes, until `let_go`. Raises Unusable when another stays that for too long."""
        if self._lock is not None:
            return
        lock = self._base + LOCK
        try:
            os.makedirs(os.path.dirname(self._base), mode=0o700, exist_ok=True)
            try:
                self._lock = acquire_lock(lock)
            except LockUnusable:
                # Nothing is in it.
                os.unlink(lock)
                self._lock = acquire_lock(lock)
        except OSError as error:
            raise CacheUnreadable(str(error)) from error

    def let_go(self) -> None:
        """Let others write."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def leave_to_readers(self) -> None:
        """Where others still read the database, leave it to them and go on with a copy, so that nobody waits.

        Only for the one process that may write, and of a database that is sealed.
        """
        self.end()
        try:
            self.db.execute("PRAGMA busy_timeout = 0")
            self.db.execute("BEGIN EXCLUSIVE")
            self.db.execute("ROLLBACK")
        except sqlite3.OperationalError:
            self.db.close()
            self._db = None
            # Late: it seldom comes to this.
            from shutil import copyfile

            beside = temporary_name(self._file)
            try:
                create_private(beside)
                copyfile(self._file, beside)
                os.replace(beside, self._file)
            finally:
                with suppress(OSError):
                    os.unlink(beside)
            self._seal()
        self.db.execute(f"PRAGMA busy_timeout = {int(LOCK_TIMEOUT * 1000)}")

    def begin(self) -> None:
        """See the database as it is now, unchanged until `end`."""
        self.row("BEGIN")
        self.row("SELECT name FROM meta LIMIT 1")

    def end(self) -> None:
        """Stop looking."""
        if self._db is not None and self._db.in_transaction:
            self._db.execute("ROLLBACK")

    @contextmanager
    def writing(self, *, begun: bool = True) -> Iterator[None]:
        """Write all of it or nothing, and seal what was written. Only for the one process that may.

        Not `begun`, there was nothing before.
        """
        self.end()
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.set_meta("written", self.meta("written") + 1 if begun else 1)
            self.db.execute("COMMIT")
        except BaseException:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise
        self._seal()

    def _seal(self) -> None:
        try:
            replace_file(self._base + FINGERPRINT, [self._fingerprint()])
        except OSError as error:
            raise CacheUnreadable(str(error)) from error

    def _fingerprint(self) -> bytes:
        s = os.stat(self._file)
        return repr((s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino)).encode()

    def sealed(self) -> bool:
        """Tell whether the database is as this program left it."""
        try:
            with open_regular(self._base + FINGERPRINT) as file:
                return file.read(500) == self._fingerprint()
        except OSError:
            return False

    def start_over(self, meta: Mapping[str, object]) -> None:
        """Begin an empty database. Only for the one process that may."""
        if self._db is not None:
            self._db.close()
            self._db = None
        try:
            for file in cache_files(self._base):
                if not file.endswith(LOCK):
                    os.unlink(file)
            with self.writing(begun=False):
                for statement in _SCHEMA.split(";"):
                    self.db.execute(statement)
                # Two databases may have been written as often; this tells them apart.
                self.set_meta("life", os.urandom(8).hex())
                for name, value in meta.items():
                    self.set_meta(name, value)
        except (OSError, *DATABASE_ERRORS) as error:
            raise CacheUnreadable(str(error)) from error

    @property
    def state(self) -> str:
        """What differs whenever something else is kept."""
        return f"{self.meta('life')} {self.meta('written')}"

    # Small values

    def meta(self, name: str) -> Any:
        """Return a small value by name, None without one."""
        row = self.row("SELECT value FROM meta WHERE name = ?", (name,))
        return None if row is None else row[0]

    def set_meta(self, name: str, value: object) -> None:
        """Keep a small value."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
