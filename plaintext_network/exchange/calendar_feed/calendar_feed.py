"""Makes the calendar of a notebook: birthdays, occasions, promises and who is due, as far as they may leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from plaintext_network.exchange.calendar_feed.feed_events import FeedEvent, feed_events
from plaintext_network.exchange.calendar_feed.feed_options import USUAL_DAYS, WHAT, FeedOptions
from plaintext_network.exchange.calendar_feed.write_feed import write_feed
from plaintext_network.exchange.gate.leaving_answers import LeavingAnswers
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.notebook import Notebook


class CalendarFeed(NamedTuple):
    """The events of a feed, and what stays in the vault.

    `private` counts the contacts who would have events and are private, `by_status` those who stay for their status, and
    `left_out` the texts that name somebody private: a promise or an occasion then has no event, and who is due no reason.
    """

    options: FeedOptions
    events: tuple[FeedEvent, ...]
    private: int
    by_status: tuple[tuple[str, int], ...]
    left_out: int

    @property
    def counts(self) -> Counter[str]:
        """How many events of each kind there are."""
        return Counter(event.kind for event in self.events)

    def write(self, stamp: datetime | None = None) -> bytes:
        """Return the calendar file; `stamp` is the time of writing, by default now."""
        return write_feed(self.events, self.options, stamp or datetime.now(UTC))


def prepare_feed(notebook: Notebook, options: FeedOptions) -> CalendarFeed:
    """Choose the events of a feed. Writes nothing."""
    with LeavingAnswers(notebook) as gate:
        events = feed_events(
            notebook.contact_states(), notebook.settings.rules.due, notebook.today, gate, options
        )
        by_status = tuple((status, len(paths)) for status, paths in sorted(gate.by_status.items()))
        return CalendarFeed(options, events, len(gate.private), by_status, gate.left_out)


def export_calendar(
    notebook: Notebook,
    what: Iterable[str] = WHAT,
    days: int = USUAL_DAYS,
    alarms: Iterable[int] = (),
    stamp: datetime | None = None,
    *,
    details: bool = False,
) -> bytes:
    """Return a calendar file (iCalendar, RFC 5545) of birthdays, occasions, promises and who is due.

    `what` are among these four words. `days` is how far ahead to list promises and who is due. `alarms` are minutes after the
    beginning of an event's day, negative before it. With `details`, it says
    how often to be in touch with somebody, and when the last touch was. Only the `stamp`, by default now, differs between two calls. Raises
    ValueError for another word.
    """
    wanted = frozenset(what)
    if unknown := wanted.difference(WHAT):
        raise ValueError(f"`what` takes {', '.join(WHAT)}: {min(unknown)!r} is none of them")
    chosen = tuple(word for word in WHAT if word in wanted)
    return prepare_feed(notebook, FeedOptions(chosen, days, tuple(sorted(set(alarms))), details)).write(stamp)
