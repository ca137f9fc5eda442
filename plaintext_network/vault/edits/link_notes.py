"""Plans a new target for one link of a note, or a link in place of a name. Chooses no target."""

import posixpath
from collections import Counter
from collections.abc import Iterator

from plaintext_network.errors import EditRefused
from plaintext_network.model.language.normalize import without_ending
from plaintext_network.model.note.facts import Ref
from plaintext_network.network.index.link_places import LinkPlace, link_places, target_of
from plaintext_network.notes.edit import TextChange, apply_changes, changed_elements, line_start, same_front
from plaintext_network.notes.edit_body import replace_fields, retarget_links, retarget_text
from plaintext_network.notes.edit_front import own_scalars, replace_texts
from plaintext_network.notes.links import links_in
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Span
from plaintext_network.notes.value_places import text_offsets
from plaintext_network.vault.edits.write_session import NoteEdit, WriteSession
from plaintext_network.vault.transaction.record import Operation


def plan_target(desk: WriteSession, path: str, at: int, target: str, to: str) -> Operation:
    """Plan that the link or name `target`, which begins at an offset of a note, leads to the note at `to`.

    A name without brackets becomes a link. Raises EditRefused if it isn't there, or if anything else would change.
    """
    draft = desk.draft(path)
    places = link_places(draft.note, draft.facts, desk.index.names, Span(at, at))
    place = next((each for each in places if each.span.start == at and each.ref.target == target), None)
    if place is None:
        raise EditRefused(f"“{target}” isn't at that place any more", path)
    led = target_of(place, path, desk.index.names).path
    before = _targets(desk, draft)
    draft.edit(lambda note, _: _with_target(desk, note, place, path, to))
    after = _targets(desk, draft)
    if after != before + Counter({to: 1}) - Counter({led: 1}):
        raise EditRefused(f"other links would change with “{target}”", path)
    return draft.operation(f"link {target} to {to}")


def plan_link(desk: WriteSession, path: str, at: int, typed: str, to: str) -> Operation:
    """Plan that a name in a note's text, at an offset, becomes a link to the note at `to`, with the name as its label.

    Raises EditRefused if it isn't there, or if it can't be a link there.
    """
    draft = desk.draft(path)
    if not typed.strip() or not draft.note.source.text.startswith(typed, at):
        raise EditRefused(f"“{typed}” isn't at that place any more", path)
    draft.edit(lambda note, _: _linked(note, Span(at, at + len(typed)), name_as_link(desk, typed, path, to)))
    if to not in _targets(desk, draft):
        raise EditRefused(f"“{typed}” would not be read as a link there", path)
    return draft.operation(f"link {typed} to {to}")


def name_as_link(desk: WriteSession, typed: str, source: str, to: str) -> str:
    """Return a link from one note's text to another that shows a name as it was typed."""
    is_page = desk.is_logseq(to)
    link = desk.link(to, source, people=False, body=True, label="" if is_page else typed)
    # Logseq has no label within a link.
    return f"[{typed}]({link})" if is_page and typed not in (link[2:-2], desk.index.notes[to].name) else link


def _targets(desk: WriteSession, draft: NoteEdit) -> "Counter[str | None]":
    """Return how often each note is a target of a note's links and names; None for those that lead to none alone."""
    names = desk.index.names
    # A link of a participant may be at one place twice.
    places = {place.span: place for place in link_places(draft.note, draft.facts, names)[::-1]}
    return Counter(target_of(place, draft.path, names).path for place in places.values())


def _with_target(desk: WriteSession, note: Note, place: LinkPlace, source: str, to: str) -> Note:
    """Return the note in which one link or name leads to another note."""
    for link in (*note.body.links, *note.body.hidden_links):
        if link.span == place.span and link.target == place.ref.target:
            return retarget_links(note, [(link, _target(desk, place, source, to))])
    in_front = place.span.start < note.header.body_start
    for value in own_scalars(note) if in_front else ():
        if value.span.start <= place.span.start and place.span.end <= value.span.end:
            offsets = text_offsets(note.source.text, value)
            start = offsets.index(place.span.start) if offsets and place.span.start in offsets else 0
            text = _in_text(desk, value.text, place, source, to, start)
            return replace_texts(note, {value.span: text}, anew=place.is_name)
    for field in note.body.fields:
        if field.value.start <= place.span.start and place.span.end <= field.value.end:
            start = place.span.start - field.value.start
            return replace_fields(note, [(field, _in_text(desk, field.text, place, source, to, start))])
    if place.is_name and not in_front:
        return _linked(note, place.span, name_as_link(desk, place.ref.target, source, to))
    raise EditRefused(f"“{place.ref.target}” has another form there; change it by hand")


def _in_text(desk: WriteSession, text: str, place: LinkPlace, source: str, to: str, start: int) -> str:
    """Return the text of a value in which the link or name from an offset on leads to another note."""
    name = place.ref.target
    if place.is_name:
        new = desk.link(to, source, people=place.people)
        if text.strip() == name:
            return text.replace(name, new)
        if not text.startswith(name, start):
            raise EditRefused(f"“{name}” is written in another way; change it by hand")
        return text[:start] + new + text[start + len(name) :]
    links = [link for link in links_in(text) if link.target == name]
    link = next((each for each in links if each.span.start == start), links[0] if len(links) == 1 else None)
    if link is None:
        raise EditRefused(f"it has several links to “{name}” there; change them by hand")
    return retarget_text(text, [(link, _target(desk, place, source, to))])


def _target(desk: WriteSession, place: LinkPlace, source: str, to: str) -> str:
    """Return the target for a link in the form that it has. Raises EditRefused if no link can lead there."""
    if place.ref.wiki:
        return next(links_in(desk.link(to, source, people=place.people))).target
    ending = place.ref.target[-3:] if place.ref.target[-3:].lower() == ".md" else ""
    for target in _paths(source, to):
        if desk.index.names.resolve(Ref(target + ending, 1, 1, 0), source, people=False).path == to:
            return target + ending
    raise EditRefused(f"no link of that form can lead to {to}")


def _paths(source: str, to: str) -> Iterator[str]:
    """Yield what a Markdown link may have as its target: the path from its note, and from the root."""
    whole = without_ending(to)
    yield posixpath.relpath(whole, posixpath.dirname(source) or ".")
    yield whole


def _linked(note: Note, span: Span, link: str) -> Note:
    """Return the note with a link in place of a part of its body's text. Raises EditRefused if more would change."""
    text = note.source.text
    if span.start < note.header.body_start:
        raise EditRefused("it is a value of a property; change it there")
    if text[line_start(note.source, span.start) : span.start].lstrip().startswith("|"):
        # In a table, a bar would end the cell.
        link = link.replace("|", "\\|")
    change = TextChange(span, link)
    after = apply_changes(note, [change])
    new_links = 0
    for old, new in changed_elements(note, after, [change]):
        if old is None and new is not None and new.kind == "link" and new.start < span.start + len(link):
            new_links += 1
        elif old is None or new is None or old.kind not in ("item", "heading", "field"):
            raise EditRefused("something besides the name would change")
    if new_links != 1 or not same_front(note, after):
        raise EditRefused("a link there would not be read as one")
    return after
