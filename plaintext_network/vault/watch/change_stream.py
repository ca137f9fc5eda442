"""Presents a watcher as an iterator, for `for` and `async for`. Decides nothing about what is reported."""

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from types import TracebackType
from typing import Self

from plaintext_network.network.due.changes import WatchEvent
from plaintext_network.vault.parallel_map import Progress
from plaintext_network.vault.watch.watcher import Watcher


class WatchStream:
    """The changes of one vault, watched in a thread of its own until it is closed. Iterating starts the watch.

    The first change is a `watching`; `notebook.due()` then returns who is due. Changes are queued until they are read.
    After a `break` the watch continues: close it, or use `with` or `async with`. Starting raises AlreadyWatched,
    NotWatchable, SettingsInvalid or VaultNotFound.
    """

    def __init__(self, root: str, now: Callable[[], datetime] | None, progress: Progress | None) -> None:
        self._root, self._now, self._progress = root, now, progress
        self._changes: deque[WatchEvent] = deque()
        self._arrived = threading.Condition()
        self._waiting: set[Callable[[], None]] = set()
        # Held while a thread starts the watch or waits for its end.
        self._start_lock = threading.Lock()
        self._watcher: Watcher | None = None
        self._thread: threading.Thread | None = None
        self._closed = False
        self._error: BaseException | None = None

    def start(self) -> None:
        """Read the vault and start watching it, unless that was done before."""
        with self._start_lock:
            if self._watcher is not None or self._closed:
                return
            self._watcher = Watcher(self._root, self._take, now=self._now, progress=self._progress)
            if self._closed:
                # Closed while the vault was read.
                self._watcher.stop()
            self._thread = threading.Thread(target=self._run, name="pnet watch", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """End the watch. Iteration ends after the changes in the queue."""
        self._end()
        with self._start_lock:
            if self._thread is not None and self._thread is not threading.current_thread():
                self._thread.join()

    def _end(self) -> None:
        """End the watch without waiting."""
        self._closed = True
        if self._watcher is not None:
            self._watcher.stop()
        self._wake()

    def _run(self) -> None:
        try:
            if self._watcher is not None:
                self._watcher.run()
        except BaseException as error:  # noqa: BLE001 - `_next` raises it
            self._error = error
        finally:
            self._closed = True
            self._wake()

    def _take(self, changes: Sequence[WatchEvent]) -> None:
        self._changes.extend(changes)
        self._wake()

    def _wake(self) -> None:
        with self._arrived:
            self._arrived.notify_all()
            waiting, self._waiting = self._waiting, set()
        for wake in waiting:
            wake()

    def _next(self) -> WatchEvent | None:
        """Return the next change in the queue; None if it is empty. Raises the error that ended the watch."""
        if self._changes:
            return self._changes.popleft()
        if self._error is not None:
            error, self._error = self._error, None
            raise error
        return None

    # With `for`

    def __iter__(self) -> Iterator[WatchEvent]:
        return self

    def __next__(self) -> WatchEvent:
        self.start()
        with self._arrived:
            while (change := self._next()) is None:
                if self._closed:
                    raise StopIteration
                # With a timeout, since on some systems Ctrl-C can't interrupt a wait without one.
                self._arrived.wait(1)
            return change

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # With `async for`

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> WatchEvent:
        await self._begun()
        loop = asyncio.get_running_loop()
        while True:
            arrived = asyncio.Event()
            wake = _waker(loop, arrived)
            with self._arrived:
                change = self._next()
                if change is not None:
                    return change
                if self._closed:
                    raise StopAsyncIteration
                self._waiting.add(wake)
            try:
                await arrived.wait()
            finally:
                # The wait may have been cancelled.
                with self._arrived:
                    self._waiting.discard(wake)

    async def __aenter__(self) -> Self:
        try:
            await self._begun()
        except asyncio.CancelledError:
            # The thread is still starting the watch, and nothing else would close it.
            self._end()
            raise
        return self

    async def _begun(self) -> None:
        if self._watcher is None and not self._closed:
            await asyncio.to_thread(self.start)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self.close)


def _waker(loop: asyncio.AbstractEventLoop, arrived: asyncio.Event) -> Callable[[], None]:
    def wake() -> None:
        try:
            loop.call_soon_threadsafe(arrived.set)
        except RuntimeError:
            # The loop was closed, so nothing waits any more.
            return

    return wake
