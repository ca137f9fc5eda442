"""Defines a card as its content lines, and reads cards from a file. Knows no properties."""

from plaintext_network.exchange.vcard.content_line import ContentLine
from plaintext_network.named_tuples import NamedTuple


class Card(NamedTuple):
    """One card: its lines in order, without BEGIN, END and VERSION. `line` is the line of its BEGIN in the file, from 1.

    A card nested in another (AGENT in vCard 2.1) stays in the lines of the outer one.
    """

    lines: tuple[ContentLine, ...]
    version: str = "3.0"
    line: int = 1

    def first(self, key: str) -> ContentLine | None:
        """Return the first line with a name in upper case, or None."""
        return next((line for line in self.lines if line.key == key), None)

    def all(self, key: str) -> tuple[ContentLine, ...]:
        """Return the lines with a name in upper case."""
        return tuple(line for line in self.lines if line.key == key)
