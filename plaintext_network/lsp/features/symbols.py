"""Lists the parts of a note, and finds people by name."""

from typing import Literal

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.links import Location
from plaintext_network.lsp.positions import Range
from plaintext_network.named_tuples import NamedTuple


class DocumentSymbol(NamedTuple):
    """A heading, Log entry, task or property of a note, with what is below it. `selection` is its first line's text."""

    name: str
    kind: Literal["heading", "entry", "task", "property"]
    range: Range
    selection: Range
    detail: str = ""
    children: "tuple[DocumentSymbol, ...]" = ()


class WorkspaceSymbol(NamedTuple):
    """A note found by name. `container` tells namesakes apart: the organization, else the folder."""

    name: str
    kind: Literal["contact", "organization", "event", "goal", "note"]
    location: Location
    container: str = ""


def document_symbols(view: EditorView, document: Document) -> tuple[DocumentSymbol, ...]:
    """Return the parts of a note, in order."""
    del view, document
    return ()


def workspace_symbols(view: EditorView, query: str) -> tuple[WorkspaceSymbol, ...]:
    """Return the people whose name, alias or address contains the words, best first, then other notes."""
    del view, query
    return ()
