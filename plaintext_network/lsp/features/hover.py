"""Describes the person or note at a position, in a few lines of Markdown."""

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.describe_note import describe_candidates, describe_note
from plaintext_network.lsp.features.describe_property import describe_property
from plaintext_network.lsp.features.link_anchor import anchor_after, line_of_anchor
from plaintext_network.lsp.features.link_at import LinkAt, link_at
from plaintext_network.lsp.positions import Position, Range
from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.note.properties import words_of
from plaintext_network.named_tuples import NamedTuple


class Hover(NamedTuple):
    """Markdown, and the range that it describes."""

    text: str
    range: Range


def hover(view: EditorView, document: Document, at: Position) -> Hover | None:
    """Return the description of the link, name, property or day at a position; None where there is none.

    On the first line of a contact's note, and on its title and `name`, it is that of the contact.
    """
    link = link_at(view, document, at)
    if link is not None and link.paths:
        return Hover(_link(view, document, link), link.range)
    own = _own_name_at(view, document, at)
    if own is not None:
        return Hover(describe_note(view, document.path), own)
    described = describe_property(view, document, at)
    return Hover(*described) if described else None


def _link(view: EditorView, document: Document, link: LinkAt) -> str:
    if link.path is None:
        return describe_candidates(link.candidates)
    place = link.place
    anchor = "" if place.is_name else anchor_after(document.text, place.written, place.form)
    line = line_of_anchor(view.document(link.path), anchor).start.line if anchor else 0
    return describe_note(view, link.path, line)


def _own_name_at(view: EditorView, document: Document, at: Position) -> Range | None:
    """Return the range of what names the contact of this note at a position: its first line, its title or its `name`."""
    notebook = view.notebook
    if notebook.index.names.kinds.get(document.path) != "contact":
        return None
    note, lines = document.note, document.lines
    named = {0}
    named.update(heading.line - 1 for heading in note.body.headings[:1] if heading.level == 1)
    words = words_of("contact", notebook.settings.rules)
    for written in note.header.properties:
        row = words.get(property_key(written.name))
        if row is not None and row.name == "name":
            named.add(lines.position(written.key.start).line)
    line = min(at.line, len(lines.starts) - 1)
    return Range(Position(line, 0), Position(line, len(lines.line(line)))) if line in named else None
