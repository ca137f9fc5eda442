"""Edits a vault while a window refreshes, lays texts over it and leaves people out: its memory must not grow.

`python -m tests.soak.windows 2000 [--vault FOLDER] [--seed 1]` makes so many edits, of a vault of its own or of this one,
which it changes. With `--seldom 20`, only every twentieth edit is followed by unsaved texts and left-out people. At intervals,
it prints the memory, and compares the window with a notebook that reads every note. It says how many refreshes read the vault,
and how long the slowest took. With `TMPDIR` in memory (`/dev/shm`), no edit waits for a disk.
"""

import argparse
import gc
import os
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.window.window import Window
from tests.bench.edits.random_edits import Edits
from tests.conftest import TODAY
from tests.soak.watch import megabytes

# Notes of a vault of its own, and how often the memory is printed.
NOTES, INTERVALS = 300, 20
# Of the whole run: what is in memory then is the usual amount.
WARM_UP = 0.25
# Megabytes, and part of the usual amount.
MOST_GROWTH, GROWTH_PART = 8.0, 0.1
LISTS = 6


class Typing:
    """Edits the notes of a vault, and asks one window after each edit."""

    def __init__(self, root: Path, window: Window, chance: Random) -> None:
        self.root, self.window, self.chance = root, window, chance
        self.contacts = sorted(
            path.relative_to(root).as_posix() for path in (root / "contacts").rglob("*.md")
        )
        self.lists = [chance.sample(self.contacts, min(20, len(self.contacts) // 2)) for _ in range(LISTS)]
        self.scans, self.slowest, self.wrong = 0, 0.0, 0

    def save(self, number: int) -> None:
        """Append a line to a contact, and take lines away from one that has become long."""
        path = self.root / self.chance.choice(self.contacts)
        if not path.is_file():
            return
        text = path.read_text(encoding="utf-8", errors="surrogateescape")
        lines = text.splitlines(keepends=True)
        kept = "".join(lines[:-20] if len(lines) > 60 else lines)
        added = f"- 2026-11-{number % 24 + 1:02} call with [[Somebody {number % 50}]]\n"
        path.write_text(kept.removesuffix("\n") + "\n" + added, encoding="utf-8", errors="surrogateescape")

    def refresh(self) -> None:
        """Ask for the present moment."""
        began = time.monotonic()
        notebook = self.window.now()
        assert notebook.due_count >= 0
        self.slowest = max(self.slowest, time.monotonic() - began)
        self.scans += not notebook._reader.check.is_served

    def ask(self, number: int) -> None:
        """Type into a note, leave people out, and ask for whatever an editor asks for."""
        path = self.chance.choice(self.contacts)
        with self.window.now() as notebook:
            text = notebook.text(path)
            for letter in range(3):
                over = notebook.over({path: f"{text}\n- 2026-11-20 call {'x' * letter}\n".encode()})
                assert over.due_count >= 0
            without = notebook.without(self.chance.choice(self.lists))
            assert without.due_count >= 0
            assert without.over({path: text.encode()}).index.notes is not None
            if number % 10 == 0:
                assert notebook.reports.stats() is not None
                assert without.find("call") is not None

    def compare(self) -> None:
        """Count the answers that differ from those of a notebook that reads every note."""
        with self.window.now() as notebook:
            fresh = Notebook(str(self.root), TODAY, cache=False)
            self.wrong += notebook.due() != fresh.due()
            self.wrong += notebook.reports.stats() != fresh.reports.stats()
            self.wrong += notebook.find("call") != fresh.find("call")
            self.wrong += dict(notebook.index.backlinks) != dict(fresh.index.backlinks)


def memory() -> float:
    """Return the megabytes that this process holds."""
    gc.collect()
    return megabytes(os.getpid())


def run(root: Path, edits: int, seed: int, seldom: int) -> int:
    """Make the edits; return 1 if the memory grew, an answer was wrong, or a refresh read the vault beside its watcher."""
    chance = Random(seed)  # noqa: S311
    held: list[float] = []
    with Notebook(str(root), TODAY).live() as window:
        typing = Typing(root, window, chance)
        for number in range(edits):
            typing.save(number)
            typing.refresh()
            if number % seldom == 0:
                typing.ask(number // seldom)
            if (number + 1) % max(1, edits // INTERVALS) == 0:
                typing.compare()
                held.append(memory())
                told = f"slowest refresh {typing.slowest * 1000:.0f} ms, {typing.scans} read the vault, {typing.wrong} wrong"
                sys.stdout.write(f"{number + 1:7,} edits: {held[-1]:6.1f} MB; {told}\n")
                sys.stdout.flush()
    usual = max(held[: max(1, int(len(held) * WARM_UP))])
    growth = held[-1] - usual
    sys.stdout.write(f"{edits:,} edits: {growth:+.1f} MB since a quarter of them\n")
    return 1 if growth > max(MOST_GROWTH, usual * GROWTH_PART) or typing.scans or typing.wrong else 0


def main() -> int:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("edits", type=int, nargs="?", default=2000)
    parser.add_argument("--vault", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seldom", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(os.path.realpath(folder))
        for name in ("CACHE", "STATE", "RUNTIME"):
            os.environ.setdefault(f"PNET_{name}", str(home / name.lower()))
        root = options.vault
        if root is None:
            root = home / "vault"
            root.mkdir()
            Edits(root, Random(options.seed)).fill(NOTES)  # noqa: S311
        return run(root.resolve(), options.edits, options.seed, options.seldom)


if __name__ == "__main__":
    sys.exit(main())
