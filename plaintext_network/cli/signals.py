"""Owns what signals mean to a command that stays: to end, soon whatever it is at, or to read its settings again."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Protocol

    class Staying(Protocol):
        """What stays until it is stopped. Both may be called from another thread."""

        def stop(self) -> None: ...
        def reload(self) -> None: ...


# Seconds from a signal until the process ends, whatever it is at: a look at very many files, or a reader that reads no more.
SOON = 0.9


class Ended(BaseException):
    """A signal, by its number, came when there was nothing to stop yet."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


class Signals:
    """What signals have asked for. SIGTERM and SIGINT end, SIGHUP reloads, and ends where the terminal is gone."""

    def __init__(self, at_last: Callable[[], None]) -> None:
        self._at_last = at_last
        self._staying: Staying | None = None
        self._terminals = [number for number in (0, 1, 2) if _is_terminal(number)]
        self._reload = False
        self._over = threading.Event()
        self.end: int | None = None

    def are_for(self, staying: Staying) -> None:
        """Hand on to this what has come and what comes."""
        self._staying = staying
        if self.end is not None:
            staying.stop()
        if self._reload:
            staying.reload()

    def over(self) -> None:
        """Take in that all has come to its end."""
        self._over.set()

    def interrupt(self, number: int, _: object) -> None:
        """End what the main thread is at, as long as there is nothing to stop."""
        if self._ends(number) and self._staying is None:
            raise Ended(number)

    def hear(self, number: int) -> None:
        """Do what a signal asks for; in a thread, since one that interrupts may not wait for a lock."""
        staying = self._staying
        if not self._ends(number):
            self._reload = True
            if staying is not None:
                staying.reload()
            return
        self.end = number
        if staying is not None:
            staying.stop()
        if not self._over.wait(SOON):
            self._at_last()
            os._exit(130 if number == signal.SIGINT else 0)

    def _ends(self, number: int) -> bool:
        gone = self._terminals and not all(map(_is_terminal, self._terminals))
        return bool(number != getattr(signal, "SIGHUP", None) or gone)


@contextmanager
def signals(at_last: Callable[[], None]) -> Iterator[Signals]:
    """Take signals over from Python, for a command that stays, until the block ends.

    `at_last` is called before the process ends in the midst of something. Raises Ended.
    """
    found = Signals(at_last)
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    listening = threading.Thread(target=_listen, args=(reading, found), name="pnet signals", daemon=True)
    listening.start()
    wakeup = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    try:
        for number in numbers:
            signal.signal(number, found.interrupt)
        yield found
    finally:
        found.over()
        for number, handler in before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(wakeup)
        os.close(writing)
        listening.join()
        os.close(reading)


def _listen(reading: int, found: Signals) -> None:
    """Hear signals by their numbers, which Python writes as they come."""
    while numbers := os.read(reading, 1):
        found.hear(numbers[0])


def _is_terminal(descriptor: int) -> bool:
    try:
        return os.isatty(descriptor)
    except OSError:
        return False
