"""A watcher notes a change in somebody's life like any command, reports it and serves it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from plaintext_network.vault.cache.locations import changes_file
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.watch import watcher as watcher_module
from tests.conftest import TODAY
from tests.vault.watch.watcher_thread import WatcherThread, on_linux, read_anew, snapshot_of, watched

pytestmark = on_linux
ADA = "---\ntype: person\nname: Ada\norganization: Globex\n---\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for variable in ("PNET_CACHE", "PNET_STATE", "PNET_RUNTIME"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    for name, seconds in (("TICK", 0.05), ("STABLE", 0.3)):
        monkeypatch.setattr(watcher_module, name, seconds)
    folder = tmp_path / "vault/contacts"
    folder.mkdir(parents=True)
    (folder / "Ada.md").write_text(ADA)
    return tmp_path / "vault"


@pytest.fixture
def running(root: Path) -> Iterator[WatcherThread]:
    with watched(root) as found:
        yield found


def test_a_change_is_reported_served_and_settled_by_a_touch(root: Path, running: WatcherThread) -> None:
    note = root / "contacts/Ada.md"
    note.write_text(ADA.replace("Globex", "Acme"))
    assert snapshot_of(running.watcher.refresher) == read_anew(root)
    running.rest()
    assert running.changes[-1].text == "Ada is due: moved to Acme (noted 2026-11-24): congratulate"
    note.write_text(note.read_text() + "## Log\n- 2026-11-24 email: well done [direction:: out]\n")
    assert snapshot_of(running.watcher.refresher) == read_anew(root)
    running.rest()
    assert [change.event for change in running.changes][-2:] == ["due", "settled"]


def test_what_another_program_forgot_is_not_served(root: Path, running: WatcherThread) -> None:
    (root / "contacts/Ada.md").write_text(ADA.replace("Globex", "Acme"))
    running.rest()
    assert [entry.kind for entry in Notebook(str(root), TODAY).due()] == ["change"]
    Path(changes_file(str(root))).unlink()
    assert Notebook(str(root), TODAY).due() == ()
