"""Writes a calendar feed to a file that other programs read meanwhile, and reads back the options it was written with."""

from __future__ import annotations

import re

from plaintext_network.errors import FileNotWritten
from plaintext_network.exchange.calendar_feed.feed_options import MOST_DAYS, WHAT, FeedOptions
from plaintext_network.exchange.calendar_feed.write_feed import (
    ALARM_LINE,
    DAYS_LINE,
    DETAILS_LINE,
    PRODUCT,
    WHAT_LINE,
)
from plaintext_network.vault.files.output_file import (
    GeneratedKind,
    read_generated,
    refuse_note,
    write_generated,
)

_STAMP = re.compile(rb"^DTSTAMP:[^\r\n]*", re.MULTILINE)
# No folded line, and no text, begins like either end.
_EVENT = re.compile(rb"^BEGIN:VEVENT\r\n.*?^END:VEVENT\r\n", re.MULTILINE | re.DOTALL)
_ALARM = re.compile(r"-?\d{1,6}", re.ASCII)


def _is_own(head: bytes) -> bool:
    return head.startswith(b"BEGIN:VCALENDAR\r\n") and f"\r\nPRODID:{PRODUCT}\r\n".encode() in head


_CALENDAR = GeneratedKind("a calendar", _is_own, "pnet calendar -o ../people.ics")


def write_feed_file(root: str, path: str, content: bytes) -> bool:
    """Write the feed of the vault at `root` to a file, and return whether that changed anything besides the time of writing.

    Whoever reads the file gets the old or the new feed, never a part. Raises FileNotWritten, for one that pnet didn't write, too.
    """
    refuse_note(root, path, _CALENDAR.example)
    before = read_generated(path, _CALENDAR)
    return write_generated(path, _with_stamps_of(before or b"", content), _CALENDAR)


def _with_stamps_of(before: bytes, content: bytes) -> bytes:
    """Return a feed in which each event that is as it was before has its DTSTAMP, the time of its last change (RFC 5545 §3.8.7.2).

    Some sync programs copy an event again for another DTSTAMP.
    """
    known = {_STAMP.sub(b"", event): event for event in _EVENT.findall(before)}
    return _EVENT.sub(lambda found: known.get(_STAMP.sub(b"", found[0]), found[0]), content)


def options_of_file(path: str) -> FeedOptions:
    """Return the options with which a feed was written to a file; the usual ones if there is no feed."""
    try:
        content = read_generated(path, _CALENDAR)
    except FileNotWritten:
        content = None
    if content is None:
        return FeedOptions()
    usual = FeedOptions()
    head = content.partition(b"BEGIN:VEVENT")[0].decode("utf-8", "replace")
    lines = [line.partition(":") for line in head.splitlines()]
    what = [word for name, _, value in lines if name == WHAT_LINE for word in value.split(",")]
    days = next((value for name, _, value in lines if name == DAYS_LINE), "")
    alarms = [value for name, _, value in lines if name == ALARM_LINE and _ALARM.fullmatch(value)]
    return FeedOptions(
        tuple(word for word in WHAT if word in what) or usual.what,
        min(int(days), MOST_DAYS) if days.isascii() and days.isdecimal() and len(days) < 6 else usual.days,
        tuple(sorted(set(map(int, alarms)))),
        any(name == DETAILS_LINE for name, _, _ in lines),
    )
