"""Finds and reads the files that notes link, such as photos: inside the vault only. Decides nothing about who may see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from plaintext_network.exchange.cards.attachments import file_of_line
from plaintext_network.exchange.contact_notes.source_block import read_blocks
from plaintext_network.exchange.file_kinds import file_kind
from plaintext_network.exchange.record import Attachment
from plaintext_network.notes.source import decode
from plaintext_network.vault.files.files_by_name import FilesByName
from plaintext_network.vault.files.read_file import NotRead, Reader

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.notebook import Notebook

# Readers take at most 4 MB of base64 for one value.
LARGEST = 3 << 20
_LINK = re.compile(r"!?\[\[([^\[\]|#]+)[^\[\]]*\]\]|!?\[[^\[\]]*\]\(<?([^()<>]+)>?\)")


class VaultFiles:
    """The files of one vault. Use it in a `with`."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self._reader = Reader(notebook.root)
        self._by_name = FilesByName(notebook.root)

    def __enter__(self) -> VaultFiles:
        return self

    def __exit__(self, *_: object) -> None:
        self._reader.__exit__(None, None, None)

    def text(self, path: str) -> str:
        """Return a note's text; empty if it can't be read."""
        try:
            return decode(self._reader.read(path))[0].text
        except (NotRead, FileNotFoundError):
            return ""

    def find(self, link: str, note: str) -> str | None:
        """Return the path of the file that a link or a path in a note means: from the root, from the note, else by its name alone."""
        found = _LINK.search(link)
        typed = unquote((found[1] or found[2]) if found else link).strip().replace("\\", "/")
        if not typed or ":" in typed or typed.startswith("/"):
            return None
        return self._by_name.find(typed, note)

    def read(self, path: str) -> Attachment | None:
        """Return a file; None if it can't be read or is larger than LARGEST."""
        try:
            content = self._reader.read(path, LARGEST)
        except (NotRead, FileNotFoundError):
            return None
        if self._reader.size > LARGEST:
            return None
        return Attachment(file_kind(content)[1], content)

    def files_of(self, note: str) -> Iterator[str]:
        """Yield the files that belong to a contact: the photo, and what the source blocks put in files."""
        index = self._notebook.index
        for link in dict(index.notes[note].properties).get("photo", ()):
            if path := self.find(link, note):
                yield path
        for block in read_blocks(self.text(note)):
            for line in block.lines:
                if (name := file_of_line(line)) and (path := self.find(name, note)):
                    yield path
