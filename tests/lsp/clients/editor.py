"""Runs a real editor at a terminal of 80×24, asks it in its own language, and types what a person would type."""

import fcntl
import json
import os
import socket
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyte

from tests.cli.terminal import at_terminal

COLUMNS, LINES = 80, 24
# A busy machine may take long; an editor that never answers ends the test all the same.
PATIENCE = 60


class _Screen(pyte.Screen):
    """A screen that ignores how Vim sets up xterm's keyboard, which looks like a colour."""

    def select_graphic_rendition(self, *attributes: int, private: bool = False) -> None:
        """Set colours, unless the sequence means something else."""
        if not private:
            super().select_graphic_rendition(*attributes)


class Editor:
    """One editor. `asks` evaluates code in it; `waits` does so until the value is true; `types` sends keys."""

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        home: Path,
        environ: Mapping[str, str],
        *,
        answers: bool = True,
    ) -> None:
        self._display = _Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._display)
        self._terminal, there = os.openpty()
        fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        address = home / f"{len(os.listdir(home))}.socket"
        self.process = subprocess.Popen(
            at_terminal(list(command)),
            stdin=there,
            stdout=there,
            stderr=there,
            cwd=folder,
            env={**environ, "EDITOR_SOCKET": str(address), "TERM": "xterm-256color"},
            start_new_session=True,
        )
        os.close(there)
        threading.Thread(target=self._watch, daemon=True).start()
        if answers:
            self._socket = self._connect(address)
            self._answers = self._socket.makefile(encoding="utf-8")

    def asks(self, code: str) -> Any:
        """Return the value of code in the editor's language. Raises AssertionError with its message if it fails there."""
        self._socket.sendall(json.dumps(code).encode() + b"\n")
        try:
            line = self._answers.readline()
        except TimeoutError:
            line = ""
        assert line, f"no answer: {code}\n{self.shown()}"
        done, value = json.loads(line)
        assert done, f"{value}\n{code}\n{self.shown()}"
        return value

    def waits(self, code: str) -> Any:
        """Return the first true value of code."""
        deadline = time.monotonic() + PATIENCE
        while not (value := self.asks(code)):
            assert time.monotonic() < deadline, f"never came true: {code}\n{self.shown()}"
            time.sleep(0.02)
        return value

    def types(self, keys: str) -> None:
        """Send keys as the terminal does."""
        os.write(self._terminal, keys.encode())

    def shown(self) -> str:
        """Return the screen."""
        return "\n".join(line.rstrip() for line in self._display.display).rstrip() + "\n"

    def shows(self, text: str) -> None:
        """Wait until a text is on the screen."""
        self.becomes(lambda screen: text in screen, text)

    def becomes(self, is_right: Callable[[str], bool], wanted: str) -> None:
        """Wait until the screen is right: what is read between two parts of a drawing is no screen that anybody sees."""
        deadline = time.monotonic() + PATIENCE
        while not is_right(self.shown()):
            assert time.monotonic() < deadline, f"{wanted!r} was not shown, but\n{self.shown()}"
            time.sleep(0.02)

    def kill(self) -> None:
        """End the editor as a crash would."""
        self.process.kill()
        self.process.wait()

    def ends(self) -> None:
        """End the editor."""
        self.kill()
        if hasattr(self, "_socket"):
            self._socket.close()
        os.close(self._terminal)

    def _watch(self) -> None:
        try:
            while part := os.read(self._terminal, 65_536):
                self._stream.feed(part)
        except OSError:  # The terminal is closed.
            return

    def _connect(self, address: Path) -> socket.socket:
        deadline = time.monotonic() + PATIENCE
        while True:
            assert self.process.poll() is None, self.shown()
            assert time.monotonic() < deadline, self.shown()
            asked = socket.socket(socket.AF_UNIX)
            try:
                asked.connect(str(address))
            except OSError:
                asked.close()
                time.sleep(0.02)
            else:
                asked.settimeout(PATIENCE)
                return asked
