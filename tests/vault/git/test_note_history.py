"""A note's history says each change of a value once, through renames and merges, and runs nothing of the repository's."""

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.errors import NoteNotFound
from plaintext_network.vault.git.errors import HistoryUnavailable
from plaintext_network.vault.git.note_history import NoteHistory
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY

pytestmark = pytest.mark.system

ADA = "contacts/Ada.md"
NOTE = "---\nrole: Engineer\nemails: [ada@a.example]\n---\nA long enough text about Ada.\n"
Vault = Callable[[Mapping[str, str]], Path]


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("PNET_CACHE", "PNET_STATE", "PNET_RUNTIME", "HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Jo")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "jo@example.org")
        monkeypatch.setenv(f"GIT_{who}_DATE", "2026-11-01T12:00:00+0000")


def git(root: Path, *words: str, **more: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(root), *words],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **more},
    )
    return done.stdout


def commit(
    root: Path, text: str | None = None, path: str = ADA, day: str = "2026-11-01", author: str = "Jo"
) -> None:
    """Commit everything on a day, with another text of a note."""
    if text is not None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    git(root, "add", "--all")
    dates = {f"GIT_{who}_DATE": f"{day}T12:00:00+0000" for who in ("AUTHOR", "COMMITTER")}
    git(root, "commit", "--quiet", "--allow-empty", "-m", "x", **dates, GIT_AUTHOR_NAME=author)


@pytest.fixture
def root(vault: Vault) -> Path:
    """A repository with one commit that has Ada."""
    root = vault({ADA: NOTE, "pnet.toml": '[kinds.contact]\nfolders = ["contacts", "people"]\n'})
    git(root, "init", "--quiet", "-b", "main")
    commit(root, day="2026-10-01")
    return root


def history(root: Path, name: str = "Ada", *, private: bool = True) -> NoteHistory:
    return Notebook(str(root), TODAY, cache=False).history(name, private=private)


def said(root: Path, name: str = "Ada") -> list[str]:
    """Return each change in one line, newest first, without what the first commit says."""
    lines = []
    for one in history(root, name).changes:
        parts = [one.kind] if one.kind != "property" else []
        parts += [one.property] if one.property else []
        parts += [f"{one.old} > {one.new}"] if one.old or one.new else []
        parts += [f"+{text}" for text in one.added] + [f"-{text}" for text in one.removed]
        parts += [f"done {text}" for text in one.done]
        lines.append(" ".join(parts))
    first = ["created", "emails +ada@a.example", "role None > Engineer"]
    return lines[:-3] if lines[-3:] == first else lines


def test_each_change_has_its_day_its_commit_and_its_author(root: Path) -> None:
    commit(root, NOTE.replace("Engineer", "Director"), day="2026-11-20", author="Mo Byrne")
    change, created, emails, role = history(root).changes
    assert str(change.day) == "2026-11-20"
    assert (change.author, change.old, change.new) == ("Mo Byrne", "Engineer", "Director")
    assert change.commit == git(root, "rev-parse", "HEAD").strip()
    assert (created.kind, emails.added, role.new) == ("created", ("ada@a.example",), "Engineer")
    assert str(created.day) == "2026-10-01"


def test_another_spelling_of_the_same_values_is_no_change(root: Path) -> None:
    commit(root, "---\norganization: '[[Acme]]'\nrole: Engineer\nemails: [ada@a.example, b@b.example]\n---\n")
    commit(
        root,
        '---\nemails:\n  - "b@b.example"\n  - ada@a.example\nrole: "Engineer"  # now\ncompany: Acme\n---\nMore.\n',
    )
    assert said(root) == ["emails +b@b.example", "organization None > Acme"]


def test_log_entries_and_tasks_are_compared_by_line(root: Path) -> None:
    body = "- [ ] send slides\n- [ ] call back\n\n## Log\n- 2026-10-01 call: hello\n- 2026-10-02 met\n"
    commit(root, NOTE + body)
    commit(
        root,
        NOTE + body.replace("[ ] send", "[x] send").replace("- 2026-10-02 met\n", "- 2026-10-03 lunch\n"),
    )
    assert said(root) == [
        "log +2026-10-03 lunch -2026-10-02 met",
        "tasks done send slides",
        "log +2026-10-01 call: hello +2026-10-02 met",
        "tasks +send slides +call back",
    ]


def test_a_note_is_followed_through_renames_also_to_another_folder(root: Path) -> None:
    commit(root, NOTE.replace("Engineer", "Director"))
    (root / "people").mkdir()
    git(root, "mv", ADA, "people/Ada King.md")
    commit(root)
    commit(root, NOTE.replace("Engineer", "CTO"), "people/Ada King.md")
    assert said(root, "Ada King") == [
        "role Director > CTO",
        f"renamed {ADA} > people/Ada King.md",
        "role Engineer > Director",
    ]


def test_another_note_at_the_old_place_is_not_mixed_in(root: Path) -> None:
    git(root, "rm", "--quiet", ADA)
    commit(root)
    bo = "---\nrole: Singer\nemails: [bo@b.example]\n---\nBo is somebody else, with other words.\n"
    commit(root, bo, "contacts/Bo.md")
    git(root, "mv", "contacts/Bo.md", ADA)
    commit(root)
    assert said(root) == [
        "renamed contacts/Bo.md > contacts/Ada.md",
        "created",
        "emails +bo@b.example",
        "role None > Singer",
    ]


def test_a_merge_says_no_change_twice(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "theirs")
    commit(root, NOTE.replace("role", "location: Leeds\nrole"), author="Mo")
    git(root, "checkout", "--quiet", "main")
    commit(root, NOTE.replace(".example]", ".example, new@a.example]"))
    git(root, "merge", "--quiet", "-m", "both", "-X", "ours", "theirs")
    assert sorted(said(root)) == ["emails +new@a.example", "location None > Leeds"]


def test_a_change_that_only_the_merge_made_belongs_to_the_merge(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "theirs")
    commit(root, NOTE.replace("Engineer", "CTO"))
    git(root, "checkout", "--quiet", "main")
    commit(root, NOTE.replace("Engineer", "Director"))
    git(root, "merge", "--quiet", "--no-commit", "-s", "ours", "theirs")
    commit(root, NOTE.replace("Engineer", "Board").replace("ada@a", "ada@board"), day="2026-11-02")
    assert said(root)[:2] == ["emails +ada@board.example -ada@a.example", "role Director > Board"]
    assert sorted(said(root)[2:]) == ["role Engineer > CTO", "role Engineer > Director"]


def test_changes_of_the_other_branch_count_if_only_one_renamed_the_note(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "theirs")
    commit(root, NOTE.replace("Engineer", "Director"))
    git(root, "checkout", "--quiet", "main")
    git(root, "mv", ADA, "contacts/Ada King.md")
    commit(root)
    git(root, "merge", "--quiet", "-m", "both", "theirs")
    assert sorted(said(root, "Ada King")) == [
        f"renamed {ADA} > contacts/Ada King.md",
        "role Engineer > Director",
    ]


def test_a_note_can_be_deleted_and_restored(root: Path) -> None:
    (root / ADA).unlink()
    commit(root)
    commit(root, NOTE.replace("Engineer", "Director"))
    assert said(root) == ["restored", "emails +ada@a.example", "role None > Director", "deleted"]


def test_a_note_that_is_gone_is_found_by_its_path_or_name(root: Path) -> None:
    (root / ADA).unlink()
    assert said(root, "Ada") == ["deleted"]
    assert history(root, ADA).changes[0].commit is None
    commit(root)
    assert said(root, "Ada") == said(root, ADA) == ["deleted"]
    with pytest.raises(NoteNotFound):
        history(root, "Nobody")
    with pytest.raises(NoteNotFound):
        history(root, "../../etc/passwd")


def test_what_is_not_committed_comes_first_without_a_commit(root: Path) -> None:
    (root / ADA).write_text(NOTE.replace("Engineer", "Director"))
    change = history(root).changes[0]
    assert (change.commit, change.day, change.author, change.new) == (None, None, None, "Director")


def test_a_rename_without_a_commit_is_followed(root: Path) -> None:
    (root / ADA).rename(root / "contacts/Ada King.md")
    (root / "contacts/Ada King.md").write_text(NOTE.replace("Engineer", "Director"))
    assert said(root, "Ada King") == [f"renamed {ADA} > contacts/Ada King.md", "role Engineer > Director"]


def test_a_note_without_any_commit_was_created_now(root: Path) -> None:
    (root / "contacts/Bo.md").write_text("---\nrole: Singer\n---\n")
    assert said(root, "Bo") == ["created", "role None > Singer"]


def test_a_version_that_cannot_be_read_is_left_out_and_counted(root: Path) -> None:
    commit(root, NOTE.replace("role: Engineer", "role: [Engineer"))
    commit(root, f"---\n<<<<<<< a\nrole: x\n=======\nrole: y\n>>>>>>> b\n---\n{NOTE}")
    commit(root, NOTE + "x" * (1 << 20))
    commit(root, NOTE.replace("Engineer", "Director"))
    assert said(root) == ["role Engineer > Director"]
    assert history(root).unread == 3


def test_a_vault_may_be_a_folder_of_a_repository(vault: Vault) -> None:
    root = vault({ADA: NOTE, "pnet.toml": ""})
    git(root.parent, "init", "--quiet")
    commit(root)
    commit(root, NOTE.replace("Engineer", "Director"))
    assert said(root) == ["role Engineer > Director"]


def test_a_shallow_clone_says_so_and_invents_nothing(root: Path, tmp_path: Path) -> None:
    commit(root, NOTE.replace("Engineer", "Director"))
    commit(root, NOTE.replace("Engineer", "CTO"))
    git(tmp_path, "clone", "--quiet", "--depth", "2", root.as_uri(), "other")
    found = history(tmp_path / "other")
    assert found.is_shallow
    assert [(one.old, one.new) for one in found.changes] == [("Director", "CTO")]


@pytest.mark.parametrize("name", ["a\nb.md", "-p.md", ":(top)x.md", "*.md", "Zoë “x”.md", "#1 %s.md"])
def test_any_file_name_has_a_history(root: Path, name: str) -> None:
    commit(root, "---\nrole: One\n---\n", f"contacts/{name}")
    commit(root, "---\nrole: Two\n---\n", f"contacts/{name}")
    assert said(root, f"contacts/{name}")[:1] == ["role One > Two"]


def test_nothing_of_the_repository_runs(root: Path, tmp_path: Path) -> None:
    commit(root, NOTE.replace("Engineer", "Director"))
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\n")
    program.chmod(0o755)
    (root / ".gitattributes").write_text("*.md diff=x filter=x\n")
    for setting in (
        "core.fsmonitor",
        "diff.external",
        "diff.x.textconv",
        "diff.x.command",
        "filter.x.clean",
        "core.pager",
    ):
        git(root, "config", setting, str(program))
    hook = root / ".git/hooks/post-index-change"
    hook.write_text(program.read_text())
    hook.chmod(0o755)
    before = {path: path.read_bytes() for path in (root / ".git").rglob("*") if path.is_file()}
    assert said(root) == ["role Engineer > Director"]
    (root / ADA).rename(root / "contacts/Ada King.md")
    assert said(root, "Ada King")[0].startswith("renamed")
    assert not (tmp_path / "ran").exists()
    assert before == {path: path.read_bytes() for path in (root / ".git").rglob("*") if path.is_file()}


def test_nothing_of_a_submodule_runs(root: Path, tmp_path: Path) -> None:
    inner = root / "inner"
    inner.mkdir()
    git(inner, "init", "--quiet")
    (inner / "a.md").write_text("a\n")
    git(inner, "add", "--all")
    git(
        inner,
        "-c",
        "user.name=Mo",
        "-c",
        "user.email=mo@x.example",
        "commit",
        "--quiet",
        "--message",
        "inner",
    )
    commit(root, NOTE)
    git(root, "config", "submodule.recurse", "true")
    git(inner, "config", "filter.x.clean", f"touch '{tmp_path}/ran'; cat")
    (inner / ".git/info/attributes").write_text("* filter=x\n")
    (inner / "a.md").write_text("b\n")
    (root / ADA).rename(root / "contacts/Ada King.md")
    assert said(root, "Ada King")[0].startswith("renamed")
    assert not (tmp_path / "ran").exists()


def test_a_removal_that_is_staged_may_be_a_rename(root: Path) -> None:
    commit(root, NOTE)
    git(root, "mv", ADA, "contacts/Ada King.md")
    assert said(root, "Ada King")[0].startswith("renamed")


def test_without_a_repository_or_a_commit_it_says_what_to_do(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = vault({ADA: NOTE, "pnet.toml": ""})
    with pytest.raises(HistoryUnavailable, match="isn't in a git repository"):
        history(root)
    git(root, "init", "--quiet")
    with pytest.raises(HistoryUnavailable, match="no commit yet"):
        history(root)
    (root / ".git/HEAD").write_text("nonsense\n")
    with pytest.raises(HistoryUnavailable, match="refuses to read the repository"):
        history(root)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(HistoryUnavailable, match="git isn't installed"):
        history(root)


def test_a_change_that_names_somebody_private_is_left_out(root: Path) -> None:
    commit(root, "---\nprivate: true\n---\n", "contacts/Zephyrine Quill.md")
    commit(
        root,
        NOTE.replace("role", "knows: [Tom, Zephyrine Quill]\nlocation: at Zephyrine's\nrole"),
        author="Zephyrine Quill",
    )
    shown = history(root, private=False)
    assert [(one.property, one.new, one.added) for one in shown.changes[:1]] == [("knows", None, ("Tom",))]
    assert shown.hidden == 2
    assert history(root).changes[1].added == ("Tom", "Zephyrine Quill")
    assert said(root, "Zephyrine Quill") == ["created", "private None > true"]


def merged(root: Path, ours: str, theirs: str, result: str) -> list[str]:
    """Return what the merge of two changes says itself."""
    git(root, "checkout", "--quiet", "-b", "theirs")
    commit(root, theirs)
    git(root, "checkout", "--quiet", "main")
    commit(root, ours)
    git(root, "merge", "--quiet", "--no-commit", "-s", "ours", "theirs")
    commit(root, result, day="2026-11-02")
    found = [one for one in history(root).changes if str(one.day) == "2026-11-02"]
    return [f"{one.property or one.kind} {one.old}>{one.new} +{one.added} -{one.removed}" for one in found]


def test_a_merge_that_chose_between_two_values_says_which(root: Path) -> None:
    ours, theirs = NOTE.replace("Engineer", "CTO"), NOTE.replace("Engineer", "Director")
    both = theirs.replace("---\nA", "tags: [x]\n---\nA")
    assert merged(root, ours, theirs, both) == ["tags None>None +('x',) -()", "role CTO>Director +() -()"]


def test_a_merge_that_lost_an_item_of_one_side_says_so(root: Path) -> None:
    ours, theirs = (
        NOTE.replace("ada@a", "new@n.example, ada@a"),
        NOTE.replace("ada@a", "old@o.example, ada@a"),
    )
    body = "\n## Log\n- 2026-11-01 met\n- [ ] a task\n"
    found = merged(root, ours + body, theirs, ours + "\n## Log\n- [ ] a task\n")
    assert found == ["emails None>None +() -('old@o.example',)", "log None>None +() -('2026-11-01 met',)"]


def test_a_merge_that_took_one_sides_removal_says_nothing(root: Path) -> None:
    start = NOTE.replace("[ada@a.example]", "[ada@a.example, b@b.example]") + "- [ ] write\n"
    commit(root, start)
    ours = start.replace(", b@b.example", "").replace("[ ] write", "[x] write")
    theirs = start.replace("Engineer", "Director")
    assert merged(root, ours, theirs, ours.replace("Engineer", "Director")) == []


def test_a_note_that_could_not_be_read_at_first_is_all_new_once_it_can(root: Path) -> None:
    commit(root, "---\nrole: [Singer\n---\n", "contacts/Bo.md")
    commit(root, "---\nrole: Singer\n---\n", "contacts/Bo.md")
    assert said(root, "Bo") == ["role None > Singer", "created"]


def test_a_folder_of_the_vault_may_be_a_repository_of_its_own(root: Path) -> None:
    mine = root / "people"
    mine.mkdir()
    (root / ".gitignore").write_text("people/\n")
    git(mine, "init", "--quiet", "-b", "main")
    commit(mine, "---\nrole: Singer\n---\nSome text.\n", "Bo.md")
    git(mine, "mv", "Bo.md", "Bo Ek.md")
    commit(mine)
    assert said(root, "Bo Ek") == ["renamed people/Bo.md > people/Bo Ek.md", "created", "role None > Singer"]
    assert history(root, "Bo Ek").changes[-1].path == "people/Bo.md"
    assert said(root, "Ada") == []


def test_a_new_note_of_the_same_template_is_no_rename(root: Path) -> None:
    template = "---\nrole:\nemails:\ntags: [{tag}]\n---\n# {name}\n\n## About\n\n## Log\n"
    commit(root, template.format(tag="x", name="Bo"), "contacts/Bo.md")
    (root / "contacts/Bo.md").unlink()
    (root / "contacts/Cy.md").write_text(template.format(tag="y", name="Cy"))
    assert said(root, "Cy")[0] == "created"


def test_a_note_is_followed_where_too_many_move_for_git_to_compare(root: Path) -> None:
    for number in range(402):
        (root / f"contacts/Person {number}.md").write_text(
            f"---\nrole: Role {number}\n---\nAbout number {number}.\n" * 2
        )
    commit(root)
    for number in range(402):
        path = root / f"contacts/Person {number}.md"
        path.write_text(path.read_text() + f"More about {number}.\n")
    (root / "contacts").rename(root / "people")
    commit(root)
    assert said(root, "people/Person 7.md") == [
        "renamed contacts/Person 7.md > people/Person 7.md",
        "created",
        "role None > Role 7",
    ]


def test_many_large_versions_are_all_read(root: Path) -> None:
    for number in range(40):
        commit(root, f"---\nrole: Role {number}\n---\n{chr(97 + number % 26) * 1_000_000}\n")
    found = history(root)
    assert found.unread == 0
    assert sum(one.property == "role" for one in found.changes) == 41


def test_a_file_name_that_is_no_utf8_has_a_history(root: Path) -> None:
    path = os.fsdecode(b"contacts/caf\xe9.md")
    commit(root, "---\nrole: One\n---\n", path)
    commit(root, "---\nrole: Two\n---\n", path)
    assert said(root, path)[:1] == ["role One > Two"]
