"""Collects the lines of a new card, and which raw lines are written already or stay out. Knows no property."""

from collections.abc import Mapping

from plaintext_network.exchange.cards.attachments import marked_file, with_content
from plaintext_network.exchange.cards.card_lines import LABEL, CardLines
from plaintext_network.exchange.record import Attachment
from plaintext_network.exchange.vcard.content_line import ContentLine


class CardDraft:
    """The lines of a new card so far. `files` are the attachments by the path that raw lines have."""

    def __init__(self, raw: CardLines, files: Mapping[str, Attachment]) -> None:
        self.lines: list[ContentLine] = []
        self._raw, self._files = raw, files
        # Numbers of raw lines that are written already or stay out, and those of them that stay out.
        self._done: set[int] = set()
        self._out: set[int] = set()

    def add(self, *lines: ContentLine) -> None:
        """Add lines that are no raw lines."""
        self.lines += lines

    def take(self, *numbers: int) -> None:
        """Write raw lines as they are, unless they are written already or stay out."""
        for number in numbers:
            self.write(number, self._raw.lines[number])

    def write(self, number: int, line: ContentLine) -> None:
        """Write a raw line, perhaps with another value, and the lines that only say something of its group."""
        if self._write(number, line):
            for other in self._raw.companions(number):
                self._write(other, self._raw.lines[other])

    def _write(self, number: int, line: ContentLine) -> bool:
        """Write one raw line, and return whether it was: not twice, and not without its file."""
        if number in self._done:
            return False
        self._done.add(number)
        # Only a raw line has marks: in any other text, they are text.
        if line is self._raw.lines[number] and (name := marked_file(line.value)) is not None:
            file = self._files.get(name)
            if file is None:
                return False
            line = with_content(line, file.content, file.media_type)
        self.lines.append(line)
        return True

    def leave_out(self, *numbers: int) -> None:
        """Keep raw lines out of the card."""
        self._done.update(numbers)
        self._out.update(numbers)

    def take_rest(self) -> None:
        """Write the raw lines that are left, in their order, without labels that have lost every line that they label."""
        for number in self._raw.own():
            if not self._is_orphan(number):
                self._write(number, self._raw.lines[number])

    def _is_orphan(self, number: int) -> bool:
        line = self._raw.lines[number]
        if line.key != LABEL or not line.group or number in self._raw.nested:
            return False
        group = self._raw.by_group[line.group.lower()]
        others = [other for other in group if self._raw.lines[other].key != LABEL]
        return bool(others) and all(other in self._out for other in others)

    def has(self, key: str) -> bool:
        """Return whether a line with a name is written."""
        return any(line.key == key for line in self.lines)

    def free_group(self) -> str:
        """Return the name of a group that no line has."""
        taken = {*self._raw.by_group, *(line.group.lower() for line in self.lines)}
        number = 1
        while f"item{number}" in taken:
            number += 1
        return f"item{number}"
