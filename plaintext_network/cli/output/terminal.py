"""Writes to standard output and standard error, escaped and in colour. Knows nothing about contacts.

Nothing else writes there, so that no text in a note can steer a terminal.
"""

from __future__ import annotations

import os
import time

from plaintext_network.errors import OutputFailed
from plaintext_network.escape import escape

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from types import TracebackType
    from typing import Self, TextIO

    from plaintext_network.cli.output.styles import Color, Part, Style


COLORS: tuple[Color, ...] = ("auto", "always", "never")

# Parameters of SGR, ECMA-48 §8.3.117.
_SGR: Mapping[Style, str] = {
    "overdue": "31",
    "late": "33",
    "today": "1",
    "soon": "32",
    "owed": "36",
    "occasion": "35",
    "muted": "2",
    "heading": "1",
    "error": "1;31",
    "warning": "1;33",
    "information": "36",
    "place": "35",
    "added": "32",
    "removed": "31",
    "level": "32",
}
HANGING = 2  # columns that a line's continuation is indented more
_PROGRESS_AFTER = 0.5  # seconds of work before progress is worth showing
_PROGRESS_EVERY = 0.1  # seconds between two updates


def exact_bytes(text: str) -> bytes:
    """Return text in UTF-8, and a file name that is not UTF-8 as the system has it."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        # Half of a pair, from an escape in YAML.
        return text.encode("utf-8", "replace")


class OutputClosed(Exception):
    """Raised when the reader of standard output has closed it (`| head -1`); `with screen:` ends quietly on it.

    Not an `OSError`, so that a command can't mistake it for a file's error.
    """


class Channel:
    """One output stream and its abilities: terminal, colour, width, encoding."""

    def __init__(
        self, stream: TextIO | None, color: Color | Callable[[], Color], environ: Mapping[str, str]
    ) -> None:
        # Python sets a stream to None if its descriptor was closed before the start (`>&-`).
        self._stream = stream
        self._closed = False
        self._encoding = getattr(stream, "encoding", None) or "utf-8"
        self._environ = environ
        self.terminal = stream is not None and stream.isatty()
        self.animated = self.terminal and environ.get("TERM") != "dumb"
        self._color = color
        self._colored: bool | None = None
        self._laid_out = False
        self._held: list[str] | None = None
        # Whether anything was written that can't be taken back.
        self.has_written = False

    @property
    def colored(self) -> bool:
        """Whether to use colour; decided at the first style, so that a bare count reads no settings."""
        if self._colored is None:
            color = self._color() if callable(self._color) else self._color
            allowed = self.animated and not self._environ.get("NO_COLOR")
            self._colored = allowed if color == "auto" else color == "always"
        return self._colored

    def lay_out(self) -> None:
        """Fit lines to $COLUMNS in a pipe too, if it is set: for a reader, such as the preview of another program."""
        self._laid_out = True

    @property
    def columns(self) -> int | None:
        """The terminal's width: $COLUMNS, else its own size; None for a pipe or a file, unless it is laid out."""
        if self._stream is None:
            return None
        if not self.terminal:
            return (self._number("COLUMNS") or None) if self._laid_out else None
        return self._size("COLUMNS", 0) or 80

    @property
    def lines(self) -> int:
        """The terminal's height: $LINES, else its own size."""
        return self._size("LINES", 1) or 24

    def _size(self, variable: str, place: int) -> int:
        if number := self._number(variable):
            return number
        try:
            return os.get_terminal_size(self._stream.fileno())[place] if self._stream else 0
        except OSError:
            return 0

    def _number(self, variable: str) -> int:
        """Return the number in an environment variable; 0 if there is none."""
        text = self._environ.get(variable, "")
        return int(text) if text.isdecimal() and len(text) < 6 else 0

    @property
    def has_descriptor(self) -> bool:
        """Whether the stream is a file of the system, and not one in memory."""
        try:
            return self._stream is not None and self._stream.fileno() >= 0
        except (OSError, ValueError):
            return False

    @property
    def mark(self) -> str:
        """The mark for text left out, one column wide."""
        return "…" if self.can_show("…") else "~"

    def can_show(self, text: str) -> bool:
        """Return whether the stream's encoding can represent text."""
        try:
            text.encode(self._encoding)
        except UnicodeEncodeError:
            return False
        return True

    def clean(self, text: str, *, keep: str = "") -> str:
        """Escape unsafe characters, and those that the stream's encoding lacks."""
        if not text.isprintable():
            text = escape(text, keep=keep)
        if text.isascii() or self._encoding == "utf-8":
            return text
        return text.encode(self._encoding, "backslashreplace").decode(self._encoding)

    def line(self, parts: Iterable[Part], *, keep: str = "") -> str:
        """Return one line made of parts, each cleaned, and coloured if it has a style."""
        return "".join([self._paint(part, keep) for part in parts]) + "\n"

    def wrapped(
        self,
        parts: Iterable[Part],
        *,
        keep: str = "",
        hanging: int = HANGING,
        ends_in_command: bool = False,
    ) -> list[str]:
        """Return the lines of one line of parts, wrapped between words on a terminal, without their newlines.

        The lines after the first are indented `hanging` columns more. With `ends_in_command`, a command at the end stays whole.
        """
        columns = self.columns
        if columns is None:
            return [self.line(parts, keep=keep)[:-1]]
        parts = [
            self.clean(part, keep=keep)
            if isinstance(part, str)
            else (part[0], self.clean(part[1], keep=keep))
            for part in parts
        ]
        text = "".join([part if isinstance(part, str) else part[1] for part in parts])
        if len(text) <= columns and text.isascii():
            return ["".join(map(self._paint_clean, parts))]
        # Late: most lines are short.
        from plaintext_network.cli.output.table import width
        from plaintext_network.cli.output.wrapping import wrap_parts

        lines = (
            [parts]
            if width(text) <= columns
            else wrap_parts(parts, columns, hanging, ends_in_command=ends_in_command)
        )
        return ["".join(map(self._paint_clean, line)) for line in lines] or [""]

    def write(self, text: str) -> None:
        """Write clean text. Raises OutputClosed if the reader has closed the stream, OutputFailed for any other error."""
        if self._held is not None:
            self._held.append(text)
            return
        self.has_written = True
        try:
            if self._stream is not None:
                self._stream.write(text)
        except OSError as error:
            self._give_up(error)
        if self._closed:
            raise OutputClosed

    def write_bytes(self, content: bytes) -> None:
        """Write bytes, whatever the stream's encoding, or text in UTF-8 to a stream in memory. Raises as `write` does."""
        binary = getattr(self._stream, "buffer", None)
        if binary is None or self._held is not None:
            self.write(content.decode("utf-8", "replace"))
            return
        self.has_written = True
        try:
            self._stream.flush()  # type: ignore[union-attr]
            binary.write(content)
        except OSError as error:
            self._give_up(error)
        if self._closed:
            raise OutputClosed

    def hold(self) -> None:
        """Buffer what is written from now on."""
        self._held = []

    def release(self) -> None:
        """Write what was buffered, through the pager if it is longer than the terminal."""
        held, self._held = self._held, None
        text = "".join(held or ())
        # Late: only buffered output goes through a pager.
        from plaintext_network.cli.output.pager import page, pager_command

        if text.count("\n") >= self.lines and (argv := pager_command(self._environ)):
            self.flush()
            if page(text, argv, self._environ, self._encoding):
                return
        self.write(text)

    def discard(self) -> None:
        """Forget what was buffered."""
        if self._held is not None:
            self._held = []

    def flush(self) -> None:
        """Flush the stream. If its reader has closed it, the next `write` raises OutputClosed."""
        try:
            if self._stream is not None:
                self._stream.flush()
        except OSError as error:
            self._give_up(error)

    def _paint(self, part: Part, keep: str) -> str:
        if isinstance(part, str):
            return self.clean(part, keep=keep)
        return self._paint_clean((part[0], self.clean(part[1], keep=keep)))

    def _paint_clean(self, part: Part) -> str:
        if isinstance(part, str):
            return part
        style, text = part
        return f"\x1b[{_SGR[style]}m{text}\x1b[0m" if text and self.colored else text

    def _give_up(self, error: OSError) -> None:
        # Python flushes the rest at exit; redirected to nowhere, that can't fail a second time.
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
    """The output of one run: results on `out`, notes and errors on `err`.

    `color` may be a function, called at the first style. Use it in a `with` block: leaving the block clears the
    progress line, flushes, and ignores a closed pipe.
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
        self._has_asked = False
        # Set once files were changed: from then on, a failure to print no longer changes the exit status.
        self.wrote = False

    def page(self) -> None:
        """Send output through $PAGER, else less, if it goes to a terminal and is longer than that."""
        pager = self._environ.get("PAGER")
        # A pager writes to the terminal itself, so the stream needs a file descriptor.
        wanted = self.out.has_descriptor if pager is None else pager.strip() not in ("", "cat")
        if wanted and self.out.animated:
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
        """Print one line of the result, wrapped on a terminal; characters in `keep` are not escaped."""
        self.clear_progress()
        self.out.write("\n".join(self.out.wrapped(parts, keep=keep)) + "\n")

    def print_remedy(self, text: str) -> None:
        """Print one line of the result, wrapped on a terminal, except for a command at its end."""
        self.clear_progress()
        self.out.write("\n".join(self.out.wrapped([text], ends_in_command=True)) + "\n")

    def print_whole(self, *parts: Part, keep: str = "") -> None:
        """Print one line of the result however long it is, for a program or to be copied."""
        self.clear_progress()
        self.out.write(self.out.line(parts, keep=keep))

    def print_exact(self, text: str) -> None:
        """Print one line for a program: in a pipe the very bytes, such as those of a file name; on a terminal, escaped."""
        if self.out.terminal:
            self.print_whole(text)
        else:
            self.clear_progress()
            self.out.write_bytes(exact_bytes(text) + b"\n")

    def write_bytes(self, pieces: Iterable[bytes]) -> None:
        """Write a file's bytes to standard output as they are; on a terminal, as text that can't steer it."""
        self.clear_progress()
        for piece in pieces:
            if self.out.terminal:
                self.out.write(
                    self.out.clean(piece.decode("utf-8", "replace").replace("\r\n", "\n"), keep="\n\t")
                )
            else:
                self.out.write_bytes(piece)

    def suppress_notes(self) -> None:
        """Print neither notes nor progress from now on, as with `--quiet`."""
        self._quiet = True

    def paragraph(self, label: tuple[Style, str], text: str) -> None:
        """Print text beside a label, wrapped to the terminal."""
        columns = self.out.columns
        if columns is None:
            self.print(label, text)
            return
        # Late: a pipe needs no wrapping.
        from plaintext_network.cli.output.table import width, wrap

        indent = width(label[1])
        first, *more = wrap(self.out.clean(text), columns - indent)
        self.print(label, first)
        for line in more:
            self.print(" " * indent + line)

    def note(self, *parts: Part) -> None:
        """Print one line on standard error, wrapped on a terminal, unless `--quiet`."""
        if not self._quiet:
            self.warn(*parts)

    def report_error(self, error: Exception) -> None:
        """Print all lines of an error's message; the first one says what is wrong, and has the colour of errors."""
        first, *more = str(error).split("\n")
        self.warn(("error", first))
        for line in more:
            self.warn(line)

    def warn(self, *parts: Part) -> None:
        """Print one line on standard error, wrapped on a terminal, even with `--quiet`.

        A command at the end, as in "to bring it back: pnet undo", stays whole, so that it can be copied.
        """
        self.clear_progress()
        text = "\n".join(self.err.wrapped(parts, ends_in_command=True)) + "\n"
        if self._paging:
            # It would appear across the pager's screen.
            self._later.append(text)
            return
        # Both streams may go to one terminal: preserve the order.
        try:
            self.out.flush()
        finally:
            self._aside(text)

    def prompt(self, *parts: Part) -> None:
        """Print a question on standard error, even with `--quiet`, and stay on its line.

        Prints buffered output first: the question may be about it.
        """
        self._has_asked = True
        self.clear_progress()
        if self._paging:
            self._paging = False
            self.out.release()
        later, self._later = self._later, []
        try:
            self.out.flush()
        finally:
            self._aside("".join(later) + self.err.line(parts).removesuffix("\n"))

    def discard(self) -> bool:
        """Forget all output; return False if some was printed already, a question was asked, or files were changed."""
        if self.out.has_written or self._has_asked or self.wrote:
            return False
        self.out.discard()
        self._later.clear()
        return True

    def flush(self) -> None:
        """Flush standard output, for a command that keeps running."""
        self.out.flush()

    def progress(self, done: int, total: int | None, what: str) -> None:
        """Show the progress of slow work on a terminal; `done == total` ends it. Nobody knows how much a `total` of None is."""
        if self._quiet or not self.err.animated:
            return
        now = self._clock()
        if total is not None and done >= total:
            self.clear_progress()
            self._began = None
            return
        if self._began is None:
            self._began, self._next = now, now + _PROGRESS_AFTER
        if now >= self._next:
            self._next = now + _PROGRESS_EVERY
            self._draw(f"{what} {done}" if total is None else f"{what} {done}/{total}")

    def clear_progress(self) -> None:
        """Erase the progress line, if there is one."""
        if self._drawn:
            drawn, self._drawn = self._drawn, 0
            self._aside("\r" + " " * drawn + "\r")

    def _draw(self, text: str) -> None:
        # Late: most runs end before there is progress to show.
        from plaintext_network.cli.output.table import fit, width

        # Leave the last column free: some terminals wrap as soon as it is filled.
        shown = fit(self.err.clean(text), (self.err.columns or 80) - 1, self.err.mark)
        drawn, self._drawn = self._drawn, width(shown)
        self._aside("\r" + shown + " " * (drawn - self._drawn))

    def _aside(self, text: str) -> None:
        try:
            self.err.write(text)
            self.err.flush()
        except (OutputClosed, OutputFailed):
            # Standard error is gone, so there is nowhere to report that; standard output may still work.
            pass
