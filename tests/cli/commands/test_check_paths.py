"""`pnet check PATH` checks only the named notes, but as part of the whole vault."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main

Vault = Callable[[Mapping[str, str]], Path]
Check = Callable[..., tuple[int, str, str]]
TWICE = "---\ntype: contact\nname: Ada\nemail: a@example.org\nemail: a@example.org\n---\n"
NOTES = {
    "contacts/Ada.md": TWICE,
    "contacts/Ada Lovelace.md": "---\ntype: contact\nname: Ada\n---\n",
    "contacts/Bo.md": "---\nname: Bo\n---\n<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n",
    "notes/n.md": "[[nobody]]\n",
    "drafts/d.md": "<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n",
    "README.txt": "",
    "pnet.toml": 'ignore = ["drafts"]\n[unknown]\nx = 1\n',
}


@pytest.fixture
def root(vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nowhere"))
    monkeypatch.delenv("PNET_VAULT", raising=False)
    root = vault(NOTES)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    def check(*words: str) -> tuple[int, str, str]:
        return (main(["check", *words]), *capsys.readouterr())

    return check


def codes(check: Check, *words: str) -> list[tuple[str, str]]:
    _, out, _ = check(*words, "--format", "json")
    return [(problem["path"], problem["code"]) for problem in json.loads(out)]


def test_only_the_named_note_is_checked(root: Path, check: Check) -> None:
    assert codes(check, "notes/n.md") == [("notes/n.md", "link-nowhere")]
    assert check("notes/n.md")[0] == 0
    assert check("contacts/Bo.md")[0] == 1


def test_a_problem_between_notes_is_found_from_each(root: Path, check: Check) -> None:
    assert ("contacts/Ada Lovelace.md", "name-shared") in codes(check, "contacts/Ada Lovelace.md")
    assert {path for path, _ in codes(check, "contacts/Ada.md")} == {"contacts/Ada.md"}


def test_a_folder_names_its_notes(root: Path, check: Check) -> None:
    everything = codes(check)
    assert codes(check, "contacts") == [one for one in everything if one[0].startswith("contacts/")]
    assert codes(check, "contacts/", "notes") == [one for one in everything if one[0] != "pnet.toml"]
    assert codes(check, ".") == everything
    assert codes(check, "pnet.toml") == [one for one in everything if one[0] == "pnet.toml"] != []


def test_paths_are_relative_to_the_working_directory(
    root: Path, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root / "notes")
    assert codes(check, "n.md") == codes(check, "../notes/n.md") == codes(check, str(root / "notes/n.md"))
    assert codes(check, "n.md") == [("notes/n.md", "link-nowhere")]
    # What is not there may be there in the vault.
    assert codes(check, "notes/n.md") == [("notes/n.md", "link-nowhere")]


def test_a_path_names_its_vault(root: Path, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root.parent)
    assert codes(check, f"{root.name}/notes/n.md") == [("notes/n.md", "link-nowhere")]
    assert codes(check, root.name) != []


def test_a_link_to_the_vault_leads_there(
    root: Path, check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link").symlink_to(root)
    monkeypatch.chdir(tmp_path)
    assert codes(check, "link/notes/n.md") == [("notes/n.md", "link-nowhere")]


def test_files_that_are_no_notes_are_passed_over(root: Path, check: Check, tmp_path: Path) -> None:
    (tmp_path / "outside.md").write_text("<<<<<<< ours\n")
    status, out, err = check(
        "README.txt", "drafts/d.md", "../outside.md", "contacts/Ada.md", "--severity", "error"
    )
    assert (status, "conflict" in out) == (0, False)
    assert "../outside.md, README.txt and drafts/d.md are not notes of" in err
    assert check("README.txt")[0] == 0


def test_a_path_that_does_not_exist_is_an_error(root: Path, check: Check) -> None:
    status, out, err = check("contacts/Cy.md", "contacts/Bo.md")
    assert (status, out) == (3, "")
    assert "no such file or folder: “contacts/Cy.md”" in err


def test_only_the_named_notes_are_fixed(root: Path, check: Check) -> None:
    (root / "contacts/Bo.md").write_text(TWICE.replace("Ada", "Bo"))
    status, _, err = check("--fix", "contacts/Bo.md")
    assert status == 0
    assert "contacts/Bo.md:5: duplicate-key" in err
    assert (root / "contacts/Bo.md").read_text().count("email") == 1
    assert (root / "contacts/Ada.md").read_text() == TWICE


def test_a_name_that_begins_with_a_dash_needs_two_dashes(root: Path, check: Check) -> None:
    (root / "-n.md").write_text("[[nobody]]\n")
    _, out, _ = check("--format", "gcc", "--", "-n.md")
    assert out.startswith("-n.md:1:1: information")
