"""Converts positions between characters and the units in which a client counts columns. Knows no document."""

from typing import Literal

from lsprotocol import types

from plaintext_network.lsp.positions import Position, Range, TextLines

Encoding = Literal["utf-8", "utf-16", "utf-32"]

# Which encoding to choose of those that a client offers: characters need no conversion, and bytes less than UTF-16.
PREFERRED: tuple[Encoding, ...] = ("utf-32", "utf-8", "utf-16")
MARK = "\ufeff"


def choose_encoding(capabilities: types.ClientCapabilities) -> Encoding:
    """Return the encoding for the positions of one client; UTF-16 if it names none."""
    general = capabilities.general
    offered = (general.position_encodings if general else None) or ()
    names = {getattr(encoding, "value", encoding) for encoding in offered}
    return next((encoding for encoding in PREFERRED if encoding in names), "utf-16")


def units(text: str, encoding: Encoding) -> int:
    """Return how many units of an encoding a text has. A lone surrogate counts as one unit of UTF-16, and as three of UTF-8."""
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + sum(character > "\uffff" for character in text)


def column_of(line: str, count: int, encoding: Encoding) -> int:
    """Return how many whole characters of a line fit into a number of units, at most all of them."""
    if encoding == "utf-32" or line.isascii():
        return min(max(count, 0), len(line))
    left = count
    for column, character in enumerate(line):
        left -= units(character, encoding)
        if left < 0:
            return column
    return len(line)


class ClientPositions:
    """Converts positions in one text. With `has_mark`, the client counts a byte order mark that the text doesn't contain."""

    def __init__(self, lines: TextLines, encoding: Encoding, *, has_mark: bool = False) -> None:
        self.lines, self.encoding = lines, encoding
        self._mark = units(MARK, encoding) if has_mark else 0

    def to_client(self, at: Position) -> types.Position:
        """Return a position as the client counts it."""
        character = at.column
        if character and self.encoding != "utf-32":
            character = units(self.lines.line(at.line)[: at.column], self.encoding)
        return types.Position(at.line, character + (self._mark if at.line == 0 else 0))

    def from_client(self, at: types.Position) -> Position:
        """Return a client's position in characters: at most the end of its line, and at most the end of the text."""
        last = len(self.lines.with_endings) - 1
        if at.line > last:
            return Position(last, len(self.lines.line(last)))
        count = at.character - (self._mark if at.line == 0 else 0)
        return Position(at.line, column_of(self.lines.line(at.line), count, self.encoding))

    def range_to_client(self, of: Range) -> types.Range:
        """Return a range as the client counts it."""
        return types.Range(self.to_client(of.start), self.to_client(of.end))

    def range_from_client(self, of: types.Range) -> Range:
        """Return a client's range in characters."""
        return Range(self.from_client(of.start), self.from_client(of.end))
