"""Writes a card in version 2.1, 3.0 or 4.0: folded lines of UTF-8 that end in CRLF. Converts no property between versions."""

from collections.abc import Iterable

from plaintext_network.exchange.vcard.cards import MAX_NESTING, Card
from plaintext_network.exchange.vcard.content_line import ContentLine, line_text
from plaintext_network.exchange.vcard.line_2_1 import line_2_1

# In bytes, without the newline (RFC 6350 §3.2).
MAX_LINE = 75


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
        if not line.name and before is not None and _may_go_on(before, version):
            # Without the blank line, a reader may take an unreadable line for the rest of the one before it.
            written.append(b"")
        written.append(write_line(line, version))
        before = line
    written.append(b"END:VCARD\r\n")
    return b"\r\n".join(written)


def _may_go_on(line: ContentLine, version: str) -> bool:
    """Tell whether a reader may take any text for the rest of a line: encoded values, and those that end in a backslash."""
    return version == "2.1" or line.value.endswith("\\") or bool(line.param("ENCODING"))


def write_line(line: ContentLine, version: str) -> bytes:
    """Return one line as bytes, folded, without the newline at its end."""
    if version == "2.1":
        return line_2_1(line)
    return fold(line_text(line).encode("utf-8", "replace"))


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
    found: list[ContentLine] = []
    # Where the nested cards begin that have not ended.
    opened: list[int] = []
    for line in lines:
        key = line.key
        if key == "VERSION" and not opened:
            if line.value.strip(" \t.0123456789"):
                found.append(_renamed(line))
            continue
        if key in ("BEGIN", "END") and line.value.strip().upper() == "VCARD":
            if key == "BEGIN" and len(opened) + 1 < MAX_NESTING and found and _is_empty_agent(found[-1]):
                opened.append(len(found))
            elif key == "END" and opened:
                opened.pop()
            else:
                line = _renamed(line)
        found.append(line)
    for index in opened:
        found[index] = _renamed(found[index])
    return found


def _is_empty_agent(line: ContentLine) -> bool:
    return line.key == "AGENT" and not line.value.strip()


def _renamed(line: ContentLine) -> ContentLine:
    return line._replace(name=f"X-{line.name}")
