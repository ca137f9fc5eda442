"""Converts values between the escapes of vCard 2.1, which escapes only semicolons, and those of 3.0 and 4.0."""

import re

from plaintext_network.exchange.vcard.content_line import Params

# Properties in which a comma separates items, in version 2.1 too.
_LISTS = frozenset(("CATEGORIES", "NICKNAME"))
# Properties of version 2.1 whose value is no text.
_NO_TEXT = frozenset(("GEO", "URL", "TZ", "REV", "BDAY", "SOURCE", "PRODID"))
_ADDRESSES = frozenset(("URL", "URI", "CONTENT-ID", "CID"))


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


def from_2_1(text: str, key: str, quoted: bool) -> str:
    """Give a text of version 2.1 the escapes of version 3.0.

    Version 2.1 escapes only the semicolon. In quoted-printable, and in the path of a Windows file, any other backslash
    is text. Elsewhere `\\n`, `\\,`, `\\:` and `\\\\` count as escapes, since many programs write them.
    """
    is_list = key in _LISTS
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


# A run of backslashes that no separator follows is one match, so that a long one takes no long time.
_ESCAPE = re.compile(r"((?:\\\\)*)(\\?[;,])|((?:\\\\)+)|\\(.?)", re.DOTALL)


def to_2_1(value: str, key: str) -> str:
    """Return a value with the escapes of version 2.1, which has one only for the semicolon. Newlines are `\\r\\n`."""
    if "\\" not in value:
        return value
    is_list = key in _LISTS
    return _ESCAPE.sub(lambda found: _unescaped(found, is_list), value)


def _unescaped(found: "re.Match[str]", is_list: bool) -> str:
    backslashes, separator, run, other = found.groups()
    if run is not None:
        return "\\" * (len(run) // 2)
    if separator is None:
        if other in ("n", "N"):
            return "\r\n"
        return other if other == ":" else "\\" + other
    if separator[-1] == "," and not is_list:
        return "\\" * (len(backslashes) // 2) + ","
    return backslashes + separator
