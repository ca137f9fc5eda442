"""Makes the view of a vault that an editor has, from texts."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.positions import Position
from plaintext_network.vault.notebook import Notebook

TODAY = date(2026, 11, 24)


def view_of(
    root: Path, files: Mapping[str, str], unsaved: Mapping[str, str] | None = None, *, today: date = TODAY
) -> EditorView:
    """Write the files of a vault, and return a view of it with the unsaved texts in the editor."""
    (root / "pnet.toml").touch()
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    documents = {path: Document(path, text, 1) for path, text in (unsaved or {}).items()}
    return EditorView(Notebook(str(root), today, cache=False), documents)


def cursor_in(text: str) -> tuple[str, Position]:
    """Return a text without its one `‸`, and the position where that was."""
    before, after = text.split("‸")
    document = Document("", before + after)
    return before + after, document.lines.position(len(before))
