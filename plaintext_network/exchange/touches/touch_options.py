"""Defines the options for reading mail, calendars and chats. Reads nothing."""

from __future__ import annotations

from datetime import date

from plaintext_network.exchange.readers.options import no_remarks
from plaintext_network.exchange.touches.own_addresses import OwnAddresses
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class TouchOptions(NamedTuple):
    """Who the user is, and which days count.

    `me` are the user's addresses; `@example.org` stands for all of a domain. For chats, names and numbers count as well. `since` and `until` are the first and the last day that
    count; None has no limit at that end. Readers leave out events before `since`, and skip those after `until`, with a reason.
    With `subjects`, events have the subject of the mail, or the text of the message; meetings have their titles anyway.

    Of a table, `take` are columns and their roles, and `day_first` says whether 3/4/2026 is 3 April; None: the reader infers it, and
    refuses rows that it can't decide. `remark` gets each sentence about a whole source that the user should see.
    """

    me: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    subjects: bool = False
    take: tuple[tuple[str, str], ...] = ()
    day_first: bool | None = None
    remark: Callable[[str], None] = no_remarks

    @property
    def own(self) -> OwnAddresses:
        """The addresses of `me`, to ask."""
        return OwnAddresses(self.me)

    def is_past(self, day: date) -> bool:
        """Return whether a day is before those that count."""
        return self.since is not None and day < self.since

    def is_ahead(self, day: date) -> bool:
        """Return whether a day is after those that count."""
        return self.until is not None and day > self.until
