"""Fixtures that start servers for tests, and end them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.lsp.server.editor_process import EditorProcess

# What an editor with everything declares.
EVERYTHING: dict[str, Any] = {
    "general": {"positionEncodings": ["utf-16"]},
    "window": {"workDoneProgress": True},
    "workspace": {
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create", "rename", "delete"]},
        "inlayHint": {"refreshSupport": True},
        "codeLens": {"refreshSupport": True},
        "workspaceFolders": True,
    },
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True}},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "rename": {"prepareSupport": True},
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
            "dataSupport": True,
            "resolveSupport": {"properties": ["edit"]},
        },
    },
}
Start = Callable[..., EditorProcess]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Return a function that starts a server, with its folder and capabilities; without a folder, in none."""
    for variable, name in (("PNET_CACHE", "cache"), ("PNET_STATE", "state"), ("PNET_RUNTIME", "run")):
        monkeypatch.setenv(variable, str(tmp_path / name))
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("PNET_VAULT", raising=False)
    with ExitStack() as running:

        def begin(
            folder: Path | None,
            capabilities: Any = None,
            *words: str,
            initialize: bool = True,
            **more: Any,
        ) -> EditorProcess:
            editor = running.enter_context(EditorProcess(*words, cwd=tmp_path))
            if initialize:
                editor.initialize(folder, EVERYTHING if capabilities is None else capabilities, **more)
            return editor

        yield begin
