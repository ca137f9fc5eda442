"""Lets two machines write one vault at once, and finds acknowledged writes that are lost, and notes that are torn.

`python -m tests.soak.machines --shared --writes 500 --seed 1` lets both write one folder, each with a lock and an undo of its own.
With `--synced`, each has a folder of its own, and a simulated sync program copies files between the two, late, and makes conflict
copies. `--kills 0.5` kills one of the two at random, on average so often a second. `--bare` writes with the store alone, and so thousands of times
a minute. Each write has a word of its own. It is lost if its word is in no note and in no conflict copy, and no other
write that had read the word took it out.
"""

# ruff: noqa: T201
# It reports what it found.

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.soak.syncing import SyncProgram

ROOT = Path(__file__).parents[2]
NOTES = {
    "pnet.toml": "",
    "contacts/Ada Lovelace.md": "---\ncadence: monthly\n---\nMet at the museum.\n\n## Log\n- 2026-01-01 tea\n",
    "contacts/Bo Ek.md": "---\nknows: ['[[Ada Lovelace]]']\n---\n\n## Log\n- 2026-02-01 call\n",
    "contacts/Cy Young.md": "---\nrole: painter\n---\nA friend of [[Bo Ek]].\n",
    "daily/2026-11-24.md": "- call [[Cy Young]]\n",
}
_WORD = re.compile(r"m\dw\d{5}")


class Write(NamedTuple):
    """One write of a machine: its word, exit status, and for each file the texts before and after; `what` is what it did.

    A write that was killed has the status -9, and what it would have written.
    """

    word: str
    what: str
    code: int
    changes: tuple[tuple[str | None, str | None], ...]


class Found(NamedTuple):
    """The result of a run: the acknowledged, refused and killed writes, the lost words, and the torn notes."""

    acknowledged: int
    refused: int
    killed: int
    copies: int
    lost: tuple[str, ...]
    torn: tuple[str, ...]


class Machine:
    """One computer: a process that writes a folder, with a state folder and a cache of its own."""

    def __init__(self, home: Path, number: int, root: Path, options: argparse.Namespace) -> None:
        self.number, self.root, self.options = number, root, options
        self.log = home / f"writes-{number}.jsonl"
        self.log.touch()
        self.environ = {**os.environ, "LC_ALL": "C.UTF-8"}
        for name in ("STATE", "CACHE", "RUNTIME"):
            self.environ[f"PNET_{name}"] = str(home / f"{name.lower()}-{number}")
        self.start()

    def start(self) -> None:
        """Start the process, which goes on after the last write that it noted."""
        words = [
            "--child", str(self.number), "--root", str(self.root), "--log", str(self.log), "--seed", str(self.options.seed),
            "--writes", str(self.options.writes), *(["--bare"] if self.options.bare else []),
        ]  # fmt: skip
        argv = [sys.executable, "-m", "tests.soak.machines", *words]
        self.process = subprocess.Popen(argv, cwd=ROOT, env=self.environ, stdin=subprocess.DEVNULL)

    def kill(self) -> None:
        """Kill the process wherever it is, and start it again."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.start()

    def writes(self) -> list[Write]:
        """Return what it wrote."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return [
            Write(word, what, code, tuple(map(tuple, changes)))
            for word, what, code, changes in map(json.loads, lines)
        ]


def play(home: Path, options: argparse.Namespace) -> Found:
    """Let two machines write at once; `home` is an empty folder."""
    roots = [home / "vault"] if options.shared else [home / "vault-0", home / "vault-1"]
    for root in roots:
        for path, text in NOTES.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
    chance = Random(options.seed)  # noqa: S311
    machines = [Machine(home, number, roots[number % len(roots)], options) for number in range(2)]
    sync = SyncProgram(roots[0], roots[1], chance) if options.synced else None
    running = machines
    try:
        while running := [machine for machine in running if machine.process.poll() is None]:
            if sync:
                sync.once()
            pause = chance.uniform(0.02, 0.2)
            time.sleep(pause)
            if chance.random() < options.kills * pause:
                chance.choice(running).kill()
    finally:
        for machine in running:
            machine.process.kill()
    for machine in machines:
        if machine.process.returncode:
            raise RuntimeError(f"machine {machine.number} ended with {machine.process.returncode}")
    if sync:
        sync.finish()
    found = judge(roots, [machine.writes() for machine in machines])
    if sync and options.resolve:
        before = visible_words(roots[0])
        argv = [
            sys.executable,
            "-m",
            "plaintext_network",
            "--vault",
            str(roots[0]),
            "resolve",
            "--both",
            "--no-input",
        ]
        subprocess.run(argv, cwd=ROOT, env=machines[0].environ, check=False)
        sync.finish()
        gone = before - visible_words(roots[0]) - words_taken_out(machine.writes() for machine in machines)
        copies = sum("conflict" in path.name for path in roots[0].glob("[!.]*/*"))
        found = found._replace(
            copies=copies, lost=(*found.lost, *(f"{word}: resolve" for word in sorted(gone)))
        )
    return found


def visible_words(root: Path) -> set[str]:
    """Return the words of the writes that are in notes and conflict copies, not in the trash."""
    paths = [path for path in root.glob("[!.]*/*") if path.is_file()]
    return {
        word for path in paths for word in _WORD.findall(f"{path.name} {path.read_text(encoding='utf-8')}")
    }


def words_taken_out(writes: Iterable[Iterable[Write]]) -> set[str]:
    """Return the words that a write has read and left out, such as the earlier value of a property."""
    gone: set[str] = set()
    for each in writes:
        for write in each:
            for before, after in write.changes:
                gone |= {*_WORD.findall(before or "")} - {*_WORD.findall(after or "")}
    return gone


def judge(roots: list[Path], writes: list[list[Write]]) -> Found:
    """Compare what the machines wrote with what is in their folders."""
    every = [write for each in writes for write in each]
    known = {*NOTES.values(), *(after for write in every for _, after in write.changes)}
    taken_out = words_taken_out(writes)
    done = [write for write in every if write.code == 0 and write.changes]
    lost, torn, copies = [], [], 0
    for root in roots:
        texts = {path: path.read_text(encoding="utf-8") for path in root.rglob("*") if path.is_file()}
        copies = sum("conflict" in path.name for path in texts)
        there = {word for path, text in texts.items() for word in _WORD.findall(f"{path.name} {text}")}
        names = sorted({path.name for path in texts})
        lost += [
            f"{write.word}: {write.what} ({root.name})"
            for write in done
            if write.what != "undo" and write.word not in there | taken_out
        ]
        torn += [str(path) for path, text in texts.items() if text not in known]
        torn += [name for name in names if name.endswith(".tmp")]
    if len(roots) == 2:
        ours, theirs = (
            {str(p.relative_to(r)): p.read_bytes() for p in r.rglob("*") if p.is_file()} for r in roots
        )
        lost += [f"{path} differs" for path in sorted({*ours, *theirs}) if ours.get(path) != theirs.get(path)]
    codes = [write.code for write in every]
    return Found(
        len(done), sum(code > 0 for code in codes), codes.count(-9), copies, tuple(lost), tuple(torn)
    )


def main(arguments: list[str] | None = None) -> int:
    """Play as the options say, and return 1 if anything is lost or torn."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.machines", description=__doc__)
    parser.add_argument("--shared", action="store_true", help="one folder that both write")
    parser.add_argument(
        "--synced", action="store_true", help="a folder for each, and a sync program between them"
    )
    parser.add_argument("--writes", type=int, default=500, help="writes of each machine")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=float, default=0.0, help="kills a second")
    parser.add_argument(
        "--resolve", action="store_true", help="with --synced, merge the conflict copies at the end"
    )
    parser.add_argument("--bare", action="store_true", help="write with the store alone, without commands")
    parser.add_argument("--keep", action="store_true", help="keep the folders, and print where they are")
    parser.add_argument("--child", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--root", help=argparse.SUPPRESS)
    parser.add_argument("--log", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.child is not None:
        # Late: the process that starts the machines needs none of it.
        from tests.soak.machine_writes import write_all

        write_all(
            options.child,
            Path(options.root),
            Path(options.log),
            options.seed,
            options.writes,
            bare=options.bare,
        )
        return 0
    if options.shared == options.synced:
        parser.error("choose --shared or --synced")
    began = time.monotonic()
    home = Path(tempfile.mkdtemp()).resolve()
    found = play(home, options)
    for line in (*(f"lost: {one}" for one in found.lost), *(f"torn: {one}" for one in found.torn)):
        print(line)
    print(
        f"2 × {options.writes} writes in {time.monotonic() - began:.0f} s: {found.acknowledged} acknowledged, {found.refused} "
        f"refused, {found.killed} killed, {found.copies} conflict copies; lost: {len(found.lost)}; torn: {len(found.torn)}"
    )
    if options.keep:
        print(home)
    else:
        subprocess.run(["rm", "-rf", str(home)], check=True)
    return 1 if found.lost or found.torn else 0


if __name__ == "__main__":
    sys.exit(main())
