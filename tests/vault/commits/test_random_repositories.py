"""In any repository, a write ends as it would without git, and its commit changes nothing that was there."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plaintext_network.errors import PnetError
from plaintext_network.vault.edits.rename_note import plan_rename
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.commits.repository import Results, commit_all, git, head, own_git, status

pytestmark = pytest.mark.system

NAMES = ("Ada", "Bo", "Cy Dee", "Dí", "Eve (London)", "Fay")


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    for name, value in own_git(tmp_path).items():
        monkeypatch.setenv(name, value)


def note(chance: random.Random) -> bytes:
    link = f"knows: ['[[{chance.choice(NAMES)}]]']\n" if chance.random() < 0.5 else ""
    end = "" if chance.random() < 0.2 else "\n"
    text = f"---\ncadence: monthly\n{link}---\n# A note\n\n## Log\n- 2026-01-01 x{end}"
    return text.replace("\n", chance.choice(("\n", "\n", "\r\n"))).encode()


def repository(root: Path, chance: random.Random) -> None:
    """Make a repository with a vault in any state that a user could leave it in."""
    vault = root / "notes" if chance.random() < 0.4 else root
    for name in NAMES:
        (vault / "contacts").mkdir(parents=True, exist_ok=True)
        (vault / f"contacts/{name}.md").write_bytes(note(chance))
    (vault / "pnet.toml").write_text(chance.choice(("", '[log]\nwrite = "log"\n')))
    if chance.random() < 0.5:
        (root / ".gitattributes").write_text(
            chance.choice(("* text=auto\n", "*.md text eol=lf\n", "*.md -text\n", "Fay.md filter=lfs\n"))
        )
    if chance.random() < 0.5:
        (root / ".gitignore").write_text(chance.choice((".trash/\n", "Fay.md\n", "interactions/\n")))
    git(root, "init", "--quiet")
    if chance.random() < 0.4:
        git(root, "config", "core.autocrlf", chance.choice(("true", "input")))
    if chance.random() < 0.9:
        commit_all(root)
    paths = sorted(vault.glob("contacts/*.md"))
    for path in chance.sample(paths, chance.randrange(4)):
        chance.choice(DISTURBANCES)(root, path)


DISTURBANCES: tuple[Callable[[Path, Path], object], ...] = (
    lambda _, path: path.write_bytes(path.read_bytes() + b"more\n"),
    lambda _, path: path.with_name("New.md").write_bytes(b"new\n"),
    lambda _, path: path.unlink(),
    lambda _, path: path.chmod(0o755),
    lambda _, path: os.utime(path, (1_000_000_000, 1_000_000_000)),
    lambda root, path: git(root, "rm", "--quiet", "--cached", "--ignore-unmatch", str(path)),
    lambda root, path: _told(root, "--assume-unchanged", path),
    lambda root, path: _told(root, "--skip-worktree", path),
)


def _told(root: Path, flag: str, path: Path) -> None:
    if git(root, "ls-files", str(path)):
        git(root, "update-index", flag, str(path))


def write(vault: Path, commit: bool, kind: str, name: str, day: str) -> Results | None:
    """Write something, and return what became of its commit; None if pnet refuses the write."""
    results = Results()
    notebook = Notebook(str(vault), TODAY, commit=commit, on_commit=results.append, cache=False)
    try:
        if kind == "set":
            with notebook.edit(name) as draft:
                draft.set("snooze", day)
        elif kind == "log":
            notebook.log(f"{day}: call with {name}")
        elif kind == "rename":
            with notebook.write_session() as session:
                session.perform(plan_rename(session, notebook.path(name), f"{name} {day[-2:]}"))
        elif kind == "delete":
            notebook.delete(name)
        elif kind == "undo":
            notebook.undo()
        else:
            notebook.redo()
    except PnetError:
        return None
    return results


def files(root: Path) -> dict[str, bytes]:
    found = (
        path for path in root.rglob("*") if path.is_file() and ".git" not in path.relative_to(root).parts
    )
    return {str(path.relative_to(root)): path.read_bytes() for path in found}


def without_trash(lines: str) -> list[str]:
    """Return what differs from the last commit, without the trash, which pnet never commits."""
    return [line for line in lines.splitlines() if ".trash/" not in line]


@pytest.mark.parametrize("seed", range(24))
def test_a_commit_changes_nothing_that_was_there(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    root, plain = tmp_path / "root", tmp_path / "plain"
    root.mkdir()
    repository(root, chance)
    shutil.copytree(root, plain)
    vault = root / "notes" if (root / "notes").exists() else root
    for turn in range(6):
        kind = chance.choice(("set", "set", "log", "rename", "delete", "undo", "redo"))
        name, day = chance.choice(NAMES), f"2026-11-{10 + turn}"
        before, old, index, disk = status(root), head(root), git(root, "ls-files", "-s", "-v"), files(root)
        results = write(vault, True, kind, name, day)
        other = write(plain / vault.relative_to(root), False, kind, name, day)
        assert (results is None) == (other is None)
        # To the byte as without git.
        assert files(root) == files(plain)
        if not results or not results[-1].is_committed:
            assert (head(root), git(root, "ls-files", "-s", "-v")) == (old, index)
            continue
        assert without_trash(status(root)) == without_trash(before)
        assert git(root, "log", "-1", "--format=%P").strip() == old
        now = files(root)
        written = {path for path in disk.keys() | now.keys() if disk.get(path) != now.get(path)}
        tree = git(root, "hash-object", "-t", "tree", "--stdin").strip()
        changed = git(root, "diff-tree", "-r", "-z", "--no-renames", "--name-only", old or tree, "HEAD")
        assert set(filter(None, changed.split("\0"))) <= written
        for path in filter(None, changed.split("\0")):
            assert (path in now) == bool(git(root, "ls-tree", "HEAD", "--", path))
    assert git(root, "fsck", "--strict", "--no-dangling").strip() == ""
