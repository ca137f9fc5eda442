"""Lets git merge, rebase and cherry-pick pairs of edits with pnet's driver, and judges what it leaves. Ends with 1 if anything is wrong.

The pairs are those of `tests.soak.merges`; `python -m tests.soak.merges --show NUMBER` prints one.
"""

# ruff: noqa: T201
# It prints its results.

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.soak.merge_judge import judge
from tests.soak.merge_repository import two_branches
from tests.soak.merges import Pair, make_pair, merge_lines, numbers

# How each begins: the branch that is checked out, and git's words. Those that leave theirs first see the sides swapped.
WAYS = {
    "merge": ("ours", ("merge", "--no-edit", "theirs")),
    "merge, the other way": ("theirs", ("merge", "--no-edit", "ours")),
    "rebase": ("theirs", ("rebase", "ours")),
    "cherry-pick": ("ours", ("cherry-pick", "theirs")),
    "stash pop": ("ours", ("stash", "pop")),
    "merge -X ours": ("ours", ("merge", "--no-edit", "-X", "ours", "theirs")),
}


def faults(pairs: list[Pair], way: str) -> Iterator[str]:
    """Merge pairs in one repository in one way; return what is wrong."""
    notes = {f"contacts/{pair.number}.md": pair.texts for pair in pairs}
    with tempfile.TemporaryDirectory() as folder:
        clone = two_branches(Path(folder, "vault"), Path(folder), notes, driver=True)
        branch, words = WAYS[way]
        clone.git("checkout", "-q", branch)
        if way == "stash pop":
            clone.git("checkout", "-q", "base")
            clone.write({path: versions[2] for path, versions in notes.items()})
            clone.git("stash", "-q")
            clone.git("checkout", "-q", "ours")
        done = clone.git(*words, check=False)
        unmerged = clone.unmerged()
        if "Traceback" in done.stdout + done.stderr:
            yield f"{way}: {done.stderr[-500:]}"
        if bool(done.returncode) != bool(unmerged):
            yield f"{way}: exit {done.returncode} with {len(unmerged)} unmerged: {done.stderr[-300:]}"
        for pair in pairs:
            path = f"contacts/{pair.number}.md"
            text = (clone.root / path).read_bytes()
            conflicts = text.count(b"\n<<<<<<< ") + text.startswith(b"<<<<<<< ")
            if bool(conflicts) != (path in unmerged):
                yield f"{way}, {pair.number}: {conflicts} conflicts in the text, unmerged: {path in unmerged}"
            seen = pair.swapped if branch == "theirs" and way != "rebase" else pair
            if "-X" in words:
                lines = text.decode("utf-8", "surrogateescape").splitlines()
                mine = {line.text for line in pair.ours.body if line.origin is None and line.text.strip()}
                if lost := mine.difference(line.rstrip("\r") for line in lines):
                    yield f"{way}, {pair.number}: lost of the side that wins: {lost}"
                continue
            verdict = judge(seen.base, seen.ours, seen.theirs, text, conflicts)
            git = merge_lines(*seen.texts)
            for kind, said in verdict.faults:
                # What git's own merge leaves is no fault of the driver's.
                if not (git.conflicts and conflicts and _bare(git.text) == _bare(text)):
                    yield f"{way}, {pair.number}: {kind}: {said[:200]}"


def _bare(text: bytes) -> list[bytes]:
    return [line for line in text.split(b"\n") if not line.startswith((b"<<<<<<< ", b">>>>>>> "))]


def main() -> int:
    """Merge as the options say."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.soak.driven_merges", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("ways", nargs="*", help=f"some of {', '.join(WAYS)} (default: all)")
    options = parser.parse_args()
    pairs = [make_pair(number) for number in numbers(options.seed, options.pairs)]
    found = Counter[str]()
    for way in options.ways or WAYS:
        for fault in faults(pairs, way):
            found[way] += 1
            if found[way] <= 12:
                print(fault)
        print(f"{way}: {len(pairs)} pairs, {found[way]} faults", flush=True)
    return 1 if found.total() else 0


if __name__ == "__main__":
    sys.exit(main())
