"""Measures what is done rarely: a cold start, the first search, and the runs after all files became new."""

import shutil
import statistics
import sys
import time
from pathlib import Path

from tests.bench.commands import HERE, PNET, question
from tests.bench.goals import AFTER, COLD, FIRST_SEARCH, INDEX, SECOND, TEXT, YAML
from tests.bench.measure import Command, Environ, once, peak_of_all
from tests.bench.vaults import SETTLED

Told = dict[str, dict[str, float]]


def cold_start(vault: Path, turns: int, environ: Environ, cwd: Path) -> Told:
    """Measure a cold `pnet due` beside reading all notes and parsing their YAML, and the search that builds the index."""
    read_yaml = Command(YAML, [sys.executable, str(HERE / "baselines.py"), "yaml", str(vault)])
    forget = Command("forget", [PNET, "--vault", str(vault), "cache", "clear", "-q"])
    due, find = question("due", vault), question("find --limit 10 WORDS", vault)
    yaml: list[float] = []
    colds: list[tuple[float, float]] = []
    searches: list[tuple[float, float]] = []
    size = 0.0
    for _ in range(turns):
        yaml.append(once(read_yaml, environ, cwd))
        once(forget, environ, cwd)
        colds.append(peak_of_all(due, environ, cwd))
        before = _megabytes(Path(environ["PNET_CACHE"]))
        searches.append(peak_of_all(find, environ, cwd))
        size = _megabytes(Path(environ["PNET_CACHE"])) - before
    notes = sum(path.stat().st_size for path in vault.rglob("*.md") if ".git" not in path.parts)
    return {
        YAML: {"seconds": statistics.median(yaml)},
        COLD: _told(colds),
        FIRST_SEARCH: _told(searches),
        INDEX: {"megabytes": size},
        TEXT: {"megabytes": notes / 1e6},
    }


def all_new(vault: Path, copy: Path, turns: int, environ: Environ, cwd: Path) -> Told:
    """Measure the second run after every file became new, as after `git clone`, and one when the files are old."""
    due = question("due", copy)
    second, later = [], []
    for _ in range(turns):
        shutil.copytree(vault, copy, ignore=shutil.ignore_patterns(".git"), copy_function=shutil.copyfile)
        try:
            once(due, environ, cwd)
            second.append(once(due, environ, cwd))
            time.sleep(SETTLED)
            once(due, environ, cwd)
            later.append(once(due, environ, cwd))
            once(Command("forget", [PNET, "--vault", str(copy), "cache", "clear", "-q"]), environ, cwd)
        finally:
            shutil.rmtree(copy)
    return {SECOND: {"seconds": statistics.median(second)}, AFTER: {"seconds": statistics.median(later)}}


def _told(measured: list[tuple[float, float]]) -> dict[str, float]:
    return {
        "seconds": statistics.median(seconds for seconds, _ in measured),
        "megabytes": max(megabytes for _, megabytes in measured),
    }


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
