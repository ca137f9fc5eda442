"""Describes how far a day is from today, in words and colour, for `pnet due`, `promises`, `agenda` and `pnet` alone.

The words contain everything that a colour shows. A cached answer imports this module.
"""

from __future__ import annotations

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.cli.output.styles import Style

# The colour of a name, by kind; names without one have none. docs/commands.md describes all colours of `pnet due`.
KIND_STYLES: dict[object, Style] = {
    "promise": "owed",
    "reply": "owed",
    "introduction": "owed",
    "planned": "owed",
    "birthday": "occasion",
    "occasion": "occasion",
    "change": "occasion",
    "waiting": "muted",
}
# The kinds and rules that a sentence calls otherwise.
KIND_WORDS = {"touch": "keep in touch"}
# Days after which anything but a touch is very late.
LATE = 7


def readable_days(overdue: object) -> str:
    """Return "3 days ago", "today" or "in 1 day"; empty for what is not a number."""
    if not isinstance(overdue, int):
        return ""
    if not overdue:
        return "today"
    days = "1 day" if abs(overdue) == 1 else f"{abs(overdue)} days"
    return f"{days} ago" if overdue > 0 else f"in {days}"


def lateness(overdue: int, usual: int = LATE) -> Style:
    """Return the style of a day: to come, today, late, or late by more than `usual` days."""
    if overdue < 0:
        return "soon"
    return "today" if not overdue else "late" if overdue <= usual else "overdue"
