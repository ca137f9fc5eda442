"""If the user asks for it, `git commit` commits a write, with the repository's hooks; a hook may refuse the commit."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.commits.repository import (
    ADA,
    NOTES,
    Results,
    commit_all,
    git,
    head,
    last_commit,
    own_git,
    status,
)

pytestmark = pytest.mark.system

Vault = Callable[[Mapping[str, str]], Path]


@pytest.fixture
def root(vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    for name, value in own_git(tmp_path).items():
        monkeypatch.setenv(name, value)
    root = vault(NOTES)
    git(root, "init", "--quiet")
    commit_all(root)
    return root


def hook(root: Path, name: str, text: str) -> None:
    place = root / ".git/hooks" / name
    place.parent.mkdir(exist_ok=True)
    place.write_text(f"#!/bin/sh\n{text}\n")
    place.chmod(0o755)


def with_hooks(root: Path) -> tuple[Notebook, Results]:
    results = Results()
    return Notebook(str(root), TODAY, commit="hooks", on_commit=results.append, cache=False), results


def test_the_hooks_run_and_may_change_the_message(root: Path) -> None:
    hook(root, "pre-commit", "git diff --cached --name-only > .git/seen")
    hook(root, "commit-msg", 'echo "Reviewed-by: Kim" >> "$1"')
    (root / "draft.md").write_text("x\n")
    notebook, results = with_hooks(root)
    path = notebook.log("coffee with Ada Lovelace")
    assert results[-1].is_committed
    message, paths = last_commit(root)
    assert message.splitlines()[0] == "Log 2026-11-24 with Ada Lovelace"
    assert message.splitlines()[-1] == "Reviewed-by: Kim"
    assert paths == [path]
    assert (root / ".git/seen").read_text() == f"{path}\n"
    assert status(root) == "?? draft.md\n"
    notebook.undo()
    assert last_commit(root)[1] == [path]
    assert status(root) == "?? draft.md\n"


@pytest.mark.parametrize("name", ["pre-commit", "commit-msg", "reference-transaction"])
def test_a_hook_may_refuse_the_commit_and_the_write_stays(root: Path, name: str) -> None:
    hook(root, name, "echo too private >&2; exit 1")
    old = head(root)
    notebook, results = with_hooks(root)
    path = notebook.log("coffee with Ada Lovelace")
    assert results.reason.startswith("git commit failed: ")
    assert (head(root), (root / path).exists()) == (old, True)
    assert status(root) == f'?? "{path}"\n'
    with notebook.edit("Ada Lovelace") as draft:
        draft.set("snooze", "2026-12-24")
    assert status(root) == f' M "{ADA}"\n?? "{path}"\n'


def test_a_hook_after_the_commit_can_not_refuse_it(root: Path) -> None:
    hook(root, "post-commit", "exit 1")
    notebook, results = with_hooks(root)
    notebook.log("coffee with Ada Lovelace")
    assert results[-1].is_committed
    assert (results[-1][0], status(root)) == (head(root), "")


def test_changes_that_were_not_committed_stay_uncommitted(root: Path) -> None:
    (root / ADA).write_text(NOTES[ADA] + "a thought\n")
    notebook, results = with_hooks(root)
    with notebook.edit("Ada Lovelace") as draft:
        draft.set("snooze", "2026-12-24")
    assert results.reason == f"{ADA} had changes that were not committed"


def test_the_first_commit_of_a_branch(root: Path) -> None:
    git(root, "switch", "--quiet", "--orphan", "new")
    (root / ADA).parent.mkdir()
    (root / ADA).write_text(NOTES[ADA])
    hook(root, "pre-commit", "exit 1")
    notebook, results = with_hooks(root)
    path = notebook.log("coffee with Ada Lovelace")
    assert results.reason.startswith("git commit failed")
    assert status(root) == f'?? "{ADA}"\n?? "{path}"\n'
    hook(root, "pre-commit", "exit 0")
    notebook.undo()
    notebook.log("coffee with Ada Lovelace")
    assert last_commit(root)[1] == [path]
