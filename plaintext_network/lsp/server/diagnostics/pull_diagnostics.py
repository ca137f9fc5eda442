"""Answers a client that requests the problems of documents and vaults. Finds no problem itself."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from lsprotocol import types

from plaintext_network.errors import PnetError
from plaintext_network.lsp.server.diagnostics.find_diagnostics import (
    result_id,
    vault_diagnostics,
    work_of_document,
)
from plaintext_network.lsp.server.diagnostics.publish_diagnostics import PAUSE_AT_CURSOR
from plaintext_network.lsp.server.editor import Editor

Answer = asyncio.Future[Any]
Report = types.WorkspaceFullDocumentDiagnosticReport


class DiagnosticsReports:
    """Reports problems on request. `refresh` asks the client to request them again.

    Used in the thread of the event loop only.
    """

    def __init__(self, editor: Editor, refresh: Callable[[], None]) -> None:
        self._editor, self._refresh = editor, refresh
        self._changed = asyncio.Event()
        self._timer: asyncio.TimerHandle | None = None
        self.methods: dict[str, Callable[[Any], Answer]] = {
            types.TEXT_DOCUMENT_DIAGNOSTIC: self._document,
            types.WORKSPACE_DIAGNOSTIC: self._workspace,
        }

    def report_change(self) -> None:
        """Answer the requests that wait for a change of a vault."""
        self._changed.set()
        self._changed = asyncio.Event()

    def _document(self, params: types.DocumentDiagnosticParams) -> Answer:
        uri, before = params.text_document.uri, params.previous_result_id
        opened = self._editor.documents.get(uri)
        work = work_of_document(self._editor, uri, while_typing=True)
        if opened is not None and opened.cursor is not None:
            self._look_again(uri, opened.version)

        async def report() -> Any:
            asked = self._editor.ask(work) if work else None
            found: list[types.Diagnostic] = []
            # A vault that can't be read any more has no problems.
            with suppress(PnetError):
                found = await asyncio.wrap_future(asked.answer) if asked else []
            key = result_id(found)
            if key == before:
                return types.RelatedUnchangedDocumentDiagnosticReport(result_id=key)
            return types.RelatedFullDocumentDiagnosticReport(items=found, result_id=key)

        return asyncio.ensure_future(report())

    def _look_again(self, uri: str, version: int) -> None:
        """Let the client request the problems at the cursor, too, once the user has paused."""

        def settle() -> None:
            opened = self._editor.documents.get(uri)
            if opened is not None and opened.version == version:
                opened.cursor = None
                self._refresh()

        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(PAUSE_AT_CURSOR, settle)

    def _workspace(self, params: types.WorkspaceDiagnosticParams) -> Answer:
        known = {each.uri: each.value for each in params.previous_result_ids}

        async def report() -> types.WorkspaceDiagnosticReport:
            while True:
                changed = self._changed
                items = await self._news(known)
                if items or not known:
                    return types.WorkspaceDiagnosticReport(items)
                # Nothing has changed since the last report: answer when something has.
                await changed.wait()

        return asyncio.ensure_future(report())

    async def _news(self, known: dict[str, str]) -> list[Report]:
        """Return what has changed since the client got these results."""
        items: list[Report] = []
        unread = [session for session in self._editor.sessions if not session.is_ready]
        found: set[str] = set()
        for session in self._editor.sessions:
            if session in unread:
                # What was reported about it stays.
                continue
            work = self._editor.about_vault(session, vault_diagnostics)
            try:
                problems = await asyncio.wrap_future(self._editor.ask(work, in_background=True).answer)
            except PnetError:
                # It is changing, or gone: as above.
                unread.append(session)
                continue
            for uri, diagnostics in problems.items():
                found.add(uri)
                key = result_id(diagnostics)
                if known.get(uri) != key:
                    items.append(Report(uri=uri, items=diagnostics, result_id=key))
        empty = result_id([])
        for uri, key in known.items():
            place = self._editor.sessions.place(uri)
            is_unread = place is not None and place[0] in unread
            if uri not in found and key != empty and not is_unread and not self._editor.documents.get(uri):
                items.append(Report(uri=uri, items=(), result_id=empty))
        return items
