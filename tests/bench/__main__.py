"""Makes vaults, measures `pnet` on them beside what it can fairly be compared with, and tells.

All commands of one size are run in turn in one run, since machines are noisy; medians are told.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.measure import Command, Measured, interleave, memory_of, once, peak_of_all
from tests.bench.picture import draw
from tests.bench.vaults import TODAY, make, make_vcards

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SETTLED = 2.2  # seconds after which a file's fingerprint is trusted


def main() -> None:
    """Measure as the options say."""
    options = _options()
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("PNET_", "PYTHON"))}
    folder = Path(options.folder)
    folder.mkdir(parents=True, exist_ok=True)
    environ |= {
        "PNET_CACHE": str(folder / "cache"),
        "PNET_STATE": str(folder / "state"),
        "PNET_TODAY": str(TODAY),
        "LC_ALL": "C.UTF-8",
    }
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(ROOT / "plaintext_network")], check=True)
    results = {
        "machine": f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "sizes": {},
    }
    for contacts in options.contacts:
        found = _size(folder, contacts, options.runs, options.cold, environ)
        results["sizes"][str(contacts * 11)] = found  # type: ignore[index]
        _say(contacts * 11, found)
    if options.json:
        Path(options.json).write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    if options.picture:
        Path(options.picture).write_text(_picture(results["sizes"]), encoding="utf-8")  # type: ignore[arg-type]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--contacts", type=int, nargs="+", default=[100, 1000, 10_000], help="sizes of vaults: contacts, each with 10 interactions (default: 100 1000 10000)")  # fmt: skip
    parser.add_argument(
        "--runs", type=int, default=15, help="how often each command is measured (default: 15)"
    )
    parser.add_argument("--cold", type=int, default=3, help="how often a cold start is measured (default: 3)")
    parser.add_argument("--folder", default=os.path.join(tempfile.gettempdir(), "pnet-bench"), help="where vaults are made and kept (default: pnet-bench among the temporary files)")  # fmt: skip
    parser.add_argument("--json", help="write all figures to this file (default: none)")
    parser.add_argument("--picture", help="draw the growth into this file, as SVG (default: none)")
    return parser.parse_args()


def _size(
    folder: Path, contacts: int, runs: int, cold: int, environ: Mapping[str, str]
) -> dict[str, dict[str, float]]:
    vault = folder / f"vault-{contacts * 11}"
    if not vault.exists():
        make(vault, contacts)
        git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-C", str(vault)]
        for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "notes"]):
            subprocess.run([*git, *words], check=True, stdout=subprocess.DEVNULL)
        time.sleep(SETTLED)
    pnet = [str(Path(sys.executable).with_name("pnet")), "--vault", str(vault)]
    baseline = [sys.executable, str(HERE / "baselines.py")]
    notes = sorted((vault / "interactions").glob("*.md"))

    def forget() -> None:
        subprocess.run([*pnet, "cache", "clear", "-q"], env=environ, cwd=ROOT, check=True)

    colds: list[tuple[float, float]] = []
    yaml: list[float] = []
    for _ in range(cold):
        yaml.append(once(Command("yaml", [*baseline, "yaml", str(vault)]), environ, ROOT))
        forget()
        colds.append(peak_of_all(Command("cold", [*pnet, "-q", "due"]), environ, ROOT))
    turn = iter(range(10**9))

    def change() -> None:
        with notes[next(turn) * 7919 % len(notes)].open("a", encoding="utf-8") as note:
            note.write("One more word.\n")

    def settle() -> None:
        time.sleep(SETTLED)
        subprocess.run([*pnet, "-q", "due"], env=environ, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)

    def take_back() -> None:
        # The first time there is nothing to take back.
        subprocess.run([*pnet, "-q", "undo"], env=environ, cwd=ROOT, check=False, capture_output=True)

    name = sorted((vault / "contacts").glob("*.md"))[contacts // 2].stem
    bare = Command("python -c pass", [sys.executable, "-c", "pass"])
    commands = [
        bare,
        Command("walk and stat in Python", [*baseline, "walk", str(vault)], settle),
        Command("git status --short", ["git", "-C", str(vault), "status", "--short"]),
        Command("pnet due", [*pnet, "-q", "due"]),
        Command("pnet due --count", [*pnet, "due", "--count"]),
        Command("pnet path NAME", [*pnet, "path", name]),
        Command("pnet show NAME", [*pnet, "show", name]),
        *_peers(folder, contacts),
        Command("pnet snooze NAME WHEN", [*pnet, "snooze", name, "in 9 days"]),
        Command("pnet undo", [*pnet, "undo"]),
        Command("pnet log SENTENCE", [*pnet, "log", f"tea with {name}; gave: a book"]),
        Command("pnet rename OLD NEW", [*pnet, "rename", name, "Zz Renamed"], take_back),
        Command("undo of it", [*pnet, "undo"]),
        Command("one note changed: pnet due", [*pnet, "-q", "due"], change),
        Command("one note changed: git status", ["git", "-C", str(vault), "status", "--short"], change),
    ]
    found = interleave(commands, runs, environ, ROOT)
    settle()
    slow = [
        Command("pnet list", [*pnet, "list"]),
        Command("pnet find WORDS", [*pnet, "find", "garden light"]),
    ]
    found |= interleave([bare, *slow], min(runs, 3), environ, ROOT)
    told = {name: _told(measured) for name, measured in found.items()}
    for command in (*commands, *slow):
        told[command.name]["megabytes"] = memory_of(command, environ, ROOT)
    told["cold: pnet due"] = {
        "seconds": statistics.median(seconds for seconds, _ in colds),
        "megabytes": max(megabytes for _, megabytes in colds),
    }
    told["read all, YAML with libyaml"] = {"seconds": statistics.median(yaml)}
    settle()
    told |= {f"phase: {phase}": {"seconds": seconds} for phase, seconds in _phases(vault, environ).items()}
    return told


def _peers(folder: Path, contacts: int) -> list[Command]:
    """Other programs that answer something like it, where they are installed: khard lists as many vCards."""
    khard = shutil.which("khard")
    if khard is None:
        return []
    cards = folder / f"vcards-{contacts}"
    if not cards.exists():
        make_vcards(cards, contacts)
        (cards / "khard.conf").write_text(f"[addressbooks]\n[[all]]\npath = {cards}\n", encoding="utf-8")
    return [Command("khard list", [khard, "-c", str(cards / "khard.conf"), "list"])]


def _told(measured: Measured) -> dict[str, float]:
    return {
        "seconds": measured.median,
        "spread": measured.spread,
    }


def _phases(vault: Path, environ: Mapping[str, str]) -> dict[str, float]:
    """Return the seconds of each phase of a warm answer: of nine runs, the median."""
    samples: list[dict[str, float]] = []
    for _ in range(9):
        done = subprocess.run(
            [sys.executable, str(HERE / "phases.py"), str(vault)],
            env=environ,
            capture_output=True,
            text=True,
            check=True,
        )
        samples.append(json.loads(done.stdout))
    return {phase: statistics.median(sample[phase] for sample in samples) for phase in samples[0]}


def _say(notes: int, found: Mapping[str, Mapping[str, float]]) -> None:
    bare = found["python -c pass"]["seconds"]
    walk = found["walk and stat in Python"]["seconds"]
    git = found["git status --short"]["seconds"]
    print(f"\n{notes:,} notes{'':24}      ms    ±  × python  × walk   × git     MB")
    for name, figures in found.items():
        s = figures["seconds"]
        line = f"{name:34}{s * 1000:9.1f}{figures.get('spread', 0) * 1000:5.1f}{s / bare:9.2f}{s / walk:8.2f}{s / git:8.2f}"
        print(line + (f"{figures['megabytes']:7.0f}" if "megabytes" in figures else ""))
    sys.stdout.flush()


LINES = (
    "cold: pnet due",
    "read all, YAML with libyaml",
    "khard list",
    "one note changed: pnet due",
    "walk and stat in Python",
    "pnet due",
    "git status --short",
)


def _picture(sizes: Mapping[str, Mapping[str, Mapping[str, float]]]) -> str:
    lines: dict[str, Sequence[tuple[int, float]]] = {}
    for name in LINES:
        points = [(int(n), found[name]["seconds"]) for n, found in sizes.items() if name in found]
        if points:
            lines[name] = points
    return draw(lines)


if __name__ == "__main__":
    main()
