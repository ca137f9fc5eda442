"""Edits a small, rich vault at random, and compares every answer through the cache with the answer from nothing.

`python -m tests.bench.edits 1000 [--seed 1] [--watch] [--commands]` makes so many edits. After each few it asks every
question of the library: through a cache that follows the edits, through one built for the occasion, of a watcher, and
without any, on one day or another. It prints what differs, and how to repeat it, and ends with 1 if anything does.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tests.bench.edits.compare import Comparison, Difference


def main() -> int:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("edits", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--watch", action="store_true", help="also ask a watcher")
    parser.add_argument("--commands", action="store_true", help="also run commands")
    parser.add_argument("--window", action="store_true", help="also ask a window, which watches the vault")
    parser.add_argument("--each", type=int, default=200, help="edits of one vault before the next seed")
    options = parser.parse_args()
    done = compared = served = 0
    differing: list[Difference] = []
    began = time.monotonic()
    seed = options.seed
    while done < options.edits:
        with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
            home = Path(os.path.realpath(folder))
            comparison = Comparison(
                home, seed, patch, watch=options.watch, commands=options.commands, window=options.window
            )
            with comparison.running():
                comparison.go(min(options.each, options.edits - done))
        for one in comparison.differences[:8]:
            sys.stdout.write(
                f"seed {one.seed}, edit {one.edit}: {one.question} through {one.way} on {one.day}\n"
                f"   after {one.edits}\n  {one.detail}\n"
            )
        differing += comparison.differences
        done, compared, served = (
            done + comparison.edits.made,
            compared + comparison.compared,
            served + comparison.served,
        )
        seed += 1
        sys.stdout.write(
            f"{done} edits, {compared} answers compared ({served} times a watcher answered), "
            f"{len(differing)} differ; {time.monotonic() - began:.0f} s\n"
        )
        sys.stdout.flush()
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
