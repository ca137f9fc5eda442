"""Waits until a vault changes: asks its watcher, and becomes the watcher if there is none. Answers no question."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from plaintext_network.errors import PnetError
from plaintext_network.vault.parallel_map import Progress
from plaintext_network.vault.watch import require_sqlite
from plaintext_network.vault.watch_client import NO_ANSWER, Connection, changed_request, connect

if TYPE_CHECKING:
    from plaintext_network.vault.watch.watcher import Watcher

# All in seconds. The watcher answers a waiting request without a change after a minute.
CONNECT_TIMEOUT, ANSWER_TIMEOUT = 1.0, 90.0
# How long to wait before the next try to find or become the watcher: first and at most. While a watcher can't answer, since
# its vault is gone or its settings are invalid, and while nothing can be watched.
FIRST_DELAY, MAX_DELAY, DECLINED_DELAY, UNWATCHABLE_DELAY = 0.02, 5.0, 1.0, 60.0


class Follower:
    """Calls `on_change` whenever a vault may have changed, in a thread of its own, from `start` to `close`.

    If this process is the watcher, it calls `before_update` each time before it writes the cache. `is_following` means that a
    watcher reports every change. `now` replaces the clock of a watcher that the follower starts.
    """

    def __init__(
        self,
        root: str,
        code: bytes,
        now: Callable[[], datetime] | None,
        progress: Progress | None,
        on_change: Callable[[], None],
        before_update: Callable[[], None],
    ) -> None:
        self._root, self._code, self._now, self._progress = root, code, now, progress
        self._on_change, self._before_update = on_change, before_update
        self.is_following = False
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._connection: Connection | None = None
        self._watcher: Watcher | None = None
        self._watching: threading.Thread | None = None
        self._delay = FIRST_DELAY

    @property
    def is_watcher(self) -> bool:
        """Whether this process is the vault's watcher through this follower."""
        return self._watching is not None and self._watching.is_alive()

    def start(self) -> None:
        """Start following. If no process watches the vault, read it on every core, in the caller's thread, and watch it."""
        connection = self._connected()
        if connection is None:
            self._become_watcher()
        self._thread = threading.Thread(
            target=self._work, args=(connection,), name="pnet follow", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Stop following, and watching."""
        self._closing.set()
        if (connection := self._connection) is not None:
            connection.interrupt()
        # First, since it may be starting a watcher.
        if self._thread is not None:
            self._thread.join()
        if self._watcher is not None:
            self._watcher.stop()
        if self._watching is not None:
            self._watching.join()

    def _work(self, connection: Connection | None) -> None:
        while not self._closing.is_set():
            connection = connection or self._connected()
            if connection is not None:
                self._follow(connection)
                connection = None
                self._on_change()
            self._closing.wait(self._delay)
            if self._closing.is_set():
                return
            self._delay = min(self._delay * 2, max(self._delay, MAX_DELAY))
            if not self.is_watcher:
                self._become_watcher()

    def _connected(self) -> Connection | None:
        try:
            return connect(self._root, CONNECT_TIMEOUT)
        except (AttributeError, ImportError, *NO_ANSWER):
            return None

    def _follow(self, connection: Connection) -> None:
        """Wait for changes until the watcher ends or can't answer."""
        self._connection = connection
        since = b""
        try:
            while not self._closing.is_set():
                answer = connection.request(changed_request(self._root, self._code, since), ANSWER_TIMEOUT)
                if not answer:
                    self._delay = DECLINED_DELAY
                    return
                self._delay, self.is_following = FIRST_DELAY, True
                if answer != since:
                    since = answer
                    self._on_change()
        except NO_ANSWER:
            # It has ended.
            return
        finally:
            self.is_following, self._connection = False, None

    def _become_watcher(self) -> None:
        """Start watching the vault, unless another process does, or it can't be watched."""
        try:
            require_sqlite(self._root)
            # Late: needs SQLite.
            from plaintext_network.vault.watch.watcher import Watcher

            ready = threading.Event()
            watcher = Watcher(self._root, lambda _: ready.set(), now=self._now, progress=self._progress)
        except (PnetError, OSError):
            # Another one watches, or whoever asks for a notebook gets the error.
            return
        if not watcher.events.is_ordered or watcher.refresher.trouble:
            # It could report changes only by listing all files again and again.
            watcher.close()
            self._delay = UNWATCHABLE_DELAY
            return
        watcher.refresher.before_update = self._before_update
        self._watcher = watcher

        def run() -> None:
            try:
                with suppress(PnetError, OSError):
                    watcher.run()
            finally:
                ready.set()

        self._watching = threading.Thread(target=run, name="pnet watch", daemon=True)
        self._watching.start()
        if self._closing.is_set():
            watcher.stop()
        ready.wait()
        self._delay = FIRST_DELAY
