"""Writes a card in version 2.1, 3.0 or 4.0: folded lines of UTF-8 that end in CRLF. Converts no property between versions."""

import re
from collections.abc import Iterable

from plaintext_network.exchange.vcard.cards import MAX_NESTING, Card
from plaintext_network.exchange.vcard.content_line import ContentLine, line_text
from plaintext_network.exchange.vcard.line_2_1 import line_2_1

# In bytes, without the newline (RFC 6350 §3.2).
MAX_LINE = 75


# A colon or semicolon in the first of folded lines.
_PROPERTY_BEGINS = re.compile(rb"\A[^\r\n]*[:;]")
_BEGIN = re.compile(r"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)


def write_card(card: Card, version: str) -> bytes:
    """Return a card as a file contains it, from BEGIN to END, with the given VERSION instead of its own.

    Lines of version 3.0 and 4.0 contain values as they are, since all content lines have their escapes. In version 2.1,
    only semicolons are escaped; other text that 2.1 can't contain becomes quoted-printable with `CHARSET=UTF-8`, and
    `ENCODING=b` becomes `ENCODING=BASE64`. It can't tell the commas of a list in N, ADR and ORG from those of a text.
    A BEGIN or END among the lines that has no partner becomes `X-BEGIN` or `X-END`, so that no line forges a card.
    """
    written = [b"BEGIN:VCARD", f"VERSION:{version}".encode()]
    before: ContentLine | None = None
    for line in safe_lines(card.lines):
        text = write_line(line, version)
        if before is not None and reads_as_rest(before, line, text, version):
            written.append(b"")
        written.append(text)
        before = line
    written.append(b"END:VCARD\r\n")
    return b"\r\n".join(written)


def reads_as_rest(before: ContentLine, line: ContentLine, text: bytes, version: str) -> bool:
    """Tell whether a reader may take a written line for the rest of the one before it, unless a blank line is between them.

    It may if the one before is encoded or ends in a backslash, and this one doesn't begin as a property does.
    """
    if not (version == "2.1" or before.value.endswith("\\") or before.param("ENCODING")):
        return False
    return not line.name or _PROPERTY_BEGINS.search(text) is None


def write_line(line: ContentLine, version: str) -> bytes:
    """Return one line as bytes, folded, without the newline at its end."""
    written = line_2_1(line) if version == "2.1" else fold(line_text(line).encode("utf-8", "replace"))
    # A reader would take zero bytes for UTF-16, or for the end of the file.
    return written.replace(b"\0", b"")


def fold(raw: bytes) -> bytes:
    """Fold a line into lines of at most 75 bytes, never inside a character (RFC 6350 §3.2). A line can't begin with a space."""
    raw = raw.lstrip(b" \t")
    if len(raw) <= MAX_LINE:
        return raw
    parts, start, length = [], 0, MAX_LINE
    while len(raw) - start > length:
        end = start + length
        while end > start + 1 and raw[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(raw[start:end])
        start, length = end, MAX_LINE - 1
    parts.append(raw[start:])
    return b"\r\n ".join(parts)


def safe_lines(lines: Iterable[ContentLine]) -> list[ContentLine]:
    """Return the lines of a card without VERSION, with only those BEGIN and END of cards that are nested in AGENT."""
    found = list(lines)
    nested = _nested(found)
    written, depth = [], 0
    for index, line in enumerate(found):
        if index in nested:
            depth += 1 if line.key == "BEGIN" else -1
        elif line.key == "VERSION" and not depth:
            if not line.value.strip(" \t.0123456789"):
                continue
            line = _renamed(line)
        elif _is_boundary(line):
            line = _renamed(line)
        written.append(line)
    return written


def _nested(lines: list[ContentLine]) -> set[int]:
    """Return where the BEGIN and END of nested cards are: those that follow AGENT, and have a partner."""
    nested: set[int] = set()
    opened: list[int] = []
    for index, line in enumerate(lines):
        if not _is_boundary(line):
            continue
        if line.key == "BEGIN":
            if len(opened) + 1 < MAX_NESTING and index and _is_empty_agent(lines[index - 1]):
                opened.append(index)
        elif line.key == "END" and opened:
            nested.update((opened.pop(), index))
    return nested


def _is_boundary(line: ContentLine) -> bool:
    """Tell whether a line reads as the BEGIN or END of a card."""
    if line.key == "AGENT":
        return _BEGIN.fullmatch(line.value) is not None
    # A byte order mark may precede it.
    name = line.name.strip("\ufeff").upper()
    return name in ("BEGIN", "END") and not line.group and line.value.strip().upper() == "VCARD"


def _is_empty_agent(line: ContentLine) -> bool:
    return line.key == "AGENT" and not line.value.strip()


def _renamed(line: ContentLine) -> ContentLine:
    return line._replace(name=f"X-{line.name}")
