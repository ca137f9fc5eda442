"""Reads front matter of plain `name: value` lines without a YAML parser. Leaves all other front matter to `yaml_header`.

Every line must be in a form that means the same to YAML and to this module, with the same places; the tests compare both.
"""

import re

from plaintext_network.notes.header import Header, ListValue, Property, Scalar, Value
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.source import Span

# Longer front matter may be beyond the limits.
_LONGEST = 32 * 1024

# All but what YAML calls printable, and line endings, tabs and byte order marks. Compiling the opposite takes ten times longer.
_NOT_IN_VALUE = "\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
# A name, and a value from its first character to the end of the line. Names are shorter than YAML's limit of 1,024 characters.
_LINE = re.compile(rf"(\w[\w -]{{0,99}}):(?: +([^ {_NOT_IN_VALUE}][^{_NOT_IN_VALUE}]*)| *)\r?\n")
_ITEM = late_pattern(rf"( *)- +([^ {_NOT_IN_VALUE}][^{_NOT_IN_VALUE}]*)\r?\n")
_CLOSING = re.compile(r"(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
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
    names: list[str] = []
    while line := match_line(text, at):
        name, written = line.groups()
        if name[-1] == " ":
            return None
        # This runs for each line of front matter: `regs` are the spans of all groups.
        (_, at), key, (first, _) = line.regs
        value: Value | None
        if written is None:
            if text[at : at + 1] in ("-", " ") and not text.startswith("---", at):
                items = _block_list(text, at)
                if items is None:
                    return None
                value, at = items
            else:
                value = _new(Scalar, ("", _new(Span, (key[1] + 1, key[1] + 1)), True))
        else:
            value = _flow_list(text, written, first) if written[0] == "[" else _scalar(written, first)
            if value is None:
                return None
        names.append(name)
        properties.append(_new(Property, (name, _new(Span, key), value)))
    closing = _CLOSING.match(text, at)
    if closing is None or not properties or at > _LONGEST:
        return None
    if len(set(names)) < len(names):
        return None
    return _new(Header, (tuple(properties), closing.end(), (), ()))


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
    end = start + len(written.rstrip(" ") if written[-1] == " " else written)
    if written.startswith("[["):
        link = _FLOW_LINK.fullmatch(text, start, end)
        return Scalar(link[0], Span(start, end), plain=False) if link else None
    if end - start == 2 and written[1] == "]":
        return ListValue((), Span(start, end))
    if written[-1] == "]" and written.startswith('"', 1) and written.find('"', 2) == len(written) - 2:
        # One quoted text, such as the only participant of a meeting.
        if "\\" in written:
            return None
        item = _new(Scalar, (written[2:-2], _new(Span, (start + 1, end - 1)), False))
        return _new(ListValue, ((item,), _new(Span, (start, end))))
    items: list[Value] = []
    if written[-1] == "]" and written[1].isalnum():
        # Most lists are of words.
        at = start + 1
        for word in written[1:-1].split(", "):
            if not word.isalnum():
                break
            items.append(_new(Scalar, (word, _new(Span, (at, at + len(word))), True)))
            at += len(word) + 2
        else:
            return _new(ListValue, (tuple(items), _new(Span, (start, end))))
        items = []
    at, match_item = start + 1, _FLOW_ITEM.match
    while found := match_item(text, at, end):
        double, single, plain, mark = found.groups()
        regs = found.regs
        at = regs[0][1]
        if plain is not None:
            items.append(_new(Scalar, (plain, _new(Span, regs[3]), True)))
        else:
            (first, last), inside = (regs[2], single) if double is None else (regs[1], double)
            items.append(_new(Scalar, (inside, _new(Span, (first - 1, last + 1)), False)))
        if mark == "]":
            break
    else:
        return None
    return _new(ListValue, (tuple(items), _new(Span, (start, end)))) if at == end else None


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
