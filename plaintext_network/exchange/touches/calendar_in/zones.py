"""Makes the time zones that a calendar file defines. Rules that would never end are refused."""

from __future__ import annotations

import re
from datetime import datetime
from io import StringIO

from dateutil.tz import tzical

from plaintext_network.exchange.vcard.charsets import decode_bytes

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from plaintext_network.exchange.touches.calendar_in.components import RawComponent

# As zones are: once a year, on a day of a month. dateutil would look for times of other rules for minutes, or for ever.
_RULE = re.compile(
    rb"RRULE[^:]*:(?=.*FREQ=YEARLY)(?:(?:FREQ=YEARLY|INTERVAL=1|WKST=\w\w|COUNT=\d{1,3}|BYMONTH=\d{1,2}|BYDAY=[+-]?\d?\w\w|BYMONTHDAY=[\d,-]{1,60}|"
    rb"UNTIL=\d{8}(?:T\d{6}Z?)?)(?:;|\Z))+",
    re.I,
)
_MOST_LINES = 1_000


class Zones:
    """The time zones of one calendar, by their names."""

    def __init__(self, raw: Iterable[RawComponent]) -> None:
        self._raw = {_identifier(one): one for one in raw}
        self._known: dict[str, tzinfo | None] = {}

    def find(self, name: str) -> tzinfo | None:
        """Return a zone; None if the calendar doesn't define it in a form that can be read."""
        if name not in self._known:
            raw = self._raw.get(name)
            self._known[name] = _zone(raw) if raw else None
        return self._known[name]


def _identifier(raw: RawComponent) -> str:
    return decode_bytes(raw.first(b"TZID").partition(b":")[2].strip()).strip('"')


def _zone(raw: RawComponent) -> tzinfo | None:
    if len(raw.lines) > _MOST_LINES:
        return None
    lines = [line for line in raw.lines if not line.upper().startswith((b"TZID", b"EXDATE"))]
    if any(line.upper().startswith(b"RRULE") and not _RULE.fullmatch(line.strip()) for line in lines):
        return None
    text = "\r\n".join(("BEGIN:VTIMEZONE", "TZID:zone", *map(decode_bytes, lines), "END:VTIMEZONE", ""))
    try:
        zone: tzinfo | None = tzical(StringIO(text)).get("zone")
        # What is wrong with its rules shows only when they are followed.
        datetime(2026, 1, 1, tzinfo=zone).utcoffset()
        return zone
    except Exception:  # noqa: BLE001 - what dateutil raises for broken input has no common class; without a zone, a time is local
        return None
