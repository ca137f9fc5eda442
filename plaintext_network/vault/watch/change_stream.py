"""Owns a watch as a script has it: changes to go through with `for`, or in asyncio with `async for`. Decides nothing."""

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
    """One vault, watched in a thread of its own until it is closed; to go through it, with `for` or `async for`, begins it.

    The first change is a `watching`, and what is due then is on hand by `notebook.due()`. Changes wait until they are taken.
    Left by `break`, it goes on: close it, or use it in a `with` or `async with`. Beginning raises AlreadyWatched,
    NotWatchable, SettingsInvalid or VaultNotFound.
    """

    def __init__(self, root: str, now: Callable[[], datetime] | None, progress: Progress | None) -> None:
        self._root, self._now, self._progress = root, now, progress
        self._changes: deque[WatchEvent] = deque()
        self._come = threading.Condition()
        self._waiting: set[Callable[[], None]] = set()
        # One thread begins, or waits for the end.
        self._one_at_a_time = threading.Lock()
        self._watcher: Watcher | None = None
        self._thread: threading.Thread | None = None
        self._closed = False
        self._fault: BaseException | None = None

    def start(self) -> None:
        """Look at the vault and begin to watch it, if that is yet to be done."""
        with self._one_at_a_time:
            if self._watcher is not None or self._closed:
                return
            self._watcher = Watcher(self._root, self._take, now=self._now, progress=self._progress)
            if self._closed:
                # While it was looked at.
                self._watcher.stop()
            self._thread = threading.Thread(target=self._run, name="pnet watch", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """End the watch; what is gone through ends once all that came was taken."""
        self._end()
        with self._one_at_a_time:
            if self._thread is not None and self._thread is not threading.current_thread():
                self._thread.join()

    def _end(self) -> None:
        """Have it end, without waiting for that."""
        self._closed = True
        if self._watcher is not None:
            self._watcher.stop()
        self._wake()

    def _run(self) -> None:
        try:
            if self._watcher is not None:
                self._watcher.run()
        except BaseException as fault:  # noqa: BLE001 - it is raised where changes are taken
            self._fault = fault
        finally:
            self._closed = True
            self._wake()

    def _take(self, changes: Sequence[WatchEvent]) -> None:
        self._changes.extend(changes)
        self._wake()

    def _wake(self) -> None:
        with self._come:
            self._come.notify_all()
            waiting, self._waiting = self._waiting, set()
        for wake in waiting:
            wake()

    def _next(self) -> WatchEvent | None:
        """Return a change that has come, None where there is none yet. Raises what ended the watch."""
        if self._changes:
            return self._changes.popleft()
        if self._fault is not None:
            fault, self._fault = self._fault, None
            raise fault
        return None

    # With `for`

    def __iter__(self) -> Iterator[WatchEvent]:
        return self

    def __next__(self) -> WatchEvent:
        self.start()
        with self._come:
            while (change := self._next()) is None:
                if self._closed:
                    raise StopIteration
                # In pieces, so that Ctrl-C is heard on every system.
                self._come.wait(1)
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
            come = asyncio.Event()
            wake = _waker(loop, come)
            with self._come:
                change = self._next()
                if change is not None:
                    return change
                if self._closed:
                    raise StopAsyncIteration
                self._waiting.add(wake)
            try:
                await come.wait()
            finally:
                # Whoever waits no longer, after a time limit for example, is not to be woken.
                with self._come:
                    self._waiting.discard(wake)

    async def __aenter__(self) -> Self:
        try:
            await self._begun()
        except asyncio.CancelledError:
            # The thread goes on with the first look; nobody is left to close what comes of it.
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


def _waker(loop: asyncio.AbstractEventLoop, come: asyncio.Event) -> Callable[[], None]:
    def wake() -> None:
        try:
            loop.call_soon_threadsafe(come.set)
        except RuntimeError:
            # The loop was closed; nobody waits any more.
            return

    return wake
