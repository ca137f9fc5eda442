"""Describes the person or note at a position, in a few lines of Markdown."""

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.positions import Position, Range
from plaintext_network.named_tuples import NamedTuple


class Hover(NamedTuple):
    """Markdown, and the range that it describes."""

    text: str
    range: Range


def hover(view: EditorView, document: Document, at: Position) -> Hover | None:
    """Return the description of the link or name at a position; None where there is none."""
    del view, document, at
    return None
