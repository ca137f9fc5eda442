"""Holds the lock of a repository's index as git does, and replaces the index by a changed copy. Reads no entry."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

# Seconds to wait for another git, and between two tries.
PATIENCE, _PAUSE = 3.0, 0.04


class IndexBusy(Exception):
    """Raised if another git holds the lock of the index."""


class LockedIndex:
    """The index of a repository whose lock is held. `copy` is the path of a copy, to change and then to put in its place."""

    def __init__(self, index: str) -> None:
        self._index = index
        self.copy = f"{index}.pnet-{os.urandom(4).hex()}"

    def make_copy(self) -> None:
        """Copy the index, if there is one, with its time, by which git knows what may have changed since."""
        with suppress(FileNotFoundError):
            status = os.stat(self._index)
            shutil.copyfile(self._index, self.copy)
            os.utime(self.copy, ns=(status.st_atime_ns, status.st_mtime_ns))

    def put_copy(self) -> None:
        """Replace the index by the copy."""
        os.replace(self.copy, self._index)


@contextmanager
def lock_index(index: str) -> Iterator[LockedIndex]:
    """Hold the lock of an index for a block, and remove the copy at its end. Raises IndexBusy or OSError."""
    # Where git puts the lock of an index that is a link.
    index = os.path.realpath(index)
    lock = f"{index}.lock"
    began = time.monotonic()
    while True:
        try:
            descriptor = os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
            break
        except FileExistsError:
            if time.monotonic() - began >= PATIENCE:
                raise IndexBusy(lock) from None
            # A random wait, so that no process is always too late.
            time.sleep(_PAUSE * os.urandom(1)[0] / 255)
    os.close(descriptor)
    locked = LockedIndex(index)
    try:
        yield locked
    finally:
        for left in (locked.copy, f"{locked.copy}.lock", lock):
            with suppress(OSError):
                os.remove(left)
