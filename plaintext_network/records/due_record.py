"""Converts who is due, and the rules for one contact, to records."""

from __future__ import annotations

from plaintext_network.vault.cache.due_snapshot import ORDER, UNANSWERED

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plaintext_network.network.due.rules import RuleResult
    from plaintext_network.records.record_types import Record
    from plaintext_network.vault.cache.due_snapshot import DueRow

FIELDS = (
    "contact",
    "path",
    "kind",
    "due",
    "overdue_by",
    "last_touch",
    "cadence",
    "reason",
    "source",
    "unanswered",
)
RULE_FIELDS = ("rule", "kind", "due", "why")


def due_record(entry: DueRow, more: list[str]) -> Record:
    """Return an entry's fields; `more` has the other people of a shared promise."""
    record: dict[str, Any] = dict(zip(FIELDS[:-1], entry, strict=False))
    record["unanswered"] = entry[UNANSWERED]
    # The first number of the order: what has a day, touches, new contacts, what is to come, who is waiting.
    record["group"] = entry[ORDER][0]
    if more:
        record["contact"] = f"{record['contact']} +{len(more)}"
        to = "with" if record["kind"] == "planned" else "to"
        record["reason"] = f"{record['reason']} (and {to} {', '.join(more)})"
    return record


def rule_record(verdict: RuleResult) -> Record:
    """Return the fields of what a rule of `due` says about a contact."""
    entry = verdict.entry
    return {
        "rule": verdict.rule,
        "kind": entry.kind if entry else None,
        "due": entry.due if entry else None,
        "why": verdict.why,
    }
