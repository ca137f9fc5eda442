"""Describes contacts on a card each: who they are, where you stand, what is open, what you last talked about. Formats nothing."""

from __future__ import annotations

from datetime import date

from plaintext_network.named_tuples import NamedTuple


class PersonCard(NamedTuple):
    """One contact in short. Texts that name somebody private are left out, and are None or missing.

    `standing` is one of WARMTHS, or the status of a contact who is not active. `months` are the touches in each of the last 24
    months, the oldest first; empty without any. `why` are the reasons to be in touch today, in words; `next_due` is the day on which to be in
    touch again. `last` is what you last talked about, and `leave_alone` is why to leave them alone for now.
    """

    name: str
    path: str
    role: str | None
    organization: str | None
    location: str | None
    circles: tuple[str, ...]
    standing: str
    cadence: str | None
    last_touch: date | None
    touches: int
    next_due: date | None
    why: tuple[str, ...]
    last: str | None
    promises: tuple[str, ...]
    needs: tuple[str, ...]
    offers: tuple[str, ...]
    interests: tuple[str, ...]
    months: tuple[int, ...]
    leave_alone: str | None = None
