"""A sync that is killed at any call that writes ends as if nothing had happened, once it runs again."""

import random
import re
from pathlib import Path

import pytest

from tests.exchange.command_line import Book
from tests.exchange.killed_syncs import contents, replace_contents, run_until
from tests.exchange.server_rewrites import write_lines

TRIALS = 50
SEED = 7


class Scene:
    """A vault and a folder that were in sync, and have changed on both sides since."""

    def __init__(self, home: Path) -> None:
        self.book, self.cards = Book(home), home / "cards"
        self.cards.mkdir()
        (self.book.root / "pnet.toml").write_text(
            '[sync.phone]\nfolder = "../cards"\nnew = "add"\ngone = "archive"\n'
        )
        for number in range(8):
            (self.book.root / f"Person {number}.md").write_text(
                f"---\ntype: contact\nemails: [p{number}@example.org]\nrole: Baker\n---\nText of mine.\n"
            )
        assert self.book.run_here("sync").code == 0
        self._edit()
        self._folders = [self.book.root, self.cards, home / "state"]
        self.before = [contents(folder) for folder in self._folders]

    def _edit(self) -> None:
        """Change notes and cards, add and remove some, and make one conflict."""
        run = self.book.run_here
        assert run("set", "Person 0", "role", "Miller").code == 0
        assert run("set", "Person 1", "phones", "--add", "+1 555 0101").code == 0
        assert run("add", "Wanjiru Achieng", "--email", "wanjiru@example.org").code == 0
        assert run("delete", "Person 2", "--yes").code == 0
        self._card(3, b"TITLE:Baker", b"TITLE:Cook")
        self._card(1, b"END:VCARD", b"TEL;TYPE=CELL:+1 555 0102\r\nEND:VCARD")
        assert run("set", "Person 4", "role", "Farmer").code == 0
        self._card(4, b"TITLE:Baker", b"TITLE:Pilot")
        self._file(5).unlink()
        lines = [
            "VERSION:3.0",
            "UID:new-1",
            "N:Hopper;Grace;;;",
            "FN:Grace Hopper",
            "EMAIL:grace@example.org",
        ]
        (self.cards / "new-1.vcf").write_bytes(write_lines(lines))

    def _file(self, number: int) -> Path:
        return next(
            path
            for path in self.cards.glob("*.vcf")
            if f"p{number}@example.org".encode() in path.read_bytes()
        )

    def _card(self, number: int, old: bytes, new: bytes) -> None:
        path = self._file(number)
        assert old in path.read_bytes()
        path.write_bytes(path.read_bytes().replace(old, new))

    def reset(self) -> None:
        """Bring everything back."""
        for folder, files in zip(self._folders, self.before, strict=True):
            replace_contents(folder, files)

    def state(self) -> tuple[dict[str, str], dict[str, str]]:
        """Return notes and cards, without what says when they were written, or which name chance gave them."""
        notes = {name: content.decode() for name, content in contents(self.book.root).items()}
        cards = {name: content.decode() for name, content in contents(self.cards).items()}
        return (
            {name: _timeless(text) for name, text in notes.items()},
            {_uid(text): _timeless(text) for text in cards.values()},
        )


def _timeless(text: str) -> str:
    made = re.sub(r"(?m)^REV:.*\r?\n", "", text)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UID", made)


def _uid(text: str) -> str:
    return "".join(re.findall(r"(?m)^FN.*", text))


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A scene for all trials."""
    return Scene(tmp_path_factory.mktemp("killed"))


def test_a_killed_sync_ends_the_same_when_it_runs_again(scene: Scene) -> None:
    code, count = run_until(scene.book, 0, "sync", "--deletes")
    assert count > 20
    after = scene.state()
    chance = random.Random(SEED)  # noqa: S311
    assert "TITLE:Pilot" in str(after)
    assert "role: Farmer" in str(after)
    for nth in sorted(chance.sample(range(1, count + 1), min(TRIALS, count))):
        scene.reset()
        killed, _ = run_until(scene.book, nth, "sync", "--deletes")
        assert killed == -9, nth
        again = scene.book.run_here("sync", "--deletes")
        assert again.code == code, (nth, again)
        assert scene.state() == after, nth
        if nth % 5:
            continue
        files = scene.state(), [path.stat().st_mtime_ns for path in scene.cards.iterdir()]
        scene.book.run_here("sync", "--deletes")
        assert files == (scene.state(), [path.stat().st_mtime_ns for path in scene.cards.iterdir()]), nth
