"""Finds a note, even a deleted one, and reads its history without private people. Runs no git itself."""

from __future__ import annotations

import posixpath

from plaintext_network.errors import NoteNotFound
from plaintext_network.model.note.note_differences import VersionReader
from plaintext_network.vault.files.read_file import NotRead, Reader
from plaintext_network.vault.git.note_history import NoteHistory, deleted_path, note_history

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.notebook import Notebook

# Folders in which to look for a contact's note that is gone.
MOST_FOLDERS = 100


def read_history(notebook: Notebook, name: str, *, private: bool) -> NoteHistory:
    """Return what `Notebook.history` does."""
    try:
        path = notebook.path(name)
        kind, content = notebook.index.notes[path].kind, _content(notebook.root, path)
    except NoteNotFound:
        gone = deleted_path(notebook.root, _possible_paths(notebook, name))
        if gone is None:
            raise
        path, kind, content = gone, "contact", None
    history = note_history(notebook.root, path, content, VersionReader(path, kind, notebook.settings.rules))
    if private:
        return history
    shown = notebook.reports.shown_changes(path, history.changes)
    hidden = sum(one not in shown for one in history.changes) if shown != history.changes else 0
    return history._replace(changes=shown, hidden=hidden)


def _content(root: str, path: str) -> bytes | None:
    with Reader(root) as files:
        try:
            return files.read(path)
        except (OSError, ValueError, NotRead):
            return None


def _possible_paths(notebook: Notebook, name: str) -> tuple[str, ...]:
    """Return where the note of a contact with this name or path may have been."""
    typed = name.strip()
    typed = typed if typed.endswith(".md") else f"{typed}.md"
    if posixpath.isabs(typed) or ".." in typed.split("/") or "\0" in typed:
        return ()
    contacts = dict(notebook.settings.rules.kinds)["contact"].folders
    folders = (posixpath.dirname(path) for path in notebook.index.names.of_kind("contact"))
    where = list(dict.fromkeys(("", *contacts, *folders)))[:MOST_FOLDERS]
    return tuple(dict.fromkeys(posixpath.normpath(posixpath.join(folder, typed)) for folder in where))
