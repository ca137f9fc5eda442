"""Describes the chosen item. Offers nothing."""

from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.completion.items import CompletionDetails


def resolve_completion(view: EditorView, data: str) -> CompletionDetails:
    """Return the description of one item by its `data`, the path of its note: the role, the organization and the last touch."""
    notebook = view.notebook
    facts = notebook.index.notes.get(data)
    if facts is None:
        return CompletionDetails()
    if facts.contact is None:
        return CompletionDetails(facts.kind)
    person = notebook.contact_at(data)
    touched = f"last touch {person.last_touch}" if person.last_touch else ""
    details = (facts.contact.role, facts.contact.organization, touched)
    return CompletionDetails(", ".join(filter(None, details)))
