"""Sorts the people of a sync by what happens to them, one outcome each, so that the counts add up to all of them. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from plaintext_network.exchange.sync.sync_plan import ARCHIVE, TRASH, SyncEntry

# In the order of a summary, each with its words for one person and for several.
OUTCOMES: Mapping[str, tuple[str, str]] = {
    "same": ("person in sync", "people in sync"),
    "note updated": ("note updated", "notes updated"),
    "card updated": ("card updated", "cards updated"),
    "both updated": ("person updated on both sides", "people updated on both sides"),
    "linked": ("person matched to their card", "people matched to their cards"),
    "contact added": ("contact added", "contacts added"),
    "card added": ("card added", "cards added"),
    "archived": ("person archived", "people archived"),
    "trashed": ("note moved to the trash", "notes moved to the trash"),
    "card removed": ("card removed", "cards removed"),
    "asked": ("person waits for your answer", "people wait for your answer"),
    "withheld": ("person withheld", "people withheld"),
    "left alone": ("person left as is", "people left as is"),
    "skipped": ("person skipped", "people skipped"),
    "unreadable": ("card can't be read", "cards can't be read"),
}
# What writes nothing and needs nobody.
QUIET = ("same", "left alone")


def outcome_of(entry: SyncEntry) -> str:
    """Return what happens to one person, a key of OUTCOMES."""
    if entry.state in ("unreadable", "skipped"):
        return entry.state
    if entry.card == b"":
        return "card removed"
    if entry.state == "card gone" and entry.answer in (ARCHIVE, TRASH):
        return "archived" if entry.answer == ARCHIVE else "trashed"
    if entry.writes_vault and not entry.path:
        return "contact added"
    if entry.writes_folder and entry.before is None:
        return "card added"
    here, card = bool(entry.to_vault), entry.writes_folder
    if here or card:
        return "both updated" if here and card else "note updated" if here else "card updated"
    if entry.writes_vault:
        # Only the note's line about the card, or its UID.
        return "linked"
    if entry.asks or entry.open_conflicts:
        return "asked"
    if entry.state == "withheld":
        return "withheld"
    return "same" if entry.state in ("same", "changed") else "left alone"


def count_outcomes(entries: Iterable[SyncEntry]) -> dict[str, int]:
    """Return the number of people with each outcome; the sum is the number of entries."""
    found = dict.fromkeys(OUTCOMES, 0)
    for entry in entries:
        found[outcome_of(entry)] += 1
    return found
