"""The cache is disposable: whatever happens to it, answers are right, and the notes alone are enough."""

import errno
import os
import pickle
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import tracemalloc
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import time as time_of_day
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from plaintext_network.model.note.read_note import read_facts as read_note
from plaintext_network.network.due.answer import DueList
from plaintext_network.problems import Problem
from plaintext_network.vault import parallel_map, worker_processes
from plaintext_network.vault.cache import (
    compare_cache,
    database,
    due_snapshot,
    file_lock,
    locations,
    parse_files,
    rebuild,
    update,
)
from plaintext_network.vault.cache.due_answer import ComputedSnapshot
from plaintext_network.vault.cache.status import all_cache_statuses, cache_status_at, remove_cache
from plaintext_network.vault.cache.vault_state import CachedVaultState
from plaintext_network.vault.config.sync_settings import SyncSettings
from plaintext_network.vault.files import fingerprints
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.serialize import CacheUnreadable, deserialize, serialize
from tests.conftest import TODAY

Write = Callable[[Mapping[str, str]], Path]
HOUR = 3_600_000_000_000
SUFFIXES = (".warm", ".newer", ".sqlite3", ".seal", ".lock")

NOTES = {
    "contacts/Ada.md": "---\ncadence: 2 weeks\ncircles: [friends]\n---\n## Log\n- 2026-09-01 call: engines\n",
    "contacts/Bo.md": "---\naliases: [Bobby]\nbirthday: 11-24\n---\n- [ ] send slides 📅 2026-11-20\n",
    "interactions/2026-10-01.md": "---\nwith: [Bobby]\ndirection: in\n---\nabout [[Ada]]\n",
    "notes/bad.md": "---\nname: [\n---\n[[Nobody]]\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the cache folder of this test."""
    found = tmp_path / "caches"
    monkeypatch.setenv("PNET_CACHE", str(found))
    return found


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files be old enough for their fingerprints to be trusted."""
    monkeypatch.setattr(time, "time_ns", lambda clock=time.time_ns: clock() + HOUR)


@pytest.fixture
def root(vault: Write, folder: Path, later: None) -> Path:
    """Return a vault with a current cache."""
    made = vault(NOTES)
    answer(made)
    return made


def answer(root: Path, *, cache: bool = True) -> tuple[DueList, tuple[Problem, ...]]:
    opened = Notebook(str(root), TODAY, cache=cache)
    return opened.due_list(), opened.problems()


def right(root: Path) -> bool:
    """Return whether answers equal those without a cache, now and at the next run."""
    wanted = answer(root, cache=False)
    return (
        answer(root) == wanted
        and answer(root) == wanted
        and Notebook(str(root), TODAY).due_list() == wanted[0]
    )


def through_cache(root: Path) -> bool:
    return isinstance(Notebook(str(root), TODAY)._reader.state, CachedVaultState)


def is_cached(root: Path) -> bool:
    """Return whether an answer needs no note."""
    opened = Notebook(str(root), TODAY)
    opened.due_list()
    return "state" not in vars(opened._reader)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list of paths of the notes that are parsed from now on."""
    found: list[str] = []
    original = read_note

    def noted(note: object, path: str, rules: object, **more: bool) -> object:
        found.append(path)
        return original(note, path, rules, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(parse_files, "read_facts", noted)
    return found


# Which notes are read


def test_an_unchanged_vault_is_not_read(root: Path, files_read: list[str]) -> None:
    assert is_cached(root)
    Notebook(str(root), TODAY).problems()
    Notebook(str(root), TODAY + timedelta(days=1)).due_list()
    assert files_read == []


def test_only_what_changed_is_read(root: Path, files_read: list[str]) -> None:
    (root / "contacts/Ada.md").write_text("---\ncadence: 1 year\n---\n")
    (root / "contacts/Cy.md").write_text("")
    (root / "notes/bad.md").unlink()
    assert Notebook(str(root), TODAY).problems() == Notebook(str(root), TODAY, cache=False).problems()
    assert sorted(files_read)[:2] == ["contacts/Ada.md", "contacts/Ada.md"]
    files_read.clear()
    answer(root)
    assert files_read == []


def test_a_new_alias_parses_no_other_note(root: Path, parsed: list[str]) -> None:
    (root / "contacts/Ada.md").write_text("---\naliases: [Bobby]\n---\n")
    assert Notebook(str(root), TODAY).problems()
    assert parsed == ["contacts/Ada.md"]
    assert right(root)


def test_the_same_bytes_under_another_fingerprint_are_not_parsed(root: Path, parsed: list[str]) -> None:
    for path in root.rglob("*.md"):
        os.utime(path, (1, 1))
    assert not is_cached(root)
    assert is_cached(root)
    assert parsed == []


def test_a_branch_that_is_checked_out_is_read_where_it_differs(root: Path, files_read: list[str]) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        subprocess.run(["git", *who, "-C", str(root), *words], check=True, capture_output=True)

    git("init", "-qb", "main")
    git("add", "-A")
    git("commit", "-qm", "notes")
    git("checkout", "-qb", "other")
    (root / "contacts/Ada.md").write_text("other\n")
    git("commit", "-qam", "other")
    assert right(root)
    files_read.clear()
    git("checkout", "-q", "main")
    assert not is_cached(root)
    assert files_read == ["contacts/Ada.md"]
    assert right(root)


def test_a_moved_or_copied_vault_has_a_cache_of_its_own(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root, tmp_path / "copy")
    (tmp_path / "copy/contacts/Ada.md").write_text("")
    root.rename(tmp_path / "moved")
    (tmp_path / "copy").rename(root)
    assert right(root)
    assert right(tmp_path / "moved")


def test_a_day_long_past_is_answered_without_changing_the_cache(root: Path) -> None:
    for days in (-4000, 3, -1, 4000, 0):
        day = TODAY + timedelta(days=days)
        expected = Notebook(str(root), day, cache=False).due_list()
        assert Notebook(str(root), day).due_list() == expected
    assert right(root)


def test_changed_settings_apply(root: Path) -> None:
    for text in ('[due]\ncadence = "1 week"\n', '[log]\nheadings = ["Diary"]\n', 'ignore = ["notes"]\n', ""):
        (root / "pnet.toml").write_text(text)
        assert right(root)


def test_a_new_sync_parses_no_note_and_its_settings_come_from_the_cache(
    root: Path, parsed: list[str]
) -> None:
    (root / "pnet.toml").write_text('[sync.phone]\nfolder = "~/Contacts"\nsend = ["photos"]\n')
    Notebook(str(root), TODAY).due_list()
    assert is_cached(root)
    assert parsed == []
    assert right(root)
    opened = Notebook(str(root), TODAY)
    opened.due_list()
    assert opened._reader.check.snapshot is not None
    assert opened.settings.syncs == (SyncSettings("phone", "~/Contacts", send=("photos",)),)


def test_changed_settings_behind_a_link_apply(root: Path) -> None:
    (root / ".settings").mkdir()
    (root / ".settings/pnet.toml").write_text("")
    (root / "pnet.toml").unlink()
    (root / "pnet.toml").symlink_to(".settings/pnet.toml")
    assert right(root)
    (root / ".settings/pnet.toml").write_text('[due]\ncadence = "1 week"\n')
    assert right(root)


# Clocks


@pytest.mark.parametrize("tick", [1_000_000_000, 2_000_000_000, 4_000_000])
def test_no_clock_is_so_coarse_that_an_edit_is_missed(
    vault: Write, folder: Path, monkeypatch: pytest.MonkeyPatch, tick: int
) -> None:
    # A simulated time: files have times of a clock with this tick, and the inode never changes.
    clock = [10**18]
    times: dict[str, int] = {}

    def look_at(top: str, real: str, names: list[str]) -> bytes:
        records = [(len((Path(top) / real / name).read_bytes()), times.get(name, 0)) for name in names]
        return b"".join(
            array("q", (size, at // tick * tick, at // tick * tick, 1, 0o100644)).tobytes()
            for size, at in records
        )

    monkeypatch.setattr(fingerprints, "take_fingerprints", look_at)
    monkeypatch.setattr(time, "time_ns", lambda: clock[0])
    root = vault({"contacts/Ada.md": "---\ncadence: 1 days\n---\n", "contacts/Bo.md": ""})
    chance = Random(tick)  # noqa: S311
    stale = cached = 0
    for number in range(100):
        clock[0] += chance.choice((1_000, 1_000_000, tick // 3, tick, 3 * tick, 3 * 10**9))
        if chance.random() < 0.5:
            (root / "contacts/Ada.md").write_text(f"---\ncadence: {number % 9 + 1} days\n---\n")
            times["Ada.md"] = clock[0]
            clock[0] += chance.choice((0, 1_000, tick // 5))
        opened = Notebook(str(root), TODAY)
        stale += (
            opened.contact("Ada").contact != Notebook(str(root), TODAY, cache=False).contact("Ada").contact
        )
        cached += opened._reader.check.unchanged
    assert stale == 0
    assert cached > 0


def test_a_time_set_in_the_future_is_no_reason_to_read_for_ever(root: Path, files_read: list[str]) -> None:
    soon = time.time() + 10 * 365 * 86400
    os.utime(root / "contacts/Ada.md", (soon, soon))
    answer(root)
    files_read.clear()
    assert is_cached(root)
    assert files_read == []


def test_a_fresh_file_is_read_again_and_then_trusted(
    vault: Write, folder: Path, monkeypatch: pytest.MonkeyPatch, files_read: list[str], parsed: list[str]
) -> None:
    root = vault(NOTES)
    answer(root)
    assert len(files_read) == len(parsed) == len(NOTES)
    answer(root)
    assert (len(files_read), len(parsed)) == (2 * len(NOTES), len(NOTES))
    monkeypatch.setattr(time, "time_ns", lambda clock=time.time_ns: clock() + HOUR)
    answer(root)
    assert len(files_read) == 3 * len(NOTES)
    assert is_cached(root)
    assert len(files_read) == 3 * len(NOTES)


# Damage


def kept_files(folder: Path) -> dict[str, Path]:
    return {path.suffix: path for path in folder.iterdir()}


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    "damage",
    ["gone", "empty", "cut", "noise", "folder", "pipe", "dangling"],
)
def test_a_file_of_the_cache_that_is_damaged(root: Path, folder: Path, suffix: str, damage: str) -> None:
    if suffix == ".newer":
        (root / "contacts/Cy.md").write_text("")
        answer(root)
    path = kept_files(folder)[suffix]
    content = path.read_bytes()
    path.unlink()
    if damage == "empty":
        path.touch()
    elif damage == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "noise":
        path.write_bytes(Random(1).randbytes(len(content) or 100))  # noqa: S311
    elif damage == "folder":
        path.mkdir()
    elif damage == "pipe":
        os.mkfifo(path)
    elif damage == "dangling":
        path.symlink_to("nowhere/at/all")
    assert right(root)
    (root / "contacts/Ada.md").write_text("---\ncadence: 1 year\n---\n")
    assert right(root)


@pytest.mark.parametrize("suffix", [".warm", ".newer", ".sqlite3", ".seal"])
def test_bits_that_flip(root: Path, folder: Path, suffix: str) -> None:
    (root / "contacts/Cy.md").write_text("")
    answer(root)
    expected = answer(root, cache=False)
    chance = Random(suffix)  # noqa: S311
    for _ in range(40):
        path = kept_files(folder)[suffix]
        content = bytearray(path.read_bytes())
        for _ in range(chance.choice((1, 1, 8))):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        assert answer(root) == expected
        assert Notebook(str(root), TODAY + timedelta(days=1)).due_list().due
        assert Notebook(str(root), TODAY).names() == ("Ada", "Bo", "Bobby", "Cy")


@pytest.mark.parametrize("suffix", [".warm", ".newer"])
def test_a_damaged_size_takes_no_memory(root: Path, folder: Path, suffix: str) -> None:
    (root / "contacts/Cy.md").write_text("")
    expected = answer(root)
    path = kept_files(folder)[suffix]
    content = bytearray(path.read_bytes())
    at = len(due_snapshot.MAGIC)
    content[at : at + 4] = b"\xff" * 4
    path.write_bytes(content)
    tracemalloc.start()
    try:
        due_snapshot.load_snapshot(str(path.with_suffix(".warm")), None, None)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()
    assert answer(root) == expected


def test_what_continues_another_snapshot_is_not_used(root: Path, folder: Path) -> None:
    kept = kept_files(folder)
    first = kept[".warm"].read_bytes()
    (root / "contacts/Cy.md").write_text("")
    answer(root)
    newer = kept_files(folder)[".newer"].read_bytes()
    kept[".warm"].unlink()
    assert right(root)
    (folder / kept[".warm"].with_suffix(".newer")).write_bytes(newer)
    assert right(root)
    (root / "contacts/Ada.md").write_text("---\ncadence: 1 year\n---\n")
    assert right(root)
    for path, content in ((kept[".warm"], first), (kept[".warm"].with_suffix(".newer"), newer)):
        path.write_bytes(content)
        assert right(root)


def test_after_a_change_the_snapshot_is_continued(root: Path, folder: Path) -> None:
    before = kept_files(folder)[".warm"].read_bytes()
    for text in ("", "---\ncadence: 1 year\n---\n", "x"):
        (root / "contacts/Cy.md").write_text(text)
        (root / "contacts/New.md").write_text(text)
        assert right(root)
        assert is_cached(root)
        (root / "contacts/New.md").unlink()
        assert right(root)
        assert is_cached(root)
        assert kept_files(folder)[".warm"].read_bytes() == before
    for number in range(100):
        (root / f"contacts/{number}.md").write_text("")
    assert right(root)
    assert is_cached(root)
    assert kept_files(folder)[".warm"].read_bytes() != before


def test_a_database_restored_from_a_backup_is_not_used(root: Path, folder: Path) -> None:
    kept = kept_files(folder)
    earlier = {suffix: kept[suffix].read_bytes() for suffix in (".sqlite3", ".seal")}
    (root / "contacts/Ada.md").write_text("---\ncadence: 1 year\n---\n")
    assert right(root)
    kept[".sqlite3"].write_bytes(earlier[".sqlite3"])
    (root / "contacts/Bo.md").write_text("")
    assert right(root)
    kept[".seal"].write_bytes(earlier[".seal"])
    (root / "contacts/Bo.md").write_text("x")
    assert right(root)


def test_the_cache_of_another_version_is_not_used(
    root: Path, monkeypatch: pytest.MonkeyPatch, parsed: list[str]
) -> None:
    monkeypatch.setattr("plaintext_network.vault.cache.check_unchanged.code_key", lambda: b"another")
    answer(root)
    assert len(parsed) == len(NOTES)
    assert is_cached(root)


def test_the_cache_gives_values_of_this_program_only() -> None:
    kept = (TODAY, time_of_day(22, 30), frozenset("ab"))
    assert deserialize(serialize(kept)) == kept
    for what in (
        os.system,
        sqlite3.connect,
        print,
        Path("x"),
        Counter("ab"),
        worker_processes.WorkerProcesses,
    ):
        with pytest.raises(CacheUnreadable):
            deserialize(pickle.dumps(what))
    with pytest.raises(CacheUnreadable):
        deserialize(b"noise")


def test_a_schema_that_is_no_text(root: Path, folder: Path) -> None:
    path = kept_files(folder)[".sqlite3"]
    content = bytearray(path.read_bytes())
    at = content.index(b"tablelinkedlinked") + 5
    content[at] = 0xFF
    path.write_bytes(content)
    (root / "contacts/Ada.md").write_text("x")
    assert right(root)


@pytest.mark.parametrize("suffix", [".sqlite3-journal", ".lock", ".sqlite3"])
@pytest.mark.parametrize("link", [True, False])
def test_no_special_file_blocks_and_nothing_is_created_in_the_vault(
    root: Path, folder: Path, suffix: str, link: bool
) -> None:
    path = kept_files(folder)[".warm"].with_suffix(suffix)
    path.unlink(missing_ok=True)
    if link:
        path.symlink_to(root / "contacts/made.md")
    else:
        os.mkfifo(path)
    assert cache_status_at(str(root)).size
    (root / "contacts/Ada.md").write_text("x")
    assert right(root)
    assert not (root / "contacts/made.md").exists()


def test_a_damaged_lock_is_recreated(root: Path, folder: Path) -> None:
    kept_files(folder)[".lock"].write_bytes(b"garbage" * 1000)
    (root / "contacts/Ada.md").write_text("x")
    assert through_cache(root)
    assert right(root)


def test_the_snapshot_of_another_database_is_not_used(
    root: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "contacts/Bo.md").unlink()
    monkeypatch.setenv("PNET_CACHE", str(tmp_path / "elsewhere"))
    assert right(root)
    shutil.copy(kept_files(tmp_path / "elsewhere")[".warm"], kept_files(folder)[".warm"])
    monkeypatch.setenv("PNET_CACHE", str(folder))
    assert right(root)


def test_a_database_that_fails_halfway_raises_unusable(root: Path, folder: Path) -> None:
    opened = Notebook(str(root), TODAY)
    assert opened.index
    os.truncate(kept_files(folder)[".sqlite3"], 0)
    with pytest.raises(CacheUnreadable, match="pnet cache clear"):
        opened.problems()
    assert right(root)


def test_a_python_without_sqlite_does_without(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = answer(root, cache=False)
    (root / "contacts/Cy.md").write_text("")
    code = (
        "import sys; sys.modules['sqlite3'] = None; from plaintext_network.cli.main import main; "
        "sys.exit(main(sys.argv[1:]))"
    )
    argv = [sys.executable, "-c", code, "--vault", str(root), "--today", str(TODAY), "due", "--count"]
    done = subprocess.run(argv, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(len({entry.contact.path for entry in wanted[0].due}))


def test_without_a_home_folder_there_is_no_cache(vault: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    root = vault(NOTES)
    monkeypatch.delenv("PNET_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    monkeypatch.chdir(root)
    assert right(root)
    assert sorted(path.name for path in root.iterdir()) == ["contacts", "interactions", "notes", "pnet.toml"]


def test_cache_files_are_private(root: Path, folder: Path) -> None:
    held = Notebook(str(root), TODAY)
    assert held.index
    (root / "contacts/Ada.md").write_text("x")
    assert right(root)
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_state_can_be_used_by_several_threads(root: Path) -> None:
    opened = Notebook(str(root), TODAY)
    assert opened.index
    with ThreadPoolExecutor(1) as others:
        assert others.submit(opened.problems).result() == Notebook(str(root), TODAY, cache=False).problems()


# Consequences of a change


def test_a_respelled_name_changes_the_problems_of_other_notes(root: Path) -> None:
    introduction = "---\nbetween: ['[[Ada]]', '[[Bo]]']\nstatus: made\ndate: 2026-09-01\n---\n"
    (root / "introductions").mkdir()
    (root / "introductions/x.md").write_text(introduction)
    assert right(root)
    (root / "contacts/Ada.md").write_text("---\nname: ADA\n---\n")
    assert right(root)
    assert "introduction with ADA" in str(Notebook(str(root), TODAY).due())


def test_a_conflict_copy_behind_a_link_is_checked_again(root: Path) -> None:
    (root / ".store").mkdir()
    (root / ".store/x.md").write_text("---\nname: Ada B\nuid: 2\n---\n")
    (root / "contacts/Ada 2.md").symlink_to("../.store/x.md")
    assert right(root)
    for uid in (2, 3):
        (root / "contacts/Ada.md").write_text(f"---\nname: Ada\nuid: {uid}\n---\n")
        assert right(root)


def test_a_conflict_copy_that_is_no_note_any_more_is_reported(root: Path) -> None:
    for name in ("Ada", "Ada 2"):
        (root / f"contacts/{name}.md").write_text("---\nname: Ada\nuid: 1\n---\n")
    assert right(root)
    (root / "contacts/Ada 2.md").unlink()
    os.mkfifo(root / "contacts/Ada 2.md")
    (root / "contacts/Ada.md").write_text("---\nname: Ada\nuid: 2\n---\n")
    assert right(root)
    assert ("contacts/Ada 2.md", "odd-file") in [(p.path, p.code) for p in answer(root)[1]]


def test_a_time_that_is_too_long_for_a_fingerprint(root: Path) -> None:
    for year_2400 in (13_569_465_600, -70_000_000_000):
        try:
            os.utime(root / "contacts/Ada.md", (year_2400, year_2400))
        except OSError:
            continue
        assert right(root)


# Folders and disks


def test_a_folder_that_cannot_be_written(
    vault: Write, forbidding: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = forbidding / "caches"
    folder.mkdir()
    monkeypatch.setenv("PNET_CACHE", str(folder))
    root = forbidding / "vault"
    (root / "contacts").mkdir(parents=True)
    (root / "contacts/Ada.md").write_text("---\ncadence: 1 week\n---\n")
    folder.chmod(0o500)
    assert right(root)
    folder.chmod(0o700)
    assert right(root)
    folder.chmod(0o500)
    (root / "contacts/Ada.md").write_text("---\ncadence: 1 year\n---\n")
    assert right(root)
    folder.chmod(0)
    assert right(root)
    folder.chmod(0o700)


def test_a_folder_that_is_a_file(vault: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("PNET_CACHE", str(tmp_path / "file"))
    assert right(vault(NOTES))


def test_a_full_disk(root: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    for module in (database, due_snapshot):
        with monkeypatch.context() as patch:
            patch.setattr(module, "replace_file", full)
            (root / "contacts/Ada.md").write_text(f"---\ncadence: 1 year\nname: {module}\n---\n")
            assert right(root)
        assert right(root)
    connect = sqlite3.connect

    def small(*given: object, **named: object) -> sqlite3.Connection:
        connection = connect(*given, **named)  # type: ignore[call-overload]
        connection.execute("PRAGMA max_page_count = 1")
        return connection  # type: ignore[no-any-return]

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", small)
        for number in range(50):
            (root / f"contacts/{number}.md").write_text("---\ncadence: 1 year\n---\n" * 20)
        assert right(root)
    assert right(root)


# Concurrent processes


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("suffix", [".sqlite3", ".lock"])
def test_another_process_that_holds_a_lock(
    root: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    monkeypatch.setattr(file_lock, "LOCK_TIMEOUT", 0.05)
    other = sqlite3.connect(kept_files(folder)[suffix], isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert is_cached(root)
    (root / "contacts/Ada.md").write_text("---\ncadence: 1 year\n---\n")
    assert right(root)
    other.close()
    assert right(root)
    assert is_cached(root)


def test_an_open_state_stays_as_it_is_and_blocks_no_writer(root: Path) -> None:
    held = Notebook(str(root), TODAY)
    before = held.problems()
    assert held.contact("Ada").contact.cadence is not None
    (root / "contacts/Ada.md").write_text("")
    (root / "notes/bad.md").unlink()
    assert through_cache(root)
    assert right(root)
    assert is_cached(root)
    assert held.problems() == before
    assert held.contact("Bobby").interactions[0].day.isoformat() == "2026-10-01"


def test_many_at_once(vault: Write, folder: Path) -> None:
    root = vault({f"contacts/{n}.md": f"---\ncadence: 1 week\n---\n[[{n + 1}]]\n" for n in range(60)})
    command = [
        sys.executable,
        "-m",
        "plaintext_network",
        "--vault",
        str(root),
        "--today",
        str(TODAY),
        "due",
        "--count",
    ]
    for _ in range(3):
        runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(6)]
        assert [run.communicate() for run in runs] == [(b"60\n", b"")] * 6
        (root / "contacts/1.md").write_text("---\ncadence: 2 weeks\n---\n")
        assert not list(folder.glob("*.tmp"))


def test_a_second_notebook_does_not_give_up_the_locks_of_the_first(root: Path, folder: Path) -> None:
    held = Notebook(str(root), TODAY)
    assert held.index
    assert Notebook(str(root), TODAY).problems()
    code = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN EXCLUSIVE')"
    argv = [sys.executable, "-c", code, str(kept_files(folder)[".sqlite3"])]
    assert "locked" in subprocess.run(argv, capture_output=True, text=True, check=False).stderr


def test_two_consecutive_writers_both_store_their_state(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The second lists files while the first still writes; it waits, and then reads what the first has stored.
    (root / "contacts/Ada.md").write_text("x")
    first, second = (Notebook(str(root), TODAY) for _ in range(2))
    assert first._reader.check.unchanged is second._reader.check.unchanged is False
    original = update._Update.update

    def slow(self: update._Update) -> set[str] | None:
        time.sleep(0.3)
        return original(self)

    monkeypatch.setattr(update._Update, "update", slow)
    with ThreadPoolExecutor(2) as both:
        readings = list(both.map(lambda opened: opened._reader.state, (first, second)))
    assert [type(reading) for reading in readings] == [CachedVaultState, CachedVaultState]
    assert right(root)


def test_what_is_compared_is_what_is_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Another process tries to write between the two, and must not succeed.
    opened = Notebook(str(root), TODAY)
    whole = compare_cache.CacheComparison.is_complete

    def then_another_writes(self: compare_cache.CacheComparison) -> bool:
        found = whole(self)
        if not done:
            done.append(True)
            (root / "contacts/Ada.md").unlink()
            assert through_cache(root)
        return found

    done: list[bool] = []
    expected = Notebook(str(root), TODAY).problems()
    assert opened._reader.check.unchanged
    monkeypatch.setattr(compare_cache.CacheComparison, "is_complete", then_another_writes)
    assert opened.problems() == expected
    assert done
    assert right(root)


def test_settings_are_stored_under_the_key_they_were_read_with(root: Path) -> None:
    opened = Notebook(str(root), TODAY)
    assert opened.settings.rules.ignore == ()
    (root / "pnet.toml").write_text('ignore = ["contacts"]\n')
    assert opened.due()
    assert right(root)
    assert Notebook(str(root), TODAY).due() == ()


# Interruptions


def test_an_interrupted_start_stores_what_was_read(
    vault: Write, folder: Path, later: None, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = vault({f"contacts/{number}.md": "---\ncadence: 1 week\n---\n" for number in range(500)})
    monkeypatch.setattr(parse_files, "WORTH_SHARING", 10_000)

    def impatient(done: int, total: int, what: str) -> None:
        if done >= 300:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Notebook(str(root), TODAY, impatient).due_list()
    assert len(parsed) == 300
    assert cache_status_at(str(root)).state == "incomplete"
    assert len(Notebook(str(root), TODAY).due()) == 500
    assert len(parsed) == 500
    assert is_cached(root)


def test_an_interruption_is_raised_even_if_nothing_can_be_stored(
    vault: Write, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = vault({f"contacts/{number}.md": "" for number in range(120)})

    def impatient(done: int, total: int, what: str) -> None:
        if done >= 50:
            monkeypatch.setattr(rebuild, "_store_batch", full)
            raise KeyboardInterrupt

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(KeyboardInterrupt):
        Notebook(str(root), TODAY, impatient).due_list()


@pytest.mark.parametrize("writes", range(5))
def test_a_process_that_dies_while_it_writes(
    root: Path, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    # As if the process was killed just before or after the nth write of the database.
    left = [writes]
    original = database.Database._seal

    def dies(self: database.Database, state: str) -> None:
        if left[0] == 0:
            raise SystemExit
        left[0] -= 1
        original(self, state)

    (root / "pnet.toml").write_text('[tasks]\nclosed = ["-"]\n')
    with monkeypatch.context() as patch:
        patch.setattr(database.Database, "_seal", dies)
        with suppress(SystemExit):
            Notebook(str(root), TODAY).due_list()
    assert right(root)


# Worker processes


@pytest.fixture
def many_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Share even the smallest work among three processes."""
    for module in (fingerprints, parse_files, rebuild):
        monkeypatch.setattr(module, "WORTH_SHARING", 1)
    for module in (worker_processes, parallel_map):
        monkeypatch.setattr(module, "usable_cores", lambda: 3)
    monkeypatch.setattr(parse_files, "PIECE", 2)
    monkeypatch.setattr(rebuild, "NOTES", 2)
    monkeypatch.setattr(rebuild, "CONTACTS", 1)


def test_several_processes_find_what_one_does(
    root: Path, many_hands: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_cached(root)
    changes: tuple[Callable[[], object], ...] = (
        lambda: (root / "contacts/Ada.md").write_text("x"),
        lambda: (root / "contacts/Zoe.md").write_text("y"),
        lambda: (root / "contacts/Bo.md").unlink(),
        lambda: (root / "link.md").symlink_to("contacts/Ada.md"),
        lambda: (root / "pnet.toml").write_text('[log]\nheadings = ["x"]\n'),
        lambda: (root / "notes").rename(root / "other"),
    )
    for change in changes:
        change()
        assert right(root)
    monkeypatch.setattr(update, "MANY", 0)
    monkeypatch.setattr(update, "PART", 0)
    (root / "contacts/Cy.md").write_text("z")
    assert right(root)


@pytest.mark.parametrize("fails", ["fork", "pipe"])
def test_where_no_process_can_be_made_one_does_it_all(
    root: Path, many_hands: None, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    def none(*_: object) -> None:
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(os, fails, none)
    assert is_cached(root)
    (root / "pnet.toml").write_text('[log]\nheadings = ["x"]\n')
    assert right(root)


def test_the_pieces_of_a_killed_worker_are_done_here() -> None:
    parent = os.getpid()

    def work(piece: int) -> bytes:
        if os.getpid() != parent and piece == 3:
            os.kill(os.getpid(), 9)
        return str(piece * 10).encode()

    with worker_processes.WorkerProcesses(work, [[0, 1, 2], [3, 4, 5]]) as helpers:
        assert dict(helpers.results()) == {n: str(n * 10).encode() for n in range(6)}


def test_workers_end_with_the_work() -> None:
    def endless(_: int) -> bytes:
        time.sleep(60)
        return b""

    with worker_processes.WorkerProcesses(endless, [[0], [1]]) as helpers:
        children = list(helpers._children)
    for child in children:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, 0)


def test_a_process_with_threads_is_not_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_processes, "_has_threads", lambda: True)
    assert worker_processes.usable_cores() == 1
    monkeypatch.setattr(worker_processes, "_has_threads", lambda: False)
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    assert worker_processes.usable_cores() == worker_processes.MAX_WORKERS


def test_no_signal_handler_runs_in_a_new_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    # The signal is blocked until the copy is a worker, and then ends it.
    fork = os.fork

    def struck() -> int:
        child = fork()
        if child == 0:
            os.kill(os.getpid(), signal.SIGINT)
        return child

    monkeypatch.setattr(os, "fork", struck)
    with worker_processes.WorkerProcesses(lambda piece: bytes([piece]), [[0], [1]]) as helpers:
        assert dict(helpers.results()) == {0: b"\0", 1: b"\1"}


def test_workers_end_with_sigchld_ignored() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        with worker_processes.WorkerProcesses(lambda piece: bytes([piece]), [[0], [1]]) as helpers:
            assert dict(helpers.results()) == {0: b"\0", 1: b"\1"}
    finally:
        signal.signal(signal.SIGCHLD, before)


# The status of the cache


def test_the_status_of_a_cache_and_its_removal(root: Path, folder: Path) -> None:
    kept = Notebook(str(root), TODAY).cache_status
    assert (kept.vault, kept.notes, kept.state) == (str(root), 4, "current")
    assert kept.size == sum(path.stat().st_size for path in folder.iterdir())
    assert kept.written is not None
    assert [one._replace(state="current") for one in all_cache_statuses()] == [kept]
    (root / "contacts/Ada.md").write_text("x")
    (root / "contacts/Bo.md").unlink()
    assert Notebook(str(root), TODAY).cache_status.state == "2 files to read"
    assert is_cached(root) is False
    remove_cache(kept.path)
    assert [path.suffix for path in folder.iterdir()] == [".lock"]
    assert Notebook(str(root), TODAY).cache_status.state == "no cache"
    assert all_cache_statuses() == []
    assert right(root)


def test_the_status_says_that_a_vault_is_missing(root: Path, folder: Path) -> None:
    shutil.rmtree(root)
    assert [kept.state for kept in all_cache_statuses()] == ["vault not found"]
    (folder / "else-0123abcd.warm").write_bytes(b"noise")
    assert "incomplete" in [kept.state for kept in all_cache_statuses()]


def test_other_files_in_the_folder_are_not_touched(root: Path, folder: Path) -> None:
    others = ["notes.md", "x-0123abcd.txt", "Ada.warm", "backup-0123abcd.sqlite3.old", "a-0123abcd.sealed"]
    for name in others:
        (folder / name).write_text("mine")
    for kept in all_cache_statuses():
        remove_cache(kept.path)
    assert sorted(path.name for path in folder.iterdir() if path.suffix != ".lock") == sorted(others)


def test_cache_names_contain_the_vault_and_are_short() -> None:
    base = os.path.basename(locations.cache_base("/home/" + "é" * 300 + "/my notes"))
    assert base.startswith("my-notes-")
    assert len(locations.cache_base("/a" * 4000)) < 200
    assert locations.cache_base("/a b") != locations.cache_base("/a-b")


@pytest.fixture(autouse=True)
def _no_temporary_files_stay(tmp_path: Path) -> Iterator[None]:
    yield
    assert not list((tmp_path / "caches").glob("*.tmp"))


def test_a_change_in_any_folder_of_the_code_below_the_command_line_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in ("problems.py", "vault/deep/er/caches.py", "vault/caches.py", "cli/view.py"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("")
    monkeypatch.setattr(locations, "__file__", str(tmp_path / "vault/caches.py"))
    before = locations.code_key()
    (tmp_path / "cli/view.py").write_text("changed")
    assert locations.code_key() == before
    for path in ("problems.py", "vault/deep/er/caches.py"):
        (tmp_path / path).write_text("changed")
        after = locations.code_key()
        assert after != before
        before = after


def test_a_snapshot_keeps_no_earlier_one() -> None:
    first = ComputedSnapshot({}, {"entries": ((), (), ())})
    second = ComputedSnapshot({}, {})
    held = sys.getrefcount(first)
    second.take_over("entries", first)
    assert sys.getrefcount(first) == held
    assert second.raw("entries") == first.raw("entries")
