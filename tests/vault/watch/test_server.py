"""A watcher answers only its owner, and survives every request."""

import os
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from plaintext_network.vault import FILE
from plaintext_network.vault.cache.locations import code_key, settings_key
from plaintext_network.vault.watch import server
from plaintext_network.vault.watch.server import private_folder
from plaintext_network.vault.watch_client import (
    ServedSnapshot,
    ask_watcher,
    snapshot_request,
    socket_path,
    watcher_pid,
)
from tests.vault.conftest import NOBODY, opened
from tests.vault.watch.watch_process import Watch, wait_for

Write = Callable[[Mapping[str, str]], Path]
NOTE = "---\ncadence: 2 weeks\n---\n## Log\n- 2026-09-01 call: engines\n"
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes somebody else")


@pytest.fixture
def root(places: Path, vault: Write) -> Path:
    return vault({"contacts/Ada.md": NOTE})


@pytest.fixture
def watch(root: Path) -> Iterator[Watch]:
    with Watch(root) as watching:
        wait_for(lambda: asked(root))
        yield watching


def asked(root: Path) -> ServedSnapshot | None:
    return ask_watcher(str(root), code_key(), settings_key(str(root), FILE) or b"")


def now(root: Path) -> bytes:
    """Return the request of a command."""
    key = settings_key(str(root), FILE) or b""
    return snapshot_request(str(root), os.stat(root), code_key(), key)


def framed(content: bytes) -> bytes:
    return len(content).to_bytes(4, sys.byteorder) + content


def says(root: Path, sent: bytes) -> bytes:
    """Send bytes to the watcher, and return its whole answer."""
    with socket.socket(socket.AF_UNIX) as talk:
        talk.settimeout(20)
        talk.connect(socket_path(str(root)))
        # It may close the connection before all is sent.
        with suppress(BrokenPipeError, ConnectionResetError):
            talk.sendall(sent)
            talk.shutdown(socket.SHUT_WR)
        answer = b""
        with suppress(ConnectionResetError):
            while part := talk.recv(100_000):
                answer += part
        return answer


def test_the_socket_and_its_folder_are_private(watch: Watch, root: Path) -> None:
    path = socket_path(str(root))
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode) == 0o700
    assert sorted(os.listdir(os.path.dirname(path))) == sorted(
        [os.path.basename(path), os.path.basename(path).replace(".sock", ".turns")]
    )


NONSENSE = (
    b"",
    b"\0",
    b"\xff" * 1000,
    b"GET / HTTP/1.1\r\n\r\n",
    framed(b""),
    framed(b"\xff" * 1000),
    framed(b"x" * 199_999),
    framed(b"x" * 300_000),
    (2**32 - 1).to_bytes(4, sys.byteorder),
    framed(b"now"),
    framed(b"now\0/vault\0one\0two\0three\0four"),
    framed(b"now\0/vault\0" + b"9" * 10_000 + b"\x001\0code\0settings"),
    framed(b"now\0\xff\xfe\x001\x001\0\0"),
    framed(b"entries"),
    framed(b"who"),
    framed(b"who\0elsewhere"),
    framed(b"who\0" + b"\0" * 1000),
)


def test_invalid_requests_are_not_answered_and_harmless(watch: Watch, root: Path) -> None:
    for sent in NONSENSE:
        # No answer, or an empty one.
        assert len(says(root, sent)) in (0, 8)
        assert asked(root)
    assert watch.aside == []


def test_half_a_request_is_not_answered(watch: Watch, root: Path) -> None:
    whole = framed(now(root))
    for part in (whole[:2], whole[:4], whole[:50], whole[:-1]):
        assert says(root, part) == b""
    assert len(says(root, whole)) > 8
    assert watch.aside == []


def test_a_part_is_sent_only_after_the_facts_and_only_by_name(watch: Watch, root: Path) -> None:
    facts = says(root, framed(now(root)))
    assert len(says(root, framed(now(root)) + framed(b"entries"))) > len(facts)
    assert says(root, framed(now(root)) + framed(b"listing")) == facts
    assert says(root, framed(b"entries") + framed(now(root))) == b""


def test_two_hundred_concurrent_requests_are_answered_or_refused(watch: Watch, root: Path) -> None:
    answers: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: answers.append(says(root, framed(now(root))))) for _ in range(200)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 200
    assert any(answers)
    assert asked(root)
    assert watch.aside == []


def test_idle_connections_do_not_block_others(watch: Watch, root: Path) -> None:
    with ExitStack() as open_ones:
        for _ in range(server.MOST // 2):
            talk = open_ones.enter_context(socket.socket(socket.AF_UNIX))
            talk.connect(socket_path(str(root)))
        assert asked(root)
        # Beyond the limit of connections, commands scan the vault themselves.
        for _ in range(server.MOST):
            talk = open_ones.enter_context(socket.socket(socket.AF_UNIX))
            talk.connect(socket_path(str(root)))
        assert asked(root) is None
    wait_for(lambda: asked(root))
    assert watch.aside == []


def test_clients_that_disconnect_are_harmless(watch: Watch, root: Path) -> None:
    for _ in range(50):
        with socket.socket(socket.AF_UNIX) as talk:
            talk.connect(socket_path(str(root)))
            talk.sendall(framed(now(root)) + framed(b"known"))
    wait_for(lambda: asked(root))
    assert watch.aside == []


@as_root
def test_another_user_gets_no_answer(watch: Watch, root: Path) -> None:
    path = socket_path(str(root))
    # A mode that allows everyone to connect.
    os.chmod(path, 0o666)  # noqa: S103
    opened(Path(path))
    code = f"import os, socket, sys; os.setuid({NOBODY}); s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); s.sendall(sys.stdin.buffer.read()); print(s.recv(9))"
    other = subprocess.run(
        [sys.executable, "-c", code, path], input=framed(now(root)), capture_output=True, check=False
    )
    assert other.stdout in (b"b''\n", b""), other
    assert b"Permission" not in other.stderr
    assert asked(root)


def test_the_process_number_is_sent(watch: Watch, root: Path, places: Path) -> None:
    assert watcher_pid(str(root)) == watch.process.pid
    assert watcher_pid(str(places)) is None


def test_a_removed_socket_is_created_again(watch: Watch, root: Path, places: Path) -> None:
    # The system does this when a user logs out; the folder for cookies is the watcher's own.
    (Path(socket_path(str(root)))).unlink()
    assert asked(root) is None
    wait_for(lambda: asked(root))


def test_a_watcher_removes_no_socket_but_its_own(watch: Watch, root: Path) -> None:
    path = socket_path(str(root))
    os.unlink(path)
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(path)
        watch.process.terminate()
        assert watch.ended() == 0
        assert os.path.exists(path)


@pytest.mark.parametrize("form", ["jsonl", "plain"])
def test_a_path_too_long_for_a_socket_is_reported_once_and_watching_continues(
    root: Path, places: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setenv("PNET_RUNTIME", str(places / ("long" * 20) / ("long" * 20)))
    with Watch(root, form=form) as watch:
        (root / "contacts/Bo.md").write_text(NOTE)
        watch.reads("Bo is due")
        told = [line for line in (*watch.lines, *watch.aside) if "$PNET_RUNTIME" in line]
        assert len(told) == 1
        assert "too long; set $PNET_RUNTIME to a folder with a shorter path" in told[0]
        watch.process.terminate()
        assert watch.ended() == 0


@pytest.mark.parametrize("kind", ["folder", "full folder"])
def test_a_blocked_socket_path_is_reported_and_watching_continues(root: Path, kind: str) -> None:
    path = Path(socket_path(str(root)))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    (path if kind == "folder" else path / "in it").mkdir(parents=True)
    with Watch(root) as watch:
        watch.reads("read the vault themselves")
        (root / "contacts/Bo.md").write_text(NOTE)
        assert watch.event("due")["contact"] == "Bo"


def test_a_private_folder_has_a_private_mode(tmp_path: Path) -> None:
    private_folder(str(tmp_path / "new"))
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_a_folder_that_is_not_private_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir(mode=0o755)
    with pytest.raises(PermissionError, match="chmod 700"):
        private_folder(str(tmp_path / "open"))
    assert stat.S_IMODE((tmp_path / "open").stat().st_mode) == 0o755


@pytest.mark.parametrize("make", [lambda path: path.write_text(""), lambda path: path.symlink_to("/")])
def test_a_private_folder_is_no_file_and_no_link(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "it")
    with pytest.raises(OSError, match=r"exists|this folder is not yours"):
        private_folder(str(tmp_path / "it"))


@as_root
def test_a_private_folder_belongs_to_the_user(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    os.chown(tmp_path / "theirs", NOBODY, NOBODY)
    with pytest.raises(PermissionError, match="this folder is not yours"):
        private_folder(str(tmp_path / "theirs"))


def test_a_system_without_user_numbers_has_private_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("os.geteuid")
    assert os.path.isdir(private_folder(str(tmp_path / "new")))
