"""A command never waits for a watcher in vain, and uses no answer but that of this vault's watcher."""

import marshal
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from binascii import crc32
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from plaintext_network.vault import FILE
from plaintext_network.vault.cache.locations import changes_file, code_key, file_key, settings_key
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.watch_client import ask_watcher, socket_path
from tests.vault.conftest import NOBODY, opened
from tests.vault.watch.watch_process import PATIENCE, TODAY, Watch, wait_for

Write = Callable[[Mapping[str, str]], Path]
DAY = date.fromisoformat(TODAY)
NOTE = "---\ncadence: 2 weeks\n---\n## Log\n- 2026-09-01 call: engines\n"
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")


@pytest.fixture
def root(places: Path, vault: Write) -> Path:
    """Return a vault without a watcher, with the folder for sockets."""
    os.mkdir(places / "run", 0o700)
    return vault({"contacts/Ada.md": NOTE})


def asked(root: Path) -> object:
    """Return the watcher's answer for the vault as it is and this version."""
    return ask_watcher(str(root), code_key(), settings_key(str(root), FILE) or b"")


def answers(root: Path) -> bool:
    """Return whether answers are right, with or without a watcher."""
    found, anew = Notebook(str(root), DAY), Notebook(str(root), DAY, cache=False)
    return (found.due_list(), found.problems(), found.names()) == (
        anew.due_list(),
        anew.problems(),
        anew.names(),
    )


# Other things at the socket's path


def test_a_vault_without_a_watcher_is_scanned(root: Path) -> None:
    assert asked(root) is None
    assert answers(root)


@pytest.mark.parametrize(
    "make",
    [
        lambda path: Path(path).write_bytes(b"\0" * 100),
        os.mkfifo,
        os.mkdir,
        lambda path: os.symlink("/dev/zero", path),
        lambda path: os.symlink("nowhere", path),
        lambda path: os.symlink(path, path),
    ],
    ids=["file", "fifo", "folder", "link to a device", "link to nothing", "link to itself"],
)
def test_a_path_that_is_no_socket_is_not_asked(root: Path, make: Callable[[str], object]) -> None:
    make(socket_path(str(root)))
    assert asked(root) is None
    assert answers(root)


def test_a_folder_that_is_a_file_has_no_watcher(root: Path) -> None:
    (root.parent / "run").rmdir()
    (root.parent / "run").write_text("")
    assert asked(root) is None
    assert answers(root)


# Other listeners


class Other:
    """Listens at the path of a watcher's socket, and calls `does` with each connection, until `ended`."""

    def __init__(self, path: str, does: Callable[["Other", socket.socket], object]) -> None:
        self.connections = 0
        self.waited_for = False
        self.ended = threading.Event()
        self._does = does
        self._server = socket.socket(socket.AF_UNIX)
        self._server.bind(path)
        self._server.listen()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def _work(self) -> None:
        with suppress(OSError):
            while True:
                connected, _ = self._server.accept()
                self.connections += 1
                threading.Thread(target=self._meet, args=(connected,), daemon=True).start()

    def _meet(self, connected: socket.socket) -> None:
        with connected, suppress(OSError):
            self._does(self, connected)

    def close(self) -> None:
        self.ended.set()
        self._server.shutdown(socket.SHUT_RDWR)
        self._thread.join(PATIENCE)
        self._server.close()


def question_of(connected: socket.socket) -> bytes:
    size = int.from_bytes(connected.recv(4), sys.byteorder)
    question = b""
    while len(question) < size:
        question += connected.recv(size - len(question))
    return question


def tell(
    connected: socket.socket, answer: bytes, size: int | None = None, about: bytes | None = None
) -> None:
    """Answer like a watcher, except for what is passed."""
    question = question_of(connected) if about is None else about
    length = len(answer) if size is None else size
    head = length.to_bytes(4, sys.byteorder) + crc32(question).to_bytes(4, sys.byteorder)
    connected.sendall(head + answer)


def drip(other: Other, connected: socket.socket, answer: bytes, size: int | None = None) -> None:
    """Send byte by byte, again and again; first the length of all, if it is given."""
    if size is not None:
        tell(connected, b"", size)
    deadline = time.monotonic() + 5
    while not other.ended.is_set():
        if time.monotonic() > deadline:
            other.waited_for = True
            return
        for byte in answer:
            connected.sendall(bytes([byte]))


def facts(vault: Path, **others: object) -> bytes:
    mine = {"code": code_key(), "root": str(vault), "settings": settings_key(str(vault), FILE), "day": TODAY}
    mine["changes"] = file_key(changes_file(str(vault)))
    return marshal.dumps(
        {**mine, "counted": (0, 0, 0, (), 0), "errors": 0, "warnings": 0, "odd": ()} | others
    )


OTHERS: dict[str, Callable[[Other, socket.socket], object]] = {
    "never answers": lambda other, _: setattr(other, "waited_for", not other.ended.wait(5)),
    "hangs up": lambda _, connected: connected.close(),
    "hangs up after the question": lambda _, connected: question_of(connected),
    "hangs up in the middle": lambda _, connected: tell(connected, b"abc", 100),
    "sends garbage": lambda _, connected: connected.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 9),
    "never stops": lambda other, connected: drip(other, connected, b"\xff" * 1000),
    "says so much": lambda other, connected: drip(other, connected, b"x", 2**32 - 1),
    "answers nothing": lambda _, connected: tell(connected, b""),
    "answers in no format": lambda _, connected: tell(connected, b"\xff\xfe\xfd"),
    "answers in half": lambda _, connected: tell(connected, marshal.dumps({"code": code_key()})[:-5]),
    "answers too deeply": lambda _, connected: tell(connected, b"(\x01\0\0\0" * 50_000),
    "answers with a number": lambda _, connected: tell(connected, marshal.dumps(1)),
    "answers with a list": lambda _, connected: tell(connected, marshal.dumps(["code"])),
    "answers with no facts": lambda _, connected: tell(connected, marshal.dumps({"a": 1})),
}


@pytest.mark.parametrize("does", OTHERS.values(), ids=OTHERS)
def test_a_listener_that_is_no_watcher_is_not_waited_for(
    root: Path, does: Callable[[Other, socket.socket], object]
) -> None:
    other = Other(socket_path(str(root)), does)
    try:
        assert asked(root) is None
        assert answers(root)
        assert other.connections == 2
        assert not other.waited_for
    finally:
        other.close()


@pytest.mark.parametrize("name", ["code", "root", "settings"])
def test_an_answer_for_other_keys_is_not_used(root: Path, name: str) -> None:
    other = Other(
        socket_path(str(root)), lambda _, connected: tell(connected, facts(root, **{name: b"another"}))
    )
    try:
        assert asked(root) is None
        assert answers(root)
    finally:
        other.close()


def test_an_answer_to_another_request_is_not_used(root: Path) -> None:
    other = Other(socket_path(str(root)), lambda _, connected: tell(connected, facts(root), about=b"now"))
    try:
        assert asked(root) is None
    finally:
        other.close()


def test_a_watcher_that_ends_after_its_first_answer_is_not_needed(root: Path) -> None:
    Notebook(str(root), DAY).due_list()
    (root / "odd.md").symlink_to("nowhere")
    other = Other(
        socket_path(str(root)), lambda _, connected: tell(connected, facts(root, state="another", rules=b""))
    )
    try:
        found, anew = Notebook(str(root), DAY), Notebook(str(root), DAY, cache=False)
        assert found._reader.check.is_served
        assert found._reader.check.listing_problems == anew._reader.check.listing_problems != []
        assert not found._reader.check.is_served
        assert found.due_list() == anew.due_list()
    finally:
        other.close()


# Sockets of other users


@as_root
def test_a_socket_of_another_user_is_not_asked(root: Path) -> None:
    other = Other(socket_path(str(root)), lambda _, connected: tell(connected, facts(root)))
    try:
        assert asked(root) is not None
        os.chown(socket_path(str(root)), NOBODY, NOBODY)
        assert asked(root) is None
        assert answers(root)
        assert other.connections == 1
    finally:
        other.close()


@as_root
def test_another_user_who_listens_at_a_socket_of_ours_is_not_asked(root: Path) -> None:
    path = socket_path(str(root))
    os.chmod(root.parent / "run", 0o777)  # noqa: S103 - as it should not be
    code = f"import os, socket, sys; os.setuid({NOBODY}); s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen(); print('here', flush=True); print(s.accept()[0].recv(9))"
    opened(Path(path))
    with subprocess.Popen([sys.executable, "-c", code, path], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "here\n"
        os.chown(path, 0, 0)
        assert asked(root) is None
        # There was a connection, but no request.
        assert other.stdout.readline() == "b''\n"


# Watchers of something else


def test_a_watcher_answers_for_its_version_settings_and_root_alone(root: Path) -> None:
    settings = settings_key(str(root), FILE) or b""
    with Watch(root):
        wait_for(lambda: asked(root))
        assert ask_watcher(str(root), code_key() + b"2", settings) is None
        assert ask_watcher(str(root), code_key(), settings + b"2") is None
        assert ask_watcher(str(root), code_key(), settings) is not None


def test_two_vaults_that_share_a_socket_path_are_distinguished(root: Path, places: Path) -> None:
    other = places / "other"
    (other / "contacts").mkdir(parents=True)
    (other / FILE).write_text("")
    (other / "contacts/Bo.md").write_text(NOTE)
    with Watch(root):
        wait_for(lambda: asked(root))
        os.link(socket_path(str(root)), socket_path(str(other)))
        assert asked(other) is None
        assert answers(other)


def test_a_vault_in_the_place_of_another_is_answered_as_it_is(root: Path, places: Path) -> None:
    with Watch(root):
        wait_for(lambda: asked(root))
        root.rename(places / "away")
        (root / "contacts").mkdir(parents=True)
        (root / FILE).write_text("")
        (root / "contacts/Cy.md").write_text(NOTE)
        assert answers(root)
        wait_for(lambda: asked(root))
        assert answers(root)


# Watchers that are stopped


def test_a_stopped_watcher_is_not_waited_for(root: Path) -> None:
    with Watch(root) as watch:
        wait_for(lambda: asked(root))
        watch.signals(signal.SIGSTOP)
        (root / "contacts/Bo.md").write_text(NOTE)
        assert asked(root) is None
        assert answers(root)
        watch.signals(signal.SIGCONT)
        wait_for(lambda: asked(root))
        assert answers(root)


def test_the_socket_of_a_killed_watcher_is_harmless(root: Path) -> None:
    with Watch(root) as watch:
        wait_for(lambda: asked(root))
        watch.process.kill()
        watch.ended()
    assert os.path.exists(socket_path(str(root)))
    (root / "contacts/Bo.md").write_text(NOTE)
    assert asked(root) is None
    assert answers(root)
    with Watch(root):
        wait_for(lambda: asked(root))
        assert answers(root)


# Other platforms


@pytest.mark.parametrize("missing", ["os.geteuid", "_socket.AF_UNIX"])
def test_a_system_without_users_or_such_sockets_has_no_watcher(
    root: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    other = Other(socket_path(str(root)), lambda _, connected: tell(connected, facts(root)))
    try:
        assert asked(root) is not None
        monkeypatch.delattr(missing)
        assert asked(root) is None
    finally:
        other.close()


# Leftovers


@pytest.fixture
def descriptors() -> Callable[[], int]:
    """Return a function that counts the open files."""
    if not os.path.isdir("/proc/self/fd"):
        pytest.skip("the system doesn't tell which files are open")
    return lambda: len(os.listdir("/proc/self/fd"))


def test_asking_leaves_nothing_open(root: Path, descriptors: Callable[[], int]) -> None:
    with Watch(root) as watch:
        wait_for(lambda: asked(root))
        theirs = f"/proc/{watch.process.pid}"
        before = descriptors()
        for _ in range(300):
            asked(root)
            ask_watcher(str(root), b"", b"")
        assert descriptors() == before
        wait_for(lambda: len(os.listdir(f"{theirs}/task")) < 10)
        wait_for(lambda: len(os.listdir(f"{theirs}/fd")) < 20)
