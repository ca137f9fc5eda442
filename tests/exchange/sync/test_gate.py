"""What is private stays in the vault, and its absence in a card removes nothing."""

from pathlib import Path

import pytest

from tests.exchange.sync.synced_vault import SyncedVault

PRIVATE = "---\ntype: contact\nprivate: true\nemails: [zelda@example.org]\n---\n"
ADA = """---
type: contact
emails: [ada@example.org, zelda@example.org]
role: Neighbour of Zelda Quince
location: London
aliases: [Ada, Zelda Quince's Ada]
needs: [a translator]
circles: [family]
tags: [maths]
cadence: monthly
knows: ["[[Zelda Quince]]"]
---
She is with [[Zelda Quince]].
"""
A, Z = "People/Ada Lovelace.md", "People/Zelda Quince.md"


@pytest.fixture
def vault(tmp_path: Path) -> SyncedVault:
    found = SyncedVault(tmp_path / "vault", {A: ADA, Z: PRIVATE})
    found.sync()
    return found


def test_nothing_of_a_private_contact_reaches_a_card(vault: SyncedVault) -> None:
    assert len(vault.cards) == 1
    for text in ("Zelda", "zelda", "translator", "family", "maths", "monthly"):
        assert text not in vault.card()
    assert vault.changes() == []


def test_a_private_value_outlives_every_change_of_the_card(vault: SyncedVault) -> None:
    vault.edit_card("EMAIL:ada@example.org", "EMAIL:ada@example.org\nTITLE:Analyst\nTEL:+44 20 7946 0018")
    vault.sync()
    text = vault.text(A)
    assert "role: Neighbour of Zelda Quince" in text
    assert "zelda@example.org" in text
    assert "+44 20 7946 0018" in text
    vault.edit_card("EMAIL:ada@example.org\n", "")
    vault.sync()
    assert "zelda@example.org" in vault.text(A)
    assert "ada@example.org" not in vault.text(A)
    assert vault.changes() == []


def test_a_value_that_becomes_private_later_stays_on_both_sides(tmp_path: Path) -> None:
    vault = SyncedVault(tmp_path / "vault", {A: ADA, Z: PRIVATE.replace("private: true\n", "")})
    vault.sync()
    (name,) = [file for file in vault.cards if b"FN:Ada" in vault.cards[file]]
    before = vault.cards[name]
    vault.edit_note(Z, "type: contact", "type: contact\nprivate: true")
    note = vault.text(A)
    vault.sync()
    assert vault.text(A) == note
    assert vault.cards[name] == before
    vault.edit_card("EMAIL:ada@example.org", "EMAIL:ada@example.com", name)
    vault.sync()
    assert "ada@example.com" in vault.text(A)
    assert "Zelda Quince's Ada" in vault.text(A)


def test_a_value_that_may_leave_later_is_sent_then(vault: SyncedVault) -> None:
    vault.edit_note(Z, "private: true\n", "")
    vault.sync()
    (name,) = [file for file in vault.cards if b"FN:Ada" in vault.cards[file]]
    assert "TITLE:Neighbour of Zelda Quince" in vault.card(name)
    assert vault.changes() == []


@pytest.mark.parametrize(
    ("send", "written", "private"),
    [
        ((), (), ("CATEGORIES", "X-PNET-CIRCLE", "NOTE")),
        (("tags",), ("CATEGORIES:maths",), ("X-PNET-CIRCLE",)),
        (("circles",), ("X-PNET-CIRCLE:family",), ("CATEGORIES",)),
    ],
)
def test_tags_and_circles_leave_on_request(
    tmp_path: Path, send: tuple[str, ...], written: tuple[str, ...], private: tuple[str, ...]
) -> None:
    vault = SyncedVault(tmp_path / "vault", {A: ADA}, send=send)
    vault.sync()
    for text in written:
        assert text in vault.card()
    for text in private:
        assert text not in vault.card()
    vault.edit_note(A, "[maths]", "[maths, logic]")
    vault.sync()
    assert ("logic" in vault.card()) == ("tags" in send)
    assert vault.changes() == []


def test_a_category_of_the_phone_becomes_a_tag_that_stays_private(tmp_path: Path) -> None:
    vault = SyncedVault(tmp_path / "vault", {A: ADA.replace("Zelda", "Zoe")})
    vault.sync()
    vault.edit_card("END:VCARD", "CATEGORIES:Choir\nEND:VCARD")
    vault.sync()
    assert "Choir" in vault.text(A)
    vault.edit_note(A, "maths, Choir" if "maths, Choir" in vault.text(A) else "Choir", "physics")
    vault.sync()
    assert "physics" not in vault.card()
    assert "CATEGORIES:Choir" in vault.card()
    assert vault.changes() == []


def test_notes_leave_on_request_and_follow_edits_of_both_sides(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nNOTE:Likes tea\nUID:u\nEND:VCARD\n"
    vault = SyncedVault(tmp_path / "vault", {}, {"a.vcf": card}, new="add", send=("notes",))
    vault.sync()
    (path,) = vault.notes()
    assert "> Likes tea" in vault.text(path)
    vault.edit_note(path, "Likes tea", "Likes coffee")
    vault.sync()
    assert "NOTE:Likes coffee" in vault.card()
    assert "tea" not in vault.card()
    assert vault.changes() == []
    vault.edit_card("Likes coffee", "Likes water")
    vault.sync()
    assert "> Likes water" in vault.text(path)
    assert "coffee" not in vault.text(path)
    assert vault.changes() == []


def test_without_the_request_a_text_of_the_note_stays(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nNOTE:Likes tea\nUID:u\nEND:VCARD\n"
    vault = SyncedVault(tmp_path / "vault", {}, {"a.vcf": card}, new="add")
    vault.sync()
    (path,) = vault.notes()
    vault.edit_note(path, "Likes tea", "Likes coffee")
    vault.sync()
    assert "NOTE:Likes tea" in vault.card()
    assert vault.changes() == []


def test_a_text_of_the_card_takes_the_place_of_the_one_that_it_replaces(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nNOTE:Likes tea\nUID:u\nEND:VCARD\n"
    vault = SyncedVault(tmp_path / "vault", {}, {"a.vcf": card}, new="add")
    vault.sync()
    (path,) = vault.notes()
    vault.edit_card("Likes tea", "Likes tea\\n- [ ] call #touch\\n[[Ben]]")
    vault.sync()
    text = vault.text(path)
    assert text.count("Likes tea") == text.count("[!quote]") == 1
    assert vault.changes() == []
    vault.edit_note(path, "Likes tea", "Likes coffee")
    vault.edit_card("Likes tea", "Likes water")
    vault.sync()
    text = vault.text(path)
    assert "Likes coffee" in text
    assert "Likes water" in text
    assert vault.changes() == []
