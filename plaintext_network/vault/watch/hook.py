"""Owns the user's own program that is given each event: started without a shell, one at a time, in order. Knows no events."""

import os
import shlex
import signal
import subprocess
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import Condition, Thread

from plaintext_network.errors import HookInvalid

# So many events wait for a program that is slow; then the oldest are dropped.
MOST = 1000
# So many seconds a program may take over one event.
LONGEST = 60.0


def split_command(command: str) -> list[str]:
    """Split a command as a shell would, without ever starting one. Raise HookUnusable."""
    try:
        words = shlex.split(command)
    except ValueError:
        raise HookInvalid(command, "a quote, or a backslash at the end, is left open") from None
    if not words or not words[0]:
        raise HookInvalid(command, "it is empty")
    return words


class Hook:
    """Gives events to a program on its standard input; to end it, close it.

    What the program prints is dropped, since standard output is the events'; its standard error is ours. `failed` is
    told each kind of failure once, from another thread. Raises HookUnusable.
    """

    def __init__(
        self, command: str, root: str, failed: Callable[[str], None], longest: float = LONGEST
    ) -> None:
        self._argv = split_command(command)
        self._environ = {**os.environ, "PNET_VAULT": root}
        self._failed, self._longest = failed, longest
        self._told: set[str] = set()
        self._lines: deque[str] = deque()
        self._changed = Condition()
        self._closing = False
        self._running: subprocess.Popen[bytes] | None = None
        # A daemon: whatever a program does, it keeps nobody from ending.
        self._thread = Thread(target=self._work, name="pnet hook", daemon=True)
        self._thread.start()

    def tell(self, line: str) -> None:
        """Give one event, as a line of JSON, to the program when its turn comes. Does not wait."""
        with self._changed:
            full = len(self._lines) >= MOST
            if full:
                self._lines.popleft()
            self._lines.append(line)
            self._changed.notify()
        if full:
            self._fail("is slower than events come; the oldest were dropped")

    def close(self, timeout: float = 0.5) -> None:
        """Start nothing more, let a program that runs finish for half the time, and then end it."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(timeout / 2)
        for how in (signal.SIGTERM, signal.SIGKILL):
            if self._thread.is_alive():
                self._end(how)
                self._thread.join(timeout / 4)

    def _work(self) -> None:
        while (line := self._next()) is not None:
            self._run(line)

    def _next(self) -> str | None:
        """Wait for the next event; None when there is to be no more."""
        with self._changed:
            self._changed.wait_for(lambda: self._lines or self._closing)
            return None if self._closing else self._lines.popleft()

    def _run(self, line: str) -> None:
        try:
            running = subprocess.Popen(  # noqa: S603 - argv, never a shell
                self._argv,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                env=self._environ,
                close_fds=True,
                # A group of its own: what it starts ends with it, and Ctrl-C is ours alone.
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            self._fail(f"can't be started: {getattr(error, 'strerror', None) or error}")
            return
        self._running = running
        if self._closing:
            # It was being started when nothing more should be.
            self._end(signal.SIGKILL)
        try:
            running.communicate(line.rstrip("\n").encode("utf-8", "replace") + b"\n", self._longest)
        except subprocess.TimeoutExpired:
            self._end(signal.SIGKILL)
            running.communicate()
            self._fail(f"took longer than {self._longest:g} seconds over an event, and was ended")
        else:
            if running.returncode and not self._closing:
                self._fail(_ended(running.returncode))
        finally:
            self._running = None

    def _end(self, how: signal.Signals) -> None:
        """Send a signal to the program and to what it started."""
        running = self._running
        # Once it was waited for, its number may be another's.
        if running is not None and running.returncode is None:
            # macOS refuses where all of a group have ended.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(running.pid, how)

    def _fail(self, what: str) -> None:
        with self._changed:
            new = what not in self._told
            self._told.add(what)
        if new:
            self._failed(f"{shlex.quote(self._argv[0])} {what}")


def _ended(status: int) -> str:
    return f"ended with status {status}" if status > 0 else f"was ended by signal {-status}"
