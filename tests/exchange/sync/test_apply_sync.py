"""A sync writes cards and notes as one write; whatever has changed meanwhile is left to the next sync, and the rest goes on."""

from pathlib import Path

import pytest

from plaintext_network.errors import WriteFailed
from plaintext_network.exchange.errors import SyncBusy, SyncRefused
from plaintext_network.exchange.sync.open_sync import open_sync
from plaintext_network.exchange.sync.run_sync import SyncOptions
from plaintext_network.exchange.sync.sync_plan import SyncAnswers
from plaintext_network.vault.transaction import rename_flags, transaction
from tests.exchange.sync.synced_folder import SyncedFolder, card


@pytest.fixture
def folder(tmp_path: Path) -> SyncedFolder:
    """Three people in sync."""
    folder = SyncedFolder(tmp_path)
    folder.write_note("Ada King", emails="[ada@example.org]", organization="Acme", role="Analyst")
    folder.write_note("Bo Ek", emails="[bo@example.org]")
    folder.write_card("cy.vcf", "Cy Ha", "EMAIL:cy@example.org")
    folder.sync()
    folder.sync()
    return folder


def changed(folder: SyncedFolder) -> None:
    """Change a card, a note, and add one of each."""
    folder.edit(folder.card_of("Ada King"), "EMAIL:ada@", "TEL:+44 20 7946 0018\r\nEMAIL:ada@")
    folder.edit(folder.root / "contacts/Bo Ek.md", "bo@example.org", "bo@new.example.org")
    folder.write_note("Di Lu", emails="[di@example.org]")
    folder.write_card("eve.vcf", "Eve Po", "EMAIL:eve@example.org")


def names(result: object) -> set[str]:
    return {entry.name for entry in result}  # type: ignore[attr-defined]


def test_everything_is_one_write_with_a_line_that_counts_it(folder: SyncedFolder) -> None:
    before = len(transaction.undoable(str(folder.root)))
    changed(folder)
    _, result = folder.sync()
    # A contact who gets a card gets a UID, too.
    assert (result.notes_written, result.cards_written, result.cards_removed) == (3, 2, 0)
    assert names(result.done) == {"Ada King", "Bo Ek", "Di Lu", "Eve Po"}
    past = transaction.undoable(str(folder.root))
    assert len(past) == before + 1
    assert past[0].what == "sync with phone: 3 notes, 2 cards"
    assert folder.sync()[1].done == ()


def test_a_card_that_changed_since_it_was_read_is_skipped_and_the_rest_goes_on(folder: SyncedFolder) -> None:
    changed(folder)
    prepared = folder.prepare()
    bo = folder.card_of("Bo Ek")
    folder.edit(bo, "EMAIL:bo@", "NICKNAME:Bobo\r\nEMAIL:bo@")
    content = bo.read_bytes()
    result = folder.apply(prepared)
    assert [(one.entry.name, one.reason) for one in result.skipped] == [
        ("Bo Ek", f"{bo.name} has changed meanwhile")
    ]
    assert names(result.done) == {"Ada King", "Di Lu", "Eve Po"}
    assert bo.read_bytes() == content
    folder.sync()
    assert b"NICKNAME:Bobo" in bo.read_bytes()
    assert b"bo@new.example.org" in bo.read_bytes()
    assert "Bobo" in (folder.root / "contacts/Bo Ek.md").read_text()


def test_a_note_that_changed_since_is_skipped_with_its_card(folder: SyncedFolder) -> None:
    changed(folder)
    folder.edit(folder.root / "contacts/Ada King.md", "organization: Acme", "organization: Initech")
    prepared = folder.prepare()
    ada = folder.root / "contacts/Ada King.md"
    folder.edit(ada, "role: Analyst", "role: Engineer")
    note, card_before = ada.read_bytes(), folder.card_of("Ada King").read_bytes()
    result = folder.apply(prepared)
    assert names(one.entry for one in result.skipped) == {"Ada King"}
    assert (ada.read_bytes(), folder.card_of("Ada King").read_bytes()) == (note, card_before)
    assert names(folder.sync()[1].done) == {"Ada King"}
    assert b"Initech" in folder.card_of("Ada King").read_bytes()


def test_a_card_that_is_gone_since_is_not_written_again(folder: SyncedFolder) -> None:
    changed(folder)
    prepared = folder.prepare()
    bo = folder.card_of("Bo Ek")
    bo.unlink()
    result = folder.apply(prepared)
    assert names(one.entry for one in result.skipped) == {"Bo Ek"}
    assert not bo.exists()
    assert [entry.name for entry in folder.prepare().plan.of("card gone")] == ["Bo Ek"]


def test_a_card_that_is_back_keeps_its_contact(folder: SyncedFolder) -> None:
    bo = folder.card_of("Bo Ek")
    content = bo.read_bytes()
    bo.unlink()
    prepared = folder.prepare(SyncOptions(SyncAnswers({"contacts/Bo Ek.md": "trash"})))
    (entry,) = prepared.plan.of("card gone")
    assert entry.writes_vault
    bo.write_bytes(content)
    result = folder.apply(prepared)
    assert [one.reason for one in result.skipped] == ["the card is there again"]
    assert (folder.root / "contacts/Bo Ek.md").exists()
    assert folder.sync()[1].done == ()


def test_a_new_card_whose_name_is_taken_meanwhile_gets_another(folder: SyncedFolder) -> None:
    folder.write_note("Di Lu", emails="[di@example.org]")
    prepared = folder.prepare()
    (entry,) = prepared.plan.of("new contact")
    taken = folder.cards / entry.file.upper()
    taken.write_bytes(card("Somebody", "other").encode())
    result = folder.apply(prepared)
    (done,) = result.done
    assert done.file.lower() != entry.file.lower()
    assert b"FN:Di Lu" in (folder.cards / done.file).read_bytes()
    assert any(person.file == done.file for person in folder.base.people)


def test_a_write_protected_card_is_skipped(folder: SyncedFolder) -> None:
    changed(folder)
    folder.card_of("Bo Ek").chmod(0o444)
    result = folder.sync()[1]
    assert [one.reason.split(".vcf ")[1] for one in result.skipped] == ["is write-protected"]
    assert names(result.done) == {"Ada King", "Di Lu", "Eve Po"}


def test_another_folder_in_place_is_not_written(folder: SyncedFolder) -> None:
    changed(folder)
    prepared = folder.prepare()
    folder.cards.rename(folder.cards.with_name("elsewhere"))
    folder.cards.mkdir()
    before = folder.contents()
    with pytest.raises(SyncRefused, match="not the folder that it was"):
        folder.apply(prepared)
    assert folder.contents() == before


def test_no_write_follows_a_link_that_has_come_in_place_of_a_card(
    folder: SyncedFolder, tmp_path: Path
) -> None:
    changed(folder)
    prepared = folder.prepare()
    bo = folder.card_of("Bo Ek")
    victim = tmp_path / "victim.vcf"
    bo.rename(victim)
    bo.symlink_to(victim)
    content = victim.read_bytes()
    result = folder.apply(prepared)
    assert names(one.entry for one in result.skipped) == {"Bo Ek"}
    assert victim.read_bytes() == content


def test_two_syncs_at_once_are_one_and_a_refusal(folder: SyncedFolder) -> None:
    with (
        open_sync(folder.notebook(), folder.settings),
        pytest.raises(SyncBusy, match="pnet sync phone"),
        open_sync(folder.notebook(), folder.settings),
    ):
        pass
    folder.sync()


def test_a_folder_that_can_not_be_written_changes_nothing(
    folder: SyncedFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(folder)
    before, base = folder.contents(), folder.base
    real = rename_flags.exchange

    def refuse(folder: int, name: str, other: str) -> bool:
        if other.endswith(".vcf"):
            raise OSError(28, "No space left on device")
        return real(folder, name, other)

    monkeypatch.setattr(rename_flags, "exchange", refuse)
    with pytest.raises(WriteFailed, match="No space left on device"):
        folder.sync()
    monkeypatch.undo()
    assert (folder.contents(), folder.base) == (before, base)
    assert names(folder.sync()[1].done) == {"Ada King", "Bo Ek", "Di Lu", "Eve Po"}


def test_what_the_phone_says_is_new_is_remembered_as_news(folder: SyncedFolder) -> None:
    folder.edit(folder.card_of("Ada King"), "ORG:Acme", "ORG:Initech")
    _, result = folder.sync()
    assert [(one.contact, one.property, one.old, one.new) for one in result.news] == [
        ("Ada King", "organization", "Acme", "Initech")
    ]
    listed = folder.notebook().changes()
    assert [(one.contact.name, one.text) for one in listed] == [("Ada King", "moved to Initech")]


def test_a_private_contact_reaches_no_card(folder: SyncedFolder) -> None:
    folder.write_note("Max Mum", emails="[max@example.org]", private="true")
    folder.sync()
    assert not any(b"Max" in path.read_bytes() for path in folder.cards.iterdir())
