"""`pnet export`: standard output, a file, a folder; what it says, and what it refuses."""

import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main

NOTES = {
    "contacts/Ada.md": "---\nemails: [ada@example.org]\n---\n",
    "contacts/Bo.md": "---\ncircles: [choir]\n---\n",
    "contacts/Zeph.md": "---\nprivate: true\n---\n",
    "contacts/Ed.md": "---\nstatus: deceased\n---\n",
}


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("PNET_TODAY", "2026-11-25")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    monkeypatch.setenv("PNET_STATE", str(tmp_path / "state"))
    return vault(NOTES)


@pytest.fixture
def export(root: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, list[str]]]:
    def run(*words: str) -> tuple[int, str, list[str]]:
        status = main(["--vault", str(root), "export", *words])
        out, err = capsys.readouterr()
        return status, out, err.splitlines()

    return run


Run = Callable[..., tuple[int, str, list[str]]]


def test_an_export_is_vcard_3_on_standard_output_and_says_who_stays(export: Run) -> None:
    status, out, err = export()
    assert status == 0
    assert out.count("BEGIN:VCARD\r\nVERSION:3.0\r\n") == 2
    assert out.endswith("END:VCARD\r\n")
    assert err == [
        "exported 2 contacts (vCard 3.0); not exported: 1 private contact (--private NAME), 1 deceased (status:deceased)"
    ]


def test_if_nobody_matches_the_status_is_1_and_no_file_is_written(export: Run, tmp_path: Path) -> None:
    file = tmp_path / "contacts.vcf"
    assert export("circle:nobody", "-o", str(file)) == (1, "", ["no contact to export matches"])
    assert not file.exists()
    status, out, err = export("zeph")
    assert (status, out) == (1, "")
    assert err == ["no contact to export matches; not exported: 1 private contact (--private NAME)"]


def test_a_private_contact_leaves_by_name(export: Run) -> None:
    status, out, _ = export("zeph", "--private", "Zeph")
    assert status == 0
    assert "FN:Zeph\r\n" in out
    assert export("--private", "Nobody")[0] == 3


def test_a_file_keeps_its_mode_and_a_link_stays_a_link(export: Run, tmp_path: Path) -> None:
    file, link = tmp_path / "contacts.vcf", tmp_path / "link.vcf"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)
    status, out, err = export("-o", str(link))
    assert (status, out) == (0, "")
    assert err[0].startswith(f"exported 2 contacts (vCard 3.0) to {link}; not exported: ")
    assert link.is_symlink()
    assert file.read_bytes().startswith(b"BEGIN:VCARD\r\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["contacts.vcf", "link.vcf", "vault"]


def test_a_failed_export_leaves_the_file_as_it_was(
    export: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "contacts.vcf"
    file.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    status, _, err = export("-o", str(file))
    assert status == 4
    assert err[0] == f"can't write “{file}”: No space left on device"
    assert file.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("-o", "{tmp}/missing/a.vcf"), "can't write “{tmp}/missing/a.vcf”: there is no folder “{tmp}/missing”"),
        (("-o", "{tmp}"), "can't write “{tmp}”: it is a folder; to write one file for each contact: --split"),
        (("-o", "{tmp}/vault/contacts/Ada.md"), "can't write “{tmp}/vault/contacts/Ada.md”: it would be a note or a setting of the vault"),
        (("-o", "{tmp}/vault/pnet.toml"), "can't write “{tmp}/vault/pnet.toml”: it would be a note or a setting of the vault"),
        (("-o", "{tmp}/vault/.obsidian/app.json"), "can't write “{tmp}/vault/.obsidian/app.json”: it would be a note or a setting of the vault"),
        (("--split", "{tmp}/missing/a"), "can't write “{tmp}/missing/a”: there is no folder “{tmp}/missing”"),
        (("--split", "{tmp}/vault/pnet.toml"), "can't write “{tmp}/vault/pnet.toml”: it is a file"),
        (("--to", "markdown", "--split", "{tmp}/vault/copies"), "can't write “{tmp}/vault/copies”: each contact would have a second note in the vault"),
    ],
)  # fmt: skip
def test_a_place_that_can_not_be_written_is_refused_with_an_example(
    export: Run, tmp_path: Path, words: tuple[str, ...], fault: str
) -> None:
    before = (tmp_path / "vault/contacts/Ada.md").read_bytes()
    status, _, err = export(*(word.format(tmp=tmp_path) for word in words))
    assert status == 4
    assert err[0] == fault.format(tmp=tmp_path)
    assert ": pnet export " in err[1]
    assert (tmp_path / "vault/contacts/Ada.md").read_bytes() == before


def test_a_file_and_a_folder_at_once_are_wrong_usage(export: Run) -> None:
    status, _, err = export("-o", "a", "--split", "b")
    assert status == 2
    assert err[0] == "--output writes one file, and --split a file for each contact: give one of them"
    assert export("--with", "notes,secrets")[0] == 2


def test_a_split_writes_one_file_for_each_contact_and_only_what_changed(
    export: Run, root: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "cards"
    said = export("--split", str(folder))[2][0]
    assert said.startswith(f"exported 2 contacts (vCard 3.0) to {folder}: 2 files written, 0 unchanged; not ")
    assert sorted(path.name for path in folder.iterdir()) == ["Ada.vcf", "Bo.vcf"]
    (root / "contacts/Ada.md").write_text("---\nemails: [ada@example.net]\n---\n")
    assert export("--split", str(folder))[2][0].split("; ")[0].endswith(": 1 file written, 1 unchanged")
    assert b"ada@example.net" in (folder / "Ada.vcf").read_bytes()


def test_a_split_says_which_files_it_no_longer_writes_but_names_nobody_private(
    export: Run, root: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "cards"
    export("--split", str(folder))
    (root / "contacts/Bo.md").write_text("---\nprivate: true\n---\n")
    status, _, err = export("--split", str(folder))
    assert status == 0
    assert len(err) == 1
    assert err[0].endswith("; 1 file of an earlier export still there")
    (root / "contacts/Bo.md").write_text("---\nstatus: deceased\n---\n")
    assert export("--split", str(folder))[2][0].endswith("; 1 file of an earlier export still there: Bo.vcf")
    assert (folder / "Bo.vcf").exists()


def test_a_split_never_replaces_what_pnet_did_not_write(export: Run, tmp_path: Path) -> None:
    folder = tmp_path / "cards"
    export("--split", str(folder))
    with open(folder / "Bo.vcf", "ab") as file:
        file.write(b"edited")
    (tmp_path / "vault/contacts/Ada.md").write_text("---\nemails: [new@example.org]\n---\n")
    status, _, err = export("--split", str(folder))
    assert status == 4
    assert err == [
        f"“{folder}” already contains “Bo.vcf”, which pnet did not write or somebody has edited since",
        f"nothing was exported; move what you need, or export to a new folder: pnet export --split {folder}-new",
    ]
    assert b"new@example.org" not in (folder / "Ada.vcf").read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == ["Ada.vcf", "Bo.vcf"]


def test_a_split_follows_no_link_and_takes_the_same_content_for_its_own(export: Run, tmp_path: Path) -> None:
    folder = tmp_path / "cards"
    folder.mkdir()
    (folder / "Ada.vcf").symlink_to(tmp_path / "vault/contacts/Ada.md")
    assert export("--split", str(folder))[0] == 4
    (folder / "Ada.vcf").unlink()
    export("--split", str(folder))
    # As on a new machine.
    os.environ["PNET_STATE"] = str(tmp_path / "other-state")
    assert export("--split", str(folder))[2][0].split("; ")[0].endswith(": 0 files written, 2 unchanged")


def test_notes_in_a_folder_are_contacts_again(export: Run, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    assert export("--to", "markdown", "--split", str(folder))[0] == 0
    assert (
        (folder / "Ada.md")
        .read_text()
        .startswith("---\ntype: person\nname: Ada\nemails:\n  - ada@example.org\n")
    )
    (folder / "pnet.toml").touch()
    assert main(["--vault", str(folder), "export", "--to", "jsonl", "-o", str(tmp_path / "again.jsonl")]) == 0
    first = export("--to", "jsonl")[1]
    assert (tmp_path / "again.jsonl").read_text() == first


@pytest.mark.parametrize(
    ("to", "extras", "fault"),
    [
        ("csv", "photos", "photos (CSV has no place for them; vCard does)"),
        ("abook", "tags", None),
        ("markdown", "photos", "photos (Markdown has no place for them; vCard does)"),
    ],
)
def test_what_a_format_can_not_contain_is_said(export: Run, to: str, extras: str, fault: str | None) -> None:
    (said,) = export("--to", to, "--with", extras)[2]
    assert said.endswith(f", {fault}") if fault else "no place" not in said
