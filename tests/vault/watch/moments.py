"""Stands in for a watcher: tells of moments, and keeps files in a thread as `pnet watch` does."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from plaintext_network.vault.watch import update_files
from plaintext_network.vault.watch.update_files import FileUpdater, WatcherFile
from tests.conftest import TODAY


class Moments:
    """What a watcher tells of moments: `wait` returns the present one, and `now` sets it."""

    def __init__(self) -> None:
        self.moment, self.changed, self.day = b"1", threading.Condition(), TODAY

    def wait(self, since: bytes, is_over: Callable[[], bool], timeout: float) -> bytes:
        with self.changed:
            self.changed.wait_for(lambda: self.moment != since or is_over(), timeout)
            return self.moment

    def wake(self) -> None:
        with self.changed:
            self.changed.notify_all()

    def now(self, moment: bytes, day: date = TODAY) -> None:
        with self.changed:
            self.moment, self.day = moment, day
            self.changed.notify_all()


@contextmanager
def keeping(failures: list[str], *files: WatcherFile) -> Iterator[Moments]:
    """Keep files up to date without long waits, and collect what a user would be told of failures."""
    moments = Moments()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(update_files, "QUIET", 0.01)
        patched.setattr(update_files, "RETRY", 0.05)
        updater = FileUpdater(files, moments.wait, moments.wake, lambda: moments.day, failures.append)
        try:
            yield moments
        finally:
            updater.close()


def holds(file: Path, text: str) -> Callable[[], bool]:
    """Return whether a file contains a text, as a function."""
    return lambda: file.exists() and text.encode() in file.read_bytes()
