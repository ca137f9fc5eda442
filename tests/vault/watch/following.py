"""Owns what tests of a watch share: what a vault says when it is read anew, what a follower says, and a watcher in a thread."""

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
# Elsewhere events come when they come, and nothing is vouched for.
on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="this is so with Linux's events")


class Snapshot(NamedTuple):
    """What is known of a vault: who is due, who waits, what is counted, what everyone goes by, and problems."""

    due: list[Any]
    waiting: list[Any]
    counted: tuple[Any, ...]
    known: list[Any]
    problem_counts: tuple[int, int]
    odd: list[tuple[str, str]]


def read_anew(root: Path, today: date = TODAY) -> Snapshot | None:
    """Return what a vault says now, read from nothing; None where it can't be read."""
    notebook = Notebook(str(root), today, cache=False)
    try:
        told = notebook.told()
        counted = (told.people, told.not_yet_touched, told.stale, told.stale_names)
        odd = sorted((p.code, str(p.path)) for p in notebook._check.odd)
        return Snapshot(
            told.due, told.waiting, counted, sorted(notebook._known), notebook.problem_counts, odd
        )
    except (SettingsInvalid, VaultNotFound):
        return None


def snapshot_of(follower: Refresher, patience: float = LONG) -> Snapshot | None:
    """Return what a follower says now; None where it declines."""
    try:
        place = Path(follower.root).stat()
    except OSError:
        return None
    key = settings_key(follower.root, "pnet.toml")
    if key is None:
        return None
    question = (follower.root, place.st_dev, place.st_ino, code_key(), key)
    found = follower.vouched(question, patience)
    if found is None:
        return None
    ready, facts, odd = found
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
    """Wait until something holds; fail where it does not in a long time."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.005)


@contextmanager
def refreshing(root: Path, private: Path, today: date = TODAY) -> Iterator[Refresher]:
    """Follow a vault by the system's events, as long as the block lasts."""
    private.mkdir(exist_ok=True)
    events: EventSource = open_event_source(str(root.resolve()), str(private), "events", lambda _: None)
    follower = Refresher(str(root.resolve()), events, lambda: today)
    events.start()
    try:
        yield follower
    finally:
        follower.close()


class WatcherThread:
    """A watcher in a thread of its own, and the changes it has told so far."""

    def __init__(
        self, root: Path, now: Callable[[], datetime] | None = None, look: str | None = "events"
    ) -> None:
        self.changes: list[WatchEvent] = []
        noon = datetime(TODAY.year, TODAY.month, TODAY.day, 12).astimezone()
        self.watcher = Watcher(str(root), self.changes.extend, now=now or (lambda: noon), look=look)
        self.thread = threading.Thread(target=self.watcher.run, daemon=True)

    def lines(self, *events: str) -> list[str]:
        """Return what was told, in order; only of these kinds, where some are named."""
        return [change.text for change in list(self.changes) if not events or change.event in events]

    def hear(self, text: str, times: int = 1) -> None:
        """Wait until a line with a text has been told so often."""
        try:
            until(lambda: sum(text in line for line in self.lines()) >= times)
        except AssertionError:
            raise AssertionError(f"{text!r} was never told, but {self.lines()}") from None

    def turn(self) -> None:
        """Wait until the watcher has turned to what is next, and done what it was in the midst of."""
        until(partial(_has_turned, self.watcher, self.watcher._plan.tick))

    def rest(self) -> None:
        """Wait until all that changed was looked at and told."""
        watcher = self.watcher

        def rests() -> bool:
            events = watcher.events
            return (
                (not events.ordered or events.settle(1))
                and events.since is None
                and watcher._untold is None
                and not watcher._steps
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
    """Watch a vault, as long as the block lasts."""
    heard = WatcherThread(root, now, look)
    heard.thread.start()
    try:
        heard.hear("due")
        yield heard
    finally:
        heard.watcher.stop()
        heard.thread.join(LONG)
        assert not heard.thread.is_alive()


def open_files() -> int:
    """Return how many descriptors this process has open."""
    with suppress(OSError):
        return sum(1 for _ in Path("/proc/self/fd").iterdir())
    return 0
