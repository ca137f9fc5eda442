"""Decodes one logical line of any version to a content line with the escapes of version 3.0 and 4.0."""

import re
from functools import lru_cache

from plaintext_network.exchange.vcard.charsets import decode_bytes, text_codec
from plaintext_network.exchange.vcard.content_line import ContentLine, Params, parse_header
from plaintext_network.exchange.vcard.escapes_2_1 import from_2_1, is_text
from plaintext_network.named_tuples import NamedTuple

_QUOTED_OR_COLON = re.compile(rb'[=,;]\s*"[^"]*"(?=\s*[,;:])|:')
_NEWLINE = re.compile(r"\r\n?|\n")
_QUOTED_BYTE = re.compile(rb"=([0-9A-Fa-f]{2})")
_BASE64 = re.compile(rb"[A-Za-z0-9+/=]*")
_BYTES = {b"%02X" % byte: bytes((byte,)) for byte in range(256)}
# Properties of which 2.1 knows components.
_STRUCTURED = frozenset(("N", "ADR", "ORG"))
_SEMICOLON = re.compile(rb"(?<!\\)(?<!=5C)=3B", re.IGNORECASE)
_LONGEST_CACHED = 200


class _Header(NamedTuple):
    """What precedes the colon: `encoding` in upper case, "" if none; `charset` as declared; `params` without both."""

    name: str
    group: str
    params: Params
    key: str
    encoding: str
    charset: str
    is_text: bool


def decode_line(raw: bytes, version: str, charset: str = "", likely: str = "") -> ContentLine:
    """Decode a logical line that has neither folding nor soft line breaks. Never raises.

    `charset` is the encoding of lines that declare none; `likely` is that of those that are no UTF-8 either. If `charset`
    is `utf-8`, the whole file is known to be Unicode, and a line's own charset counts only for quoted-printable.
    """
    head, colon, value = split_header(raw)
    header = None
    if colon:
        header = (_cached_header if len(head) < _LONGEST_CACHED else _header)(head, charset, likely)
    if header is None:
        return ContentLine("", decode_bytes(raw, charset, likely))
    name, group, params, key, encoding, declared, has_text = header
    if encoding in ("B", "BASE64"):
        compact = b"".join(value.split())
        if _BASE64.fullmatch(compact):
            value = compact
        return ContentLine(name, decode_bytes(value, charset, likely), group, params)
    quoted = encoding == "QUOTED-PRINTABLE"
    if quoted:
        if key in _STRUCTURED and b";" in value:
            # A semicolon that is encoded is part of the text.
            value = _SEMICOLON.sub(b"=5C=3B", value)
        value = _QUOTED_BYTE.sub(lambda found: _BYTES[found[1].upper()], value)
    elif declared and (charset == "utf-8" or text_codec(declared).startswith(("utf-16", "utf-32"))):
        # The file was decoded already.
        declared = ""
    text = decode_bytes(value, declared or charset, likely)
    if "\0" in text:
        text = text.replace("\0", "")
    if has_text and version == "2.1":
        text = from_2_1(text, key, quoted)
    if "\n" in text or "\r" in text:
        text = _NEWLINE.sub(r"\\n", text)
    return ContentLine(name, text, group, params)


def encoding_of(raw: bytes) -> str | None:
    """Return the encoding of a line's value in upper case: "" if it has none, None if the header has no end yet."""
    head, colon, _ = split_header(raw)
    if not colon:
        return None
    if b";" not in head:
        return ""
    header = (_cached_header if len(head) < _LONGEST_CACHED else _header)(head, "", "")
    return header.encoding if header is not None else ""


def split_header(raw: bytes) -> tuple[bytes, bytes, bytes]:
    """Split a line at the first colon outside quotes: the header, the colon, and the value; as `partition` does."""
    parts = raw.partition(b":")
    if b'"' not in parts[0]:
        return parts
    for found in _QUOTED_OR_COLON.finditer(raw):
        if found[0] == b":":
            return raw[: found.start()], b":", raw[found.end() :]
    return raw, b"", b""


def _header(head: bytes, charset: str, likely: str) -> _Header | None:
    """Parse what precedes the colon, and separate how the value is encoded. For base64, `ENCODING=b` is left."""
    parsed = parse_header(decode_bytes(head, charset, likely))
    if parsed is None:
        return None
    rest: list[tuple[str, tuple[str, ...]]] = []
    encoding = declared = ""
    for key, values in parsed.params:
        name = key.upper()
        if name == "CHARSET":
            declared = values[0]
            continue
        if name == "ENCODING":
            encoding = values[0].upper()
            if encoding in ("QUOTED-PRINTABLE", "7BIT", "8BIT"):
                continue
            if encoding in ("B", "BASE64"):
                values = ("b",)
        rest.append((key, values))
    params, key = tuple(rest), parsed.name.upper()
    return _Header(parsed.name, parsed.group, params, key, encoding, declared, is_text(key, params))


_cached_header = lru_cache(maxsize=4096)(_header)
