"""Makes git repositories with notes that two branches changed, with pnet's merge driver or without. Judges nothing."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

_ROOT = Path(__file__).parents[2]
SETTINGS = '[log]\nheadings = ["Log", "Interactions", "History"]\n'


def environ(folder: Path) -> dict[str, str]:
    """Return the environment for git and pnet, apart from the user's own."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PNET_", "GIT_", "PYTHON"))
    }
    home = folder / "home"
    home.mkdir(parents=True, exist_ok=True)
    return {
        **kept,
        "HOME": str(home),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Ada",
        "GIT_AUTHOR_EMAIL": "ada@example.org",
        "GIT_COMMITTER_NAME": "Ada",
        "GIT_COMMITTER_EMAIL": "ada@example.org",
        "GIT_EDITOR": "true",
        "PYTHONPATH": str(_ROOT),
        "PNET_CACHE": str(folder / "cache"),
        "PNET_STATE": str(folder / "state"),
        "PNET_RUNTIME": str(folder / "runtime"),
        "LC_ALL": "C.UTF-8",
    }


class Clone:
    """A folder with a git repository, and an environment in which git and pnet run there."""

    def __init__(self, root: Path, own: Path) -> None:
        self.root, self.environ = root, environ(own)

    def run(self, *argv: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a program in the folder."""
        done = subprocess.run(argv, cwd=self.root, env=self.environ, capture_output=True, text=True, errors="surrogateescape", check=False)  # fmt: skip
        if check and done.returncode:
            raise RuntimeError(f"{argv}: {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done

    def git(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run git."""
        return self.run("git", "-c", "core.autocrlf=false", "-c", "core.quotePath=false", *words, check=check)

    def pnet(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run pnet, which asks nothing."""
        return self.run(sys.executable, "-m", "plaintext_network", *words, "--no-input", check=check)

    def set_up(self) -> None:
        """Set up the merge driver, which is this code, and not what is installed."""
        self.pnet("git", "setup", "-q")

    def write(self, notes: Mapping[str, bytes]) -> None:
        """Write notes."""
        for path, content in notes.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_bytes(content)

    def commit(self, message: str) -> None:
        """Commit all that changed."""
        self.git("add", "-A")
        self.git("commit", "-qm", message, "--no-verify", "--allow-empty")

    def unmerged(self) -> set[str]:
        """Return the paths with conflicts."""
        listed = self.git("ls-files", "-u", "-z").stdout
        return {row.partition("\t")[2] for row in listed.split("\0") if row}


def two_branches(
    root: Path, own: Path, notes: Mapping[str, tuple[bytes, bytes, bytes]], *, driver: bool
) -> Clone:
    """Make a repository whose branches `ours` and `theirs` changed the notes, with `ours` checked out."""
    root.mkdir(parents=True)
    clone = Clone(root, own)
    clone.git("init", "-q", "-b", "base")
    (root / "pnet.toml").write_text(SETTINGS)
    if driver:
        clone.set_up()
    clone.write({path: versions[0] for path, versions in notes.items()})
    clone.commit("base")
    for number, branch in ((2, "theirs"), (1, "ours")):
        clone.git("checkout", "-q", "-b", branch, "base")
        clone.write({path: versions[number] for path, versions in notes.items()})
        clone.commit(branch)
    return clone
