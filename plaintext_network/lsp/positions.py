"""Finds lines and positions in a text as editors count them. Knows nothing about notes."""

from bisect import bisect_right
from functools import cached_property

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.source import lines_of


class Position(NamedTuple):
    """A place between two characters. Lines and columns start at 0; a column counts characters, not units of an encoding."""

    line: int
    column: int


class Range(NamedTuple):
    """A half-open range of characters."""

    start: Position
    end: Position


class TextLines:
    """The lines of a text; LF, CRLF and CR end a line. A text that ends with a line ending has an empty last line."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def with_endings(self) -> tuple[str, ...]:
        """The lines with their endings."""
        lines = lines_of(self.text)
        return (*lines, "") if not lines or lines[-1].endswith(("\n", "\r")) else tuple(lines)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The offset at which each line starts."""
        starts = [0]
        for line in self.with_endings[:-1]:
            starts.append(starts[-1] + len(line))
        return tuple(starts)

    def line(self, number: int) -> str:
        """Return a line without its ending; empty beyond the last one."""
        return self.with_endings[number].rstrip("\r\n") if 0 <= number < len(self.with_endings) else ""

    def offset(self, at: Position) -> int:
        """Return the offset of a position. One beyond the end of its line counts as that end, before the line ending."""
        if at.line >= len(self.starts):
            return len(self.text)
        return self.starts[at.line] + min(at.column, len(self.line(at.line)))

    def position(self, offset: int) -> Position:
        """Return the position of an offset, at most the end of the text."""
        offset = min(offset, len(self.text))
        line = bisect_right(self.starts, offset) - 1
        return Position(line, offset - self.starts[line])

    def range(self, start: int, end: int) -> Range:
        """Return the range between two offsets."""
        first = self.position(start)
        following = first.line + 1
        if start <= end <= len(self.text) and following < len(self.starts) and end < self.starts[following]:
            # Most ranges are within a line.
            return Range(first, Position(first.line, first.column + end - start))
        return Range(first, self.position(end))
