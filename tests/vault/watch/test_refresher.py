"""A refresher loses no change, whatever keeps it from reading one."""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from plaintext_network.vault.cache.file_lock import acquire_lock
from plaintext_network.vault.cache.locations import LOCK, cache_base
from plaintext_network.vault.serialize import CacheUnreadable
from plaintext_network.vault.watch.file_tree import EVERYTHING
from plaintext_network.vault.watch.refresher import Refresher, VaultGone
from tests.vault.cache.test_update import HOUR
from tests.vault.watch.watcher_thread import on_linux, read_anew, refreshing, snapshot_of

pytestmark = on_linux

ADA = "---\ntype: person\nname: Ada\ncadence: 2 weeks\nmet_on: 2026-01-01\n---\n"


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files be old enough for their fingerprints to be trusted."""
    monkeypatch.setattr(time, "time_ns", lambda clock=time.time_ns: clock() + HOUR)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a vault of two people who are due."""
    folder = tmp_path / "vault" / "contacts"
    folder.mkdir(parents=True)
    (folder / "Ada.md").write_text(ADA)
    (folder / "Zoe.md").write_text(ADA.replace("Ada", "Zoe"))
    return tmp_path / "vault"


@pytest.fixture
def refresher(root: Path, tmp_path: Path) -> Iterator[Refresher]:
    """Return a refresher of that vault."""
    with refreshing(root, tmp_path / "turns") as found:
        yield found


def test_changes_before_a_link_interrupts_the_update_are_read(root: Path, refresher: Refresher) -> None:
    """A link requires a check of everything; changes found before must still be read."""
    (root / "contacts" / "Ada.md").write_text(ADA.replace("2 weeks", "never"))
    (root / "contacts" / "Bo.md").write_text(ADA.replace("Ada", "Bo"))
    (root / "contacts" / "Zoe.md").unlink()
    (root / "link").symlink_to("contacts")
    (root / "contacts" / "z.md").symlink_to("Ada.md")
    assert snapshot_of(refresher) == read_anew(root)


def test_changes_before_the_vault_vanished_are_read(root: Path, tmp_path: Path, refresher: Refresher) -> None:
    (root / "contacts" / "Ada.md").write_text(ADA.replace("2 weeks", "never"))
    root.rename(tmp_path / "aside")
    with pytest.raises(VaultGone):
        refresher.refresh()
    (tmp_path / "aside").rename(root)
    assert snapshot_of(refresher) == read_anew(root)


@pytest.mark.parametrize("name", ["Ada.md", "Bo.md"])
def test_a_folder_where_a_note_was(root: Path, refresher: Refresher, name: str) -> None:
    note = root / "contacts" / name
    note.unlink(missing_ok=True)
    note.mkdir()
    (note / "Cy.md").write_text(ADA.replace("Ada", "Cy"))
    assert snapshot_of(refresher) == read_anew(root)
    shutil.rmtree(note)
    note.write_text(ADA)
    assert snapshot_of(refresher) == read_anew(root)


def test_a_link_to_what_is_hidden(root: Path, refresher: Refresher) -> None:
    """Nothing else leads there, so only the folder itself is watched."""
    (root / ".store" / "people").mkdir(parents=True)
    (root / "people").symlink_to(".store/people")
    assert snapshot_of(refresher) == read_anew(root)
    (root / ".store" / "people" / "Bo.md").write_text(ADA.replace("Ada", "Bo"))
    assert snapshot_of(refresher) == read_anew(root)
    (root / ".store").rename(root / ".aside")
    (root / ".store" / "people").mkdir(parents=True)
    (root / ".store" / "people" / "Cy.md").write_text(ADA.replace("Ada", "Cy"))
    assert snapshot_of(refresher) == read_anew(root)


@pytest.mark.usefixtures("impatient")
def test_changes_while_the_cache_is_locked_are_read_later(root: Path, refresher: Refresher) -> None:
    lock = acquire_lock(cache_base(refresher.root) + LOCK, timeout=0)
    try:
        (root / "contacts" / "Ada.md").write_text(ADA.replace("2 weeks", "never"))
        (root / "contacts" / "Zoe.md").unlink()
        (root / "pnet.toml").write_text('[due]\ncadence = "1 week"\n')
        assert refresher.events.settle(20)
        with pytest.raises(CacheUnreadable):
            refresher.refresh()
    finally:
        lock.close()
    assert snapshot_of(refresher) == read_anew(root)


@pytest.mark.usefixtures("impatient")
def test_settings_with_a_failed_update_are_not_in_force(root: Path, refresher: Refresher) -> None:
    """While no note changes, only the settings show that there is something to read."""
    (root / "pnet.toml").write_text('[circles.friends]\ncadence = "1 week"\n\n[due]\ngrace = "1 year"\n')
    lock = acquire_lock(cache_base(refresher.root) + LOCK, timeout=0)
    try:
        assert refresher.events.settle(20)
        with pytest.raises(CacheUnreadable):
            refresher.refresh()
    finally:
        lock.close()
    assert snapshot_of(refresher) == read_anew(root)


def test_what_vanished_stays_vanished_when_settings_change(root: Path, tmp_path: Path) -> None:
    for number in range(20):
        (root / "contacts" / f"P{number}.md").write_text(ADA.replace("Ada", f"P{number}"))
    with refreshing(root, tmp_path / "turns") as refresher:
        shutil.rmtree(root / "contacts")
        assert refresher.events.settle(20)
        assert refresher.refresh().vanished == (22, 22)
        (root / "pnet.toml").write_text('ignore = ["templates"]\n')
        assert snapshot_of(refresher) == read_anew(root)


def test_concurrent_requests_and_refreshes_agree(root: Path, refresher: Refresher) -> None:
    """Many request while others refresh and write; every answer is some state that the vault was in."""
    wrong: list[object] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            said = snapshot_of(refresher)
            names = [who[1] for who in said.known] if said else ["Ada", "Zoe"]
            if names[:1] != ["Ada"] or names[-1:] != ["Zoe"]:
                wrong.append(names)

    def look() -> None:
        while not done.is_set():
            refresher.events.add_hints(EVERYTHING)
            refresher.refresh()

    threads = [threading.Thread(target=work) for work in (ask, ask, ask, look)]
    for thread in threads:
        thread.start()
    try:
        for turn in range(60):
            note = root / "contacts" / f"M{turn % 5}.md"
            if note.exists():
                note.unlink()
            else:
                note.write_text(ADA.replace("Ada", f"M{turn % 5}"))
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert not wrong
    assert snapshot_of(refresher) == read_anew(root)


def test_a_file_that_is_unreadable_for_a_while(
    refresher: Refresher, forbidding: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refresher, (
        "another refresher has imported all that is needed from where this user may read nothing"
    )
    monkeypatch.setenv("PNET_CACHE", str(forbidding / "cache"))
    root = forbidding / "vault"
    os.makedirs(root / "contacts")
    (root / "contacts" / "Ada.md").write_text(ADA)
    private = forbidding / "turns"
    with refreshing(root, private) as another:
        for path in (root / "contacts" / "Ada.md", root / "contacts"):
            path.chmod(0)
            assert snapshot_of(another) == read_anew(root)
            path.chmod(0o755)
            assert snapshot_of(another) == read_anew(root)
        (root / "contacts" / "Bo.md").write_text(ADA.replace("Ada", "Bo"))
        assert snapshot_of(another) == read_anew(root)
