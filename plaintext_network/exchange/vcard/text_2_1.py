"""Writes one content line in the syntax of vCard 2.1: bare types, quoted-printable, base64 before a blank line."""

import re

from plaintext_network.exchange.vcard.content_line import ContentLine, line_text
from plaintext_network.exchange.vcard.transfer_encoding import LISTS, is_text

_BARE_TYPE = re.compile(
    r"(?:CELL|HOME|WORK|VOICE|FAX|PAGER|MSG|PREF|CAR|MODEM|BBS|ISDN|VIDEO|INTERNET|DOM|INTL|POSTAL|PARCEL|JPEG|GIF|PNG|BMP|WAVE|X509|PGP)",
    re.IGNORECASE,
)
_PLAIN_PARAM = re.compile(r"[^\s,;:=\"^\x00-\x1f\x7f]+")
# What quoted-printable has to encode.
_UNSAFE = re.compile(rb"[^\x20-\x3c\x3e-\x7e]")
_ESCAPE = re.compile(r"((?:\\\\)*)(\\?[;,])|\\(.?)", re.DOTALL)
_NEEDS_QUOTING = re.compile(r"[^\x20-\x7e]|\\(?!;)|\\\\|\A\s|\s\Z")
_MAX_LINE = 75


def line_2_1(line: ContentLine) -> bytes:
    """Return one line as bytes, with CRLF between its parts and none at its end."""
    if not line.name:
        return line_text(line).lstrip(" \t").encode("utf-8", "replace")
    params = [param for param in line.params if param[0].upper() not in ("ENCODING", "CHARSET")]
    head = line_text(ContentLine(line.name, "", line.group))[:-1] + "".join(
        _param_2_1(key, value) for key, values in params for value in values
    )
    encodings = {value.upper() for value in line.param("ENCODING")}
    if encodings & {"B", "BASE64"}:
        parts = [line.value[start : start + 72] for start in range(0, len(line.value), 72)]
        # The blank line ends the value.
        return "\r\n ".join((f"{head};ENCODING=BASE64:", *parts, "")).rstrip(" ").encode("utf-8", "replace")
    if not is_text(line.key, line.params):
        return f"{head}:{line_text(ContentLine('X', line.value))[2:]}".encode("utf-8", "replace")
    text = to_2_1(line.value, line.key in LISTS)
    if not _NEEDS_QUOTING.search(text) and head.isascii():
        return f"{head}:{text}".encode()
    return _quoted(f"{head};CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:".encode("utf-8", "replace"), text)


def _param_2_1(key: str, value: str) -> str:
    if key.upper() == "TYPE" and _BARE_TYPE.fullmatch(value):
        return f";{value}"
    if _PLAIN_PARAM.fullmatch(value):
        return f";{key}={value}"
    return (
        line_text(ContentLine("", "", "", ())) + line_text(ContentLine("X", "", "", ((key, (value,)),)))[1:-1]
    )


def to_2_1(value: str, is_list: bool) -> str:
    """Return a value with the escapes of version 2.1, which has one only for the semicolon. Newlines are `\\r\\n`."""
    if "\\" not in value:
        return value
    return _ESCAPE.sub(lambda found: _unescaped(found, is_list), value)


def _unescaped(found: "re.Match[str]", is_list: bool) -> str:
    backslashes, separator, other = found.groups()
    if separator is None:
        return "\r\n" if other in ("n", "N") else "\\" + ("" if other == "\\" else other)
    if separator[-1] == "," and not is_list:
        return "\\" * (len(backslashes) // 2) + ","
    return backslashes + separator


def _quoted(head: bytes, text: str) -> bytes:
    """Encode a value as quoted-printable (RFC 2045 §6.7), in lines of at most 76 bytes."""
    # An escaped semicolon is encoded, so that nobody takes it for the end of a component.
    raw = text.replace("\\;", "\0").encode("utf-8", "replace")
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
    return b"\r\n".join((*lines, line))
