"""Runs the user's program for each event: without a shell, one at a time, in order. Knows nothing about events."""

import os
import shlex
import signal
import subprocess
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import Condition, Thread

from plaintext_network.errors import HookInvalid

# Events that wait for a slow program; beyond that, the oldest are dropped.
MOST = 1000
# Seconds that the program may take for one event.
LONGEST = 60.0


def split_command(command: str) -> list[str]:
    """Split a command as a shell would, without starting one. Raises HookInvalid."""
    try:
        words = shlex.split(command)
    except ValueError:
        raise HookInvalid(command, "a quotation mark isn't closed, or it ends in a backslash") from None
    if not words or not words[0]:
        raise HookInvalid(command, "it is empty")
    return words


class Hook:
    """Passes each event to a program on its standard input, until it is closed.

    The program's output is dropped, since pnet writes the events to standard output; standard error is shared. Calls
    `on_failure`, from another thread, once for each kind of failure. Raises HookInvalid.
    """

    def __init__(
        self, command: str, root: str, on_failure: Callable[[str], None], longest: float = LONGEST
    ) -> None:
        self._argv = split_command(command)
        self._environ = {**os.environ, "PNET_VAULT": root}
        self._on_failure, self._longest = on_failure, longest
        self._reported: set[str] = set()
        self._lines: deque[str] = deque()
        self._changed = Condition()
        self._closing = False
        self._running: subprocess.Popen[bytes] | None = None
        # A daemon, so that no program keeps this process from ending.
        self._thread = Thread(target=self._work, name="pnet hook", daemon=True)
        self._thread.start()

    def send(self, line: str) -> None:
        """Queue one event, a line of JSON, for the program, and return immediately."""
        with self._changed:
            full = len(self._lines) >= MOST
            if full:
                self._lines.popleft()
            self._lines.append(line)
            self._changed.notify()
        if full:
            self._fail("is too slow for so many events; the oldest were dropped")

    def close(self, timeout: float = 0.5) -> None:
        """Start no more programs, wait half of `timeout` for a running one to finish, and then kill it."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(timeout / 2)
        for number in (signal.SIGTERM, signal.SIGKILL):
            if self._thread.is_alive():
                self._signal(number)
                self._thread.join(timeout / 4)

    def _work(self) -> None:
        while (line := self._next()) is not None:
            self._run(line)

    def _next(self) -> str | None:
        """Wait for the next event; return None once this is closed."""
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
                # In a process group of its own: its children end with it, and Ctrl-C reaches only pnet.
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            self._fail(f"can't be started: {getattr(error, 'strerror', None) or error}")
            return
        self._running = running
        if self._closing:
            # Closed while the program was starting.
            self._signal(signal.SIGKILL)
        try:
            running.communicate(line.rstrip("\n").encode("utf-8", "replace") + b"\n", self._longest)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            running.communicate()
            self._fail(f"took longer than {self._longest:g} seconds for an event, and was killed")
        else:
            if running.returncode and not self._closing:
                self._fail(_exit_text(running.returncode))
        finally:
            self._running = None

    def _signal(self, number: signal.Signals) -> None:
        """Send a signal to the program and its children."""
        running = self._running
        # Once its status is known, another process may have its number.
        if running is not None and running.returncode is None:
            # macOS refuses if the whole group has ended.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(running.pid, number)

    def _fail(self, text: str) -> None:
        with self._changed:
            is_new = text not in self._reported
            self._reported.add(text)
        if is_new:
            self._on_failure(f"{shlex.quote(self._argv[0])} {text}")


def _exit_text(status: int) -> str:
    return f"ended with status {status}" if status > 0 else f"was killed by signal {-status}"
