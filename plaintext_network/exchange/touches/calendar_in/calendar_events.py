"""Makes events of the calendars of one file: parses what may count, follows series, and names what can't be read."""

from __future__ import annotations

import re
from datetime import date, timedelta

from plaintext_network.exchange import limits
from plaintext_network.exchange.record import Origin
from plaintext_network.exchange.touches.calendar_in.meeting import CalendarFacts, make_meeting
from plaintext_network.exchange.touches.calendar_in.occurrences import (
    DAYS_A_FILE,
    SeriesFault,
    find_occurrences,
)
from plaintext_network.exchange.touches.calendar_in.parsed_event import EventUnreadable, parse_event
from plaintext_network.exchange.touches.calendar_in.rule_days import Budget
from plaintext_network.exchange.touches.calendar_in.zones import Zones
from plaintext_network.exchange.touches.source_event import AHEAD, RefusedEvent, SkippedEvent
from plaintext_network.exchange.vcard.charsets import decode_bytes

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from plaintext_network.exchange.touches.calendar_in.components import RawCalendar, RawComponent
    from plaintext_network.exchange.touches.calendar_in.parsed_event import ParsedEvent
    from plaintext_network.exchange.touches.source_event import Event
    from plaintext_network.exchange.touches.touch_options import TouchOptions

_START = re.compile(rb"[^:]*:\s*(\d{4})(\d\d)(\d\d)")
_REPEATS = (b"RRULE", b"RDATE", b"RECURRENCE-ID")


class CalendarEvents:
    """Reads the calendars of one file. `name` names it in the places of events."""

    def __init__(self, name: str, options: TouchOptions) -> None:
        self._name, self._options, self._own = name, options, options.own
        self._budget = Budget(DAYS_A_FILE)
        self._count = 0
        # Zones differ by less than two days.
        self._since = None
        if options.since is not None and options.since > date.min + timedelta(days=2):
            self._since = options.since - timedelta(days=2)

    def is_wanted(self, event: RawComponent) -> bool:
        """Return whether an event may be on a day that counts, by a look at its lines."""
        if self._since is None or not event.is_whole:
            return True
        if any(line[:20].upper().startswith(_REPEATS) for line in event.lines):
            return True
        found = _START.match(event.first(b"DTSTART"))
        if not found:
            return True
        try:
            return date(*map(int, found.groups())) >= self._since
        except ValueError:
            return True

    def events(self, calendar: RawCalendar) -> Iterator[Event]:
        """Yield the events of one calendar, series after series, in the order in which they begin in the file."""
        zones = Zones(calendar.zones)
        facts = _facts(calendar)
        series: dict[str, list[ParsedEvent]] = {}
        for raw in calendar.events:
            self._count += 1
            if self._count > limits.RECORDS:
                yield RefusedEvent(self._origin(raw), f"the file has more than {limits.RECORDS:,} events")
                break
            try:
                event = parse_event(raw, zones.find)
            except EventUnreadable as error:
                yield RefusedEvent(self._origin(raw), str(error))
                continue
            series.setdefault(event.uid or f"\0{raw.number}", []).append(event)
        for events in series.values():
            for found in find_occurrences(events, self._options.since, self._options.until, self._budget):
                origin = self._origin(found.event.raw)
                if isinstance(found, SeriesFault):
                    yield RefusedEvent(origin, found.reason)
                elif self._options.is_past(found.day):
                    continue
                elif self._options.is_ahead(found.day):
                    yield SkippedEvent(origin, AHEAD)
                else:
                    yield make_meeting(found, origin, facts, self._own)

    def _origin(self, raw: RawComponent) -> Origin:
        return Origin(self._name, raw.number, raw.line)


def _facts(calendar: RawCalendar) -> CalendarFacts:
    values = {b"METHOD": "", b"PRODID": "", b"X-WR-CALNAME": "", b"NAME": ""}
    for line in calendar.properties:
        name, _, value = line.partition(b":")
        key = name.partition(b";")[0].upper()
        values[key] = values.get(key) or decode_bytes(value).strip()
    product = values[b"PRODID"].lower()
    is_own = "plaintext_network" in product or "plaintext-network" in product
    return CalendarFacts(values[b"METHOD"].upper(), values[b"X-WR-CALNAME"] or values[b"NAME"], is_own)
