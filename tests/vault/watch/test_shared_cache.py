"""A watcher shares the cache with other commands: it reports each change once, and stores only a valid snapshot."""

from collections.abc import Callable, Iterator, Mapping
from errno import EACCES
from pathlib import Path

import pytest

from plaintext_network.vault.cache import check_unchanged, parse_files
from plaintext_network.vault.cache.due_snapshot import load_snapshot
from plaintext_network.vault.cache.file_lock import acquire_lock
from plaintext_network.vault.cache.locations import LOCK, SNAPSHOT, cache_base, records_folder
from plaintext_network.vault.cache.tables import CacheTables
from plaintext_network.vault.files.read_file import Reader
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.transaction.pending import PENDING
from plaintext_network.vault.watch import refresher as refresher_module
from plaintext_network.vault.watch import watcher as watcher_module
from tests.conftest import TODAY
from tests.vault.watch.watcher_thread import WatcherThread, until, watched

NEVER = "Nothing is due.\n"
DUE = "---\ncadence: monthly\nbirthday: 2026-02-30\n---\n"
OFTEN = "---\ncadence: 2 weeks\n---\n## Log\n- 2026-11-01 call\n"
SELDOM = OFTEN.replace("2 weeks", "2 years")
Write = Callable[[Mapping[str, str]], Path]


@pytest.fixture
def running(vault: Write, monkeypatch: pytest.MonkeyPatch) -> Iterator[WatcherThread]:
    for name, seconds in {"STABLE": 0.2, "STORE_DELAY": 0.2, "TICK": 0.2}.items():
        monkeypatch.setattr(watcher_module, name, seconds)
    with watched(vault({"contacts/Ada.md": NEVER, "contacts/Bo.md": NEVER})) as found:
        yield found


def test_changes_that_another_process_read_first_are_reported(running: WatcherThread) -> None:
    root = Path(running.watcher.root)
    with running.watcher.refresher.lock:
        # The watcher can't check anything until another process has read and stored the change.
        (root / "contacts/Ada.md").write_text(DUE)
        assert [entry.contact.name for entry in Notebook(str(root), TODAY, live=False).due()] == ["Ada"]
    running.expect("Ada is due")
    running.expect("2026-02-30 is not a day")


def test_a_problem_is_reported_after_the_cache_was_removed(running: WatcherThread) -> None:
    root = Path(running.watcher.root)
    for file in Path(running.watcher.refresher.base).parent.glob(
        Path(running.watcher.refresher.base).name + ".sqlite3*"
    ):
        file.unlink()
    (root / "contacts/Ada.md").write_text(DUE)
    running.expect("2026-02-30 is not a day")


def test_a_conflict_copy_is_reported_once(running: WatcherThread) -> None:
    copy = Path(running.watcher.root) / "contacts/Ada (conflicted copy 2020-01-01).md"
    copy.write_text(NEVER)
    running.expect("conflict-copy")
    for _ in range(3):
        copy.touch()
        running.rest()
    assert sum("conflict-copy" in line for line in running.lines()) == 1


def test_waiting_for_a_write_costs_nothing(running: WatcherThread, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher_module, "REPORT_INTERVAL", 0.1)
    root = running.watcher.root
    pending = Path(records_folder(root), PENDING)
    pending.write_text("")
    (Path(root) / "contacts/Ada.md").write_text(DUE)
    until(lambda: running.watcher._unreported_since is not None)
    turns = 0
    turn = running.watcher._turn

    def counted(now: float) -> None:
        nonlocal turns
        turns += 1
        turn(now)

    monkeypatch.setattr(running.watcher, "_turn", counted)
    began = running.watcher._last_change
    until(lambda: running.watcher._last_change > began + 0.6)
    assert turns < 20
    pending.unlink()
    running.expect("Ada is due")


def test_a_cache_that_another_version_uses_stays_as_it_is(
    running: WatcherThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, base = running.watcher.root, running.watcher.refresher.base
    code = running.watcher.refresher.code

    def answer_of_another_version() -> list[str]:
        with monkeypatch.context() as patch:
            patch.setattr(check_unchanged, "code_key", lambda: b"another")
            return [entry.contact.name for entry in Notebook(root, TODAY, live=False).due()]

    def is_left_alone() -> bool:
        snapshot = load_snapshot(base + SNAPSHOT, None, None)
        return snapshot is not None and snapshot.facts["code"] == CacheTables(base).meta("code") == b"another"

    assert answer_of_another_version() == []
    running.rest()
    assert is_left_alone()
    Path(root, "contacts/Ada.md").write_text(DUE)
    running.expect("another version of pnet uses it; start `pnet watch` again")
    assert answer_of_another_version() == ["Ada"]
    running.rest()
    assert is_left_alone()
    # A command of this version adopts the cache; from then on, the watcher keeps it up to date again.
    assert [entry.contact.name for entry in Notebook(root, TODAY, live=False).due()] == ["Ada"]
    running.expect("Ada is due")
    Path(root, "contacts/Bo.md").write_text(DUE)
    running.expect("Bo is due")
    assert CacheTables(base).meta("code") == code


def test_an_unreadable_file_is_not_read_again_and_again(
    vault: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, seconds in {"STABLE": 0.1, "STORE_DELAY": 0.1, "TICK": 0.2}.items():
        monkeypatch.setattr(watcher_module, name, seconds)
    monkeypatch.setattr(refresher_module, "TICK_NS", 0)
    monkeypatch.setattr(parse_files, "TICK_NS", 0)
    root = vault({"contacts/Ada.md": NEVER, "contacts/Bo.md": NEVER})
    opened = Reader._open

    def refused(reader: Reader, path: str) -> int:
        # Simulated, since the system would allow it for root.
        if path.endswith("Ada.md"):
            raise PermissionError(EACCES, "Permission denied", path)
        return opened(reader, path)

    monkeypatch.setattr(Reader, "_open", refused)
    with watched(root) as found:
        (root / "contacts/Bo.md").write_text(DUE)
        found.expect("Bo is due")
        found.rest()
        until(lambda: found.watcher._plan.store is None)
        state = found.watcher.refresher.snapshot.facts["state"]
        (root / "contacts/Ada.md").touch()
        found.rest()
        until(lambda: found.watcher._plan.store is None)
        assert sum("unreadable" in line for line in found.lines()) <= 1
        kept = found.watcher.refresher.snapshot.facts["state"]
        # Once for the change that caused an event, and not again at each tick.
        assert int(kept.split()[1]) == int(state.split()[1]) + 1


def test_a_snapshot_is_stored_only_with_the_files_it_was_computed_from(
    vault: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Let every change be long ago, so that fingerprints are trusted.
    monkeypatch.setattr(parse_files, "TICK_NS", 0)
    root = vault({"contacts/Ada.md": OFTEN, "contacts/Bo.md": OFTEN})
    with watched(root) as running:
        (root / "contacts/Ada.md").write_text(SELDOM)
        running.expect("Ada is no longer due")
        # Another process holds the lock, so the watcher can't read what follows before it ends.
        lock = acquire_lock(cache_base(str(root)) + LOCK)
        (root / "contacts/Bo.md").write_text(SELDOM)
        running.expect("database is locked")
        running.watcher.stop()
        running.thread.join()
        lock.close()
    assert [entry.contact.name for entry in Notebook(str(root), TODAY).due()] == []
