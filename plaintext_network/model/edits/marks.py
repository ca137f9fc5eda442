"""Adds the marks that make a note one of its kind: a tag, a type, a category. Decides no kind."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from plaintext_network.model.language.normalize import name_key, property_key
from plaintext_network.model.note.rules import KindRule, Mark
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.notes.edit_front import property_texts, set_values
from plaintext_network.notes.header import ListValue
from plaintext_network.notes.note import Note
from plaintext_network.notes.scalars import YamlText

_TAGS = ("tags", "tag")


def add_marks(note: Note, marks: Sequence[Mark], list_indent: str | None = None) -> Note:
    """Return the note with the marks it lacks. A property that the note fills with something else stays if it has one value.

    `list_indent` is for lists of a note that has none, as for `set_values`. Raises EditRefused.
    """
    for mark in marks:
        key = _written(note, mark.name)
        present = _split(mark.name, property_texts(note, key) or ())
        missing = [text for text in mark.values if _key(text) not in set(map(_key, present))]
        if not missing or (present and not mark.many):
            continue
        values = [*map(YamlText, present), *map(_yaml, missing)]
        note = set_values(note, key, values, many=mark.many, indent=list_indent)
    return note


def shared_marks(notes: Sequence[Note], rule: KindRule) -> tuple[Mark, ...]:
    """Return the marks that make notes of a kind and that all of these notes carry, the strongest rule first.

    `rule` is the vault's rule for the kind. Empty if the notes have no such mark in common.
    """
    if not notes:
        return ()
    types = {_key(word) for word in rule.types}
    if marks := _in_all(notes, ("type",), types):
        return marks
    if marks := _in_all(notes, _TAGS, {_key(tag.strip("#/")) for tag in rule.tags}):
        return marks
    if not rule.where:
        return ()
    found = [_in_all(notes, (name,), {_key(word) for word in wanted}) for name, wanted in rule.where]
    return tuple(mark for marks in found for mark in marks) if all(found) else ()


def _in_all(notes: Sequence[Note], names: Sequence[str], wanted: Iterable[str]) -> tuple[Mark, ...]:
    """Return the mark with the most common of the wanted values, if each of the notes has one."""
    keys, accepted = {property_key(name) for name in names}, set(wanted)
    texts: Counter[str] = Counter()
    written: Counter[tuple[str, bool]] = Counter()
    for note in notes:
        own = [p for p in note.header.properties if property_key(p.name) in keys]
        found = [
            (p, text)
            for p in own
            for text in _split(p.name, property_texts(note, p.name) or ())
            if _key(text) in accepted or _key(text).split("/", 1)[0] in accepted
        ]
        if not found:
            return ()
        texts.update(text for _, text in found)
        written.update((p.name, isinstance(p.value, ListValue)) for p, _ in found)
    (name, many), _ = written.most_common(1)[0]
    return (Mark(name, (texts.most_common(1)[0][0],), many),)


def _written(note: Note, name: str) -> str:
    """Return the name under which a note has a property, else the name itself."""
    names = [p.name for p in note.header.properties]
    return name if name in names else next((n for n in names if property_key(n) == property_key(name)), name)


def _split(name: str, texts: Sequence[str]) -> list[str]:
    if property_key(name) not in _TAGS:
        return [text for text in texts if text.strip()]
    # One text may contain several tags.
    return [tag.strip("#/") for text in texts for tag in re.split(r"[,\s]+", text) if tag.strip("#/")]


def _key(text: str) -> str:
    return name_key(visible_text(text))


def _yaml(text: str) -> YamlText:
    return YamlText(text, bare=text in ("true", "false") or text.isdigit())
