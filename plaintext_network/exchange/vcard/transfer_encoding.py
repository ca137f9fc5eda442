"""Decodes one logical line of any version to a content line with the escapes of version 3.0 and 4.0, and encodes it for 2.1."""

import codecs
import re
from functools import lru_cache

from plaintext_network.exchange.vcard.content_line import ContentLine, Params, cached_header, parse_header

# What Python calls codecs, but no text of a file is encoded in.
_NO_CHARSETS = frozenset(
    ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem")
)


def _windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Decode the bytes that are no UTF-8 as windows-1252, and those that it doesn't have as Latin-1."""
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    return "".join(_byte_text(byte) for byte in wrong), error.end


def _byte_text(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


codecs.register_error("pnet-windows-1252", _windows_1252)


@lru_cache(maxsize=64)
def text_codec(name: str) -> str:
    """Return Python's name for a charset, "" if there is none of this name that decodes text."""
    try:
        found = codecs.lookup(name.strip().strip('"'))
    except (LookupError, ValueError):
        return ""
    return found.name if getattr(found, "_is_text_encoding", True) and found.name not in _NO_CHARSETS else ""


def decode_bytes(data: bytes, charset: str | None) -> str:
    """Decode text. A charset that doesn't exist or doesn't fit counts as none: UTF-8, and windows-1252 where it is not."""
    codec = text_codec(charset) if charset else ""
    if codec and codec != "utf-8":
        try:
            text = data.decode(codec)
            text.encode()
        except (UnicodeError, ValueError):
            pass
        else:
            return text.removeprefix("\ufeff")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("utf-8", "pnet-windows-1252")


_QUOTED_OR_COLON = re.compile(rb'[=,;]\s*"[^"]*"(?=\s*[,;:])|:')
_TRANSFER = frozenset(("ENCODING", "CHARSET"))
_NEWLINE = re.compile(r"\r\n?|\n")
# Properties of which 2.1 knows components, and those in which a comma separates items.
_STRUCTURED = frozenset(("N", "ADR", "ORG"))
LISTS = frozenset(("CATEGORIES", "NICKNAME"))
# Properties of vCard 2.1 whose value is no text.
_NO_TEXT = frozenset(("GEO", "URL", "TZ", "REV", "BDAY", "SOURCE", "PRODID"))
_QUOTED_BYTE = re.compile(rb"=([0-9A-Fa-f]{2})")
_ADDRESSES = frozenset(("URL", "URI", "CONTENT-ID", "CID"))
_SEMICOLON = re.compile(rb"(?<!\\)(?<!=5C)(?<!=5c)=3B", re.IGNORECASE)


def decode_line(raw: bytes, version: str, charset: str | None) -> ContentLine:
    """Decode a logical line that has neither folding nor soft line breaks. Never raises."""
    head, colon, value = raw.partition(b":")
    if b'"' in head:
        for found in _QUOTED_OR_COLON.finditer(raw):
            if found[0] == b":":
                head, colon, value = raw[: found.start()], b":", raw[found.end() :]
                break
        else:
            colon = b""
    header = None
    if colon:
        text = decode_bytes(head, charset)
        header = cached_header(text) if len(text) < 200 else parse_header(text)
    if header is None:
        return ContentLine("", decode_bytes(raw, charset))
    name, group, params = header
    encoding, declared = "", ""
    if params:
        for key, values in params:
            key = key.upper()
            if key == "ENCODING" and values:
                encoding = values[0].upper()
            elif key == "CHARSET" and values:
                declared = values[0]
        if encoding or declared:
            params = tuple(param for param in params if param[0].upper() not in _TRANSFER)
    key = name.upper()
    if encoding in ("B", "BASE64"):
        return ContentLine(name, decode_bytes(value, charset), group, (*params, ("ENCODING", ("b",))))
    quoted = encoding == "QUOTED-PRINTABLE"
    if quoted:
        if key in _STRUCTURED and b";" in value:
            # A semicolon that is encoded is part of the text.
            value = _SEMICOLON.sub(b"=5C=3B", value)
        value = _QUOTED_BYTE.sub(lambda found: bytes((int(found[1], 16),)), value)
    elif encoding not in ("", "7BIT", "8BIT"):
        params = (*params, ("ENCODING", (encoding,)))
    text = decode_bytes(value, declared or charset)
    if version == "2.1" and is_text(key, params):
        text = _from_2_1(text, key in LISTS, quoted)
    if "\n" in text or "\r" in text:
        text = _NEWLINE.sub(r"\\n", text)
    return ContentLine(name, text, group, params)


def is_text(key: str, params: Params) -> bool:
    """Tell whether the value of a line of vCard 2.1 is text, in which characters are escaped."""
    if key in _NO_TEXT:
        return False
    return not any(
        (name := param[0].upper()) == "ENCODING"
        or (name == "VALUE" and any(value.upper() in _ADDRESSES for value in param[1]))
        for param in params
    )


_LITERAL = re.compile(r"(\\*)([;,])|\\+")
_LENIENT = re.compile(r"\\(.?)|,", re.DOTALL)
_WINDOWS_PATH = re.compile(r"(?:^|[\s(;,])(?:[A-Za-z]:\\|\\\\\w)")


def _from_2_1(text: str, is_list: bool, quoted: bool) -> str:
    """Give a text of version 2.1 the escapes of version 3.0.

    Version 2.1 escapes only the semicolon. In quoted-printable, and in the path of a Windows file, any other backslash
    is text. Elsewhere `\\n`, `\\,`, `\\:` and `\\\\` count as escapes, since many programs write them.
    """
    if "\\" not in text:
        return text if is_list or "," not in text else text.replace(",", "\\,")
    if quoted or _WINDOWS_PATH.search(text):
        return _LITERAL.sub(lambda found: _literal(found, is_list), text)
    return _LENIENT.sub(lambda found: _lenient(found, is_list), text)


def _literal(found: "re.Match[str]", is_list: bool) -> str:
    backslashes, separator = found[1], found[2]
    if separator is None:
        return "\\\\" * len(found[0])
    if separator == "," and not is_list:
        return "\\\\" * len(backslashes) + "\\,"
    count = len(backslashes)
    return "\\\\" * (count // 2) + ("\\" if count % 2 else "") + separator


def _lenient(found: "re.Match[str]", is_list: bool) -> str:
    if found[0] == ",":
        return "," if is_list else "\\,"
    after = found[1]
    if after in ("n", "N"):
        return "\\n"
    if after in (",", ";", "\\"):
        return found[0]
    if after == ":":
        return ":"
    return "\\\\" + after
