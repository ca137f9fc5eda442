"""Breaks writes, again and again, and tells how often a vault was left half written. Ends with 1 if it ever was."""

# ruff: noqa: T201
# It tells what came of it.

import argparse
import sys
import time
from collections import Counter

from tests.soak import commands, store, syncs
from tests.soak.trials import Trial, play

# Each suite's scenes; more of them are all that more commands need.
SUITES = {"store": store.SCENES, "commands": commands.SCENES, "sync": syncs.SCENES}


def main() -> int:
    """Play as the options say."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("suite", choices=sorted(SUITES))
    parser.add_argument("--trials", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1, help="the same seed plays the same faults")
    parser.add_argument(
        "--kills", type=float, default=0.6, help="the share of trials that kill, and raise no error"
    )
    options = parser.parse_args()
    began, ended, wrong = time.monotonic(), Counter[str](), list[Trial]()
    for trial in play(SUITES[options.suite], options.trials, options.seed, options.kills):
        code = trial.outcome.code
        ended["killed" if code == -9 else "done" if code == 0 else "refused"] += 1
        if trial.wrong:
            wrong.append(trial)
            print(f"{trial.scene}, {', '.join(map(str, trial.faults))}: {trial.wrong}", file=sys.stderr)
    print(
        f"{ended.total()} trials in {time.monotonic() - began:.0f} s: {ended['killed']} killed, "
        f"{ended['refused']} refused, {ended['done']} done; torn, lost or half: {len(wrong)}"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
