"""Holds the text of one note as an editor shows it, saved or not. Reads no file."""

import re
from functools import cached_property

from plaintext_network.lsp.positions import TextLines
from plaintext_network.notes.note import Note
from plaintext_network.vault.cache.changed_state import parse_text

# Half of a character beyond U+FFFF, which JSON can contain and a file can't.
_HALF = re.compile("[\ud800-\udfff]")


class Document:
    """A note's text at one version. `path` is relative to the vault, with `/`; `version` is None for a note that isn't open.

    The text has no byte order mark, and U+FFFD in place of each half of a character.
    """

    def __init__(self, path: str, text: str, version: int | None = None) -> None:
        self.path, self.version = path, version
        self.text = _HALF.sub("\ufffd", text.removeprefix("\ufeff"))

    @cached_property
    def lines(self) -> TextLines:
        """The lines of the text."""
        return TextLines(self.text)

    @cached_property
    def content(self) -> bytes:
        """The text as UTF-8."""
        return self.text.encode()

    @cached_property
    def note(self) -> Note:
        """The text as a note: its properties and the elements of its body."""
        return parse_text(self.content, None)
