"""Reads how a list in front matter is written, and writes it with other items in the same form. Merges nothing."""

from collections.abc import Sequence

from plaintext_network.model.merge.front_matter.front_parts import Part
from plaintext_network.model.merge.front_matter.merge_order import Token, tokens_of
from plaintext_network.model.merge.front_matter.property_values import item_key, item_texts
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


class _Lines(NamedTuple):
    """The lines of a property, in which its margin, its name and its value are, and the token, text and place of each item."""

    own: str
    margin: str
    name: str
    after: int
    value: Span
    items: tuple[tuple[Token, str, Span], ...]

    def form(self, form: str, head: str, items: Sequence[Item], foot: str) -> ListForm:
        """Return a form with the property's margin and name."""
        return ListForm(form, self.margin, self.name, head, tuple(items), foot)


def read_form(part: Part, row: PropertyDefinition | None, own_names: Sequence[str]) -> ListForm | None:
    """Return how a list is written, or None if it can't be written again item by item."""
    texts = item_texts(part.value, row, own_names)
    if texts is None:
        return None
    tokens = tokens_of([item_key(each.text, row) for each in texts])
    value, own, start = part.value, part.own, part.start
    within = _moved(value.span, -start)
    items = tuple(
        (token, each.text, _moved(each.span or value.span, -start))
        for token, each in zip(tokens, texts, strict=True)
    )
    after = part.key.end - start
    lines = _Lines(own, own[: part.key.start - start], part.written(part.key), after, within, items)
    if isinstance(value, ListValue):
        is_bracketed = is_in_brackets(own, ListValue((), within))
        return _read_brackets(lines) if is_bracketed else _read_lines(lines)
    if not isinstance(value, Scalar):
        return None
    if value.is_null:
        return lines.form(NOTHING, own[after:], (), "")
    return _read_text(lines, written_end(own, value._replace(span=within)), is_one=len(texts) == 1)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _read_text(lines: _Lines, end: int, *, is_one: bool) -> ListForm | None:
    own, start = lines.own, lines.value.start
    written = own[start:end]
    if "\n" in written:
        return None
    items = [Item(token, text, written if is_one else "", TEXT) for token, text, _ in lines.items]
    separator = ", " if "," in written else "; " if ";" in written else " "
    form = lines.form(TEXT, own[lines.after : start], items, own[end:])
    return form._replace(separator=separator, quotes=written[:1])


def _read_brackets(lines: _Lines) -> ListForm | None:
    own = lines.own
    opening, closing = lines.value.start + 1, lines.value.end - 1
    items: list[Item] = []
    gaps: list[str] = []
    at = opening
    for token, text, (start, end) in lines.items:
        written = own[start:end].rstrip()
        gaps.append(own[at:start])
        items.append(Item(token, text, written, BRACKETS))
        at = start + len(written)
    gaps.append(own[at:closing])
    form = lines.form(BRACKETS, own[lines.after : opening], items, own[closing:])
    if not items:
        return None if gaps[0].strip() else form
    if any(gap.strip(" \t\r\n,") for gap in gaps):
        # Comments, which belong to one item.
        return None
    first, *between, last = gaps
    separator = between[0] if between else "," + first if "\n" in first else ", "
    return form._replace(first_gap=first, separator=separator, last_gap=last)


def _read_lines(lines: _Lines) -> ListForm | None:
    own = lines.own
    at = own.find("\n") + 1
    head = own[lines.after : at]
    items = []
    for token, text, (begin, end) in lines.items:
        written = own[begin:end].rstrip()
        start = own.rfind("\n", 0, begin) + 1
        stop = own.find("\n", begin + max(len(written) - 1, 0)) + 1
        dash = _ITEM.match(own, start)
        if start < at or not stop or dash is None or dash.end() != begin:
            return None
        items.append(Item(token, text, written, LINES, own[at:stop], len(dash[1])))
        at = stop
    return None if own[at:].strip() else lines.form(LINES, head, items, own[at:])


# Writing


def write_list(form: ListForm, name: str, items: Sequence[Item]) -> str:
    """Return the lines of a property with these items, in a form; a single text with several items gets brackets.

    Never fails, since YAML can write every text of a note.
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
