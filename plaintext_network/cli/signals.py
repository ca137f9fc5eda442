"""Handles signals: end promptly or reload the settings, or interrupt when the terminal goes away. Knows no command."""

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

    class Stoppable(Protocol):
        """A running command. Both methods may be called from another thread."""

        def stop(self) -> None: ...
        def reload(self) -> None: ...


# Seconds from a signal until the process ends, even during a long scan or a blocked write.
SOON = 0.9


class Ended(BaseException):
    """Raised when a signal arrives before the command is ready to be stopped."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


class Signals:
    """Dispatches signals: SIGTERM and SIGINT end, SIGHUP reloads, or ends if the terminal is gone."""

    def __init__(self, at_last: Callable[[], None]) -> None:
        self._at_last = at_last
        self._command: Stoppable | None = None
        self._terminals = [number for number in (0, 1, 2) if _is_terminal(number)]
        self._reload = False
        self._over = threading.Event()
        self.end: int | None = None

    def attach(self, command: Stoppable) -> None:
        """Pass past and future signals to this command."""
        self._command = command
        if self.end is not None:
            command.stop()
        if self._reload:
            command.reload()

    def finish(self) -> None:
        """Record that the command has ended."""
        self._over.set()

    def interrupt(self, number: int, _: object) -> None:
        """Interrupt the main thread, as long as no command is attached."""
        if self._ends(number) and self._command is None:
            raise Ended(number)

    def handle(self, number: int) -> None:
        """Stop or reload. Runs in a thread, because a signal handler must not wait for a lock."""
        command = self._command
        if not self._ends(number):
            self._reload = True
            if command is not None:
                command.reload()
            return
        self.end = number
        if command is not None:
            command.stop()
        if not self._over.wait(SOON):
            self._at_last()
            os._exit(130 if number == signal.SIGINT else 0)

    def _ends(self, number: int) -> bool:
        gone = self._terminals and not all(map(_is_terminal, self._terminals))
        return bool(number != getattr(signal, "SIGHUP", None) or gone)


@contextmanager
def signals(at_last: Callable[[], None]) -> Iterator[Signals]:
    """Handle signals for a command that keeps running, until the block ends.

    `at_last` is called before the process is ended in the middle of something. Raises Ended.
    """
    found = Signals(at_last)
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    listening = threading.Thread(
        target=_read_signals, args=(reading, found), name="pnet signals", daemon=True
    )
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
        found.finish()
        for number, handler in before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(wakeup)
        os.close(writing)
        listening.join()
        os.close(reading)


def _read_signals(reading: int, found: Signals) -> None:
    """Read the signal numbers that Python writes to the wakeup descriptor."""
    while numbers := os.read(reading, 1):
        found.handle(numbers[0])


def _is_terminal(descriptor: int) -> bool:
    try:
        return os.isatty(descriptor)
    except OSError:
        return False


@contextmanager
def hangup_interrupts() -> Iterator[None]:
    """Let a terminal that goes away interrupt, as Ctrl-C does, so that what was typed is saved."""
    number = getattr(signal, "SIGHUP", None)
    if number is None or signal.getsignal(number) is signal.SIG_IGN:
        yield
        return

    def interrupt(*_: object) -> None:
        # A terminal that closes sends it more than once, and nothing may stop the saving.
        signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = signal.signal(number, interrupt)
    try:
        yield
    finally:
        signal.signal(number, before)
