"""Tells how a relationship is, and when the contact is due, for an editor to show beside a note's first line."""

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView


def standing(view: EditorView, document: Document) -> str:
    """Return one short line such as "cooling, due 12 days ago"; "" for a note that is no contact."""
    del view, document
    return ""
