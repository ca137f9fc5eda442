"""Defines a card as its content lines, and reads cards from a file. Knows no properties.

Reading streams: it needs memory for one card and never raises because of what the file contains.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from plaintext_network.exchange import limits
from plaintext_network.exchange.vcard.content_line import ContentLine
from plaintext_network.exchange.vcard.file_lines import (
    LONG_LINE,
    FileLines,
    FileTooLong,
)
from plaintext_network.exchange.vcard.logical_lines import card_version, read_lines
from plaintext_network.named_tuples import NamedTuple

# Lines of the file, folded ones too: those of a photo of 8 MB are fewer.
MAX_CARD_LINES = 200_000
# How many cards wait for the rest of one that they interrupt.
_MOST_WAITING = 8
# A card in a card in a card.
MAX_NESTING = 3


class Card(NamedTuple):
    """One card: its lines in order, without BEGIN, END and VERSION. `line` is the line of its BEGIN in the file, from 1.

    A card nested in another (AGENT in vCard 2.1) stays in the lines of the outer one. `version` is 2.1, 3.0 or 4.0.
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


class BrokenCard(NamedTuple):
    """A card that can't be read: its first line in the file, from 1, and why, as a sentence without a full stop."""

    line: int
    reason: str
    name: str = ""


_BOUNDARY = re.compile(
    rb"(?:\xef\xbb\xbf)*([ \t]*)(?:(AGENT\s*(?:;[^:]*)?:\s*)?(BEGIN)|END)\s*:\s*VCARD\s*", re.IGNORECASE
)
_LONGEST_BOUNDARY = 200
_EMPTY_AGENT = re.compile(rb"\s*(?:[\w-]+\.)?AGENT\s*(?:;[^:]*)?:\s*", re.IGNORECASE)
# Lines between cards that are a card without BEGIN.
_CARD_PROPERTY = re.compile(rb"(?:[\w-]+\.)?(?:VERSION|FN|N|TEL|EMAIL|ORG|ADR)\s*[;:]", re.IGNORECASE)
_CERTAIN_PROPERTY = re.compile(rb"(?:[\w-]+\.)?(?:VERSION|FN|N)\s*[;:]", re.IGNORECASE)
_NAME_LINE = re.compile(rb"(?:[\w-]+\.)?FN\s*(?:;[^:]*)?:(.*)", re.IGNORECASE | re.DOTALL)


def read_cards(stream: BinaryIO, charset: str = "") -> Iterator[Card | BrokenCard]:
    """Yield the cards of a file in order, and one `BrokenCard` for each that exceeds a limit.

    `charset` names the encoding of lines that declare none (a Python codec); without it, lines are UTF-8 or UTF-16, and
    windows-1252 where they are neither. Values are decoded: quoted-printable and CHARSET are gone, base64 has
    `ENCODING=b` and no whitespace, and escapes are those of version 3.0 and 4.0, in cards of version 2.1 too. Names and
    the whitespace around values are as written. Text between cards is left out. A card ends at its END, at the BEGIN of
    the next card, or at the end of the file; lines with a name that end in END:VCARD are a card without BEGIN.
    """
    file_lines = FileLines(stream)
    reading = _Reading("utf-8" if file_lines.is_unicode else charset)
    try:
        for batch in file_lines.batches():
            yield from reading.feed(batch)
            if reading.is_full:
                yield from reading.waiting
                return
    except FileTooLong:
        yield from reading.waiting
        yield BrokenCard(
            reading.start or reading.number,
            f"the file is longer than {limits.FILE >> 20} MB; the rest is not read",
        )
        return
    yield from reading.finish()


class _Reading:
    """The state of reading one file: the lines of the card that has begun, or those since the last one ended."""

    def __init__(self, charset: str) -> None:
        self.charset = charset
        self.number = self.count = self.start = self.depth = self.size = 0
        self.lines: list[bytes] = []
        self.reason = ""
        self.indent = b""
        # The last line of a card that is refused.
        self.refused_line = b""
        self.is_full = False
        # A card that another interrupts, and those that follow it; and their size.
        self.waiting: list[Card | BrokenCard] = []
        self.waiting_size = 0

    def feed(self, batch: list[bytes]) -> Iterator[Card | BrokenCard]:
        """Take lines of the file, and yield the cards that end in them."""
        if self.reason and b"VCARD" not in b"\n".join(batch).upper():
            # Most of a card that is refused needs no look at each line.
            self.number += len(batch)
            return
        for raw in batch:
            self.number += 1
            if 8 < len(raw) < _LONGEST_BOUNDARY and b"VCARD" in raw.upper():
                found = _BOUNDARY.fullmatch(raw)
                if found is not None and self.is_boundary(found):
                    yield from self.cross(raw, found)
                    continue
            self.size += len(raw) + 1
            if self.reason:
                self.refused_line = raw or self.refused_line
            elif raw is LONG_LINE:
                self.refuse(f"a value is longer than {limits.VALUE >> 20} MB")
            elif self.size > limits.RECORD:
                self.refuse(f"the card is longer than {limits.RECORD >> 20} MB")
            elif raw:
                self.lines.append(raw)
                if len(self.lines) > MAX_CARD_LINES:
                    self.refuse(f"the card has more than {MAX_CARD_LINES:,} lines")
            elif self.lines and self.lines[-1]:
                # One blank line says as much as many.
                self.lines.append(raw)

    def refuse(self, reason: str) -> None:
        """Note why the card is refused, and drop most of it. Its first lines tell its name."""
        if not self.reason:
            self.reason = reason
            self.refused_line = b""
            del self.lines[100:]

    def is_boundary(self, found: "re.Match[bytes]") -> bool:
        """Tell whether a line that reads as BEGIN or END is one, and no folded text."""
        indent = found[1]
        return (
            not indent
            or not self.depth
            or indent == self.indent
            or not self.lines
            or len(self.lines[-1]) < 60
        )

    def cross(self, raw: bytes, found: "re.Match[bytes]") -> Iterator[Card | BrokenCard]:
        """Begin or end a card, or one that is nested in it."""
        begins, agent = found[3] is not None, found[2] is not None
        if begins and self.depth and (agent or self.follows_agent()):
            self.depth += 1
            if self.depth > MAX_NESTING:
                self.refuse(f"cards are nested more than {MAX_NESTING} deep")
        elif begins:
            yield from self.order(self.end(), "unclosed" if self.depth else "loose")
            self.depth, self.start, self.indent = 1, self.number, found[1]
            return
        elif self.depth > 1:
            self.depth -= 1
        else:
            yield from self.order(self.end(closed=True), "closed" if self.depth else "end only")
            return
        self.size += len(raw) + 1
        if not self.reason:
            self.lines.extend((found[2], b"BEGIN:VCARD") if agent else (raw.lstrip(b" \t"),))

    def order(self, ended: Iterator[Card | BrokenCard], how: str) -> Iterator[Card | BrokenCard]:
        """Yield cards as they end, but hold a card that lacks its END back, and the next ones with it.

        Lines that end in an END alone are the rest of such a card: those between were cards in it, though not in AGENT.
        """
        size = self.size
        for card in ended:
            first = self.waiting[0] if self.waiting else None
            if how == "unclosed":
                yield from self.waiting
                self.waiting, self.waiting_size = [card], size
            elif first is None:
                yield card
            elif how == "end only" and isinstance(first, Card) and isinstance(card, Card):
                yield first._replace(lines=first.lines + card.lines)
                yield from self.waiting[1:]
                self.waiting = []
            else:
                self.waiting.append(card)
                self.waiting_size += size
                if len(self.waiting) > 1 + _MOST_WAITING or self.waiting_size > limits.RECORD:
                    yield from self.waiting
                    self.waiting = []

    def follows_agent(self) -> bool:
        before = (
            self.refused_line if self.reason else next((line for line in reversed(self.lines) if line), b"")
        )
        return _EMPTY_AGENT.fullmatch(before) is not None

    def end(self, closed: bool = False) -> Iterator[Card | BrokenCard]:
        """Yield the card that ends here, if one has begun or its lines show that its BEGIN is missing."""
        lines, start, reason, started = self.lines, self.start, self.reason, self.depth > 0
        if not started:
            wanted = _CARD_PROPERTY if closed else _CERTAIN_PROPERTY
            first = next((index for index, line in enumerate(lines) if wanted.match(line)), None)
            if first is None:
                lines, start = [], 0
            else:
                if not closed:
                    first = next(index for index, line in enumerate(lines) if _CARD_PROPERTY.match(line))
                start = self.number - len(lines) + first
                lines = lines[first:]
        indent = self.indent if started else b""
        self.lines, self.start, self.depth, self.size, self.reason, self.indent = [], 0, 0, 0, "", b""
        if not start:
            return
        if self.is_full:
            return
        self.count += 1
        if self.count > limits.RECORDS:
            self.is_full = True
            yield BrokenCard(start, f"the file has more than {limits.RECORDS:,} cards; the rest is not read")
            return
        if reason:
            yield BrokenCard(start, reason, _name_of(lines))
            return
        if not indent and lines:
            # A line after BEGIN can't be folded.
            indent = lines[0][: len(lines[0]) - len(lines[0].lstrip(b" \t"))]
        if indent:
            lines = [line.removeprefix(indent) for line in lines]
        interrupted = self.waiting[0] if self.waiting and not started else None
        version = interrupted.version if isinstance(interrupted, Card) else card_version(lines)
        found = read_lines(lines, version, self.charset)
        if any(len(line.value) > limits.VALUE for line in found):
            yield BrokenCard(start, f"a value is longer than {limits.VALUE >> 20} MB", _name_of(lines))
            return
        yield Card(found, version, start)

    def finish(self) -> Iterator[Card | BrokenCard]:
        """Yield the card whose END is missing at the end of the file."""
        self.number += 1
        yield from self.order(self.end(), "loose")
        yield from self.waiting


def _name_of(lines: list[bytes]) -> str:
    """Return the name that a refused card gives itself, to tell which it is."""
    for line in lines[:100]:
        found = _NAME_LINE.match(line[:200])
        if found is not None:
            return found[1].decode("utf-8", "replace").strip()
    return ""
