"""Each write can become a commit of exactly its files. If no commit is possible, the write stays, and the repository is as before."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.errors import UndoRefused
from plaintext_network.vault.commits.commit_result import Committed
from plaintext_network.vault.git import index_lock
from tests.vault.commits.repository import (
    ADA,
    BO,
    IDENTITY,
    NOTES,
    commit_all,
    committing,
    git,
    head,
    last_commit,
    own_git,
    snooze,
    status,
    undisturbed,
)

pytestmark = pytest.mark.system

Vault = Callable[[Mapping[str, str]], Path]


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    for name, value in own_git(tmp_path).items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def root(vault: Vault) -> Path:
    root = vault(NOTES)
    git(root, "init", "--quiet")
    commit_all(root)
    return root


def test_a_write_becomes_a_commit_of_its_file_alone(root: Path) -> None:
    (root / BO).write_text("---\n---\nnot finished\n")
    (root / "draft.md").write_text("x\n")
    results = undisturbed(root, lambda: snooze(root))
    assert results == [Committed(head(root), "Edit Ada Lovelace")]
    assert last_commit(root) == ("Edit Ada Lovelace", [ADA])
    assert git(root, "log", "-1", "--format=%an <%ae>, %cn <%ce>").strip() == (
        "Kim Mora <kim@example.org>, Kim Mora <kim@example.org>"
    )
    assert git(root, "show", f"HEAD:{ADA}") == (root / ADA).read_text()
    assert git(root, "reflog", "-1", "--format=%gs").strip() == "pnet: Edit Ada Lovelace"


def test_a_new_note_is_committed(root: Path) -> None:
    notebook, results = committing(root)
    path = notebook.log("coffee with Ada Lovelace")
    assert last_commit(root) == ("Log 2026-11-24 with Ada Lovelace", [path])
    assert [one.is_committed for one in results] == [True]
    assert status(root) == ""
    assert git(root, "fsck", "--strict", "--no-dangling").strip() == ""


def test_a_deletion_is_no_renaming_into_the_trash(root: Path) -> None:
    notebook, _ = committing(root)
    git(root, "branch", "other")
    notebook.delete("Bo Ek")
    assert last_commit(root) == ("Delete Bo Ek", [BO])
    assert status(root) == '?? ".trash/Bo Ek.md"\n'
    # What somebody else writes into the note meanwhile is a conflict, and doesn't end in the trash.
    git(root, "switch", "--quiet", "other")
    (root / BO).write_text(NOTES[BO] + "news\n")
    git(root, "commit", "--quiet", "--all", "--message", "x")
    git(root, "switch", "--quiet", "main")
    merged = subprocess.run(["git", "-C", root, "merge", "other"], capture_output=True, text=True)
    assert "CONFLICT (modify/delete)" in merged.stdout
    git(root, "merge", "--abort")
    notebook.refresh()
    notebook.undo()
    assert last_commit(root) == ("Undo: delete Bo Ek", [BO])
    assert (status(root), git(root, "show", f"HEAD:{BO}")) == ("", NOTES[BO])
    notebook.redo()
    assert last_commit(root) == ("Redo: delete Bo Ek", [BO])


def test_another_note_in_conflict_is_named(root: Path) -> None:
    (root / BO).write_text("---\n---\nstashed\n")
    git(root, "stash", "--quiet")
    (root / BO).write_text("---\n---\nmain\n")
    commit_all(root)
    subprocess.run(["git", "-C", root, "stash", "pop"], capture_output=True)
    (root / BO).write_text("---\n---\nboth\n")
    results = undisturbed(root, lambda: snooze(root))
    assert results[-1] == (f"{BO} is in conflict", f"pnet resolve && git -C {root} add -- '{BO}'")


def test_an_undo_and_a_redo_are_commits_of_their_own(root: Path) -> None:
    snooze(root)
    notebook, _ = committing(root)
    notebook.undo()
    assert (root / ADA).read_text() == NOTES[ADA]
    notebook.redo()
    assert git(root, "log", "--format=%s").splitlines() == [
        "Redo: edit Ada Lovelace", "Undo: edit Ada Lovelace", "Edit Ada Lovelace", "x",
    ]  # fmt: skip
    assert status(root) == ""


def test_where_undo_would_lose_changes_it_names_the_commit_to_revert(root: Path) -> None:
    snooze(root)
    commit = head(root)
    (root / ADA).write_text((root / ADA).read_text() + "more\n")
    commit_all(root)
    notebook, _ = committing(root)
    with pytest.raises(UndoRefused, match="revert the commit of the write, then skip it: git -C") as refused:
        notebook.undo()
    assert refused.value.revert == f"git -C {root} revert --no-edit {commit[:10]}"
    subprocess.run(shlex.split(refused.value.revert), check=True, capture_output=True)
    assert (root / ADA).read_text() == NOTES[ADA] + "more\n"


def test_where_undo_would_lose_changes_of_what_was_never_committed_there_is_nothing_to_revert(
    root: Path,
) -> None:
    quiet, _ = committing(root, commit=False)
    with quiet.edit("Ada Lovelace") as draft:
        draft.set("role", "Countess")
    (root / ADA).write_text("more\n")
    quiet.refresh()
    with pytest.raises(UndoRefused, match="revert them by hand") as refused:
        quiet.undo()
    assert refused.value.revert == ""


def test_an_undo_without_a_commit_says_that_the_write_was_committed(root: Path) -> None:
    snooze(root)
    commit = head(root)
    quiet, results = committing(root, commit=False)
    quiet.undo()
    assert results.reason == f"the write was committed as {commit[:10]}, and this undo is not"
    assert (head(root), status(root)) == (commit, f' M "{ADA}"\n')
    # After the redo, everything is as committed again.
    notebook, results = committing(root)
    notebook.redo()
    assert results == []
    assert (head(root), status(root)) == (commit, "")


def test_a_redo_without_a_commit_says_that_the_undo_was_committed(root: Path) -> None:
    snooze(root)
    notebook, _ = committing(root)
    notebook.undo()
    commit = head(root)
    quiet, results = committing(root, commit=False)
    quiet.redo()
    assert results.reason == f"the undo was committed as {commit[:10]}, and this redo is not"


def test_an_undo_of_what_was_never_committed_says_nothing(root: Path) -> None:
    quiet, results = committing(root, commit=False)
    quiet.log("coffee with Ada Lovelace")
    quiet.undo()
    assert results == []


def test_changes_that_were_not_committed_stay_uncommitted(root: Path) -> None:
    (root / ADA).write_text(NOTES[ADA] + "a thought\n")
    assert undisturbed(root, lambda: snooze(root)).reason == f"{ADA} had changes that were not committed"


def test_a_note_that_git_does_not_have_yet_stays_so(root: Path) -> None:
    (root / "contacts/Cy.md").write_text("---\n---\n")
    results = undisturbed(root, lambda: snooze(root, name="Cy"))
    assert results.reason == "git has no version of contacts/Cy.md yet"
    assert results[-1][1] == (
        f"git -C {root} add -- contacts/Cy.md && git -C {root} commit -m 'Edit Cy' -- contacts/Cy.md"
    )


def test_a_deletion_that_was_not_committed_stays_so(root: Path) -> None:
    notebook, results = committing(root)
    path = notebook.log("coffee with Ada Lovelace")
    (root / path).unlink()
    undisturbed(root, lambda: (notebook.log("Coffee with Ada Lovelace"), results)[1])
    assert results.reason == f"{path} had changes that were not committed"


def test_with_something_staged_nothing_is_committed(root: Path) -> None:
    (root / BO).write_text("---\n---\n")
    git(root, "add", BO)
    results = undisturbed(root, lambda: snooze(root))
    assert results.reason == "something else is staged; commit it first, or unstage it"
    assert status(root) == f' M "{ADA}"\nM  "{BO}"\n'


def test_an_intent_to_add_stays_one(root: Path) -> None:
    (root / "draft.md").write_text("x\n")
    git(root, "add", "--intent-to-add", "draft.md")
    assert undisturbed(root, lambda: snooze(root))[-1].is_committed
    assert status(root) == " A draft.md\n"


def _merge(root: Path) -> None:
    git(root, "switch", "--quiet", "--create", "other")
    (root / BO).write_text("---\n---\nother\n")
    commit_all(root)
    git(root, "switch", "--quiet", "main")
    (root / BO).write_text("---\n---\nmain\n")
    commit_all(root)
    subprocess.run(["git", "-C", root, "merge", "-q", "other"], capture_output=True)


def _pick(root: Path, *command: str) -> None:
    _merge(root)
    git(root, "merge", "--abort")
    subprocess.run(["git", "-C", root, *command], capture_output=True)


def _bisect(root: Path) -> None:
    (root / BO).write_text("---\n---\nmain\n")
    commit_all(root)
    git(root, "bisect", "start", "HEAD", "HEAD~1")


UNDER_WAY: Mapping[str, Callable[[Path], None]] = {
    "a merge": _merge,
    "a cherry-pick": lambda root: _pick(root, "cherry-pick", "other"),
    "a revert": lambda root: _pick(root, "revert", "--no-edit", "other"),
    "a rebase": lambda root: _pick(root, "rebase", "other"),
    "a bisect": _bisect,
}


@pytest.mark.parametrize("what", UNDER_WAY)
def test_in_the_middle_of_something_nothing_is_committed(root: Path, what: str) -> None:
    UNDER_WAY[what](root)
    if what in ("a rebase", "a bisect"):
        # Even if nothing is staged.
        git(root, "reset", "--quiet")
    results = undisturbed(root, lambda: snooze(root))
    assert results.reason == f"{what} is in progress; finish it first"


def test_a_detached_head_gets_no_commit(root: Path) -> None:
    git(root, "switch", "--quiet", "--detach")
    results = undisturbed(root, lambda: snooze(root))
    assert results.reason == "HEAD is detached, so no branch would have the commit"


def test_the_first_commit_of_a_branch_can_be_a_write(vault: Vault) -> None:
    root = vault(NOTES)
    git(root, "init", "--quiet")
    notebook, results = committing(root)
    path = notebook.log("coffee with Ada Lovelace")
    assert results[-1].is_committed
    assert last_commit(root)[1] == [path]
    assert git(root, "rev-list", "--count", "HEAD").strip() == "1"


def test_a_first_commit_needs_an_empty_index_too(vault: Vault) -> None:
    root = vault(NOTES)
    git(root, "init", "--quiet")
    git(root, "add", BO)
    notebook, results = committing(root)
    notebook.log("coffee with Ada Lovelace")
    assert results.reason.startswith("something else is staged")
    assert head(root) == ""


def test_without_a_repository_the_note_says_how_to_begin_one(vault: Vault) -> None:
    root = vault(NOTES)
    assert snooze(root) == [("no git repository contains the vault", f"git init {root}")]


def test_without_git_the_write_is_done(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert snooze(root) == [("git isn't installed", "")]


@pytest.mark.parametrize("missing", IDENTITY)
def test_without_a_name_or_an_address_nothing_is_committed(root: Path, tmp_path: Path, missing: str) -> None:
    own_git(tmp_path, {key: value for key, value in IDENTITY.items() if key != missing})
    results = undisturbed(root, lambda: snooze(root))
    assert results.reason == "git doesn't know your name and email address"
    assert results[-1][1].startswith('git config --global user.name "Your Name" && git config')


def test_a_name_in_the_environment_counts(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_git(tmp_path, {})
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Lu")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "lu@example.org")
    assert undisturbed(root, lambda: snooze(root))[-1].is_committed
    assert git(root, "log", "-1", "--format=%an <%ae>").strip() == "Lu <lu@example.org>"


def test_variables_of_a_hook_lead_to_no_other_repository(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    git(tmp_path, "init", "--quiet", str(other))
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / "index"))
    notebook, results = committing(root)
    notebook.log("coffee with Ada Lovelace")
    monkeypatch.delenv("GIT_DIR")
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert results[-1].is_committed
    assert (head(other), status(root)) == ("", "")


def test_while_another_git_writes_nothing_is_committed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = root / ".git/index.lock"
    lock.write_text("")
    monkeypatch.setattr(index_lock, "PATIENCE", 0.0)
    results = snooze(root)
    assert results.reason == "another git is writing to the repository"
    assert lock.read_text() == ""
    lock.unlink()
    assert status(root) == f' M "{ADA}"\n'


def test_what_git_ignores_stays_out_and_is_not_named(root: Path) -> None:
    (root / ".gitignore").write_text("contacts/Bo Ek.md\n")
    git(root, "rm", "--quiet", "--cached", BO)
    commit_all(root)
    results = undisturbed(root, lambda: snooze(root, name="Bo Ek"))
    assert results[-1] == (f"git ignores {BO}", "")
    # The rename changes Bo's ignored note, which links her, too.
    from plaintext_network.vault.edits.rename_note import plan_rename

    notebook, results = committing(root)
    with notebook.write_session() as session:
        operation = plan_rename(session, BO, "Bo Quist")
        ada = session.draft(ADA).set("snooze", "2026-12-24").step()
        session.perform(operation._replace(steps=(*operation.steps, ada)))
    assert results[-1].is_committed
    message, paths = last_commit(root)
    assert paths == ["contacts/Bo Quist.md", ADA] or paths == [ADA, "contacts/Bo Quist.md"]
    assert "Bo Ek" not in message


def test_the_trash_may_be_ignored(root: Path) -> None:
    (root / ".gitignore").write_text(".trash/\n")
    commit_all(root)
    notebook, _ = committing(root)
    notebook.delete("Bo Ek")
    assert last_commit(root) == ("Delete Bo Ek", [BO])
    assert status(root) == ""


@pytest.fixture
def top(vault: Vault) -> Path:
    """A repository without a commit, with a vault in its folder `notes`."""
    top = vault({f"notes/{path}": text for path, text in NOTES.items()})
    git(top, "init", "--quiet")
    return top


class TestPlaces:
    def test_a_vault_may_be_a_folder_of_a_repository(self, top: Path) -> None:
        (top / "other.txt").write_text("x")
        commit_all(top)
        (top / "other.txt").write_text("changed")
        results = undisturbed(top, lambda: snooze(top / "notes"))
        assert results[-1].is_committed
        assert last_commit(top)[1] == [f"notes/{ADA}"]

    def test_a_repository_that_has_nothing_of_the_vault_gets_nothing(self, top: Path) -> None:
        (top / "other.txt").write_text("x")
        git(top, "add", "other.txt")
        git(top, "commit", "--quiet", "--message", "x")
        notebook, results = committing(top / "notes")
        undisturbed(top, lambda: (notebook.log("coffee with Ada Lovelace"), results)[1])
        assert results.reason == "the repository has no note of this vault yet"

    def test_a_linked_work_tree_has_an_index_of_its_own(self, root: Path, tmp_path: Path) -> None:
        other = tmp_path / "other"
        git(root, "worktree", "add", "--quiet", "-b", "side", str(other))
        assert snooze(other)[-1].is_committed
        assert (status(other), status(root)) == ("", "")
        assert git(root, "log", "--format=%s", "side").splitlines() == ["Edit Ada Lovelace", "x"]

    def test_a_vault_may_be_a_submodule(self, root: Path, tmp_path: Path) -> None:
        top = tmp_path / "top"
        git(tmp_path, "init", "--quiet", str(top))
        git(top, "submodule", "--quiet", "add", str(root), "notes")
        commit_all(top)
        old = head(top)
        assert snooze(top / "notes")[-1].is_committed
        assert (status(top / "notes"), head(top)) == ("", old)

    def test_a_repository_within_the_vault_is_left_alone(self, root: Path) -> None:
        (root / "contacts/family").mkdir()
        (root / "contacts/family/Cy.md").write_text("---\n---\n")
        git(root / "contacts/family", "init", "--quiet")
        results = snooze(root, name="Cy")
        assert results.reason == "contacts/family is a repository of its own"
        assert git(root, "ls-files", "contacts/family") == ""

    def test_the_real_file_behind_a_link_is_committed(self, root: Path) -> None:
        (root / "contacts").rename(root / "people")
        (root / "contacts").symlink_to("people")
        (root / "pnet.toml").write_text('[kinds.contact]\nfolders = ["people", "contacts"]\n')
        commit_all(root)
        results = undisturbed(root, lambda: snooze(root))
        assert results[-1].is_committed
        assert last_commit(root)[1] == ["people/Ada Lovelace.md"]

    def test_paths_that_look_like_patterns_or_options_are_names(self, root: Path) -> None:
        for name in (":(top)x", "*", "[ab]", "-m", "Ö \\ ü", '"q"', "a\tb"):
            (root / f"contacts/{name}.md").write_text("---\n---\n")
        (root / ":x.md").write_text("---\ntype: contact\n---\n")
        commit_all(root)
        for path in sorted(path for path in git(root, "ls-files", "-z").split("\0") if path.endswith(".md")):
            results = undisturbed(root, lambda path=path: snooze(root, name=path))  # type: ignore[misc]
            assert results[-1].is_committed, path
            assert last_commit(root)[1] == [path]

    def test_new_notes_with_such_paths_too(self, root: Path) -> None:
        (root / ".gitignore").write_text("ignored/\n")
        commit_all(root)
        notebook, results = committing(root)
        from plaintext_network.vault.edits.add_contact import plan_contact

        for name in ("[ab]", "Ö ü", "'q'"):
            with notebook.write_session() as session:
                session.perform(plan_contact(session, name))
            assert results[-1].is_committed, results
        assert status(root) == ""

    def test_a_repository_with_other_object_names(self, vault: Vault) -> None:
        root = vault(NOTES)
        git(root, "init", "--quiet", "--object-format=sha256")
        commit_all(root)
        assert undisturbed(root, lambda: snooze(root))[-1].is_committed
        assert len(head(root)) == 64

    def test_a_split_index_stays_whole(self, root: Path) -> None:
        git(root, "update-index", "--split-index")
        assert undisturbed(root, lambda: snooze(root))[-1].is_committed
        assert status(root) == ""

    @pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
    def test_what_git_is_to_leave_out_stays_out(self, root: Path, flag: str) -> None:
        git(root, "update-index", flag, ADA)
        results = undisturbed(root, lambda: snooze(root))
        assert (
            results.reason
            == f"you told git to leave out changes of {ADA}; to list such files: git ls-files -v"
        )

    def test_a_sparse_checkout_gets_only_what_it_has(self, root: Path) -> None:
        (root / "attic").mkdir()
        (root / "attic/Cy.md").write_text("---\n---\n")
        commit_all(root)
        git(root, "sparse-checkout", "set", "contacts")
        assert undisturbed(root, lambda: snooze(root))[-1].is_committed
        notebook, results = committing(root)
        undisturbed(root, lambda: (notebook.log("coffee with Ada Lovelace"), results)[1])
        assert "sparse" in results.reason
        assert "contacts" in os.listdir(root)


class TestLineEnds:
    @pytest.mark.parametrize("attributes", ["* text=auto eol=crlf\n", "*.md text eol=crlf\n"])
    def test_git_stores_the_line_ends_that_attributes_say(self, root: Path, attributes: str) -> None:
        (root / ".gitattributes").write_text(attributes)
        (root / ADA).write_bytes(NOTES[ADA].replace("\n", "\r\n").encode())
        commit_all(root)
        assert undisturbed(root, lambda: snooze(root))[-1].is_committed
        assert b"\r\n" in (root / ADA).read_bytes()
        assert "\r" not in git(root, "show", f"HEAD:{ADA}")

    def test_autocrlf_is_followed(self, root: Path) -> None:
        git(root, "config", "core.autocrlf", "true")
        (root / ADA).write_bytes(NOTES[ADA].replace("\n", "\r\n").encode())
        git(root, "add", ADA)
        assert undisturbed(root, lambda: snooze(root))[-1].is_committed
        assert "\r" not in git(root, "show", f"HEAD:{ADA}")

    def test_line_ends_without_any_setting_are_stored_as_they_are(self, root: Path) -> None:
        (root / ADA).write_bytes(NOTES[ADA].replace("\n", "\r\n").encode())
        commit_all(root)
        assert undisturbed(root, lambda: snooze(root))[-1].is_committed
        blob = subprocess.run(["git", "-C", root, "cat-file", "blob", f"HEAD:{ADA}"], capture_output=True)
        assert blob.stdout == (root / ADA).read_bytes()

    def test_carriage_returns_that_git_has_stay(self, root: Path) -> None:
        # Git converts nothing in a file whose stored version has carriage returns.
        (root / ADA).write_bytes(NOTES[ADA].replace("\n", "\r\n").encode())
        commit_all(root)
        (root / ".gitattributes").write_text("* text=auto\n")
        git(root, "add", ".gitattributes")
        git(root, "commit", "--quiet", "--message", "x")
        assert undisturbed(root, lambda: snooze(root))[-1].is_committed

    def test_a_file_that_git_would_normalize_is_not_committed(self, root: Path) -> None:
        (root / ADA).write_bytes(NOTES[ADA].replace("\n", "\r\n").encode())
        commit_all(root)
        (root / ".gitattributes").write_text("*.md text\n")
        git(root, "add", ".gitattributes")
        git(root, "commit", "--quiet", "--message", "x")
        undisturbed(root, lambda: snooze(root))

    @pytest.mark.parametrize(
        "attribute",
        ["filter=lfs", "filter=git-crypt diff=git-crypt", "ident", "working-tree-encoding=UTF-16"],
    )
    def test_what_git_would_rewrite_is_not_committed(self, root: Path, attribute: str) -> None:
        (root / ".gitattributes").write_text(f"*.md {attribute}\n")
        git(root, "add", ".gitattributes")
        git(root, "commit", "--quiet", "--message", "x")
        results = undisturbed(root, lambda: snooze(root))
        assert results.reason.startswith(f"git stores {ADA} through `{attribute.split()[0]}`")


HOOKS = (
    "pre-commit", "prepare-commit-msg", "commit-msg", "post-commit", "reference-transaction", "post-index-change",
    "pre-auto-gc", "post-rewrite", "fsmonitor-watchman", "post-checkout",
)  # fmt: skip


def test_no_program_that_a_repository_names_is_run(root: Path, tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\ncat\n")
    program.chmod(0o755)
    for name in HOOKS:
        shutil.copy(program, root / ".git/hooks" / name)
    settings = {
        "core.fsmonitor": program,
        "core.hooksPath": root / ".git/hooks",
        "core.pager": program,
        "core.editor": program,
        "core.sshCommand": program,
        "core.askPass": program,
        "gpg.program": program,
        "commit.gpgSign": "true",
        "commit.template": program,
        "diff.external": program,
        "diff.x.textconv": program,
        "filter.x.clean": program,
        "filter.x.smudge": program,
        "filter.x.process": program,
        "filter.a=b.clean": program,
        "interactive.diffFilter": program,
        "trailer.x.command": program,
        "alias.update-index": f"!{program}",
        "alias.commit-tree": f"!{program}",
        "hook.x.command": program,
        "hook.x.event": "reference-transaction",
        "gc.auto": "1",
        "credential.helper": program,
    }
    for key, value in settings.items():
        git(root, "config", "--file", str(root / ".git/config"), key, str(value))
    with (root / ".git/info/attributes").open("w") as attributes:
        attributes.write("*.md diff=x\npnet.toml filter=x\n*.txt filter=a=b\n")
    notebook, results = committing(root)
    notebook.log("coffee with Ada Lovelace")
    notebook.undo()
    with notebook.edit("Bo Ek") as draft:
        draft.set("snooze", "2026-12-24")
    assert [one.is_committed for one in results] == [True] * 3
    with (root / ".git/info/attributes").open("a") as attributes:
        attributes.write("*.md filter=x\n")
    assert not snooze(root)[-1].is_committed
    assert not (tmp_path / "ran").exists()
    assert git(root, "-c", "core.fsmonitor=false", "log", "-3", "--format=%G?").split() == ["N", "N", "N"]
    # The programs would have run.
    subprocess.run(["git", "-C", root, "status"], capture_output=True)
    assert (tmp_path / "ran").exists()


PARALLEL = """
import sys
from datetime import date
from plaintext_network.vault.git import index_lock
from plaintext_network.vault.notebook import Notebook
# On a slow machine, the other three may hold the lock for longer than usual.
index_lock.PATIENCE = 60.0
root, number = sys.argv[1:]
said = []
notebook = Notebook(root, date(2026, 11, 24), commit=True, on_commit=said.append)
for turn in range(4):
    notebook.log(f"call {number} {turn} with Ada Lovelace")
assert all(one.is_committed for one in said), said
"""


def test_parallel_writes_in_two_vaults_of_one_repository_are_all_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = tmp_path / "top"
    for name in ("one", "two"):
        for path, text in NOTES.items():
            (top / name / path).parent.mkdir(parents=True, exist_ok=True)
            (top / name / path).write_text(text)
    git(top, "init", "--quiet")
    commit_all(top)
    processes = [
        subprocess.Popen([sys.executable, "-c", PARALLEL, str(top / name), f"{name}{number}"])
        for name in ("one", "two")
        for number in range(2)
    ]
    assert [process.wait() for process in processes] == [0] * 4
    assert git(top, "rev-list", "--count", "HEAD").strip() == "17"
    assert status(top) == ""
    assert git(top, "fsck", "--strict").strip() == ""


FAILING = """#!/bin/sh
count=$(($(cat '{folder}/count') + 1))
echo $count > '{folder}/count'
if [ $count = {failing} ]; then
  {first}
  echo 'fatal: the disk is full' >&2
  exit 128
fi
exec '{git}' "$@"
"""


@pytest.mark.parametrize("first", ["true", "'{git}' \"$@\""], ids=["before", "after"])
def test_a_git_that_fails_at_any_step_leaves_everything_as_it_was(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    program, real = tmp_path / "bin/git", shutil.which("git")
    program.parent.mkdir()
    outcomes = []
    for failing in range(1, 40):
        text = FAILING.replace("{first}", first)
        program.write_text(text.format(folder=tmp_path, git=real, failing=failing))
        program.chmod(0o755)
        (tmp_path / "count").write_text("0\n")
        old, index = head(root), git(root, "ls-files", "--stage")
        with monkeypatch.context() as patched:
            patched.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
            results = snooze(root, f"2026-12-{failing:02}")
        outcomes.append(results[-1].is_committed)
        assert not [name for name in os.listdir(root / ".git") if "lock" in name or "pnet" in name]
        if results[-1].is_committed:
            assert status(root) == ""
        else:
            assert results.reason
            assert (head(root), git(root, "ls-files", "--stage")) == (old, index)
            git(root, "checkout", "--quiet", "--", ADA)
        if int((tmp_path / "count").read_text()) < failing:
            break
    else:
        pytest.fail("each run had a fault")
    # The last run had none.
    assert outcomes[-1]
    assert outcomes[:5] == [False] * 5
