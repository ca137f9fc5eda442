"""`pnet history` prints who changed what and when, in every format, and leaves out private people."""

import csv
import io
import json
import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from tests.cli.terminal import Terminal
from tests.cli.test_canary import LEAK, PRIVATE, canary_notes

pytestmark = pytest.mark.system

ADA = "contacts/Ada.md"
NOTE = "---\nrole: Engineer\nemails: [ada@a.example]\n---\n\n## Log\n- 2026-10-01 call: hello\n"
Ask = Callable[..., tuple[int, str, str]]


def git(root: Path, *words: str, **more: str) -> str:
    own = {
        f"GIT_{who}_{what}": text
        for who in ("AUTHOR", "COMMITTER")
        for what, text in (("NAME", "Jo"), ("EMAIL", "j@e.example"))
    }
    done = subprocess.run(
        ["git", "-C", str(root), *words],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **own, **more},
    )
    return done.stdout.strip()


def commit(root: Path, text: str, day: str, author: str = "Jo") -> str:
    (root / ADA).write_text(text, encoding="utf-8")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "x", GIT_AUTHOR_DATE=f"{day}T12:00:00Z", GIT_AUTHOR_NAME=author)
    return git(root, "rev-parse", "HEAD")


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for variable in ("PNET_CACHE", "PNET_STATE", "PNET_RUNTIME", "HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    root = vault({ADA: "", "pnet.toml": ""})
    git(root, "init", "--quiet")
    return root


@pytest.fixture
def ask(root: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    def ask(*words: str) -> tuple[int, str, str]:
        status = main(["--vault", str(root), "history", *words])
        return (status, *capsys.readouterr())

    return ask


def test_a_line_has_the_day_the_commit_the_author_and_the_change(root: Path, ask: Ask) -> None:
    first = commit(root, NOTE, "2026-10-01")
    then = commit(
        root,
        NOTE.replace("Engineer", "Director").replace(".example]", ".example, b@b.example]"),
        "2026-11-02",
        "Mo",
    )
    (root / ADA).write_text(NOTE.replace("Engineer", "CTO"))
    assert ask("ada") == (
        0,
        "\tnot committed\t\temails − b@b.example\n"
        "\tnot committed\t\trole: Director → CTO\n"
        f"2026-11-02\t{then[:7]}\tMo\temails + b@b.example\n"
        f"2026-11-02\t{then[:7]}\tMo\trole: Engineer → Director\n"
        f"2026-10-01\t{first[:7]}\tJo\tnote created\n"
        f"2026-10-01\t{first[:7]}\tJo\temails + ada@a.example\n"
        f"2026-10-01\t{first[:7]}\tJo\trole + Engineer\n"
        f"2026-10-01\t{first[:7]}\tJo\tLog + 1 entry\n",
        "",
    )


def test_json_has_whole_values_and_the_whole_id(root: Path, ask: Ask) -> None:
    name = commit(root, NOTE.replace("Engineer", "E" * 500), "2026-10-01")
    status, out, _ = ask("ada", "--format", "json", "--property", "role")
    assert status == 0
    assert json.loads(out) == [
        {
            "date": "2026-10-01",
            "commit": name,
            "author": "Jo",
            "change": "role + " + "E" * 500,
            "kind": "property",
            "property": "role",
            "old": None,
            "new": "E" * 500,
            "added": [],
            "removed": [],
            "done": [],
            "path": ADA,
        }
    ]
    _, table, _ = ask("ada", "--format", "table", "--property", "role")
    assert "E" * 119 + "…" in table
    assert "Jo" not in table


def test_options_choose_properties_days_and_how_many(root: Path, ask: Ask) -> None:
    commit(root, NOTE, "2026-10-01")
    commit(root, NOTE.replace("Engineer", "Director").replace("role", "company: Acme\nrole"), "2026-11-20")
    fields = ("--fields", "change")
    assert ask("ada", "--property", "company", "--property", "Role", "--since", "2 weeks ago", *fields)[
        1
    ] == ("organization + Acme\nrole: Engineer → Director\n")
    assert ask("ada", "--limit", "1", *fields)[1] == "organization + Acme\n"
    assert ask("ada", "--property", "snooze", "--format", "json") == (1, "[]\n", "")
    assert ask("ada", "--all", *fields)[1].endswith("Log + 2026-10-01 call: hello\n")
    assert ask("ada", "--fields", "nonsense")[0] == 2


def test_a_misspelled_property_gets_those_that_changed(
    root: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(root, NOTE, "2026-10-01")
    out, err = Terminal(), Terminal()
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setattr("sys.stderr", err)
    monkeypatch.setenv("NO_COLOR", "1")
    assert ask("ada", "--property", "rol", "--no-pager")[0] == 1
    assert err.getvalue() == "no change matches; properties that changed: emails, role\n"


def test_one_unread_version_is_singular(root: Path, ask: Ask) -> None:
    commit(root, NOTE, "2026-10-01")
    (root / ADA).write_text(NOTE.replace("role", "<<<<<<< a\nrole: x\n=======\nrole: y\n>>>>>>> b\nrole"))
    assert ask("ada")[2] == "1 version left out: its properties can't be read\n"


def test_tasks_are_counted_by_what_happened_to_them(root: Path, ask: Ask) -> None:
    commit(root, NOTE + "\n- [ ] send slides\n- [ ] write\n", "2026-10-01")
    commit(root, NOTE + "\n- [x] send slides\n- [ ] ask\n", "2026-11-20")
    assert ask("ada", "--since", "2026-11-01", "--fields", "change")[1] == "tasks + 1 − 1 done: 1\n"
    shown = ask("ada", "--since", "2026-11-01", "--all", "--fields", "change")[1]
    assert shown == "tasks + ask − write done: send slides\n"


def test_control_characters_and_wide_names_do_no_harm(root: Path, ask: Ask) -> None:
    commit(root, '---\nrole: "a\\u001b[31m\\u202eb"\n---\n', "2026-10-01", "山田\u200b\u202e太郎\x1b[31m")
    for form in ("table", "plain", "csv", "json", "jsonl"):
        status, out, _ = ask("ada", "--format", form, "--fields", "author,change")
        assert status == 0
        assert "山田" in out
        assert not {"\x1b", "\u202e"} & set(out)
    status, out, _ = ask("ada", "--format", "csv", "--fields", "change,kind")
    assert list(csv.reader(io.StringIO(out)))[1] == ["note created", "created"]


def test_without_history_it_says_what_to_do(root: Path, ask: Ask) -> None:
    status, out, err = ask("ada")
    assert (status, out) == (3, "")
    assert "git -C" in err
    status, _, err = ask("nobody")
    assert status == 3
    assert "no note matches “nobody”" in err


def test_a_shallow_clone_says_so(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(root, NOTE, "2026-10-01")
    commit(root, NOTE.replace("Engineer", "Director"), "2026-11-01")
    git(tmp_path, "clone", "--quiet", "--depth", "1", root.as_uri(), "other")
    assert main(["--vault", str(tmp_path / "other"), "history", "ada"]) == 1
    assert "git fetch --unshallow" in capsys.readouterr().err


def test_a_history_leaves_out_somebody_private(root: Path, ask: Ask) -> None:
    for path, text in canary_notes().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    commit(root, NOTE, "2026-10-01")
    commit(root, canary_notes()[ADA], "2026-11-01")
    (root / ADA).write_text(NOTE + "- 2026-11-02 met Zeph\n")
    for words in (("ada",), ("ada", "--all"), ("Bo", "--all"), ("Tom",)):
        for form in ("table", "plain", "csv", "json", "jsonl"):
            status, out, err = ask(*words, "--format", form)
            assert status == 0
            assert not LEAK.search(out)
            assert "left out: add --private" in err
            assert LEAK.search(ask(*words, "--format", form, "--all", "--private")[1])
    # Whom you ask for by name is shown.
    assert "Plumeria" in ask(PRIVATE)[1]
