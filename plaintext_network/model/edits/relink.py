"""Updates the links and names of other notes in one note's text. Knows no other note: the caller gives the new targets."""

from collections.abc import Callable, Iterator
from typing import Protocol

from plaintext_network.errors import EditRefused
from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.note.entries.participants import listed_participants
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.page_lists import split_list
from plaintext_network.model.note.properties import PropertyDefinition, words_of
from plaintext_network.model.note.read_note import own_fields
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.values.listed_values import replace_names
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.notes.edit import TextChange, apply_changes
from plaintext_network.notes.edit_body import replace_fields, retarget_links, retarget_tags, retarget_text
from plaintext_network.notes.edit_front import replace_texts
from plaintext_network.notes.header import ListValue, Scalar, Value
from plaintext_network.notes.links import links_in
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Span


class NewTargets(Protocol):
    """Returns the new target of a link or name, or None if it stays."""

    def target(self, target: str, source: str, *, people: bool, wiki: bool) -> str | None: ...

    def name(self, typed: str, source: str) -> str | None: ...

    def reference(self, name: str, typed: str, source: str) -> str | None: ...

    def tag(self, text: str) -> str | None: ...

    def is_person(self, typed: str, source: str) -> bool: ...


def relink_note(note: Note, facts: Facts, rules: Rules, targets: NewTargets) -> Note:
    """Return the note with new targets for its links and names, in front matter and body. Raises EditRefused."""
    words = words_of(facts.kind, rules)
    texts = _front(note, facts, words, targets)
    if texts:
        note = replace_texts(note, texts)
    own = set(own_fields(note, facts, rules)) if note.body.fields else set()
    # A field in a line belongs to an interaction.
    line_words = words_of("interaction", rules)
    rows = [
        (words if field in own else line_words).get(property_key(field.name)) for field in note.body.fields
    ]
    named = [row is not None and row.type == "people" for row in rows]
    people = [field.value for field, is_people in zip(note.body.fields, named, strict=True) if is_people]
    if facts.kind == "interaction":
        listed = listed_participants(note, rules)
        people += [note.body.links[number].span for number in listed.links]

    def in_people(span: Span) -> bool:
        return any(value.start <= span.start < value.end for value in people)

    links = []
    for link in (*note.body.links, *note.body.hidden_links):
        target = targets.target(link.target, facts.path, people=False, wiki=link.wiki)
        if target is None and in_people(link.span):
            target = targets.target(link.target, facts.path, people=True, wiki=link.wiki)
        if target is not None:
            links.append((link, target))
    if links:
        note = retarget_links(note, links)
    # Names without brackets come last; the edits above added and removed no field.
    bare = []

    def new_name(typed: str) -> str | None:
        return targets.name(typed, facts.path)

    for number, is_people in enumerate(named):
        field = note.body.fields[number]
        is_bare = (
            is_people and field.text and "[[" not in field.text and next(links_in(field.text), None) is None
        )
        if is_bare and (new := replace_names(visible_text(field.text), new_name)) != visible_text(field.text):
            bare.append((field, new))
        elif (new_text := _new_reference(rows[number], field.text, facts.path, targets)) is not None:
            bare.append((field, new_text))
        elif "," in field.text or targets.tag(field.text.strip("#")):
            row = words.get(property_key(field.name))
            is_tags = row is not None and row.type == "tags"
            if is_tags and (new_tags := _new_tags(field.text, targets)) != field.text:
                bare.append((field, new_tags))
    note = replace_fields(note, bare) if bare else note
    tagged = [(tag, text) for tag in note.body.tags if (text := targets.tag(tag.text)) is not None]
    note = retarget_tags(note, tagged) if tagged else note
    return _renamed_participants(note, facts, rules, targets) if facts.kind == "interaction" else note


def _renamed_participants(note: Note, facts: Facts, rules: Rules, targets: NewTargets) -> Note:
    """Return a meeting's note with new names in its lists of participants, where these have no brackets."""
    text = note.source.text
    new: dict[Span, str] = {}
    for group in listed_participants(note, rules).names:
        names = [text[span.start : span.end] for span in group]
        if all(targets.is_person(name, facts.path) for name in names):
            found = zip(group, (targets.name(name, facts.path) for name in names), strict=True)
            new.update((span, name) for span, name in found if name is not None)
    # `Byrne, Ada` is one name, or two.
    spans = [
        span for span in sorted(new) if not any(o != span and o.start <= span.start < o.end for o in new)
    ]
    if not spans:
        return note
    after = apply_changes(note, [TextChange(span, new[span]) for span in spans])
    listed = [
        after.source.text[s.start : s.end] for group in listed_participants(after, rules).names for s in group
    ]
    if any(new[span] not in listed for span in spans):
        raise EditRefused(
            f"its participant “{text[slice(*spans[0])]}” would not match the new name; make it a link first: [[{text[slice(*spans[0])]}]]"
        )
    return after


def _new_reference(row: PropertyDefinition | None, text: str, source: str, targets: NewTargets) -> str | None:
    """Return the new text of a field that names a note without brackets; None if it stays."""
    if row is None or row.type not in ("reference", "links") or "[[" in text:
        return None
    return targets.reference(row.name, text, source)


def _new_tags(text: str, targets: NewTargets) -> str:
    """Return a list of Logseq's tags, between commas, with new names of pages; its links stay."""
    parts: list[str] = []
    at = 0
    for span in split_list(text):
        if (new := targets.tag(text[span.start : span.end])) is not None:
            parts += [text[at : span.start], new]
            at = span.end
    return "".join([*parts, text[at:]])


def _front(
    note: Note, facts: Facts, words: dict[str, PropertyDefinition], targets: NewTargets
) -> dict[Span, str]:
    """Return the new text of each front matter value that changes."""
    new_texts: dict[Span, str] = {}
    for written in (*note.header.properties, *note.header.shadowed):
        row = words.get(property_key(written.name))
        people = row is not None and row.type == "people"
        for value in _scalars(written.value):
            new = _retargeted(value.text, people, facts.path, targets)
            if new == value.text:
                new = _new_reference(row, new, facts.path, targets) or new
            if new != value.text and not note.source.text.startswith("*", value.span.start):
                new_texts[value.span] = new
    return new_texts


def _scalars(value: Value) -> Iterator[Scalar]:
    """Yield a value, or the scalars within it; links in nested values count too."""
    if isinstance(value, Scalar):
        yield value
    elif isinstance(value, ListValue):
        for item in value.items:
            yield from _scalars(item)
    else:
        for _, item in value.items:
            yield from _scalars(item)


def _retargeted(text: str, people: bool, source: str, targets: NewTargets) -> str:
    links = sorted(links_in(text), key=lambda link: link.span)

    def new_name(typed: str) -> str | None:
        return targets.name(typed, source)

    if not links:
        stays = not people or "[[" in text or not text.strip()
        named = text if stays else visible_text(text)
        new = named if stays else replace_names(named, new_name)
        return text if new == named else new
    found = ((link, targets.target(link.target, source, people=people, wiki=link.wiki)) for link in links)
    changed = [(link, target) for link, target in found if target is not None]
    after = retarget_text(text, changed) if changed else text
    return _renamed_between_links(after, new_name) if people else after


def _renamed_between_links(text: str, new_name: Callable[[str], str | None]) -> str:
    """Return a text of a property of people with new names for those that are written beside its links."""
    parts: list[str] = []
    at = 0
    for link in sorted(links_in(text), key=lambda link: link.span):
        if link.span.start >= at:
            parts += [replace_names(text[at : link.span.start], new_name), text[slice(*link.span)]]
            at = link.span.end
    return "".join([*parts, replace_names(text[at:], new_name)])
