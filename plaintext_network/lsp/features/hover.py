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
from plaintext_network.notes.body import Heading


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
    line = min(at.line, len(document.lines.starts) - 1)
    whole = Range(Position(line, 0), Position(line, len(document.lines.line(line))))
    if _is_contact(view, document) and line in _lines_of_name(view, document):
        return Hover(describe_note(view, document.path), whole)
    if described := describe_property(view, document, at):
        return Hover(*described)
    is_title = line == 0 or any(heading.line - 1 == line for heading in _title(document))
    if _is_contact(view, document) and is_title:
        return Hover(describe_note(view, document.path), whole)
    return None


def _link(view: EditorView, document: Document, link: LinkAt) -> str:
    if link.path is None:
        return describe_candidates(link.candidates)
    place = link.place
    anchor = "" if place.is_name else anchor_after(document.text, place.written, place.form)
    line = line_of_anchor(view.document(link.path), anchor).start.line if anchor else 0
    return describe_note(view, link.path, line)


def _is_contact(view: EditorView, document: Document) -> bool:
    return view.notebook.index.names.kinds.get(document.path) == "contact"


def _lines_of_name(view: EditorView, document: Document) -> set[int]:
    words = words_of("contact", view.notebook.settings.rules)
    return {
        document.lines.position(written.key.start).line
        for written in document.note.header.properties
        if (row := words.get(property_key(written.name))) and row.name == "name"
    }


def _title(document: Document) -> tuple[Heading, ...]:
    """Return the heading that is the note's title, if it has one."""
    return tuple(heading for heading in document.note.body.headings[:1] if heading.level == 1)
