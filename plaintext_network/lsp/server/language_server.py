"""Runs the server: receives the editor's requests, and answers each from the present view of its vault."""

from lsprotocol import types
from pygls.lsp.server import LanguageServer


def serve() -> None:
    """Serve one editor over stdin and stdout until it exits."""
    server = LanguageServer("pnet", "0", text_document_sync_kind=types.TextDocumentSyncKind.Incremental)
    server.start_io()
