"""Whatever an editor asks, the server writes nothing in the vault: only in its own folders, and to --log."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from plaintext_network.lsp.server.answers import METHODS
from tests.conftest import TODAY
from tests.lsp.server.editor_process import EditorProcess
from tests.lsp.server.every_request import CAPABILITIES, REFUSABLE, every_request, resolvable

SAMPLE = Path(__file__).parents[3] / "sample_vault"
ZOE = "contacts/Zoë Brandvold.md"
TEXT = """---
type: contact
birthday: 2026-02-30
cadence: often
met_through: "[[Kofi]]"
---
Met [[Priya Holtby]] and [[Alex]] and [[Nobody Else]].
- [ ] send the slides 📅 2026-11-20
"""
# Where the cursor is: in a property, in a link, in a link to nobody, and in a task.
POSITIONS = ((2, 12), (4, 18), (6, 8), (6, 45), (7, 10))
# System calls that change a file or a folder, and flags that open one for writing.
CHANGING = re.compile(
    r"(?:rename|unlink|mkdir|rmdir|link|symlink|mknod|truncate|chmod|chown|setxattr|utime)\w*\("
)
WRITING = re.compile(r"O_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND)")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """Copy the sample vault."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "vault"))


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Return the folders of pnet and a home for a server."""
    folders = {f"PNET_{name.upper()}": str(tmp_path / name) for name in ("cache", "state", "runtime")}
    return {**folders, "HOME": str(tmp_path), "PNET_TODAY": str(TODAY)}


def ask_everything(server: EditorProcess, vault: Path) -> None:
    """Open, change and save a note, and send every request about it, and what its answers lead to."""
    uri = (vault / ZOE).as_uri()
    new = (vault / "contacts/Somebody.md").as_uri()
    server.initialize(vault, CAPABILITIES)
    server.open(uri, (vault / ZOE).read_text(encoding="utf-8"))
    server.open(new, "---\ntype: contact\n---\n")
    server.change(uri, 2, TEXT)
    end = time.monotonic() + 60
    # Until the vault is read, there are none.
    while not _answer(server, "textDocument/diagnostic", {"textDocument": {"uri": uri}})["items"]:  # type: ignore[index]
        assert time.monotonic() < end
        time.sleep(0.05)
    last = {"line": TEXT.count("\n"), "character": 0}
    for line, character in POSITIONS:
        for method, params in every_request(
            uri, {"line": line, "character": character}, last, query="zo"
        ).items():
            for asked, wanted in ((method, params), *resolvable(method, _answer(server, method, params))):
                _answer(server, asked, wanted)
    server.notify("textDocument/didSave", textDocument={"uri": uri})
    server.notify("workspace/didChangeWatchedFiles", changes=[{"uri": uri, "type": 2}])
    server.close(uri)
    assert server.quit() == 0


def _answer(server: EditorProcess, method: str, params: Mapping[str, object]) -> object:
    answer = server.answer(server.ask(method, **params))
    assert "error" not in answer or method in REFUSABLE, answer
    return answer.get("result")


def files(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return the time of change of everything in a folder, and the bytes of files."""
    return {
        str(path): (path.lstat().st_mtime_ns, b"" if path.is_dir() else path.read_bytes())
        for path in (folder, *folder.rglob("*"))
    }


def test_every_request_is_sent() -> None:
    assert {method for method in METHODS if not method.endswith("/resolve")} <= set(every_request("", {}, {}))


def test_the_server_writes_only_in_its_own_folders(
    tmp_path: Path, vault: Path, environ: dict[str, str]
) -> None:
    audit, log, record = tmp_path / "audit", tmp_path / "server.log", tmp_path / "writes"
    audit.mkdir()
    shutil.copyfile(Path(__file__).with_name("audit_writes.py"), audit / "sitecustomize.py")
    recording = {"PYTHONPATH": str(audit), "PNET_TEST_WRITES": str(record), "PYTHONDONTWRITEBYTECODE": "1"}
    before = files(vault)
    with EditorProcess("--log", str(log), cwd=tmp_path, environ=environ | recording) as server:
        ask_everything(server, vault)
    written = {line.partition("\t")[2] for line in record.read_text(encoding="utf-8").splitlines()}
    allowed = (*(environ[f"PNET_{name}"] for name in ("CACHE", "STATE", "RUNTIME")), str(log), os.devnull)
    assert [
        path for path in sorted(written) if not f"{path}/".startswith(tuple(f"{each}/" for each in allowed))
    ] == []
    assert any(path.startswith(environ["PNET_CACHE"]) for path in written)
    assert files(vault) == before


def test_the_record_has_every_write(tmp_path: Path, vault: Path, environ: dict[str, str]) -> None:
    shutil.copyfile(Path(__file__).with_name("audit_writes.py"), tmp_path / "sitecustomize.py")
    record = tmp_path / "writes"
    recording = {"PYTHONPATH": str(tmp_path), "PNET_TEST_WRITES": str(record)}
    pnet = [sys.executable, "-m", "plaintext_network", "--vault", str(vault)]
    environ = {**os.environ, **environ, **recording}
    subprocess.run([*pnet, "set", "zoë", "role", "Pilot"], env=environ, check=True, capture_output=True)
    assert str(vault / "contacts") in record.read_text(encoding="utf-8")


@pytest.mark.system
def test_no_system_call_writes_in_the_vault(tmp_path: Path, vault: Path, environ: dict[str, str]) -> None:
    calls = tmp_path / "calls"
    traced = ("strace", "-f", "-y", "-qq", "-e", "trace=%file,ftruncate,fchmod,fchown", "-o", str(calls))
    with EditorProcess(cwd=tmp_path, environ=environ, before=traced) as server:
        ask_everything(server, vault)
    lines = [line for line in calls.read_text(encoding="utf-8").splitlines() if str(vault) in line]
    assert [line for line in lines if "openat(" in line]
    assert [line for line in lines if CHANGING.search(line) or WRITING.search(line)] == []
