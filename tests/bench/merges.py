"""Measures merges beside git's own: one note, a thousand notes that both branches changed, and notes that grow.

`python -m tests.bench.merges`. The exit status is 1 if a goal is missed.
"""

import argparse
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from plaintext_network.model.merge.merge_notes import merge_notes
from tests.bench.commands import PNET
from tests.bench.measure import Command, interleave
from tests.soak.base_notes import entry
from tests.soak.merge_repository import Clone, environ, two_branches
from tests.soak.merges import RULES, make_pair, merge_lines

Figure = tuple[str, float, float | None, str]
ONE, BY_GIT, BARE = "pnet git merge, one note", "git merge-file, one note", "pnet version"


def main() -> int:
    """Measure as the options say; return 1 if a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.merges", description=__doc__.split("\n")[0])
    parser.add_argument(
        "--notes", type=int, default=1000, help="notes that both branches changed (default: 1000)"
    )
    parser.add_argument("--runs", type=int, default=31, help="how often one merge is measured (default: 31)")
    options = parser.parse_args()
    missed = 0
    for name, found, goal, unit in _figures(options):
        missed += goal is not None and found > goal
        shown = "" if goal is None else f"goal ≤ {goal:g} {unit}{'' if found <= goal else '  MISSED'}"
        print(f"{name:58}{found:9.2f} {unit:3} {shown}", flush=True)
    return 1 if missed else 0


def _figures(options: argparse.Namespace) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        yield from _one(Path(folder), options.runs)
        yield from _many(Path(folder), options.notes)
    yield from _growing()


def _one(folder: Path, runs: int) -> Iterator[Figure]:
    base, ours, theirs = _note(40, ""), _note(40, "ours"), _note(40, "theirs")
    repository = two_branches(folder / "one", folder, {"contacts/Ada.md": (base, ours, theirs)}, driver=True)

    def put() -> None:
        for name, content in (("b", base), ("o", ours), ("t", theirs)):
            (repository.root / name).write_bytes(content)

    asked = [
        Command(ONE, [PNET, "git", "merge", "b", "o", "t", "7", "contacts/Ada.md"], put, (0, 100)),
        Command(
            BY_GIT,
            ["git", "merge-file", "-L", "o", "-L", "b", "-L", "t", "o", "b", "t"],
            put,
            fails_with=(0, 1, 2),
        ),
        Command(BARE, [PNET, "version"]),
    ]
    found = interleave(asked, runs, environ(folder), repository.root)
    for command in asked:
        yield command.name, found[command.name].median * 1000, None, "ms"
    own = {}
    for command in asked[:2]:
        put()
        run = partial(interleave, [command], 9, environ(folder), repository.root)
        own[command.name] = _seconds(run, _processor_of_children) / 10 * 1000
        yield f"  {command.name}, processor", own[command.name], None, "ms"
    # A busy machine makes everything slower, but the processor's time less so.
    yield "over git's own, processor", own[ONE] - own[BY_GIT], 60, "ms"
    yield "over git's own", (found[ONE].median - found[BY_GIT].median) * 1000, 60, "ms"


def _many(folder: Path, count: int) -> Iterator[Figure]:
    notes = {f"contacts/{n}.md": make_pair(77_000_000 + n).texts for n in range(count)}
    conflicts: dict[bool, int] = {}
    for driver in (False, True):
        clone = two_branches(folder / str(driver), folder, notes, driver=driver)
        used = _processor_of_children()
        seconds = _seconds(partial(clone.git, "merge", "-q", "--no-edit", "theirs", check=False))
        used = _processor_of_children() - used
        conflicts[driver] = len(clone.unmerged())
        name = "with the driver" if driver else "by git alone"
        yield f"git merge, {count:,} notes that both changed, {name}", seconds, 30 if driver else None, "s"
        yield f"  processor, {name}", used, None, "s"
        yield f"  notes with conflicts, {name}", conflicts[driver], None, ""
        _verify(clone)


def _verify(clone: Clone) -> None:
    # A merge that did not begin would be fast.
    if clone.git("rev-parse", "-q", "--verify", "MERGE_HEAD", check=False).returncode and clone.git("rev-list", "--merges", "HEAD").stdout == "":  # fmt: skip
        raise RuntimeError("nothing was merged")


def _growing() -> Iterator[Figure]:
    """Time notes of twice as many entries: the time may grow as they do, and not faster."""
    times: list[float] = []
    # A body of more than 1 MB is not parsed, so that its lines are merged as git does.
    for count in (3_000, 6_000, 12_000, 50_000):
        versions = (_note(count, ""), _note(count, "ours"), _note(count, "theirs"))
        own = min(_seconds(partial(merge_lines, *versions)) for _ in range(3))
        merge = partial(merge_notes, *versions, merge_lines, RULES)
        times.append(min(_seconds(merge, time.process_time) for _ in range(3)))
        yield f"{count:,} entries, {len(versions[0]) / 1e6:.1f} MB, processor", times[-1], None, "s"
        yield "  by git alone", own, None, "s"
    growth = statistics.mean((times[1] / times[0], times[2] / times[1]))
    yield "growth each time the entries double", growth, 2.6, "×"


def _seconds(act: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    began = clock()
    act()
    return clock() - began


def _processor_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _note(entries: int, side: str) -> bytes:
    """Return a note with so many entries; each side sets a value, adds an item, an entry, a promise, and ticks one."""
    chance = random.Random(entries)  # noqa: S311
    role, tag = {"": ("Pilot", ""), "ours": ("Judge", ""), "theirs": ("Pilot", ", choir")}[side]
    lines = [
        "---",
        "name: Ada Lovelace",
        f"role: {role}",
        f"tags: [friends{tag}]",
        "cadence: monthly",
        "---",
        "Words.",
        "",
        "## Log",
    ]
    days = (f"{1600 + n // 336:04}-{n % 336 // 28 + 1:02}-{n % 28 + 1:02}" for n in range(entries))
    lines += [entry(chance, day) for day in days]
    lines += [f"- 2026-11-2{4 if side == 'ours' else 5} call: {side}"] * bool(side)
    lines += [
        "",
        f"- [{'x' if side == 'ours' else ' '}] write back{' ✅ 2026-11-24' if side == 'ours' else ''}",
    ]
    return "\n".join([*lines, *[f"- [ ] promise of {side}"] * bool(side), ""]).encode()


if __name__ == "__main__":
    sys.exit(main())
