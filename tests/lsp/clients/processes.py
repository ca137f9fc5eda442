"""Finds the language servers that an editor has started."""

import os
import time
from collections.abc import Callable
from pathlib import Path


def servers_of(editor: int) -> list[int]:
    """Return the processes below an editor that run `pnet lsp`."""
    found, below = [], [editor]
    children = _children()
    while below:
        process = below.pop()
        below.extend(children.get(process, []))
        if b"\0lsp\0" in _command(process):
            found.append(process)
    return found


def runs(process: int) -> bool:
    """Return whether a process runs; one that has ended may still wait for its parent."""
    return bool(_command(process))


def waits_until(holds: Callable[[], bool], seconds: float) -> None:
    """Wait until something holds. Raises AssertionError after these seconds."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.02)


def _children() -> dict[int, list[int]]:
    children: dict[int, list[int]] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                status = Path("/proc", name, "stat").read_text()
            except OSError:  # It has ended.
                continue
            children.setdefault(int(status.rpartition(")")[2].split()[1]), []).append(int(name))
    return children


def _command(process: int) -> bytes:
    try:
        return Path("/proc", str(process), "cmdline").read_bytes()
    except OSError:
        return b""
