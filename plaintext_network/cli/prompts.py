"""Owns questions to whoever sits at the terminal, and their answers. Asks nobody else, and knows no contacts."""

from __future__ import annotations

import os
import sys

from plaintext_network.cli.output.escape import escape
from plaintext_network.errors import Cancelled

# Named here rather than imported: only annotations want `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TextIO

    from plaintext_network.cli.output.terminal import Screen

_END = "\x04"  # Ctrl-D
_INTERRUPT = "\x03"
_ESCAPE = "\x1b"
_REST = 0.05  # seconds within which a terminal sends the rest of a key that is several characters


class Prompter:
    """Whoever can be asked: nobody where it is not allowed, or standard input or error is no terminal.

    The end of input, or nobody to ask, raises Cancelled.
    """

    def __init__(self, screen: Screen, *, allowed: bool, stdin: TextIO | None = None) -> None:
        self._screen = screen
        # None is also what Python makes of a descriptor that was closed before it started.
        self._stdin = sys.stdin if stdin is None else stdin
        self._allowed = allowed

    @property
    def possible(self) -> bool:
        """Whether there is anybody to ask."""
        stdin: TextIO | None = self._stdin
        return self._allowed and stdin is not None and stdin.isatty() and self._screen.err.terminal

    def line(self, question: str, default: str | None = None) -> str:
        """Ask for a line of text; an empty one means the default, and is asked again where there is none."""
        shown = f"{question} [{default}]: " if default else f"{question}: "
        while True:
            if answer := self._answer(shown):
                return answer
            if default is not None:
                return default

    def yes(self, question: str, default: bool) -> bool:
        """Ask for yes or no."""
        while True:
            answer = self._answer(f"{question} [{'Y/n' if default else 'y/N'}] ").casefold()
            if answer in ("", "y", "yes", "n", "no"):
                return answer[0] == "y" if answer else default
            self._screen.warn("answer y or n")

    def choice(self, question: str, options: Sequence[str]) -> int:
        """Ask for one of some options by its number; return its position, from 0."""
        if not self.possible:
            raise Cancelled
        # Whatever was kept back comes before the options, too.
        self._screen.prompt()
        for number, option in enumerate(options, 1):
            self._screen.warn(f"{number:>3}  {option}")
        numbers = {str(number): number - 1 for number in range(1, len(options) + 1)}
        while True:
            answer = self._answer(f"{question} [1-{len(options)}]: ")
            if answer in numbers:
                return numbers[answer]
            self._screen.warn(f"answer with a number from 1 to {len(options)}")

    def key(self, question: str, keys: Mapping[str, str]) -> str:
        """Ask for one of some keys, which need no Enter; `keys` says what each does, and case matters where both are there."""
        offered = ", ".join(f"{key} {meaning}" for key, meaning in keys.items())
        while True:
            pressed = self._pressed(f"{question} ({offered}) ")
            for key in (pressed, pressed.lower(), pressed.upper()):
                if key in keys:
                    return key
            self._screen.warn(f"press {' or '.join(keys)}")

    def _answer(self, question: str) -> str:
        if not self.possible:
            raise Cancelled
        while True:
            try:
                self._screen.prompt(question)
                typed = self._stdin.readline()
            except UnicodeDecodeError:
                typed = f"{_ESCAPE}\n"
            except OSError:
                # The terminal went away.
                typed = ""
            except KeyboardInterrupt:
                self._screen.warn()
                raise
            if not typed.endswith("\n"):
                self._screen.warn()
                raise Cancelled
            answer = typed.strip()
            if escape(answer) == answer:
                return answer
            # An arrow, for one, which a plain line knows nothing of.
            self._screen.warn("one key was no letter; type the answer once more")

    def _pressed(self, question: str) -> str:
        if not self.possible:
            raise Cancelled
        # A pager, if what was kept back needs one, wants the terminal as it is.
        self._screen.prompt()
        try:
            pressed = _key(self._stdin, lambda: self._screen.prompt(question))
        except KeyboardInterrupt:
            self._screen.warn()
            raise
        if pressed is None:
            return self._answer(question)[:1]
        if pressed == _END:
            self._screen.warn()
            raise Cancelled
        self._screen.warn("" if pressed == _ESCAPE else pressed)
        return pressed


def _key(stdin: TextIO, prompt: Callable[[], None]) -> str | None:
    """Wait for a key; None, and no prompt, where only whole lines can be read. What is no letter, as an arrow, is `_ESCAPE`.

    Raises KeyboardInterrupt, also where a terminal sends Ctrl-C as a letter.
    """
    # Late: only a command that asks needs a terminal's settings, and each system has its own.
    key: str
    if sys.platform == "win32":
        import msvcrt

        prompt()
        while (key := msvcrt.getwch()) in "\r\n":
            pass
        if key in "\0\xe0":
            msvcrt.getwch()
            key = _ESCAPE
        elif key == "\x1a":
            # Ctrl-Z is the end of input on Windows.
            key = _END
    else:
        import termios
        import tty
        from contextlib import suppress

        try:
            descriptor = stdin.fileno()
            saved = termios.tcgetattr(descriptor)
        except (OSError, ValueError, termios.error):
            return None
        try:
            # Now, and not after a flush: who knows the questions types ahead.
            tty.setcbreak(descriptor, termios.TCSANOW)
            prompt()
            key = _letter(descriptor)
        except (OSError, termios.error):
            # The terminal went away.
            key = _END
        finally:
            with suppress(termios.error):
                termios.tcsetattr(descriptor, termios.TCSANOW, saved)
    if key == _INTERRUPT:
        raise KeyboardInterrupt
    return key


def _letter(descriptor: int) -> str:
    """Read one letter of UTF-8; Enter is not needed, and not minded."""
    # Late: as in `_key`.
    from select import select

    while (first := os.read(descriptor, 1)) in (b"\n", b"\r"):
        pass
    # An end that was typed before the terminal was set arrives as a zero on Linux.
    if first in (b"", b"\0"):
        return _END
    if first == _ESCAPE.encode():
        while select([descriptor], [], [], _REST)[0] and os.read(descriptor, 64):
            pass
        return _ESCAPE
    more = sum(first[0] >= lead for lead in (0xC0, 0xE0, 0xF0))
    return (first + b"".join(os.read(descriptor, 1) for _ in range(more))).decode("utf-8", "replace")
