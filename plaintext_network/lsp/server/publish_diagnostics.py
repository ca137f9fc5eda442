"""Sends the problems of open notes to a client that doesn't request them, soon after each change. Finds no problem itself."""

import asyncio
from collections.abc import Callable
from typing import Any

from lsprotocol import types

from plaintext_network.lsp.server.answers import answer_diagnostics
from plaintext_network.lsp.server.editor import Editor

# Seconds after the last key.
PAUSE = 0.05


class DiagnosticsPublisher:
    """Publishes the problems of each open document. Used in the thread of the event loop only."""

    def __init__(self, editor: Editor, send: Callable[[types.PublishDiagnosticsParams], None]) -> None:
        self._editor, self._send = editor, send
        self._timers: dict[str, asyncio.TimerHandle] = {}
        # The documents for which the client shows problems.
        self._shown: set[str] = set()

    def schedule(self, uri: str, pause: float = PAUSE) -> None:
        """Publish the problems of a document soon, unless it changes before."""
        if (timer := self._timers.pop(uri, None)) is not None:
            timer.cancel()
        self._timers[uri] = asyncio.get_running_loop().call_later(pause, self._find, uri)

    def clear(self, uri: str) -> None:
        """Remove the problems of a document that is closed."""
        if (timer := self._timers.pop(uri, None)) is not None:
            timer.cancel()
        if uri in self._shown:
            self._shown.discard(uri)
            self._send(types.PublishDiagnosticsParams(uri, ()))

    def _find(self, uri: str) -> None:
        self._timers.pop(uri, None)
        opened, place = self._editor.documents.get(uri), self._editor.place(uri)
        if opened is None or place is None or not place[0].is_ready:
            return
        asked = self._editor.ask_about_note(*place, answer_diagnostics, in_background=True)
        answer = asyncio.wrap_future(asked.answer)
        answer.add_done_callback(lambda done: self._publish(uri, opened.version, done))

    def _publish(self, uri: str, version: int, done: "asyncio.Future[Any]") -> None:
        opened = self._editor.documents.get(uri)
        if done.cancelled() or done.exception() or opened is None or opened.version != version:
            return
        found = done.result()
        if found or uri in self._shown:
            self._shown.add(uri)
            self._send(types.PublishDiagnosticsParams(uri, found, version))
