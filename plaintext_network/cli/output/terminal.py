"""Owns standard output and standard error: what reaches them, in what colour. Knows no contacts.

Nothing else writes there, so that nothing written in a note can steer a terminal.
"""

from __future__ import annotations

import os
import time

from plaintext_network.cli.output.escape import escape
from plaintext_network.errors import OutputFailed

# Named here rather than imported: `typing` costs more than this module, and only annotations want it.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from types import TracebackType
    from typing import Literal, Self, TextIO, TypeAlias

    Color: TypeAlias = Literal["auto", "always", "never"]
    Style: TypeAlias = Literal[
        "overdue",
        "today",
        "soon",
        "muted",
        "heading",
        "error",
        "warning",
        "information",
        "place",
        "added",
        "removed",
    ]
    Part: TypeAlias = str | tuple[Style, str]

COLORS: tuple[Color, ...] = ("auto", "always", "never")

# Parameters of SGR, ECMA-48 §8.3.117.
_SGR: Mapping[Style, str] = {
    "overdue": "31",
    "today": "33",
    "soon": "32",
    "muted": "2",
    "heading": "1",
    "error": "1;31",
    "warning": "1;33",
    "information": "36",
    "place": "35",
    "added": "32",
    "removed": "31",
}
_PATIENCE = 0.5  # seconds of work before progress is worth showing
_PACE = 0.1  # seconds between two looks of it


class OutputClosed(Exception):
    """Whoever read standard output has seen enough (`| head -1`); `with screen:` ends quietly on it.

    Not an `OSError`, so that a command that expects one from a file does not take this for it.
    """


class Channel:
    """One stream, and what can be shown on it."""

    def __init__(
        self, stream: TextIO | None, color: Color | Callable[[], Color], environ: Mapping[str, str]
    ) -> None:
        # None is what Python makes of a descriptor that was closed before it started (`>&-`).
        self._stream = stream
        self._closed = False
        self._encoding = getattr(stream, "encoding", None) or "utf-8"
        self._environ = environ
        self.terminal = stream is not None and stream.isatty()
        self.animated = self.terminal and environ.get("TERM") != "dumb"
        self._color = color
        self._colored: bool | None = None
        self._held: list[str] | None = None

    @property
    def colored(self) -> bool:
        """Whether styles are shown; decided when the first is met, so that a bare count asks nobody."""
        if self._colored is None:
            color = self._color() if callable(self._color) else self._color
            welcome = self.animated and not self._environ.get("NO_COLOR")
            self._colored = welcome if color == "auto" else color == "always"
        return self._colored

    @property
    def columns(self) -> int | None:
        """How wide a line may be: $COLUMNS or what the terminal says; None where nothing limits it."""
        if self._stream is None or not self.terminal:
            return None
        return self._size("COLUMNS", 0) or 80

    @property
    def lines(self) -> int:
        """How many lines a terminal shows at once: $LINES or what it says."""
        return self._size("LINES", 1) or 24

    def _size(self, variable: str, place: int) -> int:
        told = self._environ.get(variable, "")
        if told.isdecimal() and len(told) < 6 and int(told) > 0:
            return int(told)
        try:
            return os.get_terminal_size(self._stream.fileno())[place] if self._stream else 0
        except OSError:
            return 0

    @property
    def mark(self) -> str:
        """What stands, one column wide, for text left out."""
        return "…" if self.can_show("…") else "~"

    def can_show(self, text: str) -> bool:
        """Tell whether the stream's encoding has all characters of text."""
        try:
            text.encode(self._encoding)
        except UnicodeEncodeError:
            return False
        return True

    def clean(self, text: str, *, keep: str = "") -> str:
        """Escape what is unsafe, and what the stream's encoding lacks."""
        if not text.isprintable():
            text = escape(text, keep=keep)
        if text.isascii() or self._encoding == "utf-8":
            return text
        return text.encode(self._encoding, "backslashreplace").decode(self._encoding)

    def line(self, parts: Iterable[Part], *, keep: str = "") -> str:
        """Make one line of parts, each cleaned and then, where it names a style, coloured."""
        return "".join([self._paint(part, keep) for part in parts]) + "\n"

    def write(self, text: str) -> None:
        """Write text that is clean already. Raises OutputClosed when nobody reads any more, OutputFailed for any other failure."""
        if self._held is not None:
            self._held.append(text)
            return
        try:
            if self._stream is not None:
                self._stream.write(text)
        except OSError as error:
            self._give_up(error)
        if self._closed:
            raise OutputClosed

    def hold(self) -> None:
        """Keep back what is written from now on."""
        self._held = []

    def release(self) -> None:
        """Show what was kept back: through $PAGER where it is longer than the terminal."""
        held, self._held = self._held, None
        text = "".join(held or ())
        # Late: only an answer that is kept back may go through it.
        from plaintext_network.cli.output.pager import page, pager_named

        if text.count("\n") >= self.lines and (argv := pager_named(self._environ)):
            self.flush()
            if page(text, argv, self._environ, self._encoding):
                return
        self.write(text)

    def flush(self) -> None:
        """Hand on what is buffered; that nobody reads any more is for the next `write` to say."""
        try:
            if self._stream is not None:
                self._stream.flush()
        except OSError as error:
            self._give_up(error)

    def _paint(self, part: Part, keep: str) -> str:
        if isinstance(part, str):
            return self.clean(part, keep=keep)
        style, text = part[0], self.clean(part[1], keep=keep)
        return f"\x1b[{_SGR[style]}m{text}\x1b[0m" if text and self.colored else text

    def _give_up(self, error: OSError) -> None:
        # Python flushes what is left at exit; sent nowhere, it cannot fail a second time.
        stream, self._stream = self._stream, None
        try:
            descriptor = stream.fileno() if stream is not None else -1
        except OSError:
            descriptor = -1  # a stream in memory
        if descriptor >= 0:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, descriptor)
            os.close(nowhere)
        if not isinstance(error, BrokenPipeError):
            raise OutputFailed(str(error.strerror)) from error
        self._closed = True


class Screen:
    """Where a run shows its answer (`out`) and its talk (`err`); made once, from streams and options.

    `color` may be a function that is asked once a style is met. Work inside `with screen:`; leaving it takes
    progress away, flushes, and lets a closed pipe be no error.
    """

    def __init__(
        self,
        stdout: TextIO | None,
        stderr: TextIO | None,
        *,
        color: Color | Callable[[], Color] = "auto",
        quiet: bool = False,
        environ: Mapping[str, str] = os.environ,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.out = Channel(stdout, color, environ)
        self.err = Channel(stderr, color, environ)
        self._quiet = quiet
        self._environ = environ
        self._clock = clock
        self._began: float | None = None
        self._next = 0.0
        self._drawn = 0
        self._paging = False
        self._later: list[str] = []
        # Whether files were changed: then that is what counts, and no longer whether it can be told.
        self.wrote = False

    def page(self) -> None:
        """Let the answer go through $PAGER, where it goes to a terminal and is longer than that."""
        if self.out.animated and self._environ.get("PAGER"):
            self.out.hold()
            self._paging = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self.clear_progress()
        if self._paging:
            self._paging = False
            try:
                self.out.release()
            except OutputClosed as closed:
                error = error or closed
        self.out.flush()
        for line in self._later:
            self._aside(line)
        return isinstance(error, OutputClosed)

    def print(self, *parts: Part, keep: str = "") -> None:
        """Show one line of the answer; characters in `keep` are shown as they are."""
        self.clear_progress()
        self.out.write(self.out.line(parts, keep=keep))

    def paragraph(self, label: tuple[Style, str], text: str) -> None:
        """Show text beside a label, broken between words where a terminal ends."""
        columns = self.out.columns
        if columns is None:
            self.print(label, text)
            return
        # Late: a pipe breaks no lines.
        from plaintext_network.cli.output.table import width, wrap

        indent = width(label[1])
        first, *more = wrap(self.out.clean(text), columns - indent)
        self.print(label, first)
        for line in more:
            self.print(" " * indent + line)

    def note(self, *parts: Part) -> None:
        """Show one line beside the answer; nothing under `--quiet`."""
        if not self._quiet:
            self.warn(*parts)

    def report_error(self, error: Exception) -> None:
        """Show all lines of what an error says."""
        for line in str(error).split("\n"):
            self.warn(line)

    def warn(self, *parts: Part) -> None:
        """Show one line about what went wrong, quiet or not."""
        self.clear_progress()
        if self._paging:
            # It would be drawn across the pager's screen.
            self._later.append(self.err.line(parts))
            return
        # First what was said before it, where both go to one place.
        try:
            self.out.flush()
        finally:
            self._aside(self.err.line(parts))

    def prompt(self, *parts: Part) -> None:
        """Show a question beside the answer, quiet or not, and stay on its line.

        What was kept back for the pager is shown first: the question may be about it.
        """
        self.clear_progress()
        if self._paging:
            self._paging = False
            self.out.release()
        later, self._later = self._later, []
        try:
            self.out.flush()
        finally:
            self._aside("".join(later) + self.err.line(parts).removesuffix("\n"))

    def flush(self) -> None:
        """Hand on what was said so far, for a command that stays."""
        self.out.flush()

    def progress(self, done: int, total: int, what: str) -> None:
        """Show, on a terminal and not at once, how far slow work is; `done == total` ends it."""
        if self._quiet or not self.err.animated:
            return
        now = self._clock()
        if done >= total:
            self.clear_progress()
            self._began = None
            return
        if self._began is None:
            self._began, self._next = now, now + _PATIENCE
        if now >= self._next:
            self._next = now + _PACE
            self._draw(f"{what} {done}/{total}")

    def clear_progress(self) -> None:
        """Take away the line of progress, if one shows."""
        if self._drawn:
            drawn, self._drawn = self._drawn, 0
            self._aside("\r" + " " * drawn + "\r")

    def _draw(self, text: str) -> None:
        # Late: most runs are over before there is progress to show.
        from plaintext_network.cli.output.table import fit, width

        # The last column stays free: some terminals wrap as soon as it is filled.
        shown = fit(self.err.clean(text), (self.err.columns or 80) - 1, self.err.mark)
        drawn, self._drawn = self._drawn, width(shown)
        self._aside("\r" + shown + " " * (drawn - self._drawn))

    def _aside(self, text: str) -> None:
        try:
            self.err.write(text)
            self.err.flush()
        except (OutputClosed, OutputFailed):
            # Nobody hears the talk, and there is nobody to tell; the answer may still have its reader.
            pass
