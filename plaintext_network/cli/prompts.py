"""Asks questions on the terminal and reads the answers. Knows nothing about contacts."""

from __future__ import annotations

import os
import sys

from plaintext_network.cli.output.escape import escape
from plaintext_network.errors import Cancelled, either

# Defined rather than imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TextIO

    from plaintext_network.cli.output.terminal import Screen

_END = "\x04"  # Ctrl-D
_INTERRUPT = "\x03"
_ESCAPE = "\x1b"
_KEY_TIMEOUT = 0.05  # seconds within which a terminal sends the rest of a multi-character key


class Prompter:
    """Asks questions, if allowed and if standard input and standard error are terminals.

    Every question raises Cancelled at the end of input, or if it can't be asked.
    """

    def __init__(self, screen: Screen, *, allowed: bool, stdin: TextIO | None = None) -> None:
        self._screen = screen
        # Python also sets sys.stdin to None for a descriptor that was closed before the start.
        self._stdin = sys.stdin if stdin is None else stdin
        self._allowed = allowed

    @property
    def possible(self) -> bool:
        """Whether questions can be asked."""
        stdin: TextIO | None = self._stdin
        return self._allowed and stdin is not None and stdin.isatty() and self._screen.err.terminal

    def line(self, question: str, default: str | None = None) -> str:
        """Ask for a line of text. An empty answer means the default; without a default, ask again."""
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
            self._screen.warn("please answer y or n")

    def choice(self, question: str, options: Sequence[str]) -> int:
        """Ask for one of several options by number; return its index, from 0."""
        if not self.possible:
            raise Cancelled
        # Print what the pager holds back before the options.
        self._screen.prompt()
        for number, option in enumerate(options, 1):
            self._screen.warn(f"{number:>3}  {option}")
        numbers = {str(number): number - 1 for number in range(1, len(options) + 1)}
        while True:
            answer = self._answer(f"{question} [1-{len(options)}]: ")
            if answer in numbers:
                return numbers[answer]
            self._screen.warn(f"please answer with a number from 1 to {len(options)}")

    def key(self, question: str, keys: Mapping[str, str]) -> str:
        """Ask for one key press, without Enter. `keys` maps keys to labels; case matters only if both cases are keys."""
        offered = ", ".join(f"{key} {meaning}" for key, meaning in keys.items())
        while True:
            pressed = self._pressed(f"{question} ({offered}) ")
            for key in (pressed, pressed.lower(), pressed.upper()):
                if key in keys:
                    return key
            self._screen.warn(f"please press {either(tuple(keys))}")

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
            # For example an arrow key, which a plain line can't interpret.
            self._screen.warn(
                "the answer has a control character, such as an arrow key; please type it again"
            )

    def _pressed(self, question: str) -> str:
        if not self.possible:
            raise Cancelled
        # First: a pager for held output needs the terminal in its normal mode.
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

    def pick(self, question: str, options: Sequence[str], default: int) -> int:
        """Ask for one of several options by number, as `choice`; blank means the default, and `q` raises Cancelled."""
        if not self.possible:
            raise Cancelled
        self._screen.prompt()
        for number, option in enumerate(options, 1):
            self._screen.warn(f"{number:>3}  {option}")
        numbers = {"": default, **{str(number): number - 1 for number in range(1, len(options) + 1)}}
        while (answer := self._answer(f"{question} [{default + 1}]: ").casefold()) not in numbers:
            if answer in ("q", "quit"):
                raise Cancelled
            self._screen.warn(f"please answer with a number from 1 to {len(options)}, or q to go back")
        return numbers[answer]

    def line_or_back(self, question: str, default: str) -> str | None:
        """Ask for a line of text, with a default for a blank answer; return None for the default. `q` raises Cancelled."""
        answer = self._answer(f"{question} [{default}]: ")
        if answer.casefold() in ("q", "quit"):
            raise Cancelled
        return answer or None


def _key(stdin: TextIO, prompt: Callable[[], None]) -> str | None:
    """Wait for a key. Return None, without a prompt, if only whole lines can be read; `_ESCAPE` for a special key.

    Raises KeyboardInterrupt, even if the terminal sends Ctrl-C as a character.
    """
    # Late: only questions need terminal settings, and each system has its own module.
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
            # TCSANOW, not a flush: it preserves what was typed ahead.
            tty.setcbreak(descriptor, termios.TCSANOW)
            prompt()
            key = _character(descriptor)
        except (OSError, termios.error):
            # The terminal went away.
            key = _END
        finally:
            with suppress(termios.error):
                termios.tcsetattr(descriptor, termios.TCSANOW, saved)
    if key == _INTERRUPT:
        raise KeyboardInterrupt
    return key


def _character(descriptor: int) -> str:
    """Read one UTF-8 character, skipping Enter."""
    # Late: as in `_key`.
    from select import select

    while (first := os.read(descriptor, 1)) in (b"\n", b"\r"):
        pass
    # On Linux, Ctrl-D typed before the mode changed arrives as a zero byte.
    if first in (b"", b"\0"):
        return _END
    if first == _ESCAPE.encode():
        while select([descriptor], [], [], _KEY_TIMEOUT)[0] and os.read(descriptor, 64):
            pass
        return _ESCAPE
    more = sum(first[0] >= lead for lead in (0xC0, 0xE0, 0xF0))
    return (first + b"".join(os.read(descriptor, 1) for _ in range(more))).decode("utf-8", "replace")
