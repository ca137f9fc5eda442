"""Whatever the note and whatever the edit: all or nothing is written, and undoing it restores every byte."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from plaintext_network.errors import PnetError
from plaintext_network.model.edits.interaction import NewInteraction
from plaintext_network.vault.cache.locations import records_folder
from plaintext_network.vault.edits.log_interaction import plan_interaction
from plaintext_network.vault.edits.merge_contacts import plan_merge
from plaintext_network.vault.edits.promises import plan_promise
from plaintext_network.vault.edits.rename_note import plan_rename
from plaintext_network.vault.edits.write_session import WriteSession
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.transaction import pending
from plaintext_network.vault.transaction.record import Operation
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import Write, said, texts

CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("*.md"))
PATH, BO = "contacts/Ada.md", "contacts/Bo.md"
TEA = NewInteraction(date(2026, 11, 2), "tea [[x]] #y", "call", gave=("NO: 1",))

EDITS: dict[str, Callable[[WriteSession], Operation]] = {
    "set": lambda desk: said(desk, PATH, "cadence", "2 months"),
    "add": lambda desk: said(desk, PATH, "phones", "0441234", "+1?", how="add"),
    "unset": lambda desk: said(desk, PATH, "tags", how="unset"),
    "any": lambda desk: said(desk, PATH, "my: own", "- [x] 'é' #", any_name=True),
    "promise": lambda desk: plan_promise(desk, PATH, date(2026, 12, 4), "send it"),
    "log": lambda desk: plan_interaction(desk, TEA, (PATH, BO), form="log"),
    "rename": lambda desk: plan_rename(desk, PATH, "Ada: King", alias=True),
    "merge": lambda desk: plan_merge(desk, BO, PATH),
    "be merged": lambda desk: plan_merge(desk, PATH, BO),
}


def contents(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("note", CORPUS, ids=lambda note: note.stem)
def test_an_edit_of_any_note_is_undone_to_the_byte(vault: Write, note: Path) -> None:
    root = vault(
        {
            BO: "---\nknows: ['[[Ada]]', \"[[Ada|her]]\"]\nrole: x\n---\nSee [[Ada]].\n\n## Log\n- 2026-01-01 x\n"
        }
    )
    (root / PATH).write_bytes(note.read_bytes())
    before = contents(root)
    notebook = Notebook(str(root), TODAY)
    for name, edit in EDITS.items():
        try:
            with notebook.write_session() as desk:
                operation = edit(desk)
                desk.perform(operation)
        except PnetError:
            assert contents(root) == before, name
            continue
        if operation.steps:
            assert contents(root) != before, name
            notebook.undo()
        assert contents(root) == before, name


def interrupted(root: Path, before: dict[str, str]) -> None:
    """Put a vault back to what it was and its last write to what it is when the machine dies at its first step."""
    folder = Path(records_folder(str(root)))
    last = max(path for path in folder.iterdir() if path.name[0].isdigit())
    last.rename(folder / pending.PENDING)
    for path in texts(root).keys() - before.keys():
        (root / path).unlink()
    for path, text in before.items():
        (root / path).write_bytes(text.encode())


def test_what_was_interrupted_is_completed_before_anything_is_worked_out(vault: Write) -> None:
    notes = {PATH: "x\n", BO: "[[Ada]]\n"}
    root = vault(notes)
    with (notebook := Notebook(str(root), TODAY)).write_session() as desk:
        desk.perform(plan_rename(desk, PATH, "Ada King"))
    interrupted(root, notes)
    with notebook.write_session() as desk:
        told = desk.perform(plan_rename(desk, "contacts/Ada King.md", "Countess"))
    assert told == ("finished what was interrupted: rename Ada to Ada King",)
    assert texts(root) == {"contacts/Countess.md": "x\n", BO: "[[Countess]]\n"}


def test_what_was_interrupted_can_be_undone(vault: Write) -> None:
    notes = {PATH: "x\n", BO: "[[Ada]]\n"}
    root = vault(notes)
    with (notebook := Notebook(str(root), TODAY)).write_session() as desk:
        desk.perform(plan_rename(desk, PATH, "Ada King"))
    interrupted(root, notes)
    assert notebook.undo() == "rename Ada to Ada King"
    assert texts(root) == notes
