"""Converts changes of notes to the workspace edit of one client, or refuses what the client can't apply. Plans no change."""

from lsprotocol import types

from plaintext_network.lsp.positions import TextLines
from plaintext_network.lsp.server.client.client_features import ClientFeatures
from plaintext_network.lsp.server.client.client_positions import ClientPositions
from plaintext_network.lsp.server.client.note_texts import NoteTexts
from plaintext_network.lsp.server.errors import EditUnsupported
from plaintext_network.lsp.workspace_edit import NoteCreated, NoteEdits, NoteRenamed, WorkspaceEdit

_Change = types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile


def to_workspace_edit(
    edit: WorkspaceEdit, texts: NoteTexts, client: ClientFeatures, command: str = ""
) -> types.WorkspaceEdit:
    """Return changes for the client to apply. Raises EditUnsupported, which gives the command that does the same."""
    refused = _refused(edit, client)
    if refused:
        raise EditUnsupported(refused, command)
    if client.document_changes:
        return types.WorkspaceEdit(document_changes=_document_changes(edit, texts, client))
    changes: dict[str, list[types.TextEdit]] = {}
    for note in edit.changes:
        if isinstance(note, NoteEdits):
            edits = _text_edits(note, texts.positions(note.path), client)
            changes.setdefault(texts.uri(note.path), []).extend(edits)
    return types.WorkspaceEdit(changes=changes)


def _refused(edit: WorkspaceEdit, client: ClientFeatures) -> str:
    for change in edit.changes:
        if isinstance(change, NoteRenamed) and not client.renames_files:
            return "rename a file"
        if isinstance(change, NoteCreated) and not client.creates_files:
            return "create a file"
    return ""


def _document_changes(edit: WorkspaceEdit, texts: NoteTexts, client: ClientFeatures) -> list[_Change]:
    changes: list[_Change] = []
    # By path after the changes so far: where the text of a note is now, or None for a new note.
    origins: dict[str, str | None] = {}
    for change in edit.changes:
        if isinstance(change, NoteCreated):
            origins[change.path] = None
            changes.append(types.CreateFile(texts.uri(change.path)))
        elif isinstance(change, NoteRenamed):
            origins[change.new] = origins.get(change.old, change.old)
            changes.append(types.RenameFile(texts.uri(change.old), texts.uri(change.new)))
        else:
            origin = origins.get(change.path, change.path)
            positions = (
                ClientPositions(TextLines(""), "utf-32") if origin is None else texts.positions(origin)
            )
            where = types.OptionalVersionedTextDocumentIdentifier(
                uri=texts.uri(change.path), version=change.version
            )
            changes.append(types.TextDocumentEdit(where, list(_text_edits(change, positions, client))))
    return changes


def _text_edits(note: NoteEdits, positions: ClientPositions, client: ClientFeatures) -> list[types.TextEdit]:
    is_decoded = client.decodes_line_endings and note.version is None and _ends_with_crlf(positions.lines)
    return [
        types.TextEdit(
            positions.range_to_client(edit.range),
            edit.text.replace("\r\n", "\n") if is_decoded else edit.text,
        )
        for edit in note.edits
    ]


def _ends_with_crlf(lines: TextLines) -> bool:
    """Return whether Emacs takes the carriage returns out of these lines: unless one ends with a line feed alone."""
    return not any(line.endswith("\n") and not line.endswith("\r\n") for line in lines.with_endings)
