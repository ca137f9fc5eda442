"""Provides terminals for tests: one in memory, and one with a person typing."""

import io
import os
import subprocess
import sys
import time
from select import select

# Gives a session of its own its terminal, so that Ctrl-C becomes a signal, which a job in the background ignores.
_TAKE = (
    "import fcntl, os, signal, sys, termios; signal.signal(signal.SIGINT, signal.SIG_DFL); "
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])"
)


def at_terminal(command: list[str]) -> list[str]:
    """Return a command that runs another one with its standard input as the session's terminal."""
    return [sys.executable, "-c", _TAKE, *command]


class Terminal(io.StringIO):
    """A terminal in memory."""

    def isatty(self) -> bool:
        return True


class Sitting:
    """A process at a pseudo-terminal, as whoever sits before it: `reads` waits for text, `types` sends keys.

    Its answer goes to a pipe; with `whole` to the terminal as well.
    """

    def __init__(self, command: list[str], *, whole: bool = False, **environ: str) -> None:
        import termios

        self.screen, self.there = os.openpty()
        # Else Ctrl-C throws away what the process writes at that very moment.
        flags = termios.tcgetattr(self.there)
        flags[3] |= termios.NOFLSH
        termios.tcsetattr(self.there, termios.TCSANOW, flags)
        environ = {**os.environ, "PYTHONUTF8": "1", "TERM": "xterm", **environ}
        self.process = subprocess.Popen(
            at_terminal(command),
            stdin=self.there,
            stdout=self.there if whole else subprocess.PIPE,
            stderr=self.there,
            env=environ,
            start_new_session=True,
        )
        self.seen = ""

    def reads(self, text: str) -> None:
        deadline = time.monotonic() + 20
        while text not in self.seen:
            left = deadline - time.monotonic()
            if left < 0 or not select([self.screen], [], [], left)[0]:
                raise AssertionError(f"{text!r} was not shown, but {self.seen!r}")
            self.seen += os.read(self.screen, 10_000).decode("utf-8", "replace")
        self.seen = self.seen.partition(text)[2]

    def types(self, keys: bytes) -> None:
        os.write(self.screen, keys)

    def answers(self, status: int = 0) -> list[str]:
        """What the process printed into the pipe, once it has ended."""
        out, _ = self.process.communicate(timeout=20)
        os.close(self.there)
        os.close(self.screen)
        assert self.process.returncode == status
        return (out or b"").decode().splitlines()
