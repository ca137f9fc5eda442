"""Owns the clock: runs commands, one after the other and again, and keeps how long each took and how large it grew."""

import os
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Measured:
    """What came of one command's runs: seconds, and the largest resident size in MB of its process alone."""

    seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def spread(self) -> float:
        """Half the distance between the quartiles, in seconds."""
        if len(self.seconds) < 4:
            return (max(self.seconds) - min(self.seconds)) / 2
        first, _, third = statistics.quantiles(self.seconds)
        return (third - first) / 2


@dataclass
class Command:
    """Something to run, and what is done before each run without being measured."""

    name: str
    argv: Sequence[str]
    before: Callable[[], None] | None = None
    fails_with: tuple[int, ...] = (0,)


def interleave(
    commands: Sequence[Command], runs: int, environ: Mapping[str, str], cwd: Path
) -> dict[str, Measured]:
    """Run all commands in turn, so that what disturbs the machine disturbs all alike; the first turn is not counted."""
    found = {command.name: Measured() for command in commands}
    for turn in range(runs + 1):
        for command in commands:
            if command.before:
                command.before()
            seconds, megabytes = once(command, environ, cwd)
            if turn:
                found[command.name].seconds.append(seconds)
                found[command.name].megabytes.append(megabytes)
    return found


def once(command: Command, environ: Mapping[str, str], cwd: Path) -> tuple[float, float]:
    """Run a command; return its seconds and megabytes. Raises RuntimeError where it fails."""
    began = time.perf_counter()
    with subprocess.Popen(
        command.argv, env=environ, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in command.fails_with:
        raise RuntimeError(f"{command.name}: exit {process.returncode}: {' '.join(command.argv)}")
    return seconds, usage.ru_maxrss / 1000


def peak_of_all(command: Command, environ: Mapping[str, str], cwd: Path) -> tuple[float, float]:
    """Run a command; return its seconds, and in MB the most that it and its helpers held together (Linux: their PSS)."""
    began = time.perf_counter()
    peak = 0.0
    with subprocess.Popen(
        command.argv, env=environ, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        done = threading.Event()

        def watch() -> None:
            nonlocal peak
            while not done.wait(0.05):
                peak = max(peak, _held(process.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        process.wait()
        seconds = time.perf_counter() - began
        done.set()
        watcher.join()
    return seconds, peak


def _held(pid: int) -> float:
    """Return the proportional set size of a process and its children, in MB."""
    total = 0.0
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        total += int(rollup.split("\nPss:")[1].split()[0]) / 1000
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (OSError, IndexError):
        return total
    return total + sum(_held(int(child)) for child in children)
