"""Runs the server: connects one editor's messages with its documents, vaults and requests. Computes no answer itself."""

import asyncio
import logging
from collections.abc import Callable
from datetime import date
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from plaintext_network import __version__
from plaintext_network.lsp.server.capabilities import server_capabilities
from plaintext_network.lsp.server.client_features import ClientFeatures
from plaintext_network.lsp.server.client_positions import choose_encoding
from plaintext_network.lsp.server.editor import Editor
from plaintext_network.lsp.server.note_uris import path_of_uri
from plaintext_network.lsp.server.protocol import EditorProtocol
from plaintext_network.lsp.server.publish_diagnostics import DiagnosticsPublisher
from plaintext_network.lsp.server.requests import Requests
from plaintext_network.lsp.server.standard_streams import StandardStreams
from plaintext_network.lsp.server.vault_sessions import VaultSession


def serve(today: date | None = None) -> int:
    """Serve one editor over standard input and output until it exits; return the status for this process.

    `today` replaces the day of the clock.
    """
    # These write whole messages, which contain notes.
    logging.getLogger("pygls").disabled = True
    logging.getLogger("pygls").addHandler(logging.NullHandler())
    logging.getLogger("pygls").propagate = False
    return asyncio.run(_serve(today))


async def _serve(today: date | None) -> int:
    streams = StandardStreams()
    server = NoteServer(streams.write, today)
    loop = asyncio.get_running_loop()
    streams.read(
        lambda body: _call(loop, server.protocol.receive, body),
        lambda: _call(loop, server.end, 1),
    )
    status = await server.ended
    server.close()
    return status


def _call(loop: asyncio.AbstractEventLoop, function: Callable[..., None], *values: Any) -> None:
    """Call a function in the thread of the loop, unless it is closed."""
    try:
        loop.call_soon_threadsafe(function, *values)
    except RuntimeError:
        # The server has ended.
        return


class NoteServer(LanguageServer):
    """The server of one editor."""

    protocol: EditorProtocol

    def __init__(self, write: Callable[[bytes], None], today: date | None) -> None:
        super().__init__("pnet", __version__, protocol_cls=EditorProtocol)
        self._write, self._today = write, today
        self._loop = asyncio.get_running_loop()
        self.ended: asyncio.Future[int] = self._loop.create_future()
        self.editor = Editor(self._begin_session)
        self.requests = Requests(self.editor)
        self.publisher = DiagnosticsPublisher(self.editor, self.text_document_publish_diagnostics)
        self._folders: dict[str, str] = {}

    def write(self, message: bytes) -> None:
        """Send a message; end if the editor is gone."""
        try:
            self._write(message)
        except OSError:
            self.end(1)

    def end(self, status: int) -> None:
        """End the server with a status."""
        if not self.ended.done():
            self.ended.set_result(status)

    def close(self) -> None:
        """Stop following the vaults."""
        self.editor.worker.close()
        self.editor.sessions.close()

    # What the protocol receives

    def initialize(self, params: types.InitializeParams) -> types.InitializeResult:
        """Return what the server offers this client. Reads no vault."""
        self.editor.client = client = ClientFeatures(params.capabilities)
        self.editor.documents.encoding = encoding = choose_encoding(params.capabilities)
        folders = [folder.uri for folder in params.workspace_folders or ()]
        if not folders and params.root_uri:
            folders = [params.root_uri]
        self._folders = {uri: path for uri in folders if (path := path_of_uri(uri))}
        if not self._folders and params.root_path:
            self._folders = {params.root_path: params.root_path}
        return types.InitializeResult(
            server_capabilities(client, encoding), types.ServerInfo("pnet", __version__)
        )

    def begin(self) -> None:
        """Open the vaults of the editor's folders."""
        for path in self._folders.values():
            self.editor.sessions.of_folder(path)

    def change_folders(self, event: types.WorkspaceFoldersChangeEvent) -> None:
        """Open the vaults of added folders."""
        for folder in event.removed:
            self._folders.pop(folder.uri, None)
        for folder in event.added:
            if path := path_of_uri(folder.uri):
                self._folders[folder.uri] = path
                self.editor.sessions.of_folder(path)

    def open_document(self, document: types.TextDocumentItem) -> None:
        """Add a document, and open its vault."""
        self.editor.documents.open(document)
        self._schedule(document.uri, 0)

    def change_document(self, params: types.DidChangeTextDocumentParams) -> None:
        """Change a document."""
        document = params.text_document
        self.editor.documents.change(document.uri, document.version, params.content_changes)
        self._schedule(document.uri)

    def close_document(self, uri: str) -> None:
        """Remove a document."""
        self.editor.documents.close(uri)
        self.publisher.clear(uri)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Report nothing to the user: whoever handles a message reports what fails."""

    # Vaults

    def _begin_session(self, root: str, shown_root: str) -> VaultSession:
        return VaultSession(
            root,
            shown_root,
            self._today,
            lambda *_: None,
            lambda session: _call(self._loop, self._refresh, session),
        )

    def _refresh(self, session: VaultSession) -> None:
        """Answer anew what the editor shows about a vault that has been read, or has changed."""
        client = self.editor.client
        for document in self.editor.opened_in(session).values():
            self._schedule(document.uri, 0)
        if client.pulls_diagnostics:
            self.workspace_diagnostic_refresh(None)
        if client.refreshes_hints:
            self.workspace_inlay_hint_refresh(None)
        if client.refreshes_lenses:
            self.workspace_code_lens_refresh(None)

    def _schedule(self, uri: str, *pause: float) -> None:
        if self.editor.place(uri) and not self.editor.client.pulls_diagnostics:
            self.publisher.schedule(uri, *pause)
