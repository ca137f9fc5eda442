"""Renames a note as edits for the editor to make: in its file name, its `name`, and every link to it."""

from plaintext_network.errors import AmbiguousName, EditRefused, NoteNotFound
from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.link_at import link_at
from plaintext_network.lsp.positions import Position, Range
from plaintext_network.lsp.workspace_edit import WorkspaceEdit, ask_to_save, workspace_edit
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.edits.rename_note import plan_rename


class RenameStart(NamedTuple):
    """What can be renamed: the range to edit, on the line of the cursor, and the present name."""

    range: Range
    name: str


def prepare_rename(view: EditorView, document: Document, at: Position) -> RenameStart | None:
    """Return the note to rename at a position: the link's, else this one; None where nothing can be renamed."""
    notes = view.notebook.index.notes
    if document.path not in notes:
        return None
    link = link_at(view, document, at)
    if link is not None:
        return None if link.path is None else RenameStart(_on_line(link.written, at), notes[link.path].name)
    name, line = notes[document.path].name, document.lines.line(at.line)
    start = line.find(name) if name else -1
    place = (start, start + len(name)) if start >= 0 else (min(at.column, len(line)),) * 2
    return RenameStart(Range(Position(at.line, place[0]), Position(at.line, place[1])), name)


def rename(view: EditorView, document: Document, at: Position, name: str) -> WorkspaceEdit:
    """Return the edits that give a note another name. Raises PnetError where `pnet rename` would."""
    path, notes = document.path, view.notebook.index.notes
    if path not in notes:
        raise NoteNotFound(path)
    link = link_at(view, document, at)
    if link is not None:
        if link.path is None and link.candidates:
            raise AmbiguousName(link.place.ref.target, [(notes[each].name, each) for each in link.candidates])
        if link.path is None:
            raise NoteNotFound(link.place.ref.target)
        path = link.path
    if path not in view.on_disk.index.notes:
        raise EditRefused("it isn't saved yet; save it first", path)
    edit = workspace_edit(view, plan_rename(view.notebook.dry_run(), path, name))
    return ask_to_save(edit, document.path)


def _on_line(place: Range, at: Position) -> Range:
    """Return a range, or an empty one at the cursor if it is on another line: VS Code refuses to rename that."""
    return place if place.start.line == at.line == place.end.line else Range(at, at)
