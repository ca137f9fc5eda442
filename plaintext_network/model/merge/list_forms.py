"""Reads how a list in front matter is written, and writes it with other items in the same form. Merges nothing."""

from collections.abc import Sequence

from plaintext_network.model.merge.front_parts import Part
from plaintext_network.model.merge.merge_order import Token, tokens_of
from plaintext_network.model.merge.property_values import item_key, item_texts
from plaintext_network.model.note.properties import PropertyDefinition
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.header import NULLS, ListValue, Scalar
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.source import Span
from plaintext_network.notes.value_places import is_in_brackets, written_end

BRACKETS, LINES, TEXT, NOTHING = "brackets", "lines", "text", "nothing"

_ITEM = late_pattern(r"([ \t]*)-([ \t]+)")
_FLOW_SIGNS = frozenset(",[]{}?")


class Item(NamedTuple):
    """One item: its token, its text, what is written for it, and for an item on lines of its own those lines.

    `written` is "" for a part of a text that lists several, and `indent` is the width before the dash.
    """

    token: Token
    text: str
    written: str
    form: str
    lines: str = ""
    indent: int = 0


class ListForm(NamedTuple):
    """How a list is written. `head` is what precedes the items, from the end of the name; `foot` what follows them.

    `first_gap`, `separator` and `last_gap` are what is between brackets besides items.
    """

    form: str
    margin: str
    name: str
    head: str
    items: tuple[Item, ...]
    foot: str
    first_gap: str = ""
    separator: str = ", "
    last_gap: str = ""
    quotes: str = ""


def read_form(part: Part, row: PropertyDefinition | None, own_names: Sequence[str]) -> ListForm | None:
    """Return how a list is written, or None if it can't be written again item by item."""
    texts = item_texts(part.value, row, own_names)
    if texts is None:
        return None
    tokens = tokens_of([item_key(each.text, row) for each in texts])
    value, own, start = part.value, part.own, part.start
    margin, name = own[: part.key.start - start], part.written(part.key)
    after = part.key.end - start
    if isinstance(value, Scalar):
        if value.is_null:
            return ListForm(NOTHING, margin, name, own[after:], (), "")
        first, last = value.span.start - start, written_end(own, _moved(value, -start))
        written = own[first:last]
        if "\n" in written:
            return None
        items = tuple(
            Item(token, each.text, written if each.span else "", TEXT)
            for token, each in zip(tokens, texts, strict=True)
        )
        separator = ", " if "," in written else "; " if ";" in written else " "
        return ListForm(
            TEXT,
            margin,
            name,
            own[after:first],
            items,
            own[last:],
            separator=separator,
            quotes=written[:1],
        )
    spans = [Span(each.span[0] - start, each.span[1] - start) for each in texts if each.span]
    if isinstance(value, ListValue) and _opens_bracket(own, value, start):
        return _bracketed(part, margin, name, after, spans, tokens, [each.text for each in texts])
    return _below(part, margin, name, after, spans, tokens, [each.text for each in texts])


def _opens_bracket(own: str, value: ListValue, start: int) -> bool:
    return is_in_brackets(own, ListValue((), Span(value.span.start - start, value.span.end - start)))


def _moved(value: Scalar, by: int) -> Scalar:
    return value._replace(span=Span(value.span.start + by, value.span.end + by))


def _bracketed(
    part: Part,
    margin: str,
    name: str,
    after: int,
    spans: Sequence[Span],
    tokens: Sequence[Token],
    texts: Sequence[str],
) -> ListForm | None:
    own = part.own
    opening, closing = part.value.span.start - part.start + 1, part.value.span.end - part.start - 1
    head, foot = own[after:opening], own[closing:]
    ends = [span.start + len(own[span.start : span.end].rstrip()) for span in spans]
    items = tuple(
        Item(token, text, own[span.start : end], BRACKETS)
        for token, text, span, end in zip(tokens, texts, spans, ends, strict=True)
    )
    if not spans:
        gap = own[opening:closing]
        return None if gap.strip() else ListForm(BRACKETS, margin, name, head, (), foot)
    first_gap, last_gap = own[opening : spans[0].start], own[ends[-1] : closing]
    between = [own[end : span.start] for end, span in zip(ends, spans[1:], strict=False)]
    if any(gap.strip(" \t\r\n,") for gap in (first_gap, last_gap, *between)):
        # Comments, which belong to one item.
        return None
    separator = between[0] if between else "," + first_gap if "\n" in first_gap else ", "
    return ListForm(BRACKETS, margin, name, head, items, foot, first_gap, separator, last_gap)


def _below(
    part: Part,
    margin: str,
    name: str,
    after: int,
    spans: Sequence[Span],
    tokens: Sequence[Token],
    texts: Sequence[str],
) -> ListForm | None:
    own = part.own
    at = own.find("\n") + 1
    head = own[after:at]
    items = []
    for token, text, span in zip(tokens, texts, spans, strict=True):
        start = own.rfind("\n", 0, span.start) + 1
        stop = own.find("\n", span.start + max(len(own[span.start : span.end].rstrip()) - 1, 0)) + 1
        dash = _ITEM.match(own, start)
        if start < at or not stop or dash is None or dash.end() != span.start:
            return None
        written = own[span.start : span.end].rstrip()
        items.append(Item(token, text, written, LINES, own[at:stop], len(dash[1])))
        at = stop
    if own[at:].strip():
        return None
    return ListForm(LINES, margin, name, head, tuple(items), own[at:])


# Writing


def write_list(form: ListForm, name: str, items: Sequence[Item]) -> str:
    """Return the lines of a property with these items, in a form; a single text with several items gets brackets.

    UTF-8 can hold no text that YAML can't.
    """
    return form.margin + name + _after_name(form, items)


def _after_name(form: ListForm, items: Sequence[Item]) -> str:
    end = "\r\n" if form.head.endswith("\r\n") or form.foot.endswith("\r\n") else "\n"
    if form.form == LINES:
        if not items:
            return f"{form.head.rstrip()} []{end}"
        indent = form.items[0].indent
        return form.head + "".join(_line(item, indent, end) for item in items) + form.foot
    if form.form == TEXT:
        if len(items) == 1 and items[0].form == TEXT and items[0].written:
            return form.head + items[0].written + form.foot
        if (joined := _joined(form, items)) is not None:
            return form.head + joined + form.foot
        return f"{form.head}[{', '.join(map(_in_brackets, items))}]{form.foot}"
    if form.form == NOTHING:
        if not items:
            return form.head
        after = form.head.partition(":")[2]
        after = end if after.strip() in NULLS else after
        return f": [{', '.join(map(_in_brackets, items))}]{after}"
    inside = form.separator.join(map(_in_brackets, items))
    gaps = (form.first_gap, form.last_gap) if items else ("", "")
    return f"{form.head}{gaps[0]}{inside}{gaps[1]}{form.foot}"


def _joined(form: ListForm, items: Sequence[Item]) -> str | None:
    """Return the items as one text that lists several, if the form is such a text and no item would read as two."""
    if len(form.items) < 2 or len(items) < 2:
        return None
    if any(sign in item.text for item in items for sign in ",;\n") or (
        form.separator == " " and any(" " in item.text for item in items)
    ):
        return None
    return _written(form.separator.join(item.text for item in items), form.quotes)


def _line(item: Item, indent: int, end: str) -> str:
    if item.form == LINES and item.indent == indent:
        return item.lines
    if item.form == LINES and "\n" not in item.written:
        last = item.lines.rfind("\n", 0, len(item.lines.rstrip())) + 1
        return f"{item.lines[:last]}{' ' * indent}{item.lines[last:].lstrip(' ')}"
    if item.written and "\n" not in item.written:
        return f"{' ' * indent}- {item.written}{end}"
    return f"{' ' * indent}- {_written(item.text, item.written)}{end}"


def _in_brackets(item: Item) -> str:
    written = item.written
    if written and "\n" not in written:
        if item.form == BRACKETS or written[0] in "\"'":
            return written
        if not _FLOW_SIGNS & set(written) and written[0] not in "|>":
            return written
    return _written(item.text, '"' if written.startswith("[[") else written, flow=True)


def _written(text: str, like: str, *, flow: bool = False) -> str:
    """Return a text as YAML writes it, in the quotes that another has."""
    # Late: most items are written already.
    from plaintext_network.notes.scalars import YamlText, format_scalar, quotes_of

    return format_scalar(YamlText(text), quotes_of(like), flow=flow)
