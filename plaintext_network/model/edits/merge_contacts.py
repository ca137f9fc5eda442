"""Owns how two contacts' notes become one: the second's properties, text and Log are put into the first. Knows no file."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from plaintext_network.errors import EditRefused
from plaintext_network.model.edits.set_property import PropertyEditor
from plaintext_network.model.language.normalize import name_key, property_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.log_lines import has_log_heading
from plaintext_network.model.note.properties import PropertyDefinition as Row
from plaintext_network.model.note.properties import words_of
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.values import visible_text
from plaintext_network.notes.edit import (
    TextChange,
    apply_changes,
    changed_elements,
    elements,
    newline,
    same_front,
)
from plaintext_network.notes.header import Mapping, Property, Scalar
from plaintext_network.notes.note import Note, parse
from plaintext_network.notes.scalars import YamlText
from plaintext_network.notes.source import Span

# What a contact is where nothing is said.
_USUAL = {"status": "active"}
_UNSAFE_UNQUOTED = re.compile(r"[,?\[\]{}]|:\s|\s#")


class PropertyConflict(NamedTuple):
    """A property of which both notes say something else."""

    name: str
    first: str
    second: str


IsEither = Callable[[str], bool]


def find_conflicts(
    first: Note, facts: Facts, second: Note, rules: Rules, is_either: IsEither
) -> tuple[PropertyConflict, ...]:
    """Return what both notes say otherwise, in the order of the second. `is_either` as for `joined_properties`."""
    wishes = PropertyEditor(first, facts, rules)
    found = (
        _conflict(wishes, name, row, texts, is_either) for name, row, texts in _said(second, rules, is_either)
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
) -> tuple[Note, tuple[str, ...]]:
    """Return the first note with what the second's front matter says, and what of it can't be joined, to be noted.

    Of properties in `theirs` the second's word counts, of all others in conflict the first's. `is_either` tells whether a link
    or name means one of the two, who do not know themselves.
    """
    wishes, noted = PropertyEditor(first, facts, rules), []
    for written in second.header.properties:
        if not _flat(written):
            text = second.source.text[written.value.span.start : written.value.span.end]
            noted.append(f"{written.name}: {' '.join(text.split())} (from {gone.name})")
    for written in second.header.shadowed:
        text = second.source.text[written.value.span.start : written.value.span.end]
        noted.append(f"{written.name}: {' '.join(text.split())} (from {gone.name})")
    for name, row, texts in _said(second, rules, is_either):
        if conflict := _conflict(wishes, name, row, texts, is_either):
            if name in theirs:
                noted.append(f"{name}: {conflict.first} (from {facts.name})")
                wishes.set(name, texts[:1])
            else:
                noted.append(f"{name}: {conflict.second} (from {gone.name})")
        elif texts and not _others(wishes, name, row, is_either):
            wishes.set(name, texts)
        elif texts and _many(wishes, name, row, texts):
            wishes.add(name, texts)
    for row in {
        row.name: row for row in words_of("contact", rules).values() if row.type == "people"
    }.values():
        if own := [value for value in wishes.values(row.name) if is_either(value)]:
            if row.many:
                wishes.remove(row.name, own)
            else:
                wishes.unset(row.name)
    has = {name_key(name) for name in (facts.name, facts.stem, *facts.aliases)}
    if name_key(gone.name) not in has:
        wishes.add("aliases", [YamlText(gone.name)])
    return wishes.note, tuple(noted)


def _said(note: Note, rules: Rules, is_either: IsEither) -> Iterator[tuple[str, Row | None, list[YamlText]]]:
    """Yield what a front matter says, by our names; what a name or a type is stays each note's own."""
    words = words_of("contact", rules)
    for written in note.header.properties:
        row = words.get(property_key(written.name))
        name = row.name if row else written.name
        if name not in ("type", "name") and _flat(written):
            texts = _texts(note, written)
            if row is not None and row.type == "people":
                texts = [text for text in texts if not is_either(text.text)]
            yield name, row, texts


def _others(wishes: PropertyEditor, name: str, row: Row | None, is_either: IsEither) -> tuple[str, ...]:
    """Return what the first says of a property, without the two themselves among people."""
    values = wishes.values(name)
    if row is not None and row.type == "people":
        return tuple(value for value in values if not is_either(value))
    return values


def _conflict(
    wishes: PropertyEditor, name: str, row: Row | None, texts: list[YamlText], is_either: IsEither
) -> PropertyConflict | None:
    ours = _others(wishes, name, row, is_either) or tuple(filter(None, (_USUAL.get(name),)))
    if not ours or not texts or _many(wishes, name, row, texts) or ours[0].strip() == texts[0].text.strip():
        return None
    return PropertyConflict(name, ours[0], texts[0].text)


def _many(wishes: PropertyEditor, name: str, row: Row | None, texts: list[YamlText]) -> bool:
    return row.many if row else len(wishes.values(name)) > 1 or len(texts) > 1


def _flat(written: Property) -> bool:
    value = written.value
    if isinstance(value, Mapping):
        return False
    return isinstance(value, Scalar) or all(isinstance(item, Scalar) for item in value.items)


def _texts(note: Note, written: Property) -> list[YamlText]:
    """Return the values of a property; what stood without quotes goes on so, whatever it is to other readers."""
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


# The text


def merge_text(first: Note, second: Note, gone: Facts, noted: Collection[str], rules: Rules) -> Note:
    """Return the first note with the second's words before its Log, and the second's Log after its own. Raises EditRefused."""
    note, other = first, second
    if both := _labels(note) & _labels(other):
        raise EditRefused(f"both notes define [{min(both)}], and one would take the other's")
    text = note.source.text
    end = newline(note.source, _text_end(note, len(text)))
    words, logs = _parted(other, rules)
    if noted:
        lines = end.join(f"- {' '.join(text.split())}" for text in noted)
        words = f"{words}{end}{end}{lines}" if words else lines
    words = _lines(words, end)
    if words and note.body.headings:
        words = f"## {_plain_heading(gone.name)}{end}{end}{words}"
    log = next((h for h in note.body.headings if has_log_heading((h.text,), rules.log.headings)), None)
    changes = []
    if words:
        at = note.source.line_starts[log.line - 1] if log else _text_end(note, len(text))
        before = text[note.header.body_start : at].strip()
        above = text[:at]
        blank = 2 if above.endswith(end * 2) else 1 if above.endswith(end) else 0
        lead = end * (2 - blank) if before else ""
        changes.append(TextChange(Span(at, at), f"{lead}{words}{end * 2 if log else ''}"))
    if logs:
        told = "\n\n".join(logs) if not log else _beneath(map(_below, logs))
        at = _section_end(note, log.line, log.level) if log else _text_end(note, len(text))
        body = text[note.header.body_start : at].strip() or words
        lead = end * 2 if body and not log else ""
        changes.append(TextChange(Span(at, at), lead + _lines(told, end)))
    if not changes:
        return note
    if not text[note.header.body_start :].strip() and not text[changes[-1].span.end :]:
        changes[-1] = changes[-1]._replace(text=changes[-1].text + end)
    if len(changes) == 2 and changes[0].span == changes[1].span:
        changes = [TextChange(changes[0].span, changes[0].text + changes[1].text)]
    after = apply_changes(note, changes)
    found = changed_elements(note, after, changes)
    # What the second note's body holds must be there, as code, items or links, and nothing of the first may have become so.
    alone = parse(_lines(other.source.text[other.header.body_start :], end).encode("utf-8", "replace"))
    new = Counter((e.sort, e.said) for old, e in found if old is None and e is not None if e.sort in _KEPT)
    wished = Counter((e.sort, e.said) for e in elements(alone) if e.sort in _KEPT)
    if not same_front(note, after) or any(old is not None for old, _ in found) or wished - new:
        raise EditRefused(
            "its text can't take in the other's; perhaps code, HTML or a comment in it is not closed"
        )
    return after


# Elements whose words tell that they are the same.
_KEPT = ("link", "field", "tag", "code")
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
    """Return where the text before an offset ends, blank lines left out."""
    start = note.header.body_start
    return start + len(note.source.text[start:stop].rstrip())


def _section_end(note: Note, line: int, level: int) -> int:
    """Return where the text of a section ends, whose heading stands on a line."""
    later = (h.line for h in note.body.headings if h.line > line and h.level <= level)
    following = next(later, None)
    return _text_end(
        note, len(note.source.text) if following is None else note.source.line_starts[following - 1]
    )


def _parted(note: Note, rules: Rules) -> tuple[str, list[str]]:
    """Part a body into its words and its Logs, each with its heading."""
    source = note.source
    words, logs = [], []
    at = note.header.body_start
    for heading in note.body.headings:
        start = source.line_starts[heading.line - 1]
        if start >= at and has_log_heading((heading.text,), rules.log.headings):
            stop = _section_end(note, heading.line, heading.level)
            words.append(source.text[at:start].strip())
            logs.append(source.text[start:stop].strip())
            at = stop
    words.append(source.text[at:].strip())
    return "\n\n".join(part for part in words if part), logs


def _beneath(parts: Iterable[str]) -> str:
    """Return parts for beneath a list; a paragraph would be taken into its last item, so it stands apart."""
    return "".join(("\n" if _ITEM.match(part) else "\n\n") + part for part in parts)


def _below(section: str) -> str:
    """Return a section without its heading, and the line under that."""
    lines = section.splitlines()
    if len(lines) > 1 and not lines[0].lstrip().startswith("#") and set(lines[1].strip()) <= {"-", "="}:
        lines = lines[1:]
    return "\n".join(lines[1:]).strip("\n")
