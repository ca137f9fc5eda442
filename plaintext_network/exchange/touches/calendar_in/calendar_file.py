"""Reads calendar files. What can't be read is named, and doesn't stop the rest. Imports `icalendar` only when there is one."""

from __future__ import annotations

from plaintext_network.exchange import limits
from plaintext_network.exchange.errors import CalendarUnavailable, ContactFileTooLong
from plaintext_network.exchange.readers.options import NO_OPTIONS
from plaintext_network.exchange.readers.text_lines import TextLines
from plaintext_network.exchange.record import Origin
from plaintext_network.exchange.touches.calendar_in.components import read_calendars
from plaintext_network.exchange.touches.source_event import RefusedEvent

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from plaintext_network.exchange.touches.source_event import Event
    from plaintext_network.exchange.touches.touch_options import TouchOptions


def read_calendar_file(stream: BinaryIO, name: str, options: TouchOptions) -> Iterator[Event]:
    """Yield the events of a calendar. `name` names the file in their places. The stream can seek. Raises CalendarUnavailable."""
    try:
        # Late: it is an extra, and takes longer to import than most commands run.
        from plaintext_network.exchange.touches.calendar_in.calendar_events import CalendarEvents
    except ImportError as error:
        if error.name not in ("icalendar", "dateutil", "dateutil.tz"):
            raise
        raise CalendarUnavailable from error
    whole = Origin(name, 1, 1)
    try:
        if stream.seek(0, 2) > limits.FILE:
            yield RefusedEvent(whole, f"it is larger than {limits.FILE >> 20} MB")
            return
        stream.seek(0)
        reading = CalendarEvents(name, options)
        found = False
        for calendar in read_calendars(TextLines(stream, name, NO_OPTIONS), reading.is_wanted):
            found = True
            yield from reading.events(calendar)
    except ContactFileTooLong as error:
        yield RefusedEvent(whole, f"it has more than {error.limit:,} {error.what}")
    except OSError as error:
        yield RefusedEvent(whole, f"it can't be read: {error.strerror}")
    else:
        if not found:
            yield RefusedEvent(whole, "it is no calendar: it has no BEGIN:VCALENDAR")
