"""A folder note gives its folder to one person, whenever it comes, goes or changes."""

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.vault.edits.rename_note import plan_rename
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY

Write = Callable[[Mapping[str, str]], Path]
HOUR = 3_600_000_000_000


@pytest.fixture(autouse=True)
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files be old enough for their fingerprints to be trusted, and keep a cache of this test."""
    monkeypatch.setattr(time, "time_ns", lambda clock=time.time_ns: clock() + HOUR)
    monkeypatch.setenv("PNET_CACHE", str(tmp_path / "caches"))


def people(root: Path, *, cached: bool = True) -> list[str]:
    return [facts.path for facts in Notebook(str(root), TODAY, cache=cached).index.contacts()]


def checked(root: Path) -> list[str]:
    """Return the people, which are the same with and without a cache."""
    found = people(root)
    assert found == people(root, cached=False)
    return found


NOTES = {
    "contacts/Bo.md": "",
    "contacts/Ada Byrne/notes.md": "- 2026-11-01 call\n",
    "contacts/Ada Byrne/2026/kiln.md": "",
    "contacts/Ada Byrne/Cy.md": "---\ntype: person\n---\n",
}
OTHERS = ["contacts/Ada Byrne/2026/kiln.md", "contacts/Ada Byrne/Cy.md", "contacts/Ada Byrne/notes.md"]


@pytest.mark.parametrize(
    ("path", "text", "owns"),
    [
        ("contacts/Ada Byrne/Ada Byrne.md", "", True),
        ("contacts/Ada Byrne/👤 Ada Byrne.md", "", True),
        ("contacts/Ada Byrne.md", "", True),
        ("contacts/Ada Byrne.md", "---\ntype: moc\n---\n", False),
        ("contacts/Ada Byrne/Ada Byrne.md", "---\ntype: moc\n---\n", False),
        ("contacts/Ada Byrne/Ada Byrne.md", "---\ntype: organization\n---\n", False),
        ("contacts/Ada Byrne.md", "---\ntype: event\n---\n", False),
        ("contacts/Ada Byrne/Ada.md", "", False),
        ("elsewhere/Ada Byrne.md", "---\ntype: person\n---\n", False),
    ],
)
def test_the_other_notes_of_a_folder_follow_its_folder_note(
    vault: Write, path: str, text: str, owns: bool
) -> None:
    root = vault(NOTES)
    assert checked(root) == sorted([*OTHERS, "contacts/Bo.md"])
    vault({path: text})
    found = checked(root)
    assert (path in found) == (not text or "person" in text)
    assert [other for other in OTHERS if other in found] == (["contacts/Ada Byrne/Cy.md"] if owns else OTHERS)
    (root / path).unlink()
    assert checked(root) == sorted([*OTHERS, "contacts/Bo.md"])


def test_a_folder_note_that_becomes_an_index_gives_its_folder_back(vault: Write) -> None:
    root = vault({**NOTES, "contacts/Ada Byrne/Ada Byrne.md": ""})
    assert len(checked(root)) == 3
    vault({"contacts/Ada Byrne/Ada Byrne.md": "---\ntype: moc\n---\n"})
    assert checked(root) == sorted([*OTHERS, "contacts/Bo.md"])


def test_a_group_has_people_in_its_folder(vault: Write) -> None:
    root = vault(
        {
            "contacts/Friends/Friends.md": "",
            "contacts/Friends/Friends MOC.md": "",
            "contacts/Friends/Bo.md": "",
            "contacts/Work/Cy.md": "",
        }
    )
    assert checked(root) == ["contacts/Friends/Bo.md", "contacts/Work/Cy.md"]


def test_a_folder_that_moves_takes_its_owner_along(vault: Write) -> None:
    root = vault({**NOTES, "contacts/Ada Byrne/Ada Byrne.md": ""})
    assert len(checked(root)) == 3
    os.rename(root / "contacts/Ada Byrne", root / "contacts/Kiln")
    assert len(checked(root)) == 5
    os.rename(root / "contacts/Kiln", root / "contacts/Ada Byrne")
    assert len(checked(root)) == 3


def test_an_edit_reads_a_note_as_the_vault_does(vault: Write) -> None:
    root = vault({**NOTES, "contacts/Ada Byrne/Ada Byrne.md": ""})
    session = Notebook(str(root), TODAY).dry_run()
    operation = plan_rename(session, "contacts/Ada Byrne/notes.md", "Notes on kilns")
    assert [step.path for step in operation.steps] == ["contacts/Ada Byrne/Notes on kilns.md"]


@pytest.mark.parametrize("path", ["contacts/Ada Byrne/Ada Byrne.md", "contacts/Ada Byrne.md"])
def test_a_renamed_folder_note_keeps_its_file_name_and_its_folder(vault: Write, path: str) -> None:
    root = vault({**NOTES, path: "", "x.md": "[[Ada Byrne]]\n"})
    before = checked(root)
    with Notebook(str(root), TODAY).write_session() as session:
        notices = session.perform(plan_rename(session, path, "Ada King"))
    assert notices == (
        f"{path} keeps its file name, which makes it the note of the folder contacts/Ada Byrne/",
    )
    assert checked(root) == before
    assert Notebook(str(root), TODAY).contact("Ada King").path == path


def test_a_folder_note_alone_in_its_folder_is_renamed(vault: Write) -> None:
    root = vault({"contacts/Ada/Ada.md": ""})
    operation = plan_rename(Notebook(str(root), TODAY).dry_run(), "contacts/Ada/Ada.md", "Ada King")
    assert [step.path for step in operation.steps] == ["contacts/Ada/Ada King.md"]
