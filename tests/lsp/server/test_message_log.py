"""The log says what the server does, and never what a note says."""

import os
import stat
from pathlib import Path

import pytest

from plaintext_network.errors import WriteFailed
from plaintext_network.lsp.server.connection.message_log import MessageLog
from tests.lsp.server.conftest import Start
from tests.vault.watch.watch_process import wait_for


def test_a_log_has_methods_documents_and_times_but_no_text(start: Start, tmp_path: Path) -> None:
    root, log = tmp_path / "vault", tmp_path / "pnet-lsp.log"
    root.mkdir()
    (root / "pnet.toml").touch()
    log.write_text("before\n")
    log.chmod(0o644)
    editor = start(root, None, "--log", str(log))
    uri = (root / "a.md").as_uri()
    editor.open(uri, "the canary sings\n")
    editor.change(uri, 2, ((0, 0), (0, 3), "another canary"))
    editor.request("textDocument/completion", **editor.at(uri, 0, 5))
    editor.error("pnet/unknown", text="a canary")
    assert editor.quit() == 0
    text = log.read_text()
    assert text.startswith("before\n")
    for word in (
        "textDocument/didOpen",
        f"textDocument/completion 2 {uri}",
        "took",
        "end with status 0",
        "open the vault",
    ):
        assert word in text
    assert "canary" not in text
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_a_log_says_which_document_is_in_no_vault(start: Start, tmp_path: Path) -> None:
    log = tmp_path / "pnet-lsp.log"
    editor = start(tmp_path, None, "--log", str(log))
    uri = (tmp_path / "a.md").as_uri()
    editor.open(uri, "text\n")
    assert editor.quit() == 0
    assert f"in no vault, as no folder above it has a pnet.toml: {uri}\n" in log.read_text()


def test_an_error_is_logged_with_its_place_and_without_its_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = MessageLog(str(tmp_path / "log"))
    try:
        raise KeyError("what the note says")
    except KeyError as error:
        log.report("textDocument/hover", error)
    text = (tmp_path / "log").read_text()
    assert "textDocument/hover failed: KeyError" in text
    assert os.path.basename(__file__) in text
    assert "what the note says" not in text.replace('raise KeyError("what the note says")', "")
    assert capsys.readouterr().err == "pnet lsp: textDocument/hover failed: KeyError\n"


def test_a_log_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WriteFailed):
        MessageLog(str(tmp_path / "none/log"))


def test_a_log_may_be_no_file() -> None:
    MessageLog(os.devnull).write("x")
    MessageLog(None).write("x")


def test_an_error_inside_a_feature_is_answered_and_the_server_goes_on(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "vault"
    root.mkdir()
    (root / "pnet.toml").touch()
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "if 'lsp' in sys.argv:\n"
        "    from plaintext_network.lsp.server import answers\n"
        "    def fail(*_):\n"
        "        raise ValueError('the canary')\n"
        "    answers.hover = fail\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    editor = start(root, None, "--log", str(tmp_path / "log"))
    uri = (root / "a.md").as_uri()
    editor.open(uri, "text\n")
    error = editor.error("textDocument/hover", **editor.at(uri, 0, 0))
    assert error["code"] == -32603
    assert "textDocument/hover failed inside pnet: ValueError" in error["message"]
    assert editor.request("textDocument/documentLink", textDocument={"uri": uri}) == []
    wait_for(lambda: editor.errors)
    assert editor.errors == b"pnet lsp: textDocument/hover failed: ValueError\n"
    assert "canary" not in (tmp_path / "log").read_text().replace("raise ValueError('the canary')", "")
    assert editor.quit() == 0
