"""Runs many `pnet log` at once on one vault, and finds the interactions that are lost, doubled or wrong.

`python -m tests.soak.log_at_once --processes 200` runs so many. Reads the vault as any command does.
"""

# ruff: noqa: T201
# It reports what it found.

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY

ROOT = Path(__file__).parents[2]
COMMAND = [
    sys.executable,
    "-I",
    "-c",
    f"import sys; sys.path.insert(0, {str(ROOT)!r}); from plaintext_network.cli.main import main; sys.exit(main())",
]
ADA, BO = "contacts/Ada Lovelace.md", "contacts/Bo Ek.md"
FORMS = ("note", "log", "daily")


def log_at_once(root: Path, processes: int) -> list[str]:
    """Log so many interactions with Ada and Bo at once, as notes, Log lines and daily lines in turn. Return what is wrong."""
    environ = {**os.environ, "PNET_TODAY": TODAY.isoformat()}
    running = [
        subprocess.Popen(
            [
                *COMMAND,
                "--vault",
                str(root),
                "log",
                f"number {n} with Ada and Bo Ek",
                "--as",
                FORMS[n % len(FORMS)],
            ],
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for n in range(processes)
    ]
    errors = [process.communicate()[1].decode() for process in running]
    wrong = [
        f"process {n} ended with {process.returncode}: {error}"
        for n, (process, error) in enumerate(zip(running, errors, strict=True))
        if process.returncode or error
    ]
    notebook = Notebook(str(root), TODAY)
    logged = [one for one in notebook.interactions("with:ada") if one.summary.lower().startswith("number")]
    times = Counter(int(one.summary.split()[1]) for one in logged)
    wrong += [
        f"number {n} was logged {times[n]} times"
        for n in sorted({*times, *range(processes)})
        if times[n] != 1
    ]
    wrong += [f"{one.summary}: with {one.people}" for one in logged if sorted(one.people) != [ADA, BO]]
    wrong += [str(problem) for problem in notebook.problems() if problem.severity != "information"]
    return wrong


def main() -> int:
    """Log into a vault of its own, and return 1 if anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.log_at_once", description=__doc__)
    parser.add_argument("--processes", type=int, default=200)
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update({f"PNET_{name}": f"{folder}/{name}" for name in ("CACHE", "STATE", "RUNTIME")})
        root = Path(folder).resolve() / "vault"
        for path in ("pnet.toml", ADA, BO):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).touch()
        wrong = log_at_once(root, options.processes)
    print(*wrong, sep="\n", end="\n" if wrong else "")
    print(f"{options.processes} at once in {time.monotonic() - began:.0f} s: {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
