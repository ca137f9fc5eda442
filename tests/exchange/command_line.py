"""Runs pnet's command line on a vault of its own, and looks at the vault's bytes. Knows the commands' words only."""

import contextlib
import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from plaintext_network.cli.main import main

ROOT = Path(__file__).parents[2]
PNET = [
    os.path.realpath(sys.executable),
    "-I",
    "-c",
    f"import sys; sys.path[:0] = {[str(ROOT), *(p for p in sys.path if 'site-packages' in p)]!r}; "
    "from plaintext_network.cli.main import run; run()",
]
# The largest resident size of a process counts what its parent had when it began it: hence a small parent.
_LAUNCHER = """
import os, sys
child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
with open(sys.argv[1], "w") as file: file.write(f"{usage.ru_maxrss} {usage.ru_utime + usage.ru_stime}")
sys.exit(os.waitstatus_to_exitcode(status) % 256)
"""


class Ran(NamedTuple):
    """What a command said, how it ended, and what it took: seconds of the processor, and the largest size in MB."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: float

    @property
    def crashed(self) -> bool:
        """Whether it ended with a traceback, or a signal."""
        return "Traceback" in self.err + self.out or self.code not in range(6)

    def __str__(self) -> str:
        return f"exit {self.code}\n{self.out[-2000:]}\n{self.err[-3000:]}"


class Book:
    """A vault with folders of its own for cache and state."""

    def __init__(self, folder: Path, today: str = "2026-11-25") -> None:
        self.root, self._home, self.today = folder / "vault", folder, today
        self.root.mkdir(parents=True, exist_ok=True)
        (self.root / "pnet.toml").touch()

    @property
    def environ(self) -> dict[str, str]:
        """The environment of its commands."""
        own = {name: value for name, value in os.environ.items() if not name.startswith(("PNET_", "PYTHON"))}
        folders = {f"PNET_{name.upper()}": str(self._home / name) for name in ("cache", "state", "runtime")}
        return {
            **own,
            **folders,
            "XDG_CONFIG_HOME": str(self._home / "config"),
            "PNET_TODAY": self.today,
            "PNET_MEANING": "off",
            "LC_ALL": "C.UTF-8",
            "NO_COLOR": "1",
        }

    def run(self, *words: str | Path, stdin: bytes = b"") -> Ran:
        """Run a command, which never asks."""
        usage = self._home / "usage"
        usage.unlink(missing_ok=True)
        began = time.perf_counter()
        done = subprocess.run(
            [
                sys.executable,
                "-I",
                "-c",
                _LAUNCHER,
                str(usage),
                *PNET,
                *map(str, words),
                "--vault",
                str(self.root),
                "--no-input",
            ],
            env=self.environ,
            cwd=self._home,
            input=stdin,
            capture_output=True,
            check=False,
        )
        size, seconds = (
            usage.read_text().split() if usage.exists() else ("0", str(time.perf_counter() - began))
        )
        return Ran(
            done.returncode,
            done.stdout.decode("utf-8", "replace"),
            done.stderr.decode("utf-8", "replace"),
            float(seconds),
            int(size) / 1024,
        )

    def run_here(self, *words: str | Path) -> Ran:
        """Run a command in this process, which is quicker and measures no memory."""
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
        before, began = dict(os.environ), time.process_time()
        for name in [name for name in os.environ if name.startswith("PNET_")]:
            del os.environ[name]
        os.environ.update(self.environ)
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = main([*map(str, words), "--vault", str(self.root), "--no-input"])
        finally:
            os.environ.clear()
            os.environ.update(before)
        said = [stream.buffer.getvalue().decode("utf-8", "replace") for stream in (out, err)]
        return Ran(code, said[0], said[1], time.process_time() - began, 0)

    def file(self, name: str, content: bytes | str) -> Path:
        """Write a file beside the vault."""
        path = self._home / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def forget(self) -> None:
        """Delete the state and the cache, as a new machine has none."""
        for name in ("state", "cache"):
            shutil.rmtree(self._home / name, ignore_errors=True)

    def contents(self) -> dict[str, bytes]:
        """Return all files of the vault by path."""
        return {
            str(path.relative_to(self.root)): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file()
        }

    def notes(self) -> dict[str, str]:
        """Return the text of its notes by path."""
        return {path: content.decode() for path, content in self.contents().items() if path.endswith(".md")}


def changed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    """Return the paths whose bytes differ, or which only one has."""
    return sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
