"""Owns links and names of other notes in one note's text, each led elsewhere as the caller says. Knows no other note."""

from collections.abc import Iterator
from typing import Protocol

from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.properties import PropertyDefinition, words_of
from plaintext_network.model.note.read_note import own_fields
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.values import visible_text
from plaintext_network.notes.body import links_in
from plaintext_network.notes.edit_body import replace_fields, retarget_link, retarget_links
from plaintext_network.notes.edit_front import replace_texts
from plaintext_network.notes.header import Scalar, Value
from plaintext_network.notes.header import Sequence as Items
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Span


class NewTargets(Protocol):
    """Says where links and names lead from now on; None for one that stays."""

    def target(self, target: str, source: str, *, people: bool) -> str | None: ...

    def name(self, typed: str, source: str) -> str | None: ...


def relink_note(note: Note, facts: Facts, rules: Rules, leads: NewTargets) -> Note:
    """Return the note with every link and name that has to lead elsewhere, in front matter and body. Raises EditRefused."""
    words = words_of(facts.kind, rules)
    texts = _front(note, facts, words, leads)
    if texts:
        note = replace_texts(note, texts)
    own = set(own_fields(note, facts, rules)) if note.body.fields else set()
    # Within lines, fields are an interaction's.
    inside = words_of("interaction", rules)
    rows = [(words if field in own else inside).get(property_key(field.name)) for field in note.body.fields]
    named = [row is not None and row.type == "people" for row in rows]
    people = [field.value for field, is_people in zip(note.body.fields, named, strict=True) if is_people]

    def in_people(span: Span) -> bool:
        return any(value.start <= span.start < value.end for value in people)

    links = []
    for link in note.body.links:
        target = leads.target(link.target, facts.path, people=False)
        if target is None and in_people(link.span):
            target = leads.target(link.target, facts.path, people=True)
        if target is not None:
            links.append((link, target))
    if links:
        note = retarget_links(note, links)
    # Last, names without brackets. No field was added or lost meanwhile.
    bare = []
    for number, is_people in enumerate(named):
        field = note.body.fields[number]
        if is_people and field.text and "[[" not in field.text:
            new = leads.name(visible_text(field.text), facts.path)
            if new is not None and next(links_in(field.text), None) is None:
                bare.append((field, new))
    return replace_fields(note, bare) if bare else note


def _front(
    note: Note, facts: Facts, words: dict[str, PropertyDefinition], leads: NewTargets
) -> dict[Span, str]:
    """Return the new text of each value in the front matter that has to be another."""
    found: dict[Span, str] = {}
    for written in (*note.header.properties, *note.header.shadowed):
        row = words.get(property_key(written.name))
        people = row is not None and row.type == "people"
        for value in _scalars(written.value):
            new = _led(value.text, people, facts.path, leads)
            if new != value.text and not note.source.text.startswith("*", value.span.start):
                found[value.span] = new
    return found


def _scalars(value: Value) -> Iterator[Scalar]:
    """Yield a value, or those within it: the index follows links in nested ones, too."""
    if isinstance(value, Scalar):
        yield value
    elif isinstance(value, Items):
        for item in value.items:
            yield from _scalars(item)
    else:
        for _, held in value.items:
            yield from _scalars(held)


def _led(text: str, people: bool, source: str, leads: NewTargets) -> str:
    links = sorted(links_in(text), key=lambda link: link.span)
    if not links:
        stays = not people or "[[" in text or not text.strip()
        return text if stays else leads.name(visible_text(text), source) or text
    parts: list[str] = []
    at = 0
    for link in links:
        target = leads.target(link.target, source, people=people)
        if target is not None and link.span.start >= at:
            parts += [
                text[at : link.span.start],
                retarget_link(text[link.span.start : link.span.end], target),
            ]
            at = link.span.end
    return "".join([*parts, text[at:]])
