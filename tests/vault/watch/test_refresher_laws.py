"""Whatever happens to a watched vault, the refresher's snapshot is at every moment what reading everything gives."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.watch.refresher import Refresher
from plaintext_network.vault.watch.server import AnswerServer
from tests.conftest import TODAY
from tests.vault.cache.test_update import HOUR, LINES, SETTINGS
from tests.vault.watch.watcher_thread import (
    Snapshot,
    on_linux,
    read_anew,
    refreshing,
    snapshot_of,
    until,
    watched,
)

# A disk gives the inode of a file that is gone to the next, as memory never does.
pytestmark = [on_linux, pytest.mark.disk]

# More and longer runs can be requested by hand.
RUNS = int(os.environ.get("PNET_FOLLOWING_RUNS", "12"))
FIRST = int(os.environ.get("PNET_FOLLOWING_FIRST", "0"))
OPERATIONS = int(os.environ.get("PNET_FOLLOWING_OPERATIONS", "50"))
FOLDERS = (
    "",
    "contacts",
    "interactions",
    "notes",
    "notes/deep/er",
    "people",
    "daily",
    ".hidden",
    ".hidden/in",
)
STEMS = (
    "Ada",
    "Bo",
    "Cy",
    "ada",
    "Ada 2",
    "Ada-HOST",
    "Bo.sync-conflict-20261120-093000-ABCDEFG",
    "2026-11-20",
)
IGNORED = (*SETTINGS, 'ignore = ["Bo*", "people/"]\n', 'ignore = ["deep"]\n', "[due\n")


class Operations:
    """The operations of people, editors and programs on a vault; `outside` is a folder beside it."""

    def __init__(self, root: Path, outside: Path, chance: Random) -> None:
        self.root, self.outside, self.chance = root, outside, chance
        self.made = 0
        common = (
            self.create, self.create, self.in_place, self.in_place, self.same_size, self.same_size, self.emptied_first,
            self.renamed, self.replaced, self.replaced, self.deleted,
        )  # fmt: skip
        rare = (
            self.folder_at_once, self.folder_renamed, self.folder_out, self.folder_in, self.subtree_removed, self.swapped,
            self.forbidden, self.link_to_file, self.link_to_folder, self.link_turned, self.hard_link, self.by_other_name,
            self.configured, self.note_to_folder, self.folder_to_note, self.several, self.touched, self.aside_and_back,
            self.placeholder,
        )  # fmt: skip
        self.kinds: tuple[Callable[[], None], ...] = (*common, *common, *rare)

    def one(self) -> str:
        kind = self.chance.choice(self.kinds)
        self.made += 1
        try:
            kind()
        except OSError as error:
            # The random choice is impossible here, such as a file in place of a folder.
            return f"{kind.__name__} ({error})"
        return kind.__name__

    # The files

    def everything(self) -> list[Path]:
        """Return every path in the vault, links not followed."""
        found: list[Path] = []
        for top, folders, files in os.walk(self.root):
            found += [Path(top, name) for name in (*folders, *files)]
        return sorted(found)

    def note(self) -> Path:
        notes = [p for p in self.everything() if p.suffix == ".md" and p.is_file()]
        return self.chance.choice(notes) if notes else self.place()

    def folder(self) -> Path:
        folders = [p for p in self.everything() if p.is_dir() and not p.is_symlink()]
        return self.chance.choice(folders) if folders else self.root / "contacts"

    def place(self) -> Path:
        return self.root / self.chance.choice(FOLDERS) / f"{self.chance.choice(STEMS)}.md"

    def text(self) -> str:
        return "".join(self.chance.choice(LINES) for _ in range(self.chance.choice((1, 1, 1, 2))))

    def write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def outsider(self) -> Path | None:
        there = sorted(p for p in self.outside.iterdir() if p.is_dir())
        return self.chance.choice(there) if there else None

    # Notes

    def create(self) -> None:
        self.write(self.place(), self.text())

    def several(self) -> None:
        for _ in range(6):
            self.create()

    def in_place(self) -> None:
        self.write(self.note(), self.text())

    def same_size(self) -> None:
        path = self.note()
        text = path.read_text(encoding="utf-8")
        with path.open("r+", encoding="utf-8") as file:
            file.write(text.replace("Ada", "Bob") if "Ada" in text else text.replace("Bob", "Ada"))

    def emptied_first(self) -> None:
        path = self.note()
        with path.open("w", encoding="utf-8") as file:
            file.flush()
            file.write(self.text())

    def renamed(self) -> None:
        to = self.place()
        to.parent.mkdir(parents=True, exist_ok=True)
        self.note().replace(to)

    def replaced(self) -> None:
        path = self.note()
        before = path.stat()
        beside = path.with_name(
            self.chance.choice((".syncthing.n.md.tmp", "~syncthing~n.tmp", "4913", "n.md.tmp"))
        )
        beside.write_text(path.read_text(encoding="utf-8").replace("Bo", "Cy"), encoding="utf-8")
        if self.chance.random() < 0.5:
            os.utime(beside, ns=(before.st_atime_ns, before.st_mtime_ns))
        beside.replace(path)

    def deleted(self) -> None:
        self.note().unlink()

    def touched(self) -> None:
        for path in self.everything():
            if path.suffix == ".md":
                os.utime(path)

    def forbidden(self) -> None:
        path = self.chance.choice((self.note, self.folder))()
        path.chmod(0)
        if self.chance.random() < 0.7:
            path.chmod(0o755 if path.is_dir() else 0o644)

    def note_to_folder(self) -> None:
        path = self.note()
        path.unlink()
        self.write(path / "Ada.md", self.text())

    def folder_to_note(self) -> None:
        path = self.folder()
        shutil.rmtree(path)
        path.with_name(f"{self.chance.choice(STEMS)}.md").write_text(self.text(), encoding="utf-8")

    def placeholder(self) -> None:
        path = self.place()
        self.write(path.with_name(f".{path.name}.icloud"), "")

    # Folders

    def folder_at_once(self) -> None:
        top = self.folder() / f"new {self.made % 5}"
        for deep in ("", "a", "a/b", "c/d/e"):
            self.write(top / deep / f"{self.chance.choice(STEMS)}.md", self.text())

    def folder_renamed(self) -> None:
        folder = self.folder()
        folder.rename(self.folder() / f"{self.chance.choice(('', '.'))}moved {self.made % 5}")

    def aside_and_back(self) -> None:
        folder = self.folder()
        folder.rename(self.outside / "aside")
        (self.outside / "aside" / "Cy.md").write_text(self.text(), encoding="utf-8")
        (self.outside / "aside").rename(folder)

    def folder_out(self) -> None:
        there = self.outside / f"out {self.made}"
        self.folder().rename(there)
        (there / "Ada.md").write_text(self.text(), encoding="utf-8")

    def folder_in(self) -> None:
        if there := self.outsider():
            (there / "Bo.md").write_text(self.text(), encoding="utf-8")
            there.rename(self.folder() / f"in {self.made % 5}")

    def subtree_removed(self) -> None:
        shutil.rmtree(self.folder())

    def swapped(self) -> None:
        one, other = self.folder(), self.folder()
        between = self.outside / "between"
        one.rename(between)
        try:
            other.rename(one)
        finally:
            between.rename(other if not other.exists() else one)

    # Links

    def target(self) -> Path:
        return self.chance.choice(
            (self.note(), self.folder(), self.outsider() or self.outside, self.root / "gone.md")
        )

    def link_to_file(self) -> None:
        path = self.place()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(self.chance.choice((self.note(), self.root / "gone.md", self.root / "plain.txt")))

    def link_to_folder(self) -> None:
        (self.folder() / f"link {self.made % 3}").symlink_to(self.target())

    def link_turned(self) -> None:
        links = [path for path in self.everything() if path.is_symlink()]
        if links:
            path = self.chance.choice(links)
            path.unlink()
            if self.chance.random() < 0.5:
                path.symlink_to(self.target())

    def hard_link(self) -> None:
        path = self.note()
        os.link(path, self.outside / f"other {self.made}.md")
        # A hard link elsewhere causes no event in the vault, so something else must happen to the note.
        path.chmod(0o640)

    def by_other_name(self) -> None:
        others = sorted(p for p in self.outside.glob("other *.md") if p.stat().st_nlink > 1)
        if others:
            self.chance.choice(others).write_text(self.text(), encoding="utf-8")

    # Settings

    def configured(self) -> None:
        path = self.root / "pnet.toml"
        if self.chance.random() < 0.3:
            beside = self.root / "pnet.toml.new"
            beside.write_text(self.chance.choice(IGNORED), encoding="utf-8")
            beside.replace(path)
        else:
            path.write_text(self.chance.choice(IGNORED), encoding="utf-8")


def beginning(folder: Path, chance: Random) -> Operations:
    """Create a vault with some notes, and a folder beside it."""
    root, outside = folder / "vault", folder / "outside"
    root.mkdir()
    outside.mkdir()
    (root / "pnet.toml").write_text("")
    (root / "plain.txt").write_text("---\nname: Plain\n---\n")
    operations = Operations(root, outside, chance)
    for _ in range(30):
        operations.create()
    return operations


@pytest.mark.parametrize("seed", range(FIRST, FIRST + RUNS))
def test_random_operations(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(seed)  # noqa: S311
    monkeypatch.setenv("PNET_RUNTIME", str(tmp_path / "run"))
    if seed % 3 == 0:
        # All files are old enough for their fingerprints to be trusted.
        monkeypatch.setattr(time, "time_ns", lambda clock=time.time_ns: clock() + HOUR)
    operations = beginning(tmp_path, chance)
    root = operations.root
    if seed % 2:
        with watched(root) as running:
            declined = sum(follow(operations, running.watcher.refresher, seed) for _ in range(OPERATIONS))
            mend(operations)
            until(lambda: snapshot_of(running.watcher.refresher) == read_anew(root))
            assert_index(root)
    else:
        with refreshing(root, tmp_path / "turns") as refresher:
            live = AnswerServer(refresher)
            try:
                declined = sum(follow(operations, refresher, seed) for _ in range(OPERATIONS))
                mend(operations)
                until(lambda: settled(refresher) == read_anew(root))
                assert_index(root)
            finally:
                live.close()
    # Occasionally a refresher may leave it to the command to scan the vault.
    assert declined <= OPERATIONS // 10


def follow(operations: Operations, refresher: Refresher, seed: int) -> int:
    """Do something, request a snapshot immediately, and return 1 if there was none without a reason."""
    done = [operations.one() for _ in range(operations.chance.choice((1, 1, 1, 2, 4)))]
    said = settled(refresher)
    anew = read_anew(operations.root)
    if said is None:
        return 0 if anew is None else 1
    assert said == anew, f"seed {seed}, operation {operations.made}: {done}"
    return 0


def settled(refresher: Refresher) -> Snapshot | None:
    """Return the current snapshot, after a second check if many notes vanished; None if there is none."""
    said = snapshot_of(refresher)
    if said is None and refresher.awaits_vanished:
        refresher.accept_vanished()
        said = snapshot_of(refresher)
    return said


def mend(operations: Operations) -> None:
    """Make the settings valid."""
    (operations.root / "pnet.toml").write_text("")


def assert_index(root: Path) -> None:
    """Assert that another command reads through the watcher what reading everything gives."""
    vouched, anew = Notebook(str(root), TODAY), Notebook(str(root), TODAY, cache=False)
    assert vouched.index == anew.index
    assert vouched.index.dependents == anew.index.dependents
    assert vouched.problems() == anew.problems()
    assert vouched.due_list() == anew.due_list()
