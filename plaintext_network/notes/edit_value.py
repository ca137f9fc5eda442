"""Owns how one value of a front matter is replaced by another, in its own quotes. Knows no property."""

import re
from collections.abc import Sequence

from plaintext_network.errors import EditRefused
from plaintext_network.notes.edit import TextChange
from plaintext_network.notes.extents import ANCHOR_OR_TAG, value_end
from plaintext_network.notes.header import Scalar, Value
from plaintext_network.notes.note import Note
from plaintext_network.notes.scalars import YamlText, format_scalar, quotes_of
from plaintext_network.notes.source import Span

_BLOCK_HEAD = re.compile(r"[|>][-+0-9]*([ \t]+#[^\r\n]*)?")


def replace_value(note: Note, value: Value, wished: YamlText, *, flow: bool) -> TextChange:
    """Return what replaces one value, its anchor left in place and in its own quotes where they will do."""
    if not isinstance(value, Scalar):
        raise EditRefused("it holds nested values; edit it by hand")
    start, end = value.span.start, value_end(note, value)
    written = note.source.text[start:end]
    kept = ""
    if decorated := ANCHOR_OR_TAG.match(written):
        # A tag says what kind of value the old one was; an anchor is what others call it by.
        kept = "".join(f"{word} " for word in decorated[0].split() if word.startswith("&"))
        written = written[decorated.end() :]
    comment = ""
    if written[:1] in ("|", ">") and (head := _BLOCK_HEAD.match(written)):
        comment = head[1] or ""
        written = ""
    return _in_place(
        note, Span(start, end), kept + format_scalar(wished, quotes_of(written), flow=flow) + comment
    )


def _in_place(note: Note, span: Span, new: str) -> TextChange:
    """Return what puts a value in a place, which is apart from what stands before it."""
    apart = span.start < span.end or note.source.text[span.start - 1 : span.start] in (" ", "\t")
    return TextChange(span, new if apart else " " + new)


_FLOW = re.compile(r"[,?\[\]{}]|:\s|\s#")


def turn_into_list(note: Note, value: Value, wished: Sequence[YamlText]) -> TextChange:
    start, end = value.span.start, value_end(note, value)
    if isinstance(value, Scalar) and note.source.text[start : start + 1] in ("&", "!", "|", ">"):
        raise EditRefused("its value has an anchor, a tag or a block of text; make it a list by hand")
    written = note.source.text[start:end]
    texts = []
    for text in wished:
        old = isinstance(value, Scalar) and text.text == value.text
        kept = old and not re.search(r"[\r\n]", written) and (quotes_of(written) or not _FLOW.search(written))
        texts.append(written if kept else format_scalar(text, quotes_of(written) if old else "", flow=True))
    return _in_place(note, Span(start, end), "[" + ", ".join(texts) + "]")


def replace_changed_part(note: Note, value: Scalar, wished: str) -> TextChange | None:
    """Return what replaces just the part of a value in which it differs; None where it is not written as it reads."""
    start, end = value.span.start, value_end(note, value)
    written = note.source.text[start:end]
    same = 0
    while value.text[same : same + 1] == wished[same : same + 1] != "":
        same += 1
    tail = 0
    while tail < min(len(value.text), len(wished)) - same and value.text[-1 - tail] == wished[-1 - tail]:
        tail += 1
    old, new = value.text[same : len(value.text) - tail], wished[same : len(wished) - tail]
    # With something before it, a part that is short or empty is found in its place; in a block, each line is indented.
    for context in (40, 16, 8, 4, 2, 0):
        before = value.text[max(0, same - context) : same]
        if before + old and written.count(before + old) == 1:
            at = start + written.index(before + old) + len(before)
            return TextChange(Span(at, at + len(old)), new)
    return None


def format_values(wished: Sequence[YamlText], many: bool) -> str:
    if not many and len(wished) == 1:
        return format_scalar(wished[0])
    return "[" + ", ".join(format_scalar(text, flow=True) for text in wished) + "]"
