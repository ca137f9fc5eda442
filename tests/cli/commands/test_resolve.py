"""`pnet resolve` lists conflicts, asks about them one by one, and writes all answers at once or nothing."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from tests.cli.terminal import Sitting
from tests.cli.test_prompts import needs_a_terminal
from tests.soak.log_at_once import COMMAND
from tests.vault.edits.plan_edits import texts

ADA = (
    "---\nname: Ada\n<<<<<<< main\nrole: Engineer\ntags: [a]\n=======\nrole: Director\ntags: [b]\n>>>>>>> laptop\n---\n"
    "## Log\n<<<<<<< main\n- 2026-11-02 call\n=======\n- 2026-11-01 mail\n>>>>>>> laptop\n"
)
COPY = "contacts/Bo (Conflicted copy Phone 202611200930).md"
NOTES = {
    "contacts/Ada.md": ADA,
    "contacts/Bo.md": "---\nprivate: true\n---\nx\n",
    COPY: "---\nprivate: true\n---\nx\n",
    "contacts/Cy.md": "",
}
Run = Callable[..., tuple[int, str, str]]
Git = Callable[..., None]


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    monkeypatch.delenv("PNET_VAULT", raising=False)
    root = vault(NOTES)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def git(root: Path) -> Git:
    """Return a function that runs git in the vault; a merge that stops in a conflict is no failure."""

    def git(*words: str) -> None:
        names = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        subprocess.run(["git", "-C", str(root), *names, *words], capture_output=True, check=False)

    return git


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str) -> tuple[int, str, str]:
        status = main(["--vault", str(root), *words])
        return (status, *capsys.readouterr())

    return run


def settled(role: str, tags: str, log: str) -> str:
    return f"---\nname: Ada\nrole: {role}\ntags: {tags}\n---\n## Log\n{log}"


# Without a terminal


def test_check_names_both_values_and_the_command(run: Run) -> None:
    status, out, _ = run("check")
    assert status == 1
    assert (
        "contacts/Ada.md:3:1: conflict-marker: role is “Engineer” (ours: main) or “Director” (theirs: laptop); "
        "tags differs, too\n"
    ) in out
    assert "  choose between the versions: pnet resolve contacts/Ada.md\n" in out
    assert f"  merge the two: pnet resolve '{COPY}'\n" in out


def test_check_reports_that_the_original_of_a_copy_is_missing(run: Run, root: Path) -> None:
    (root / "contacts/Bo.md").unlink()
    _, out, _ = run("check")
    assert f"  contacts/Bo.md is missing; to rename the copy to it: pnet resolve '{COPY}'\n" in out


def test_it_lists_what_is_in_conflict(run: Run, root: Path) -> None:
    status, out, _ = run("resolve")
    assert status == 1
    assert out == (
        "contacts/Ada.md\t3\trole\tEngineer\tDirector\t\t\n"
        "contacts/Ada.md\t3\ttags\ta\tb\t\t\n"
        "contacts/Ada.md\t12\t\t- 2026-11-02 call\t- 2026-11-01 mail\t\t\n"
        f"contacts/Bo.md\t\t\t\t\t\t{COPY}\n"
    )
    assert texts(root) == NOTES


def test_json_has_the_same_conflicts(run: Run) -> None:
    found = json.loads(run("resolve", "ada", "--format", "json")[1])
    assert found[0] == {
        "path": "contacts/Ada.md",
        "line": 3,
        "property": "role",
        "ours": "Engineer",
        "theirs": "Director",
        "base": None,
        "copy": None,
    }
    assert [each["property"] for each in found] == ["role", "tags", None]


@pytest.mark.parametrize(
    ("side", "status", "text"),
    [
        ("--ours", 0, settled("Engineer", "[a]", "- 2026-11-02 call\n")),
        ("--theirs", 0, settled("Director", "[b]", "- 2026-11-01 mail\n")),
        (
            "--both",
            1,
            settled("\n", "[a, b]", "- 2026-11-01 mail\n- 2026-11-02 call\n").replace(
                "role: \n\n", "<<<<<<< main\nrole: Engineer\n=======\nrole: Director\n>>>>>>> laptop\n"
            ),
        ),
    ],
)
def test_one_side_for_all_is_one_write_and_one_undo(
    run: Run, root: Path, side: str, status: int, text: str
) -> None:
    assert run("resolve", side)[0] == status
    after = {path: content for path, content in NOTES.items() if path != COPY}
    assert texts(root) == {**after, "contacts/Ada.md": text, COPY.replace("contacts", ".trash"): NOTES[COPY]}
    assert run("undo")[0] == 0
    assert texts(root) == NOTES


def test_a_dry_run_prints_the_diff_and_writes_nothing(run: Run, root: Path) -> None:
    status, out, _ = run("resolve", "ada", "--theirs", "--dry-run")
    assert status == 0
    assert "-<<<<<<< main\n-role: Engineer\n" in out
    assert texts(root) == NOTES


@pytest.mark.parametrize("name", ["bo", "contacts/Bo.md", COPY, COPY.rpartition("/")[2], COPY[9:-3]])
def test_a_copy_has_its_originals_name_and_its_own(run: Run, root: Path, name: str) -> None:
    status, out, _ = run("resolve", name)
    assert status == 0
    assert out.startswith(f"merged {COPY} into contacts/Bo.md\n")
    assert COPY not in texts(root)
    assert texts(root)["contacts/Ada.md"] == ADA


def test_a_name_without_an_answer_prints_the_options(run: Run, root: Path) -> None:
    status, out, err = run("resolve", "ada")
    assert (status, out) == (1, "")
    assert (
        "contacts/Ada.md: 3 conflicts left; choose with --ours, --theirs or --both, or on a terminal\n" in err
    )
    assert texts(root) == NOTES


def test_a_note_without_a_conflict_is_no_fault(run: Run) -> None:
    assert run("resolve", "cy") == (0, "", "contacts/Cy.md has no conflict\n")
    assert run("resolve", "cy", "--format", "json") == (0, "[]\n", "contacts/Cy.md has no conflict\n")
    assert run("resolve", "nobody")[0] == 3


def test_a_vault_without_conflicts_has_nothing_to_resolve(run: Run, root: Path) -> None:
    run("resolve", "--ours")
    assert run("resolve") == (0, "", "no note is in conflict\n")


def test_one_refused_note_does_not_stop_the_others(run: Run, root: Path) -> None:
    unclear = "<<<<<<< a\nx\n=======\n=======\ny\n>>>>>>> b\n"
    (root / "contacts/Cy.md").write_text(unclear)
    status, _, err = run("resolve", "--ours")
    assert status == 4
    assert "contacts/Cy.md was not changed" in err
    assert texts(root)["contacts/Cy.md"] == unclear
    assert "<<<<<<<" not in texts(root)["contacts/Ada.md"]


def test_a_note_with_markers_is_written_by_no_other_command(run: Run, root: Path) -> None:
    status, _, err = run("set", "ada", "cadence", "monthly")
    assert status == 4
    assert "pnet resolve" in err
    assert texts(root) == NOTES


def test_without_git_a_copy_that_differs_is_refused(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    (root / COPY).write_text("y\n")
    status, _, err = run("resolve", "bo")
    assert status == 4
    assert "git isn't installed" in err
    assert texts(root) == {**NOTES, COPY: "y\n"}


@pytest.mark.system
def test_it_prints_the_git_command_to_run_next(
    run: Run, root: Path, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    def commit(text: str) -> None:
        (root / "contacts/Ada King.md").write_text(text)
        git("add", "contacts/Ada King.md")
        git("commit", "-m", "x")

    git("init", "-b", "main")
    commit("---\nrole: A\n---\n")
    git("checkout", "-b", "laptop")
    commit("---\nrole: B\n---\n")
    git("checkout", "main")
    commit("---\nrole: C\n---\n")
    # As a rebase leaves it that is over.
    git("update-ref", "REBASE_HEAD", "HEAD")
    git("merge", "laptop")
    found = json.loads(run("resolve", "ada king", "--format", "json")[1])
    assert [(each["ours"], each["theirs"], each["base"]) for each in found] == [("C", "B", "A")]
    status, _, err = run("resolve", "ada king", "--theirs")
    assert (status, err) == (0, 'to tell git: git add "contacts/Ada King.md" && git commit\n')
    assert (root / "contacts/Ada King.md").read_text() == "---\nrole: B\n---\n"
    # In another folder, git would look for these paths there.
    monkeypatch.chdir(root / "contacts")
    told = f'git -C {root} add "contacts/Ada King.md"'
    assert run("resolve")[2].count(told) == 1
    run("undo")
    err = run("resolve", "ada king", "--theirs")[2]
    assert err == f"to tell git: {told} && git -C {root} commit\n"


@pytest.mark.system
def test_a_note_that_one_side_deleted_is_told(run: Run, root: Path, git: Git) -> None:
    run("resolve", "--ours")
    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "x")
    git("checkout", "-b", "laptop")
    git("rm", "contacts/Ada.md")
    git("commit", "-m", "x")
    git("checkout", "main")
    run("set", "ada", "role", "Chair")
    git("commit", "-a", "-m", "x")
    git("merge", "laptop")
    status, _, err = run("resolve")
    assert status == 1
    assert err == (
        "contacts/Ada.md: deleted by theirs, changed by ours; to keep the file: git add contacts/Ada.md; "
        "to remove it: git rm contacts/Ada.md\n"
    )


@pytest.mark.system
def test_a_note_that_both_sides_renamed_is_told(run: Run, root: Path, git: Git) -> None:
    run("resolve", "--ours")
    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "x")
    git("checkout", "-b", "laptop")
    git("mv", "contacts/Ada.md", "contacts/B.md")
    git("commit", "-m", "x")
    git("checkout", "main")
    git("mv", "contacts/Ada.md", "contacts/C.md")
    git("commit", "-m", "x")
    git("merge", "laptop")
    _, _, err = run("resolve")
    assert err == (
        "contacts/Ada.md: deleted or renamed by both; to remove it: git rm contacts/Ada.md\n"
        "contacts/B.md: added or renamed by theirs; to keep the file: git add contacts/B.md; "
        "to remove it: git rm contacts/B.md\n"
        "contacts/C.md: added or renamed by ours; to keep the file: git add contacts/C.md; "
        "to remove it: git rm contacts/C.md\n"
    )


PICKS = {
    "rebase": (
        ("rebase", "--quiet", "main", "side"),
        "a rebase is in progress: ours is the branch that you rebase onto, theirs is your own commit ",
    ),
    "cherry-pick": (
        ("cherry-pick", "side"),
        "a cherry-pick is in progress: theirs is the commit ",
    ),
    "revert": (
        ("revert", "--no-edit", "main~1"),
        "a revert is in progress: theirs is the note without the change of ",
    ),
}


@pytest.mark.system
@pytest.mark.parametrize("what", PICKS)
def test_it_says_what_theirs_is_while_git_picks_a_commit(run: Run, root: Path, what: str) -> None:
    def git(*words: str) -> int:
        command = ["git", "-C", str(root), "-c", "user.name=J", "-c", "user.email=j@x", *words]
        return subprocess.run(command, capture_output=True, check=False).returncode

    def write(role: str) -> None:
        (root / "contacts/Cy.md").write_text(f"---\nrole: {role}\n---\n")
        git("add", "contacts/Cy.md")
        git("commit", "--quiet", "--message", f"Role {role}")

    git("init", "--quiet", "--initial-branch", "main")
    for role in ("a", "b"):
        write(role)
    git("switch", "--quiet", "--create", "side")
    write("c")
    git("switch", "--quiet", "main")
    write("d")
    words, told = PICKS[what]
    assert git(*words) != 0
    _, _, err = run("resolve", "Cy")
    commit = "Role b" if what == "revert" else "Role c"
    assert any(line.startswith(told) and line.endswith(commit) for line in err.splitlines())


# On a terminal


def at_terminal(root: Path, *words: str, editor: str = "") -> Sitting:
    command = [*COMMAND, "--vault", str(root), "resolve", *words]
    return Sitting(command, PNET_TODAY="2026-11-24", XDG_CONFIG_HOME="/nowhere", NO_COLOR="1", VISUAL=editor)


@needs_a_terminal
def test_each_conflict_is_a_question(root: Path) -> None:
    sitting = at_terminal(root, "ada")
    sitting.reads("contacts/Ada.md:3  role")
    sitting.reads("ours    Engineer  (main)")
    sitting.reads("theirs  Director  (laptop)")
    sitting.reads("Which role?")
    sitting.types(b"?")
    sitting.reads("take their version")
    sitting.reads("Which role?")
    sitting.types(b"b")
    sitting.reads("please press")
    sitting.types(b"t")
    sitting.reads("Which tags?")
    sitting.types(b"b")
    sitting.reads("    - 2026-11-02 call")
    sitting.reads("Which text?")
    sitting.types(b"b")
    assert sitting.answers() == ["resolved contacts/Ada.md", "  wrote contacts/Ada.md"]
    log = "- 2026-11-01 mail\n- 2026-11-02 call\n"
    assert texts(root)["contacts/Ada.md"] == settled("Director", "[a, b]", log)


@needs_a_terminal
def test_a_value_can_be_written(root: Path) -> None:
    sitting = at_terminal(root, "ada")
    sitting.reads("Which role?")
    sitting.types(b"e")
    sitting.reads("role")
    sitting.types(b"\x15Chair: of x\n")
    sitting.reads("Which tags?")
    sitting.types(b"q")
    assert sitting.answers(1) == ["resolved 1 of 3 conflicts in contacts/Ada.md", "  wrote contacts/Ada.md"]
    written = texts(root)["contacts/Ada.md"]
    assert "name: Ada\nrole: 'Chair: of x'\n<<<<<<< main\ntags: [a]\n" in written.replace('"', "'")
    assert written.endswith(ADA[ADA.index("## Log") :])


@needs_a_terminal
def test_lines_are_written_in_the_editor(root: Path) -> None:
    (root / "contacts/Ada.md").write_text("# Ada\n<<<<<<< main\na\n=======\nb\n>>>>>>> laptop\nend\n")
    editor = root.parent / "editor"
    editor.write_text('#!/bin/sh\necho c >> "$1"\n')
    editor.chmod(0o700)
    sitting = at_terminal(root, "ada", editor=str(editor))
    sitting.reads("Which text?")
    sitting.types(b"e")
    assert sitting.answers() == ["resolved contacts/Ada.md", "  wrote contacts/Ada.md"]
    assert texts(root)["contacts/Ada.md"] == "# Ada\na\nb\nc\nend\n"


@needs_a_terminal
def test_a_skipped_conflict_stays(root: Path) -> None:
    sitting = at_terminal(root, "ada")
    for what, key in (("role", b"\n"), ("tags", b"s"), ("text", b"o")):
        sitting.reads(f"Which {what}?")
        sitting.types(key)
    assert sitting.answers(1)[0] == "resolved 1 of 3 conflicts in contacts/Ada.md"
    assert texts(root)["contacts/Ada.md"] == f"{ADA[: ADA.index('## Log')]}## Log\n- 2026-11-02 call\n"


@needs_a_terminal
@pytest.mark.parametrize(("key", "status"), [(b"\x03", 130), (b"\x04", 4)])
def test_ctrl_c_and_the_end_of_input_write_nothing(root: Path, key: bytes, status: int) -> None:
    sitting = at_terminal(root)
    sitting.reads("Which role?")
    sitting.types(b"o")
    sitting.reads("Which tags?")
    sitting.types(key)
    assert sitting.answers(status) == []
    assert texts(root) == NOTES


@needs_a_terminal
def test_a_copy_of_a_missing_note_is_asked_about(root: Path) -> None:
    (root / "contacts/Bo.md").unlink()
    sitting = at_terminal(root, COPY)
    sitting.reads(f"contacts/Bo.md is missing. Rename its copy {COPY} to it? [Y/n]"[:60])
    sitting.types(b"\n")
    assert sitting.answers()[0] == f"renamed {COPY} to contacts/Bo.md"
    assert texts(root)["contacts/Bo.md"] == NOTES[COPY]
