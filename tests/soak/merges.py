"""Merges thousands of pairs of edits to one note, as git does and as pnet does, and judges both. Ends with 1 if anything is wrong.

Each pair has a number of its own; `--show NUMBER` prints its notes and what is wrong with it.
"""

# ruff: noqa: T201
# It prints its results.

import argparse
import functools
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from plaintext_network.model.merge.merge_notes import merge_notes
from plaintext_network.model.merge.merged_note import LineMerge, MergedNote
from plaintext_network.model.note.rules import LogRules, Rules
from tests.soak.base_notes import make_note, sample_notes
from tests.soak.merge_judge import TRUE, Verdict, judge
from tests.soak.note_edits import BY_COMMANDS, edit_note
from tests.soak.note_pieces import Pieces, take_apart

# What pnet must do better than git: conflicts about nothing, and clean merges that break front matter.
_OF_CONFLICTS = frozenset({"needless conflict"})
_OF_PROPERTIES = frozenset(
    {"duplicate key", "new key", "value chosen", "property", "items", "doubled item", "markers"}
)
RULES = Rules(log=LogRules(headings=("Log", "Interactions", "History")))


class Pair(NamedTuple):
    """Two edits of one note."""

    number: int
    base: Pieces
    ours: Pieces
    theirs: Pieces
    did: tuple[list[str], list[str]]

    @property
    def texts(self) -> tuple[bytes, bytes, bytes]:
        """The three notes' bytes."""
        return self.base.written(), self.ours.written(), self.theirs.written()

    @property
    def swapped(self) -> "Pair":
        """The same pair as a rebase sees it."""
        return Pair(self.number, self.base, self.theirs, self.ours, (self.did[1], self.did[0]))


class Outcome(NamedTuple):
    """The result of a pair: git's conflicts, those of pnet, and the verdict; `as_git` says that both texts are equal.

    `by_commands` says that both sides did what pnet's commands do, and nothing else.
    """

    number: int
    git: int
    ours: int
    verdict: Verdict
    as_git: bool
    by_commands: bool = False


def make_pair(number: int) -> Pair:
    """Make the pair of a number."""
    chance = _chance(number)
    is_contact, content = chance.choice(_samples()) if chance.random() < 0.3 else make_note(chance)
    base = take_apart(content)
    ours, theirs = base.copy(), base.copy()
    again = chance.random()
    seeds = (again, again) if chance.random() < 0.03 else (again, chance.random())
    mine, other = (
        edit_note(_chance(seed), side, is_contact=is_contact)
        for seed, side in zip(seeds, (ours, theirs), strict=True)
    )
    if chance.random() < 0.1:
        # Both sides have the same edit, as after a cherry-pick.
        seed = chance.random()
        for side in (ours, theirs):
            edit_note(_chance(seed), side, is_contact=is_contact)
    return Pair(number, base, ours, theirs, (mine, other))


def _chance(seed: float) -> random.Random:
    return random.Random(seed)  # noqa: S311


@functools.cache
def _samples() -> list[tuple[bool, bytes]]:
    return sample_notes()


def merge_lines(base: bytes, ours: bytes, theirs: bytes) -> LineMerge:
    """Merge with `git merge-file`."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:  # noqa: S108
        for name, content in (("base", base), ("ours", ours), ("theirs", theirs)):
            Path(folder, name).write_bytes(content)
        labels = [word for name in ("ours", "base", "theirs") for word in ("-L", name)]
        done = subprocess.run(["git", "merge-file", "-p", "-q", *labels, "ours", "base", "theirs"], cwd=folder, capture_output=True, check=False)  # fmt: skip
    if done.returncode == 255 and b"\0" in base + ours + theirs:
        # As `git merge` leaves it.
        return LineMerge(ours, 1)
    if done.returncode > 127:
        raise RuntimeError(done.stderr.decode())
    return LineMerge(done.stdout, done.returncode)


def judge_pair(pair: Pair) -> Outcome:
    """Merge a pair and judge what comes of it."""
    base, ours, theirs = pair.texts
    git = merge_lines(base, ours, theirs)
    try:
        merged = merge_notes(base, ours, theirs, merge_lines, RULES)
    except Exception:  # noqa: BLE001
        verdict = Verdict([("exception", traceback.format_exc(limit=-3))])
        return Outcome(pair.number, git.conflicts, 0, verdict, as_git=False)
    verdict = judge(pair.base, pair.ours, pair.theirs, merged.text, merged.conflicts)
    if merged.conflicts and not git.conflicts:
        verdict.add("worse than git", "git merges it")
    by_commands = BY_COMMANDS.issuperset(pair.did[0] + pair.did[1])
    return Outcome(
        pair.number, git.conflicts, merged.conflicts, verdict, merged.text == git.text, by_commands
    )


def judge_number(number: int) -> Outcome:
    """Judge the pair of a number; every fourth is judged as a rebase sees it."""
    pair = make_pair(number)
    return judge_pair(pair.swapped if number % 4 == 3 else pair)


def numbers(seed: int, count: int) -> range:
    """Return the numbers of a seed's pairs."""
    return range(seed * 1_000_000, seed * 1_000_000 + count)


def outcomes(chosen: Iterable[int], jobs: int) -> Iterator[Outcome]:
    """Judge pairs in so many processes."""
    if jobs < 2:
        yield from map(judge_number, chosen)
        return
    with multiprocessing.Pool(jobs) as pool:
        yield from pool.imap_unordered(judge_number, chosen, chunksize=50)


class Tally:
    """Counts what came of many pairs."""

    def __init__(self) -> None:
        self.pairs = self.git = self.ours = self.all_true = 0
        self.commands = Counter[str]()
        self.kinds, self.faults, self.git_faults = Counter[str](), Counter[str](), Counter[str]()
        self.examples: dict[str, list[tuple[int, str]]] = {}

    def add(self, outcome: Outcome) -> None:
        """Count one."""
        self.pairs += 1
        self.git += bool(outcome.git)
        self.ours += bool(outcome.ours)
        if outcome.by_commands:
            self.commands.update(pairs=1, git=bool(outcome.git), pnet=bool(outcome.ours))
        kinds = set(outcome.verdict.conflicts)
        self.all_true += bool(kinds) and kinds <= TRUE
        if outcome.ours:
            self.kinds[next((k for k in ("needless", "mixed", "place") if k in kinds), "true")] += 1
        # What git's own merge does to a text, it may do here, but not to what notes are made of.
        for kind, words in outcome.verdict.faults:
            gits = outcome.as_git and kind not in (_OF_CONFLICTS if outcome.ours else _OF_PROPERTIES)
            (self.git_faults if gits else self.faults)[kind] += 1
            shown = f"as git: {kind}" if gits else kind
            self.examples.setdefault(shown, []).append((outcome.number, words))

    def examples_of_faults(self) -> dict[str, list[tuple[int, str]]]:
        """Return the faults by kind, each with its pairs' numbers."""
        return {kind: found for kind, found in self.examples.items() if kind in self.faults}

    def say(self) -> None:
        """Print the counts."""
        share = 100 / max(1, self.pairs)
        print(f"{self.pairs} pairs; with conflicts: git {self.git} ({self.git * share:.1f} %), pnet {self.ours} ({self.ours * share:.2f} %), of which all true: {self.all_true} ({self.all_true * share:.2f} %)")  # fmt: skip
        of_commands = self.commands["pnet"] * 100 / max(1, self.commands["pairs"])
        print(f"of them by pnet's commands alone: {dict(self.commands)} ({of_commands:.2f} %)")
        print(f"pairs by their least true conflict: {dict(self.kinds)}")
        print(f"faults: {self.faults.total()} {dict(self.faults)}; where the result is git's own: {dict(self.git_faults)}")  # fmt: skip
        for kind, found in sorted(self.examples.items()):
            for number, words in found[:3]:
                print(f"  {kind}, --show {number}: {words[:240]}")


def show(number: int) -> int:
    """Print a pair."""
    pair = make_pair(number)
    pair = pair.swapped if number % 4 == 3 else pair
    merged: MergedNote | None = None
    base, ours, theirs = pair.texts
    git = merge_lines(base, ours, theirs)
    outcome = judge_pair(pair)
    if not any(kind == "exception" for kind, _ in outcome.verdict.faults):
        merged = merge_notes(base, ours, theirs, merge_lines, RULES)
    print(f"# ours did {pair.did[0]}, theirs did {pair.did[1]}")
    made = merged.text if merged else b""
    for name, content in (
        ("base", base),
        ("ours", ours),
        ("theirs", theirs),
        ("git", git.text),
        ("pnet", made),
    ):
        if name == "pnet" and content == git.text:
            print("===== pnet: as git")
            continue
        print(f"===== {name}")
        sys.stdout.write(content.decode("utf-8", "replace").replace("\r\n", "␍\n"))
    if merged:
        print(f"===== {merged.conflicts} conflicts, {merged.properties}, by note: {merged.is_by_note}")
    print(outcome.verdict.conflicts)
    for kind, words in outcome.verdict.faults:
        print(f"{kind}: {words}")
    return 1 if outcome.verdict.faults else 0


def main() -> int:
    """Merge and judge as the options say."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.merges", description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--show", type=int, metavar="NUMBER", help="print one pair")
    options = parser.parse_args()
    if options.show is not None:
        return show(options.show)
    began, tally = time.monotonic(), Tally()
    for outcome in outcomes(numbers(options.seed, options.pairs), options.jobs):
        tally.add(outcome)
    tally.say()
    print(f"{time.monotonic() - began:.0f} s")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
