"""Keeps the calendar files of `pnet watch` up to date, in a thread of its own. Chooses no events."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import date

from plaintext_network.errors import PnetError
from plaintext_network.exchange.calendar_feed.calendar_feed import prepare_feed
from plaintext_network.exchange.calendar_feed.feed_file import options_of_file, write_feed_file
from plaintext_network.vault.notebook import Notebook

# In seconds. Write once nothing has changed for this time, and at the latest this long after the first change.
QUIET, LONGEST = 2.0, 20.0
# After a failure, try again at this interval: nothing tells when a disk has room again.
RETRY = 60.0
# How long to wait for a change before looking whether to end.
_TURN = 3600.0

# Waits until the moment differs from the first argument, the second returns true, or that many seconds have passed.
WaitForChange = Callable[[bytes, Callable[[], bool], float], bytes]


class FeedWatcher:
    """Writes feeds whenever an answer may have changed, until it is closed.

    `wait` returns the key of the present moment: see `Refresher.wait_for_change`. `wake` ends that wait, and `today` returns
    the day. Calls `on_failure`, from another thread, once for each kind of failure; nothing else comes of one.
    """

    def __init__(
        self,
        root: str,
        paths: Sequence[str],
        wait: WaitForChange,
        wake: Callable[[], None],
        today: Callable[[], date],
        on_failure: Callable[[str], None],
    ) -> None:
        self._root, self._paths = root, tuple(paths)
        self._wait, self._wake, self._today, self._on_failure = wait, wake, today, on_failure
        self._failed: dict[str, str] = {}
        self._closing = threading.Event()
        # A daemon, so that no file keeps this process from ending.
        self._thread = threading.Thread(target=self._work, name="pnet calendar", daemon=True)
        self._thread.start()

    def close(self, timeout: float = 5.0) -> None:
        """Begin no other file, and wait for the present one."""
        self._closing.set()
        self._wake()
        self._thread.join(timeout)

    def _work(self) -> None:
        written = None
        moment = self._wait(b"", self._closing.is_set, _TURN)
        while not self._closing.is_set():
            moment = self._wait_until_quiet(moment)
            # Without a moment, the vault can't be read just now.
            if moment and not self._closing.is_set():
                written = moment if self._write_all() else None
            patience = _TURN if written is not None or not moment else RETRY
            moment = self._wait(moment, self._closing.is_set, patience)

    def _wait_until_quiet(self, moment: bytes) -> bytes:
        """Return the moment once it has stayed the same for a while."""
        waited = 0.0
        while waited < LONGEST and not self._closing.is_set():
            following = self._wait(moment, self._closing.is_set, QUIET)
            if following == moment:
                break
            moment, waited = following, waited + QUIET / 2
        return moment

    def _write_all(self) -> bool:
        """Write each file, and return whether all could be."""
        # One that can't be written keeps none of the others waiting.
        failed = sum(not self._write(path) for path in self._paths)
        return not failed

    def _write(self, path: str) -> bool:
        try:
            notebook = Notebook(self._root, self._today())
            write_feed_file(self._root, path, prepare_feed(notebook, options_of_file(path)).write())
        except (PnetError, OSError) as error:
            text = f"the calendar is not up to date: {error}"
        except Exception as error:  # noqa: BLE001 - whatever is wrong with a calendar, the watch continues
            text = f"the calendar {path} is not up to date: {type(error).__name__}: {error}"
        else:
            self._failed.pop(path, None)
            return True
        if self._failed.get(path) != text:
            self._failed[path] = text
            self._on_failure(text)
        return False
