"""Defines what the user asks of the readers of mail, calendars and chats. Reads nothing."""

from datetime import date

from plaintext_network.exchange.touches.own_addresses import OwnAddresses
from plaintext_network.named_tuples import NamedTuple


class TouchOptions(NamedTuple):
    """Who the user is, and which days count.

    `me` are the user's addresses; `@example.org` stands for all of a domain. `since` and `until` are the first and the last day that
    count; None has no limit at that end. Events before `since` are left out without a word; those after `until` are skipped as ahead.
    With `subjects`, events have the subject of the mail and the title of the meeting.
    """

    me: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    subjects: bool = False

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
