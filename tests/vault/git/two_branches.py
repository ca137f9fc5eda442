"""Builds repositories with two branches, with and without pnet's merge driver, to compare what git makes of them."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from plaintext_network.vault.git.replace_file import apply_changes
from plaintext_network.vault.git.repository import find_repository
from plaintext_network.vault.git.setup import plan_setup

PNET = f"{sys.executable} -P -m plaintext_network"
Files = Mapping[str, bytes | None]


class Repository:
    """A repository, with the branches `main` (ours) and `side` (theirs)."""

    def __init__(self, folder: Path, driver: str = "", *options: str) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main", *options)
        if driver:
            plan = plan_setup(str(folder), find_repository(str(folder)), driver)
            apply_changes(plan.changes)
            # Not committed, so that both repositories have the same commits.
            (folder / ".gitattributes").rename(folder / ".git/info/attributes")
            (folder / ".gitignore").rename(folder / ".git/info/exclude")

    def git(self, *words: str, ok: bool = True, **variables: str) -> subprocess.CompletedProcess[bytes]:
        """Run git; if it has to be `ok`, it has to succeed."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        who = {
            f"GIT_{role}_{what}": "n@example.org"
            for role in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        days = {f"GIT_{role}_DATE": "2026-11-01T12:00:00Z" for role in ("AUTHOR", "COMMITTER")}
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_EDITOR": "true"}
        done = subprocess.run(
            ["git", *words],
            cwd=self.folder,
            env=environment | who | days | alone | variables,
            capture_output=True,
            check=False,
        )
        assert not ok or done.returncode == 0, (words, done.stdout, done.stderr)
        return done

    def commit(self, files: Files, message: str = "x") -> None:
        """Commit these files; None removes one."""
        for path, text in files.items():
            target = self.folder / path
            if text is None:
                target.unlink()
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def branches(self, base: Files, ours: Files, theirs: Files) -> None:
        """Commit the base, then each side on its branch; end on ours."""
        self.commit(base, "base")
        self.git("checkout", "--quiet", "-b", "side")
        self.commit(theirs, "theirs")
        self.git("checkout", "--quiet", "main")
        self.commit(ours, "ours")

    def read(self, path: str) -> bytes:
        return (self.folder / path).read_bytes()

    def state(self) -> tuple[dict[str, bytes], bytes]:
        """Return the files of the work tree, with markers that name no side, and what is unmerged in the index."""
        files = {}
        for path in sorted(self.folder.rglob("*")):
            if path.is_symlink():
                files[str(path.relative_to(self.folder))] = os.fsencode(os.readlink(path))
            elif path.is_file() and ".git" not in path.relative_to(self.folder).parts:
                files[str(path.relative_to(self.folder))] = _unnamed(path.read_bytes())
        return files, self.git("ls-files", "--unmerged").stdout


def _unnamed(text: bytes) -> bytes:
    # Before 2.44, git doesn't tell a driver what to call the sides.
    return re.sub(rb"(?m)^(<{7,}|>{7,}|\|{7,})( [^\r\n]*)?", rb"\1", text)


def both(folder: Path, *options: str) -> tuple[Repository, Repository]:
    """Return a repository that merges with pnet, and one that doesn't."""
    return Repository(folder / "with pnet é", PNET, *options), Repository(folder / "git alone", "", *options)
