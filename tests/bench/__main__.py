"""Makes vaults, measures `pnet` on them beside programs that do similar work, and prints the medians beside the goals.

All commands of one vault take turns, so that a disturbance of the machine affects all of them alike.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.bench import commands as reading
from tests.bench.cold import all_new, cold_start
from tests.bench.goals import COLD, EARLIER, LATER_SEARCH, PAGE, YAML, reached, say, say_growth
from tests.bench.measure import Command, Measured, interleave, memory_of, once
from tests.bench.picture import draw
from tests.bench.rich_vaults import make_rich
from tests.bench.vaults import SETTLED, TODAY, make
from tests.soak.watch import watched

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
Told = dict[str, dict[str, float]]


def main() -> None:
    """Measure as the options say."""
    options = _options()
    for name in [name for name in os.environ if name.startswith(("PNET_", "PYTHON"))]:
        del os.environ[name]
    folder = Path(options.folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("cache", "state", "runtime"):
        os.environ[f"PNET_{name.upper()}"] = str(folder / name)
    os.environ |= {"PNET_TODAY": str(TODAY), "LC_ALL": "C.UTF-8"}
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(ROOT / "plaintext_network")], check=True)
    machine = f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    results: dict[str, object] = {"machine": machine, "sizes": {}, "rich": {}, "goals": {}}
    for contacts in options.contacts:
        for kind in options.vaults:
            notes = contacts * 11
            found = _vault(folder, kind, contacts, options)
            results["sizes" if kind == "plain" else "rich"][str(notes)] = found  # type: ignore[index]
            results["goals"][f"{kind} {notes}"] = reached(found)  # type: ignore[index]
            say(f"{notes:,} notes, {kind}", found)
            if options.json:
                Path(options.json).write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    for sizes in ("sizes", "rich"):
        if results[sizes]:
            say_growth(results[sizes])  # type: ignore[arg-type]
    if options.picture:
        Path(options.picture).write_text(_picture(results["sizes"]), encoding="utf-8")  # type: ignore[arg-type]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--contacts", type=int, nargs="+", default=[100, 1000, 10_000], help="sizes of vaults: contacts, each with 10 interactions (default: 100 1000 10000)")  # fmt: skip
    parser.add_argument("--vaults", nargs="+", choices=("plain", "rich"), default=["plain", "rich"], help="kinds of vaults; a rich one has gifts, needs, offers, topics, goals and events too (default: both)")  # fmt: skip
    parser.add_argument(
        "--runs", type=int, default=15, help="how often each command is measured (default: 15)"
    )
    parser.add_argument("--cold", type=int, default=3, help="how often a cold start is measured (default: 3)")
    parser.add_argument("--earlier", help="the `pnet` of another version, whose warm `due` is measured too")
    parser.add_argument("--folder", default=os.path.join(tempfile.gettempdir(), "pnet-bench"), help="where vaults are made and kept (default: pnet-bench among the temporary files)")  # fmt: skip
    parser.add_argument("--json", help="write all figures to this file (default: none)")
    parser.add_argument("--picture", help="draw the growth into this file, as SVG (default: none)")
    return parser.parse_args()


def _vault(folder: Path, kind: str, contacts: int, options: argparse.Namespace) -> Told:
    vault = _made(folder, kind, contacts)
    environ = os.environ
    cold = cold_start(vault, options.cold, environ, ROOT)
    cold |= all_new(vault, folder / "copy", options.cold, environ, ROOT)

    def settle() -> None:
        time.sleep(SETTLED)
        once(reading.question("due", vault), environ, ROOT)

    settle()
    asked = [*reading.fixed(folder, vault, contacts), *reading.questions(vault)]
    if options.earlier:
        words = reading.question("due", vault).argv[1:]
        own = {"PNET_CACHE": str(folder / "earlier-cache")}
        asked.append(Command(EARLIER, [options.earlier, *words], environ=own))
    told = _told(interleave(asked, options.runs, environ, ROOT))
    for command in asked:
        told[command.name]["megabytes"] = memory_of(command, environ, ROOT)
    told[PAGE] = {"megabytes": _bytes_printed(reading.question(reading.REPORT, vault)) / 1e6}
    with watched(vault):
        live = [reading.bare(reading.WATCHED), *reading.questions(vault, reading.WATCHED)]
        told |= _told(interleave(live, options.runs, environ, ROOT))
        for name, seconds in _printed("live", vault).items():
            told[name] = {"seconds": statistics.median(seconds)}
    settle()
    told |= cold
    told |= _told(interleave(_writing(vault, settle, whole=kind == "plain"), options.runs, environ, ROOT))
    settle()
    if kind == "plain":
        samples = [_printed("phases", vault) for _ in range(9)]
        for phase in samples[0]:
            told[f"phase: {phase}"] = {"seconds": statistics.median(s[phase] for s in samples)}
    return told


def _made(folder: Path, kind: str, contacts: int) -> Path:
    vault = folder / f"{'vault' if kind == 'plain' else kind}-{contacts * 11}"
    if not vault.exists():
        (make if kind == "plain" else make_rich)(vault, contacts)
    if not (vault / ".git").exists():
        git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-C", str(vault)]
        for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "notes"]):
            subprocess.run([*git, *words], check=True, stdout=subprocess.DEVNULL)
        time.sleep(SETTLED)
    return vault


def _writing(vault: Path, settle: Callable[[], None], *, whole: bool) -> list[Command]:
    """Return what comes after a change, and if `whole`, the commands that write."""
    notes = sorted((vault / "interactions").glob("*.md"))
    turn = iter(range(10**9))

    def change() -> None:
        with notes[next(turn) * 7919 % len(notes)].open("a", encoding="utf-8") as note:
            note.write("One more word.\n")

    pnet = [reading.PNET, "--vault", str(vault)]

    def take_back() -> None:
        # The first time there is nothing to take back.
        subprocess.run([*pnet, "-q", "undo"], cwd=ROOT, check=False, capture_output=True)

    due, find = (reading.question(name, vault).argv for name in ("due", "find --limit 10 WORDS"))
    changes = [
        Command(reading.UNCHANGED, due, settle),
        Command(reading.CHANGED, due, change),
        Command(LATER_SEARCH, find, change),
        Command("one note changed: git status", ["git", "-C", str(vault), "status", "--short"], change),
    ]
    if not whole:
        return changes
    name = reading.somebody(vault)
    return [
        *changes,
        Command("pnet snooze NAME WHEN", [*pnet, "snooze", name, "in 9 days"]),
        Command("pnet undo", [*pnet, "undo"]),
        Command("pnet log SENTENCE", [*pnet, "log", f"tea with {name}; gave: a book"]),
        Command("pnet rename OLD NEW", [*pnet, "rename", name, "Zz Renamed"], take_back),
        Command("undo of it", [*pnet, "undo"]),
    ]


def _told(found: Mapping[str, Measured]) -> Told:
    return {name: {"seconds": each.median, "spread": each.spread} for name, each in found.items()}


def _bytes_printed(command: Command) -> int:
    return len(subprocess.run(command.argv, cwd=ROOT, capture_output=True, check=True).stdout)


def _printed(script: str, vault: Path) -> dict[str, Any]:
    """Run a script of this folder on a vault, and return the JSON that it prints."""
    argv = [sys.executable, "-m", f"tests.bench.{script}", str(vault)]
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


LINES = (
    COLD,
    YAML,
    "khard list",
    reading.CHANGED,
    reading.WALK,
    reading.DUE,
    reading.GIT,
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
