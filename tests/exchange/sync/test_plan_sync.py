"""A sync keeps notes and cards in sync, property by property, and finds nothing to do afterwards."""

from pathlib import Path

import pytest

from plaintext_network.exchange.sync.sync_base import SyncBase
from plaintext_network.exchange.sync.sync_plan import SyncAnswers
from tests.exchange.sync.synced_vault import SyncedVault

ADA = """---
type: contact
emails: [ada@example.org, countess@example.org]
phones: ["+44 20 7946 0018"]
links: [https://ada.example.org]
organization: "[[Analytical Engines]]"
role: Analyst
birthday: 1815-12-10
occasions: [06-05 wedding day]
aliases: [Countess]
addresses: ["12 St James's Square, London SW1Y 4JH, United Kingdom"]
location: London
---
Met at [[Charles Babbage]]'s.
"""
# As an iPhone writes it.
GRACE = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//iPhone OS 17.0//EN
N:Hopper;Grace;Brewster;Dr.;
FN:Grace Hopper
NICKNAME:Amazing Grace
ORG:US Navy;Computation
TITLE:Commodore
EMAIL;type=INTERNET;type=HOME;type=pref:grace@example.org
item1.EMAIL;type=INTERNET:admiral@navy.example
item1.X-ABLabel:Office of the Admiral
TEL;type=CELL;type=VOICE;type=pref:+1 (555) 010-0000
item2.ADR;type=HOME:;;12 Main St;Arlington;VA;22201;USA
item2.X-ABADR:us
item3.X-ABDATE;type=pref:1943-12-01
item3.X-ABLabel:_$!<Anniversary>!$_
BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-09
X-SOCIALPROFILE;type=twitter:https://twitter.example/grace
UID:grace-1
REV:2026-11-01T10:00:00Z
END:VCARD
"""


@pytest.fixture
def ada(tmp_path: Path) -> SyncedVault:
    """A vault with Ada, in sync with the folder."""
    vault = SyncedVault(tmp_path / "vault", {"People/Ada Lovelace.md": ADA})
    vault.sync()
    assert vault.changes() == []
    return vault


@pytest.fixture
def grace(tmp_path: Path) -> SyncedVault:
    """A vault that has Grace of the phone, in sync with it."""
    vault = SyncedVault(tmp_path / "phone", {}, {"grace.vcf": GRACE}, new="add")
    vault.sync()
    assert vault.changes() == []
    return vault


A = "People/Ada Lovelace.md"

NOTE_EDITS = [
    ("+44 20 7946 0018", "+44 20 7946 9999", "TEL:+44 20 7946 9999", "0018"),
    ('["+44 20 7946 0018"]', '["+44 20 7946 0018", "+49 30 123456"]', "TEL:+49 30 123456", ""),
    (
        "ada@example.org, countess@example.org",
        "countess@example.org",
        "EMAIL:countess@example.org",
        "ada@example",
    ),
    ("role: Analyst", "role: Director", "TITLE:Director", "Analyst"),
    ("role: Analyst\n", "", "FN:Ada Lovelace", "TITLE"),
    ("1815-12-10", "1815-12-11", "BDAY:1815-12-11", "12-10"),
    ("1815-12-10", "12-10", "1604-12-10", "1815"),
    ("Analytical Engines", "Royal Society", "ORG:Royal Society", "Analytical"),
    ("06-05 wedding day", "07-06 wedding day", "1604-07-06", "06-05"),
    ("[Countess]", "[Countess, Enchantress]", "NICKNAME:Countess\nNICKNAME:Enchantress", ""),
    ("[Countess]", "[]", "FN:Ada Lovelace", "Countess\n"),
    ("12 St James's Square", "13 St James's Square", "13 St James's", "12 St James's"),
    ("location: London", "location: Paris", "Paris", ""),
    ("type: contact", "type: contact\nname: Ada King", "FN:Ada King\nN:King;Ada;;;", "Lovelace"),
    ("https://ada.example.org", "https://example.org/ada", "URL:https://example.org/ada", "ada.example"),
]


@pytest.mark.parametrize(("old", "new", "written", "gone"), NOTE_EDITS)
def test_an_edit_of_the_note_changes_only_that_line_of_the_card(
    ada: SyncedVault, old: str, new: str, written: str, gone: str
) -> None:
    before = ada.card().splitlines()
    ada.edit_note(A, old, new)
    note = ada.text(A)
    ada.sync()
    assert written in ada.card()
    assert not gone or gone not in ada.card()
    changed = set(ada.card().splitlines()) ^ set(before)
    assert len(changed) <= 4, changed
    assert ada.text(A) == note
    assert ada.changes() == []


CARD_EDITS = [
    ("+1 (555) 010-0000", "+1 (555) 010-7777", "+1 (555) 010-7777", "010-0000"),
    (
        "type=pref:grace@example.org",
        "type=pref:hopper@example.org",
        "hopper@example.org",
        "grace@example.org",
    ),
    ("TITLE:Commodore", "TITLE:Rear Admiral", "role: Rear Admiral", "role: Commodore"),
    ("TITLE:Commodore\n", "", "uid: grace-1", "role:"),
    ("1604-12-09", "1604-12-10", "12-10", "12-09"),
    ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-09", "BDAY:1906-12-09", 'birthday: "1906-12-09"', ""),
    ("ORG:US Navy;Computation", "ORG:Harvard", "organization: Harvard", "Computation"),
    ("ORG:US Navy;Computation", "ORG:Harvard", "former: [US Navy]", "Computation"),
    ("NICKNAME:Amazing Grace", "NICKNAME:Amazing Grace,Admiral", "Admiral", ""),
    ("12 Main St", "14 Main St", "14 Main St", "12 Main"),
    ("1943-12-01", "1943-12-02", "1943-12-02", "1943-12-01"),
    (
        "N:Hopper;Grace;Brewster;Dr.;\nFN:Grace Hopper",
        "N:Murray;Grace;;;\nFN:Grace Murray",
        "name: Grace Murray",
        "",
    ),
    ("UID:grace-1", "X-NEW:some\nUID:grace-1", "X-NEW:some", ""),
    ("Office of the Admiral", "Work", "item1.X-ABLabel:Work", "Office"),
    (
        "https://twitter.example/grace",
        "https://twitter.example/hopper",
        "twitter.example/hopper",
        "example/grace",
    ),
    ("UID:grace-1", "NOTE:Call after six\nUID:grace-1", "> Call after six", ""),
]


@pytest.mark.parametrize(("old", "new", "written", "gone"), CARD_EDITS)
def test_an_edit_of_the_card_changes_the_note_and_no_card(
    grace: SyncedVault, old: str, new: str, written: str, gone: str
) -> None:
    grace.edit_card(old, new)
    card = grace.card()
    grace.sync()
    text = next(iter(grace.notes().values()))
    assert written in text
    assert not gone or gone not in text
    assert grace.card() == card
    assert grace.changes() == []


def test_a_line_that_a_server_drops_stays_in_the_note(grace: SyncedVault) -> None:
    note = grace.notes()
    for old, new in (
        ("item1.EMAIL", "EMAIL"),
        ("item1.X-ABLabel:Office of the Admiral\n", ""),
        ("X-SOCIALPROFILE;type=twitter:https://twitter.example/grace\n", ""),
        ("REV:2026-11-01T10:00:00Z", "REV:2026-11-02T10:00:00Z"),
    ):
        grace.edit_card(old, new)
    grace.sync()
    assert grace.notes() == note
    assert grace.changes() == []


def test_edits_of_two_properties_merge_without_a_conflict(grace: SyncedVault) -> None:
    path = next(iter(grace.notes()))
    grace.edit_note(path, "role: Commodore", "role: Rear Admiral")
    grace.edit_card("+1 (555) 010-0000", "+1 (555) 010-7777")
    plan = grace.sync()
    assert plan.conflict_count == 0
    assert "TITLE:Rear Admiral" in grace.card()
    assert "010-7777" in grace.text(path)
    assert grace.changes() == []


def test_two_edits_of_one_value_are_a_conflict_that_changes_neither_side(grace: SyncedVault) -> None:
    path = next(iter(grace.notes()))
    grace.edit_note(path, "role: Commodore", "role: Captain")
    grace.edit_card("TITLE:Commodore", "TITLE:Rear Admiral")
    grace.edit_card("+1 (555) 010-0000", "+1 (555) 010-7777")
    for _ in range(3):
        (entry,) = grace.sync().entries
        (conflict,) = entry.conflicts
        assert (conflict.property, conflict.base, conflict.vault, conflict.folder) == (
            "role", ("Commodore",), ("Captain",), ("Rear Admiral",),
        )  # fmt: skip
        assert "role: Captain" in grace.text(path)
        assert "TITLE:Rear Admiral" in grace.card()
        assert "010-7777" in grace.text(path)
    assert [entry.state for entry in grace.changes()] == ["changed"]


@pytest.mark.parametrize(("side", "role"), [("vault", "Captain"), ("folder", "Rear Admiral")])
def test_an_answer_settles_a_conflict(grace: SyncedVault, side: str, role: str) -> None:
    path = next(iter(grace.notes()))
    grace.edit_note(path, "role: Commodore", "role: Captain")
    grace.edit_card("TITLE:Commodore", "TITLE:Rear Admiral")
    grace.sync()
    grace.sync(SyncAnswers(values={("grace.vcf", "role"): side}))
    assert f"role: {role}" in grace.text(path)
    assert f"TITLE:{role}" in grace.card()
    assert grace.changes() == []


def test_both_sides_changed_equally_is_no_conflict(grace: SyncedVault) -> None:
    path = next(iter(grace.notes()))
    grace.edit_note(path, "role: Commodore", "role: Captain")
    grace.edit_card("TITLE:Commodore", "TITLE:Captain")
    plan = grace.sync()
    assert plan.conflict_count == 0
    assert grace.changes() == []


def test_without_the_state_nothing_is_asked_of_who_is_in_sync(grace: SyncedVault, ada: SyncedVault) -> None:
    for vault in (grace, ada):
        before = vault.notes(), dict(vault.cards)
        vault.base = SyncBase()
        plan = vault.sync()
        assert (plan.conflict_count, plan.question_count) == (0, 0)
        assert (vault.notes(), vault.cards) == before


def test_without_the_state_lists_unite_and_single_values_conflict(grace: SyncedVault) -> None:
    path = next(iter(grace.notes()))
    grace.base = SyncBase()
    grace.edit_note(path, "role: Commodore", "role: Captain")
    grace.edit_note(path, "grace@example.org", "murray@example.org")
    plan = grace.sync()
    assert [one.property for one in plan.entries[0].conflicts] == ["role"]
    for text in (grace.text(path).partition("---\n#")[0].partition("```")[0], grace.card()):
        assert "murray@example.org" in text
        assert "grace@example.org" in text
    plan = grace.sync()
    assert [one.property for one in plan.entries[0].conflicts] == ["role"]
