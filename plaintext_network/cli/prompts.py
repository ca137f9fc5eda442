"""Asks questions on the terminal and reads the answers. Knows nothing about contacts."""

from __future__ import annotations

import os
import sys

from plaintext_network.cli.errors import Cancelled
from plaintext_network.cli.line_editor import can_edit, edit_line
from plaintext_network.errors import either
from plaintext_network.escape import escape

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TextIO

    from plaintext_network.cli.output.terminal import Screen

_END = "\x04"  # Ctrl-D
_INTERRUPT = "\x03"
_ESCAPE = "\x1b"
_ENTER = ("\n", "\r")
_QUIT = ("q", "quit")
_REPLACED = "\ufffd"  # for a byte that is not UTF-8
_NUMBER = 5  # columns for an option's number
_KEY_TIMEOUT = 0.05  # seconds within which a terminal sends the rest of a multi-character key
_LOOK = 0.2  # seconds between two looks for a Ctrl-C that came just before the wait


class Blank(Cancelled):
    """Raised when the answer to a question is empty, and that cancels."""


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

    def line(self, question: str, default: str | None = None, *, draft: str = "") -> str:
        """Ask for a line of text. An empty answer means the default; without a default, it cancels.

        `draft` is a text to go on with. Raises Blank for an empty answer that cancels, and Interrupted for Ctrl-C.
        """
        while True:
            editing = self.possible and can_edit(self._stdin)
            if draft and not editing:
                shown, usual = f"{question} (Ctrl-D to cancel) [{draft}]: ", draft
            elif default is None:
                shown, usual = f"{question} (blank to cancel): ", None
            else:
                shown, usual = f"{question} [{default}]: " if default else f"{question}: ", default
            answer = self._edited(shown, draft) if editing else self._answer(shown)
            if _is_text(answer):
                break
            draft = _as_text(answer)
            self._screen.warn("left out keys that aren't text, such as an arrow key")
        if answer:
            return answer
        if usual is None:
            raise Blank
        return usual

    def yes(self, question: str, default: bool) -> bool:
        """Ask for yes or no. An empty answer means the default, and `q` raises Cancelled."""
        while True:
            answer = self._answer(f"{question} [{'Y/n' if default else 'y/N'}] ").casefold()
            if answer in _QUIT:
                raise Cancelled
            if answer in ("", "y", "yes", "n", "no"):
                return answer[0] == "y" if answer else default
            self._screen.warn("please answer y or n")

    def choice(self, question: str, options: Sequence[str]) -> int:
        """Ask for one of several options by number; return its index, from 0. An empty answer cancels.

        Raises Blank for an empty answer.
        """
        if not self.possible:
            raise Cancelled
        self._list(options)
        numbers = {str(number): number - 1 for number in range(1, len(options) + 1)}
        while True:
            answer = self._answer(f"{question} [1-{len(options)}, blank to cancel]: ")
            if answer in numbers:
                return numbers[answer]
            if not answer:
                raise Blank
            self._screen.warn(f"please answer with a number from 1 to {len(options)}")

    def key(self, question: str, keys: Mapping[str, str], *, enter: str | None = None) -> str:
        """Ask for one key press, without Enter. `keys` maps keys to labels; case matters only if both cases are keys.

        Enter means the key `enter`, and nothing without one.
        """
        after = f"; Enter {keys[enter]}" if enter else ""
        others = {key: meaning for key, meaning in keys.items() if key not in (enter, "?")}
        words = [_marked(key, meaning) for key, meaning in others.items()]
        shown = f"{question} ({' '.join([*words, '[?]'] if '?' in keys else words)}{after}) "
        if len(self._wrapped(shown)) > 1:
            # Too long for one line: show only the keys, and the label of the one that explains them.
            words = [*others, _marked("?", keys["?"])] if "?" in keys else [*others]
            shown = f"{question} ({' '.join(words)}{after}) "
        while True:
            pressed = self._pressed(shown, enter)
            for key in (pressed, pressed.lower(), pressed.upper()):
                if key in keys:
                    return key
            self._screen.warn(f"please press {either(tuple(keys))}")

    def pick(self, question: str, options: Sequence[str], default: int) -> int:
        """Ask for one of several options by number, as `choice`; blank means the default, and `q` raises Cancelled."""
        if not self.possible:
            raise Cancelled
        self._list(options)
        numbers = {"": default, **{str(number): number - 1 for number in range(1, len(options) + 1)}}
        while (
            answer := self._answer(f"{question} (q goes back) [{default + 1}]: ").casefold()
        ) not in numbers:
            if answer in _QUIT:
                raise Cancelled
            self._screen.warn(f"please answer with a number from 1 to {len(options)}, or q to go back")
        return numbers[answer]

    def line_or_back(self, question: str, default: str) -> str | None:
        """Ask for a line of text, with a default for a blank answer; return None for the default. `q` raises Cancelled."""
        while not _is_text(answer := self._answer(f"{question} (q goes back) [{default}]: ")):
            self._screen.warn("please type it again without an arrow key")
        if answer.casefold() in _QUIT:
            raise Cancelled
        return answer or None

    def _list(self, options: Sequence[str]) -> None:
        # Print what the pager holds back before the options.
        self._screen.prompt()
        for number, option in enumerate(options, 1):
            for nth, line in enumerate(self._wrapped(option, _NUMBER)):
                self._screen.warn(f"{'' if nth else number:>{_NUMBER - 2}}  {line}")

    def _wrapped(self, text: str, indent: int = 0) -> list[str]:
        """Return a text's lines, wrapped between words, beside an indentation."""
        # Late: only questions need it.
        from plaintext_network.cli.output.table import wrap

        # Leave the last column free: some terminals wrap as soon as it is filled.
        room = max((self._screen.err.columns or 80) - indent - 1, 2)
        return wrap(self._screen.err.clean(text.rstrip(" ")), room)

    def _begun(self, question: str) -> str:
        """Print all lines of a question but its last, and return that."""
        *above, last = self._wrapped(question)
        # First: a pager for held output needs the terminal in its normal mode.
        self._screen.prompt()
        for line in above:
            self._screen.warn(line)
        return f"{last} "

    def _edited(self, question: str, draft: str) -> str:
        """Return a line that the user could edit; it may have characters that are no text."""
        try:
            return edit_line(self._begun(question), draft)
        except UnicodeDecodeError as odd:
            return _replaced(odd)
        except (EOFError, OSError):
            self._screen.warn()
            raise Cancelled from None
        except KeyboardInterrupt:
            self._screen.warn()
            raise

    def _answer(self, question: str) -> str:
        """Return a line without leading and trailing spaces; it may have characters that are no text."""
        if not self.possible:
            raise Cancelled
        last = self._begun(question)
        try:
            self._screen.prompt(last)
            _wait_for_line(self._stdin)
            typed = self._stdin.readline()
        except UnicodeDecodeError as odd:
            return _replaced(odd)
        except OSError:
            # The terminal went away.
            typed = ""
        except KeyboardInterrupt:
            self._screen.warn()
            raise
        if not typed.endswith("\n"):
            self._screen.warn()
            raise Cancelled
        return typed.strip()

    def _pressed(self, question: str, enter: str | None) -> str:
        if not self.possible:
            raise Cancelled
        last = self._begun(question)
        try:
            pressed = _key(self._stdin, lambda: self._screen.prompt(last), enter=enter is not None)
        except KeyboardInterrupt:
            self._screen.warn()
            raise
        if pressed is None:
            return self._answer(last)[:1] or enter or ""
        if pressed == _END:
            self._screen.warn()
            raise Cancelled
        if pressed in _ENTER:
            self._screen.warn()
            return enter or ""
        self._screen.warn("" if pressed == _ESCAPE else pressed)
        return pressed


def _marked(key: str, meaning: str) -> str:
    """Return a label with its key in brackets."""
    before, found, after = meaning.partition(key)
    return f"{before}[{key}]{after}" if found else f"[{key}] {meaning}"


def _is_text(answer: str) -> bool:
    return escape(answer) == answer and _REPLACED not in answer


def _as_text(answer: str) -> str:
    """Return an answer without control sequences (ECMA-48 §5.4) and other characters that are no text."""
    # Late: as rare as an arrow key in an answer.
    import re

    answer = re.sub(r"\x1b(\[[0-?]*[ -/]*[@-~]|O.)?", "", " ".join(answer.split()))
    return "".join(character for character in answer if _is_text(character)).strip()


def _replaced(odd: UnicodeDecodeError) -> str:
    """Return what was typed in another encoding, as far as it can be read."""
    return odd.object.decode("utf-8", "replace").strip()


def _key(stdin: TextIO, prompt: Callable[[], None], *, enter: bool) -> str | None:
    """Wait for a key. Return None, without a prompt, if only whole lines can be read; `_ESCAPE` for a special key.

    Enter is a key only if `enter`.

    Raises KeyboardInterrupt, even if the terminal sends Ctrl-C as a character.
    """
    # Late: only questions need terminal settings, and each system has its own module.
    key: str
    if sys.platform == "win32":
        import msvcrt

        prompt()
        while (key := msvcrt.getwch()) in _ENTER and not enter:
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
            key = _character(descriptor, enter=enter)
        except (OSError, termios.error):
            # The terminal went away.
            key = _END
        finally:
            with suppress(termios.error):
                termios.tcsetattr(descriptor, termios.TCSANOW, saved)
    if key == _INTERRUPT:
        raise KeyboardInterrupt
    return key


def _character(descriptor: int, *, enter: bool) -> str:
    """Read one UTF-8 character, skipping Enter unless it is a key."""
    # Late: as in `_key`.
    from select import select

    _wait_for_input(descriptor)
    while (first := os.read(descriptor, 1)) in (b"\n", b"\r") and not enter:
        _wait_for_input(descriptor)
    # On Linux, Ctrl-D typed before the mode changed arrives as a zero byte.
    if first in (b"", b"\0"):
        return _END
    if first == _ESCAPE.encode():
        while select([descriptor], [], [], _KEY_TIMEOUT)[0] and os.read(descriptor, 64):
            pass
        return _ESCAPE
    more = sum(first[0] >= lead for lead in (0xC0, 0xE0, 0xF0))
    return (first + b"".join(os.read(descriptor, 1) for _ in range(more))).decode("utf-8", "replace")


def _wait_for_line(stdin: TextIO) -> None:
    """Wait until a line was typed, where a system can tell."""
    if sys.platform != "win32":
        try:
            descriptor = stdin.fileno()
        except (OSError, ValueError):
            return
        _wait_for_input(descriptor)


def _wait_for_input(descriptor: int) -> None:
    """Wait until there is something to read.

    A signal that Python receives just before a read does not end the read. Between two short waits, it is noticed.
    """
    # Late: as in `_key`.
    from select import select

    while not select([descriptor], [], [], _LOOK)[0]:
        pass
