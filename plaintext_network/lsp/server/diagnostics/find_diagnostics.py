"""Finds the problems of open documents and of whole vaults for the client. Sends nothing."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from lsprotocol import types

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.features.diagnostics import diagnose_settings, problems_of_notes
from plaintext_network.lsp.server.answers import answer_diagnostics
from plaintext_network.lsp.server.client.note_texts import NoteTexts
from plaintext_network.lsp.server.client.open_documents import OpenDocument
from plaintext_network.lsp.server.client.to_protocol import to_diagnostics
from plaintext_network.lsp.server.editor import Editor, Work
from plaintext_network.vault import FILE


def work_of_document(editor: Editor, uri: str, *, while_typing: bool) -> Work | None:
    """Return what finds the problems of an open document; None if it has none now: it is in no vault, or in one that isn't read.

    With `while_typing`, an incomplete link at the end of the last change is no problem.
    """
    place, opened = editor.sessions.place(uri), editor.documents.get(uri)
    if place is None:
        return None
    session, path = place
    if path == FILE and opened is not None:
        settings = opened
        return lambda: _settings_diagnostics(settings)
    if not session.is_ready:
        return None
    return editor.about_note(session, path, answer_diagnostics, while_typing=while_typing)


def _settings_diagnostics(opened: OpenDocument) -> list[types.Diagnostic]:
    return to_diagnostics(diagnose_settings(Document(FILE, opened.text)), opened.positions)


def vault_diagnostics(view: Any, texts: NoteTexts) -> Mapping[str, list[types.Diagnostic]]:
    """Return the problems of the files of a vault that aren't open, by URI."""
    return {
        texts.uri(path): to_diagnostics(found, texts.positions(path))
        for path, found in problems_of_notes(view).items()
        if path and path not in view.documents
    }


def result_id(diagnostics: list[types.Diagnostic]) -> str:
    """Return what tells a list of problems from another."""
    return blake2b(repr(diagnostics).encode("utf-8", "backslashreplace"), digest_size=8).hexdigest()
