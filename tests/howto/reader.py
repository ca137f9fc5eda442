"""A reader of the how-tos: pastes their blocks into files of a home folder, as they are, and runs what they say to run."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.test_docs import DOCS

_BLOCK = re.compile(r"(?ms)^```[^\n]*\n(?::caption: [^\n]+\n\n)?(?P<text>.*?)^```$")


def block(page: str, holding: str) -> str:
    """Return the one block of a page that contains a text."""
    text = (DOCS / page).read_text(encoding="utf-8")
    found = [str(each["text"]) for each in _BLOCK.finditer(text) if holding in each["text"]]
    assert len(found) == 1, f"{page} has {len(found)} blocks with {holding!r}"
    return found[0]


class Reader:
    """A person with a home, a vault in `~/notes`, and `pnet` in `~/.local/bin`, as pipx installs it."""

    def __init__(self, home: Path, notes: Mapping[str, str]) -> None:
        self.home, self.vault = home, home / "notes"
        self.writes(".config/pnet/config.toml", 'vault = "~/notes"\n')
        for path, text in {"pnet.toml": "", **notes}.items():
            self.writes(f"notes/{path}", text)
        (home / ".local/bin").mkdir(parents=True)
        (home / ".local/bin/pnet").symlink_to(Path(sys.executable).parent / "pnet")
        # What a program of a desktop session has. TMPDIR, so that programs leave nothing elsewhere.
        (home / "tmp").mkdir()
        self.environ = {
            "HOME": str(home),
            "PATH": f"{home}/.local/bin:{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "TERM": "screen-256color",
            "SHELL": "/bin/bash",
            "TMPDIR": str(home / "tmp"),
            "PNET_TODAY": "2026-11-24",
            "PNET_CACHE": str(home / "cache"),
            "PNET_STATE": str(home / "state"),
            "PNET_RUNTIME": str(home / "run"),
        }

    def writes(self, path: str, text: str) -> Path:
        """Write a file below the home folder and return its path."""
        file = self.home / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def installs(self, name: str, text: str) -> Path:
        """Save a program in `~/.local/bin`."""
        file = self.writes(f".local/bin/{name}", text)
        file.chmod(0o755)
        return file

    def pastes(self, page: str, holding: str, path: str) -> Path:
        """Add a block of a page to a file; make a program of it if it is in `~/.local/bin`."""
        file = self.home / path
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        text = before + block(page, holding)
        return self.installs(file.name, text) if path.startswith(".local/bin/") else self.writes(path, text)

    def runs(self, *argv: str, status: int = 0, environ: Mapping[str, str] | None = None) -> str:
        """Run a program in the home folder and return what it prints."""
        done = subprocess.run(
            argv,
            env=self.environ if environ is None else environ,
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (status, b""), done
        return os.fsdecode(done.stdout)
