"""Writes a contact's standing and what is due, for an editor to show beside a note's first line."""

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.network.due.standing import standing_line


def standing(view: EditorView, document: Document) -> str:
    """Return one short line such as "cooling, due 12 days ago"; "" for a note that is no contact."""
    notebook = view.notebook
    if notebook.index.names.kinds.get(document.path) != "contact":
        return ""
    state = notebook.contact_at(document.path).state
    return standing_line(state, notebook.settings.rules.due, notebook.today)
