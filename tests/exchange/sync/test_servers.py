"""What a server makes of a card changes no note, costs no value, and is written back to no card."""

import re
from pathlib import Path

import pytest

from tests.exchange.server_rewrites import SERVERS
from tests.exchange.sync.synced_vault import SyncedVault
from tests.exchange.sync.test_plan_sync import ADA, GRACE

PATH = "People/Ada Lovelace.md"
REWRITING = [name for name, rewrite in SERVERS.items() if rewrite]


def stored(
    vault: SyncedVault, server: str, revision: int, known: dict[str, bytes] | None = None
) -> dict[str, bytes]:
    """Let a server store the cards that have changed since `known`, and download them; return what it has."""
    rewrite = SERVERS[server]
    assert rewrite
    found = {}
    for number, (name, content) in enumerate(sorted(vault.cards.items())):
        if known and known.get(name) == content:
            found[name] = content
            continue
        is_new = server == "google" and not name.startswith("g-")
        uid = f"g-{number}" if server == "google" else ""
        own = next((line[4:] for line in content.decode().splitlines() if line.startswith("UID:")), "")
        uid = uid if is_new else own
        found[f"{uid}.vcf" if is_new else name] = rewrite(content, uid, f"2026112{revision}T000000Z")
    vault.cards = dict(found)
    return found


@pytest.fixture(params=REWRITING)
def server(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["ours", "theirs"])
def vault(request: pytest.FixtureRequest, tmp_path: Path, server: str) -> SyncedVault:
    """A vault with Ada, whom it sends, or with Grace, whom a phone sent."""
    if request.param == "ours":
        found = SyncedVault(tmp_path / "vault", {PATH: ADA})
    else:
        found = SyncedVault(tmp_path / "vault", {}, {"grace.vcf": GRACE}, new="add")
        stored(found, server, 0)
    found.sync()
    return found


def test_a_server_that_rewrites_every_card_changes_nothing(vault: SyncedVault, server: str) -> None:
    before = vault.notes()
    for revision in range(3):
        cards = stored(vault, server, revision)
        plan = vault.sync()
        assert [entry.state for entry in plan.entries] == ["same"], plan.entries[0]
        assert vault.notes() == before
        assert vault.cards == cards


def test_an_edit_of_the_note_reaches_a_server_that_rewrites_cards(vault: SyncedVault, server: str) -> None:
    path = next(iter(vault.notes()))
    vault.write(path, re.sub("occasions.*\n", "", vault.text(path)))
    vault.sync()
    known = stored(vault, server, 1)
    vault.sync()
    for number, (old, new) in enumerate(
        (
            ("\nuid:", "\noccasions: [03-04 name day]\nuid:"),
            ("emails: [", "emails: [new@example.org, "),
            ("role: ", "role: Chief "),
        ),
        2,
    ):
        vault.edit_note(path, old, new)
        note = vault.text(path)
        vault.sync()
        assert len(vault.cards) == 1
        assert vault.text(path) == note
        known = stored(vault, server, number, known)
        assert vault.changes() == []
        vault.sync()
        assert vault.text(path) == note
    assert "new@example.org" in vault.card()
    assert "TITLE:Chief " in vault.card()


def test_a_program_that_keeps_lines_removes_what_it_leaves_out(vault: SyncedVault) -> None:
    path = next(iter(vault.notes()))
    lines = [line for line in vault.card().splitlines() if "NICKNAME" not in line]
    vault.cards[next(iter(vault.cards))] = "\r\n".join([*lines, ""]).encode()
    vault.sync()
    assert "Countess" not in vault.text(path).replace("countess@", "")
    assert "Amazing Grace" not in vault.text(path).partition("```")[0]
