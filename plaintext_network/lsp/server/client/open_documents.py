"""Holds the texts of the documents that are open in the editor, and applies its changes. Reads no file.

Only LF, CRLF and CR end a line, as the protocol says.
"""

import re
from collections.abc import Iterable
from functools import cached_property

from lsprotocol import types

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.positions import Position, TextLines
from plaintext_network.lsp.server.client.client_positions import MARK, ClientPositions, Encoding, column_of
from plaintext_network.notes.source import lines_of

_SURROGATE = re.compile("[\ud800-\udfff]")


class OpenDocument:
    """The text of one document at one version, as the client has it. `cursor` is the end of its last change."""

    def __init__(
        self, uri: str, version: int, text: str, encoding: Encoding, cursor: Position | None = None
    ) -> None:
        self.uri, self.version, self.text, self.encoding = uri, version, text, encoding
        self.cursor = cursor
        self._note: Document | None = None

    @property
    def has_mark(self) -> bool:
        """Whether the client's text starts with a byte order mark."""
        return self.text.startswith(MARK)

    def note(self, path: str) -> Document:
        """Return this text as the note at a path."""
        if self._note is None or self._note.path != path:
            self._note = Document(path, self.text, self.version)
        return self._note

    @cached_property
    def positions(self) -> ClientPositions:
        """What converts positions in this text, without its byte order mark."""
        lines = TextLines(self.text.removeprefix(MARK))
        return ClientPositions(lines, self.encoding, has_mark=self.has_mark)

    def changed(
        self, version: int, changes: Iterable[types.TextDocumentContentChangeEvent]
    ) -> "OpenDocument":
        """Return the document after changes, which apply one after the other."""
        lines = _Lines(self.text, self.encoding)
        end: tuple[int, int] | None = None
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                end = lines.replace(change.range, change.text)
            else:
                lines, end = _Lines(change.text, self.encoding), None
        text = lines.text
        if end is not None and end[0] == 0 and text.startswith(MARK):
            end = (0, max(end[1] - 1, 0))
        cursor = Position(*end) if end else None
        return OpenDocument(self.uri, version, text, self.encoding, cursor)


class OpenDocuments:
    """The open documents by URI. Used in one thread only."""

    def __init__(self) -> None:
        self.encoding: Encoding = "utf-16"
        self._documents: dict[str, OpenDocument] = {}
        # Changed by the client without being open, and not saved since.
        self._unknown: set[str] = set()

    def get(self, uri: str) -> OpenDocument | None:
        """Return an open document; None if the client hasn't opened it."""
        return self._documents.get(uri)

    def open(self, document: types.TextDocumentItem) -> OpenDocument:
        """Add a document, or replace its text if it is open."""
        text = whole_characters(document.text)
        opened = OpenDocument(document.uri, document.version, text, self.encoding)
        self._documents[document.uri] = opened
        self._unknown.discard(document.uri)
        return opened

    def change(
        self,
        uri: str,
        version: int,
        changes: Iterable[types.TextDocumentContentChangeEvent],
    ) -> OpenDocument | None:
        """Apply changes; return None if the client hasn't opened the document."""
        before = self._documents.get(uri)
        if before is None:
            self._unknown.add(uri)
            return None
        self._documents[uri] = after = before.changed(version, changes)
        return after

    def close(self, uri: str) -> OpenDocument | None:
        """Remove a document and return it; None if the client hasn't opened it."""
        self._unknown.discard(uri)
        return self._documents.pop(uri, None)

    def save(self, uri: str) -> None:
        """Note that a document was saved: its file has its text."""
        self._unknown.discard(uri)

    def is_unknown(self, uri: str) -> bool:
        """Return whether the client has changed a document without opening it, as Neovim does after `:file`."""
        return uri in self._unknown


def whole_characters(text: str) -> str:
    """Return a text in which each pair of surrogates is the character that it stands for."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


class _Lines:
    """The lines of a text that changes."""

    def __init__(self, text: str, encoding: Encoding) -> None:
        self._encoding = encoding
        self._lines = _split(whole_characters(text))

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self._lines)

    def replace(self, where: types.Range, text: str) -> tuple[int, int]:
        """Replace a range by a text; return the line and column where the text ends."""
        start, end = sorted((self._place(where.start), self._place(where.end)))
        first, last = start[0], end[0]
        before, after = self._lines[first][: start[1]], self._lines[last][end[1] :]
        # A CR and a LF that come to stand side by side are one line ending.
        if not before and first and self._lines[first - 1].endswith("\r"):
            first -= 1
            before = self._lines[first]
        written = whole_characters(before + text)
        whole = whole_characters(written + after)
        lines = _split(whole)
        if last + 1 < len(self._lines) and not lines[-1]:
            # The rest ends with a line ending, and other lines follow.
            del lines[-1]
        self._lines[first : last + 1] = lines
        upto = _split(written)
        return first + len(upto) - 1, len(upto[-1])

    def _place(self, at: types.Position) -> tuple[int, int]:
        if at.line >= len(self._lines):
            return len(self._lines) - 1, len(self._lines[-1])
        line = self._lines[max(at.line, 0)].rstrip("\r\n")
        return max(at.line, 0), column_of(line, at.character, self._encoding)


def _split(text: str) -> list[str]:
    """Return the lines with their endings; the last one has none."""
    lines = list(lines_of(text))
    return [*lines, ""] if not lines or lines[-1].endswith(("\n", "\r")) else lines
