"""Refuses a sync that would take values from many people at once, or because the settings of the vault changed. Writes nothing.

A script that blanks a property, or another name for it in pnet.toml, must not empty it on every phone.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from plaintext_network.errors import counted, shell_word
from plaintext_network.exchange.sync.comparison.compare_values import without
from plaintext_network.exchange.sync.folder.guards import FEW, most_deletions
from plaintext_network.exchange.sync.sync_base import SyncBase
from plaintext_network.exchange.sync.sync_plan import SyncedChange, SyncEntry, SyncPlan

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.model.note.rules import Rules


def rules_digest(rules: Rules) -> str:
    """Return the digest of the settings that decide which notes are contacts and which values they have."""
    said = repr((rules.ignore, rules.kinds, rules.properties, rules.templates))
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def with_value_guard(plan: SyncPlan, base: SyncBase, allowed: int = 0) -> SyncPlan:
    """Return a plan that refuses if too many people would lose all values of a property, or anybody a value by new settings.

    The limit is that of deletions; up to `allowed` people are possible, if the user has said so.
    """
    if plan.refusal:
        return plan
    if base.rules and base.rules != plan.rules and (losers := _losers(plan)) and len(losers) > allowed:
        who = counted(len(losers), "person", "people")
        return _refused(
            plan,
            f"the settings in pnet.toml changed, and {who} would lose values or the card ({losers[0]}); nothing was changed; "
            "restore the settings",
            len(losers),
        )
    count = len(base.people)
    limit = max(most_deletions(count), allowed)
    for side, where, cause in (
        ("to_folder", "on their card", "their notes have"),
        ("to_vault", "in their note", "their cards have"),
    ):
        for name, emptied in _emptied(plan, side).items():
            # A small address book has fewer people than the limit.
            if emptied > limit or emptied == count >= FEW > allowed:
                return _refused(
                    plan,
                    f"{emptied:,} of {counted(count, 'person', 'people')} would lose all {name} {where}, since {cause} none any more; "
                    "nothing was changed; restore them",
                    emptied,
                )
    return plan


def _refused(plan: SyncPlan, what: str, count: int) -> SyncPlan:
    command = f"pnet sync {shell_word(plan.name)} --deletes={count}"
    refusal = f"{what}, or if you did this on purpose, say how many: {command}"
    return plan._replace(entries=(), refusal=refusal)


def _losers(plan: SyncPlan) -> list[str]:
    """Return the names of people whose card is removed, or loses a value because of the note."""
    return [
        entry.name
        for entry in plan.entries
        if (entry.state == "contact gone" and entry.card == b"")
        or any(
            without(change.property, change.before, change.after) for change in _losses(entry, "to_folder")
        )
    ]


def _emptied(plan: SyncPlan, side: str) -> dict[str, int]:
    """Return how many people lose all values of each property on one side."""
    found: dict[str, int] = {}
    for entry in plan.entries:
        for change in _losses(entry, side):
            if not change.after:
                found[change.property] = found.get(change.property, 0) + 1
    return found


def _losses(entry: SyncEntry, side: str) -> Iterator[SyncedChange]:
    """Yield the properties that have fewer values afterwards, except those about which the user has decided."""
    decided = {one.property for one in entry.conflicts}
    changes: tuple[SyncedChange, ...] = getattr(entry, side)
    for change in changes:
        if change.property not in decided and len(change.after) < len(change.before):
            yield change
