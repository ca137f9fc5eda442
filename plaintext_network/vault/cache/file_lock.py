"""Connects to SQLite files, locks one against other processes, and distinguishes damage from other errors. Knows no tables."""

from __future__ import annotations

import sqlite3
from contextlib import suppress

from plaintext_network.vault import serialize
from plaintext_network.vault.cache.locations import create_private, is_irregular
from plaintext_network.vault.serialize import CacheDamaged, CacheUnreadable

LOCK_TIMEOUT = 2.0  # seconds to wait for another process before reading without the cache
# What a damaged database raises; even the message may not be text.
DATABASE_ERRORS = (sqlite3.Error, UnicodeDecodeError)


def connect(file: str, timeout: float | None = None) -> sqlite3.Connection:
    """Connect to a database, and create it if it is missing. Waits `timeout` seconds, or `LOCK_TIMEOUT`, for a lock."""
    # Private, since it contains the notes. Never open and close an existing one: closing any descriptor of a file releases
    # every lock that this process has on it. If the file can't be created, it may still be readable.
    with suppress(OSError):
        create_private(file)
    # Threads may share it, since they use it one at a time.
    seconds = LOCK_TIMEOUT if timeout is None else timeout
    return sqlite3.connect(file, timeout=seconds, isolation_level=None, check_same_thread=False)


# A lock; closing it releases it.
FileLock = sqlite3.Connection


class LockBusy(CacheUnreadable):
    """Raised if another process holds a lock."""


class LockUnusable(CacheUnreadable):
    """Raised if something other than a lock file is in its place."""


def acquire_lock(lock: str, timeout: float | None = None) -> FileLock:
    """Lock an empty file against other processes, until the result is closed or this process ends.

    Raises LockBusy if another process holds the lock for `timeout` seconds, or `LOCK_TIMEOUT`; LockUnusable if the file
    can't be locked; and CacheUnreadable for any other error.
    """
    if is_irregular(lock):
        raise LockUnusable(f"{lock} is not a regular file")
    connection = None
    try:
        connection = connect(lock, timeout)
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


# Primary codes of SQLite's errors about what a file contains. Below: extended codes, such as that of a replaced file.
_DAMAGED = (
    sqlite3.SQLITE_ERROR,  # such as a missing table
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_SCHEMA,
)
_DAMAGED_IN_DETAIL = (sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_READONLY_DBMOVED)


def is_damage(error: Exception) -> bool:
    """Return whether an error shows that another program changed the cache."""
    if isinstance(error, CacheUnreadable):
        return isinstance(error, CacheDamaged)
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None) or 0
        return code & 0xFF in _DAMAGED or code in _DAMAGED_IN_DETAIL
    return isinstance(error, serialize.WRONG_VALUES)
