"""Decodes one logical line of any version to a content line with the escapes of version 3.0 and 4.0, and encodes it for 2.1."""

import codecs
import re
from functools import lru_cache

from plaintext_network.exchange.vcard.content_line import ContentLine, Params, cached_header, parse_header

# The name of the error handler for bytes that are no UTF-8.
WINDOWS_1252 = "pnet-windows-1252"
# What Python calls codecs, but no text of a file is encoded in.
_NO_CHARSETS = frozenset(
    ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem")
)


def _windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Decode the bytes that are no UTF-8 as windows-1252, and those that it doesn't have as Latin-1."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(map(_byte_text, wrong)), error.end


def _byte_text(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


codecs.register_error(WINDOWS_1252, _windows_1252)


@lru_cache(maxsize=64)
def text_codec(name: str) -> str:
    """Return Python's name for a charset, "" if there is none of this name that decodes text."""
    try:
        found = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        return ""
    return found.name if getattr(found, "_is_text_encoding", True) and found.name not in _NO_CHARSETS else ""


def decode_bytes(data: bytes, charset: str = "", likely: str = "") -> str:
    """Decode text of a charset, if it is one that exists and fits; else UTF-8, else the likely charset, else windows-1252.

    Bytes that are no UTF-8 count as windows-1252 one by one, so that a broken character breaks no other.
    """
    if charset:
        text = _decode_as(data, charset)
        if text is not None:
            return text
    try:
        return data.decode()
    except UnicodeDecodeError:
        text = _decode_as(data, likely) if likely else None
        return data.decode("utf-8", WINDOWS_1252) if text is None else text


def _decode_as(data: bytes, charset: str) -> str | None:
    codec = text_codec(charset)
    if not codec or codec == "utf-8":
        return None
    try:
        text = data.decode(codec)
        # UTF-7 can decode to surrogates, which nothing can write.
        text.encode()
    except (UnicodeError, ValueError):
        return None
    return text.removeprefix("\ufeff")


_QUOTED_OR_COLON = re.compile(rb'[=,;]\s*"[^"]*"(?=\s*[,;:])|:')
_NEWLINE = re.compile(r"\r\n?|\n")
# Properties of which 2.1 knows components, and those in which a comma separates items.
_STRUCTURED = frozenset(("N", "ADR", "ORG"))
LISTS = frozenset(("CATEGORIES", "NICKNAME"))
# Properties of vCard 2.1 whose value is no text.
_NO_TEXT = frozenset(("GEO", "URL", "TZ", "REV", "BDAY", "SOURCE", "PRODID"))
_QUOTED_BYTE = re.compile(rb"=([0-9A-Fa-f]{2})")
_ADDRESSES = frozenset(("URL", "URI", "CONTENT-ID", "CID"))
_SEMICOLON = re.compile(rb"(?<!\\)(?<!=5C)(?<!=5c)=3B", re.IGNORECASE)


def decode_line(raw: bytes, version: str, charset: str = "", likely: str = "") -> ContentLine:
    """Decode a logical line that has neither folding nor soft line breaks. Never raises.

    `charset` is the encoding of lines that declare none; `likely` is that of those that are no UTF-8 either.
    """
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
        text = decode_bytes(head, charset, likely)
        header = cached_header(text) if len(text) < 200 else parse_header(text)
    if header is None:
        return ContentLine("", decode_bytes(raw, charset, likely))
    name, group, params = header
    encoding = declared = ""
    if params:
        params, encoding, declared = _transfer(params)
    key = name.upper()
    if encoding in ("B", "BASE64"):
        return ContentLine(name, decode_bytes(value, charset, likely), group, params)
    quoted = encoding == "QUOTED-PRINTABLE"
    if quoted:
        if key in _STRUCTURED and b";" in value:
            # A semicolon that is encoded is part of the text.
            value = _SEMICOLON.sub(b"=5C=3B", value)
        value = _QUOTED_BYTE.sub(lambda found: bytes((int(found[1], 16),)), value)
    elif charset == "utf-8" or text_codec(declared).startswith(("utf-16", "utf-32")):
        # The file was decoded already.
        declared = ""
    text = decode_bytes(value, declared or charset, likely)
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


@lru_cache(maxsize=1024)
def _transfer(params: Params) -> tuple[Params, str, str]:
    """Return parameters without how the value was encoded, but `ENCODING=b` for base64; its encoding; and its charset."""
    rest: list[tuple[str, tuple[str, ...]]] = []
    encoding = charset = ""
    for key, values in params:
        name = key.upper()
        if name == "CHARSET":
            charset = values[0]
            continue
        if name == "ENCODING":
            encoding = values[0].upper()
            if encoding in ("QUOTED-PRINTABLE", "7BIT", "8BIT"):
                continue
            if encoding in ("B", "BASE64"):
                values = ("b",)
        rest.append((key, values))
    return tuple(rest), encoding, charset


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
