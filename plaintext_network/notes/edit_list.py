"""Owns how a list in a front matter becomes another, item by item, so that what stays in it is not touched. Knows no property."""

import re
from collections.abc import Sequence

from plaintext_network.errors import EditRefused
from plaintext_network.notes.edit import TextChange, line_end, line_start, newline
from plaintext_network.notes.edit_value import replace_value
from plaintext_network.notes.extents import is_flow, own_lines, value_end, with_line_end
from plaintext_network.notes.header import Scalar
from plaintext_network.notes.header import Sequence as Items
from plaintext_network.notes.note import Note
from plaintext_network.notes.scalars import YamlText, format_scalar
from plaintext_network.notes.source import Span


def list_changes(note: Note, value: Items, wished: Sequence[YamlText]) -> list[TextChange]:
    """Return the changes that turn a list into another, item by item, so that what stays is not touched."""
    # Late: only a list is compared.
    from difflib import SequenceMatcher

    if not all(isinstance(item, Scalar) for item in value.items):
        raise EditRefused("it holds nested values; edit it by hand")
    # Items that say nothing stay, whatever becomes of the others.
    said = [
        number for number, item in enumerate(value.items) if isinstance(item, Scalar) and not item.is_null
    ]
    old = [item.text for item in value.items if isinstance(item, Scalar) and not item.is_null]
    new = [text.text for text in wished]
    if not value.items or not new:
        return _emptied_or_filled(note, value, wished)
    flow = is_flow(note, value)
    if not said:
        first = replace_value(note, value.items[0], wished[0], flow=flow)
        return [first, *([_inserted(note, value, 1, wished[1:], flow=flow)] if len(wished) > 1 else [])]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    changes: list[TextChange] = []
    gone: set[int] = set()
    added: list[tuple[int, list[YamlText]]] = []
    for _, i, j, k, m in (code for code in matcher.get_opcodes() if code[0] != "equal"):
        both = min(j - i, m - k)
        changes += [
            replace_value(note, value.items[said[i + n]], wished[k + n], flow=flow) for n in range(both)
        ]
        gone.update(said[i + both : j])
        if k + both < m:
            beside = i + both
            added.append((said[beside - 1] + 1 if beside else said[0], list(wished[k + both : m])))
    if len(gone) == len(value.items) and not added:
        return _emptied_or_filled(note, value, ())
    changes += [_item_removed(note, value, number, gone) for number in sorted(gone)]
    changes += [_inserted(note, value, at, texts, flow=flow) for at, texts in added]
    return changes


def _emptied_or_filled(note: Note, value: Items, wished: Sequence[YamlText]) -> list[TextChange]:
    if is_flow(note, value):
        written = ", ".join(format_scalar(text, flow=True) for text in wished)
        inner = Span(_opening(note, value) + 1, value.span.end - 1)
        return [TextChange(inner, written)] if written or value.items else []
    return [_item_removed(note, value, number, set()) for number in range(len(value.items))]


def _opening(note: Note, value: Items) -> int:
    return note.source.text.index("[", value.span.start)


def _item_removed(note: Note, value: Items, number: int, gone: set[int]) -> TextChange:
    source, items = note.source, value.items
    if not is_flow(note, value):
        start = line_start(source, _dash(note, value, number))
        stop = line_end(source, max(value_end(note, items[number]), start))
        return TextChange(with_line_end(note, Span(start, stop)), "")
    lines = own_lines(note, items[number])
    if lines is not None:
        return TextChange(lines, "")
    # With the comma after it, or, where nothing that stays follows, the one before it.
    if any(n not in gone for n in range(number + 1, len(items))):
        return TextChange(Span(items[number].span.start, items[number + 1].span.start), "")
    before = value_end(note, items[number - 1]) if number else items[0].span.start
    return TextChange(Span(before, value_end(note, items[number])), "")


def _inserted(note: Note, value: Items, at: int, texts: Sequence[YamlText], *, flow: bool) -> TextChange:
    source, items = note.source, value.items
    if flow:
        written = [format_scalar(text, flow=True) for text in texts]
        if at == 0:
            start = items[0].span.start
            return TextChange(Span(start, start), "".join(f"{text}, " for text in written))
        last = value_end(note, items[at - 1])
        return TextChange(Span(last, last), "".join(f", {text}" for text in written))
    beside = max(at - 1, 0)
    dash = _dash(note, value, beside)
    indent = source.text[line_start(source, dash) : dash]
    gap = re.match(r"-([ \t]+)(?=\S)", source.text[dash : items[beside].span.start + 1])
    lines = [f"{indent}-{gap[1] if gap else ' '}{format_scalar(text)}" for text in texts]
    end = newline(source, dash)
    if at == 0:
        start = line_start(source, dash)
        return TextChange(Span(start, start), "".join(line + end for line in lines))
    stop = line_end(source, max(value_end(note, items[beside]), dash))
    return TextChange(Span(stop, stop), "".join(end + line for line in lines))


def _dash(note: Note, value: Items, number: int) -> int:
    """Return where the dash of an item stands."""
    before = value_end(note, value.items[number - 1]) if number else value.span.start
    start = value.items[number].span.start
    between = note.source.text[before:start]
    # A dash within a comment is none of the list's.
    for found in re.finditer(r"#[^\r\n]*", between):
        between = between[: found.start()] + " " * len(found[0]) + between[found.end() :]
    return before + between.rfind("-")
