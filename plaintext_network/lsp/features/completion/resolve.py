"""Describes the chosen item, and in short the first ones. Offers nothing."""

from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.completion.items import CompletionDetails, CompletionList
from plaintext_network.lsp.features.describe_note import describe_note
from plaintext_network.model.note.facts import Facts
from plaintext_network.network.index.overlay import fetch

# More than an editor's list shows at once.
_MOST_DESCRIBED = 30


def resolve_completion(view: EditorView, data: str) -> CompletionDetails:
    """Return the description of one item by its `data`, the path of its note: role, organization and last touch, and a hover's text."""
    notebook = view.notebook
    facts = notebook.index.notes.get(data)
    if facts is None:
        return CompletionDetails()
    if facts.contact is None:
        return CompletionDetails(facts.kind, describe_note(view, data))
    person = notebook.contact_at(data)
    touched = f"last touch {person.last_touch}" if person.last_touch else ""
    return CompletionDetails(", ".join(filter(None, (*_position(facts), touched))), describe_note(view, data))


def with_details(view: EditorView, found: CompletionList) -> CompletionList:
    """Return a list whose first people have their role and organization, for an editor that describes no chosen item."""
    notes, items = view.notebook.index.notes, list(found.items)
    first = [each.data for each in items[:_MOST_DESCRIBED] if each.data]
    fetch(notes, first)
    for number, item in enumerate(items[:_MOST_DESCRIBED]):
        facts = notes.get(item.data) if item.data else None
        if facts is not None:
            # The organization is there already if it tells two people of one name apart.
            position = ", ".join(part for part in _position(facts) if part not in item.detail)
            items[number] = item._replace(detail=" · ".join(filter(None, (item.detail, position))))
    return found._replace(items=tuple(items))


def _position(facts: Facts) -> tuple[str, ...]:
    contact = facts.contact
    return tuple(filter(None, (contact.role, contact.organization))) if contact else ()
