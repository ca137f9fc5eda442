"""The connection begins, goes on after wrong messages, and ends as the protocol says."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.lsp.server.conftest import Start
from tests.lsp.server.editor_process import SECONDS, EditorProcess
from tests.vault.watch.watch_process import wait_for

INVALID_REQUEST, PARSE_ERROR, INVALID_PARAMS, NOT_INITIALIZED, NOT_FOUND = (
    -32600,
    -32700,
    -32602,
    -32002,
    -32601,
)
CANCELLED = -32800


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault/pnet.toml").touch()
    (tmp_path / "vault/Ada.md").write_text("---\ntype: contact\n---\n")
    return tmp_path / "vault"


def test_initialize_names_the_server_and_what_it_offers(start: Start, root: Path) -> None:
    answer = start(None, initialize=False).initialize(root)
    assert answer["serverInfo"]["name"] == "pnet"
    offered = answer["capabilities"]
    assert offered["textDocumentSync"]["change"] == 2
    assert offered["positionEncoding"] == "utf-16"
    assert offered["completionProvider"]["resolveProvider"] is True
    # Nothing that the client doesn't know.
    assert "diagnosticProvider" not in offered
    assert "codeActionProvider" not in offered
    assert offered["renameProvider"] is True


def test_a_request_before_initialize_is_refused(start: Start) -> None:
    editor = start(None, initialize=False)
    assert editor.error("textDocument/hover", **editor.at("file:///a.md", 0, 0))["code"] == NOT_INITIALIZED
    editor.open("file:///a.md", "early")
    editor.initialize(None)
    assert editor.request("textDocument/hover", **editor.at("file:///a.md", 0, 0)) is None


def test_a_second_initialize_is_refused(start: Start, root: Path) -> None:
    assert (
        start(root).error("initialize", processId=None, rootUri=None, capabilities={})["code"]
        == INVALID_REQUEST
    )


def test_after_shutdown_every_request_is_refused_and_exit_is_0(start: Start, root: Path) -> None:
    editor = start(root)
    assert editor.request("shutdown") is None
    assert editor.error("workspace/symbol", query="")["code"] == INVALID_REQUEST
    editor.notify("exit")
    assert editor.process.wait(SECONDS) == 0


def test_shutdown_without_parameters_is_understood(start: Start, root: Path) -> None:
    editor = start(root)
    editor.send({"id": "last", "method": "shutdown"})
    assert editor.answer("last")["result"] is None
    editor.send({"method": "exit"})
    assert editor.process.wait(SECONDS) == 0


def test_exit_without_shutdown_is_1(start: Start, root: Path) -> None:
    editor = start(root)
    editor.notify("exit")
    assert editor.process.wait(SECONDS) == 1


def test_exit_before_initialize_is_1(start: Start) -> None:
    editor = start(None, initialize=False)
    editor.notify("exit")
    assert editor.process.wait(SECONDS) == 1


def test_a_client_that_goes_away_ends_the_server(start: Start, root: Path) -> None:
    editor = start(root)
    assert editor.process.stdin
    editor.process.stdin.close()
    assert editor.process.wait(SECONDS) == 1


def test_a_client_that_reads_no_more_ends_the_server(root: Path, start: Start) -> None:
    editor = start(root)
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.Popen(
        [sys.executable, "-m", "plaintext_network", "lsp"], stdin=subprocess.PIPE, stdout=writing
    )
    os.close(writing)
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "shutdown"}).encode()
    assert process.stdin
    process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
    process.stdin.flush()
    assert process.wait(SECONDS) == 1
    assert editor.quit() == 0


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, 0), (signal.SIGINT, 130), (signal.SIGHUP, 0)]
)
def test_a_signal_ends_the_server(start: Start, root: Path, number: int, status: int) -> None:
    editor = start(root)
    editor.request("workspace/symbol", query="Ada")
    editor.process.send_signal(number)
    assert editor.process.wait(SECONDS) == status
    assert editor.errors == b""


def test_wrong_messages_are_answered_and_the_server_goes_on(start: Start, root: Path) -> None:
    editor = start(root)
    body = b"{not json"
    editor.send_bytes(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
    assert editor.answer(None)["error"]["code"] == PARSE_ERROR
    body = b"[]"
    editor.send_bytes(b"content-length:%d\r\nContent-Type: x\r\n\r\n%b" % (len(body), body))
    assert editor.error("textDocument/hover", position="here")["code"] == INVALID_PARAMS
    assert editor.error("textDocument/hover")["code"] == INVALID_PARAMS
    assert editor.error("pnet/unknown")["code"] == NOT_FOUND
    assert editor.error("workspace/executeCommand", command="rm")["code"] == INVALID_PARAMS
    editor.notify("textDocument/didChange", wrong=1)
    editor.notify("$/unknown", wrong=1)
    editor.notify("workspace/didChangeConfiguration", settings={})
    editor.notify("workspace/didChangeWatchedFiles", changes=[])
    editor.notify("$/cancelRequest", id=99)
    editor.notify("$/setTrace", value="verbose")
    editor.send({"id": 7000, "result": None})
    editor.send({"id": 7001, "error": {"code": 1, "message": "no"}})
    editor.send({"id": [1], "result": None})
    editor.notify("$/cancelRequest", id={})
    editor.send({"id": [2], "method": "workspace/symbol", "params": {"query": ""}})
    assert editor.answer(None)["error"]["code"] == INVALID_REQUEST
    assert editor.request("workspace/symbol", query="Ada")
    assert editor.errors == b""
    assert editor.quit() == 0


def test_a_change_of_a_document_that_is_not_open_is_ignored(start: Start, root: Path) -> None:
    editor = start(root)
    uri = (root / "Ada.md").as_uri()
    editor.change(uri, 2, ((0, 0), (0, 0), "x"))
    editor.close(uri)
    editor.open(uri, "---\ntype: contact\n---\n", 5)
    editor.change(uri, 3, ((99, 99), (98, 0), "# Ada\n"))
    symbols = editor.request("textDocument/documentSymbol", textDocument={"uri": uri})
    assert "Ada" in {each["name"] for each in symbols}


def test_a_cancelled_request_is_answered_so(start: Start, root: Path) -> None:
    (root / "pnet.toml").write_text("")
    editor = start(None, initialize=False)
    editor.initialize(None)
    uri = (root / "Ada.md").as_uri()
    editor.open(uri, "[[Ada")
    # The vault is not read yet, so that the request waits.
    number = editor.ask("textDocument/hover", **editor.at(uri, 0, 3))
    editor.notify("$/cancelRequest", id=number)
    answer = editor.answer(number)
    assert answer.get("error", {}).get("code") == CANCELLED or "result" in answer
    assert editor.quit() == 0


def test_prints_and_warnings_do_not_reach_the_editor(start: Start, root: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import threading, time, os, sys, warnings\n"
        "def noise():\n"
        "    while 'pnet lsp input' not in [each.name for each in threading.enumerate()]: time.sleep(0.01)\n"
        "    while True:\n"
        "        print('printed', flush=True); os.write(1, b'written'); warnings.warn('warned'); time.sleep(0.05)\n"
        "if 'lsp' in sys.argv: threading.Thread(target=noise, daemon=True).start()\n"
    )
    editor = EditorProcess(cwd=tmp_path, environ={"PYTHONPATH": str(tmp_path)})
    with editor:
        editor.initialize(root)
        wait_for(lambda: b"printed" in editor.errors and b"warned" in editor.errors)
        # The client of this test takes each byte for a frame's.
        assert editor.request("workspace/symbol", query="Ada")
        assert editor.quit() == 0


def is_running(number: int) -> bool:
    try:
        with open(f"/proc/{number}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def children(number: int) -> set[int]:
    """Return a process and all processes that it started."""
    found = {number}
    for entry in os.listdir("/proc"):
        if entry.isdigit() and is_running(int(entry)):
            with open(f"/proc/{entry}/stat") as stat:
                if int(stat.read().rpartition(")")[2].split()[1]) == number:
                    found |= children(int(entry))
    return found


def test_a_killed_editor_takes_the_server_along_even_if_the_pipe_stays_open(start: Start, root: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(100)"]) as editor:
        server = start(None, initialize=False)
        server.request("initialize", processId=editor.pid, rootUri=root.as_uri(), capabilities={})
        server.notify("initialized")
        server.request("workspace/symbol", query="Ada")
        editor.kill()
        # Not waited for: a killed editor may stay a zombie.
        assert server.process.wait(SECONDS) == 1


def test_an_editor_that_cannot_be_seen_does_not_end_the_server(start: Start, root: Path) -> None:
    server = start(None, initialize=False)
    server.request("initialize", processId=2**22 + 1, rootUri=root.as_uri(), capabilities={})
    server.notify("initialized")
    assert server.request("workspace/symbol", query="Ada")
    assert server.quit() == 0


def test_no_process_of_a_cold_read_is_left(start: Start, tmp_path: Path) -> None:
    root = tmp_path / "large"
    (root / "contacts").mkdir(parents=True)
    (root / "pnet.toml").touch()
    text = "---\ntype: contact\n---\n" + "[[1]] [[2]] some words\n" * 200
    for number in range(6000):
        (root / f"contacts/{number}.md").write_text(text)
    editor = start(root)
    # The server, the process that reads, and at least one worker if there are several cores.
    most = 2 + (len(os.sched_getaffinity(0)) > 1)
    wait_for(lambda: len(children(editor.process.pid)) >= most)
    family = children(editor.process.pid)
    editor.process.kill()
    editor.process.wait()
    deadline = time.monotonic() + SECONDS
    while any(map(is_running, family)):
        assert time.monotonic() < deadline, family
        time.sleep(0.05)


def test_no_process_of_a_cold_read_is_left_after_an_orderly_end(start: Start, tmp_path: Path) -> None:
    root = tmp_path / "large"
    (root / "contacts").mkdir(parents=True)
    (root / "pnet.toml").touch()
    for number in range(6000):
        (root / f"contacts/{number}.md").write_text("---\ntype: contact\n---\n" + "some words\n" * 200)
    editor = start(root)
    wait_for(lambda: len(children(editor.process.pid)) >= 2)
    family = children(editor.process.pid)
    assert editor.quit() == 0
    wait_for(lambda: not any(map(is_running, family)))


def test_a_message_without_a_length_is_skipped(start: Start, root: Path) -> None:
    editor = start(root)
    for head in (b"Content-Length: few\r\n\r\n", b"\r\n\r\n", b"Content-Length: -1\r\n\r\n"):
        editor.send_bytes(
            head + b'{"jsonrpc": "2.0", "id": 5000, "method": "workspace/symbol", "params": {"query": ""}}'
        )
        assert editor.request("workspace/symbol", query="Ada")
    assert 5000 not in editor._answers
    assert editor.quit() == 0
