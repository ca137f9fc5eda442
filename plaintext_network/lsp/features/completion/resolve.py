"""Describes the chosen item. Offers nothing."""

from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.completion.items import CompletionDetails
from plaintext_network.lsp.features.hover import describe


def resolve_completion(view: EditorView, data: str) -> CompletionDetails:
    """Return the description of one item by its `data`, the path of its note: role, organization and last touch, and a hover's text."""
    notebook = view.notebook
    facts = notebook.index.notes.get(data)
    if facts is None:
        return CompletionDetails()
    if facts.contact is None:
        return CompletionDetails(facts.kind, describe(view, data))
    person = notebook.contact_at(data)
    touched = f"last touch {person.last_touch}" if person.last_touch else ""
    details = (facts.contact.role, facts.contact.organization, touched)
    return CompletionDetails(", ".join(filter(None, details)), describe(view, data))
