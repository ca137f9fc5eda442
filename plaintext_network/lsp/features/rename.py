"""Renames a note as edits for the editor to make: in its file name, its `name`, and every link to it."""

from plaintext_network.errors import AmbiguousName, EditRefused, NoteNotFound
from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.positions import Position, Range
from plaintext_network.lsp.workspace_edit import WorkspaceEdit, workspace_edit
from plaintext_network.model.note.facts import Facts, Ref
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.links import links_in
from plaintext_network.vault.edits.rename_note import plan_rename


class RenameStart(NamedTuple):
    """What can be renamed: the range to edit, on the line of the cursor, and the present name."""

    range: Range
    name: str


def prepare_rename(view: EditorView, document: Document, at: Position) -> RenameStart | None:
    """Return the note to rename at a position: the link's, else this one; None where nothing can be renamed."""
    index = view.notebook.index
    if document.path not in index.notes:
        return None
    line = document.lines.line(at.line)
    ref, people = _ref_at(index.notes[document.path], at)
    if ref is None:
        name = index.notes[document.path].name
        start = line.find(name) if name else -1
        column, end = (start, start + len(name)) if start >= 0 else (min(at.column, len(line)),) * 2
    else:
        path = index.names.resolve(ref, document.path, people=people).path
        if path is None:
            return None
        name = index.notes[path].name
        column = ref.column - 1
        end = min(column + ref.width, len(line))
        for link in links_in(line[column:end]):
            column, end = column + link.place.start, column + link.place.end
            break
    return RenameStart(Range(Position(at.line, column), Position(at.line, end)), name)


def rename(view: EditorView, document: Document, at: Position, name: str) -> WorkspaceEdit:
    """Return the edits that give a note another name. Raises PnetError where `pnet rename` would."""
    index = view.notebook.index
    path = document.path
    if path not in index.notes:
        raise NoteNotFound(path)
    ref, people = _ref_at(index.notes[path], at)
    if ref is not None:
        found = index.names.resolve(ref, path, people=people)
        if found.path is None and found.candidates:
            raise AmbiguousName(ref.target, [(index.notes[each].name, each) for each in found.candidates])
        if found.path is None:
            raise NoteNotFound(ref.target)
        path = found.path
    if path not in view.on_disk.index.notes:
        raise EditRefused("it isn't saved yet; save it first", path)
    return workspace_edit(view, plan_rename(view.notebook.dry_run(), path, name))


def _ref_at(facts: Facts, at: Position) -> tuple[Ref | None, bool]:
    """Return the link or name of a note at a position, and whether it names a person."""
    people = [(ref, True) for each in facts.interactions for ref in each.people]
    people += [(ref, True) for ref in facts.people]
    others = [(ref, False) for ref in (*facts.links, *facts.hidden_links)]
    others += [(ref, False) for _, refs in facts.references for ref in refs]
    for ref, is_person in (*people, *others):
        if ref.line == at.line + 1 and ref.column <= at.column + 1 <= ref.column + ref.width:
            return ref, is_person
    return None, False
