"""Defines how entries name a contact, a promise and a yearly day, for every list of them. Pure; imports little."""

from __future__ import annotations

from plaintext_network.errors import counted
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need these, and a watcher's answer needs no state of a contact.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from plaintext_network.network.due.contact_state import Yearly


class Named(NamedTuple):
    """The contact an entry is about."""

    name: str
    path: str


def yearly_text(yearly: Yearly, day: date) -> str:
    """Return `birthday`, `turns 36` or the occasion's text, with the years if the first year is known."""
    years = day.year - yearly.day.year if yearly.day.year is not None else 0
    if yearly.text is None:
        return f"turns {years}" if years > 0 else "birthday"
    what = yearly.text or "occasion"
    return f"{what}, {counted(years, 'year')}" if years > 0 else what


def promise_text(text: str) -> str:
    """Return a promise as a sentence."""
    return f"you promised: {text}" if text else "you promised to get back"
