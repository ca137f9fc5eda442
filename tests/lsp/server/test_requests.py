"""What was asked about a text leaves nothing behind once it is answered."""

import asyncio
import gc
import weakref
from pathlib import Path

import pytest
from lsprotocol import types

from plaintext_network.lsp.server.connection.message_log import MessageLog
from plaintext_network.lsp.server.editor import Editor
from plaintext_network.lsp.server.requests import Requests
from plaintext_network.lsp.server.vaults.vault_places import VaultPlace
from plaintext_network.lsp.server.vaults.vault_session import VaultSession
from plaintext_network.lsp.server.vaults.vault_sessions import VaultSessions
from tests.conftest import TODAY


def test_an_answered_request_keeps_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, name in (("PNET_CACHE", "cache"), ("PNET_STATE", "state"), ("PNET_RUNTIME", "run")):
        monkeypatch.setenv(variable, str(tmp_path / name))
    root = tmp_path / "vault"
    root.mkdir()
    (root / "pnet.toml").touch()
    uri = (root / "a.md").as_uri()

    async def ask() -> None:
        loop = asyncio.get_running_loop()

        def begin(place: VaultPlace) -> VaultSession:
            def on_change(session: VaultSession) -> None:
                loop.call_soon_threadsafe(editor.report_change, session)

            return VaultSession(place, TODAY, lambda *_: None, on_change, MessageLog(None))

        editor = Editor(VaultSessions(begin), lambda _: None)
        requests = Requests(editor)
        editor.documents.open(types.TextDocumentItem(uri, "markdown", 1, "[[Ada]]\n"))
        editor.sessions.open_document(uri)
        document = types.TextDocumentIdentifier(uri)
        await requests.methods[types.TEXT_DOCUMENT_DOCUMENT_LINK](types.DocumentLinkParams(document))
        opened = editor.documents.get(uri)
        assert opened
        before = weakref.ref(opened.note("a.md"))
        del opened
        editor.documents.change(uri, 2, [types.TextDocumentContentChangeWholeDocument("[[Bo]]\n")])
        await requests.methods[types.TEXT_DOCUMENT_CODE_LENS](types.CodeLensParams(document))
        # The answer comes before the worker is ready for the next question.
        for _ in range(100):
            gc.collect()
            if before() is None:
                break
            await asyncio.sleep(0.05)
        assert before() is None
        editor.close()

    asyncio.run(ask())
