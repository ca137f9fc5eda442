"""Renames a note as edits for the editor to make: in its file name, its `name`, and every link to it."""

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.positions import Position, Range
from plaintext_network.lsp.workspace_edit import WorkspaceEdit
from plaintext_network.named_tuples import NamedTuple


class RenameStart(NamedTuple):
    """What can be renamed: the range to edit, and the present name."""

    range: Range
    name: str


def prepare_rename(view: EditorView, document: Document, at: Position) -> RenameStart | None:
    """Return the note to rename at a position: the link's, else this one; None where nothing can be renamed."""
    del view, document, at
    return None


def rename(view: EditorView, document: Document, at: Position, name: str) -> WorkspaceEdit:
    """Return the edits that give a note another name. Raises PnetError where `pnet rename` would."""
    del view, document, at, name
    return WorkspaceEdit(())
