"""Whatever happens to the cache of a watched vault, answers stay right, and the watcher writes the cache again."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from plaintext_network.vault.cache import parse_files
from plaintext_network.vault.cache.database import Database, stored_state
from plaintext_network.vault.cache.due_snapshot import load_snapshot
from plaintext_network.vault.cache.locations import cache_base
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.watch import refresher as refresher_module
from plaintext_network.vault.watch import watcher as watcher_module
from tests.conftest import TODAY
from tests.vault.watch.watcher_thread import WatcherThread, until, watched

NOTES = {
    "contacts/Ada.md": "---\ncadence: 2 weeks\naliases: [Countess]\n---\n## Log\n- 2026-11-01 call\n",
    "contacts/Bo.md": "---\nbirthday: 2026-02-30\n---\nmet [[Countess]]\n",
}


class Cache:
    """The files of a watched vault's cache."""

    def __init__(self, base: str) -> None:
        self.base = base

    def path(self, suffix: str) -> Path:
        return Path(self.base + suffix)


@pytest.fixture
def running(
    vault: Callable[[Mapping[str, str]], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[WatcherThread]:
    monkeypatch.setenv("PNET_CACHE", str(tmp_path / "caches"))
    monkeypatch.setenv("PNET_RUNTIME", str(tmp_path / "run"))
    for name, seconds in {"STABLE": 0.1, "STORE_DELAY": 0.1, "TICK": 0.1}.items():
        monkeypatch.setattr(watcher_module, name, seconds)
    for module in (refresher_module, parse_files):
        # Fingerprints of fresh files can be trusted.
        monkeypatch.setattr(module, "TICK_NS", 0)
    with watched(vault(NOTES)) as found:
        yield found


def answers(root: str, *, cache: bool = True) -> tuple[object, ...]:
    notebook = Notebook(root, TODAY, cache=cache)
    return notebook.due_list(), notebook.problems(), notebook.names(), notebook.index


def stored(running: WatcherThread) -> Cache:
    """Return the cache, once the watcher has stored everything."""
    cache = Cache(running.watcher.refresher.base)

    def is_stored() -> bool:
        snapshot = load_snapshot(cache.base + ".warm", None, None)
        return snapshot is not None and snapshot.facts["state"] == running.watcher.refresher.snapshot.facts[
            "state"
        ] == stored_state(cache.base)

    until(is_stored)
    return cache


def overwritten(cache: Cache, older: Mapping[str, bytes]) -> None:
    cache.path(".sqlite3").write_bytes(older[".sqlite3"])


def replaced(cache: Cache, older: Mapping[str, bytes]) -> None:
    cache.path(".beside").write_bytes(older[".sqlite3"])
    cache.path(".beside").replace(cache.path(".sqlite3"))


def all_older(cache: Cache, older: Mapping[str, bytes]) -> None:
    for suffix, content in older.items():
        cache.path(suffix).write_bytes(content)


def deleted(cache: Cache, _: Mapping[str, bytes]) -> None:
    for suffix in (".sqlite3", ".seal", ".warm"):
        cache.path(suffix).unlink()


def folder_deleted(cache: Cache, _: Mapping[str, bytes]) -> None:
    shutil.rmtree(Path(cache.base).parent)


def cut(cache: Cache, _: Mapping[str, bytes]) -> None:
    os.truncate(cache.path(".sqlite3"), 5000)


def zeroed(cache: Cache, _: Mapping[str, bytes]) -> None:
    with cache.path(".sqlite3").open("r+b") as file:
        file.write(bytes(8192))


def snapshot_damaged(cache: Cache, older: Mapping[str, bytes]) -> None:
    cache.path(".warm").write_bytes(older[".warm"][:-5])


def snapshot_deleted(cache: Cache, _: Mapping[str, bytes]) -> None:
    cache.path(".warm").unlink()


def seal_deleted(cache: Cache, _: Mapping[str, bytes]) -> None:
    cache.path(".seal").unlink()


FAULTS = (
    overwritten, replaced, all_older, deleted, folder_deleted, cut, zeroed, snapshot_damaged, snapshot_deleted, seal_deleted,
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("edited", [False, True])
def test_a_watcher_writes_the_cache_again(
    running: WatcherThread, fault: Callable[[Cache, Mapping[str, bytes]], None], edited: bool
) -> None:
    root = Path(running.watcher.root)
    cache = stored(running)
    older = {suffix: cache.path(suffix).read_bytes() for suffix in (".sqlite3", ".seal", ".warm")}
    (root / "contacts/Ada.md").write_text("---\ncadence: 1 year\naliases: [Lady]\n---\n")
    wanted = answers(str(root), cache=False)
    assert answers(str(root)) == wanted
    stored(running)
    fault(cache, older)
    if edited:
        (root / "contacts/Bo.md").write_text("met [[Lady]] and [[Countess]]\n")
        wanted = answers(str(root), cache=False)
    assert answers(str(root)) == wanted
    # Without another command's help.
    stored(running)
    assert Database(cache.base).read_seal()
    assert answers(str(root)) == wanted
    running.watcher.stop()
    running.thread.join()
    assert answers(str(root)) == wanted


def test_a_watcher_alone_writes_the_cache_again(running: WatcherThread) -> None:
    cache = stored(running)
    for fault in (deleted, cut):
        fault(cache, {})
        stored(running)


@pytest.mark.parametrize("is_changed", [False, True])
@pytest.mark.parametrize("part", ["entries", "silent", "known", "listing"])
def test_a_watcher_starts_with_a_snapshot_of_which_a_part_is_damaged(
    vault: Callable[[Mapping[str, str]], Path], monkeypatch: pytest.MonkeyPatch, part: str, is_changed: bool
) -> None:
    monkeypatch.setattr(parse_files, "TICK_NS", 0)
    root = vault(NOTES)
    Notebook(str(root), TODAY, live=False).due()
    file = Path(cache_base(os.path.realpath(root)) + ".warm")
    snapshot = load_snapshot(str(file), None, None)
    assert snapshot is not None
    content = file.read_bytes()
    at = content.index(snapshot.raw(part))
    file.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    if is_changed:
        (root / "contacts/Cy.md").write_text(NOTES["contacts/Ada.md"])
    wanted = answers(str(root), cache=False)
    with watched(root):
        assert answers(str(root)) == wanted
