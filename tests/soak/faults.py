"""Injects faults: lists a command's system calls, and makes one of them fail or be its last. Needs strace."""

import os
import re
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from typing import NamedTuple

# What can leave a write half done.
CALLS = (
    "openat",
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "unlink",
    "unlinkat",
    "rmdir",
    "fchmod",
    "fchown",
    "mkdir",
    "mkdirat",
    "fsetxattr",
    "fremovexattr",
    "ftruncate",
)
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)")


class Call(NamedTuple):
    """The nth call of its name in a run."""

    name: str
    nth: int


class Fault(NamedTuple):
    """What becomes of a call: SIGKILL before it is made, or an error in its place; `on` for all of its name after it, too."""

    call: Call
    what: str
    on: bool = False

    def __str__(self) -> str:
        return f"{self.what} at {self.call.name} {self.call.nth}{'+' if self.on else ''}"

    @property
    def injected(self) -> str:
        """The fault as strace's option says it."""
        kind = "signal" if self.what == "SIGKILL" else "error"
        return f"inject={self.call.name}:{kind}={self.what}:when={self.call.nth}{'+' if self.on else ''}"


class Outcome(NamedTuple):
    """How a run ended, and what it said."""

    code: int
    said: str


def calls(argv: Sequence[str], environ: Mapping[str, str], since: str) -> list[tuple[Call, str]]:
    """Run a command and return the calls that it makes once it has named a file, each with strace's words for the rest."""
    with tempfile.NamedTemporaryFile("r", errors="replace") as log:
        done = _strace(["-y", "-o", log.name, "-e", f"trace={','.join(CALLS)}"], argv, environ)
        if done.code:
            raise RuntimeError(f"{argv}: {done.said}")
        lines = log.read().splitlines()
    found: list[tuple[Call, str]] = []
    counts: dict[str, int] = {}
    for line in lines:
        if match := _LINE.match(line):
            name, rest = match.groups()
            counts[name] = counts.get(name, 0) + 1
            if found or since in rest:
                found.append((Call(name, counts[name]), rest))
    return found


def run(argv: Sequence[str], environ: Mapping[str, str], faults: Sequence[Fault]) -> Outcome:
    """Run a command with these faults."""
    names = ",".join(sorted({fault.call.name for fault in faults}))
    options = [option for fault in faults for option in ("-e", fault.injected)]
    return _strace(["-o", os.devnull, "-e", f"trace={names}", *options], argv, environ)


def plainly(argv: Sequence[str], environ: Mapping[str, str]) -> Outcome:
    """Run a command."""
    done = subprocess.run(argv, env=environ, capture_output=True, text=True, errors="replace", check=False)
    return Outcome(done.returncode, done.stdout + done.stderr)


def _strace(options: Sequence[str], argv: Sequence[str], environ: Mapping[str, str]) -> Outcome:
    return plainly(["strace", "-f", "-qq", "-s", "300", *options, *argv], environ)
