"""A merge driver stays for a second, to merge for the drivers that git starts next: the same result, whoever merges."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from plaintext_network.vault.git import merge_helper
from plaintext_network.vault.git.merge_driver import CLEAN, CONFLICTS
from plaintext_network.vault.git.merge_helper import ask_helper
from tests.vault.git.two_branches import PNET, Repository

pytestmark = pytest.mark.system

BASE = b"---\nname: Ada\ncadence: monthly\nnickname: A\n---\n# Ada\n"
OURS, THEIRS = BASE.replace(b"monthly", b"weekly"), BASE.replace(b"nickname: A\n", b"nickname: Addie\n")
BOTH = OURS.replace(b"nickname: A\n", b"nickname: Addie\n")
SECONDS = 20


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a path that is short enough for a socket."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        monkeypatch.setenv("PNET_RUNTIME", folder)
        yield Path(folder)
        wait_for(runtime=Path(folder), count=0)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in (("base", BASE), ("ours", OURS), ("theirs", THEIRS)):
        (tmp_path / name).write_bytes(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def wait_for(runtime: Path, count: int) -> None:
    until = time.monotonic() + SECONDS
    while len(os.listdir(runtime)) != count:
        assert time.monotonic() < until, os.listdir(runtime)
        time.sleep(0.01)


def drive(path: str = "n.md", **variables: str) -> int:
    words = [*PNET.split(), "git", "merge", "base", "ours", "theirs", "7", path]
    return subprocess.run(words, env={**os.environ, **variables}, check=False).returncode


def driven_helper(folder: Path) -> tuple[object, ...]:
    """Return what a helper answers after a driver left it; on a slow machine, one may have ended by then."""
    until = time.monotonic() + SECONDS
    while True:
        assert drive() == 0
        (folder / "ours").write_bytes(OURS)
        if answer := ask_helper(["base", "ours", "theirs", "7", "n.md"]):
            return answer
        assert time.monotonic() < until


def test_the_first_driver_serves_the_next(folder: Path, runtime: Path) -> None:
    assert driven_helper(folder) == (BOTH, 0)
    assert (folder / "ours").read_bytes() == OURS
    assert drive() == 0
    assert (folder / "ours").read_bytes() == BOTH


def test_a_helper_ends_by_itself_and_leaves_nothing(folder: Path, runtime: Path) -> None:
    drive()
    wait_for(runtime, 1)
    wait_for(runtime, 0)
    assert sorted(os.listdir(folder)) == ["base", "ours", "theirs"]


# Notes that a process wants to fork, and goes on as the parent.
WITHOUT_FORK = """
import os, sys
from plaintext_network.cli.entry_point import run
os.fork = lambda: open("forks", "w").close() or 1
run()
"""


@pytest.mark.parametrize(("path", "leaves_helper"), [("README", False), ("n.md", True)])
def test_a_driver_that_merged_lines_alone_leaves_no_helper(
    folder: Path, runtime: Path, path: str, leaves_helper: bool
) -> None:
    words = ["git", "merge", "base", "ours", "theirs", "7", path]
    done = subprocess.run([sys.executable, "-c", WITHOUT_FORK, *words], check=False)
    assert done.returncode == (CLEAN if leaves_helper else CONFLICTS)
    assert (folder / "forks").exists() == leaves_helper


def test_each_merge_has_its_own_folder_and_settings(folder: Path, runtime: Path, tmp_path: Path) -> None:
    drive()
    wait_for(runtime, 1)
    other = Repository(tmp_path / "other").folder
    for name, text in (("base", b"a\n"), ("ours", b"b\n"), ("theirs", b"c\n")):
        (other / name).write_bytes(text)
    settings = {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "merge.conflictStyle",
        "GIT_CONFIG_VALUE_0": "diff3",
    }
    words = [*PNET.split(), "git", "merge", "base", "ours", "theirs", "9", "n.txt", "B", "O", "T"]
    subprocess.run(words, cwd=other, env={**os.environ, **settings}, check=False)
    assert (other / "ours").read_text().splitlines() == [
        "<<<<<<<<< O", "b", "||||||||| B", "a", "=========", "c", ">>>>>>>>> T",
    ]  # fmt: skip


def test_the_side_that_a_user_favours_is_that_of_each_merge(folder: Path, runtime: Path) -> None:
    repository = Repository(folder / "vault", PNET)
    theirs = BASE.replace(b"monthly", b"yearly")
    repository.branches({"n.md": BASE}, {"n.md": OURS}, {"n.md": theirs})
    assert repository.git("merge", "side", ok=False).returncode == 1
    wait_for(runtime, 1)
    repository.git("merge", "--abort")
    repository.git("merge", "--no-edit", "-X", "theirs", "side")
    assert repository.read("n.md") == theirs


@pytest.mark.parametrize(
    "answer", [b"", b"\0" * 8, b"\xff" * 8, b"\0" * 7 + b"\x01N", b"\0" * 7 + b"\x05" + b"\xe9\0\0\0\0"]
)
def test_a_wrong_answer_is_no_answer(folder: Path, runtime: Path, answer: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(merge_helper._address())
        server.listen()
        words = [*PNET.split(), "git", "merge", "base", "ours", "theirs", "7", "n.md"]
        driver = subprocess.Popen(words)
        connection, _ = server.accept()
        connection.recv(1)
        connection.sendall(answer)
        connection.close()
    assert driver.wait() == 0
    assert (folder / "ours").read_bytes() == BOTH


def test_a_socket_without_a_helper_is_replaced(folder: Path, runtime: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(merge_helper._address())
    assert drive() == 0
    (folder / "ours").write_bytes(OURS)
    until = time.monotonic() + SECONDS
    while ask_helper(["base", "ours", "theirs", "7", "n.md"]) is None:
        assert time.monotonic() < until


def test_a_file_is_no_socket(folder: Path, runtime: Path) -> None:
    Path(merge_helper._address()).write_text("x")
    assert ask_helper(["base", "ours", "theirs", "7", "n.md"]) is None
    assert drive() == 0


def test_a_version_that_cannot_be_read_gets_no_answer(folder: Path, runtime: Path) -> None:
    driven_helper(folder)
    assert ask_helper(["gone", "ours", "theirs", "7", "n.md"]) is None
    assert driven_helper(folder) == (BOTH, 0)


def test_a_helper_holds_no_output_open(folder: Path, runtime: Path) -> None:
    words = [*PNET.split(), "git", "merge", "base", "ours", "theirs", "7", "n.md"]
    # It returns once every process has closed the pipes, long before a helper ends.
    done = subprocess.run(words, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    wait_for(runtime, 1)


def test_the_program_is_the_same(runtime: Path) -> None:
    code = "from plaintext_network.vault.git.merge_helper import _address; print(_address())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == merge_helper._address()


def test_only_one_driver_waits_for_a_helper_that_hangs(
    folder: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge_helper, "TIMEOUT", 0.1)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(merge_helper._address())
        server.listen()
        assert ask_helper(["base", "ours", "theirs", "7", "n.md"]) is None
        assert os.listdir(runtime) == []


def test_an_upgraded_pnet_has_another_helper(runtime: Path, tmp_path: Path) -> None:
    package = tmp_path / "plaintext_network"
    shutil.copytree(Path(merge_helper.__file__).parents[2], package)
    code = "from plaintext_network.vault.git import merge_helper as m; print(m.__file__, m._address())"
    found = []
    for _ in range(2):
        words = [sys.executable, "-c", code]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True)
        found.append(done.stdout.split())
        os.utime(package / "vault/git/merge_helper.py")
    assert found[0][0] == found[1][0] == str(package / "vault/git/merge_helper.py")
    assert found[0][1] != found[1][1]
