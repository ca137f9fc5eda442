"""Holds what one editor has: its open documents and its vaults, and asks the worker about them. Sends nothing."""

import asyncio
from collections.abc import Callable
from typing import Any

from lsprotocol import types

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.server.answers import NoteQuestion
from plaintext_network.lsp.server.client.client_features import ClientFeatures
from plaintext_network.lsp.server.client.note_texts import NoteTexts
from plaintext_network.lsp.server.client.open_documents import OpenDocument, OpenDocuments
from plaintext_network.lsp.server.connection.worker import Question, Worker
from plaintext_network.lsp.server.vaults.vault_session import VaultSession
from plaintext_network.lsp.server.vaults.vault_sessions import VaultSessions

# What the worker computes.
Work = Callable[[], Any]


class Editor:
    """One editor's documents and vaults. Used in the thread of the event loop only."""

    def __init__(self, sessions: VaultSessions, tell: Callable[[str], None]) -> None:
        self.client = ClientFeatures(types.ClientCapabilities())
        self.documents = OpenDocuments()
        self.sessions = sessions
        # Shows the user a sentence; any thread may call it.
        self._tell = tell
        self.worker = Worker()
        self._waiting: dict[VaultSession, asyncio.Future[None]] = {}

    def opened_in(self, session: VaultSession) -> dict[str, OpenDocument]:
        """Return the open documents of a vault by path."""
        found = ((path, self.documents.get(uri)) for path, uri in self.sessions.documents_in(session).items())
        return {path: opened for path, opened in found if opened}

    def about_vault(
        self,
        session: VaultSession,
        question: Callable[[EditorView, NoteTexts], Any],
        *,
        look_first: bool = False,
    ) -> Work:
        """Return what answers a question about a vault with the documents as they are open now; for `look_first`, see `VaultSession`."""
        opened = self.opened_in(session)
        notes: dict[str, Document] = {path: document.note(path) for path, document in opened.items()}
        encoding = self.documents.encoding

        def about_view(view: EditorView) -> Any:
            return question(view, NoteTexts(view, session.path, opened, encoding))

        return lambda: session.ask(notes, about_view, look_first=look_first)

    def about_note(
        self,
        session: VaultSession,
        path: str,
        question: Callable[[NoteQuestion], Any],
        *,
        while_typing: bool = True,
        look_first: bool = False,
    ) -> Work:
        """Return what answers a question about a note as it is open now."""
        opened = self.documents.get(self.sessions.documents_in(session).get(path, ""))
        cursor = opened.cursor if opened and while_typing else None
        client, tell = self.client, self._tell

        def about_note(view: EditorView, texts: NoteTexts) -> Any:
            return question(NoteQuestion(view, path, cursor, texts, client, tell))

        return self.about_vault(session, about_note, look_first=look_first)

    def ask(self, work: Work, *, in_background: bool = False) -> Question:
        """Let the worker compute something."""
        return self.worker.ask(work, in_background=in_background)

    async def wait(self, session: VaultSession, seconds: float) -> None:
        """Wait until a vault has been read or can't be, at most some seconds."""
        if session not in self._waiting:
            self._waiting[session] = asyncio.get_running_loop().create_future()
        await asyncio.wait((self._waiting[session],), timeout=seconds)

    def report_change(self, session: VaultSession) -> None:
        """End what waits for a vault."""
        if (waiting := self._waiting.pop(session, None)) is not None:
            waiting.set_result(None)

    def close(self) -> None:
        """Close the vaults, and answer nothing more."""
        self.worker.close()
        self.sessions.close()
