"""Sends the problems of open documents to a client that doesn't request them, soon after each change. Finds no problem itself."""

import asyncio
from collections.abc import Callable
from typing import Any

from lsprotocol import types

from plaintext_network.errors import PnetError
from plaintext_network.lsp.server.client.open_documents import OpenDocument
from plaintext_network.lsp.server.connection.message_log import MessageLog
from plaintext_network.lsp.server.diagnostics.find_diagnostics import work_of_document
from plaintext_network.lsp.server.editor import Editor
from plaintext_network.lsp.server.vaults.vault_sessions import Place

# After the last key, in seconds: the problems of the changed document; those that the change makes in others; and what is wrong
# at the cursor, since that link is probably finished.
PAUSE, PAUSE_OF_OTHERS, PAUSE_AT_CURSOR = 0.05, 0.5, 1.5


class DiagnosticsPublisher:
    """Publishes the problems of each open document. Used in the thread of the event loop only."""

    def __init__(
        self, editor: Editor, send: Callable[[types.PublishDiagnosticsParams], None], log: MessageLog
    ) -> None:
        self._editor, self._send, self._log = editor, send, log
        self._timers: dict[str, asyncio.TimerHandle] = {}
        # By document, the version and the problems that the client shows.
        self._shown: dict[str, tuple[int, list[types.Diagnostic]]] = {}

    def change(self, uri: str) -> None:
        """Publish the problems of a document that has changed, and then those of the others in its vault."""
        self._schedule(uri, PAUSE, while_typing=True)
        place = self._editor.sessions.place(uri)
        if place:
            for other in self._editor.sessions.documents_in(place[0]).values():
                if other != uri:
                    self._schedule(other, PAUSE_OF_OTHERS, while_typing=False)

    def find(self, uri: str) -> None:
        """Publish the problems of a document now, also at the cursor."""
        self._schedule(uri, 0, while_typing=False)

    def clear(self, uri: str) -> None:
        """Remove the problems of a document that is closed, or is in no vault any more."""
        self._cancel(uri)
        if self._shown.pop(uri, (0, []))[1]:
            self._send(types.PublishDiagnosticsParams(uri, ()))

    def _schedule(self, uri: str, pause: float, *, while_typing: bool) -> None:
        self._cancel(uri)
        loop = asyncio.get_running_loop()
        self._timers[uri] = loop.call_later(pause, self._find, uri, while_typing)

    def _cancel(self, uri: str) -> None:
        if (timer := self._timers.pop(uri, None)) is not None:
            timer.cancel()

    def _find(self, uri: str, while_typing: bool) -> None:
        self._timers.pop(uri, None)
        opened = self._editor.documents.get(uri)
        work = work_of_document(self._editor, uri, while_typing=while_typing)
        if opened is None or work is None:
            return
        if while_typing and opened.cursor is not None:
            self._schedule(uri, PAUSE_AT_CURSOR, while_typing=False)
        answer = asyncio.wrap_future(self._editor.ask(work, in_background=True).answer)
        place = self._editor.sessions.place(uri)
        answer.add_done_callback(lambda done: self._publish(opened, place, done))

    def _publish(self, opened: OpenDocument, place: Place | None, done: "asyncio.Future[Any]") -> None:
        uri, version = opened.uri, opened.version
        # If this fails for a moment, the client keeps the earlier problems.
        if done.cancelled():
            return
        if error := done.exception():
            if not isinstance(error, PnetError):
                self._log.report("finding problems", error)
            return
        # Closed, changed or opened again meanwhile, or in another vault, or in none.
        if self._editor.documents.get(uri) is not opened or self._editor.sessions.place(uri) != place:
            return
        found = done.result()
        before, shown = self._shown.get(uri, (version, []))
        if found == shown and (version == before or not found or self._editor.client.hides_new_problems):
            return
        self._shown[uri] = version, found
        self._send(types.PublishDiagnosticsParams(uri, found, version))
