"""Describes changes for an editor to make: in notes, by range, and to files. Makes none of them."""

import re

from plaintext_network.errors import ChangedOnDisk, EditRefused
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.positions import Position, Range, TextLines
from plaintext_network.lsp.text_edits import TextEdit, text_edits
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.source import Source, decode
from plaintext_network.vault.transaction.record import FileStep, Operation

__all__ = [
    "NoteCreated",
    "NoteEdits",
    "NoteRenamed",
    "TextEdit",
    "WorkspaceEdit",
    "ask_to_save",
    "workspace_edit",
]

# Some editors count a carriage return alone as the end of a line, others don't.
# Neovim waits for Enter after more than 68 columns, of which it or its settings use up to 16 to say who speaks.
_LINE = 52
_LONE_RETURN = re.compile(r"\r(?!\n)")


class NoteEdits(NamedTuple):
    """The edits of one note, none of which overlap. `version` is the open document's, None for a note that isn't open."""

    path: str
    version: int | None
    edits: tuple[TextEdit, ...]


class NoteCreated(NamedTuple):
    """A new note; its text comes as an edit of an empty one, from its first line to beyond it."""

    path: str


class NoteRenamed(NamedTuple):
    """A note that gets another path."""

    old: str
    new: str


class WorkspaceEdit(NamedTuple):
    """Changes to make in this order, all or none: new notes, then edits by the paths before, then other paths.

    `notices` are sentences for the user, such as what could not be updated.
    """

    changes: tuple[NoteEdits | NoteCreated | NoteRenamed, ...]
    notices: tuple[str, ...] = ()


def workspace_edit(view: EditorView, operation: Operation) -> WorkspaceEdit:
    """Return an operation that was planned over `view` as changes to the editor's texts.

    Raises EditRefused for what no editor does: a note that is deleted, or gets another encoding.
    """
    created: list[NoteCreated] = []
    edited: list[NoteEdits] = []
    renamed: list[NoteRenamed] = []
    for other in operation.others:
        raise EditRefused("it changes files outside the vault; run pnet for that", other.root)
    for step in operation.steps:
        if step.before is None:
            created.append(NoteCreated(step.path))
        edits = _new_text(step) if step.before is None else _note_edits(view, step)
        if edits.edits:
            edited.append(edits)
        if step.moved_from is not None:
            renamed.append(NoteRenamed(step.moved_from, step.path))
    return WorkspaceEdit((*created, *edited, *renamed), (*operation.warnings, *operation.notices))


def ask_to_save(edit: WorkspaceEdit, path: str) -> WorkspaceEdit:
    """Return an edit with a notice to save the notes that it changes besides that at `path`: an editor may not show them."""
    others = [change.path for change in edit.changes if isinstance(change, NoteEdits) and change.path != path]
    if not others:
        return edit
    return edit._replace(notices=(*edit.notices, _unsaved(others)))


def _unsaved(paths: list[str]) -> str:
    """Return which notes are to be saved, in a line that a narrow editor shows whole."""
    text = f"save {', '.join(path.rpartition('/')[2] for path in paths)}, too"
    # Late: its tables take memory, and most edits change one note.
    import wcwidth

    if wcwidth.width(text) <= _LINE:
        return text
    changed = "the note that this changed" if len(paths) == 1 else f"the {len(paths)} notes that this changed"
    return f"save {changed}, too"


def _new_text(step: FileStep) -> NoteEdits:
    # Neovim shows an empty file as one empty line, which must not stay below the text.
    whole = Range(Position(0, 0), Position(1, 0))
    text = (step.after or b"").decode()
    return NoteEdits(step.path, None, (TextEdit(whole, text),) if text else ())


def all_editors_count(text: str, end: int) -> bool:
    """Return whether all editors count the lines of a text alike up to an offset."""
    lone = _LONE_RETURN.search(text, 0, end + 1)
    return lone is None or lone.start() >= end


def _note_edits(view: EditorView, step: FileStep) -> NoteEdits:
    path = step.moved_from or step.path
    if step.after is None:
        raise EditRefused("an editor can't delete it; run pnet for that", path)
    source, document = decode(step.before or b"")[0], view.documents.get(path)
    # A note that isn't open as an editor will decode it.
    lines = TextLines(source.text) if document is None else document.lines
    if document is not None and view.content(document) != step.before:
        raise ChangedOnDisk(path)
    if lines.text != source.text:
        # What an editor shows is text, even if its bytes look like another encoding.
        source = Source(lines.text)
    edits = text_edits(lines, _decoded(step.after, source, path))
    if edits and not all_editors_count(lines.text, lines.offset(edits[-1].range.end)):
        raise EditRefused(
            "a line ends with a carriage return alone, after which editors count lines differently", path
        )
    return NoteEdits(path, document.version if document else None, edits)


def _decoded(after: bytes, source: Source, path: str) -> str:
    """Return a note's new text, in the encoding of the old one."""
    if after.startswith(source.bom):
        try:
            errors = "surrogatepass" if source.encoding == "utf-8" else "strict"
            return after.removeprefix(source.bom).decode(source.encoding, errors)
        except UnicodeDecodeError:
            pass
    raise EditRefused("an editor can't change its encoding this way; save it as UTF-8 there", path)
