"""Changes a front matter list item by item, so that the items that stay are not touched. Knows no property's meaning."""

import re
from collections.abc import Sequence

from plaintext_network.errors import EditRefused
from plaintext_network.notes.edit import TextChange, line_end, line_start, newline
from plaintext_network.notes.edit_value import replace_value
from plaintext_network.notes.extents import is_flow, own_lines, value_end, with_line_end
from plaintext_network.notes.header import ListValue, Scalar
from plaintext_network.notes.note import Note
from plaintext_network.notes.scalars import YamlText, format_scalar
from plaintext_network.notes.source import Span


def list_changes(note: Note, value: ListValue, values: Sequence[YamlText]) -> list[TextChange]:
    """Return the changes that give a list these values and leave unchanged items as they are written."""
    # Late: only edits of lists need it.
    from difflib import SequenceMatcher

    if not all(isinstance(item, Scalar) for item in value.items):
        raise EditRefused("it has nested values; edit it by hand")
    # Null items always stay.
    filled = [
        number for number, item in enumerate(value.items) if isinstance(item, Scalar) and not item.is_null
    ]
    old = [item.text for item in value.items if isinstance(item, Scalar) and not item.is_null]
    new = [text.text for text in values]
    if not value.items or not new:
        return _replace_all(note, value, values)
    flow = is_flow(note, value)
    if not filled:
        first = replace_value(note, value.items[0], values[0], flow=flow)
        return [first, *([_insertion(note, value, 1, values[1:], flow=flow)] if len(values) > 1 else [])]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    changes: list[TextChange] = []
    removed: set[int] = set()
    added: list[tuple[int, list[YamlText]]] = []
    for _, i, j, k, m in (code for code in matcher.get_opcodes() if code[0] != "equal"):
        both = min(j - i, m - k)
        changes += [
            replace_value(note, value.items[filled[i + n]], values[k + n], flow=flow) for n in range(both)
        ]
        removed.update(filled[i + both : j])
        if k + both < m:
            before = i + both
            added.append((filled[before - 1] + 1 if before else filled[0], list(values[k + both : m])))
    if len(removed) == len(value.items) and not added:
        return _replace_all(note, value, ())
    changes += [_item_removal(note, value, number, removed) for number in sorted(removed)]
    changes += [_insertion(note, value, at, texts, flow=flow) for at, texts in added]
    return changes


def _replace_all(note: Note, value: ListValue, values: Sequence[YamlText]) -> list[TextChange]:
    if is_flow(note, value):
        written = ", ".join(format_scalar(text, flow=True) for text in values)
        inner = Span(_opening(note, value) + 1, value.span.end - 1)
        return [TextChange(inner, written)] if written or value.items else []
    return [_item_removal(note, value, number, set()) for number in range(len(value.items))]


def _opening(note: Note, value: ListValue) -> int:
    return note.source.text.index("[", value.span.start)


def _item_removal(note: Note, value: ListValue, number: int, removed: set[int]) -> TextChange:
    source, items = note.source, value.items
    if not is_flow(note, value):
        start = line_start(source, _dash(note, value, number))
        stop = line_end(source, max(value_end(note, items[number]), start))
        return TextChange(with_line_end(note, Span(start, stop)), "")
    lines = own_lines(note, items[number])
    if lines is not None:
        return TextChange(lines, "")
    # Remove the comma after the item, or the one before it if no remaining item follows.
    if any(n not in removed for n in range(number + 1, len(items))):
        return TextChange(Span(items[number].span.start, items[number + 1].span.start), "")
    before = value_end(note, items[number - 1]) if number else items[0].span.start
    return TextChange(Span(before, value_end(note, items[number])), "")


def _insertion(note: Note, value: ListValue, at: int, texts: Sequence[YamlText], *, flow: bool) -> TextChange:
    source, items = note.source, value.items
    if flow:
        written = [format_scalar(text, flow=True) for text in texts]
        if at == 0:
            start = items[0].span.start
            return TextChange(Span(start, start), "".join(f"{text}, " for text in written))
        last = value_end(note, items[at - 1])
        return TextChange(Span(last, last), "".join(f", {text}" for text in written))
    neighbour = max(at - 1, 0)
    dash = _dash(note, value, neighbour)
    indent = source.text[line_start(source, dash) : dash]
    gap = re.match(r"-([ \t]+)(?=\S)", source.text[dash : items[neighbour].span.start + 1])
    lines = [f"{indent}-{gap[1] if gap else ' '}{format_scalar(text)}" for text in texts]
    end = newline(source, dash)
    if at == 0:
        start = line_start(source, dash)
        return TextChange(Span(start, start), "".join(line + end for line in lines))
    stop = line_end(source, max(value_end(note, items[neighbour]), dash))
    return TextChange(Span(stop, stop), "".join(end + line for line in lines))


def _dash(note: Note, value: ListValue, number: int) -> int:
    """Return the offset of an item's dash."""
    before = value_end(note, value.items[number - 1]) if number else value.span.start
    start = value.items[number].span.start
    between = note.source.text[before:start]
    # Ignore dashes in comments.
    for comment in re.finditer(r"#[^\r\n]*", between):
        between = between[: comment.start()] + " " * len(comment[0]) + between[comment.end() :]
    return before + between.rfind("-")
