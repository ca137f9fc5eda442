"""Lets one pnet at a time write into a vault: holds the lock, or waits for it up to a limit. Writes no note itself."""

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import FileIO
from weakref import WeakSet

from plaintext_network.errors import VaultBusy, WriteFailed
from plaintext_network.vault.cache.locations import is_irregular, records_folder
from plaintext_network.vault.transaction.safe_folder import open_safe_folder

# Here, because an import in the middle of a write could fail when the system opens no more files.
if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PATIENCE = 60.0
_SHORTEST, _SHORT, _LONGEST = 0.002, 0.04, 0.5  # seconds between two tries
# A link would lead elsewhere, and a pipe would keep us waiting.
_OPEN = (
    os.O_RDWR
    | os.O_CREAT
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)


@contextmanager
def hold_write_lock(
    root: str, patience: float = PATIENCE, waiting: Callable[[float], None] | None = None
) -> Iterator[None]:
    """Hold a vault's lock for a block, so that no other process or thread writes into the vault; else wait for it.

    While it waits, it calls `waiting` with the seconds waited so far. Raise VaultBusy when another holds the lock and
    nobody has written for `patience` seconds, WriteFailed when the lock file can't be used. The lock isn't reentrant:
    a thread that asks for it twice waits for itself.
    """
    folder = records_folder(os.path.realpath(root))
    try:
        _make(folder)
    except OSError as error:
        raise WriteFailed(folder, error.strerror or str(error)) from error
    lock = os.path.join(folder, "lock")
    began = quiet = time.monotonic()
    seen = _last_write(folder)
    while True:
        try:
            held = lock_file(lock)
        except OSError as error:
            raise WriteFailed(lock, error.strerror or str(error)) from error
        if held is not None:
            break
        now = time.monotonic()
        # In a long queue, someone always writes; give up only if nothing moves.
        if (last := _last_write(folder)) != seen:
            seen, quiet = last, now
        if now - quiet >= patience:
            raise VaultBusy(root, now - quiet)
        waited = now - began
        if waiting:
            waiting(waited)
        # Sleep here, not in the system, so that Ctrl-C works; at random, so that nobody is always too late; and longer
        # each time, so that waiting processes leave the machine to the writing one.
        longest = min(_LONGEST, _SHORT + waited / 8)
        time.sleep(_SHORTEST + (longest - _SHORTEST) * os.urandom(1)[0] / 255)
    try:
        yield
    finally:
        held.close()


def lock_file(path: str) -> FileIO | None:
    """Lock a file, made if missing, until it is closed or this process ends. Return None if another holds the lock.

    Raise OSError when the file can't be opened or locked.
    """
    if is_irregular(path):
        raise OSError(errno.EINVAL, "not a regular file")
    file = FileIO(path, "r+", opener=lambda name, _: os.open(name, _OPEN, 0o600))
    _open_locks.add(file)
    locked = False
    try:
        locked = _lock(file.fileno())
    finally:
        if not locked:
            file.close()
    return file if locked else None


def _lock(descriptor: int) -> bool:
    """Lock an open file without waiting, and tell whether that worked. Closing the descriptor unlocks it."""
    try:
        if sys.platform == "win32":
            # The first byte, which need not exist.
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            # flock, not lockf: a lock of lockf belongs to the whole process, so it would not keep threads apart, and it
            # would end as soon as this process closes any other descriptor of the file. On NFS, Linux turns flock into a
            # lock on the server, and wants the file open for writing. A fork shares a lock of flock: see below.
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        # EAGAIN or EACCES, by system.
        return False
    return True


_open_locks: WeakSet[FileIO] = WeakSet()


def _close_copies() -> None:
    # A forked child must not hold on to a lock after its parent has ended.
    for file in list(_open_locks):
        file.close()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_close_copies)


def _last_write(folder: str) -> int:
    """Return a value that differs after each stored write."""
    try:
        return os.stat(folder).st_mtime_ns
    except OSError:
        return 0


def _make(folder: str) -> None:
    """Make the folder, for its owner only, and sync it to disk."""
    missing = []
    while not os.path.isdir(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    for each in reversed(missing):
        above, name = os.path.split(each)
        with open_safe_folder(above) as place:
            place.make_folder(name, 0o700)
            place.sync()
