"""Unfolds the lines of one card, and decodes them to content lines. Knows the syntax of properties, not their meaning."""

import re
from collections.abc import Iterator
from itertools import pairwise

from plaintext_network.exchange.vcard.charsets import decode_bytes
from plaintext_network.exchange.vcard.content_line import ContentLine, parse_line
from plaintext_network.exchange.vcard.decode_line import decode_line, encoding_of

_VERSION = re.compile(
    rb"^[ \t]*(?:[\w-]+\.)?VERSION\s*(?:;[^:\n]*)?:[ \t]*\"?([234])", re.IGNORECASE | re.MULTILINE
)
# What only a card of version 2.1 contains.
_SYNTAX_2_1 = re.compile(
    rb"^[^:\n]*;(?:QUOTED-PRINTABLE|BASE64|ENCODING=(?:QUOTED-PRINTABLE|BASE64|8BIT)"
    rb"|(?:CELL|HOME|WORK|VOICE|FAX|PREF|INTERNET)[;:])",
    re.IGNORECASE | re.MULTILINE,
)
_VERSIONS = {b"2": "2.1", b"3": "3.0", b"4": "4.0"}
_CHARSET = re.compile(rb"CHARSET\s*=\s*\"?([\w.:-]+)", re.IGNORECASE)


def card_version(lines: list[bytes]) -> str:
    """Return the version of a card, wherever it says so; else 2.1 if its syntax is that of 2.1, else 3.0."""
    data = b"\n".join(lines)
    found = _VERSION.search(data)
    if found is not None:
        return _VERSIONS[found[1]]
    return "2.1" if _SYNTAX_2_1.search(data) else "3.0"


def likely_charset(lines: list[bytes]) -> str:
    """Return a charset that a line of the card declares, other than UTF-8; "" if there is none."""
    for line in lines:
        if b"=" in line:
            for found in _CHARSET.finditer(line.partition(b":")[0]):
                name = found[1].decode("ascii", "replace")
                if name.upper() not in ("UTF-8", "UTF8", "US-ASCII"):
                    return name
    return ""


def read_lines(lines: list[bytes], version: str, charset: str = "") -> tuple[ContentLine, ...]:
    """Return the content lines of a card without its VERSION, from its lines without newlines, BEGIN and END."""
    data = b"\n".join(lines)
    if version != "2.1":
        if b"\\\n" in data:
            data = _BROKEN_LINE.sub(rb"\\n", data)
        if b"\n\n" in data:
            data = _BLANK_LINES.sub(b"\n", data)
        data = data.lstrip(b"\n\t ")
        data = data.replace(b"\n ", b"").replace(b"\n\t", b"")
        upper = data.upper()
        if not (b"ENCODING" in upper or b"CHARSET" in upper or b"BASE64" in upper or b"QUOTED-" in upper):
            return _without_version(
                [parse_line(text) for text in decode_bytes(data, charset).split("\n") if text]
            )
    likely = likely_charset(lines) if b"CHARSET" in data.upper() else ""
    found = [decode_line(raw, version, charset, likely) for _, raw in logical_lines(lines, version) if raw]
    return _without_version(found)


def _without_version(lines: list[ContentLine]) -> tuple[ContentLine, ...]:
    """Leave out VERSION, except that of a nested card."""
    depth, rest = 0, []
    for line in lines:
        name = line.name
        if len(name) in (3, 5, 7):
            key = name.upper()
            if key == "VERSION" and depth == 0 and not line.value.strip(" \t.0123456789"):
                continue
            if key in ("BEGIN", "END") and line.value.strip().upper() == "VCARD":
                depth += 1 if key == "BEGIN" else -1
        rest.append(line)
    return tuple(rest)


_BLANK_LINES = re.compile(rb"\n{2,}")
_BASE64 = re.compile(rb"[ \t]*[A-Za-z0-9+/=]+[ \t]*")
_KINDS = {"QUOTED-PRINTABLE": "quoted", "BASE64": "base64", "B": "base64"}
# What begins another property, rather than text that a broken line continues.
_HEADER = rb"[ \t]*[^\s:;,=\"\\]+\s*[:;]"
_BEGINS_PROPERTY = re.compile(_HEADER + rb"|#")
# Some programs write a newline in a value as a backslash and a newline.
_BROKEN_LINE = re.compile(rb"(?<!\\)\\\n(?![ \t\n]|\Z|" + _HEADER + rb")")
_CARD_BOUNDARY = re.compile(rb"\s*(?:BEGIN|END)\s*:\s*VCARD\s*", re.IGNORECASE)
_PARTIAL_ESCAPE = re.compile(rb"=[0-9A-Fa-f]\Z")
# A line of base64 that a blank line separates from its header has at least so many letters; a word has fewer.
_SHORTEST_AFTER_BLANK = 16
# A header has no more folded lines.
_MOST_HEADER_LINES = 100
# A writer of version 3.0 folds after so many bytes, in the middle of words; one of version 2.1 before a space.
_SHORTEST_FULL_LINE, _LONGEST_FULL_LINE = 71, 77


def logical_lines(lines: list[bytes], version: str) -> Iterator[tuple[int, bytes]]:
    """Yield each logical line, and how many lines of the file it takes; an empty one for blank lines that belong to none.

    Quoted-printable keeps its encoding, but no soft line breaks. Folding is that of RFC 6350
    §3.2 (also inside a character), and that of vCard 2.1, where the space belongs to the text.
    """
    index, end = 0, len(lines)
    while index < end:
        start, raw = index, lines[index]
        index += 1
        if not raw:
            yield 1, b""
            continue
        parts = [raw]
        kind = _kind(raw)
        while index < end:
            raw = lines[index]
            if kind == "quoted" and _is_soft(parts[-1]):
                if _CARD_BOUNDARY.fullmatch(raw):
                    break
                parts.append(raw)
                index += 1
                if not raw:
                    break
                continue
            following = index
            # A blank line ends nothing if what follows it continues the line.
            while following < end and not lines[following]:
                following += 1
            if following == end or not _continues(
                parts[-1], lines[following], kind, version if following > index else ""
            ):
                break
            parts.append(lines[following])
            index = following + 1
            if not kind and b":" in parts[-1] and len(parts) < _MOST_HEADER_LINES:
                kind = _kind(b"".join((parts[0], *(part[1:] for part in parts[1:]))))
        if kind == "base64" and index < end and not lines[index]:
            # The blank line that ends a value of version 2.1 belongs to it.
            index += 1
        yield index - start, _join(parts, kind, version)


def _kind(raw: bytes) -> str:
    """Return "quoted" or "base64" if the header says so, "text" for any other header, "" if it has not ended."""
    encoding = encoding_of(raw)
    return "" if encoding is None else _KINDS.get(encoding, "text")


def _is_soft(part: bytes) -> bool:
    return part.rstrip(b" \t").endswith(b"=")


def _is_broken(part: bytes) -> bool:
    """Tell whether a line ends in a backslash that escapes its newline."""
    return part.endswith(b"\\") and not part.endswith(b"\\\\")


def _continues(before: bytes, raw: bytes, kind: str, after_blank: str) -> bool:
    """Tell whether a line continues the one before it. `after_blank` is the version if a blank line is between them, else ""."""
    if raw[:1] in (b" ", b"\t"):
        return True
    if kind == "base64":
        # A blank line ends the value, but in version 2.1 not before it has begun.
        if after_blank and not (
            after_blank == "2.1" and before.rstrip().endswith(b":") and len(raw) >= _SHORTEST_AFTER_BLANK
        ):
            return False
        return _BASE64.fullmatch(raw) is not None
    if after_blank or not (kind == "quoted" or (kind != "base64" and _is_broken(before))):
        return False
    # A soft line break without its "=", or a newline after a backslash.
    return _BEGINS_PROPERTY.match(raw) is None and _CARD_BOUNDARY.fullmatch(raw) is None


def _join(parts: list[bytes], kind: str, version: str) -> bytes:
    """Join the parts of one logical line."""
    if kind == "base64":
        rest = (part[1:] if part[:1] in (b" ", b"\t") else part for part in parts[1:])
        return b"".join((parts[0].lstrip(b" \t"), *rest))
    if kind == "quoted":
        return _join_quoted(parts, version)
    if len(parts) == 1:
        return parts[0].lstrip(b" \t")
    joined = [parts[0].lstrip(b" \t")]
    for before, part in pairwise(parts):
        if part[:1] not in (b" ", b"\t"):
            joined[-1] = joined[-1][:-1] + b"\\n"
            joined.append(part)
        elif version == "2.1" and not _SHORTEST_FULL_LINE <= len(before) <= _LONGEST_FULL_LINE:
            # The space belongs to the text. Where there are more, one of them may be the fold.
            joined.append(part[1:] if part[1:2] in (b" ", b"\t") or before.endswith(b" ") else part)
        else:
            joined.append(part[1:])
    return b"".join(joined)


def _join_quoted(parts: list[bytes], version: str) -> bytes:
    """Remove soft line breaks, with the "=" or without, and the folding of writers that fold quoted-printable too."""
    following = [part for part in parts[1:] if part]
    # One indented line may begin with a space of the text; if all are indented, it is folding.
    folded = all(part[:1] in (b" ", b"\t") for part in following) and (len(following) > 1 or version != "2.1")
    joined, soft = bytearray(), True
    for number, part in enumerate(parts):
        text = part
        if number and part[:1] in (b" ", b"\t"):
            if folded or not soft:
                text = part[1:]
        elif not soft and not _PARTIAL_ESCAPE.search(joined[-2:]) and joined[-3:].upper() != b"=0A":
            joined += b"=0A"
        soft = _is_soft(part)
        joined += text.rstrip(b" \t")[:-1] if soft else text
    return bytes(joined).lstrip(b" \t")
