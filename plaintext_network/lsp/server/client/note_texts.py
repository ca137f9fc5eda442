"""Finds the URI and the positions of each note in one view, as the client has them. Converts no answer."""

from collections.abc import Callable, Mapping

from lsprotocol import types

from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.positions import Range
from plaintext_network.lsp.server.client.client_positions import ClientPositions, Encoding
from plaintext_network.lsp.server.client.note_uris import uri_of_path
from plaintext_network.lsp.server.client.open_documents import OpenDocument


class NoteTexts:
    """The notes of a view with their URIs, and what converts their positions. `opened` are the open documents by path.

    `whole_path` returns a path in the vault as the editor spells it.
    """

    def __init__(
        self,
        view: EditorView,
        whole_path: Callable[[str], str],
        opened: Mapping[str, OpenDocument],
        encoding: Encoding,
    ) -> None:
        self._view, self._whole_path, self._opened, self._encoding = view, whole_path, opened, encoding
        self._positions: dict[str, ClientPositions] = {}

    def uri(self, path: str) -> str:
        """Return a note's URI: the editor's if the note is open there."""
        opened = self._opened.get(path)
        return opened.uri if opened else uri_of_path(self._whole_path(path))

    def positions(self, path: str) -> ClientPositions:
        """Return what converts positions in a note."""
        if (opened := self._opened.get(path)) is not None:
            return opened.positions
        if path not in self._positions:
            self._positions[path] = ClientPositions(self._view.document(path).lines, self._encoding)
        return self._positions[path]

    def range(self, path: str, of: Range) -> types.Range:
        """Return a range in a note as the client counts it."""
        if path not in self._opened and (
            self._encoding == "utf-32" or not (of.start.column or of.end.column)
        ):
            # The same in every encoding, so that the note need not be read.
            return types.Range(types.Position(*of.start), types.Position(*of.end))
        return self.positions(path).range_to_client(of)
