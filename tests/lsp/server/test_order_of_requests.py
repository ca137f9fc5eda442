"""Requests are about the text that the client had when it asked, and no outdated ones pile up."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plaintext_network.lsp.server.language_server import CHECK_INTERVAL
from tests.lsp.server.conftest import Start
from tests.lsp.server.editor_process import EditorProcess

CONTENT_MODIFIED, CANCELLED = -32801, -32800
# The first hover takes until the gate is gone.
SLOW = """
import os, sys, time
if 'lsp' in sys.argv:
    from plaintext_network.lsp.server import answers
    usual = answers.METHODS['textDocument/hover']
    def slow(asked, params):
        open({began!r}, 'w').close()
        while os.path.exists({gate!r}): time.sleep(0.01)
        return usual.answer(asked, params)
    answers.METHODS['textDocument/hover'] = usual._replace(answer=slow)
"""
AUTOMATIC = {"triggerKind": 3}


class Busy:
    """A server whose worker is busy from the first hover on, until `go_on`."""

    def __init__(self, editor: EditorProcess, root: Path, gate: Path, began: Path) -> None:
        self.editor, self._gate, self._began = editor, gate, began
        self.uri = (root / "a.md").as_uri()
        editor.open(self.uri, "[[Ada]]\n\n")
        self.hover = editor.ask("textDocument/hover", **editor.at(self.uri, 0, 3))
        while not began.exists():
            editor.settle(0.02)

    def go_on(self) -> None:
        # Once it answers this, without the worker, it has read every message before.
        assert self.editor.request("textDocument/hover", **self.editor.at("untitled:none", 0, 0)) is None
        self._gate.unlink()


@pytest.fixture
def busy(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Busy]:
    root, gate, began = tmp_path / "vault", tmp_path / "gate", tmp_path / "began"
    root.mkdir()
    gate.touch()
    (root / "pnet.toml").touch()
    for name in ("Ada", "Bo"):
        (root / f"{name}.md").write_text(f"---\ntype: contact\nrole: the role of {name}\n---\n")
    (tmp_path / "sitecustomize.py").write_text(SLOW.format(gate=str(gate), began=str(began)))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return lambda: Busy(start(root), root, gate, began)


def test_an_answer_is_about_the_text_at_the_time_of_the_request(busy: Callable[[], Busy]) -> None:
    server = busy()
    editor, uri = server.editor, server.uri
    editor.change(uri, 2, "[[Bo]]\n\n")
    server.go_on()
    assert "Ada" in editor.answer(server.hover)["result"]["contents"]["value"]
    assert "Bo" in editor.request("textDocument/hover", **editor.at(uri, 0, 3))["contents"]["value"]


def test_completions_do_not_pile_up_behind_fast_typing(busy: Callable[[], Busy]) -> None:
    server = busy()
    editor, uri = server.editor, server.uri
    asked = []
    for version, letter in enumerate("[[bo", 2):
        editor.change(uri, version, ((1, version - 2), (1, version - 2), letter))
        where = editor.at(uri, 1, version - 1)
        asked.append(editor.ask("textDocument/completion", **where, context=AUTOMATIC))
    editor.change(uri, 9, ((1, 4), (1, 4), " "))
    server.go_on()
    answers = [editor.answer(number) for number in asked]
    assert [answer.get("error", {}).get("code") for answer in answers] == [CONTENT_MODIFIED] * 3 + [None]
    assert [item["label"] for item in answers[-1]["result"]["items"]] == ["Bo"]


def test_the_same_request_twice_about_one_text_is_answered_twice(busy: Callable[[], Busy]) -> None:
    server = busy()
    editor, uri = server.editor, server.uri
    asked = [editor.ask("textDocument/documentLink", textDocument={"uri": uri}) for _ in range(3)]
    server.go_on()
    assert [len(editor.answer(number)["result"]) for number in asked] == [1, 1, 1]


def test_a_request_that_waits_can_be_cancelled(busy: Callable[[], Busy]) -> None:
    server = busy()
    editor, uri = server.editor, server.uri
    number = editor.ask("textDocument/definition", **editor.at(uri, 0, 3))
    editor.notify("$/cancelRequest", id=number)
    # While the worker is still busy.
    assert editor.answer(number)["error"]["code"] == CANCELLED
    editor.notify("$/cancelRequest", id=server.hover)
    assert editor.answer(server.hover)["error"]["code"] == CANCELLED
    server.go_on()
    assert editor.request("textDocument/definition", **editor.at(uri, 0, 3))
    assert editor.quit() == 0


def test_shutdown_does_not_wait_for_the_worker(busy: Callable[[], Busy]) -> None:
    server = busy()
    assert server.editor.quit() == 0
    assert server.editor.answer(server.hover)["error"]["code"] == CANCELLED


def diagnosed(editor: EditorProcess, uri: str) -> list[list[str]]:
    """Return the links that each message about the problems of a document underlines."""
    return [
        [problem["message"].split("\n")[0] for problem in each["params"]["diagnostics"]]
        for each in editor.received
        if each["method"] == "textDocument/publishDiagnostics" and each["params"]["uri"] == uri
    ]


def test_a_document_that_is_opened_anew_gets_no_problems_of_its_old_text(busy: Callable[[], Busy]) -> None:
    server = busy()
    editor, uri = server.editor, server.uri.replace("a.md", "b.md")
    editor.open(uri, "[[Old text]]\n")
    editor.settle(0.2)
    editor.close(uri)
    editor.open(uri, "[[New text]]\n")
    editor.settle(0.2)
    server.go_on()
    while not diagnosed(editor, uri):
        editor.settle(0.05)
    assert "New text" in diagnosed(editor, uri)[0][0]


def test_problems_that_are_found_after_the_vault_is_gone_are_not_shown(
    busy: Callable[[], Busy], tmp_path: Path
) -> None:
    server = busy()
    editor = server.editor
    editor.change(server.uri, 2, "[[Nobody]]\n")
    editor.settle(0.2)
    (tmp_path / "vault/pnet.toml").unlink()
    # Until the server has looked again.
    editor.settle(CHECK_INTERVAL + 0.5)
    server.go_on()
    editor.answer(server.hover)
    assert editor.request("textDocument/hover", **editor.at(server.uri, 0, 3)) is None
    editor.settle(0.3)
    assert not any(diagnosed(editor, server.uri))
