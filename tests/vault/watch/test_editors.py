"""However editors, git and sync programs save, the watcher reports what changed in the end, and no step on the way."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plaintext_network.vault.watch import watcher as watcher_module
from tests.vault.watch.watcher_thread import WatcherThread, on_linux, read_anew, snapshot_of, watched

pytestmark = on_linux

ADA = "---\ntype: person\nname: Ada\ncadence: 2 weeks\nmet_on: 2026-01-01\n---\n"
NEVER = ADA.replace("2 weeks", "never")
DUE = "Ada is due: met on 2026-01-01, no word yet"
SETTLED = "Ada is no longer due (was: met on 2026-01-01, no word yet)"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a vault in which nobody is due."""
    monkeypatch.setenv("PNET_RUNTIME", str(tmp_path / "run"))
    for name, seconds in (("TICK", 0.05), ("STABLE", 0.3)):
        monkeypatch.setattr(watcher_module, name, seconds)
    folder = tmp_path / "vault" / "contacts"
    folder.mkdir(parents=True)
    (folder / "Ada.md").write_text(NEVER)
    (folder / "Bo.md").write_text(NEVER.replace("Ada", "Bo"))
    return tmp_path / "vault"


@pytest.fixture
def running(root: Path) -> Iterator[WatcherThread]:
    """Watch that vault."""
    with watched(root) as found:
        yield found


def assert_saved(running: WatcherThread, save: Callable[[str, str], None]) -> None:
    """Save what makes Ada due, and what settles it; assert that the watcher reports just this, and serves it immediately."""
    root = Path(running.watcher.root)
    before = [change.event for change in running.changes]
    for there, then in (("never", "2 weeks"), ("2 weeks", "never")):
        save(there, then)
        assert snapshot_of(running.watcher.refresher) == read_anew(root)
        assert f"cadence: {then}" in (root / "contacts" / "Ada.md").read_text()
        running.rest()
    assert [change.event for change in running.changes] == [*before, "due", "settled"]


# Programs


@pytest.mark.system
@pytest.mark.parametrize(
    ("backupcopy", "more"),
    [
        ("yes", ""),
        ("no", ""),
        ("auto", ""),
        ("auto,breakhardlink", "backup"),
        ("no", "backup patchmode=.orig"),
        ("yes", "nowritebackup"),
    ],
)
def test_vim(running: WatcherThread, root: Path, tmp_path: Path, backupcopy: str, more: str) -> None:
    setup = tmp_path / "vimrc"
    # Vim makes no backups below the folder for temporary files, where the tests' vaults are, unless it is set to.
    setup.write_text(f"set nocompatible backupskip= swapfile directory=. backupcopy={backupcopy} {more}\n")

    def save(there: str, then: str) -> None:
        command = ["vim", "-u", os.fspath(setup), "-i", "NONE", "-N", "-es"]
        change = f"%s/cadence: {there}/cadence: {then}/"
        subprocess.run(
            [*command, "-c", change, "-c", "write", "-c", "write", "-c", "quit", "--", "contacts/Ada.md"],
            cwd=root,
            check=True,
            stdin=subprocess.DEVNULL,
        )

    assert_saved(running, save)


@pytest.mark.system
def test_sed_in_place(running: WatcherThread, root: Path) -> None:
    def save(there: str, then: str) -> None:
        subprocess.run(
            ["sed", "-i", f"s/cadence: {there}/cadence: {then}/", root / "contacts" / "Ada.md"], check=True
        )

    assert_saved(running, save)


def git(root: Path, *words: str) -> None:
    settings = (
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.org",
        "-c",
        "core.autocrlf=false",
        "-c",
        "gc.auto=0",
    )
    subprocess.run(["git", *settings, *words], cwd=root, check=True, capture_output=True)


@pytest.mark.system
def test_a_branch_of_two_thousand_notes_is_one_digest(root: Path) -> None:
    for number in range(2000):
        (root / "contacts" / f"P{number:04}.md").write_text(NEVER.replace("Ada", f"P{number:04}"))
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "one")
    git(root, "checkout", "-qb", "other")
    for number in range(2000):
        (root / "contacts" / f"P{number:04}.md").write_text(ADA.replace("Ada", f"P{number:04}"))
    git(root, "commit", "-qam", "other")
    git(root, "checkout", "-q", "main")
    with watched(root) as running:
        git(root, "checkout", "-q", "other")
        running.rest()
        git(root, "checkout", "-q", "main")
        running.rest()
        assert running.lines()[1:] == [
            "2,000 notes changed: 2,000 became due; see `pnet due`",
            "2,000 notes changed: 2,000 no longer due; see `pnet due`",
        ]
        assert snapshot_of(running.watcher.refresher) == read_anew(root)


@pytest.mark.system
def test_git_stash(running: WatcherThread, root: Path) -> None:
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "one")
    running.rest()
    assert len(running.changes) == 1

    def save(there: str, then: str) -> None:
        note = root / "contacts" / "Ada.md"
        if there == "never":
            note.write_text(note.read_text().replace("cadence: never", f"cadence: {then}"))
        else:
            git(root, "stash")

    assert_saved(running, save)


# Ways of saving


def write(path: Path, text: str) -> None:
    path.write_text(text)


def truncate_and_write(path: Path, text: str) -> None:
    """Save like nano, Obsidian and VS Code."""
    with path.open("w") as file:
        file.flush()
        os.fsync(file.fileno())
        file.write(text[:20])
        file.flush()
        file.write(text[20:])


def temporary_and_rename(path: Path, text: str) -> None:
    """Save like Kate and many libraries."""
    beside = path.with_name(f"{path.name}.XyZ123")
    beside.write_text(text)
    beside.replace(path)


def emacs(path: Path, text: str) -> None:
    """Create a link as a lock, rename the note as a backup, write a new note."""
    lock = path.with_name(f".#{path.name}")
    lock.symlink_to("ada@host.1234:1700000000")
    path.with_name(f"#{path.name}#").write_text(text)
    path.rename(path.with_name(f"{path.name}~"))
    path.write_text(text)
    path.with_name(f"#{path.name}#").unlink()
    lock.unlink()


def gedit(path: Path, text: str) -> None:
    """Write another file, link the note as a backup, rename (GLib's g_file_replace)."""
    beside = path.with_name(".goutputstream-A1B2C3")
    beside.write_text(text)
    backup = path.with_name(f"{path.name}~")
    backup.unlink(missing_ok=True)
    os.link(path, backup)
    beside.rename(path)


def syncthing(path: Path, text: str) -> None:
    before = path.stat()
    beside = path.with_name(f".syncthing.{path.name}.tmp")
    beside.write_text(text)
    os.utime(beside, ns=(before.st_atime_ns, before.st_mtime_ns))
    beside.rename(path)


def syncthing_on_windows(path: Path, text: str) -> None:
    beside = path.with_name(f"~syncthing~{path.name}.tmp")
    beside.write_text(text)
    beside.rename(path)


def removed_and_written(path: Path, text: str) -> None:
    path.unlink()
    path.write_text(text)


def written_twice_in_a_tick(path: Path, text: str) -> None:
    """Write as many bytes both times, and restore the times of the file."""
    before = path.stat()
    path.write_text(text.replace("person", "PERSON"))
    path.write_text(text)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def by_a_mapping(path: Path, text: str) -> None:
    """Write through a memory map, like SQLite and some editors; the map causes no event, but setting the size does."""
    import mmap

    with path.open("r+b") as file:
        file.truncate(len(text))
        with mmap.mmap(file.fileno(), len(text)) as mapped:
            mapped[:] = text.encode()


WAYS = (
    write, truncate_and_write, temporary_and_rename, emacs, gedit, syncthing, syncthing_on_windows, removed_and_written,
    written_twice_in_a_tick, by_a_mapping,
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_way_of_saving(running: WatcherThread, root: Path, way: Callable[[Path, str], None]) -> None:
    note = root / "contacts" / "Ada.md"

    def save(there: str, then: str) -> None:
        way(note, note.read_text().replace(f"cadence: {there}", f"cadence: {then}"))

    assert_saved(running, save)


def test_a_renamed_note_is_reported_under_its_new_name(running: WatcherThread, root: Path) -> None:
    (root / "contacts" / "Ada.md").write_text(ADA)
    running.expect(DUE)
    (root / "contacts" / "Ada.md").rename(root / "contacts" / "Ada Lovelace.md")
    running.rest()
    assert sorted(running.lines("due", "settled")) == [DUE, DUE, SETTLED]
    assert snapshot_of(running.watcher.refresher) == read_anew(root)


def test_folders_at_once_with_notes_deep_in_them(running: WatcherThread, root: Path) -> None:
    for number in range(5):
        deep = root / "people" / "a" / str(number) / "b" / "c"
        deep.mkdir(parents=True)
        (deep / f"P{number}.md").write_text(ADA.replace("Ada", f"P{number}"))
    assert snapshot_of(running.watcher.refresher) == read_anew(root)
    running.rest()
    assert len(running.lines("due")) == 5
