"""Unfolds the lines of one card, and decodes them to content lines. Knows no properties' meaning, only what their syntax is."""

import re
from collections.abc import Iterator

from plaintext_network.exchange.vcard.content_line import ContentLine, parse_line
from plaintext_network.exchange.vcard.transfer_encoding import decode_bytes, decode_line

_VERSION = re.compile(
    rb"^[ \t]*(?:[\w-]+\.)?VERSION\s*(?:;[^:\n]*)?:[ \t]*\"?([234])", re.IGNORECASE | re.MULTILINE
)
# What only a card of version 2.1 contains.
_VERSION_2_1 = re.compile(
    rb"^[^:\n]*;(?:QUOTED-PRINTABLE|BASE64|ENCODING=(?:QUOTED-PRINTABLE|BASE64|8BIT)|(?:CELL|HOME|WORK|VOICE|FAX|PREF|INTERNET)[;:])",
    re.IGNORECASE | re.MULTILINE,
)
_VERSIONS = {b"2": "2.1", b"3": "3.0", b"4": "4.0"}
_IS_VERSION = re.compile(r"VERSION", re.IGNORECASE)


def card_version(lines: list[bytes]) -> str:
    """Return the version of a card, wherever it says so; else 2.1 if its syntax is that of 2.1, else 3.0."""
    data = b"\n".join(lines)
    found = _VERSION.search(data)
    if found is not None:
        return _VERSIONS[found[1]]
    return "2.1" if _VERSION_2_1.search(data) else "3.0"


def read_lines(lines: list[bytes], version: str, charset: str | None) -> tuple[ContentLine, ...]:
    """Return the content lines of a card without its VERSION, from its lines without newlines, BEGIN and END."""
    data = b"\n".join(lines)
    upper = data.upper()
    if (
        version == "2.1"
        or b"ENCODING" in upper
        or b"CHARSET" in upper
        or b"BASE64" in upper
        or b"QUOTED-" in upper
    ):
        found = [decode_line(raw, version, charset) for _, raw in logical_lines(lines, version) if raw]
    else:
        data = data.lstrip(b"\n\t ")
        if b"\n\n" in data:
            data = _BLANK_LINES.sub(b"\n", data)
        data = data.replace(b"\n ", b"").replace(b"\n\t", b"")
        found = [parse_line(text) for text in decode_bytes(data, charset).split("\n") if text]
    return without_version(found)


def without_version(lines: list[ContentLine]) -> tuple[ContentLine, ...]:
    """Leave out VERSION, except that of a nested card."""
    depth, kept = 0, []
    for line in lines:
        name = line.name
        if len(name) in (3, 5, 7):
            key = name.upper()
            if key == "VERSION" and depth == 0:
                continue
            if key in ("BEGIN", "END") and line.value.strip().upper() == "VCARD":
                depth += 1 if key == "BEGIN" else -1
        kept.append(line)
    return tuple(kept)


_BLANK_LINES = re.compile(rb"\n{2,}")
_BASE64 = re.compile(rb"[ \t]*[A-Za-z0-9+/=]+[ \t]*")
_QUOTED_HEAD = re.compile(rb"[^:]*[;=\s]QUOTED-PRINTABLE\s*[;:]", re.IGNORECASE)
_BASE64_HEAD = re.compile(rb"[^:]*(?:[;=\s]BASE64|ENCODING\s*=\s*\"?B\"?)\s*[;:]", re.IGNORECASE)
_HEADER = re.compile(rb"[ \t]*[A-Za-z][\w.-]*\s*[:;]")
_CARD_BOUNDARY = re.compile(rb"\s*(?:BEGIN|END)\s*:\s*VCARD\s*", re.IGNORECASE)
_PARTIAL_ESCAPE = re.compile(rb"=[0-9A-Fa-f]\Z")
# A writer of version 3.0 folds after so many bytes, in the middle of words; one of version 2.1 before a space.
_SHORTEST_FULL_LINE, _LONGEST_FULL_LINE = 71, 77


def logical_lines(lines: list[bytes], version: str) -> Iterator[tuple[int, bytes]]:
    """Yield each logical line, and how many lines of the file it takes; an empty one for blank lines that belong to none.

    Quoted-printable keeps its encoding, but no soft line breaks; base64 has no whitespace. Folding is that of RFC 6350
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
                index += 1
                if _CARD_BOUNDARY.fullmatch(raw):
                    index -= 1
                    break
                parts.append(raw)
                if not raw:
                    break
            elif not raw:
                # A blank line ends nothing if folded text follows it.
                following = index + 1
                while following < end and not lines[following]:
                    following += 1
                if following == end or not _continues(lines[following], kind):
                    break
                index = following
            elif _continues(raw, kind):
                parts.append(raw)
                index += 1
            else:
                break
            if not kind:
                kind = _kind(b"".join((parts[0], *(part[1:] for part in parts[1:]))))
        yield index - start, _join(parts, kind, version)


def _kind(raw: bytes) -> str:
    """Return "quoted" or "base64" if the header says so, "text" for any other header, "" if it has not ended."""
    if b":" not in raw:
        return ""
    if _QUOTED_HEAD.match(raw):
        return "quoted"
    return "base64" if _BASE64_HEAD.match(raw) else "text"


def _is_soft(part: bytes) -> bool:
    return part.rstrip(b" \t").endswith(b"=")


def _continues(raw: bytes, kind: str) -> bool:
    """Tell whether a line continues the one before it."""
    if raw[:1] in (b" ", b"\t"):
        return True
    if kind == "base64":
        return _BASE64.fullmatch(raw) is not None
    # A soft line break without its "=".
    return kind == "quoted" and _HEADER.match(raw) is None and _CARD_BOUNDARY.fullmatch(raw) is None


def _join(parts: list[bytes], kind: str, version: str) -> bytes:
    """Join the parts of one logical line."""
    if kind == "base64":
        head, _, value = b"".join((parts[0], *(part.lstrip(b" \t") for part in parts[1:]))).partition(b":")
        compact = b"".join(value.split())
        return head + b":" + (compact if _BASE64.fullmatch(compact) else value)
    if len(parts) == 1:
        first = parts[0]
        return first.rstrip(b" \t")[:-1] if kind == "quoted" and _is_soft(first) else first.lstrip(b" \t")
    if kind == "quoted":
        return _join_quoted(parts, version)
    joined = [parts[0].lstrip(b" \t")]
    for before, part in zip(parts, parts[1:], strict=False):
        keeps = version == "2.1" and not _SHORTEST_FULL_LINE <= len(before) <= _LONGEST_FULL_LINE
        joined.append(part if keeps else part[1:])
    return b"".join(joined)


def _join_quoted(parts: list[bytes], version: str) -> bytes:
    """Remove soft line breaks, with the "=" or without, and the folding of writers that fold quoted-printable too."""
    following = [part for part in parts[1:] if part]
    # One indented line may begin with a space of the text; if all are indented, it is folding.
    folded = all(part[:1] in (b" ", b"\t") for part in following) and (len(following) > 1 or version != "2.1")
    joined = b""
    for number, part in enumerate(parts):
        if number:
            indented = part[:1] in (b" ", b"\t")
            if indented and (folded or not soft):
                part = part[1:]
            elif part and not indented and not soft and not _PARTIAL_ESCAPE.search(joined):
                joined += b"" if joined.upper().endswith(b"=0A") else b"=0A"
        soft = _is_soft(part)
        joined += part.rstrip(b" \t")[:-1] if soft else part
    return joined.lstrip(b" \t")
