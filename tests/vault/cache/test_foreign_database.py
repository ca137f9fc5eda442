"""A database that another program writes in place of the cache's, at any moment of an update, is never used as good."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from plaintext_network.vault.cache import database, parse_files, rebuild, update
from plaintext_network.vault.cache.tables import CacheTables
from plaintext_network.vault.cache.vault_state import CachedVaultState
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY

HOUR = 3_600_000_000_000
NOTES = {
    **{f"contacts/{name}.md": f"---\naliases: [{name}x]\ncadence: 2 weeks\n---\n" for name in ("Ada", "Bo")},
    **{f"notes/{number}.md": f"[[Ada]] and [[Bo]] {number}\n" for number in range(60)},
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the cache folder of this test; fingerprints of notes can be trusted."""
    monkeypatch.setattr(time, "time_ns", lambda clock=time.time_ns: clock() + HOUR)
    monkeypatch.setenv("PNET_CACHE", str(tmp_path / "caches"))
    return tmp_path / "caches"


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path], folder: Path) -> Path:
    """Return a vault with a current cache."""
    made = vault(NOTES)
    assert answers(made)
    return made


def answers(root: Path, *, cache: bool = True) -> tuple[object, ...]:
    opened = Notebook(str(root), TODAY, cache=cache)
    return opened.problems(), opened.due_list(), opened.names(), opened.index


def right(root: Path) -> bool:
    """Return whether answers equal those without a cache, now and at the next run, and the cache is used again."""
    wanted = answers(root, cache=False)
    return (
        answers(root) == wanted
        and answers(root) == wanted
        and isinstance(Notebook(str(root), TODAY)._reader.state, CachedVaultState)
    )


def stored(folder: Path) -> Path:
    return next(folder.glob("*.sqlite3"))


def edited(root: Path, number: int) -> None:
    """Change who has a name, and a link: every table of the cache changes."""
    (root / "contacts/Ada.md").write_text(f"---\naliases: [A{number}]\ncadence: {number + 1} weeks\n---\n")
    (root / "notes/0.md").write_text(f"[[A{number}]] [[Bo]]\n")


def in_place(old: bytes, place: Path) -> None:
    place.write_bytes(old)


def renamed(old: bytes, place: Path) -> None:
    (place.parent / "beside").write_bytes(old)
    (place.parent / "beside").replace(place)


def in_place_with_its_time(old: bytes, place: Path) -> None:
    times = place.stat()
    place.write_bytes(old)
    os.utime(place, ns=(times.st_atime_ns, times.st_mtime_ns))


def gone(_: bytes, place: Path) -> None:
    place.unlink()


def cut(_: bytes, place: Path) -> None:
    os.truncate(place, place.stat().st_size // 2)


SWAPS = (in_place, renamed, in_place_with_its_time, gone, cut)
# Before the update reads; within the transaction, before and after it wrote; between the commit and the seal; after it.
MOMENTS: Mapping[str, tuple[type, str, bool]] = {
    "before it locks": (CacheTables, "lock", True),
    "once it compared": (update._Update, "apply", True),
    "before the transaction": (CacheTables, "is_copy", True),
    "before it writes": (CacheTables, "put_parsed", True),
    "while it writes": (CacheTables, "put_index", True),
    "before the commit": (CacheTables, "set_meta", False),
    "before the seal": (CacheTables, "_seal", True),
    "after the seal": (CacheTables, "_seal", False),
}


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("swap", SWAPS)
def test_an_older_database_that_comes_back_during_an_update(
    root: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
    swap: Callable[[bytes, Path], None],
) -> None:
    copies, age = [], 1 + (SWAPS.index(swap) + list(MOMENTS).index(moment)) % 4
    for number in range(4):
        copies.append(stored(folder).read_bytes())
        edited(root, number)
        assert answers(root)
    owner, name, first = MOMENTS[moment]
    original = getattr(owner, name)
    done: list[str] = []

    def disturbed(self: object, *given: object) -> object:
        result = None if first else original(self, *given)
        if not done:
            done.append(moment)
            swap(copies[-age], stored(folder))
        return original(self, *given) if first else result

    edited(root, 9)
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, disturbed)
        assert answers(root) == answers(root, cache=False)
    assert done
    assert right(root)
    edited(root, 10)
    assert right(root)


@pytest.mark.parametrize("swap", SWAPS)
@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize("writes", [0, 2, 5])
def test_an_older_database_that_comes_back_during_a_rebuild(
    root: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    swap: Callable[[bytes, Path], None],
    writes: int,
    inside: bool,
) -> None:
    monkeypatch.setattr(rebuild, "BATCH", 20)
    monkeypatch.setattr(parse_files, "PIECE", 10)
    old = stored(folder).read_bytes()
    (root / "pnet.toml").write_text('[tasks]\nclosed = ["-"]\n')
    edited(root, 1)
    left = [writes]
    # In each transaction, just before its commit, or after it.
    name = "number" if inside else "_seal"
    original = vars(database.Database)[name]

    def disturbed(self: database.Database, given: str) -> object:
        result = original(self, given) if inside else None
        if not inside or given == "writes":
            if left[0] == 0 and stored(folder).exists():
                swap(old, stored(folder))
            left[0] -= 1
        return result if inside else original(self, given)

    with monkeypatch.context() as patch:
        patch.setattr(database.Database, name, disturbed)
        assert answers(root) == answers(root, cache=False)
    assert left[0] < 0
    assert right(root)


def test_the_database_of_another_vault_in_place_of_ones_own(root: Path, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(root, other)
    (other / "contacts/Bo.md").write_text("")
    assert answers(other)
    mine, theirs = sorted(folder.glob("*.sqlite3"), key=lambda path: "other" in path.name)
    for suffixes in ((".sqlite3",), (".sqlite3", ".seal"), (".sqlite3", ".seal", ".warm"), (".warm",)):
        for suffix in suffixes:
            shutil.copy(theirs.with_suffix(suffix), mine.with_suffix(suffix))
        assert right(root)
        edited(root, len(suffixes))
        assert right(root)


def test_a_program_that_swaps_databases_all_the_time(root: Path, folder: Path) -> None:
    copies = []
    for number in range(4):
        copies.append(stored(folder).read_bytes())
        edited(root, number)
        assert answers(root)
    chance, ended = Random(1), threading.Event()  # noqa: S311
    swaps = 0

    def swapping() -> None:
        nonlocal swaps
        while not ended.wait(chance.random() * 0.02):
            with suppress(FileNotFoundError):
                chance.choice(SWAPS[:3])(chance.choice(copies), folder / name)
                swaps += 1

    name = stored(folder).name
    other = threading.Thread(target=swapping)
    other.start()
    try:
        for number in range(60):
            edited(root, number)
            # In another run it may change while it is read, and that run has to answer without it.
            Notebook(str(root), TODAY)._reader.state  # noqa: B018
    finally:
        ended.set()
        other.join()
    assert swaps > 10
    assert right(root)
