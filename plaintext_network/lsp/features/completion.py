"""Completes people, properties, values, tags, dates and Log lines where an editor's cursor is."""

from typing import Literal

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.positions import Position
from plaintext_network.lsp.workspace_edit import TextEdit
from plaintext_network.named_tuples import NamedTuple


class CompletionItem(NamedTuple):
    """One thing to insert. `data` is what `resolve_completion` needs to describe it; "" if nothing is to be added."""

    label: str
    kind: Literal["person", "note", "property", "value", "tag", "date", "snippet"]
    edit: TextEdit
    # What the client compares with the typed text, and sorts by.
    filter_text: str
    sort_text: str
    is_snippet: bool = False
    detail: str = ""
    data: str = ""


class CompletionList(NamedTuple):
    """Items, best first. If incomplete, the client asks again after the next character."""

    items: tuple[CompletionItem, ...] = ()
    is_incomplete: bool = False


class CompletionDetails(NamedTuple):
    """What an editor shows beside the chosen item: one line, and Markdown."""

    detail: str = ""
    documentation: str = ""


def complete(view: EditorView, document: Document, at: Position, *, by_hand: bool) -> CompletionList:
    """Return what fits at a position. `by_hand`: the user asked for it, so people are offered in plain text, too."""
    del view, document, at, by_hand
    return CompletionList()


def resolve_completion(view: EditorView, data: str) -> CompletionDetails:
    """Return the description of one item by its `data`."""
    del view, data
    return CompletionDetails()
