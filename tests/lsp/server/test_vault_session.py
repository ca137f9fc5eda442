"""A session reports every change of its vault."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from plaintext_network.errors import NotebookOutdated
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.server.connection.message_log import MessageLog
from plaintext_network.lsp.server.vaults.vault_places import VaultPlace
from plaintext_network.lsp.server.vaults.vault_session import VaultSession
from tests.vault.watch.watch_process import wait_for

ADA = "---\ntype: contact\n---\n"


class Reports:
    """A session, and how often it reported a change. `first` runs during the first report, in the thread of the session."""

    def __init__(self, root: Path) -> None:
        self.root, self.count = root, 0
        self.first = threading.Event()
        self.may_go_on = threading.Event()
        place = VaultPlace(str(root), str(root))
        self.session = VaultSession(
            place, date(2026, 11, 24), lambda *_: None, self._report, MessageLog(None)
        )

    def _report(self, _: VaultSession) -> None:
        self.count += 1
        if self.count == 1:
            self.first.set()
            assert self.may_go_on.wait(30)


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reports]:
    for variable, name in (("PNET_CACHE", "cache"), ("PNET_STATE", "state"), ("PNET_RUNTIME", "run")):
        monkeypatch.setenv(variable, str(tmp_path / name))
    root = tmp_path / "vault"
    root.mkdir()
    (root / "pnet.toml").touch()
    (root / "Ada.md").write_text(ADA)
    found = Reports(root)
    yield found
    found.may_go_on.set()
    found.session.close()


def test_a_change_that_a_question_saw_first_is_reported_too(reports: Reports) -> None:
    session = reports.session
    assert reports.first.wait(30)
    (reports.root / "Bo.md").write_text(ADA)
    tries: list[int] = []

    def has_bo(view: EditorView) -> bool:
        tries.append(1)
        if len(tries) == 1:
            # As if the vault had changed while the question is answered.
            raise NotebookOutdated
        return "Bo.md" in view.notebook.index.notes

    def sees_bo() -> bool:
        tries.clear()
        return session.ask({}, has_bo)

    wait_for(sees_bo)
    reports.may_go_on.set()
    wait_for(lambda: reports.count == 2)


def test_a_question_that_fails_because_a_file_changed_is_asked_again(reports: Reports) -> None:
    reports.may_go_on.set()
    assert reports.first.wait(30)
    tries: list[int] = []

    def fail(view: EditorView) -> bool:
        tries.append(1)
        if len(tries) == 1:
            (reports.root / "Bo.md").write_text(ADA)
            raise IndexError
        return "Bo.md" in view.notebook.index.notes

    assert reports.session.ask({}, fail)
    tries.clear()

    def always_fail(_: EditorView) -> None:
        tries.append(1)
        raise IndexError

    with pytest.raises(IndexError):
        reports.session.ask({}, always_fail)
    assert len(tries) == 1


def test_a_closed_session_still_answers_about_the_vault_as_it_was(reports: Reports) -> None:
    reports.may_go_on.set()
    assert reports.first.wait(30)
    reports.session.close()
    assert reports.session.ask({}, lambda view: "Ada.md" in view.notebook.index.notes, look_first=True)
