"""Edits people at random in two vaults, two folders of cards and a server, and syncs them with vdirsyncer. Ends with 1 if anything was lost."""

# ruff: noqa: T201
# It tells what came of it.

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.exchange.server_rewrites import SERVERS
from tests.exchange.sync_game import SyncGame
from tests.exchange.synced_world import synced_world


def main() -> int:
    """Play as the options say."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.sync", description=__doc__)
    parser.add_argument("--edits", type=int, default=2000)
    parser.add_argument("--at-once", type=int, default=25, help="how many edits there are between two syncs")
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--server", choices=[*SERVERS], action="append", help="default: each of them")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same edits")
    options = parser.parse_args()
    wrong = 0
    for kind in options.server or SERVERS:
        wrong += _play(kind, options)
    print(f"faults: {wrong}")
    return 1 if wrong else 0


def _play(kind: str, options: argparse.Namespace) -> int:
    began, wrong = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as folder, synced_world(Path(folder) / "world", kind) as world:
        game = SyncGame(world, options.people, options.seed)
        made = 0
        faults = game.sync()
        while True:
            for fault in faults:
                wrong += 1
                print(f"  {kind}, after {made} edits: {fault}")
            if made >= options.edits:
                break
            count = min(options.at_once, options.edits - made)
            made += count
            faults = game.play(count)
            sys.stdout.flush()
        edits = ", ".join(f"{count} {name}" for name, count in sorted(game.edits.done.items()))
        print(f"{kind}: {made} edits ({edits}; {len(game.edits.failed)} refused)")
        print(
            f"  rounds until nothing changed: {dict(sorted(game.rounds.items()))}; {game.conflicts} people with conflicts; "
            f"{len(game.edits.people)} people; {time.monotonic() - began:.0f} s; faults: {wrong}"
        )
        for said in game.edits.failed[:3]:
            print(f"  refused: {said[:300]}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
