"""One undo takes back a sync, and the next sync decides nothing of it again by itself."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from plaintext_network.exchange.errors import SyncRefused
from plaintext_network.exchange.sync.run_sync import SyncOptions
from plaintext_network.exchange.sync.sync_plan import SyncAnswers
from plaintext_network.vault.transaction import transaction
from tests.exchange.sync.synced_folder import SyncedFolder


@pytest.fixture
def folder(tmp_path: Path) -> SyncedFolder:
    """Three people in sync."""
    folder = SyncedFolder(tmp_path)
    folder.write_note("Ada King", emails="[ada@example.org]", organization="Acme")
    folder.write_note("Bo Ek", emails="[bo@example.org]")
    folder.write_card("cy.vcf", "Cy Ha", "EMAIL:cy@example.org")
    folder.sync()
    folder.sync()
    return folder


def settings(folder: SyncedFolder, old: str, new: str) -> None:
    folder.edit(folder.root / "pnet.toml", old, new)


def questions(folder: SyncedFolder) -> list[tuple[str, str, str]]:
    """Return what a sync asks: the person, their state, and the property of a conflict."""
    plan = folder.prepare().plan
    asked = [(entry.name, entry.state, "") for entry in plan.entries if entry.asks]
    return asked + [
        (entry.name, entry.state, one.property) for entry in plan.entries for one in entry.open_conflicts
    ]


def nothing_is_written(folder: SyncedFolder) -> bool:
    before = folder.contents()
    folder.sync()
    return folder.contents() == before


CHANGES: dict[str, tuple[Callable[[SyncedFolder], None], list[tuple[str, str, str]]]] = {
    "a phone number in the card": (
        lambda f: f.edit(f.card_of("Ada King"), "EMAIL:ada@", "TEL:+44 20 7946 0018\r\nEMAIL:ada@"),
        [("Ada King", "changed", "phones")],
    ),
    "another job in the card": (
        lambda f: f.edit(f.card_of("Ada King"), "ORG:Acme", "ORG:Initech"),
        [("Ada King", "changed", "organization")],
    ),
    "a birthday in the card": (
        lambda f: f.edit(f.card_of("Bo Ek"), "EMAIL:bo@", "BDAY:1990-05-09\r\nEMAIL:bo@"),
        [("Bo Ek", "changed", "birthday")],
    ),
    "an address removed from the card": (
        lambda f: f.edit(f.card_of("Bo Ek"), "EMAIL:bo@example.org\r\n", ""),
        [("Bo Ek", "changed", "emails")],
    ),
    "another name in the card": (
        lambda f: f.edit(f.cards / "cy.vcf", "FN:Cy Ha", "FN:Cyrus Ha"),
        [("Cy Ha", "changed", "name")],
    ),
}


@pytest.mark.parametrize("case", CHANGES)
def test_what_an_undone_sync_took_from_a_card_is_a_question(folder: SyncedFolder, case: str) -> None:
    change, expected = CHANGES[case]
    change(folder)
    before = folder.contents()
    _, result = folder.sync()
    assert result.done
    folder.notebook().undo()
    assert folder.contents() == before
    assert questions(folder) == expected
    assert nothing_is_written(folder)
    # It stays a question, until it has an answer.
    assert questions(folder) == expected
    assert nothing_is_written(folder)


def test_the_answer_after_an_undo_counts_and_ends_the_question(folder: SyncedFolder) -> None:
    folder.edit(folder.card_of("Ada King"), "ORG:Acme", "ORG:Initech")
    folder.sync()
    folder.notebook().undo()
    folder.sync()
    _, result = folder.sync(SyncOptions(side="vault"))
    assert result.cards_written == 1
    assert b"ORG:Acme" in folder.card_of("Ada King").read_bytes()
    assert questions(folder) == []
    folder.edit(folder.card_of("Ada King"), "ORG:Acme", "ORG:Hooli")
    folder.sync()
    assert "Hooli" in (folder.root / "contacts/Ada King.md").read_text()


def test_what_an_undone_sync_gave_a_card_is_a_question(folder: SyncedFolder) -> None:
    folder.edit(folder.root / "contacts/Ada King.md", "organization: Acme", "organization: Initech")
    before = folder.contents()
    _, result = folder.sync()
    assert (result.notes_written, result.cards_written) == (0, 1)
    folder.notebook().undo()
    assert folder.contents() == before
    assert questions(folder) == [("Ada King", "changed", "organization")]
    assert nothing_is_written(folder)


def test_other_properties_go_on_as_if_nothing_had_happened(folder: SyncedFolder) -> None:
    folder.edit(folder.card_of("Ada King"), "ORG:Acme", "ORG:Initech")
    folder.sync()
    folder.notebook().undo()
    folder.edit(folder.card_of("Ada King"), "EMAIL:ada@", "TEL:+44 20 7946 0018\r\nEMAIL:ada@")
    folder.sync()
    text = (folder.root / "contacts/Ada King.md").read_text()
    assert "7946" in text
    assert "Acme" in text


@pytest.mark.parametrize("new", ["add", "ask"])
def test_a_contact_whose_note_is_undone_is_not_added_again_unasked(folder: SyncedFolder, new: str) -> None:
    settings(folder, 'new = "add"', f'new = "{new}"')
    folder.write_card("eve.vcf", "Eve Po", "EMAIL:eve@example.org")
    add = SyncOptions(SyncAnswers({"eve.vcf": "add"}))
    folder.sync(add)
    assert (folder.root / "contacts/Eve Po.md").exists()
    folder.notebook().undo()
    assert questions(folder) == [("Eve Po", "new card", "")]
    assert nothing_is_written(folder)
    assert questions(folder) == [("Eve Po", "new card", "")]
    folder.sync(add)
    assert (folder.root / "contacts/Eve Po.md").exists()
    assert questions(folder) == []


def test_a_contact_whose_card_is_undone_is_not_sent_again_unasked(folder: SyncedFolder) -> None:
    folder.write_note("Di Lu", emails="[di@example.org]")
    folder.sync()
    folder.notebook().undo()
    assert questions(folder) == [("Di Lu", "new contact", "")]
    assert nothing_is_written(folder)
    (entry,) = folder.prepare().plan.of("new contact")
    folder.sync(SyncOptions(SyncAnswers({entry.key: "keep"})))
    assert questions(folder) == []
    assert nothing_is_written(folder)


def test_a_card_is_written_again_on_request(folder: SyncedFolder) -> None:
    folder.write_note("Di Lu", emails="[di@example.org]")
    folder.sync()
    folder.notebook().undo()
    folder.sync()
    (entry,) = folder.prepare().plan.of("new contact")
    folder.sync(SyncOptions(SyncAnswers({entry.key: "add"})))
    assert folder.card_of("Di Lu")
    assert questions(folder) == []


@pytest.mark.parametrize("gone", ["ask", "archive"])
def test_a_contact_who_was_archived_and_undone_is_not_archived_again_unasked(
    folder: SyncedFolder, gone: str
) -> None:
    settings(folder, 'gone = "ask"', f'gone = "{gone}"')
    folder.card_of("Bo Ek").unlink()
    folder.sync(SyncOptions(SyncAnswers({"contacts/Bo Ek.md": "archive"})))
    assert "archived" in (folder.root / "contacts/Bo Ek.md").read_text()
    folder.notebook().undo()
    assert questions(folder) == [("Bo Ek", "card gone", "")]
    assert nothing_is_written(folder)


def test_a_card_that_was_removed_is_back_and_asked_about(folder: SyncedFolder) -> None:
    (folder.root / "contacts/Bo Ek.md").unlink()
    before = folder.contents()
    _, result = folder.sync(SyncOptions(deletes=True))
    assert result.cards_removed == 1
    folder.notebook().undo()
    assert folder.contents() == before
    assert questions(folder) == [("Bo Ek", "contact gone", "")]
    assert nothing_is_written(folder)


def test_a_card_that_the_phone_changed_since_stays_and_is_named(folder: SyncedFolder) -> None:
    folder.edit(folder.root / "contacts/Ada King.md", "organization: Acme", "organization: Initech")
    folder.sync()
    path = folder.card_of("Ada King")
    folder.edit(path, "EMAIL:ada@", "TEL:+44 20 7946 0018\r\nEMAIL:ada@")
    content = path.read_bytes()
    operation = transaction.undo(str(folder.root))
    assert operation.notices == (f"{path} has changed since, and stays as it is",)
    folder.notebook().undo()
    assert path.read_bytes() == content
    # What the phone has added arrives; who changed the organization, nobody knows.
    folder.sync()
    assert "7946" in (folder.root / "contacts/Ada King.md").read_text()
    assert path.read_bytes() == content


def test_a_redo_is_as_if_there_had_been_no_undo(folder: SyncedFolder) -> None:
    folder.edit(folder.card_of("Ada King"), "ORG:Acme", "ORG:Initech")
    folder.write_note("Di Lu", emails="[di@example.org]")
    folder.sync()
    after = folder.contents()
    folder.notebook().undo()
    folder.notebook().redo()
    assert folder.contents() == after
    assert questions(folder) == []
    assert nothing_is_written(folder)


def test_a_redo_after_another_sync_is_in_sync_as_well(folder: SyncedFolder) -> None:
    folder.edit(folder.card_of("Ada King"), "ORG:Acme", "ORG:Initech")
    folder.write_note("Di Lu", emails="[di@example.org]")
    folder.sync()
    after = folder.contents()
    folder.notebook().undo()
    assert nothing_is_written(folder)
    folder.notebook().redo()
    assert folder.contents() == after
    assert questions(folder) == []
    folder.sync()
    # What the note says of the former organization is new to the card.
    assert {path: text for path, text in folder.contents().items() if path.endswith(".md")} == {
        path: text for path, text in after.items() if path.endswith(".md")
    }
    assert nothing_is_written(folder)
    assert questions(folder) == []


def test_undoing_the_first_sync_leaves_everybody_to_be_asked_about(tmp_path: Path) -> None:
    folder = SyncedFolder(tmp_path)
    folder.write_note("Ada King", emails="[ada@example.org]")
    folder.write_card("cy.vcf", "Cy Ha", "EMAIL:cy@example.org")
    before = folder.contents()
    folder.sync()
    folder.notebook().undo()
    assert folder.contents() == before
    assert sorted(questions(folder)) == [("Ada King", "new contact", ""), ("Cy Ha", "new card", "")]
    assert nothing_is_written(folder)


def test_an_undo_while_a_sync_waits_for_answers_refuses_it(folder: SyncedFolder) -> None:
    folder.edit(folder.card_of("Ada King"), "ORG:Acme", "ORG:Initech")
    folder.sync()
    folder.write_note("Di Lu", emails="[di@example.org]")
    prepared = folder.prepare()
    folder.notebook().undo()
    before = folder.contents()
    with pytest.raises(SyncRefused, match="undone"):
        folder.apply(prepared)
    assert folder.contents() == before
    assert ("Ada King", "changed", "organization") in questions(folder)


def test_undo_knows_nothing_of_syncs(folder: SyncedFolder) -> None:
    folder.edit(folder.card_of("Ada King"), "ORG:Acme", "ORG:Initech")
    folder.sync()
    script = (
        f"import sys; from plaintext_network.cli.main import main; main(['--vault', {str(folder.root)!r}, 'undo']); "
        "print([name for name in sys.modules if name.startswith('plaintext_network.exchange')])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[0] == "undone: sync with phone: 1 note"
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("side", ["vault", "folder"])
def test_a_label_stays_with_its_number_while_the_user_has_not_chosen_one(
    folder: SyncedFolder, side: str
) -> None:
    card = folder.card_of("Ada King")
    labelled = "item1.TEL:+44 20 7946 0018\r\nitem1.X-ABLABEL:Boat\r\n"
    folder.edit(card, "EMAIL:ada@", f"{labelled}EMAIL:ada@")
    folder.sync()
    note = folder.root / "contacts/Ada King.md"
    assert "Boat" in note.read_text()
    folder.edit(card, labelled, "TEL:+44 20 7946 0019\r\n")
    folder.sync()
    assert "Boat" not in note.read_text()
    folder.notebook().undo()
    folder.sync()
    assert "Boat" in note.read_text()
    folder.sync(SyncOptions(side=side))
    texts = note.read_text(), card.read_text()
    assert all(("Boat" in text, "0018" in text) == (side == "vault",) * 2 for text in texts)
