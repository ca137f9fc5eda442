"""Owns edits of one property in a note's front matter: the fewest spans that say what is wished. Knows no meaning.

The property's other values, its comments, its quotes and brackets stay as they are. What is not proved to say just what was
wished, and otherwise what was there, is refused.
"""

import re
from collections.abc import Mapping as Mapping_
from collections.abc import Sequence

from plaintext_network.errors import EditRefused
from plaintext_network.notes.edit import (
    Change,
    changed,
    line_end,
    line_start,
    newline,
    plainly,
    same_body,
    same_properties,
)
from plaintext_network.notes.header import Mapping, Property, Scalar, Value
from plaintext_network.notes.header import Sequence as Items
from plaintext_network.notes.note import Note
from plaintext_network.notes.scalars import Text, quotes_of, scalar
from plaintext_network.notes.source import Span

# Why no property can be told from the front matter of such a note.
_UNREAD = frozenset(
    (
        "front-matter-unclosed",
        "front-matter-not-mapping",
        "front-matter-too-large",
        "yaml-invalid",
        "yaml-too-deep",
        "yaml-too-many-aliases",
        "yaml-merge-key",
    )
)


def with_values(note: Note, key: str, wished: Sequence[Text], *, many: bool) -> Note:
    """Return the note with a property that has just these values; `many` makes a new one a list.

    A list stays a list and a single value stays one, where that can say it. Raises EditRefused.
    """
    found = _property(note, key)
    if found is None:
        return _proved(note, _first_that_holds(note, key, _added(note, key, wished, many)), key, wished)
    if isinstance(found.value, Mapping):
        raise EditRefused(f"{key} holds nested values; edit it by hand")
    if isinstance(found.value, Items) and note.source.text.startswith("*", found.value.span.start):
        # An alias: the items stand elsewhere, and are another property's too.
        changes = [Change(found.value.span, _fresh(wished, many=True))]
    elif isinstance(found.value, Items):
        changes = _items(note, found.value, wished)
    elif len(wished) == 1 and not (many and found.value.null):
        changes = [_scalar(note, found.value, wished[0], flow=_in_flow(note, found.key))]
    else:
        changes = [_as_list(note, found.value, wished)]
    if not changes:
        return note
    return _proved(note, changed(note, changes), key, wished)


def without_property(note: Note, key: str) -> Note:
    """Return the note without a property, written once or more often; the note itself if it has none. Raises EditRefused."""
    found = _property(note, key)
    if found is None:
        return note
    all_of_it = [found, *(p for p in note.header.shadowed if p.name == key)]
    after = changed(note, [_removal(note, each) for each in all_of_it])
    if not _front_text(after).strip():
        # A front matter of nothing is none: some readers fail on it. Unless what follows would be taken for another.
        bare = changed(note, [Change(Span(0, note.header.body_start), "")])
        after = bare if same_body(note, bare) else after
    return _proved(note, after, key, None)


def removed_twice(note: Note, key: str) -> Note:
    """Return the note with a property written once, as it counts; what a later one of its name replaces goes."""
    shadowed = [p for p in note.header.shadowed if p.name == key]
    counts = _property(note, key)
    after = changed(note, [_removal(note, each) for each in shadowed])
    wished = next((p.value for p in after.header.properties if p.name == key), None)
    if counts is None or wished is None or plainly(wished) != plainly(counts.value):
        raise EditRefused(f"{key} would be read otherwise")
    if not same_properties(note.header.properties, after.header.properties) or not same_body(note, after):
        raise EditRefused(f"another property than {key} would change with it")
    return after


def with_texts(note: Note, texts: Mapping_[Span, str]) -> Note:
    """Return the note with some of its values' texts replaced, by where they stand, each written as it was. Raises EditRefused."""
    literal = [_literal(note, value, texts[value.span]) for value in _scalars(note) if value.span in texts]
    rewritten = [
        _scalar(note, value, Text(texts[value.span]), flow=True)
        for value in _scalars(note)
        if value.span in texts
    ]
    if len(literal) != len(texts):
        raise EditRefused("a value is an alias of another; edit it by hand")
    wished = [texts.get(value.span, value.text) for value in _scalars(note)]
    for changes in (literal, rewritten):
        after = changed(note, [change for change in changes if change is not None])
        if (
            None not in changes
            and [value.text for value in _scalars(after)] == wished
            and [p.name for p in after.header.properties] == [p.name for p in note.header.properties]
            and same_body(note, after)
            and _faults(after) <= _faults(note)
        ):
            return after
    raise EditRefused("a value can't be written there so that it is read back as wished")


def _scalars(note: Note) -> list[Scalar]:
    """Return every value that stands for itself in the front matter, in the order written."""
    found: list[Scalar] = []
    waiting = [p.value for p in (*note.header.properties, *note.header.shadowed)]
    while waiting:
        value = waiting.pop()
        if note.source.text.startswith("*", value.span.start):
            continue
        if isinstance(value, Scalar):
            found.append(value)
        elif isinstance(value, Mapping):
            waiting += [held for _, held in value.items]
        else:
            waiting += value.items
    return sorted(found, key=lambda value: value.span)


def _literal(note: Note, value: Scalar, wished: str) -> Change | None:
    """Return what replaces just the part of a value in which it differs; None where it is not written as it reads."""
    start, end = value.span.start, _end(note, value)
    written = note.source.text[start:end]
    same = 0
    while value.text[same : same + 1] == wished[same : same + 1] != "":
        same += 1
    tail = 0
    while tail < min(len(value.text), len(wished)) - same and value.text[-1 - tail] == wished[-1 - tail]:
        tail += 1
    old, new = value.text[same : len(value.text) - tail], wished[same : len(wished) - tail]
    # With something before it, a part that is short or empty is found in its place.
    before = value.text[max(0, same - 40) : same]
    if written.count(before + old) != 1 or written.find(before + old) < 0:
        return None
    at = start + written.index(before + old) + len(before)
    return Change(Span(at, at + len(old)), new)


def texts_of(note: Note, key: str) -> tuple[str, ...] | None:
    """Return a property's values as texts, None where it is absent; nested values and nulls are left out."""
    found = _property(note, key)
    if found is None:
        return None
    value = found.value
    items = value.items if isinstance(value, Items) else (value,)
    return tuple(item.text for item in items if isinstance(item, Scalar) and not item.null)


def _front_text(note: Note) -> str:
    """Return what stands between the lines that part the front matter off."""
    starts, stop = note.source.line_starts, note.header.body_start
    return note.source.text[starts[1] : line_start(note.source, stop - 1)] if stop else "-"


def _property(note: Note, key: str) -> Property | None:
    for fault in note.problems:
        if fault.code in _UNREAD:
            raise EditRefused(f"its properties can't be read (line {fault.line}: {fault.message})")
    return next((p for p in note.header.properties if p.name == key), None)


def _proved(before: Note, after: Note, key: str, wished: Sequence[Text] | None) -> Note:
    old, new = before.header, after.header
    if not same_properties(old.properties, new.properties, key) or not same_properties(
        old.shadowed, new.shadowed, key
    ):
        tied = any(mark in _front_text(before) for mark in ("&", "*"))
        why = "; an anchor or alias (& or *) ties them" if tied else ""
        raise EditRefused(f"another property than {key} would change with it{why}")
    if not same_body(before, after):
        raise EditRefused("the text would change with it")
    found = next((p.value for p in after.header.properties if p.name == key), None)
    if wished is None:
        right = found is None
    else:
        right = found is not None and _said(found) == [text.text for text in wished]
    if not right or _faults(after) > _faults(before):
        raise EditRefused(f"{key} can't be written here so that it is read back as wished")
    return after


def _faults(note: Note) -> int:
    """Count what is wrong in a front matter."""
    return sum(1 for p in note.problems if p.code in _UNREAD or p.code in ("duplicate-key", "value-nested"))


def _said(value: Value) -> list[object]:
    items = value.items if isinstance(value, Items) else (value,)
    return [said for item in items if (said := plainly(item)) is not None]


# A property that is not there


def _first_that_holds(note: Note, key: str, candidates: Sequence[Change]) -> Note:
    """Return the first of several ways to add a property by which it is there and nothing else is lost."""
    refused = changed(note, candidates[:1])
    for candidate in candidates:
        after = changed(note, [candidate])
        if same_properties(note.header.properties, after.header.properties, key) and any(
            p.name == key for p in after.header.properties
        ):
            return after
    return refused


def _added(note: Note, key: str, wished: Sequence[Text], many: bool) -> list[Change]:
    text, header, end = note.source.text, note.header, newline(note.source)
    if text.startswith("---") and not header.body_start:
        raise EditRefused(
            "it begins with --- and has no front matter; put a line before that, or a front matter"
        )
    name = scalar(Text(key))
    if header.body_start and not header.properties and (empty := _NOTHING.fullmatch(_front_text(note))):
        start = note.source.line_starts[1] + empty.start(1)
        value = _fresh(wished, many)
        return [Change(Span(start, start + len(empty[1])), f"{{{scalar(Text(key), flow=True)}: {value}}}")]
    if not header.body_start:
        front = f"---{end}{name}: {_fresh(wished, many)}{end}---{end}"
        return [Change(Span(0, 0), front)]
    if header.properties and _in_flow(note, header.properties[0].key):
        last = _end(note, header.properties[-1].value)
        return [Change(Span(last, last), f", {scalar(Text(key), flow=True)}: {_fresh(wished, many)}")]
    first = header.properties[0].key.start if header.properties else None
    indent = text[line_start(note.source, first) : first] if first is not None else ""
    if indent.strip():
        indent = ""
    closing = line_start(note.source, header.body_start - 1)
    opening = note.source.line_starts[1]
    style = _block_style(note) if many else None
    value = _block(wished, indent + style, end) if style is not None else " " + _fresh(wished, many)
    line = f"{indent}{name}:{value}{end}"
    # Last, or first: what ends in a block of text would take in a line after it.
    return [Change(Span(closing, closing), line), Change(Span(opening, opening), line)]


_NOTHING = re.compile(r"\s*(\{\s*\})\s*")


def _fresh(wished: Sequence[Text], many: bool) -> str:
    if not many and len(wished) == 1:
        return scalar(wished[0])
    return "[" + ", ".join(scalar(text, flow=True) for text in wished) + "]"


def _block_style(note: Note) -> str | None:
    """Return how far the items of this note's lists are indented, where all are written one a line."""
    indents = []
    for found in note.header.properties:
        if isinstance(found.value, Items):
            if not found.value.items or _is_flow(note, found.value):
                return None
            at = found.value.items[0].span.start
            prefix = note.source.text[line_start(note.source, at) : at]
            indents.append(prefix[: len(prefix) - len(prefix.lstrip())])
    return indents[0] if indents else None


def _block(wished: Sequence[Text], indent: str, end: str) -> str:
    return "".join(f"{end}{indent}- {scalar(text)}" for text in wished)


# One value


_DECORATED = re.compile(r"(?:[&!][^\s,\[\]{}]*\s+)+")
_BLOCK_HEAD = re.compile(r"[|>][-+0-9]*([ \t]+#[^\r\n]*)?")


def _scalar(note: Note, value: Value, wished: Text, *, flow: bool) -> Change:
    """Return what replaces one value, its anchor left in place and in its own quotes where they will do."""
    if not isinstance(value, Scalar):
        raise EditRefused("it holds nested values; edit it by hand")
    start, end = value.span.start, _end(note, value)
    written = note.source.text[start:end]
    kept = ""
    if decorated := _DECORATED.match(written):
        # A tag says what kind of value the old one was; an anchor is what others call it by.
        kept = "".join(f"{word} " for word in decorated[0].split() if word.startswith("&"))
        written = written[decorated.end() :]
    comment = ""
    if written[:1] in ("|", ">") and (head := _BLOCK_HEAD.match(written)):
        comment = head[1] or ""
        written = ""
    new = kept + scalar(wished, quotes_of(written), flow=flow) + comment
    if start == end and note.source.text[start - 1 : start] not in (" ", "\t"):
        new = " " + new
    return Change(Span(start, end), new)


_FLOW = re.compile(r"[,?\[\]{}]|:\s|\s#")


def _as_list(note: Note, value: Value, wished: Sequence[Text]) -> Change:
    start, end = value.span.start, _end(note, value)
    if isinstance(value, Scalar) and note.source.text[start : start + 1] in ("&", "!", "|", ">"):
        raise EditRefused("its value has an anchor, a tag or a block of text; make it a list by hand")
    written = note.source.text[start:end]
    texts = []
    for text in wished:
        old = isinstance(value, Scalar) and text.text == value.text
        kept = old and not re.search(r"[\r\n]", written) and (quotes_of(written) or not _FLOW.search(written))
        texts.append(written if kept else scalar(text, quotes_of(written) if old else "", flow=True))
    new = "[" + ", ".join(texts) + "]"
    if start == end and note.source.text[start - 1 : start] not in (" ", "\t"):
        new = " " + new
    return Change(Span(start, end), new)


# Lists


def _items(note: Note, value: Items, wished: Sequence[Text]) -> list[Change]:
    """Return the changes that turn a list into another, item by item, so that what stays is not touched."""
    # Late: only a list is compared.
    from difflib import SequenceMatcher

    if not all(isinstance(item, Scalar) for item in value.items):
        raise EditRefused("it holds nested values; edit it by hand")
    # Items that say nothing stay, whatever becomes of the others.
    said = [number for number, item in enumerate(value.items) if isinstance(item, Scalar) and not item.null]
    old = [item.text for item in value.items if isinstance(item, Scalar) and not item.null]
    new = [text.text for text in wished]
    if not value.items or not new:
        return _emptied_or_filled(note, value, wished)
    flow = _is_flow(note, value)
    if not said:
        first = _scalar(note, value.items[0], wished[0], flow=flow)
        return [first, *([_inserted(note, value, 1, wished[1:], flow=flow)] if len(wished) > 1 else [])]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    changes: list[Change] = []
    gone: set[int] = set()
    added: list[tuple[int, list[Text]]] = []
    for _, i, j, k, m in (code for code in matcher.get_opcodes() if code[0] != "equal"):
        both = min(j - i, m - k)
        changes += [_scalar(note, value.items[said[i + n]], wished[k + n], flow=flow) for n in range(both)]
        gone.update(said[i + both : j])
        if k + both < m:
            beside = i + both
            added.append((said[beside - 1] + 1 if beside else said[0], list(wished[k + both : m])))
    if len(gone) == len(value.items) and not added:
        return _emptied_or_filled(note, value, ())
    changes += [_item_removed(note, value, number, gone) for number in sorted(gone)]
    changes += [_inserted(note, value, at, texts, flow=flow) for at, texts in added]
    return changes


def _emptied_or_filled(note: Note, value: Items, wished: Sequence[Text]) -> list[Change]:
    if _is_flow(note, value):
        written = ", ".join(scalar(text, flow=True) for text in wished)
        inner = Span(_opening(note, value) + 1, value.span.end - 1)
        return [Change(inner, written)] if written or value.items else []
    return [_item_removed(note, value, number, set()) for number in range(len(value.items))]


def _opening(note: Note, value: Items) -> int:
    return note.source.text.index("[", value.span.start)


def _item_removed(note: Note, value: Items, number: int, gone: set[int]) -> Change:
    source, items = note.source, value.items
    if not _is_flow(note, value):
        start = line_start(source, _dash(note, value, number))
        stop = line_end(source, max(_end(note, items[number]), start))
        return Change(_with_line_end(note, Span(start, stop)), "")
    lines = _own_lines(note, items[number])
    if lines is not None:
        return Change(lines, "")
    # With the comma after it, or, where nothing that stays follows, the one before it.
    if any(n not in gone for n in range(number + 1, len(items))):
        return Change(Span(items[number].span.start, items[number + 1].span.start), "")
    before = _end(note, items[number - 1]) if number else items[0].span.start
    return Change(Span(before, _end(note, items[number])), "")


def _own_lines(note: Note, item: Value) -> Span | None:
    """Return the lines that an item within brackets has for itself, with its comma and comment; None where it shares them."""
    source = note.source
    start, stop = line_start(source, item.span.start), line_end(source, _end(note, item))
    behind = source.text[_end(note, item) : stop]
    if source.text[start : item.span.start].strip() or not re.fullmatch(r"[ \t]*,?[ \t]*(?:#.*)?", behind):
        return None
    return _with_line_end(note, Span(start, stop))


def _inserted(note: Note, value: Items, at: int, texts: Sequence[Text], *, flow: bool) -> Change:
    source, items = note.source, value.items
    if flow:
        written = [scalar(text, flow=True) for text in texts]
        if at == 0:
            start = items[0].span.start
            return Change(Span(start, start), "".join(f"{text}, " for text in written))
        last = _end(note, items[at - 1])
        return Change(Span(last, last), "".join(f", {text}" for text in written))
    beside = max(at - 1, 0)
    dash = _dash(note, value, beside)
    indent = source.text[line_start(source, dash) : dash]
    gap = re.match(r"-([ \t]+)(?=\S)", source.text[dash : items[beside].span.start + 1])
    lines = [f"{indent}-{gap[1] if gap else ' '}{scalar(text)}" for text in texts]
    end = newline(source, dash)
    if at == 0:
        start = line_start(source, dash)
        return Change(Span(start, start), "".join(line + end for line in lines))
    stop = line_end(source, max(_end(note, items[beside]), dash))
    return Change(Span(stop, stop), "".join(end + line for line in lines))


def _dash(note: Note, value: Items, number: int) -> int:
    """Return where the dash of an item stands."""
    before = _end(note, value.items[number - 1]) if number else value.span.start
    start = value.items[number].span.start
    between = note.source.text[before:start]
    # A dash within a comment is none of the list's.
    for found in re.finditer(r"#[^\r\n]*", between):
        between = between[: found.start()] + " " * len(found[0]) + between[found.end() :]
    return before + between.rfind("-")


# Where things end


def _is_flow(note: Note, value: Value) -> bool:
    text = note.source.text
    decorated = _DECORATED.match(text, value.span.start)
    at = decorated.end() if decorated else value.span.start
    return text[at : at + 1] in ("[", "{") and text[value.span.end - 1 : value.span.end] in ("]", "}")


def _in_flow(note: Note, key: Span) -> bool:
    """Tell whether a property stands within braces."""
    start = note.source.line_starts[1] if len(note.source.line_starts) > 1 else 0
    return note.source.text[start : key.start].lstrip()[:1] == "{"


def _end(note: Note, value: Value) -> int:
    """Return where a value's own text ends: a parser counts the blank lines and comments after a block as its."""
    text = note.source.text
    if isinstance(value, Scalar) or _is_flow(note, value) or text.startswith("*", value.span.start):
        written = text[value.span.start : value.span.end]
        return value.span.start + len(written.rstrip())
    if not value.items:
        return value.span.start
    return _end(note, value.items[-1][1] if isinstance(value, Mapping) else value.items[-1])


def _removal(note: Note, found: Property) -> Change:
    source, text = note.source, note.source.text
    end = max(_end(note, found.value), found.key.end)
    if not _in_flow(note, found.key):
        start = line_start(source, found.key.start)
        if text[start : found.key.start].strip(" \t?"):
            raise EditRefused(f"{found.name} does not stand on a line of its own; remove it by hand")
        return Change(_with_line_end(note, Span(start, line_end(source, end))), "")
    after = re.compile(r"\s*,\s*").match(text, end)
    if after:
        return Change(Span(found.key.start, after.end()), "")
    before = re.search(r",\s*\Z", text[: found.key.start])
    return Change(Span(before.start() if before else found.key.start, end), "")


def _with_line_end(note: Note, span: Span) -> Span:
    """Return a span of whole lines with what ends the last of them."""
    number = note.source.line_number(span.end)
    starts = note.source.line_starts
    return Span(span.start, starts[number] if number < len(starts) else len(note.source.text))
