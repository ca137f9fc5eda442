"""Measures a watcher: how soon what is saved is known, what an answer costs beside a bare interpreter, and what it takes when nothing happens.

`python -m tests.bench.watching`; the vaults are those of `python -m tests.bench`.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from plaintext_network.network.due.changes import WatchEvent
from plaintext_network.vault.watch.watcher import Watcher
from tests.bench.measure import Command, interleave
from tests.bench.vaults import SETTLED, TODAY, make
from tests.soak.watch import asked, cpu, megabytes, watched

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Measure as the options say."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.watching", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--contacts", type=int, nargs="+", default=[100, 1000, 10_000])
    parser.add_argument(
        "--runs", type=int, default=31, help="how often each command is measured (default: 31)"
    )
    parser.add_argument("--edits", type=int, default=200, help="how many saves are timed (default: 200)")
    parser.add_argument("--idle", type=float, default=60, help="seconds without any event (default: 60)")
    parser.add_argument("--folder", default=os.path.join(tempfile.gettempdir(), "pnet-bench"))
    parser.add_argument("--json", help="write all figures to this file (default: none)")
    options = parser.parse_args()
    folder = Path(options.folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("cache", "state", "runtime"):
        os.environ[f"PNET_{name.upper()}"] = str(folder / name)
    os.environ["PNET_TODAY"] = str(TODAY)
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(ROOT / "plaintext_network")], check=True)
    found: dict[str, object] = {}
    for contacts in options.contacts:
        vault = folder / f"vault-{contacts * 11}"
        if not vault.exists():
            make(vault, contacts)
        figures = _one(vault, options)
        found[str(contacts * 11)] = figures
        print(f"\n{contacts * 11:,} notes")
        for name, figure in figures.items():
            print(f"  {name:60}{figure:12.2f}")
        sys.stdout.flush()
    if options.json:
        machine = f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}"
        told = {"machine": machine, "sizes": found}
        Path(options.json).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _one(vault: Path, options: argparse.Namespace) -> dict[str, float]:
    pnet = [str(Path(sys.executable).with_name("pnet")), "--vault", str(vault), "-q"]
    commands = [
        Command("python -c pass", [sys.executable, "-c", "pass"]),
        Command("due", [*pnet, "due"]),
        Command("due --count", [*pnet, "due", "--count"]),
        Command("due --limit 20", [*pnet, "due", "--limit", "20"]),
        Command("path NAME", [*pnet, "path", sorted((vault / "contacts").glob("*.md"))[50].stem]),
    ]
    counted = subprocess.run([*pnet, "due", "--count"], check=True, capture_output=True, text=True)
    figures: dict[str, float] = {"people due": int(counted.stdout)}
    alone = interleave(commands, max(3, options.runs // 5), os.environ, ROOT)
    with watched(vault) as process:
        live = interleave(commands, options.runs, os.environ, ROOT)
        bare = live["python -c pass"].median
        for name, measured in live.items():
            figures[f"{name}, ms"] = measured.median * 1000
            figures[f"{name}, × bare interpreter"] = measured.median / bare
            if name != "python -c pass":
                figures[f"{name} without a watcher, ms"] = alone[name].median * 1000
        figures |= _told("answer right after a save, ms", _answers(vault, options.edits))
        time.sleep(2 * SETTLED)
        used, began = cpu(process), time.monotonic()
        time.sleep(options.idle)
        figures["idle, % of a core"] = (cpu(process) - used) / (time.monotonic() - began) * 100
        figures["held, MB"] = megabytes(process)
    figures |= _told("save until known, nobody asking, ms", _known(vault, options.edits))
    figures |= _checkout(vault)
    return figures


def _told(name: str, seconds: Sequence[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    return {
        f"{name}: median": statistics.median(ordered) * 1000,
        f"{name}: 99 %": ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))] * 1000,
    }


def _saves(vault: Path) -> Callable[[int], None]:
    notes = sorted((vault / "interactions").glob("*.md"))

    def save(number: int) -> None:
        with notes[number * 7919 % len(notes)].open("a", encoding="utf-8") as note:
            note.write("One more word.\n")

    return save


def _answers(vault: Path, edits: int) -> list[float]:
    save, took = _saves(vault), []
    for number in range(edits):
        save(number)
        began = time.perf_counter()
        if asked(vault) is None:
            print(f"no answer in time after save {number}", file=sys.stderr)
        took.append(time.perf_counter() - began)
    return took


def _known(vault: Path, edits: int) -> list[float]:
    """Time from the end of a save until what is kept says so, while nobody asks, in this process."""
    watcher = Watcher(str(vault), lambda _: None)
    thread = threading.Thread(target=watcher.run)
    thread.start()
    save, took = _saves(vault), []
    try:
        time.sleep(1)
        for number in range(edits):
            state = watcher.refresher.snapshot.facts["state"]
            save(number + edits)
            began = time.perf_counter()
            while watcher.refresher.snapshot.facts["state"] == state and time.perf_counter() - began < 5:
                time.sleep(0.001)
            took.append(time.perf_counter() - began)
            time.sleep(0.05)
    finally:
        watcher.stop()
        thread.join()
    return took


def _checkout(vault: Path) -> dict[str, float]:
    """Time from the end of a checkout that touches 2,000 notes until the answer is right, and count what is told of it."""
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-C", str(vault)]
    notes = sorted((vault / "interactions").glob("*.md"))[-2000:]
    if len(notes) < 2000:
        return {}

    def run(*words: str) -> None:
        subprocess.run([*git, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    if not (vault / ".git").exists():
        run("init", "-q")
    run("add", "-A")
    run("commit", "-qm", "as it was", "--allow-empty")
    run("checkout", "-q", "-B", "other")
    for note in notes:
        note.write_text(note.read_text(encoding="utf-8").replace("date: 20", "date: 19", 1), encoding="utf-8")
    run("commit", "-qam", "moved")
    run("checkout", "-q", "-")
    told: list[WatchEvent] = []
    watcher = Watcher(str(vault), told.extend)
    thread = threading.Thread(target=watcher.run)
    thread.start()
    figures: dict[str, float] = {}
    try:
        for name in ("other", "-"):
            time.sleep(SETTLED)
            told.clear()
            run("checkout", "-q", name)
            began = time.perf_counter()
            # An answer is right, or there is none yet.
            while asked(vault) is None:
                time.sleep(0.002)
            took = time.perf_counter() - began
            time.sleep(2 * SETTLED)
            figures[f"checkout of 2,000 notes ({name}) until right, ms"] = took * 1000
            figures[f"checkout of 2,000 notes ({name}), lines told"] = len(told)
    finally:
        watcher.stop()
        thread.join()
        run("branch", "-D", "other")
    return figures


if __name__ == "__main__":
    main()
