"""Reads front matter of plain `name: value` lines without a YAML parser. Leaves all other front matter to `yaml_header`.

Every line must be in a form that means the same to YAML and to this module, with the same places; the tests compare both.
"""

from plaintext_network.notes.header import Header, ListValue, Property, Scalar, Value
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.source import Span

# Longer front matter may be beyond the limits.
_LONGEST = 32 * 1024

# All but what YAML calls printable, and line endings, tabs and byte order marks. Compiling the opposite takes ten times longer.
_NOT_IN_VALUE = "\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
# A name, and a value from its first character to the end of the line. Names are shorter than YAML's limit of 1,024 characters.
_LINE = late_pattern(rf"(\w[\w -]{{0,99}}):(?: +([^ {_NOT_IN_VALUE}][^{_NOT_IN_VALUE}]*)| *)\r?\n")
_ITEM = late_pattern(rf"( *)- +([^ {_NOT_IN_VALUE}][^{_NOT_IN_VALUE}]*)\r?\n")
_CLOSING = late_pattern(r"(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
# The first characters of values that are not plain: quotes, lists, and what has a meaning in YAML.
_SPECIAL = frozenset("-?:,[]{}#&*!|>'\"%@`")
# An item of `[a, "b"]`: quoted without escapes, or of characters that have no meaning there.
_FLOW_ITEM = late_pattern(
    r""" *(?:"([^"\\]*)"|'([^']*)'|([^\W_](?:[\w./()+$-]|:(?=[\w/])| (?=[\w./()+$-]))*)) *([,\]])"""
)
_FLOW_LINK = late_pattern(r"\[\[[^\W_](?:[\w./()+$-]| (?=[\w./()+$-]))*\]\]")
_new = tuple.__new__


def read_plain_header(text: str) -> Header | None:
    """Return the front matter of a text that begins with `---`, or None if only a YAML parser can tell what it means."""
    at = 4 if text.startswith("\n", 3) else 5
    if at == 5 and not text.startswith("\r\n", 3):
        return None
    match_line = _LINE.match
    properties: list[Property] = []
    while line := match_line(text, at):
        name, written = line.groups()
        if name[-1] == " ":
            return None
        start, end = line.span(1)
        value: Value | None
        if written is None:
            at = line.end()
            if text[at : at + 1] in ("-", " ") and not text.startswith("---", at):
                items = _block_list(text, at)
                if items is None:
                    return None
                value, at = items
            else:
                value = _new(Scalar, ("", _new(Span, (end + 1, end + 1)), True))
        else:
            value = _value(text, written, line.start(2))
            if value is None:
                return None
            at = line.end()
        properties.append(_new(Property, (name, _new(Span, (start, end)), value)))
    closing = _CLOSING.match(text, at)
    if closing is None or not properties or at > _LONGEST:
        return None
    if len({name for name, _, _ in properties}) < len(properties):
        return None
    return Header(tuple(properties), closing.end())


def _value(text: str, written: str, start: int) -> Value | None:
    """Return the value that is written from an offset to the end of its line, None if it is not plain."""
    first = written[0]
    if first == "[":
        return _flow_list(text, written, start)
    return _scalar(written, start)


def _scalar(written: str, start: int) -> Scalar | None:
    if written[-1] == " ":
        written = written.rstrip(" ")
    first = written[0]
    if first in _SPECIAL:
        if first not in "\"'" or len(written) < 2 or written[-1] != first:
            return None
        inside = written[1:-1]
        if first in inside or (first == '"' and "\\" in inside):
            return None
        return _new(Scalar, (inside, _new(Span, (start, start + len(written))), False))
    if ": " in written or " #" in written or written[-1] == ":":
        return None
    return _new(Scalar, (written, _new(Span, (start, start + len(written))), True))


def _flow_list(text: str, written: str, start: int) -> Value | None:
    """Return a list in brackets on one line, or a link without quotes."""
    end = start + len(written.rstrip(" "))
    if written.startswith("[["):
        link = _FLOW_LINK.fullmatch(text, start, end)
        return Scalar(link[0], Span(start, end), plain=False) if link else None
    if end - start == 2 and written[1] == "]":
        return ListValue((), Span(start, end))
    items: list[Value] = []
    at, match_item = start + 1, _FLOW_ITEM.match
    while item := match_item(text, at, end):
        at = item.end()
        group = 1 if item[1] is not None else 2 if item[2] is not None else 3
        first, last = item.span(group)
        if group == 3:
            items.append(_new(Scalar, (item[3], _new(Span, (first, last)), True)))
        else:
            items.append(_new(Scalar, (item[group], _new(Span, (first - 1, last + 1)), False)))
        if item[4] == "]":
            break
    else:
        return None
    return ListValue(tuple(items), Span(start, end)) if at == end else None


def _block_list(text: str, at: int) -> tuple[Value, int] | None:
    """Return the list of the lines `- item` from an offset on, and where it ends."""
    item = _ITEM.match(text, at)
    if item is None:
        return None
    indent, begin = item[1], item.end(1)
    items: list[Value] = []
    while item is not None:
        if item[1] != indent:
            return None
        value = _scalar(item[2], item.start(2))
        if value is None:
            return None
        items.append(value)
        at = item.end()
        item = _ITEM.match(text, at)
    return ListValue(tuple(items), Span(begin, at)), at
