"""Runs refreshers and watchers in this process for tests, and reads a vault without them for comparison."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from plaintext_network.errors import SettingsInvalid, VaultNotFound
from plaintext_network.network.due.changes import WatchEvent
from plaintext_network.vault.cache.locations import code_key, settings_key
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.serialize import deserialize
from plaintext_network.vault.watch.file_events import EventSource, open_event_source
from plaintext_network.vault.watch.refresher import Refresher
from plaintext_network.vault.watch.watcher import Watcher
from tests.conftest import TODAY

LONG = 20.0
# On other systems events come in no order, and no snapshot is served.
on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="this is so with Linux's events")


class Snapshot(NamedTuple):
    """Who is due, who is waiting, the counts, the names of contacts, and the problems of a vault."""

    due: list[Any]
    waiting: list[Any]
    counted: tuple[Any, ...]
    known: list[Any]
    problem_counts: tuple[int, int]
    odd: list[tuple[str, str]]


def read_anew(root: Path, today: date = TODAY) -> Snapshot | None:
    """Return the state of a vault, read without a cache; None if it can't be read."""
    notebook = Notebook(str(root), today, cache=False)
    try:
        rows = notebook.due_rows()
        odd = sorted((p.code, str(p.path)) for p in notebook._reader.check.listing_problems)
        return Snapshot(
            rows.due, rows.waiting, rows.counted, sorted(notebook._reader.known), notebook.problem_counts, odd
        )
    except (SettingsInvalid, VaultNotFound):
        return None


def snapshot_of(refresher: Refresher, patience: float = LONG) -> Snapshot | None:
    """Return the snapshot of a refresher; None if it returns none."""
    try:
        place = Path(refresher.root).stat()
    except OSError:
        return None
    settings = settings_key(refresher.root, "pnet.toml")
    if settings is None:
        return None
    key = (refresher.root, place.st_dev, place.st_ino, code_key(), settings)
    current = refresher.current(key, patience)
    if current is None:
        return None
    ready, facts, odd = current
    due, waiting, later = ready.part("entries")
    left = deserialize(odd)
    grave = facts["odd"]
    assert isinstance(grave, tuple)
    tally = (
        ready.facts["errors"] + grave.count("error"),
        ready.facts["warnings"] + grave.count("warning"),
    )
    return Snapshot(
        [*due, *later],
        list(waiting),
        ready.facts["counted"],
        sorted(ready.part("known")),
        tally,
        sorted((p.code, str(p.path)) for p in left),
    )


def until(holds: Callable[[], object], seconds: float = LONG) -> None:
    """Wait until a condition holds; fail after a long time."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.005)


@contextmanager
def refreshing(root: Path, private: Path, today: date = TODAY) -> Iterator[Refresher]:
    """Run a refresher with the system's events during the block."""
    private.mkdir(exist_ok=True)
    events: EventSource = open_event_source(str(root.resolve()), str(private), "events", lambda _: None)
    refresher = Refresher(str(root.resolve()), events, lambda: today)
    events.start()
    try:
        yield refresher
    finally:
        refresher.close()


class WatcherThread:
    """A watcher in a thread, and the changes it has reported so far."""

    def __init__(
        self, root: Path, now: Callable[[], datetime] | None = None, look: str | None = "events"
    ) -> None:
        self.changes: list[WatchEvent] = []
        noon = datetime(TODAY.year, TODAY.month, TODAY.day, 12).astimezone()
        self.watcher = Watcher(str(root), self.changes.extend, now=now or (lambda: noon), look=look)
        self.thread = threading.Thread(target=self.watcher.run, daemon=True)

    def lines(self, *events: str) -> list[str]:
        """Return the reported lines, in order; only of these kinds, if some are given."""
        return [change.text for change in list(self.changes) if not events or change.event in events]

    def expect(self, text: str, times: int = 1) -> None:
        """Wait until a line with a text has been reported this many times."""
        try:
            until(lambda: sum(text in line for line in self.lines()) >= times)
        except AssertionError:
            raise AssertionError(f"{text!r} was never reported, but {self.lines()}") from None

    def turn(self) -> None:
        """Wait until the watcher has finished its current turn and begun another."""
        until(partial(_has_turned, self.watcher, self.watcher._plan.tick))

    def rest(self) -> None:
        """Wait until every change was refreshed and reported."""
        watcher = self.watcher

        def rests() -> bool:
            events = watcher.events
            return (
                (not events.is_ordered or events.settle(1))
                and events.since is None
                and watcher._unreported_since is None
                and not watcher._results
            )

        while True:
            until(rests)
            self.turn()
            if rests():
                return


def _has_turned(watcher: Watcher, tick: float) -> bool:
    return watcher._plan.tick > tick


@contextmanager
def watched(
    root: Path, now: Callable[[], datetime] | None = None, look: str | None = "events"
) -> Iterator[WatcherThread]:
    """Run a watcher during the block."""
    running = WatcherThread(root, now, look)
    running.thread.start()
    try:
        running.expect("due")
        yield running
    finally:
        running.watcher.stop()
        running.thread.join(LONG)
        assert not running.thread.is_alive()


def open_files() -> int:
    """Return the number of open file descriptors of this process."""
    with suppress(OSError):
        return sum(1 for _ in Path("/proc/self/fd").iterdir())
    return 0
