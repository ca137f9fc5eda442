"""Closes the databases of notebooks that are idle. Reads nothing from them."""

import threading
import time
from typing import Protocol

# Seconds without a question until a database is closed, and a large one: while it is open, every writer has to copy it.
IDLE, LARGE_IDLE = 0.3, 0.05
# Seconds between checks whether a large database is idle.
STEP = 0.005


class Releasable(Protocol):
    """Something that holds a database."""

    @property
    def last_used(self) -> float: ...
    @property
    def is_large(self) -> bool: ...
    @property
    def is_held(self) -> bool: ...
    def release(self, before: float) -> bool: ...


class IdleRelease:
    """Closes databases that have been idle for a while, in a thread of its own, until `close`."""

    def __init__(self) -> None:
        self._open: set[Releasable] = set()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closed = False

    def add(self, opened: Releasable) -> None:
        """Release this once it is idle."""
        with self._changed:
            self._open.add(opened)
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._work, name="pnet release", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def release_large(self, patience: float = LARGE_IDLE) -> None:
        """Release large databases, unless a block holds them. Wait at most `patience` seconds until they are idle."""
        with self._changed:
            opened = tuple(self._open)
        for one in opened:
            if one.is_large:
                end = time.monotonic() + patience
                while not one.release(time.monotonic() - LARGE_IDLE):
                    if one.is_held or time.monotonic() >= end:
                        break
                    time.sleep(STEP)

    def close(self) -> None:
        """Release everything that is not in use, and stop."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()
        for opened in tuple(self._open):
            opened.release(time.monotonic())

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._open or self._closed)
                if self._closed:
                    return
                due = min(opened.last_used + _patience(opened) for opened in self._open)
                # One that was idle before is held by a block: look at it again later.
                delay = due - time.monotonic()
                if self._changed.wait_for(lambda: self._closed, delay if delay > 0 else IDLE):
                    return
            self._release()

    def _release(self) -> None:
        now = time.monotonic()
        with self._changed:
            waiting, self._open = self._open, set()
        for opened in waiting:
            # Without the condition, since a question that opens a database waits for it.
            if not opened.release(now - _patience(opened)):
                self.add(opened)


def _patience(opened: Releasable) -> float:
    return LARGE_IDLE if opened.is_large else IDLE
