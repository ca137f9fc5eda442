"""Makes the feed of notes given as text, and reads a feed as icalendar and vobject do. Holds no expectation."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import icalendar
import vobject

from plaintext_network.exchange.calendar_feed.calendar_feed import CalendarFeed, prepare_feed
from plaintext_network.exchange.calendar_feed.feed_events import FeedEvent
from plaintext_network.exchange.calendar_feed.feed_options import FeedOptions
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY

STAMP = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def write_vault(root: Path, notes: Mapping[str, str]) -> Path:
    """Write notes, given as text by path, to a vault."""
    for path, text in {"pnet.toml": "", **notes}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return root


def feed_of(root: Path, options: FeedOptions | None = None, today: date = TODAY) -> CalendarFeed:
    """Return the feed of a vault."""
    return prepare_feed(Notebook(str(root), today, cache=False), options or FeedOptions())


def said(feed: CalendarFeed) -> list[tuple[str, str]]:
    """Return the day and the title of each event."""
    return [(event.day.isoformat(), event.summary) for event in feed.events]


def the_event(feed: CalendarFeed, word: str) -> FeedEvent:
    """Return the one event whose title contains a word."""
    (event,) = (event for event in feed.events if word in event.summary)
    return event


def parsed(content: bytes) -> list[dict[str, Any]]:
    """Return the properties of each event as icalendar reads them. Fails if icalendar or vobject finds a fault."""
    calendar = icalendar.Calendar.from_ical(content)
    events = calendar.walk("VEVENT")
    assert [one.errors for one in (calendar, *events)] == [[] for _ in (calendar, *events)]
    (other,) = vobject.readComponents(content.decode())
    titles = [one.summary.value for one in other.contents.get("vevent", ())]
    assert [str(one["SUMMARY"]) for one in events] == titles
    return [{name: one[name] for name in one} for one in events]
