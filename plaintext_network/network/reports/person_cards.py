"""Describes contacts on a card each: who they are, where you stand, what is open, what you last talked about. Formats nothing."""

from __future__ import annotations

from datetime import date

from plaintext_network.named_tuples import NamedTuple


class PersonCard(NamedTuple):
    """One contact in short. Texts that name somebody private are left out, and are None or missing.

    `months` are the touches in each of the last 24 months, the oldest first. `links`, `emails` and `phones` are empty unless
    details are asked for. `why` are the reasons to be in touch today, in words; `next_due` is the next day on which something is due.
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
