"""`pnet git` sets up merges and a check before each commit, and undoes that to the byte."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from plaintext_network.vault.git.marked_lines import BEGIN
from plaintext_network.vault.git.merge_driver import CONFLICTS
from tests.vault.git.two_branches import PNET

pytestmark = pytest.mark.system

Vault = Callable[[Mapping[str, str]], Path]
Run = Callable[..., tuple[int, str, str]]
ADA = (
    "---\ntype: contact\nname: Ada\nphone: [1]\ncadence: monthly\n---\n# Ada\n\n## Log\n\n- 2026-01-01 call\n"
)
CONFLICT = f"{ADA}<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n"


@pytest.fixture(autouse=True)
def own_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "N")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "n@example.org")
    monkeypatch.delenv("PNET_VAULT", raising=False)
    # How the setup names this program.
    monkeypatch.setattr(sys, "argv", ["pytest"])


def git(root: Path, *words: str, ok: bool = True) -> str:
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=False)
    assert not ok or done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(root: Path, *words: str) -> tuple[int, str, str]:
        status = main(["--vault", str(root), "git", *words])
        return (status, *capsys.readouterr())

    return run


@pytest.fixture
def root(vault: Vault) -> Path:
    root = vault({"contacts/Ada.md": ADA})
    git(root, "init", "--quiet", "--initial-branch=main")
    return root


def files(root: Path) -> dict[str, bytes]:
    """Return every file of the repository that a setup may change."""
    paths = (p for p in root.rglob("*") if p.is_file() and ".git/objects" not in str(p) and p.name != "index")
    return {str(p.relative_to(root)): p.read_bytes() for p in paths}


def test_a_setup_lets_git_merge_notes_by_property(root: Path, run: Run) -> None:
    status, out, err = run(root, "setup")
    assert (status, [line.split("  ")[0] for line in out.splitlines()]) == (
        0, ["wrote: .gitattributes", "wrote: .gitignore", "wrote: .git/config", "wrote: .git/hooks/pre-commit"],
    )  # fmt: skip
    assert "in each clone" in err
    assert "on a phone" in err
    git(root, "add", ".")
    git(root, "commit", "-m", "x")
    git(root, "checkout", "-b", "side")
    (root / "contacts/Ada.md").write_text(ADA.replace("[1]", "[1, 2]"))
    git(root, "commit", "-am", "theirs")
    git(root, "checkout", "main")
    (root / "contacts/Ada.md").write_text(ADA.replace("[1]", "[1, 3]").replace("monthly", "weekly"))
    git(root, "commit", "-am", "ours")
    git(root, "merge", "side")
    assert (root / "contacts/Ada.md").read_text() == ADA.replace("[1]", "[1, 3, 2]").replace(
        "monthly", "weekly"
    )


def test_a_dry_run_prints_what_a_setup_would_write(root: Path, run: Run, tmp_path: Path) -> None:
    before = files(root)
    status, out, _ = run(root, "setup", "--dry-run")
    assert (status, files(root)) == (0, before)
    (tmp_path / "copy").mkdir()
    for path in (".git/config",):
        (tmp_path / "copy" / path).parent.mkdir()
        (tmp_path / "copy" / path).write_bytes(before[path])
    subprocess.run(["patch", "-p1"], cwd=tmp_path / "copy", input=out, text=True, check=True)
    run(root, "setup")
    for path in (".git/config", ".gitattributes", ".gitignore", ".git/hooks/pre-commit"):
        assert (tmp_path / "copy" / path).read_bytes() == (root / path).read_bytes()


@pytest.mark.parametrize(
    "attributes", [None, b"", b"*.png binary\n", b"*.png binary", b"*.png binary\r\n", b"\xef\xbb\xbf# x\n"]
)
@pytest.mark.parametrize(
    "config", [b"", b"[alias]\n\tx = status\n", b"[alias]\n\tx = status", b"[alias]\r\n\tx = status\r\n"]
)
def test_undo_restores_every_byte(root: Path, run: Run, attributes: bytes | None, config: bytes) -> None:
    with (root / ".git/config").open("ab") as file:
        file.write(config)
    if attributes is not None:
        (root / ".gitattributes").write_bytes(attributes)
        (root / ".gitignore").write_bytes(attributes)
    before = files(root)
    assert run(root, "setup")[0] == 0
    once = files(root)
    assert git(root, "check-attr", "merge", "--", "contacts/Ada.md").endswith("merge: pnet\n")
    assert " git merge %O %A %B %L %P" in git(root, "config", "merge.pnet.driver")
    assert git(root, "config", "--get", "alias.x", ok=False) == ("status\n" if config else "")
    assert run(root, "setup")[1].count("unchanged: ") == 4
    assert files(root) == once
    status, out, _ = run(root, "setup", "--undo", "--dry-run")
    assert (status, files(root)) == (0, once)
    assert "-*.md merge=pnet diff=pnet" in out.replace("\r", "")
    assert run(root, "setup", "--undo")[0] == 0
    assert files(root) == before
    assert run(root, "setup", "--undo")[1:] == ("", "nothing is set up here\n")


def test_undo_keeps_what_was_set_meanwhile(root: Path, run: Run) -> None:
    run(root, "setup")
    git(root, "config", "alias.x", "status")
    git(root, "config", "diff.pnet.binary", "false")
    (root / ".gitattributes").write_bytes((root / ".gitattributes").read_bytes() + b"*.png binary\n")
    status, _, err = run(root, "setup", "--undo")
    if status:
        # git wrote it between the marks.
        assert "is between pnet's marks" in err
        git(root, "config", "--unset", "diff.pnet.binary")
        run(root, "setup", "--undo")
    else:
        assert git(root, "config", "diff.pnet.binary") == "false\n"
    assert git(root, "config", "alias.x") == "status\n"
    assert (root / ".gitattributes").read_bytes() == b"*.png binary\n"
    assert git(root, "config", "--get", "merge.pnet.driver", ok=False) == ""


def test_another_program_than_before_is_set_up_anew(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(root, "setup")
    program = root.parent / "100% of it's bin" / "pnet"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > "$2.out"; exit 1\n')
    program.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(program)])
    status, out, _ = run(root, "setup")
    assert (status, out.count("wrote: "), out.count("unchanged: ")) == (0, 2, 2)
    git(root, "add", ".")
    git(root, "commit", "--no-verify", "-m", "x")
    git(root, "checkout", "-b", "side")
    (root / "contacts/Ada.md").write_text(ADA + "x\n")
    git(root, "commit", "--no-verify", "-am", "theirs")
    git(root, "checkout", "main")
    (root / "contacts/Ada.md").write_text(ADA + "y\n")
    git(root, "commit", "--no-verify", "-am", "ours")
    git(root, "merge", "side", ok=False)
    words = (root / "merge.out").read_text().splitlines()
    assert words[:2] == ["git", "merge"]
    assert words[5:7] == ["7", "contacts/Ada.md"]


def test_a_note_that_one_side_deletes_and_the_other_changes_is_in_conflict(root: Path, run: Run) -> None:
    """If git tracked the trash, the note would be renamed into it, and the change with it."""
    run(root, "setup")
    git(root, "add", ".")
    git(root, "commit", "-m", "x")
    git(root, "checkout", "-b", "side")
    (root / "contacts/Ada.md").write_text(ADA + "- 2026-02-02 lunch\n")
    git(root, "commit", "-am", "theirs")
    git(root, "checkout", "main")
    (root / ".trash").mkdir()
    (root / "contacts/Ada.md").rename(root / ".trash/Ada.md")
    (root / ".pnet-00000000-0.tmp").write_text("x")
    git(root, "add", ".")
    git(root, "commit", "-m", "ours")
    assert "CONFLICT (modify/delete)" in git(root, "merge", "side", ok=False)
    assert git(root, "ls-files").count("tmp") == 0


def test_a_trash_that_git_tracks_is_reported(root: Path, run: Run) -> None:
    (root / ".trash").mkdir()
    (root / ".trash/Bo.md").write_text("x")
    git(root, "add", ".")
    _, _, err = run(root, "setup")
    assert "git rm -r -q --cached .trash" in err
    git(root, "rm", "-r", "-q", "--cached", ".trash")
    assert "--cached" not in run(root, "setup")[2]


def test_pnet_git_alone_says_what_is_set_up(root: Path, run: Run) -> None:
    status, out, err = run(root)
    assert (status, out.count("not set up: ")) == (0, 4)
    assert "pnet git setup" in err
    run(root, "setup")
    status, out, err = run(root)
    assert (status, out.count("not set up"), out.count("set up: "), err) == (0, 0, 4, "")


def test_outside_of_a_repository_the_message_says_how_to_create_one(vault: Vault, run: Run) -> None:
    root = vault({})
    status, out, err = run(root, "setup")
    assert (status, out) == (3, "")
    assert f"create one: git init {root}" in err


def test_a_hook_that_exists_stays(root: Path, run: Run) -> None:
    hook = root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 0\n")
    status, _, err = run(root, "setup")
    assert (status, hook.read_text()) == (0, "#!/bin/sh\nexit 0\n")
    assert str(hook) in err
    [line] = [line.strip() for line in err.splitlines() if " git check " in line]
    hook.write_text(f"#!/bin/sh\n{line}\nexit 0\n")
    hook.chmod(0o755)
    assert run(root)[1].count("not set up") == 0
    (root / "contacts/Ada.md").write_text(CONFLICT)
    git(root, "add", ".")
    assert "conflict-marker" in git(root, "commit", "-m", "x", ok=False)


def test_hooks_that_a_setting_moved_stay(root: Path, run: Run) -> None:
    (root / "hooks").mkdir()
    git(root, "config", "core.hooksPath", "hooks")
    status, _, err = run(root, "setup")
    assert (status, os.listdir(root / "hooks")) == (0, [])
    assert f"core.hooksPath is hooks. Add to {root / 'hooks/pre-commit'}:" in err
    assert not (root / ".git/hooks/pre-commit").exists()


def test_a_second_setup_keeps_what_was_added_to_its_hook(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(root, "setup")
    hook = root / ".git/hooks/pre-commit"
    hook.write_bytes(hook.read_bytes() + b"make check\n")
    assert run(root, "setup")[1].count("unchanged: ") == 4
    monkeypatch.setattr(sys, "argv", [str(root.parent / "moved" / "pnet")])
    run(root, "setup")
    text = hook.read_text()
    assert text.endswith("# pnet git setup: end\nmake check\n")
    assert text.count(" git check || ") == 1
    run(root, "setup", "--undo")
    assert hook.read_text() == "#!/bin/sh\nmake check\n"


def test_what_was_added_between_the_marks_of_a_hook_is_refused(root: Path, run: Run) -> None:
    run(root, "setup")
    hook = root / ".git/hooks/pre-commit"
    hook.write_text(hook.read_text().replace("# pnet git setup: end", "make check\n# pnet git setup: end"))
    before = hook.read_bytes()
    for words in ((), ("--undo",)):
        status, _, err = run(root, "setup", *words)
        assert (status, hook.read_bytes()) == (4, before)
        assert "“make check” is between pnet's marks" in err


def test_a_hook_that_is_a_link_to_nothing_stays(root: Path, run: Run) -> None:
    hook = root / ".git/hooks/pre-commit"
    hook.symlink_to("../../tools/pre-commit")
    status, _, err = run(root, "setup")
    assert (status, hook.is_symlink(), (root / "tools").exists()) == (0, True, False)
    assert f"there is one. Add to {hook}:" in err


def test_the_path_of_pnet_may_be_no_utf8(root: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    program = root.parent / "b\udcfcro" / "pnet"
    program.parent.mkdir()
    program.write_text("")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(program)])
    assert run(root, "setup")[0] == 0
    assert b"b\xfcro/pnet" in (root / ".git/config").read_bytes()
    assert b"b\xfcro/pnet" in (root / ".git/hooks/pre-commit").read_bytes()


def test_hooks_behind_a_link_stay(root: Path, run: Run, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    (root / ".git/hooks").rename(shared)
    (root / ".git/hooks").symlink_to(shared)
    before = sorted(os.listdir(shared))
    status, _, err = run(root, "setup")
    assert (status, sorted(os.listdir(shared))) == (0, before)
    assert f"is a link to {shared}. Add to {shared / 'pre-commit'}:" in err


def test_other_attributes_that_count_more_are_reported(root: Path, run: Run) -> None:
    (root / ".git/info").mkdir(exist_ok=True)
    (root / ".git/info/attributes").write_text("*.md merge=union\n")
    status, _, err = run(root, "setup")
    assert status == 0
    assert "another rule sets merge=union for notes" in err


def test_no_setting_of_a_repository_runs_anything(
    root: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran, spy = tmp_path / "ran", tmp_path / "spy"
    spy.write_text(f"#!/bin/sh\necho x >> {ran}\n")
    spy.chmod(0o755)
    (root / "contacts/Ada.md").write_text(CONFLICT)
    git(root, "add", ".")
    for name in (
        "core.fsmonitor",
        "core.pager",
        "diff.external",
        "diff.x.command",
        "diff.x.textconv",
        "pager.diff",
    ):
        git(root, "config", name, str(spy))
    for name in ("rev-parse", "config", "diff", "check-attr", "cat-file"):
        git(root, "config", f"alias.{name}", f"!{spy}")
    (root / ".git/info").mkdir(exist_ok=True)
    (root / ".git/info/attributes").write_text("*.md diff=x\n")
    ran.unlink(missing_ok=True)
    monkeypatch.chdir(root)
    for words in ((), ("setup",), ("check",), ("setup", "--undo")):
        run(root, *words)
    assert not ran.exists()


def test_with_pre_commit_the_message_says_what_to_add(root: Path, run: Run) -> None:
    (root / ".pre-commit-config.yaml").write_text("repos: []\n")
    _, _, err = run(root, "setup")
    assert "id: pnet-check" in err
    assert not (root / ".git/hooks/pre-commit").exists()


def test_a_commit_stops_at_an_error_in_a_staged_note(root: Path, run: Run) -> None:
    run(root, "setup")
    (root / "README").write_text(CONFLICT)
    (root / "contacts/Bo.md").write_text("---\nname: Bo\nborn: 2026-02-30\n---\n[[nobody]]\n")
    git(root, "add", ".")
    git(root, "commit", "-m", "no error of a note")
    (root / "contacts/Ada.md").write_text(CONFLICT)
    # Only what is staged counts.
    git(root, "commit", "--allow-empty", "-m", "nothing")
    said = git(root, "commit", "-am", "x", ok=False)
    assert "contacts/Ada.md:12:1: conflict-marker" in said
    assert "git commit --no-verify" in said
    git(root, "add", ".")
    (root / "contacts/Ada.md").write_text(ADA)
    assert "conflict-marker" in git(root, "commit", "-m", "x", ok=False)
    git(root, "commit", "-m", "x", "contacts/Ada.md", ok=False)
    git(root, "commit", "--no-verify", "-m", "x")


def test_without_pnet_a_commit_is_made(root: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    program = root.parent / "pnet"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(program)])
    run(root, "setup")
    program.unlink()
    (root / "contacts/Ada.md").write_text(CONFLICT)
    git(root, "add", ".")
    git(root, "commit", "-m", "x")


def test_a_check_follows_the_settings_of_each_vault(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "pnet.toml").unlink()
    for folder in ("one", "two"):
        (root / folder / "drafts").mkdir(parents=True)
        (root / folder / "drafts/n.md").write_text(CONFLICT)
    (root / "one/pnet.toml").write_text('ignore = ["drafts"]\n')
    (root / "two/pnet.toml").write_text("[[[\n")
    git(root, "add", ".")
    monkeypatch.chdir(root)
    status, out, _ = run(root / "one", "check")
    assert (status, [line.split(":")[0] for line in out.splitlines() if "conflict-marker" in line]) == (
        1, ["two/drafts/n.md"],
    )  # fmt: skip


def test_a_vault_in_a_folder_of_a_work_tree(root: Path, run: Run, tmp_path: Path) -> None:
    git(root, "add", ".")
    git(root, "commit", "-m", "x")
    other = tmp_path / "other é tree"
    git(root, "worktree", "add", str(other), "-b", "other")
    config = (root / ".git/config").read_bytes()
    status, _, _ = run(other / "contacts", "setup")
    assert status == 0
    assert BEGIN in (root / ".git/config").read_bytes()
    assert (root / ".git/hooks/pre-commit").exists()
    assert (other / "contacts/.gitattributes").exists()
    assert git(other, "check-attr", "merge", "--", "contacts/Ada.md").endswith("merge: pnet\n")
    run(other / "contacts", "setup", "--undo")
    assert (root / ".git/config").read_bytes() == config


def test_a_vault_that_is_a_submodule(root: Path, run: Run, tmp_path: Path) -> None:
    git(root, "add", ".")
    git(root, "commit", "-m", "x")
    whole = tmp_path / "whole"
    whole.mkdir()
    git(whole, "init")
    git(whole, "-c", "protocol.file.allow=always", "submodule", "add", str(root), "people")
    assert run(whole / "people", "setup")[0] == 0
    assert BEGIN in (whole / ".git/modules/people/config").read_bytes()
    assert BEGIN not in (whole / ".git/config").read_bytes()


@pytest.mark.parametrize(("path", "line"), [(".gitattributes", "*.x text"), (".git/config", "\tx = 1")])
def test_lines_between_the_marks_that_are_not_pnets_are_refused(
    root: Path, run: Run, path: str, line: str
) -> None:
    run(root, "setup")
    file = root / path
    file.write_text(file.read_text().replace("# pnet git setup: end", f"{line}\n# pnet git setup: end"))
    before = files(root)
    for words in (("setup",), ("setup", "--undo")):
        status, _, err = run(root, *words)
        assert (status, files(root)) == (4, before)
        assert "between pnet's marks" in err


def test_attributes_behind_a_link_are_refused(root: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("")
    (root / ".gitattributes").symlink_to(tmp_path / "elsewhere")
    status, _, err = run(root, "setup")
    assert (status, (tmp_path / "elsewhere").read_text()) == (4, "")
    assert "symbolic link" in err


def test_settings_that_git_is_changing_are_refused_and_nothing_stays(root: Path, run: Run) -> None:
    (root / ".git/config.lock").write_text("")
    before = files(root)
    status, _, err = run(root, "setup")
    assert (status, files(root)) == (4, before)
    assert "another program is changing it" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--undo",), "--undo works only with setup"),
        (("check", "--dry-run"), "--dry-run works only with setup"),
        (("merge",), "invalid choice: 'merge'"),
    ],
)
def test_wrong_usage_says_so(root: Path, run: Run, words: tuple[str, ...], said: str) -> None:
    status, _, err = run(root, *words)
    assert status == 2
    assert said in err


def test_a_diff_shows_what_a_change_belongs_to(root: Path, run: Run) -> None:
    run(root, "setup")
    text = "---\nname: Ada\njob title: x\nlist:\n" + "  - x\n" * 9 + "---\n## Log\n" + "\n- 2026-01-01 call\n"
    text += "  y\n" * 9 + "\n### Ideas\n\n" + "prose\n" * 9
    (root / "contacts/Ada.md").write_text(text)
    git(root, "add", ".")
    git(root, "commit", "-m", "x")
    lines = text.splitlines()
    for line in (11, 22, 33):
        lines[line] += "!"
    (root / "contacts/Ada.md").write_text("\n".join(lines) + "\n")
    headers = [line.rpartition("@@ ")[2] for line in git(root, "diff").splitlines() if line.startswith("@@")]
    assert headers == ["list:", "- 2026-01-01 call", "### Ideas"]


def test_the_hidden_command_merges(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in (("b", "a\n"), ("o", "a\n"), ("t", "c\n")):
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    assert main(["git", "merge", "b", "o", "t", "7", "n.md"]) == 0
    assert (tmp_path / "o").read_text() == "c\n"
    (tmp_path / "t").write_text("d\n")
    words = [*PNET.split(), "git", "merge", "b", "o", "t", "7", "n.md"]
    assert subprocess.run(words, check=False).returncode == CONFLICTS
    assert (tmp_path / "o").read_text() == "<<<<<<< HEAD\nc\n=======\nd\n>>>>>>> theirs\n"
