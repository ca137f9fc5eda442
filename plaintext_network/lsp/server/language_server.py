"""Connects one editor's messages with its documents, vaults and requests. Computes no answer itself."""

import asyncio
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from datetime import date
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from plaintext_network import __version__
from plaintext_network.errors import PnetError, SettingsInvalid
from plaintext_network.lsp.features.completion import prepare
from plaintext_network.lsp.server.client.capabilities import server_capabilities
from plaintext_network.lsp.server.client.client_features import ClientFeatures
from plaintext_network.lsp.server.client.client_positions import choose_encoding
from plaintext_network.lsp.server.client.note_uris import path_of_uri, uri_of_path
from plaintext_network.lsp.server.connection.message_log import MessageLog
from plaintext_network.lsp.server.connection.parent_process import watch_process
from plaintext_network.lsp.server.connection.protocol import EditorProtocol
from plaintext_network.lsp.server.diagnostics.publish_diagnostics import DiagnosticsPublisher
from plaintext_network.lsp.server.diagnostics.pull_diagnostics import DiagnosticsReports
from plaintext_network.lsp.server.editor import Editor
from plaintext_network.lsp.server.requests import Requests
from plaintext_network.lsp.server.vaults.reading_progress import ReadingProgress
from plaintext_network.lsp.server.vaults.vault_places import VaultPlace
from plaintext_network.lsp.server.vaults.vault_session import VaultSession
from plaintext_network.lsp.server.vaults.vault_sessions import VaultSessions
from plaintext_network.vault import FILE
from plaintext_network.vault.window.release_memory import release_memory

# Seconds between two checks for new and deleted vaults.
CHECK_INTERVAL = 2.0
# How long after an edit the user sees what to do next, in seconds.
PAUSE_BEFORE_NOTICE = 0.3


class NoteServer(LanguageServer):
    """The server of one editor. `today` replaces the day of the clock; `named` are folders that are vaults in any case."""

    protocol: EditorProtocol

    def __init__(
        self, write: Callable[[bytes], None], log: MessageLog, today: date | None, named: Iterable[str]
    ) -> None:
        super().__init__("pnet", __version__, protocol_cls=EditorProtocol)
        self.write, self.log, self._today = write, log, today
        self._loop = asyncio.get_running_loop()
        self.ended: asyncio.Future[int] = self._loop.create_future()
        self.editor = Editor(
            VaultSessions(self._begin_session, named),
            lambda text: self.call(self._show_notice, text),
        )
        self.requests = Requests(self.editor)
        self._publisher = DiagnosticsPublisher(self.editor, self.text_document_publish_diagnostics, log)
        self._reports = DiagnosticsReports(self.editor, self._refresh_diagnostics)
        self._folders: dict[str, str] = {}
        # The progress of reading each vault, by root, and when its reading began.
        self._progress: dict[str, tuple[ReadingProgress, float]] = {}
        # The notice about each vault's settings that the user got, by root.
        self._told: dict[str, str] = {}
        # How many questions the worker had at the last check, and when memory was released last.
        self._asked = self._released = 0

    def call(self, function: Callable[..., None], *values: Any) -> None:
        """Call a function in the thread of the event loop, unless the server has ended. Any thread may call this."""
        try:
            self._loop.call_soon_threadsafe(function, *values)
        except RuntimeError:
            # The loop is closed.
            return

    def end(self, status: int) -> None:
        """End the server with a status."""
        if not self.ended.done():
            self.log.write(f"end with status {status}")
            self.ended.set_result(status)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Report an error that no answer can report."""
        del source
        # The client got an answer to a request that it should not make.
        if not isinstance(error, JsonRpcException):
            self.log.report("a message", error)

    # Life of the connection

    def initialize(self, params: types.InitializeParams) -> types.InitializeResult:
        """Return what the server offers this client. Reads no vault."""
        options = params.initialization_options
        name = params.client_info.name if params.client_info else None
        self.editor.client = client = ClientFeatures(params.capabilities, options, name)
        self.editor.documents.encoding = encoding = choose_encoding(params.capabilities)
        if client.pulls_diagnostics:
            self.requests.methods |= self._reports.methods
        if params.process_id:
            watch_process(params.process_id, lambda: self.call(self.end, 1))
        folders = [folder.uri for folder in params.workspace_folders or ()]
        if not folders and params.root_uri:
            folders = [params.root_uri]
        if not folders and params.root_path:
            folders = [uri_of_path(params.root_path)]
        self._folders = {uri: path for uri in folders if (path := path_of_uri(uri))}
        return types.InitializeResult(
            server_capabilities(client, encoding), types.ServerInfo("pnet", __version__)
        )

    def begin(self) -> None:
        """Open the vaults of the editor's folders."""
        for uri, path in self._folders.items():
            self.editor.sessions.add_folder(uri, path)
        self._loop.call_later(CHECK_INTERVAL, self._check)

    def change_folders(self, event: types.WorkspaceFoldersChangeEvent) -> None:
        """Open the vaults of added folders, and close those of removed ones later."""
        for folder in event.removed:
            self.editor.sessions.remove_folder(folder.uri)
        for folder in event.added:
            if path := path_of_uri(folder.uri):
                self.editor.sessions.add_folder(folder.uri, path)

    # Documents

    def open_document(self, document: types.TextDocumentItem) -> None:
        """Add a document, and open its vault."""
        self.editor.documents.open(document)
        self.editor.sessions.open_document(document.uri)
        if self.editor.sessions.place(document.uri) is None:
            self.log.write(f"in no vault, as no folder above it has a pnet.toml: {document.uri}")
        self._find_diagnostics(document.uri)

    def change_document(self, params: types.DidChangeTextDocumentParams) -> None:
        """Change a document."""
        document = params.text_document
        if self.editor.documents.change(document.uri, document.version, params.content_changes) is None:
            self.log.write("a change of a document that isn't open")
        elif not self.editor.client.pulls_diagnostics:
            self._publisher.change(document.uri)

    def save_document(self, uri: str) -> None:
        """Show what is wrong at the cursor, too. Whoever follows the vault sees the file change."""
        self.editor.documents.save(uri)
        if (opened := self.editor.documents.get(uri)) is not None:
            opened.cursor = None
            self._find_diagnostics(uri)

    def close_document(self, uri: str) -> None:
        """Remove a document."""
        self.editor.documents.close(uri)
        self.editor.sessions.close_document(uri)
        self.requests.forget(uri)
        self._publisher.clear(uri)

    def _find_diagnostics(self, uri: str) -> None:
        if not self.editor.client.pulls_diagnostics:
            self._publisher.find(uri)

    # Vaults

    def _begin_session(self, place: VaultPlace) -> VaultSession:
        name = place.shown_root.replace("\\", "/").rstrip("/").rpartition("/")[2] or place.shown_root
        progress = ReadingProgress(self, name, self.call)
        self._progress[place.root] = progress, time.monotonic()
        self.log.write(f"open the vault {place.root}")
        return VaultSession(
            place,
            self._today,
            progress.report if self.editor.client.progress else _ignore,
            lambda session: self.call(self._receive_change, session),
            self.log,
        )

    def _receive_change(self, session: VaultSession) -> None:
        """Update what the editor shows after a vault was read, changed, or became unreadable."""
        if (reading := self._progress.pop(session.root, None)) is not None:
            reading[0].end()
            self.log.write(f"read the vault {session.root} in {time.monotonic() - reading[1]:.2f} s")
        self.editor.report_change(session)
        self._tell_failure(session)
        if not session.is_ready:
            return
        self._reports.report_change()
        for uri in self.editor.sessions.documents_in(session).values():
            self._find_diagnostics(uri)
        self._refresh()
        # While nobody types.
        self._do_in_background(
            "preparing completion", self.editor.about_vault(session, lambda view, _: prepare(view))
        )
        if reading is not None:
            self._do_in_background("releasing memory", release_memory)

    def _do_in_background(self, what: str, work: Callable[[], Any]) -> None:
        def report(done: "Future[Any]") -> None:
            error = None if done.cancelled() else done.exception()
            if error is not None and not isinstance(error, PnetError):
                self.log.report(what, error)

        self.editor.ask(work, in_background=True).answer.add_done_callback(report)

    def _refresh(self) -> None:
        client = self.editor.client
        self._refresh_diagnostics()
        if client.refreshes_hints:
            self.workspace_inlay_hint_refresh(None)
        if client.refreshes_lenses:
            self.workspace_code_lens_refresh(None)

    def _refresh_diagnostics(self) -> None:
        if self.editor.client.pulls_diagnostics:
            self.workspace_diagnostic_refresh(None)

    def _tell_failure(self, session: VaultSession) -> None:
        """Tell the user once why the settings of a vault can't be used; with its pnet.toml open, its problems say so."""
        failure = session.failure
        if not isinstance(failure, SettingsInvalid):
            self._told.pop(session.root, None)
            return
        text = str(failure)
        if self._told.get(session.root) == text or FILE in self.editor.sessions.documents_in(session):
            return
        self._told[session.root] = text
        self._show(types.MessageType.Error, text)

    def _show_notice(self, text: str) -> None:
        # Beside what Neovim asked the user, it would wait for Enter.
        pause = PAUSE_BEFORE_NOTICE if self.editor.client.names_server else 0
        self._loop.call_later(pause, self._show, types.MessageType.Info, text)

    def _show(self, kind: types.MessageType, text: str) -> None:
        self.window_show_message(
            types.ShowMessageParams(kind, text if self.editor.client.names_server else f"pnet: {text}")
        )

    def _check(self) -> None:
        # First, so that a check that fails is not the last one.
        self._loop.call_later(CHECK_INTERVAL, self._check)
        moved = self.editor.sessions.check()
        for uri in moved:
            self._publisher.clear(uri)
            self._find_diagnostics(uri)
        if moved:
            self._refresh()
        self._release_when_idle()

    def _release_when_idle(self) -> None:
        """Once nobody has asked between two checks, forget what the last answers read."""
        asked = self.editor.worker.asked
        if asked == self._asked != self._released:
            self.log.write("forget the last answers")
            for session in self.editor.sessions:
                self._do_in_background("forgetting the last answers", session.forget)
            self._do_in_background("releasing memory", release_memory)
            self._released = asked
        self._asked = asked


def _ignore(*_: object) -> None:
    """Show no progress."""
