"""Writes events as an iCalendar object (RFC 5545). Knows no contacts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from plaintext_network.exchange.calendar_feed.feed_options import FeedOptions
from plaintext_network.exchange.vcard.content_line import ContentLine
from plaintext_network.exchange.vcard.values import escape
from plaintext_network.exchange.vcard.write_cards import write_line

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.exchange.calendar_feed.feed_events import FeedEvent
    from plaintext_network.model.dates.calendar import YearlyDay

# By which pnet recognizes a calendar of its own.
PRODUCT = "-//plaintext-network//pnet calendar//EN"
# The lines of a feed that repeat its options.
WHAT_LINE, DAYS_LINE, ALARM_LINE = "X-PNET-WHAT", "X-PNET-DAYS", "X-PNET-ALARM"
DETAILS_LINE = "X-PNET-DETAILS"
_TITLE = "Staying in touch"
# How often a program that subscribes should look.
_REFRESH = "PT6H"
_CATEGORIES = {"birthdays": "Birthday", "occasions": "Occasion", "promises": "Promise", "due": "Due"}
_DATE = (("VALUE", ("DATE",)),)
_DURATION = (("VALUE", ("DURATION",)),)


def write_feed(events: Iterable[FeedEvent], options: FeedOptions, stamp: datetime) -> bytes:
    """Return a calendar file with these events. `stamp`, which has a zone, is the time of writing."""
    return b"".join(
        write_line(line, "3.0") + b"\r\n" for line in _calendar(events, options, stamp.astimezone(UTC))
    )


def _calendar(events: Iterable[FeedEvent], options: FeedOptions, stamp: datetime) -> Iterator[ContentLine]:
    yield ContentLine("BEGIN", "VCALENDAR")
    yield ContentLine("VERSION", "2.0")
    yield ContentLine("PRODID", PRODUCT)
    yield ContentLine("CALSCALE", "GREGORIAN")
    # RFC 7986 §5.1 and §5.7, and what older programs read.
    yield ContentLine("NAME", _TITLE)
    yield ContentLine("X-WR-CALNAME", _TITLE)
    yield ContentLine("REFRESH-INTERVAL", _REFRESH, params=_DURATION)
    yield ContentLine("X-PUBLISHED-TTL", _REFRESH)
    yield ContentLine(WHAT_LINE, ",".join(options.what))
    yield ContentLine(DAYS_LINE, str(options.days))
    for minutes in options.alarms:
        yield ContentLine(ALARM_LINE, str(minutes))
    if options.details:
        yield ContentLine(DETAILS_LINE, "1")
    time = ContentLine("DTSTAMP", f"{_day(stamp)}T{stamp:%H%M%S}Z")
    for event in events:
        yield from _event(event, options, time)
    yield ContentLine("END", "VCALENDAR")


def _event(event: FeedEvent, options: FeedOptions, time: ContentLine) -> Iterator[ContentLine]:
    yield ContentLine("BEGIN", "VEVENT")
    yield ContentLine("UID", event.uid)
    yield time
    yield ContentLine("DTSTART", _day(event.day), params=_DATE)
    if event.yearly is not None:
        yield ContentLine("RRULE", _rule(event.yearly))
    yield ContentLine("SUMMARY", escape(event.summary))
    if event.description:
        yield ContentLine("DESCRIPTION", escape(event.description))
    yield ContentLine("CATEGORIES", _CATEGORIES[event.kind])
    # Nobody is busy all day on a friend's birthday.
    yield ContentLine("TRANSP", "TRANSPARENT")
    # What waits since an earlier day would ring every day.
    for minutes in () if event.is_late else options.alarms:
        yield ContentLine("BEGIN", "VALARM")
        yield ContentLine("ACTION", "DISPLAY")
        yield ContentLine("DESCRIPTION", escape(event.summary))
        yield ContentLine("TRIGGER", _duration(minutes))
        yield ContentLine("END", "VALARM")
    yield ContentLine("END", "VEVENT")


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _rule(yearly: YearlyDay) -> str:
    """Return the rule of a yearly day; 29 February is the last of February in every year."""
    day = -1 if (yearly.month, yearly.day) == (2, 29) else yearly.day
    return f"FREQ=YEARLY;BYMONTH={yearly.month};BYMONTHDAY={day}"


def _duration(minutes: int) -> str:
    """Return a length of time after the beginning of an event, or before it if negative (RFC 5545 §3.3.6)."""
    days, rest = divmod(abs(minutes), 24 * 60)
    hours, rest = divmod(rest, 60)
    times = "".join(f"{number}{unit}" for number, unit in ((hours, "H"), (rest, "M")) if number)
    text = (f"{days}D" if days else "") + (f"T{times}" if times else "")
    return f"{'-' if minutes < 0 else ''}P{text or 'T0M'}"
