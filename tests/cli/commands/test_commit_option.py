"""`--commit` and `[git] commit = true`: each writing command becomes one commit, and says so; without them, git isn't run."""

import io
import json
import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.arguments import command_parsers
from plaintext_network.cli.main import build_parser, main
from tests.vault.commits.repository import commit_all, git, head, last_commit, own_git, status

pytestmark = pytest.mark.system

Write = Callable[[Mapping[str, str]], Path]
Run = Callable[..., tuple[int, str, str]]

ADA, BO = "contacts/Ada Lovelace.md", "contacts/Bo Ek.md"
NOTES = {
    ADA: "---\ncadence: monthly\n---\n- [ ] send slides 📅 2026-11-20\n\n## Log\n- 2026-01-01 x\n",
    BO: "---\nknows: ['[[Ada Lovelace]]']\n---\n",
    "contacts/Bo Ng.md": "---\nrole : x\nrole: y\n---\n",
    "pnet.toml": "",
    ".gitignore": ".trash/\n",
}


@pytest.fixture
def root(vault: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    for name, value in own_git(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    monkeypatch.delenv("PNET_VAULT", raising=False)
    root = vault(NOTES)
    git(root, "init", "--quiet")
    commit_all(root)
    return root


@pytest.fixture
def pnet(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*argv: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = main(["--vault", str(root), *argv])
        out, err = capsys.readouterr()
        return code, out, err

    return run


COMMANDS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "add": (("Cy Dee",), "Add Cy Dee"),
    "log": (("coffee with Ada",), "Log 2026-11-24 with Ada Lovelace"),
    "set": (("Ada", "role", "poet"), "Set role poet (Ada Lovelace)"),
    "snooze": (("Ada", "1w"), "Snooze Ada Lovelace until 2026-12-01"),
    "promise": (("Ada", "friday", "a poem"), "Promise Ada Lovelace 2026-11-27: a poem"),
    "done": (("slides",), "Tick: send slides"),
    "rename": (("Ada", "Ada King"), "Rename Ada Lovelace to Ada King"),
    "merge": (("Bo Ek", "Bo Ng"), "Merge Bo Ng into Bo Ek"),
    "archive": (("Ada",), "Archive Ada Lovelace"),
    "delete": (("Bo Ng", "--yes"), "Delete Bo Ng"),
    "duplicates": (("--apart", "Bo Ek", "Bo Ng"), "Note that Bo Ek is not Bo Ng"),
    "intro": (("Ada", "Bo Ek", "--why", "looms"), "Introduce Ada Lovelace and Bo Ek"),
    "import": (("{folder}/cards.vcf", "--new", "add"), "Import from vCard: 2 added"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_each_writing_command_becomes_one_commit(root: Path, pnet: Run, tmp_path: Path, command: str) -> None:
    cards = (f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEND:VCARD\n" for name in ("Di Fo", "Eve Gu"))
    (tmp_path / "cards.vcf").write_text("".join(cards))
    words, subject = COMMANDS[command]
    code, _, err = pnet(command, *(word.format(folder=tmp_path) for word in words), "--commit")
    assert code == 0, err
    assert f"committed {head(root)[:10]}: {subject}" in err
    assert last_commit(root)[0] == subject
    assert status(root) == ""
    assert git(root, "rev-list", "--count", "HEAD").strip() == "2"
    code, _, err = pnet("undo", "--commit")
    assert code == 0
    assert f"committed {head(root)[:10]}: Undo: " in err
    assert status(root) == ""
    assert git(root, "diff", "HEAD~2", "--stat") == ""
    code, _, _ = pnet("redo", "--commit")
    assert code == 0
    assert status(root) == ""
    assert git(root, "diff", "HEAD~2", "--stat") == ""


def test_every_command_with_a_dry_run_can_commit() -> None:
    # `init` and `git` write only settings.
    for name, parser in command_parsers(build_parser(whole=True)).items():
        parser.complete()
        options = {string for action in parser._actions for string in action.option_strings}
        if name not in ("init", "git"):
            assert ("--commit" in options) == ("--dry-run" in options or name == "review"), name


def test_fixes_are_one_commit(root: Path, pnet: Run) -> None:
    (root / "contacts/Cy.md").write_text("---\ncircles: family,\n---\n\x0b")
    for name in ("Di", "Eve"):
        text = f"---\nname: {name}\n---\n"
        (root / f"contacts/{name}.md").write_text(text)
        (root / f"contacts/{name}.sync-conflict-20261120-101500-ABCDEFG.md").write_text(text)
    commit_all(root)
    _, _, err = pnet("check", "--fix", "--commit")
    assert f"committed {head(root)[:10]}: Fix what pnet check found" in err
    assert len(last_commit(root)[1]) == 2
    assert status(root) == ""


def test_a_conflict_copy_that_git_never_had_stays_out(root: Path, pnet: Run) -> None:
    (root / "contacts/Ada Lovelace.sync-conflict-20261120-101500-ABCDEFG.md").write_text(
        NOTES[ADA].replace("---\n- [ ]", "role: poet\n---\n- [ ]")
    )
    code, _, err = pnet("resolve", "Ada Lovelace", "--both", "--commit")
    assert code == 0, err
    assert "committed " in err
    assert last_commit(root)[1] == [ADA]
    assert "role: poet" in git(root, "show", f"HEAD:{ADA}")
    assert status(root) == ""
    assert "committed " in pnet("undo", "--commit")[2]
    assert last_commit(root)[0].startswith("Undo: ")
    assert last_commit(root)[1] == [ADA]
    assert (root / ADA).read_text() == NOTES[ADA]


def test_what_a_merge_left_in_conflict_is_for_the_commit_of_the_merge(root: Path, pnet: Run) -> None:
    (root / "pnet.toml").write_text("[git]\ncommit = true\n")
    commit_all(root)
    (root / ADA).write_text(NOTES[ADA].replace("monthly", "weekly"))
    git(root, "stash", "--quiet")
    (root / ADA).write_text(NOTES[ADA].replace("monthly", "yearly"))
    commit_all(root)
    subprocess.run(["git", "-C", root, "stash", "pop"], capture_output=True)
    _, _, err = pnet("resolve", "Ada Lovelace", "--theirs")
    assert f"to tell git: git -C {root} add" in err
    assert "committed" not in err


def test_a_deletion_of_what_git_never_had_is_no_commit(root: Path, pnet: Run) -> None:
    (root / "contacts/Cy.md").write_text("---\n---\n")
    old = head(root)
    _, _, err = pnet("delete", "Cy", "--yes", "--commit")
    assert "not committed: git has no version of contacts/Cy.md\n" in err
    assert head(root) == old


def test_the_setting_turns_it_on_and_the_option_off(root: Path, pnet: Run) -> None:
    (root / "pnet.toml").write_text("[git]\ncommit = true\n")
    commit_all(root)
    _, out, err = pnet("snooze", "Ada", "1w")
    assert f"committed {head(root)[:10]}: Snooze Ada Lovelace until 2026-12-01" in err
    assert "committed" not in out
    old = head(root)
    _, _, err = pnet("snooze", "Ada", "2w", "--no-commit")
    assert "committed" not in err
    assert (head(root), status(root)) == (old, f' M "{ADA}"\n')


def test_without_option_and_setting_git_is_not_run(
    root: Path, pnet: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin/git"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    for words in (("snooze", "Ada", "1w"), ("undo",), ("redo",), ("check", "--fix")):
        pnet(*words)
    assert not (tmp_path / "ran").exists()
    pnet("snooze", "Ada", "2w", "--commit")
    assert (tmp_path / "ran").exists()


def test_a_write_counts_even_if_its_commit_is_impossible(root: Path, pnet: Run) -> None:
    (root / ADA).write_text(NOTES[ADA] + "a thought\n")
    code, out, err = pnet("snooze", "Ada", "1w", "--commit", "--quiet")
    assert code == 0
    assert f"wrote {ADA}" in out
    assert err == (
        f"not committed: {ADA} had changes that were not committed\n"
        f"  git -C {root} add -- '{ADA}' && git -C {root} commit -m 'Snooze Ada Lovelace until 2026-12-01' -- '{ADA}'\n"
    )
    # The command works when pasted.
    os.system(err.splitlines()[1])  # noqa: S605
    assert last_commit(root) == ("Snooze Ada Lovelace until 2026-12-01", [ADA])


def test_by_the_setting_a_missing_commit_is_only_a_note(root: Path, pnet: Run) -> None:
    (root / "pnet.toml").write_text("[git]\ncommit = true\n")
    commit_all(root)
    git(root, "switch", "--quiet", "--detach")
    assert "not committed: HEAD is detached" in pnet("snooze", "Ada", "1w")[2]
    assert pnet("snooze", "Ada", "2w", "--quiet")[2] == ""


def test_a_dry_run_commits_nothing(root: Path, pnet: Run) -> None:
    old = head(root)
    code, _, err = pnet("snooze", "Ada", "1w", "--commit", "--dry-run")
    assert (code, err) == (0, "")
    assert (head(root), status(root)) == (old, "")


def test_a_refused_write_is_no_commit(root: Path, pnet: Run) -> None:
    old = head(root)
    assert pnet("snooze", "Ada", "yesterday", "--commit")[0] != 0
    assert pnet("snooze", "Nobody", "1w", "--commit")[0] == 3
    assert head(root) == old


def test_json_on_standard_output_stays_json(root: Path, pnet: Run, tmp_path: Path) -> None:
    (tmp_path / "cards.vcf").write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Di Fo\nEND:VCARD\n")
    _, out, err = pnet("import", str(tmp_path / "cards.vcf"), "--new", "add", "--commit", "--format", "json")
    json.loads(out)
    assert "committed " in err
    assert status(root) == ""


def test_a_sync_commits_the_notes_and_not_the_cards(root: Path, pnet: Run, tmp_path: Path) -> None:
    cards = tmp_path / "cards"
    cards.mkdir()
    (cards / "di.vcf").write_text("BEGIN:VCARD\nVERSION:3.0\nUID:di\nFN:Di Fo\nEND:VCARD\n")
    (root / "pnet.toml").write_text(f'[sync.phone]\nfolder = "{cards}"\nnew = "add"\nwho = "Di"\n')
    commit_all(root)
    code, _, err = pnet("sync", "phone", "--commit")
    assert code == 0, err
    assert "committed " in err
    assert last_commit(root)[1] == ["contacts/Di Fo.md"]
    old = head(root)
    _, _, err = pnet("sync", "phone", "--commit")
    assert ("committed" in err, head(root)) == (False, old)


def test_config_shows_the_setting(root: Path, pnet: Run) -> None:
    assert "git.commit\tfalse\tdefault" in pnet("config")[1]
    (root / "pnet.toml").write_text("[git]\ncommit = true\nhooks = true\n")
    out, err = pnet("config")[1:]
    assert "git.commit\ttrue\tpnet.toml" in out
    # No setting of a vault can make a repository's hooks run.
    assert "git.hooks" in err


def test_an_undo_that_removes_what_git_never_had_suggests_no_command(root: Path, pnet: Run) -> None:
    pnet("add", "Cy Dee", "--no-commit")
    _, _, err = pnet("undo", "--commit")
    assert err == "not committed: git has no version of contacts/Cy Dee.md yet\n"
