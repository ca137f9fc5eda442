"""Applies a workspace edit to files as an editor does, which then saves all notes. Shares no code with what makes the edit."""

from collections.abc import Mapping
from pathlib import Path

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.positions import Position
from plaintext_network.lsp.workspace_edit import NoteCreated, NoteEdits, NoteRenamed, TextEdit, WorkspaceEdit

_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def save_all(root: Path, documents: Mapping[str, Document]) -> None:
    """Save the texts of an editor, each with the byte order mark of its file."""
    for path, document in documents.items():
        file = root / path
        mark = _mark(file.read_bytes()) if file.exists() else b""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(
            (mark if mark == b"\xef\xbb\xbf" else b"") + document.text.encode("utf-8", "surrogatepass")
        )


def apply_edit(root: Path, view: EditorView, edit: WorkspaceEdit) -> None:
    """Apply an edit to the saved texts in a folder; a version other than the document's is an error."""
    for change in edit.changes:
        if isinstance(change, NoteCreated):
            file = root / change.path
            assert not file.exists(), f"{change.path} exists already"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"")
        elif isinstance(change, NoteRenamed):
            assert not (root / change.new).exists() or (root / change.new).samefile(root / change.old)
            (root / change.old).rename(root / change.new)
        else:
            _edit_file(root / change.path, view, change)


def _edit_file(file: Path, view: EditorView, change: NoteEdits) -> None:
    document = view.documents.get(change.path)
    assert change.version == (document.version if document else None)
    content = file.read_bytes()
    mark = _mark(content)
    text, encoding = _decoded(content[len(mark) :], _MARKS.get(mark, "utf-8"))
    file.write_bytes(mark + edited(text, change.edits).encode(encoding, "surrogatepass"))


def edited(text: str, edits: tuple[TextEdit, ...]) -> str:
    """Return a text with edits made one by one from its end, by lines as an editor counts them."""
    starts, stops = _lines(text)

    def offset(at: Position) -> int:
        assert starts[at.line] + at.column <= stops[at.line], "a position within a line ending"
        return starts[at.line] + at.column

    for edit in sorted(edits, reverse=True):
        start, end = offset(edit.range.start), offset(edit.range.end)
        assert start <= end
        text = text[:start] + edit.text + text[end:]
    return text


def _lines(text: str) -> tuple[list[int], list[int]]:
    """Return where each line starts and where its text stops."""
    starts, stops = [0], []
    for at, character in enumerate(text):
        if character == "\r" or (character == "\n" and text[at - 1 : at] != "\r"):
            stops.append(at)
        if character == "\n" or (character == "\r" and text[at + 1 : at + 2] != "\n"):
            starts.append(at + 1)
    return starts, [*stops, len(text)]


def _mark(content: bytes) -> bytes:
    return next((mark for mark in _MARKS if content.startswith(mark)), b"")


def _decoded(content: bytes, encoding: str) -> tuple[str, str]:
    try:
        return content.decode(encoding, "surrogatepass" if encoding == "utf-8" else "strict"), encoding
    except UnicodeDecodeError:
        return content.decode("cp1252"), "cp1252"
