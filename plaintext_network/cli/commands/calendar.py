"""Implements `pnet calendar`: writes birthdays, occasions, promises and who is due as a calendar."""

from __future__ import annotations

import os
from datetime import UTC, datetime, time

from plaintext_network.cli.session import Session
from plaintext_network.errors import counted
from plaintext_network.exchange.calendar_feed.calendar_feed import CalendarFeed, prepare_feed
from plaintext_network.exchange.calendar_feed.feed_options import WHAT, FeedOptions

# What one event of each kind is called, and several.
_NOUNS = {
    "birthdays": ("birthday", "birthdays"),
    "occasions": ("occasion", "occasions"),
    "promises": ("promise", "promises"),
    "due": ("due", "due"),
}


def run(session: Session) -> int:
    """Run `pnet calendar`."""
    options, screen = session.options, session.screen
    chosen = tuple(word for word in WHAT if word in options.what) or WHAT
    alarms = tuple(sorted(set(options.alarms)))
    feed = prepare_feed(session.notebook, FeedOptions(chosen, options.days, alarms, options.details))
    content = feed.write(_stamp(session))
    parts = [_contents(feed), *_staying(feed)]
    if options.output in (None, "-"):
        screen.write_bytes([content])
    else:
        # Late: a feed may go to standard output.
        from plaintext_network.exchange.calendar_feed.feed_file import write_feed_file

        if write_feed_file(session.place.root, options.output, content):
            screen.wrote = True
            parts.insert(0, f"wrote {options.output}")
        else:
            parts.insert(0, f"{options.output} is up to date")
    # One line: it may be the log of a job that runs every day.
    screen.note(("muted", "; ".join(parts)))
    return 0


def _stamp(session: Session) -> datetime | None:
    """Return the time to write into the feed: the beginning of the day of --today, if given; None for now."""
    if session.options.today or os.environ.get("PNET_TODAY"):
        return datetime.combine(session.today, time(), UTC)
    return None


def _contents(feed: CalendarFeed) -> str:
    counts = feed.counts
    listed = [counted(counts[kind], *_NOUNS[kind]) for kind in feed.options.what if counts[kind]]
    return ", ".join(listed) if listed else "no events"


def _staying(feed: CalendarFeed) -> list[str]:
    """Return the part of a message that says what stays in the vault; empty if nothing does."""
    parts = [counted(feed.private, "private contact")] if feed.private else []
    parts += [f"{number:,} {status}" for status, number in feed.by_status]
    if feed.left_out:
        parts.append(
            f"{counted(feed.left_out, 'text')} that {'names' if feed.left_out == 1 else 'name'} somebody private"
        )
    return [f"left out: {', '.join(parts)}"] if parts else []
