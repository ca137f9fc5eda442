"""A command answers the same with and without a watcher, and the watcher's answer is of that moment.

`python -m tests.vault.watch.test_served_answers 10000` tries so many rounds.
"""

import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from plaintext_network.vault import FILE
from plaintext_network.vault.cache.locations import code_key, settings_key
from plaintext_network.vault.files import walk
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.watch_client import ask_watcher
from tests.vault.watch.watch_process import TODAY, Watch, wait_for

DAY = date.fromisoformat(TODAY)
NOTES = {
    "pnet.toml": '[circles.friends]\ncadence = "2 months"\n',
    "contacts/Ada.md": "---\ncadence: 2 weeks\ncircles: [friends]\n---\n## Log\n- 2026-09-01 call: engines\n",
    "contacts/Bo.md": "---\naliases: [Bobby]\nbirthday: 11-24\n---\n- [ ] send slides 📅 2026-11-20\n",
    "contacts/Cy.md": "---\ncircles: [friends]\n---\n- [ ] call back 📅 2026-12-01\n",
    "interactions/2026-10-01.md": "---\nwith: [Bobby]\ndirection: in\n---\nabout [[Ada]]\n",
    "notes/bad.md": "---\nname: [\n---\n[[Nobody]]\n",
}
READING = [
    "due",
    *(f"due --format {form}" for form in ("table", "plain", "json", "jsonl", "csv")),
    "due --fields contact,source",
    "due --within 2w",
    "due --circle friends",
    "due --circle nobody",
    "due --limit 1",
    "due --waiting",
    "due --explain Ada",
    "due --explain Ada --format json",
    "due --count",
    "due --count --within 3w",
    "due --exit-code",
    "due --today 2026-10-01",
    "due --today 2027-03-01",
    "agenda",
    *(f"agenda --format {form}" for form in ("table", "json")),
    "agenda --within 1y",
    "agenda --within 3y",
    "agenda --today 2026-10-01",
    "promises",
    *(f"promises --format {form}" for form in ("table", "json")),
    "promises Cy",
    "promises --today 2026-12-02",
    "show Ada",
    "show bobby --format json",
    "show Nobody",
    "list",
    "list is:due --format json",
    "recent",
    "recent --format jsonl",
    "find engines",
    "path bobby",
    "check",
    "check --format json",
    "stats",
    "stats --format json",
    "config",
]


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a vault that another process watches, and nobody changes."""
    home = tmp_path_factory.mktemp("still")
    with pytest.MonkeyPatch.context() as patch:
        keep_in(home, patch)
        yield from watched_at(home / "vault")


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a vault that another process watches."""
    keep_in(tmp_path, monkeypatch)
    yield from watched_at(tmp_path / "vault")


def keep_in(home: Path, patch: pytest.MonkeyPatch) -> None:
    for variable, name in (("PNET_CACHE", "kept"), ("PNET_STATE", "state"), ("PNET_RUNTIME", "run")):
        patch.setenv(variable, str(home / name))
    patch.setenv("PNET_TODAY", TODAY)


def watched_at(root: Path) -> Iterator[Path]:
    for path, text in NOTES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    with Watch(root):
        wait_for(lambda: live(root))
        yield root


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record which vaults this process scans itself."""
    found: list[str] = []

    def looked(root: str, *rest: object, look: Callable[..., walk.Listing] = walk.listing) -> walk.Listing:
        found.append(root)
        return look(root, *rest)

    monkeypatch.setattr(walk, "listing", looked)
    return found


Said = tuple[int, str, str]


@pytest.fixture
def say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Run a command, and return its status and output; `alone`, without the watcher and its cache."""

    def run(root: Path, *words: str, alone: bool = False) -> Said:
        with pytest.MonkeyPatch.context() as patch:
            if alone:
                patch.setenv("PNET_RUNTIME", str(tmp_path / "nowhere"))
                patch.setenv("PNET_CACHE", str(tmp_path / "other"))
            capsys.readouterr()
            status = main(["--vault", str(root), *words])
            return status, *capsys.readouterr()

    return run


def live(root: Path) -> bool:
    """Return whether a watcher answers now."""
    return ask_watcher(str(root), code_key(), settings_key(str(root), FILE) or b"") is not None


@pytest.mark.parametrize("command", READING)
def test_a_command_answers_the_same_with_a_watcher(
    still: Path, looks: list[str], say: Callable[..., Said], command: str
) -> None:
    asked = say(still, *command.split())
    assert looks == []
    assert asked == say(still, *command.split(), alone=True)
    # Settings alone need no watcher.
    assert looks or command == "config"


EDITS: tuple[Callable[[Path], object], ...] = (
    lambda root: (root / "contacts/Dee.md").write_text("---\ncadence: 1 week\n---\n- [ ] x 📅 2026-11-01\n"),
    lambda root: (root / "contacts/Ada.md").write_text("---\ncadence: [\n---\n"),
    lambda root: (root / "contacts").rename(root / "people"),
    lambda root: (root / "people/Bo.md").unlink(),
    lambda root: (root / FILE).write_text(
        '[due]\ncadence = "1 week"\n[kinds.contact]\nfolders = ["people"]\n'
    ),
    lambda root: (root / FILE).write_text('ignore = ["people/Dee.md"]\n'),
)


def test_a_command_answers_the_same_right_after_an_edit(
    watched: Path, looks: list[str], say: Callable[..., Said]
) -> None:
    for edit in EDITS:
        edit(watched)
        for command in ("due", "check", "list", "due --count", "stats", "path Dee", "agenda", "promises"):
            asked = say(watched, *command.split())
            while looks:
                # It was too busy to answer in time.
                wait_for(lambda: live(watched))
                looks.clear()
                assert asked == say(watched, *command.split())
            assert asked == say(watched, *command.split(), alone=True)
            looks.clear()


def test_invalid_settings_are_reported_as_without_a_watcher(watched: Path, say: Callable[..., Said]) -> None:
    (watched / FILE).write_text("ignore = 3\n")
    assert say(watched, "due") == say(watched, "due", alone=True)
    (watched / FILE).write_text("")
    wait_for(lambda: live(watched))
    assert say(watched, "due") == say(watched, "due", alone=True)


def test_the_status_of_the_cache_is_that_of_its_files(
    watched: Path, say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    (watched / "contacts/New.md").write_text("")
    wait_for(lambda: live(watched))
    asked = say(watched, "cache", "--format", "json")
    monkeypatch.setenv("PNET_RUNTIME", str(watched.parent / "nowhere"))
    assert asked == say(watched, "cache", "--format", "json")


def test_names_and_circles_are_completed_from_a_watcher(watched: Path, looks: list[str]) -> None:
    from plaintext_network.cli.arguments import complete_names
    from plaintext_network.cli.completion import complete_circles
    from plaintext_network.cli.parser import build_parser

    options = build_parser().parse_args(["--vault", str(watched), "show", "x"])
    assert complete_names("bo", options) == ["Bo", "Bobby"]
    assert complete_circles("f", options) == ["friends"]
    assert looks == []


def test_writes_are_the_same_with_and_without_a_watcher(watched: Path, say: Callable[..., Said]) -> None:
    other = watched.parent / "other vault"
    shutil.copytree(watched, other)
    for words in (
        ["log", "called Ada about trains", "--no-input"],
        ["set", "Bo", "cadence", "1 week"],
        ["rename", "Ada", "Ada Lovelace"],
        ["snooze", "Bobby", "2 weeks"],
        ["undo"],
        ["add", "Dee", "--no-input"],
        ["done", "Cy", "call back"],
    ):
        asked, told = say(watched, *words), say(other, *words, alone=True)
        assert asked == tuple(
            part.replace(str(other), str(watched)) if isinstance(part, str) else part for part in told
        )
        assert say(watched, "due") == say(watched, "due", alone=True)

    def files(root: Path) -> dict[str, bytes]:
        return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*.md")}

    assert files(watched) == files(other) != {}


class Rounds:
    """Random edits of a vault; after each, compares the watcher's answer with the vault."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.chance = root, random.Random(seed)  # noqa: S311
        self.answered = self.stale = self.number = 0

    def go(self, rounds: int) -> None:
        for _ in range(rounds):
            for _ in range(self.chance.randint(1, 3)):
                self.edit()
            asked = Notebook(str(self.root), DAY)
            said = self.said(asked)
            self.answered += asked._reader.check.is_served
            self.stale += said != self.said(Notebook(str(self.root), DAY, cache=False))

    @staticmethod
    def said(notebook: Notebook) -> tuple[object, ...]:
        coming = notebook.agenda(DAY + timedelta(300))
        return notebook.due_list(), notebook.problem_counts, notebook.names(), coming, notebook.promises()

    def edit(self) -> None:
        notes = sorted(path for path in self.root.rglob("*.md") if path.exists())
        folders = [self.root, *sorted(path for path in self.root.rglob("*") if path.is_dir())]
        kind = self.chance.choice(
            (
                "in place",
                "in place",
                "same size",
                "rename",
                "create",
                "delete",
                "move",
                "folder",
                "outside",
                "link",
            )
        )
        note = self.chance.choice(notes) if notes else None
        self.number = number = self.number + 1
        text = f"---\ntype: contact\ncadence: {self.chance.randint(1, 9)} weeks\n---\n## Log\n- 2026-1{self.chance.randint(0, 1)}-0{self.chance.randint(1, 9)} call\n"
        if note is None or kind == "create" or (kind == "delete" and len(notes) < 4):
            if len(notes) < 30:
                (self.chance.choice(folders) / f"n{number}.md").write_text(text)
        elif kind == "in place":
            with note.open("a") as file:
                file.write(f"- [ ] promise {number} 📅 2026-11-0{self.chance.randint(1, 9)}\n")
            if note.stat().st_size > 500:
                note.write_text(text)
        elif kind == "same size":
            status = note.stat()
            note.write_bytes(
                note.read_bytes().replace(b"1", b"2") if number % 2 else note.read_bytes().replace(b"2", b"1")
            )
            os.utime(note, ns=(status.st_atime_ns, status.st_mtime_ns))
        elif kind == "rename":
            beside = note.with_name(".tmp~")
            beside.write_text(text)
            beside.replace(note)
        elif kind == "delete":
            note.unlink()
        elif kind == "move":
            note.rename(self.chance.choice(folders) / f"m{number}.md")
        elif kind == "link" and number % 5 == 0:
            link = self.chance.choice(folders) / f"l{number}.md"
            if not link.is_symlink():
                link.symlink_to(note)
        else:
            self.edit_folder(kind, folders, number)

    def edit_folder(self, kind: str, folders: list[Path], number: int) -> None:
        outside = self.root.parent / "outside"
        if kind == "outside" and outside.exists():
            outside.rename(self.root / f"back{number}")
        elif len(folders) < 4:
            made = self.chance.choice(folders) / f"d{number}" / "deep"
            made.mkdir(parents=True, exist_ok=True)
            (made / f"f{number}.md").write_text("---\ntype: contact\ncadence: 1 week\n---\n")
        elif kind == "outside":
            self.chance.choice(folders[1:]).rename(outside)
        elif number % 4 == 0:
            shutil.rmtree(self.chance.choice(folders[1:]))
        else:
            self.chance.choice(folders[1:]).rename(self.root / f"r{number}")


@pytest.mark.disk  # as in test_following_laws.py
def test_an_answer_is_never_older_than_the_edit_before_it(watched: Path) -> None:
    rounds = Rounds(watched, seed=5)
    rounds.go(300)
    assert rounds.stale == 0
    # On a busy machine it may not answer in time.
    assert rounds.answered > 150


def test_an_answer_right_after_an_edit_includes_it(watched: Path) -> None:
    key = settings_key(str(watched), FILE) or b""
    states, answered = set(), 0
    # It takes long to read, so the next edit often comes while it is being read.
    (watched / "contacts/Ada.md").write_text("---\ncadence: 100 days\n---\n" + "- [ ] promise\n" * 300)
    with (watched / "contacts/Ada.md").open("r+b", buffering=0) as note:
        for number in range(100):
            note.seek(0)
            note.write(b"---\ncadence: %03d days" % number)
            if told := ask_watcher(str(watched), code_key(), key):
                answered += 1
                states.add(told.facts["state"])
    # Each edit leads to another state.
    assert len(states) == answered > 50


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update({f"PNET_{name}": f"{folder}/{name}" for name in ("CACHE", "STATE", "RUNTIME")})
        vault_root = Path(os.path.realpath(folder)) / "vault"
        for path, text in NOTES.items():
            (vault_root / path).parent.mkdir(parents=True, exist_ok=True)
            (vault_root / path).write_text(text)
        with Watch(vault_root):
            tried = Rounds(vault_root, seed=int(sys.argv[2]) if len(sys.argv) > 2 else 1)
            tried.go(int(sys.argv[1]))
        sys.stdout.write(
            f"{sys.argv[1]} rounds: {tried.answered} answered by the watcher, {tried.stale} stale\n"
        )
