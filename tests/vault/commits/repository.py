"""Makes a vault in a git repository, and reads the repository's state."""

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from plaintext_network.vault.commits.commit_result import Committed, NotCommitted
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY

ADA, BO = "contacts/Ada Lovelace.md", "contacts/Bo Ek.md"
NOTES = {
    ADA: "---\ncadence: monthly\n---\n# Ada\n\n## Log\n",
    BO: "---\nknows: ['[[Ada Lovelace]]']\n---\n",
    "pnet.toml": "",
}
# Git names them by their parts: a test that sets none has none.
IDENTITY = {"user.name": "Kim Mora", "user.email": "kim@example.org"}


def own_git(folder: Path, identity: Mapping[str, str] = IDENTITY) -> dict[str, str]:
    """Return variables that give git settings of its own in a folder, and pnet its own folders."""
    settings = folder / "gitconfig"
    lines = "".join(
        f"[{key.split('.')[0]}]\n{key.split('.')[1]} = {value}\n" for key, value in identity.items()
    )
    settings.write_text(f"{lines}[init]\ndefaultBranch = main\n[protocol]\nallow = always\n")
    own = ("PNET_CACHE", "PNET_STATE", "PNET_RUNTIME", "HOME", "XDG_CONFIG_HOME")
    return {**{name: str(folder / name) for name in own}, "GIT_CONFIG_GLOBAL": str(settings)}


def git(root: Path, *words: str, text: bytes = b"") -> str:
    """Run git in a folder, and return what it prints."""
    done = subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True, input=text)
    return done.stdout.decode("utf-8", "surrogateescape")


def status(root: Path) -> str:
    """Return what differs from the last commit, without running anything of the repository."""
    return git(root, "-c", "core.fsmonitor=false", "status", "--porcelain", "--untracked-files=all")


def head(root: Path) -> str:
    return subprocess.run(
        ["git", "-C", str(root), "rev-parse", "-q", "--verify", "HEAD"], capture_output=True, text=True
    ).stdout.strip()


def last_commit(root: Path) -> tuple[str, list[str]]:
    """Return the message of the last commit, and the files that it changed."""
    message = git(root, "log", "-1", "--format=%B").rstrip("\n")
    paths = git(root, "show", "--format=", "--name-only", "--no-renames", "-z", "HEAD").split("\0")
    return message, sorted(filter(None, paths))


def commit_all(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "x")


class Results(list[Committed | NotCommitted]):
    """The results of a notebook's commits."""

    @property
    def reason(self) -> str:
        """Why the last write was not committed; "" if it was."""
        return "" if self[-1].is_committed else self[-1][0]


def committing(root: Path, *, commit: bool | None = True) -> tuple[Notebook, Results]:
    """Return a notebook that commits its writes, and what becomes of them."""
    results = Results()
    return Notebook(str(root), TODAY, commit=commit, on_commit=results.append, cache=False), results


def snooze(root: Path, day: str = "2026-12-24", name: str = "Ada Lovelace") -> Results:
    """Snooze a contact and commit that."""
    notebook, results = committing(root)
    with notebook.edit(name) as draft:
        draft.set("snooze", day)
    assert f"snooze: {day}" in (root / notebook.path(name)).read_text()
    return results


def undisturbed(root: Path, write: Callable[[], Results]) -> Results:
    """Write, and check that the repository is as it was but for a commit of the write alone."""
    before, old = status(root), head(root)
    results = write()
    assert git(root, "fsck", "--strict", "--no-dangling").strip() == ""
    assert not [name for name in os.listdir(root / ".git") if "lock" in name or "pnet" in name]
    if results and results[-1].is_committed:
        assert status(root) == before
        assert git(root, "log", "-1", "--format=%P").strip() == old
    else:
        assert head(root) == old
    return results
