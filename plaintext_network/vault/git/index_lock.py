"""Holds the lock of a repository's index as git does, and replaces the index by a changed copy. Reads no entry."""

import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

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
    with _ending_by_exceptions():
        locked = LockedIndex(index)
        is_held = False
        began = time.monotonic()
        try:
            while True:
                with _delayed_signals():
                    is_held = _make(lock)
                if is_held:
                    break
                if time.monotonic() - began >= PATIENCE:
                    raise IndexBusy(lock)
                # A random wait, so that no process is always too late.
                time.sleep(_PAUSE * os.urandom(1)[0] / 255)
            yield locked
        finally:
            for left in (locked.copy, f"{locked.copy}.lock", *([lock] if is_held else ())):
                with suppress(OSError):
                    os.remove(left)


def _make(lock: str) -> bool:
    """Make the file of a lock; return whether it is ours."""
    try:
        os.close(os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    except FileExistsError:
        return False
    return True


@contextmanager
def _ending_by_exceptions() -> Iterator[None]:
    """Let a signal that would end this process raise SystemExit: git would stop at a lock that is left behind."""
    names = ("SIGTERM", "SIGHUP") if threading.current_thread() is threading.main_thread() else ()
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    ours = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]
    for number in ours:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def _end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


@contextmanager
def _delayed_signals() -> Iterator[None]:
    """Delay the signals that interrupt, so that none comes between a call and what keeps its result."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
