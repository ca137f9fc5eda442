"""Two versions of a card merge without a conflict where a sync remembers what they were."""

from pathlib import Path

import pytest

from plaintext_network.exchange.sync.merge_cards import merge_cards
from plaintext_network.exchange.sync.merge_with_base import merge_versions
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
    one, other = (merge_cards(*pair) for pair in (versions, versions[::-1]))
    assert [c.what for c in one.conflicts] == [c.what for c in other.conflicts]
    return one.content.decode(), [conflict.what for conflict in one.conflicts]


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
    for number in range(4):
        vault.edit_note(PATH, "emails: [", f"emails: [new{number}@example.org, ")
        vault.sync()
    card, _ = merged(vault, server.replace(b"TITLE:Analyst", b"TITLE:Poet"))
    assert card.count("EMAIL") == 5
