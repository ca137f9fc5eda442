"""Shows a vault as an editor has it: the notes on disk, with the unsaved texts of open ones. Answers no request itself."""

from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property

from plaintext_network.lsp.document import Document
from plaintext_network.notes.source import decode
from plaintext_network.vault.files.read_file import NotRead, read
from plaintext_network.vault.notebook import Notebook


class EditorView:
    """One moment of a vault and of the editor's open notes. All answers about it agree with each other.

    `notebook` is the vault on disk at that moment; `documents` are the open notes by path.
    """

    def __init__(self, notebook: Notebook, documents: Mapping[str, Document]) -> None:
        self.on_disk, self.documents = notebook, documents

    @cached_property
    def notebook(self) -> Notebook:
        """The vault with the texts of the open notes."""
        return self.on_disk.over({path: self.content(document) for path, document in self.documents.items()})

    def document(self, path: str) -> Document:
        """Return a note's text: the editor's if the note is open there, else the one on disk."""
        return self.documents.get(path) or Document(path, self.notebook.text(path))

    def content(self, document: Document) -> bytes:
        """Return the bytes that an editor would save: it keeps the encoding of a file as long as that has every character."""
        problems = self.on_disk.index.note_problems.get(document.path, ())
        if any(problem.code in ("utf16", "not-utf8") for problem in problems):
            with suppress(OSError, NotRead, UnicodeEncodeError):
                return decode(read(self.on_disk.root, document.path))[0].encode(document.text)
        return document.content
