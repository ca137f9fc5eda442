"""Converts values of content lines from and to texts: escapes, lists, structured values, binary values. Knows no properties.

A value has the escapes of vCard 3.0 and 4.0 (RFC 6350 §3.4): `\\n`, `\\,`, `\\;` and `\\\\`.
"""

import re
from collections.abc import Iterable

from plaintext_network.exchange.file_kinds import UNKNOWN, file_kind
from plaintext_network.exchange.vcard.content_line import ContentLine

_ESCAPE = re.compile(r"\\([nN,;:\\])")
_SPECIAL = re.compile(r"\r\n?|[\n\\,;]")
_SEPARATORS = {separator: re.compile(rf"\\.|{separator}", re.DOTALL) for separator in ",;"}


def unescape(value: str) -> str:
    """Return the text of a value. A backslash before a character that needs no escape is part of the text."""
    if "\\" not in value:
        return value
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def escape(text: str) -> str:
    """Return a text as a value: the inverse of `unescape`, except that every kind of newline becomes `\\n`."""
    return _SPECIAL.sub(lambda found: "\\n" if found[0][0] in "\r\n" else "\\" + found[0], text)


def _split(value: str, separator: str) -> list[str]:
    """Split an escaped value at each separator without a backslash; the parts are still escaped."""
    if "\\" not in value:
        return value.split(separator)
    parts, start = [], 0
    for found in _SEPARATORS[separator].finditer(value):
        if found[0] == separator:
            parts.append(value[start : found.start()])
            start = found.end()
    parts.append(value[start:])
    return parts


def split_list(value: str) -> tuple[str, ...]:
    """Return the texts of a list such as that of CATEGORIES; an empty value has none."""
    return tuple(unescape(part) for part in _split(value, ",")) if value else ()


def join_list(texts: Iterable[str]) -> str:
    """Return the value of a list: the inverse of `split_list`."""
    return ",".join(map(escape, texts))


def split_structured(value: str) -> tuple[str, ...]:
    """Return the text of each component of a value such as that of ORG or N. Commas in a component are part of its text."""
    return tuple(unescape(part) for part in _split(value, ";"))


def join_structured(texts: Iterable[str]) -> str:
    """Return the value that has these components: the inverse of `split_structured`."""
    return ";".join(map(escape, texts))


def split_structured_lists(value: str) -> tuple[tuple[str, ...], ...]:
    """Return each component of a value such as that of N or ADR as the texts of its list; an empty component has none."""
    return tuple(split_list(part) for part in _split(value, ";"))


_DATA_URI = re.compile(r"\s*data:([^;,]*)((?:;[^;,]*)*),(.*)", re.IGNORECASE | re.DOTALL)
_MAIN_TYPES = {"PHOTO": "image", "LOGO": "image", "SOUND": "audio"}


def decode_binary(line: ContentLine) -> tuple[str, bytes] | None:
    """Return the media type and the bytes of a line with `ENCODING=b` or a `data:` URI (RFC 2397); None for any other line.

    The media type is in lower case, and `application/octet-stream` if neither the line nor its bytes tell.
    """
    # Late: few cards contain binary values.
    from base64 import b64decode
    from urllib.parse import unquote_to_bytes

    is_uri = line.value[:5].lower() == "data:"
    # Some programs declare the encoding of a URI, too.
    if not is_uri and any(value.upper() in ("B", "BASE64") for value in line.param("ENCODING")):
        media, options, text = "", "base64", line.value
    else:
        found = _DATA_URI.match(unescape(line.value))
        if found is None:
            return None
        media, options, text = found[1].strip().lower(), found[2].lower(), found[3]
    if "base64" in options:
        text = re.sub(
            r"[^A-Za-z0-9+/]",
            "",
            unquote_to_bytes(text).decode("latin-1").replace("-", "+").replace("_", "/"),
        )
        # A group of one digit contains no byte.
        text = text[: len(text) - 1] if len(text) % 4 == 1 else text
        content = b64decode(text + "=" * (-len(text) % 4))
    else:
        content = unquote_to_bytes(text)
    return media or _media_type(line, content), content


def _media_type(line: ContentLine, content: bytes) -> str:
    for given in (*line.param("MEDIATYPE"), *line.param("TYPE")):
        if "/" in given:
            return given.lower()
    if (kind := file_kind(content)) != UNKNOWN:
        return kind[1]
    main = _MAIN_TYPES.get(line.key)
    for given in line.param("TYPE"):
        if main and given.lower() not in ("pref", "home", "work", ""):
            return f"{main}/{given.lower()}"
    return "application/octet-stream"
