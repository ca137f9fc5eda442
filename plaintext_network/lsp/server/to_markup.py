"""Converts descriptions to the kind of text that a client shows. Describes nothing."""

import re

from lsprotocol import types

# An escaped sign, or one of the marks that descriptions contain.
_MARKS = re.compile(r"\\(?P<sign>[^\w\s])|(?P<code>`+)|\*\*")


def to_markup(markdown: str, kind: types.MarkupKind) -> types.MarkupContent:
    """Return a description in Markdown as the client wants it."""
    return types.MarkupContent(
        kind, markdown if kind == types.MarkupKind.Markdown else without_marks(markdown)
    )


def without_marks(markdown: str) -> str:
    """Return a description as plain text: without bold and code marks and escapes."""
    parts, at, code = [], 0, ""
    for mark in _MARKS.finditer(markdown):
        if code and mark["code"] != code:
            # Nothing is marked or escaped in code.
            continue
        parts.append(markdown[at : mark.start()])
        at = mark.end()
        if mark["code"]:
            code = "" if code else mark["code"]
        parts.append(mark["sign"] or "")
    return "".join(parts) + markdown[at:]
