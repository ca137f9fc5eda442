"""Replaces one front matter value and preserves its quotes. Knows no property's meaning."""

import re
from collections.abc import Sequence

from plaintext_network.errors import EditRefused
from plaintext_network.notes.edit import TextChange
from plaintext_network.notes.extents import value_end
from plaintext_network.notes.header import Scalar, Value
from plaintext_network.notes.note import Note
from plaintext_network.notes.scalars import YamlText, format_scalar, quotes_of
from plaintext_network.notes.source import Span
from plaintext_network.notes.value_places import ANCHOR_OR_TAG

_BLOCK_HEAD = re.compile(r"[|>][-+0-9]*([ \t]+#[^\r\n]*)?")


def replace_value(note: Note, value: Value, new: YamlText, *, flow: bool) -> TextChange:
    """Return the change that replaces one value; its anchor stays, and its quotes if they fit the new text."""
    if not isinstance(value, Scalar):
        raise EditRefused("it has nested values; edit it by hand")
    start, end = value.span.start, value_end(note, value)
    written = note.source.text[start:end]
    anchor = ""
    if prefix := ANCHOR_OR_TAG.match(written):
        # A tag gives the old value's type, so it goes; other values refer to an anchor, so it stays.
        anchor = "".join(f"{word} " for word in prefix[0].split() if word.startswith("&"))
        written = written[prefix.end() :]
    comment = ""
    if written[:1] in ("|", ">") and (head := _BLOCK_HEAD.match(written)):
        comment = head[1] or ""
        written = ""
    return _in_place(
        note, Span(start, end), anchor + format_scalar(new, quotes_of(written), flow=flow) + comment
    )


def _in_place(note: Note, span: Span, new: str) -> TextChange:
    """Return the change that writes a value at a span, with a space before it if none is there."""
    is_separate = span.start < span.end or note.source.text[span.start - 1 : span.start] in (" ", "\t")
    return TextChange(span, new if is_separate else " " + new)


_FLOW = re.compile(r"[,?\[\]{}]|:\s|\s#")


def turn_into_list(note: Note, value: Value, values: Sequence[YamlText]) -> TextChange:
    start, end = value.span.start, value_end(note, value)
    if isinstance(value, Scalar) and note.source.text[start : start + 1] in ("&", "!", "|", ">"):
        raise EditRefused("its value has an anchor, a tag or a block of text; make it a list by hand")
    written = note.source.text[start:end]
    texts = []
    for text in values:
        is_old = isinstance(value, Scalar) and text.text == value.text
        stays = (
            is_old and not re.search(r"[\r\n]", written) and (quotes_of(written) or not _FLOW.search(written))
        )
        texts.append(
            written if stays else format_scalar(text, quotes_of(written) if is_old else "", flow=True)
        )
    return _in_place(note, Span(start, end), "[" + ", ".join(texts) + "]")


def replace_changed_part(note: Note, value: Scalar, new_text: str) -> TextChange | None:
    """Return the change that replaces only the differing part of a value, or None if the value is written with escapes."""
    start, end = value.span.start, value_end(note, value)
    written = note.source.text[start:end]
    same = 0
    while value.text[same : same + 1] == new_text[same : same + 1] != "":
        same += 1
    tail = 0
    while tail < min(len(value.text), len(new_text)) - same and value.text[-1 - tail] == new_text[-1 - tail]:
        tail += 1
    old, new = value.text[same : len(value.text) - tail], new_text[same : len(new_text) - tail]
    # Search with text before the part, to place a short or empty one. In a block scalar lines are indented, so the
    # context must become shorter until it is on one line.
    for context in (40, 16, 8, 4, 2, 0):
        before = value.text[max(0, same - context) : same]
        if before + old and written.count(before + old) == 1:
            at = start + written.index(before + old) + len(before)
            return TextChange(Span(at, at + len(old)), new)
    return None


def format_values(values: Sequence[YamlText], many: bool) -> str:
    if not many and len(values) == 1:
        return format_scalar(values[0])
    return "[" + ", ".join(format_scalar(text, flow=True) for text in values) + "]"
