"""Merges one contact's properties, text and Log into another contact's note. Touches no file."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from plaintext_network.errors import EditRefused
from plaintext_network.model.edits.page_properties import property_editor
from plaintext_network.model.edits.set_property import PropertyEditor
from plaintext_network.model.language.normalize import name_key, property_key
from plaintext_network.model.note.entries.log_lines import has_log_heading
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.kinds.kind_rules import type_word
from plaintext_network.model.note.properties import PropertyDefinition, words_of
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.values.listed_values import split_values
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.body import Heading
from plaintext_network.notes.edit import (
    TextChange,
    apply_changes,
    changed_elements,
    elements,
    newline,
    same_front,
)
from plaintext_network.notes.edit_body import is_in_item
from plaintext_network.notes.header import MappingValue, Property, Scalar
from plaintext_network.notes.note import Note, parse
from plaintext_network.notes.scalars import YamlText
from plaintext_network.notes.source import Span

# The values of absent properties.
_DEFAULTS = {"status": "active"}
_TAG_SEPARATOR = re.compile(r"[,\s]+")
_UNSAFE_UNQUOTED = re.compile(r"[,?\[\]{}]|:\s|\s#")


class PropertyConflict(NamedTuple):
    """A property that has different values in the two notes."""

    name: str
    first: str
    second: str


IsEither = Callable[[str], bool]


def find_conflicts(
    first: Note, facts: Facts, second: Note, rules: Rules, is_either: IsEither
) -> tuple[PropertyConflict, ...]:
    """Return the conflicts in the order of the second note. `is_either` is as for `merge_properties`."""
    editor = property_editor(first, facts, rules)
    found = (
        _conflict(editor, name, row, texts, is_either)
        for name, row, texts in _known_properties(second, rules, is_either)
    )
    return tuple(conflict for conflict in found if conflict)


def merge_properties(
    first: Note,
    facts: Facts,
    second: Note,
    gone: Facts,
    rules: Rules,
    theirs: Collection[str],
    is_either: IsEither,
    *,
    former: bool = False,
) -> tuple[Note, tuple[str, ...]]:
    """Return the first note with the second's properties, and lines for the values that could not be merged.

    In a conflict the first note's value counts, except for the properties in `theirs`. With `former`, another organization goes
    into the property `former`. `is_either` returns whether a link or
    name means one of the two contacts, who must not be listed as knowing themselves.
    """
    editor, leftovers = property_editor(first, facts, rules), []
    _add_types(editor, second, rules)
    for written in second.header.properties:
        if not _flat(written):
            text = second.source.text[written.value.span.start : written.value.span.end]
            leftovers.append(f"{written.name}: {' '.join(text.split())} (from {gone.name})")
    for written in second.header.shadowed:
        text = second.source.text[written.value.span.start : written.value.span.end]
        leftovers.append(f"{written.name}: {' '.join(text.split())} (from {gone.name})")
    for name, row, texts in _known_properties(second, rules, is_either, (gone.stem, gone.name)):
        if conflict := _conflict(editor, name, row, texts, is_either):
            lost = texts
            if name in theirs:
                lost = [YamlText(text) for text in editor.values(name)]
                editor.set(name, texts)
            if former and name == "organization":
                editor.add("former", lost)
            elif name in theirs:
                leftovers.append(f"{name}: {conflict.first} (from {facts.name})")
            else:
                leftovers.append(f"{name}: {conflict.second} (from {gone.name})")
        elif texts and not _values_without_selves(editor, name, row, is_either):
            editor.set(name, texts)
        elif texts and _many(editor, name, row, texts):
            editor.add(name, texts)
        else:
            # A list where one value counts: the first values are equal.
            ours = {value.strip() for value in editor.values(name)}
            others = [text.text for text in texts if text.text.strip() not in ours]
            leftovers += [f"{name}: {text} (from {gone.name})" for text in others]
    for row in {
        row.name: row for row in words_of("contact", rules).values() if row.type == "people"
    }.values():
        if selves := [value for value in editor.values(row.name) if is_either(value)]:
            if row.many:
                editor.remove(row.name, selves)
            else:
                editor.unset(row.name)
    names = {name_key(name) for name in (facts.name, facts.stem, facts.page, *facts.aliases)}
    # Logseq finds a page by its whole name.
    old_name = gone.page or gone.name
    if name_key(old_name) not in names:
        editor.add("aliases", [YamlText(old_name)])
    return editor.note, tuple(leftovers)


def _add_types(editor: PropertyEditor, second: Note, rules: Rules) -> None:
    """Add the second note's types, except the words that make a note a contact, of which one is enough."""
    contact = set(map(name_key, dict(rules.kinds)["contact"].types))
    written = [each for each in second.header.properties if property_key(each.name) == "type" and _flat(each)]
    types = [text for each in written for text in _texts(second, each)]
    present = editor.values("type")
    known = contact | set(map(name_key, present))
    new = [text for text in types if name_key(visible_text(text.text)) not in known]
    if new:
        words = [text for text in types if name_key(visible_text(text.text)) in contact]
        editor.set("type", [*(map(YamlText, present) if present else words[:1] or _own_word(rules)), *new])


def _own_word(rules: Rules) -> list[YamlText]:
    return [YamlText(type_word("contact", rules))]


def _known_properties(
    note: Note, rules: Rules, is_either: IsEither, own_names: Sequence[str] = ()
) -> Iterator[tuple[str, PropertyDefinition | None, list[YamlText]]]:
    """Yield a note's properties by our names, without `type` and `name`, which are merged by rules of their own."""
    words = words_of("contact", rules)
    for written in note.header.properties:
        row = words.get(property_key(written.name))
        name = row.name if row else written.name
        if name not in ("type", "name") and _flat(written):
            texts = _texts(note, written)
            if row is not None and isinstance(written.value, Scalar) and texts:
                parts = split_values(row.name, texts[0].text, own_names)
                texts = [YamlText(part) for part in parts] if len(parts) > 1 else texts
            if row is not None and row.type == "people":
                texts = [text for text in texts if not is_either(text.text)]
            elif row is not None and row.type == "tags":
                # One text may contain several tags; in a list, each is an item.
                texts = [tag for text in texts for tag in _split_tags(text)]
            yield name, row, texts


def _split_tags(text: YamlText) -> list[YamlText]:
    if "[[" in text.text:
        return [text]
    return [YamlText(tag) for tag in _TAG_SEPARATOR.split(text.text) if tag]


def _values_without_selves(
    editor: PropertyEditor, name: str, row: PropertyDefinition | None, is_either: IsEither
) -> tuple[str, ...]:
    """Return the first note's values of a property, without links to the two contacts themselves."""
    values = editor.values(name)
    if row is not None and row.type == "people":
        return tuple(value for value in values if not is_either(value))
    return values


def _conflict(
    editor: PropertyEditor,
    name: str,
    row: PropertyDefinition | None,
    texts: list[YamlText],
    is_either: IsEither,
) -> PropertyConflict | None:
    ours = _values_without_selves(editor, name, row, is_either) or tuple(filter(None, (_DEFAULTS.get(name),)))
    if not ours or not texts or _many(editor, name, row, texts) or ours[0].strip() == texts[0].text.strip():
        return None
    return PropertyConflict(name, ", ".join(ours), ", ".join(text.text for text in texts))


def _many(editor: PropertyEditor, name: str, row: PropertyDefinition | None, texts: list[YamlText]) -> bool:
    return row.many if row else len(editor.values(name)) > 1 or len(texts) > 1


def _flat(written: Property) -> bool:
    value = written.value
    if isinstance(value, MappingValue):
        return False
    return isinstance(value, Scalar) or all(isinstance(item, Scalar) for item in value.items)


def _texts(note: Note, written: Property) -> list[YamlText]:
    """Return the values of a property; unquoted values stay unquoted, even if YAML gives them another type."""
    value = written.value
    items = (value,) if isinstance(value, Scalar) else value.items
    found = [item for item in items if isinstance(item, Scalar) and not item.is_null and item.text.strip()]
    text = note.source.text
    return [
        YamlText(
            item.text,
            bare=item.plain
            and text[item.span.start : item.span.end] == item.text
            and not _UNSAFE_UNQUOTED.search(item.text),
        )
        for item in found
    ]


# The body


def merge_text(first: Note, second: Note, gone: Facts, leftovers: Collection[str], rules: Rules) -> Note:
    """Return the first note with the second's text before its Log, and the second's Log lines after its own. Raises EditRefused."""
    note, other = first, second
    if both := _labels(note) & _labels(other):
        raise EditRefused(f"both notes define [{min(both)}]; rename one of the two first")
    text = note.source.text
    end = newline(note.source, _text_end(note, len(text)))
    words, logs = _split_logs(other, rules)
    if leftovers:
        lines = end.join(f"- {' '.join(text.split())}" for text in leftovers)
        words = f"{words}{end}{end}{lines}" if words else lines
    words = _lines(words, end)
    if words and note.body.headings:
        words = f"## {_plain_heading(gone.name)}{end}{end}{words}"
    log = next((h for h in note.body.headings if _is_log(note, h, rules)), None)
    changes = []
    if words:
        at = note.source.line_starts[log.line - 1] if log else _text_end(note, len(text))
        before = text[note.header.body_start : at].strip()
        above = text[:at]
        blank = 2 if above.endswith(end * 2) else 1 if above.endswith(end) else 0
        lead = end * (2 - blank) if before else ""
        changes.append(TextChange(Span(at, at), f"{lead}{words}{end * 2 if log else ''}"))
    if log:
        logs = [part for part in map(_without_heading, logs) if part]
    if logs:
        log_text = _after_list(logs) if log else "\n\n".join(logs)
        at = _section_end(note, log.line, log.level) if log else _text_end(note, len(text))
        body = text[note.header.body_start : at].strip() or words
        lead = end * 2 if body and not log else ""
        changes.append(TextChange(Span(at, at), lead + _lines(log_text, end)))
    if not changes:
        return note
    if not text[note.header.body_start :].strip() and not text[changes[-1].span.end :]:
        changes[-1] = changes[-1]._replace(text=changes[-1].text + end)
    if len(changes) == 2 and changes[0].span == changes[1].span:
        changes = [TextChange(changes[0].span, changes[0].text + changes[1].text)]
    after = apply_changes(note, changes)
    differences = changed_elements(note, after, changes)
    # Every link, field, tag and piece of code of the second body must be in the result, and the first body unchanged.
    alone = parse(_lines(other.source.text[other.header.body_start :], end).encode("utf-8", "replace"))
    new = Counter(
        (e.kind, e.content) for old, e in differences if old is None and e is not None if e.kind in _COMPARED
    )
    expected = Counter((e.kind, e.content) for e in elements(alone) if e.kind in _COMPARED)
    if not same_front(note, after) or any(old is not None for old, _ in differences) or expected - new:
        raise EditRefused(
            "the other note's text would not read the same in it; look for code, HTML or a comment that is not closed"
        )
    return after


# Elements that can be compared by their content.
_COMPARED = ("link", "field", "tag", "code", "comment")
_ITEM = re.compile(r" {0,3}(?:[-+*]|\d{1,9}[.)])(?:\s|$)")
_LABEL = re.compile(r"^ {0,3}\[([^\[\]\n]{1,99})\]:", re.MULTILINE)


def _labels(note: Note) -> set[str]:
    """Return the labels of footnotes and links that a note defines."""
    return {name_key(label) for label in _LABEL.findall(note.source.text[note.header.body_start :])}


def _plain_heading(name: str) -> str:
    return visible_text(name).lstrip("#").strip() or name


def _lines(text: str, end: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", end)


def _text_end(note: Note, stop: int) -> int:
    """Return where the text before an offset ends, without trailing blank lines."""
    start = note.header.body_start
    return start + len(note.source.text[start:stop].rstrip())


def _is_log(note: Note, heading: Heading, rules: Rules) -> bool:
    """Return whether a heading begins a Log that is a section of its own; a block of Logseq's is part of the text."""
    return has_log_heading((heading.text,), rules.log.headings) and not is_in_item(note, heading)


def _section_end(note: Note, line: int, level: int) -> int:
    """Return where a section ends whose heading is on a line."""
    later = (h.line for h in note.body.headings if h.line > line and h.level <= level)
    following = next(later, None)
    return _text_end(
        note, len(note.source.text) if following is None else note.source.line_starts[following - 1]
    )


def _split_logs(note: Note, rules: Rules) -> tuple[str, list[str]]:
    """Split a body into its text and its Logs, each Log with its heading."""
    source = note.source
    words, logs = [], []
    at = note.header.body_start
    for heading in note.body.headings:
        start = source.line_starts[heading.line - 1]
        if start >= at and _is_log(note, heading, rules):
            stop = _section_end(note, heading.line, heading.level)
            words.append(source.text[at:start].strip())
            logs.append(source.text[start:stop].strip())
            at = stop
    words.append(source.text[at:].strip())
    return "\n\n".join(part for part in words if part), logs


def _after_list(parts: Iterable[str]) -> str:
    """Return text to add after a list; a blank line keeps a paragraph from joining the last item."""
    return "".join(("\n" if _ITEM.match(part) else "\n\n") + part for part in parts)


def _without_heading(section: str) -> str:
    """Return a section without its heading and the heading's underline."""
    lines = section.splitlines()
    if len(lines) > 1 and not lines[0].lstrip().startswith("#") and set(lines[1].strip()) <= {"-", "="}:
        lines = lines[1:]
    return "\n".join(lines[1:]).strip("\n")
