"""Plays a shell at a terminal of 80×24, and reads its screen as a person sees it."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from select import select

import pyte

from tests.cli.terminal import at_terminal

COLUMNS, LINES = 80, 24
PROMPT = "$ "
# bash numbers the commands in the terminal's title, which shows when a new prompt has come (xterm's OSC 0).
_NUMBERED = r"\[\e]0;\#\a\]" + PROMPT


class Shell:
    """A shell at a terminal. `types` sends keys; `shows` waits for a text; `screen` returns the lines shown."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        import fcntl
        import struct
        import termios

        self._number = ""
        self._display = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._display)
        self._screen, there = os.openpty()
        fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self._process = subprocess.Popen(
            at_terminal(["bash", "--norc", "--noprofile", "--noediting"]),
            stdin=there,
            stdout=there,
            stderr=there,
            cwd=folder,
            env={"PS1": _NUMBERED, "TERM": "xterm", "LANG": "C.UTF-8", "PYTHONUTF8": "1", **environ},
            start_new_session=True,
        )
        os.close(there)
        self.waits()

    def types(self, keys: str) -> None:
        """Send keys; end a line with `\\n`."""
        os.write(self._screen, keys.encode())

    def clears(self) -> None:
        """Start on an empty screen, with the prompt on its first line."""
        self._display.erase_in_display(2)
        self._display.cursor_position()
        self._stream.feed(PROMPT.encode())

    def shows(self, text: str) -> None:
        """Wait until a text is on the screen."""
        self._read(lambda: text in "\n".join(self.screen()), text)

    def waits(self) -> None:
        """Wait for the shell's next prompt."""
        before, self._number = self._number, ""
        self._read(lambda: self._display.title not in ("", before), PROMPT)
        self._number = self._display.title

    def screen(self) -> list[str]:
        """Return the lines shown, without the empty ones and the prompt at the end."""
        shown = [line.rstrip() for line in self._display.display]
        while shown and shown[-1] in ("", PROMPT.strip()):
            shown.pop()
        return shown

    def ends(self) -> None:
        """End the shell."""
        self._process.kill()
        self._process.wait()
        os.close(self._screen)

    def _read(self, done: Callable[[], bool], wanted: str) -> None:
        deadline = time.monotonic() + 30
        while not done():
            left = deadline - time.monotonic()
            if left < 0 or not select([self._screen], [], [], left)[0]:
                raise AssertionError(f"{wanted!r} was not shown, but " + "\n".join(self.screen()))
            self._stream.feed(os.read(self._screen, 10_000))
