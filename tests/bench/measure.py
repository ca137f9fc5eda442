"""Measures commands: runs them in turn, several times, and records time and memory."""

import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Environ = Mapping[str, str]


@dataclass
class Measured:
    """What came of one command's runs, in seconds."""

    seconds: list[float] = field(default_factory=list)

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
    environ: Mapping[str, str] = field(default_factory=dict)

    def within(self, environ: Environ) -> dict[str, str]:
        """Return the environment to run in: the command's own variables over those of all."""
        return {**environ, **self.environ}


def interleave(commands: Sequence[Command], runs: int, environ: Environ, cwd: Path) -> dict[str, Measured]:
    """Run all commands in turn, so that what disturbs the machine disturbs all alike; the first turn is not counted."""
    found = {command.name: Measured() for command in commands}
    for turn in range(runs + 1):
        for command in commands:
            if command.before:
                command.before()
            seconds = once(command, environ, cwd)
            if turn:
                found[command.name].seconds.append(seconds)
    return found


def once(command: Command, environ: Environ, cwd: Path) -> float:
    """Run a command; return its seconds. Raises RuntimeError where it fails."""
    began = time.perf_counter()
    done = subprocess.run(
        command.argv,
        env=command.within(environ),
        cwd=cwd,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    seconds = time.perf_counter() - began
    if done.returncode not in command.fails_with:
        raise RuntimeError(f"{command.name}: exit {done.returncode}: {' '.join(command.argv)}")
    return seconds


_LAUNCHER = """
import os, sys
nowhere = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=nowhere)
print(os.wait4(child, 0)[2].ru_maxrss)
"""


def memory_of(command: Command, environ: Environ, cwd: Path) -> float:
    """Run a command; return the largest resident size of its process alone, in MB (on macOS as that counts it)."""
    if command.before:
        command.before()
    # A process is charged with what started it: here with a bare interpreter, the least that any of them is.
    argv = [sys.executable, "-I", "-S", "-c", _LAUNCHER, *command.argv]
    done = subprocess.run(
        argv, env=command.within(environ), cwd=cwd, capture_output=True, text=True, check=True
    )
    return int(done.stdout) / 1000


def peak_of_all(command: Command, environ: Environ, cwd: Path) -> tuple[float, float]:
    """Run a command; return its seconds, and in MB the most that it and its helpers held together (Linux: their PSS)."""
    began = time.perf_counter()
    peak = 0.0
    with subprocess.Popen(
        command.argv,
        env=command.within(environ),
        cwd=cwd,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
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
