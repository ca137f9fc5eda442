"""Edits a vault by chance while it is watched, and compares what the watcher says with a reading from nothing.

`python -m tests.soak.watch rounds` asks after every edit; `bursts` edits without a pause and compares once it is quiet.
"""

# ruff: noqa: T201, S311
# It tells what came of it; and chance here keeps no secret.

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from plaintext_network.vault.cache.locations import code_key, settings_key
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.serialize import deserialize
from plaintext_network.vault.watch_client import ask_watcher
from tests.bench.vaults import TODAY, make

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Edit as the options say; return 1 if anything was stale or wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.watch", description=__doc__.splitlines()[0])
    parser.add_argument("mode", choices=("rounds", "bursts"))
    parser.add_argument("--rounds", type=int, default=10_000)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument(
        "--edits", type=int, default=100_000, help="end after so many, though the time is not over"
    )
    parser.add_argument(
        "--contacts", type=int, help="of the vault, each with 10 interactions (default: 6 or 100)"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pnet-soak-") as folder:
        home = Path(folder).resolve()
        for name in ("cache", "state", "runtime"):
            os.environ[f"PNET_{name.upper()}"] = str(home / name)
        os.environ["PNET_TODAY"] = str(TODAY)
        vault = home / "vault"
        make(vault, options.contacts or (6 if options.mode == "rounds" else 100))
        with watched(vault) as watcher:
            if options.mode == "rounds":
                return rounds(vault, options.rounds, random.Random(options.seed))
            return bursts(vault, watcher, options.minutes, options.edits, random.Random(options.seed))


@contextmanager
def watched(vault: Path) -> Iterator[int]:
    """Watch a vault in another process, and yield its number once it answers."""
    pnet = [str(Path(sys.executable).with_name("pnet")), "--vault", str(vault), "--today", str(TODAY)]
    with subprocess.Popen([*pnet, "watch", "--format", "jsonl"], stdout=subprocess.DEVNULL) as process:
        try:
            until = time.monotonic() + 120
            while asked(vault) is None:
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError("the watcher does not answer")
                time.sleep(0.05)
            yield process.pid
        finally:
            process.terminate()
            process.wait(5)


def asked(vault: Path) -> tuple[object, ...] | None:
    """Return what the watcher says: who is due, what everyone goes by, problems and what was left aside."""
    live = ask_watcher(str(vault), code_key(), settings_key(str(vault), "pnet.toml") or b"")
    if live is None:
        return None
    facts = live.facts
    due, waiting, later = live.part("entries")
    odd = [found.code for found in deserialize(live.part("odd"))]
    return (
        [*due, *later],
        waiting,
        facts["counted"],
        live.part("known"),
        (facts["errors"], facts["warnings"]),
        sorted(odd),
    )


def read_anew(vault: Path) -> tuple[object, ...]:
    """Return the same from a reading of everything."""
    notebook = Notebook(str(vault), TODAY, cache=False)
    told = notebook.due_rows()
    odd = notebook._reader.check.listing_problems
    errors, warnings = notebook.problem_counts
    grave = [found.severity for found in odd]
    tally = (errors - grave.count("error"), warnings - grave.count("warning"))
    return (
        told.due,
        told.waiting,
        told.counted,
        sorted(notebook._reader.known),
        tally,
        sorted(found.code for found in odd),
    )


def rounds(vault: Path, count: int, chance: random.Random) -> int:
    """Edit, ask at once, and compare, so many times."""
    edits = Edits(vault, chance)
    stale = silent = 0
    took: list[float] = []
    for number in range(count):
        what = edits.one()
        began = time.perf_counter()
        said = asked(vault)
        took.append(time.perf_counter() - began)
        if said is None:
            silent += 1
        elif said != read_anew(vault):
            stale += 1
            print(f"round {number}, {what}: stale", file=sys.stderr)
    took.sort()
    print(
        f"{count} rounds: {stale} stale; {silent} without an answer in 200 ms; answers in {took[len(took) // 2] * 1000:.1f} ms, "
        f"99 % in {took[int(len(took) * 0.99)] * 1000:.1f} ms"
    )
    return 1 if stale or silent > count // 20 else 0


def bursts(vault: Path, watcher: int, minutes: float, most: int, chance: random.Random) -> int:
    """Edit in bursts, and compare the whole index after each; tell how much memory the watcher holds."""
    edits = Edits(vault, chance)
    began, count, wrong, compared = time.monotonic(), 0, 0, 0
    held = [megabytes(watcher)]
    used = cpu(watcher)
    while time.monotonic() - began < minutes * 60 and count < most:
        for _ in range(min(chance.choice((1, 10, 100, 1000)), most - count)):
            edits.one()
            count += 1
            if chance.random() < 0.02:
                time.sleep(chance.random() * 0.1)
        while (said := asked(vault)) is None:
            time.sleep(0.05)
        compared += 1
        live = Notebook(str(vault), TODAY)
        if said != read_anew(vault) or live.index != Notebook(str(vault), TODAY, cache=False).index:
            wrong += 1
            print(f"after {count} edits: not as a reading from nothing", file=sys.stderr)
        held.append(megabytes(watcher))
    took = time.monotonic() - began
    tenth = max(1, len(held) // 10)
    print(
        f"{count} edits in {took:.0f} s, compared {compared} times: {wrong} wrong; the watcher held "
        f"{sum(held[1 : tenth + 1]) / tenth:.1f} MB at first and {sum(held[-tenth:]) / tenth:.1f} MB at last, at most {max(held):.1f} MB; "
        f"it used {cpu(watcher) - used:.0f} s of a core"
    )
    return 1 if wrong else 0


def megabytes(process: int) -> float:
    """Return what a process holds in memory."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def cpu(process: int) -> float:
    """Return the seconds of a core that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Edits:
    """Edits as editors, people, git and sync programs make them, by chance. The vault stays about as large as it was."""

    def __init__(self, vault: Path, chance: random.Random) -> None:
        self.vault, self.chance = vault, chance
        self.made = 0
        self.size = len(self.notes())
        self.kinds: tuple[Callable[[Path], None], ...] = (
            self.append, self.append, self.same_size, self.in_two, self.by_rename, self.by_rename, self.renamed, self.to_another_folder,
            self.created, self.created, self.deleted, self.folder_made, self.folder_moved, self.folder_moved, self.folder_out_and_in,
        )  # fmt: skip

    def notes(self) -> list[Path]:
        return sorted(self.vault.rglob("*.md"))

    def one(self) -> str:
        """Make one edit, and return what it was."""
        # Looked up now and then only: to list the vault takes longer than to edit it.
        if self.made % 50 == 0:
            self.known = self.notes()
        self.made += 1
        kind = self.chance.choice(self.kinds)
        if kind == self.created and len(self.known) > self.size * 1.2:
            kind = self.deleted
        if kind == self.deleted and len(self.known) < self.size * 0.8:
            kind = self.created
        note = self.chance.choice(self.known)
        try:
            kind(note)
        except FileNotFoundError:
            self.known = self.notes()
        return f"{kind.__name__} {note.relative_to(self.vault)}"

    def text(self, note: Path) -> str:
        return note.read_text(encoding="utf-8")

    def append(self, note: Path) -> None:
        with note.open("a", encoding="utf-8") as file:
            file.write(
                f"\n- [ ] call about {self.made} 📅 {TODAY}\n" if self.chance.random() < 0.1 else "More.\n"
            )
        if note.stat().st_size > 20_000:
            note.write_text("---\ntype: contact\ncadence: monthly\n---\n", encoding="utf-8")

    def same_size(self, note: Path) -> None:
        """In place, to as many bytes, maybe within one tick of the clock."""
        text = self.text(note)
        for there, then in (
            ("1 month", "1 year "),
            ("1 year ", "1 month"),
            ("coffee", "dinner"),
            ("dinner", "coffee"),
        ):
            if there in text:
                text = text.replace(there, then, 1)
                break
        with note.open("r+", encoding="utf-8") as file:
            file.write(text)

    def in_two(self, note: Path) -> None:
        """Emptied first, as editors do."""
        text = self.text(note)
        with note.open("w", encoding="utf-8") as file:
            file.flush()
            file.write(text.replace("cadence: 1 year", f"cadence: {self.made % 9 + 1} weeks"))

    def by_rename(self, note: Path) -> None:
        beside = note.with_name(f".{note.name}.tmp")
        beside.write_text(self.text(note) + "Saved.\n", encoding="utf-8")
        if self.chance.random() < 0.3:
            shutil.copystat(note, beside)
        beside.replace(note)

    def renamed(self, note: Path) -> None:
        note.rename(note.with_name(f"{note.stem.split(' ~')[0]} ~{self.made}.md"))

    def to_another_folder(self, note: Path) -> None:
        folder = self.vault / self.chance.choice(
            ("contacts", "interactions", "contacts/more", "notes/deep/er")
        )
        folder.mkdir(parents=True, exist_ok=True)
        note.rename(folder / note.name)

    def created(self, note: Path) -> None:
        new = note.with_name(f"Somebody {self.made}.md")
        new.write_text(
            f"---\ntype: contact\ncadence: monthly\nmet_on: 2026-0{self.made % 9 + 1}-03\n---\n[[{note.stem}]]\n",
            encoding="utf-8",
        )
        self.known.append(new)

    def deleted(self, note: Path) -> None:
        note.unlink()
        self.known.remove(note)

    def folder_made(self, note: Path) -> None:
        folder = note.parent / f"folder {self.made % 7}" / "deep"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"New {self.made}.md").write_text(
            "---\ntype: contact\ncadence: monthly\n---\n", encoding="utf-8"
        )

    def folder(self) -> Path | None:
        folders = sorted(p for p in self.vault.rglob("folder *") if p.is_dir())
        return self.chance.choice(folders) if folders else None

    def folder_moved(self, _: Path) -> None:
        folder = self.folder()
        if folder is None:
            return
        target = folder.with_name(f"folder {self.made % 7 + 10}")
        if target.exists():
            shutil.rmtree(folder)
        else:
            folder.rename(target)

    def folder_out_and_in(self, _: Path) -> None:
        """Moved out of the vault, edited there, and moved back under another name, or not."""
        folder, outside = self.folder(), self.vault.parent / f"outside {self.made}"
        if folder is None:
            return
        folder.rename(outside)
        for inner in outside.rglob("*.md"):
            inner.write_text("---\ntype: contact\ncadence: 2 weeks\n---\n", encoding="utf-8")
        if self.chance.random() < 0.7:
            outside.rename(self.vault / f"folder {self.made % 7 + 20} {self.made}")
        else:
            shutil.rmtree(outside)


if __name__ == "__main__":
    sys.exit(main())
