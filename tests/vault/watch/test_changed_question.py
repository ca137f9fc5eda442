"""A watcher tells waiting programs when its moment is outdated, and keeps no command waiting meanwhile."""

import socket
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from plaintext_network.vault import FILE
from plaintext_network.vault.cache.locations import code_key, settings_key
from plaintext_network.vault.watch import server
from plaintext_network.vault.watch_client import (
    NO_ANSWER,
    Connection,
    ask_watcher,
    changed_request,
    connect,
)
from tests.vault.watch.watcher_thread import on_linux, until, watched
from tests.vault.window.windows import VAULT, write

pytestmark = on_linux
PATIENCE = 30.0


@pytest.fixture
def root(places: Path) -> Path:
    write(places / "vault", VAULT)
    return (places / "vault").resolve()


def ask(root: Path, since: bytes, connection: Connection | None = None) -> bytes:
    """Wait until the moment is another one."""
    connection = connection or connect(str(root), PATIENCE)
    return connection.request(changed_request(str(root), code_key(), since), PATIENCE)


def waiting(root: Path, since: bytes, answers: list[bytes]) -> threading.Thread:
    thread = threading.Thread(target=lambda: answers.append(ask(root, since)))
    thread.start()
    return thread


def test_the_answer_comes_with_the_change(root: Path) -> None:
    with watched(root):
        now = ask(root, b"")
        answers: list[bytes] = []
        thread = waiting(root, now, answers)
        time.sleep(0.2)
        assert answers == []
        write(root, {"contacts/Cy.md": ""})
        thread.join(PATIENCE)
        assert len(answers) == 1
        assert answers[0] not in (now, b"")
        served = ask_watcher(str(root), code_key(), settings_key(str(root), FILE) or b"")
        assert served is not None
        assert served.facts["moment"] == answers[0]


def test_changed_settings_and_files_that_cannot_be_read_are_another_moment(root: Path) -> None:
    with watched(root):
        now = ask(root, b"")
        write(root, {"pnet.toml": '[due]\ncadence = "yearly"\n'})
        later = ask(root, now)
        (root / "contacts/Lost.md").symlink_to("nowhere.md")
        assert len({now, later, ask(root, later)}) == 3


def test_without_a_change_the_answer_is_the_same_after_a_while(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "WAIT", 0.1)
    monkeypatch.setattr(server, "PEER_CHECK", 0.05)
    with watched(root):
        connection = connect(str(root), PATIENCE)
        now = ask(root, b"", connection)
        assert ask(root, now, connection) == now


def test_a_watcher_of_another_version_declines(root: Path) -> None:
    with watched(root):
        connection = connect(str(root), PATIENCE)
        assert connection.request(changed_request(str(root), b"other", b""), PATIENCE) == b""


def test_waiting_programs_leave_room_for_commands(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "MOST", 4)
    monkeypatch.setattr(server, "MOST_WAITING", 6)
    with watched(root) as running:
        now = ask(root, b"")
        answers: list[bytes] = []
        threads = []
        slots = running.watcher._server
        assert slots is not None
        until(lambda: slots._waiting_slots._value == 6)
        for number in range(1, 7):
            threads.append(waiting(root, now, answers))
            until(lambda taken=number: slots._waiting_slots._value == 6 - taken)  # type: ignore[misc]
        # One more than there is room for is sent away at once, and looks for itself.
        assert ask(root, now) == b""
        assert ask_watcher(str(root), code_key(), settings_key(str(root), FILE) or b"") is not None
        write(root, {"contacts/Cy.md": ""})
        for thread in threads:
            thread.join(PATIENCE)
        assert len(set(answers)) == 1
        assert len(answers) == 6


def test_a_client_that_hangs_up_leaves_its_place_to_others(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "PEER_CHECK", 0.05)
    with watched(root) as running, ExitStack() as closing:
        now = ask(root, b"")
        slots = running.watcher._server
        assert slots is not None
        free = server.MOST_WAITING
        until(lambda: slots._waiting_slots._value == free)
        talk = closing.enter_context(socket.socket(socket.AF_UNIX))
        talk.connect(slots._path)
        request = changed_request(str(root), code_key(), now)
        talk.sendall(len(request).to_bytes(4, "little") + request)
        until(lambda: slots._waiting_slots._value == free - 1)
        talk.close()
        until(lambda: slots._waiting_slots._value == free)


def test_waiting_ends_with_the_watcher(root: Path) -> None:
    ended: list[str] = []

    def wait(since: bytes) -> None:
        try:
            ask(root, since)
        except NO_ANSWER:
            ended.append("ended")

    with watched(root):
        thread = threading.Thread(target=wait, args=(ask(root, b""),))
        thread.start()
        time.sleep(0.2)
    thread.join(PATIENCE)
    assert ended == ["ended"]
