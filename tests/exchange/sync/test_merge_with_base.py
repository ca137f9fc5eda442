"""Two versions of a card merge without a conflict where a sync remembers what they were."""

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from plaintext_network.exchange.errors import CardsNotMerged
from plaintext_network.exchange.sync.card_merge.merge_card_files import merge_card_files
from plaintext_network.exchange.sync.card_merge.merge_cards import CardConflict, merge_cards
from plaintext_network.exchange.sync.card_merge.merge_with_base import merge_versions, unmerged_cards
from plaintext_network.exchange.sync.sync_base import store_sync_base
from tests.exchange.sync.synced_vault import SyncedVault

NOTE = """---
type: contact
emails: [ada@example.org]
phones: ["+44 20 7946 0018"]
role: Analyst
organization: Acme
location: London
---
"""
PATH = "Ada Lovelace.md"


@pytest.fixture
def vault(tmp_path: Path) -> SyncedVault:
    found = SyncedVault(tmp_path / "vault", {PATH: NOTE})
    found.sync()
    return found


def merged(vault: SyncedVault, server: bytes) -> tuple[str, list[str]]:
    """Merge the folder's card with the server's, and return the card and what is left to decide."""
    (person,) = vault.base.people
    (content,) = vault.cards.values()
    versions = merge_versions(content, server, person)
    pairs = (versions.first, versions.second), (versions.second, versions.first)
    one, other = (merge_cards(*pair) for pair in pairs)
    assert [c.what for c in one.conflicts] == [c.what for c in other.conflicts]
    return one.content.decode(), [
        *(name for name, _, _ in versions.removed),
        *(conflict.what for conflict in one.conflicts),
    ]


EDITS = [
    (("role: Analyst", "role: Director"), ("0018", "0019"), ("TITLE:Director", "0019"), ("Analyst", "0018")),
    (("0018", "0019"), ("TITLE:Analyst", "TITLE:Director"), ("TITLE:Director", "0019"), ("Analyst", "0018")),
    (("role: Analyst\n", ""), ("EMAIL:ada", "EMAIL:countess"), ("countess@",), ("TITLE", "EMAIL:ada")),
    (
        ("[ada@example.org]", "[ada@example.org, b@example.org]"),
        ("0018", "0019"),
        ("EMAIL:b@", "EMAIL:ada@", "0019"),
        ("0018",),
    ),
    (
        ("location: London", "location: Paris"),
        ("ORG:Acme", "ORG:Globex"),
        ("Paris", "Globex"),
        ("London", "Acme"),
    ),
    (("[ada@example.org]", "[]"), ("TITLE:Analyst\r\n", ""), ("FN:Ada",), ("EMAIL", "TITLE")),
]


@pytest.mark.parametrize(("note", "phone", "there", "gone"), EDITS)
def test_edits_of_two_properties_merge(
    vault: SyncedVault,
    note: tuple[str, str],
    phone: tuple[str, str],
    there: tuple[str, ...],
    gone: tuple[str, ...],
) -> None:
    (server,) = vault.cards.values()
    vault.edit_note(PATH, *note)
    vault.sync()
    card, conflicts = merged(vault, server.replace(phone[0].encode(), phone[1].encode()))
    assert conflicts == []
    assert all(text in card for text in there), card
    assert not any(text in card for text in gone), card


def test_two_edits_of_one_value_stay_a_conflict(vault: SyncedVault) -> None:
    (server,) = vault.cards.values()
    vault.edit_note(PATH, "role: Analyst", "role: Director")
    vault.sync()
    _, conflicts = merged(vault, server.replace(b"TITLE:Analyst", b"TITLE:Poet"))
    assert conflicts == ["role"]


def test_a_value_that_the_phone_changed_is_not_reverted_by_an_older_version(vault: SyncedVault) -> None:
    (server,) = vault.cards.values()
    vault.edit_card("TITLE:Analyst", "TITLE:Director")
    vault.sync()
    card, conflicts = merged(vault, server.replace(b"0018", b"0019"))
    assert conflicts == []
    assert "TITLE:Director" in card


def test_an_item_that_the_server_has_not_seen_yet_stays(vault: SyncedVault) -> None:
    (server,) = vault.cards.values()
    vault.edit_note(PATH, "emails: [", "emails: [new@example.org, ")
    vault.sync()
    card, conflicts = merged(vault, server.replace(b"TITLE:Analyst", b"TITLE:Poet"))
    assert conflicts == []
    assert "new@example.org" in card
    assert "TITLE:Poet" in card


def test_a_value_that_the_server_has_seen_is_the_one_that_it_changed(vault: SyncedVault) -> None:
    vault.edit_note(PATH, "role: Analyst", "role: Director")
    vault.sync()
    (server,) = vault.cards.values()
    vault.edit_note(PATH, "0018", "0019")
    vault.sync()
    card, conflicts = merged(vault, server.replace(b"TITLE:Director", b"TITLE:Poet"))
    assert conflicts == []
    assert "TITLE:Poet" in card
    assert "0019" in card


def test_two_changes_that_the_server_has_missed_are_not_reverted(vault: SyncedVault) -> None:
    (server,) = vault.cards.values()
    for old, new in (("role: Analyst", "role: Director"), ("location: London", "location: Paris")):
        vault.edit_note(PATH, old, new)
        vault.sync()
    card, conflicts = merged(vault, server.replace(b"0018", b"0019"))
    assert conflicts == []
    assert "TITLE:Director" in card
    assert "Paris" in card
    assert "0019" in card


@pytest.mark.parametrize(
    ("here", "there", "gone"),
    [
        (("TEL:+44 20 7946 0018\n", ""), (b"TITLE:Analyst", b"TITLE:Poet"), "TEL"),
        (("EMAIL:ada@example.org\n", ""), (b"ORG:Acme", b"ORG:Globex"), "EMAIL"),
        (("TITLE:Analyst\n", ""), (b"0018", b"0019"), "TITLE"),
    ],
)
def test_another_program_may_have_changed_the_folder_since(
    vault: SyncedVault, here: tuple[str, str], there: tuple[bytes, bytes], gone: str
) -> None:
    (server,) = vault.cards.values()
    vault.edit_card(*here)
    card, conflicts = merged(vault, server.replace(*there))
    assert conflicts == []
    assert gone not in card
    assert there[1].decode() in card


def test_a_text_that_one_version_changed_counts(vault: SyncedVault) -> None:
    vault.edit_card("END:VCARD", "NOTE:Likes tea\nEND:VCARD")
    vault.sync()
    (server,) = vault.cards.values()
    vault.edit_note(PATH, "role: Analyst", "role: Director")
    vault.sync()
    card, conflicts = merged(vault, server.replace(b"Likes tea", b"Likes coffee"))
    assert conflicts in ([], ["note"])
    vault.edit_note(PATH, "location: London", "location: Paris")
    vault.sync()
    (server,) = vault.cards.values()
    card, conflicts = merged(vault, server.replace(b"Likes tea", b"Likes coffee").replace(b"0018", b"0019"))
    assert conflicts == []
    assert "Likes coffee" in card
    assert "Likes tea" not in card


def test_a_conflict_that_stays_open_is_not_decided_after_the_next_change(vault: SyncedVault) -> None:
    (server,) = vault.cards.values()
    vault.edit_note(PATH, "role: Analyst", "role: Director")
    vault.sync()
    server = server.replace(b"TITLE:Analyst", b"TITLE:Poet")
    folder = vault.root.parent
    paths = [folder / "a.vcf", folder / "b.vcf"]

    def merge() -> str:
        (content,) = vault.cards.values()
        for path, version in zip(paths, (content, server), strict=True):
            path.write_bytes(version)
        merge_card_files(str(paths[0]), str(paths[1]))
        return paths[0].read_text()

    store_sync_base(os.path.realpath(vault.root), "phone", vault.base)
    with pytest.raises(CardsNotMerged):
        merge()
    vault.edit_note(PATH, "[ada@example.org]", "[ada@example.org, new@example.org]")
    vault.sync()
    vault.edit_note(PATH, "location: London", "location: Paris")
    vault.sync()
    store_sync_base(os.path.realpath(vault.root), "phone", vault.base)
    with pytest.raises(CardsNotMerged):
        merge()
    assert unmerged_cards()
    server = server.replace(b"TITLE:Poet", b"TITLE:Director")
    assert "new@example.org" in merge()
    assert not unmerged_cards()


def chosen(takes_second: bool, _name: str, conflicts: Sequence[CardConflict]) -> list[bool]:
    return [takes_second] * len(conflicts)


def test_a_value_that_one_removed_and_the_other_changed_is_a_conflict(vault: SyncedVault) -> None:
    (server,) = vault.cards.values()
    vault.edit_note(PATH, "role: Analyst\n", "")
    vault.sync()
    server = server.replace(b"TITLE:Analyst", b"TITLE:Poet")
    _, conflicts = merged(vault, server)
    assert conflicts == ["role"]
    (content,) = vault.cards.values()
    store_sync_base(os.path.realpath(vault.root), "phone", vault.base)
    paths = [vault.root.parent / name for name in ("a.vcf", "b.vcf")]
    for takes_second, role in ((False, b""), (True, b"TITLE:Poet")):
        for path, version in zip(paths, (content, server), strict=True):
            path.write_bytes(version)
        with pytest.raises(CardsNotMerged):
            merge_card_files(str(paths[0]), str(paths[1]))
        merge_card_files(str(paths[0]), str(paths[1]), partial(chosen, takes_second))
        assert paths[0].read_bytes() == paths[1].read_bytes()
        assert role in paths[0].read_bytes()
        assert (b"TITLE" in paths[0].read_bytes()) == bool(role)
