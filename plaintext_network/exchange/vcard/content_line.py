"""Defines one content line of a vCard (RFC 6350 §3.3), and converts it from and to text. Knows no properties.

The text is one logical line: unfolded, decoded to Unicode, and without the transfer encoding of vCard 2.1.
"""

import re
from functools import lru_cache

from plaintext_network.named_tuples import NamedTuple

Params = tuple[tuple[str, tuple[str, ...]], ...]


class ContentLine(NamedTuple):
    """One content line: `group.NAME;PARAMETER=value:value`.

    `name`, `group` and the names of `params` are as written; compare them by `key`. `value` is still escaped as in a card
    of version 3.0 or 4.0, whatever the card's version; whitespace at its ends is part of it. Values of `params` are
    texts, without quotes and caret encoding (RFC 6868).
    A parameter without a name, as vCard 2.1 permits, is a value of `TYPE`. A line that can't be parsed has the name "" and
    is its own `value`, so that no line is lost.
    """

    name: str
    value: str
    group: str = ""
    params: Params = ()

    @property
    def key(self) -> str:
        """The name in upper case."""
        return self.name.upper()

    def param(self, name: str) -> tuple[str, ...]:
        """Return the values of a parameter, without repeats; empty if the line doesn't have it.

        The name is in upper case. A quoted list of types, as in `TYPE="home,voice"`, counts as its items (RFC 6350 §5.6).
        """
        if not self.params:
            return ()
        found = (value for key, values in self.params if key.upper() == name for value in values)
        if name == "TYPE":
            found = (item.strip() for value in found for item in value.split(","))
        return tuple(dict.fromkeys(found))


class Header(NamedTuple):
    """What precedes the colon of a content line."""

    name: str
    group: str
    params: Params


# The first colon outside quotes ends the header. Quotes count only if they enclose a whole value of a parameter.
_QUOTED_OR_COLON = re.compile(r'[=,;]\s*"[^"]*"(?=\s*[,;:])|:')
# What no name, and no group, contains.
_NO_NAME = r"\s:;,=\"\x00-\x1f\x7f"
_NAME = re.compile(rf"\s*(?:([^{_NO_NAME}]+)\.)?([^.{_NO_NAME}]+)\s*")
_PARAM = re.compile(
    rf"""\s*;\s*
        (?:([^{_NO_NAME}]+)\s*=)?       # its name; vCard 2.1 permits none
        ((?:\s*"[^"]*"\s*(?=[,;]|\Z)|[^;,]*)        # a value, quoted or not
         (?:,(?:\s*"[^"]*"\s*(?=[,;]|\Z)|[^;,]*))*)""",
    re.VERBOSE,
)
_PARAM_VALUE = re.compile(r'(?:\A|(?<=,))(?:\s*"([^"]*)"\s*(?=,|\Z)|([^,]*))')
_CARET = re.compile(r"\^([n^'])")
_CARET_TEXTS = {"n": "\n", "^": "^", "'": '"'}
# Parameters of vCard 2.1 that may lack their name, and are no types.
_NAMES_OF_BARE = {
    "QUOTED-PRINTABLE": "ENCODING",
    "BASE64": "ENCODING",
    "7BIT": "ENCODING",
    "8BIT": "ENCODING",
    "INLINE": "VALUE",
    "URL": "VALUE",
    "CONTENT-ID": "VALUE",
    "CID": "VALUE",
}
_NEWLINE = re.compile(r"\r\n?|\n")
_LONGEST_CACHED = 200


def parse_line(text: str) -> ContentLine:
    """Convert one logical line to a content line. Never raises: an unreadable line has the name "" and is its own value.

    The value is taken as it is: the line comes from a card of version 3.0 or 4.0, or from `line_text`.
    """
    head, colon, value = text.partition(":")
    if '"' in head:
        head, colon, value = _split_quoted(text)
    if colon:
        header = cached_header(head) if len(head) < _LONGEST_CACHED else parse_header(head)
        if header is not None:
            return ContentLine(header.name, value, header.group, header.params)
    return ContentLine("", text)


def _split_quoted(text: str) -> tuple[str, str, str]:
    """Split a line at the first colon outside quotes."""
    for found in _QUOTED_OR_COLON.finditer(text):
        if found[0] == ":":
            return text[: found.start()], ":", text[found.end() :]
    return text, "", ""


def parse_header(head: str) -> Header | None:
    """Parse what precedes the colon; None if it contains no name."""
    found = _NAME.match(head)
    if found is None:
        return None
    group, name = found.groups()
    position, end = found.end(), len(head)
    params: list[tuple[str, tuple[str, ...]]] = []
    # Types without the name of the parameter, which follow each other.
    types: list[str] = []
    while position < end:
        found = _PARAM.match(head, position)
        if found is None or found.end() == position:
            return None
        position = found.end()
        key, text = found.groups()
        if key is None and not text.strip():
            continue
        values = tuple(
            _decode_caret(part[1] if part[1] is not None else part[2].strip())
            for part in _PARAM_VALUE.finditer(text)
        )
        for value in values if key is None else ():
            bare = _NAMES_OF_BARE.get(value.upper())
            if bare is None:
                types.append(value)
                continue
            _end_types(types, params)
            params.append((bare, (value,)))
        if key is not None:
            _end_types(types, params)
            params.append((key, values))
    _end_types(types, params)
    return Header(name, group or "", tuple(params))


def _end_types(types: list[str], params: list[tuple[str, tuple[str, ...]]]) -> None:
    """Move types without a name to the parameters, as one parameter."""
    if types:
        params.append(("TYPE", tuple(types)))
        types.clear()


cached_header = lru_cache(maxsize=4096)(parse_header)


def _decode_caret(text: str) -> str:
    if "^" not in text:
        return text
    return _CARET.sub(lambda found: _CARET_TEXTS[found[1]], text)


# A caret is ambiguous only before these.
_AMBIGUOUS_CARET = re.compile("\\^(?=[n^'\"\n\r])")
_NEEDS_QUOTES = re.compile(r"[,;:]|\A\s|\s\Z|\A\Z")
_WRONG_IN_NAME = re.compile(rf"[.{_NO_NAME}]+")
_WRONG_IN_GROUP = re.compile(rf"[{_NO_NAME}]+")


def line_text(line: ContentLine) -> str:
    """Convert a content line to one logical line, without a newline: the inverse of `parse_line`.

    A newline in a value becomes `\\n`, and characters that no name can contain become a hyphen, so that no value forges
    another line.
    """
    value = line.value
    if "\n" in value or "\r" in value:
        value = _NEWLINE.sub(r"\\n", value)
    if not line.name:
        return value
    head = header_text(line)
    return f"{head}:{value}"


def header_text(line: ContentLine) -> str:
    """Return what precedes the colon of a line that has a name, in the syntax of version 3.0 and 4.0."""
    name = _WRONG_IN_NAME.sub("-", line.name)
    head = f"{_WRONG_IN_GROUP.sub('-', line.group)}.{name}" if line.group else name
    for key, values in line.params:
        head += f";{_WRONG_IN_GROUP.sub('-', key)}={','.join(map(_param_text, values))}"
    return head


def _param_text(text: str) -> str:
    if "^" in text:
        text = _AMBIGUOUS_CARET.sub("^^", text)
    if '"' in text:
        text = text.replace('"', "^'")
    if "\n" in text or "\r" in text:
        text = _NEWLINE.sub("^n", text)
    return f'"{text}"' if _NEEDS_QUOTES.search(text) else text
