"""Finds inline fields in Dataview's form. Does not interpret them."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.source import Span


class Field(NamedTuple):
    """An inline field in Dataview's form; `value` is the span of its text."""

    name: str
    text: str
    value: Span


# People mark a field's name (`**Key**:: value`, `**Key::** value`) or the whole of it (`*Key:: value*`), and put a sign
# before it (`🎂 Birthday:: 12-10`).
_MARKS = r"[*_=~]{0,3}"
_KEY = rf"({_MARKS})([^\[\]():\r\n*_=~](?:[^\[\]():\r\n]{{0,58}}[^\[\]():\r\n*_=~])?)({_MARKS})[ \t\u00a0]{{0,3}}::"
_BRACKETED = late_pattern(
    rf"\[{_KEY}((?:[^\[\]\r\n]|\[\[[^\[\]\r\n]{{0,999}}\]\]|\[[^\[\]\r\n]{{0,999}}\]){{0,999}})\]"
)
_PARENTHESISED = late_pattern(rf"\({_KEY}((?:[^()\r\n]|\([^()\r\n]{{0,999}}\)){{0,999}})\)")
_SYMBOL = r"\u200d\u20e3\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_WHOLE_LINE = late_pattern(
    rf"(?<![^\r\n])[ \t>+-]{{0,99}}(?:\*[ \t]+)?(?:\d{{1,3}}[.)][ \t]+)?(?:[{_SYMBOL}]{{1,9}}[ \t]{{0,3}})?({_MARKS})"
    rf"((?:[{_SYMBOL}]{{1,9}}[ \t]{{0,3}})?[^\W\d_](?:[\w .\u00a0-]{{0,39}}[^\W_])?(?:[ \t]{{0,3}}[{_SYMBOL}]{{1,9}})?)"
    rf"({_MARKS})[ \t\u00a0]{{0,3}}::([^\r\n]*)"
)
_AROUND_VALUE = ("***", "**", "__", "==", "~~", "*", "_", "`")


def fields_in(prose: str, text: str) -> Iterator[Field]:
    """Yield the fields that start outside of code; code within a value is ordinary text."""
    if "::" not in prose:
        return
    starts = []
    for pattern in (_BRACKETED, _PARENTHESISED):
        for match in pattern.finditer(prose):
            starts.append(match.start())
            yield _field(text, match, match.end(4))
    starts.sort()
    for match in _WHOLE_LINE.finditer(prose):
        # `phone:: 12 [email:: a@b.c]` are two fields.
        following = bisect_left(starts, match.start(4))
        yield _field(text, match, min([match.end(4), *starts[following : following + 1]]))


def _field(text: str, match: re.Match[str], end: int) -> Field:
    opened, name, closed, _ = match.groups()
    return Field(name.strip(), *_field_value(text, Span(match.start(4), end), "" if closed else opened))


def _field_value(text: str, span: Span, opened: str) -> tuple[str, Span]:
    """Return a field's value and its place, without the marks around it. `opened` are marks that the name left open."""
    start, end = _trimmed(text, *span)
    if opened:
        if text.startswith(opened, span.start, end):
            start, end = _trimmed(text, span.start + len(opened), end)
        elif text.endswith(opened, start, end):
            start, end = _trimmed(text, start, end - len(opened))
    written = text[start:end]
    for mark in _AROUND_VALUE:
        inside = written[len(mark) : -len(mark)]
        if written.startswith(mark) and written.endswith(mark) and inside and mark[0] not in inside:
            # Code is text, and shows a link as it is written.
            if mark != "`" or "[" not in inside:
                start, end = _trimmed(text, start + len(mark), end - len(mark))
            break
    return text[start:end], Span(start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a half-open place without the blanks at its ends."""
    written = text[start:end]
    value = written.strip()
    start += len(written) - len(written.lstrip())
    return start, start + len(value)


def is_field_line(line: str) -> bool:
    """Return whether a line is a field as a whole."""
    return "::" in line and _WHOLE_LINE.fullmatch(line) is not None
