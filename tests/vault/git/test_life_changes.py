"""With `[changes] git = true`, a change has the day of its commit; no setting of a repository runs anything."""

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY

pytestmark = pytest.mark.system

ADA = "contacts/Ada.md"
GLOBEX = "---\nname: Ada\norganization: Globex\nlocation: Leeds\n---\n"
ON = "[changes]\ngit = true\n"
Vault = Callable[[Mapping[str, str]], Path]


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("PNET_CACHE", "PNET_STATE", "PNET_RUNTIME", "HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    for variable in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"):
        monkeypatch.setenv(variable, "N")
    for variable in ("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(variable, "n@example.org")


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True)


def commit(root: Path, day: str, text: str | None = None, path: str = ADA) -> None:
    """Commit everything on a day, with another text of a note."""
    if text is not None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "x", "--date", f"{day}T23:30:00+0100")


@pytest.fixture
def root(vault: Vault) -> Path:
    """A repository in which Ada has moved to Acme, that nobody has read yet."""
    root = vault({ADA: GLOBEX, "pnet.toml": ON})
    git(root, "init", "--quiet")
    commit(root, "2026-10-01")
    commit(root, "2026-11-20", GLOBEX.replace("Globex", "Acme"))
    return root


def said(root: Path) -> list[str]:
    """Return the sentence about each change, newest first; check that the cache gives the same ones."""
    notebook = Notebook(str(root), TODAY, live=False)
    found = [f"{one.contact.name} {one.text} {one.day}" for one in notebook.changes()]
    anew = Notebook(str(root), TODAY, cache=False)
    assert anew.changes() == Notebook(str(root), TODAY, live=False).changes() == notebook.changes()
    assert anew.due() == notebook.due()
    return found


def test_a_clone_knows_what_changed_and_on_which_day(root: Path) -> None:
    assert said(root) == ["Ada moved to Acme 2026-11-20"]
    [entry] = Notebook(str(root), TODAY).due()
    assert entry.reason == "moved to Acme (noted 2026-11-20): congratulate"


def test_without_the_setting_git_is_not_run(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "pnet.toml").write_text("")
    program = tmp_path / "bin/git"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    assert said(root) == []
    (root / ADA).write_text(GLOBEX)
    assert said(root) == ["Ada moved to Globex 2026-11-24"]
    assert not (tmp_path / "ran").exists()
    (root / "pnet.toml").write_text(ON)
    # This git prints nothing, and what was seen stays.
    assert said(root) == ["Ada moved to Globex 2026-11-24"]
    assert (tmp_path / "ran").exists()


def test_an_edit_counts_before_it_is_committed_and_has_the_earlier_day(root: Path) -> None:
    said(root)
    (root / ADA).write_text(GLOBEX.replace("Globex", "Acme").replace("Leeds", "York"))
    assert said(root) == ["Ada now in York 2026-11-24", "Ada moved to Acme 2026-11-20"]
    commit(root, "2026-11-23")
    (root / "contacts/Bo.md").write_text("")
    assert said(root) == ["Ada now in York 2026-11-23", "Ada moved to Acme 2026-11-20"]


def test_a_pull_has_the_days_on_which_others_committed(root: Path, tmp_path: Path) -> None:
    said(root)
    other = tmp_path / "other"
    git(tmp_path, "clone", "--quiet", str(root), str(other))
    commit(other, "2026-11-22", GLOBEX.replace("Globex", "Acme").replace("Leeds", "York"))
    git(root, "pull", "--quiet", str(other), "HEAD")
    assert said(root) == ["Ada now in York 2026-11-22", "Ada moved to Acme 2026-11-20"]


def test_a_note_is_followed_through_renames(root: Path) -> None:
    git(root, "mv", ADA, "contacts/Ada King.md")
    commit(root, "2026-11-21")
    assert said(root) == ["Ada moved to Acme 2026-11-20"]


def test_a_vault_may_be_a_folder_of_a_repository(vault: Vault) -> None:
    root = vault({ADA: GLOBEX, "pnet.toml": ON})
    git(root.parent, "init", "--quiet")
    commit(root.parent, "2026-10-01", "x", "elsewhere/contacts/Ada.md")
    commit(root, "2026-11-20", GLOBEX.replace("Globex", "Acme"))
    assert said(root) == ["Ada moved to Acme 2026-11-20"]


def test_a_rewritten_history_is_read_again(root: Path) -> None:
    assert said(root) == ["Ada moved to Acme 2026-11-20"]
    git(root, "commit", "--quiet", "--amend", "--message", "y", "--date", "2026-11-18T12:00:00")
    git(root, "reflog", "expire", "--expire=now", "--all")
    git(root, "gc", "--quiet", "--prune=now")
    (root / "contacts/Bo.md").write_text("")
    assert said(root) == ["Ada moved to Acme 2026-11-18"]


def test_an_import_of_many_is_not_listed(root: Path) -> None:
    for at in range(30):
        (root / f"contacts/{at}.md").write_text("---\nlocation: Leeds\n---\n")
    commit(root, "2026-11-21")
    for at in range(30):
        (root / f"contacts/{at}.md").write_text("---\nlocation: York\n---\n")
    commit(root, "2026-11-22")
    assert said(root) == ["Ada moved to Acme 2026-11-20"]


@pytest.mark.parametrize("head", ["", "ref: refs/heads/none", "0" * 40, "\0"])
def test_a_damaged_repository_is_none(root: Path, head: str) -> None:
    (root / ".git/HEAD").write_text(head)
    assert said(root) == []


HOSTILE = """[core]
	fsmonitor = {run}
	hooksPath = {hooks}
	pager = {run}
	sshCommand = {run}
	editor = {run}
	gitProxy = {run}
	alternateRefsCommand = {run}
	attributesFile = {attributes}
	repositoryformatversion = 1
[extensions]
	partialClone = evil
[remote "evil"]
	url = ext::{run}
	promisor = true
	vcs = evil
	uploadpack = {run}
[log]
	showSignature = true
[gpg]
	program = {run}
[diff]
	external = {run}
[diff "evil"]
	textconv = {run}
	command = {run}
[filter "evil"]
	clean = {run}
	smudge = {run}
	process = {run}
[credential]
	helper = !{run}
[pager]
	log = {run}
	rev-list = {run}
	diff-tree = {run}
	cat-file = {run}
[alias]
	rev-list = !{run}
	cat-file = !{run}
	diff-tree = !{run}
	rev-parse = !{run}
[protocol]
	allow = always
[protocol "ext"]
	allow = always
[include]
	path = {more}
"""


def test_no_setting_of_a_repository_runs_anything(root: Path, tmp_path: Path) -> None:
    run, hooks, ran = tmp_path / "run", tmp_path / "hooks", tmp_path / "ran"
    run.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{ran}'\nexit 1\n")
    run.chmod(0o755)
    hooks.mkdir()
    for hook in (
        "post-index-change",
        "reference-transaction",
        "fsmonitor-watchman",
        "pre-auto-gc",
        "post-checkout",
    ):
        (hooks / hook).symlink_to(run)
        (root / ".git/hooks" / hook).unlink(missing_ok=True)
        (root / ".git/hooks" / hook).symlink_to(run)
    attributes, more = tmp_path / "attributes", tmp_path / "more"
    attributes.write_text("* diff=evil filter=evil\n")
    more.write_text(f"[core]\n\tfsmonitor = {run}\n")
    (root / ".gitattributes").write_text("* diff=evil filter=evil\n")
    # An object that is missing would be fetched from the promised remote.
    objects = sorted((root / ".git/objects").glob("??/*"))
    (root / ".git/config").write_text(HOSTILE.format(run=run, hooks=hooks, attributes=attributes, more=more))
    before = {str(path): path.stat().st_mtime_ns for path in (root / ".git").rglob("*")}
    assert said(root) == ["Ada moved to Acme 2026-11-20"]
    for path in objects:
        content = path.read_bytes()
        path.unlink()
        (root / "contacts/Bo.md").write_text(path.name)
        before.pop(str(path))
        said(root)
        path.write_bytes(content)
        before.pop(str(path.parent), None)
    assert not ran.exists(), ran.read_text()
    now = {str(path): path.stat().st_mtime_ns for path in (root / ".git").rglob("*")}
    assert {path: now[path] for path in before if path in now} == {
        p: t for p, t in before.items() if p in now
    }
    assert not list((root / ".git").rglob("*.lock"))
