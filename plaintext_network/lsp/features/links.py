"""Follows links: from a link to its note, and from a note to the links that lead to it."""

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.positions import Position, Range
from plaintext_network.named_tuples import NamedTuple


class Location(NamedTuple):
    """A range in a note, by path."""

    path: str
    range: Range


class DocumentLink(NamedTuple):
    """A link in a note: its range, the path it leads to, and what an editor shows about it."""

    range: Range
    path: str
    tooltip: str = ""


def define(view: EditorView, document: Document, at: Position) -> tuple[Location, ...]:
    """Return where the link or name at a position leads; several for an ambiguous one."""
    del view, document, at
    return ()


def find_references(
    view: EditorView, document: Document, at: Position, *, declaration: bool
) -> tuple[Location, ...]:
    """Return every link to the note at a position, or to this note where there is no link. With `declaration`, the note too."""
    del view, document, at, declaration
    return ()


def document_links(view: EditorView, document: Document) -> tuple[DocumentLink, ...]:
    """Return the links of a note that lead to another."""
    del view, document
    return ()
