"""Holds what one editor has: its open documents and its vaults, and asks the worker about them. Sends nothing."""

from collections.abc import Callable, Mapping
from typing import Any

from lsprotocol import types

from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.server.answers import NoteQuestion
from plaintext_network.lsp.server.client_features import ClientFeatures
from plaintext_network.lsp.server.note_texts import NoteTexts
from plaintext_network.lsp.server.note_uris import path_of_uri
from plaintext_network.lsp.server.open_documents import OpenDocument, OpenDocuments
from plaintext_network.lsp.server.vault_sessions import VaultSession, VaultSessions
from plaintext_network.lsp.server.worker import Question, Worker


class Editor:
    """One editor's documents and vaults. Used in the thread of the event loop only."""

    def __init__(self, begin: Callable[[str, str], VaultSession]) -> None:
        self.client = ClientFeatures(types.ClientCapabilities())
        self.documents = OpenDocuments()
        self.sessions = VaultSessions(begin)
        self.worker = Worker()

    def place(self, uri: str) -> tuple[VaultSession, str] | None:
        """Return the vault of a document, and its path in it; None if it is in no vault, or is no file."""
        path = path_of_uri(uri)
        return self.sessions.of_path(path) if path else None

    def opened_in(self, session: VaultSession) -> dict[str, OpenDocument]:
        """Return the open documents of a vault by path."""
        opened = {}
        for document in self.documents:
            place = self.place(document.uri)
            if place and place[0] is session:
                opened[place[1]] = document
        return opened

    def ask_about(
        self,
        session: VaultSession,
        question: Callable[[EditorView, NoteTexts], Any],
        *,
        in_background: bool = False,
    ) -> Question:
        """Ask something about a vault with the documents as they are open now."""
        opened = self.opened_in(session)
        return self.worker.ask(self._work(session, opened, question), in_background=in_background)

    def ask_about_note(
        self,
        session: VaultSession,
        path: str,
        question: Callable[[NoteQuestion], Any],
        *,
        in_background: bool = False,
    ) -> Question:
        """Ask something about a note as it is open now."""
        opened = self.opened_in(session)
        cursor = opened[path].cursor if path in opened else None
        client = self.client

        def about_note(view: EditorView, texts: NoteTexts) -> Any:
            return question(NoteQuestion(view, path, cursor, texts, client))

        return self.worker.ask(self._work(session, opened, about_note), in_background=in_background)

    def _work(
        self,
        session: VaultSession,
        opened: Mapping[str, OpenDocument],
        question: Callable[[EditorView, NoteTexts], Any],
    ) -> Callable[[], Any]:
        notes = {path: document.note(path) for path, document in opened.items()}
        encoding = self.documents.encoding

        def about_view(view: EditorView) -> Any:
            return question(view, NoteTexts(view, session.shown_root, opened, encoding))

        return lambda: session.ask(notes, about_view)
