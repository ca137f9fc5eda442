"""Lets two people write one notebook for a week, each in a clone of its own, and verifies that nothing is lost. Ends with 1 if anything is.

Every day, both run some commands of pnet, commit, pull by merge or by rebase, settle conflicts with `pnet resolve`, and push.
"""

# ruff: noqa: T201
# It prints its results.

import argparse
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.soak.base_notes import words
from tests.soak.merge_repository import SETTINGS, Clone

# Few, so that both write about the same ones.
_PEOPLE = ("Ada Lovelace", "Bo Ek", "Cleo Marsh", "Dee Mohan")
_NOTE = "---\nrole: Pilot\ntags: [friends]\ncadence: monthly\nemails:\n  - {mail}@example.org\n---\nWords about {name}.\n\n## Log\n- 2026-10-01 call: as ever\n\n## Promises\n- [ ] send a card to [[{name}]]\n"


class Week:
    """Two clones of one notebook, and what was written into them."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311
        self.logged, self.promised, self.emails = set[str](), dict[str, bool](), set[str]()
        self.set = dict[tuple[str, str], set[str]]()
        self.names = {name: name for name in _PEOPLE}
        self.added: tuple[list[str], list[str]] = ([], [])
        self.did, self.faults = Counter[str](), list[str]()
        hub = folder / "hub.git"
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(hub)], check=True)
        self.clones = [Clone(folder / side, folder / f"{side}-own") for side in ("a", "b")]
        first, second = self.clones
        first.root.mkdir()
        first.git("init", "-q", "-b", "main")
        first.git("remote", "add", "origin", str(hub))
        first.write({"pnet.toml": SETTINGS.encode()})
        first.set_up()
        first.write(
            {f"contacts/{n}.md": _NOTE.format(name=n, mail=n.split()[0].lower()).encode() for n in _PEOPLE}
        )
        first.commit("notes")
        first.git("push", "-q", "-u", "origin", "main")
        second.root.mkdir()
        second.git("clone", "-q", str(hub), ".")
        second.set_up()

    def play(self, days: int, commands: int) -> None:
        """Play so many days, and end with both clones up to date."""
        for number in range(days):
            today = f"2026-11-{10 + number:02}"
            # Of a day, both know the names of the morning.
            morning = dict(self.names)
            for side, clone in enumerate(self.clones):
                for count in range(commands):
                    self._act(clone, side, today, f"w{number}{'ab'[side]}{count}", morning)
                clone.commit(f"day {number}")
            for clone in (*self.clones, self.clones[0]):
                self._sync(clone, rebase=self.chance.random() < 0.4)
        self._judge()

    def _act(self, clone: Clone, side: int, today: str, mark: str, names: dict[str, str]) -> None:
        chance = self.chance
        # A person is renamed by one side alone, and not written about by the other on that day.
        first = chance.choice(_PEOPLE)
        name = names[first] if names[first] == self.names[first] else None
        act = chance.choices(
            ("log", "set", "list", "promise", "done", "rename", "add", "merge"), (8, 4, 4, 4, 3, 1, 1, 1)
        )[0]
        if name is None:
            return
        if act == "log":
            how = chance.choice(("log", "log", "log", "note", "daily"))
            self._pnet(
                clone,
                today,
                "log",
                f"call with {name}: {words(chance)} {mark}",
                "--as",
                how,
                "--anyway",
                "--date",
                today,
            )
            self.logged.add(mark)
        elif act == "set":
            key, value = chance.choice(
                (("role", f"Judge {mark}"), ("location", f"Oslo {mark}"), ("organization", f"Ek {mark}"))
            )
            self._pnet(clone, today, "set", name, key, value)
            self.set.setdefault((first, key), set()).add(value)
        elif act == "list":
            self._pnet(clone, today, "set", name, "emails", "--add", f"{mark}@example.net")
            self.emails.add(f"{mark}@example.net")
        elif act == "promise":
            self._pnet(clone, today, "promise", name, "in 2 weeks", f"bring {words(chance)} {mark}")
            self.promised[mark] = False
        elif act == "done":
            # Both may tick one, each on its own; it must be known to this side.
            known = [each for each in self.promised if any(each in text for text in _notes(clone).values())]
            if known:
                done = chance.choice(known)
                self._pnet(clone, today, "done", done, fails_with=(0, 3))
                self.promised[done] = True
        elif act == "rename" and _PEOPLE.index(first) % 2 == side and name == first:
            self._pnet(clone, today, "rename", name, f"{name} {mark.upper()}")
            self.names[first] = f"{name} {mark.upper()}"
        elif act == "add":
            self._pnet(
                clone, today, "add", f"New {mark.upper()}", "--email", f"{mark}@example.net", "--force"
            )
            self.emails.add(f"{mark}@example.net")
            self.added[side].append(f"New {mark.upper()}")
        elif act == "merge" and self.added[side]:
            self._pnet(clone, today, "merge", name, self.added[side].pop())
        self.did[act] += 1

    def _pnet(self, clone: Clone, today: str, *argv: str, fails_with: tuple[int, ...] = (0,)) -> None:
        done = clone.pnet(*argv, "--today", today, "-q", check=False)
        if done.returncode not in fails_with:
            self.faults.append(f"pnet {' '.join(argv)}: exit {done.returncode}: {done.stderr[-400:]}")

    def _sync(self, clone: Clone, *, rebase: bool) -> None:
        """Pull, settle what is in conflict, and push."""
        how = ("--rebase",) if rebase else ("--no-rebase", "--no-edit")
        done = clone.git("pull", "-q", *how, check=False)
        self.did["rebases" if rebase else "merges"] += 1
        for _ in range(60):
            if not done.returncode:
                break
            done = self._settle(clone, done, rebase=rebase)
        if done.returncode or clone.unmerged():
            self.faults.append(f"the pull did not end: {done.stderr[-400:]}")
            return
        pushed = clone.git("push", "-q", check=False)
        if pushed.returncode:
            self.faults.append(f"push: {pushed.stderr[-300:]}")

    def _settle(
        self, clone: Clone, done: subprocess.CompletedProcess[str], *, rebase: bool
    ) -> subprocess.CompletedProcess[str]:
        unmerged = clone.unmerged()
        if not unmerged:
            self.faults.append(f"git ended with {done.returncode} without conflicts: {done.stderr[-400:]}")
        self.did["notes in conflict"] += len(unmerged)
        side = self.chance.choice(("--ours", "--theirs"))
        for choice in ("--both", side):
            said = clone.pnet("resolve", choice, check=False)
            if said.returncode not in (0, 1) or "Traceback" in said.stderr:
                self.faults.append(f"pnet resolve {choice}: exit {said.returncode}: {said.stderr[-300:]}")
        for path in unmerged:
            file = clone.root / path
            if not file.exists():
                self.faults.append(f"{path} is in conflict, and gone")
            elif re.search(rb"^(<{7}|>{7}) ", file.read_bytes(), re.MULTILINE):
                self.faults.append(f"{path}: markers after pnet resolve: {file.read_bytes().decode()[:600]}")
                file.write_bytes(
                    re.sub(rb"^(<{7} .*|={7}|>{7} .*)\n", b"", file.read_bytes(), flags=re.MULTILINE)
                )
        clone.git("add", "-A")
        words = ("rebase", "--continue") if rebase else ("commit", "-q", "--no-edit")
        return clone.git(*words, check=False)

    def _judge(self) -> None:
        first, second = (_notes(clone) for clone in self.clones)
        for clone in self.clones:
            clone.git("pull", "-q", "--ff-only", check=False)
        first, second = (_notes(clone) for clone in self.clones)
        if first != second:
            self.faults.append(
                f"the clones differ: {sorted(k for k in {*first, *second} if first.get(k) != second.get(k))}"
            )
        lines = [line for text in first.values() for line in text.splitlines()]
        for mark in sorted(self.logged):
            found = [line for line in lines if re.search(rf"{mark}\b", line)]
            if len(found) != 1 and (len(found) > 2 or not any(mark in path for path in first)):
                self.faults.append(f"{mark} is there {len(found)} times: {found}")
        for mark, ticked in self.promised.items():
            found = [line for line in lines if re.search(rf"{mark}\b", line)]
            if len(found) != 1:
                self.faults.append(f"the promise {mark} is there {len(found)} times: {found}")
            elif ticked and "[x]" not in found[0]:
                self.faults.append(f"the promise is open again: {found[0]}")
        for email in sorted(self.emails):
            if (count := sum(line.count(email) for line in lines)) != 1:
                self.faults.append(f"{email} is there {count} times")
        for (name, key), values in self.set.items():
            text = first.get(f"contacts/{self.names[name]}.md", "")
            kept = [line for line in text.splitlines() if line.startswith(f"{key}:")]
            if len(kept) != 1 or not any(value in kept[0] for value in values):
                self.faults.append(f"{name}, {key}: {kept}, not one of {sorted(values)}")
        self.faults += self._problems()

    def _problems(self) -> Iterator[str]:
        for clone in self.clones:
            checked = clone.pnet("check", "--severity", "error", check=False)
            if checked.returncode:
                yield f"pnet check: {checked.stdout[-600:]}{checked.stderr[-200:]}"


def _notes(clone: Clone) -> dict[str, str]:
    """Return the notes by path, without those in the trash."""
    paths = [path.relative_to(clone.root) for path in sorted(clone.root.rglob("*.md"))]
    return {str(path): (clone.root / path).read_bytes().decode() for path in paths if path.parts[0][0] != "."}


def play_week(folder: Path, seed: int, days: int = 7, commands: int = 8) -> Week:
    """Play a week in an empty folder; its `faults` say what went wrong."""
    week = Week(folder, seed)
    week.play(days, commands)
    return week


def main() -> int:
    """Play weeks as the options say."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.weeks", description=__doc__.splitlines()[0])
    parser.add_argument("--weeks", type=int, default=5)
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--commands", type=int, default=8, help="commands of each person a day (default: 8)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="play in this folder, and keep it")
    options = parser.parse_args()
    wrong = 0
    for seed in range(options.seed, options.seed + options.weeks):
        with tempfile.TemporaryDirectory() as folder:
            place = options.keep / str(seed) if options.keep else Path(folder)
            place.mkdir(parents=True, exist_ok=True)
            week = play_week(place, seed, options.days, options.commands)
        wrong += len(week.faults)
        print(f"week {seed}: {dict(week.did)}; faults: {len(week.faults)}", flush=True)
        for fault in week.faults[:12]:
            print(f"  {fault}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
