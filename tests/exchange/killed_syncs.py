"""Kills a command before one of its calls that write, as a loss of power does, in a process of its own."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.exchange.command_line import Book

_EVENTS = (
    "os.rename",
    "os.remove",
    "os.link",
    "os.symlink",
    "os.mkdir",
    "os.rmdir",
    "os.truncate",
    "os.chmod",
    "os.utime",
)
_CALLS = ("write", "fsync", "fdatasync", "pwrite", "ftruncate")


def run_until(book: Book, nth: int, *words: str) -> tuple[int, int]:
    """Run a command that ends before its nth call that writes; return its exit status, -9 if it was killed, and how many calls it made.

    With 0, it runs to its end.
    """
    reads, writes = os.pipe()
    process = os.fork()
    if not process:
        made = [0]
        code = 70
        try:
            _count_calls(made, nth, lambda: os.kill(os.getpid(), signal.SIGKILL))
            code = book.run_here(*words).code
        finally:
            # What is counted after this is this process's own.
            _ORIGINAL["write"](writes, str(made[0]).encode())
            os._exit(code)
    os.close(writes)
    with os.fdopen(reads) as counted:
        count = int(counted.read() or 0)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), count


_ORIGINAL: dict[str, Callable[..., Any]] = {name: getattr(os, name) for name in _CALLS if hasattr(os, name)}


def _count_calls(made: list[int], nth: int, end: Callable[[], None]) -> None:
    def count() -> None:
        made[0] += 1
        if made[0] == nth:
            end()

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _EVENTS:
            count()
        elif event == "open":
            flags = arguments[2]
            if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                count()

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            count()
            return call(*arguments, **named)

        return run

    sys.addaudithook(audit)
    for name, call in _ORIGINAL.items():
        setattr(os, name, counted(call))


def replace_contents(folder: Path, files: dict[str, bytes]) -> None:
    """Give a folder these files and no others; the folder itself stays the same one."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(name.startswith(f"{path.relative_to(folder)}/") for name in files):
                path.rmdir()
        elif files.get(str(path.relative_to(folder))) != path.read_bytes():
            path.unlink()
    for name, content in files.items():
        path = folder / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder, hidden ones too."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
