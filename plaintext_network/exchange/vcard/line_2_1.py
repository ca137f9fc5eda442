"""Writes one content line in the syntax of vCard 2.1: bare types, quoted-printable, base64 before a blank line."""

import re

from plaintext_network.exchange.vcard.content_line import ContentLine, line_text
from plaintext_network.exchange.vcard.escapes_2_1 import is_text, to_2_1

_BARE_TYPE = re.compile(
    "CELL|HOME|WORK|VOICE|FAX|PAGER|MSG|PREF|CAR|MODEM|BBS|ISDN|VIDEO|INTERNET|DOM|INTL|POSTAL|PARCEL"
    "|JPEG|GIF|PNG|BMP|WAVE|X509|PGP",
    re.IGNORECASE,
)
_BASE64 = re.compile(r"[A-Za-z0-9+/=]*")
# What quoted-printable has to encode.
_UNSAFE = re.compile(rb"[^\x20-\x3c\x3e-\x7e]")
_NEEDS_QUOTING = re.compile(r"[^\x20-\x7e]|\\(?!;)|\\\\|\A\s|\s\Z")
_BOUNDARY = re.compile(rb"\s*(?:BEGIN|END|AGENT)\b", re.IGNORECASE)
_MAX_LINE = 75


def line_2_1(line: ContentLine) -> bytes:
    """Return one line as bytes, with CRLF between its parts and none at its end."""
    if not line.name:
        return line_text(line).lstrip(" \t").encode("utf-8", "replace")
    params = [param for param in line.params if param[0].upper() not in ("ENCODING", "CHARSET")]
    head = line_text(ContentLine(line.name, "", line.group))[:-1] + "".join(map(_param_2_1, params))
    value = line_text(ContentLine("X", line.value))[2:]
    encodings = {value.upper() for value in line.param("ENCODING")}
    if encodings & {"B", "BASE64"}:
        head += ";ENCODING=BASE64:"
        if not _BASE64.fullmatch(value):
            return (head + value).encode("utf-8", "replace")
        parts = [value[start : start + 72] for start in range(0, len(value), 72)]
        # The blank line ends the value.
        return "\r\n ".join((head, *parts)).encode("utf-8", "replace") + b"\r\n"
    if not is_text(line.key, line.params):
        return f"{head}:{value}".encode("utf-8", "replace")
    text = to_2_1(line.value, line.key)
    if not _NEEDS_QUOTING.search(text) and head.isascii():
        return f"{head}:{text}".encode()
    return _quoted(f"{head};CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:".encode("utf-8", "replace"), text)


def _param_2_1(param: tuple[str, tuple[str, ...]]) -> str:
    """Write each value of a parameter as one of its own, since version 2.1 has no lists; a common type has no name."""
    key, values = param
    texts = [item for value in values for item in (value.split(",") if key.upper() == "TYPE" else (value,))]
    return "".join(
        f";{text}"
        if key.upper() == "TYPE" and _BARE_TYPE.fullmatch(text)
        else line_text(ContentLine("X", "", "", ((key, (text,)),)))[1:-1]
        for text in texts
    )


_BEFORE_SEMICOLON = re.compile(r"(?<!\\)(\\+);")


def _quoted(head: bytes, text: str) -> bytes:
    """Encode a value as quoted-printable (RFC 2045 §6.7), in lines of at most 76 bytes."""
    # An escaped semicolon is encoded, so that nobody takes it for the end of a component.
    marked = _BEFORE_SEMICOLON.sub(
        lambda found: found[1][1:] + "\0" if len(found[1]) % 2 else found[0], text.replace("\0", "")
    )
    raw = marked.encode("utf-8", "replace")
    raw = _UNSAFE.sub(lambda found: b"=5C=3B" if found[0] == b"\0" else b"=%02X" % found[0][0], raw)
    lines, line = [], head
    position = 0
    while position < len(raw):
        room = max(_MAX_LINE - len(line), 3)
        piece = raw[position : position + room]
        if position + room < len(raw):
            cut = piece.rfind(b"=", -2)
            piece = piece[:cut] if cut > 0 else piece
        position += len(piece)
        line += piece
        if position < len(raw):
            lines.append(line + b"=")
            line = b""
    if line.endswith(b" "):
        line = line[:-1] + b"=20"
    lines.append(line)
    # No line of the value reads as the end of the card.
    rest = (b"=%02X" % line[0] + line[1:] if _BOUNDARY.match(line) else line for line in lines[1:])
    return b"\r\n".join((lines[0], *rest))
