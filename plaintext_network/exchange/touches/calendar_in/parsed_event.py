"""Reads the values of one event with `icalendar`. Nothing else imports it."""

from __future__ import annotations

import re
import warnings
from binascii import a2b_qp
from datetime import UTC, date, datetime, tzinfo

import icalendar

from plaintext_network.exchange.touches.mail_in.addresses import plain_address
from plaintext_network.exchange.touches.mail_in.encoded_words import clean
from plaintext_network.exchange.vcard.charsets import decode_bytes
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from plaintext_network.exchange.touches.calendar_in.components import RawComponent

_LONGEST_TITLE = 500
# Without seconds, or with the signs of ISO 8601, as some programs write it: 20261124T1000, 2026-11-24T10:00:00Z.
_LOOSE = re.compile(r"(\d{8}|\d{4}-\d\d-\d\d)(?:T(\d{4}(?:\d\d)?|\d\d:\d\d(?::\d\d)?))?(Z?)")
_MOMENTS = re.compile(rb"[\sTZPDHMSW\d,:/+-]*", re.I)
_DAY = re.compile(r"(\d{8})(?:T000000)?Z?")


class EventUnreadable(Exception):
    """Raised when an event can't be read; says why, without a full stop."""


class Attendee(NamedTuple):
    """Somebody in an event: an address or "", a name or "", and in capitals the answer, the kind and the role (RFC 5545 §3.2)."""

    address: str
    name: str
    answer: str = ""
    kind: str = ""
    role: str = ""


class ParsedEvent(NamedTuple):
    """One event. `replaces` is the occurrence of a series that it stands for; with `and_later`, it stands for all that follow, too.

    `rules` and `no_rules` are the parts of RRULE and EXRULE by their names in capitals. `places` are where it is, and `fault` is what
    can't be read about its repetition.
    """

    raw: RawComponent
    uid: str
    title: str
    start: date
    rules: tuple[Mapping[str, list[object]], ...] = ()
    no_rules: tuple[Mapping[str, list[object]], ...] = ()
    more: tuple[date, ...] = ()
    without: tuple[date, ...] = ()
    replaces: date | None = None
    and_later: bool = False
    status: str = ""
    attendees: tuple[Attendee, ...] = ()
    organizer: Attendee | None = None
    places: tuple[str, ...] = ()
    categories: str = ""
    fault: str = ""


def parse_event(raw: RawComponent, zone_of: Callable[[str], tzinfo | None]) -> ParsedEvent:
    """Return what an event says. `zone_of` finds a time zone that `icalendar` doesn't know. Raises EventUnreadable."""
    if not raw.is_whole:
        raise EventUnreadable("it has no END:VEVENT")
    event = _component(raw)
    reader = _Reader(event, zone_of)
    start = reader.moment("DTSTART")
    if start is None:
        raise EventUnreadable(
            f"its DTSTART is not a date: {_shown(event['DTSTART'])}"
            if "DTSTART" in event
            else "it has no DTSTART"
        )
    replaces = reader.moment("RECURRENCE-ID")
    if replaces is None and "RECURRENCE-ID" in event:
        raise EventUnreadable(f"its RECURRENCE-ID is not a date: {_shown(event['RECURRENCE-ID'])}")
    return ParsedEvent(
        raw,
        reader.text("UID"),
        reader.text("SUMMARY")[:_LONGEST_TITLE],
        start,
        reader.rules("RRULE"),
        reader.rules("EXRULE"),
        tuple(reader.moments("RDATE")),
        tuple(reader.moments("EXDATE")),
        replaces,
        reader.parameter("RECURRENCE-ID", "RANGE").upper() == "THISANDFUTURE",
        reader.text("STATUS").upper(),
        tuple(map(_attendee, reader.values("ATTENDEE"))),
        next(map(_attendee, reader.values("ORGANIZER")), None),
        tuple(filter(None, map(reader.text, _PLACES))),
        reader.categories(),
        "; ".join(reader.faults),
    )


_PLACES = (
    "LOCATION",
    "URL",
    "CONFERENCE",
    "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
)


def _tidied(line: bytes) -> bytes:
    """Return a line without harmless faults of its value; b"" for a rule that says nothing."""
    start = line[:16].upper()
    if start.startswith((b"RRULE", b"EXRULE")):
        name, _, rule = line.partition(b":")
        rule = b"".join(rule.split()).strip(b";")
        return name + b":" + rule if rule else b""
    if start.startswith((b"DTSTART", b"RDATE", b"EXDATE", b"RECURRENCE-ID")):
        name, colon, moment = line.rpartition(b":")
        return name + colon + (moment.upper() if _MOMENTS.fullmatch(moment) else moment).strip()
    return line


def _component(raw: RawComponent) -> icalendar.Event:
    lines = filter(None, map(_tidied, raw.lines))
    content = b"\r\n".join((b"BEGIN:VEVENT", *lines, b"END:VEVENT", b""))
    try:
        with warnings.catch_warnings():
            # It warns of time zones that it guesses.
            warnings.simplefilter("ignore")
            found = icalendar.Event.from_ical(decode_bytes(content))
    except Exception as error:
        raise EventUnreadable(f"icalendar can't read it: {_shown(error)}") from error
    if not isinstance(found, icalendar.Event):
        raise EventUnreadable("icalendar can't read it")
    return found


def _shown(value: object) -> str:
    text = clean(str(value))
    return text if len(text) <= 80 else text[:79] + "…"


class _Reader:
    """The properties of one event. `faults` gets what can't be read about its repetition."""

    def __init__(self, event: icalendar.Event, zone_of: Callable[[str], tzinfo | None]) -> None:
        self._event, self._zone_of = event, zone_of
        self.faults: list[str] = []

    def values(self, name: str) -> Iterator[object]:
        """Yield each value of a property."""
        found = self._event.get(name)
        yield from found if isinstance(found, list) else () if found is None else (found,)

    def parameter(self, name: str, parameter: str) -> str:
        """Return a parameter of the first value of a property."""
        return next((_parameter(value, parameter) for value in self.values(name)), "")

    def text(self, name: str) -> str:
        """Return the first value of a property on one line."""
        value = next(self.values(name), "")
        text = str(value)
        if _parameter(value, "ENCODING").upper() == "QUOTED-PRINTABLE":
            text = decode_bytes(a2b_qp(text.encode("utf-8", "replace")), _parameter(value, "CHARSET"))
        return clean(text[:10_000])

    def categories(self) -> str:
        """Return all categories as one text."""
        names = (getattr(value, "cats", (value,)) for value in self.values("CATEGORIES"))
        return clean(" ".join(str(name) for some in names for name in some))

    def rules(self, name: str) -> tuple[Mapping[str, list[object]], ...]:
        """Return the parts of each rule of repetition that can be read."""
        found: list[Mapping[str, list[object]]] = []
        for value in self.values(name):
            if isinstance(value, icalendar.vRecur):
                found.append({key.upper(): _list(part) for key, part in value.items()})
            else:
                self.faults.append(f"its {name} can't be read: {_shown(value)}")
        return tuple(found)

    def moment(self, name: str) -> date | None:
        """Return the day or time of a property; None without one that can be read."""
        return next(filter(None, (self._moment(value, value) for value in self.values(name))), None)

    def moments(self, name: str) -> Iterator[date]:
        """Yield the days and times of a property that may have several."""
        for value in self.values(name):
            items = getattr(value, "dts", None) if not isinstance(value, icalendar.vBroken) else None
            if items is None:
                texts = str(value).split(",")[:_MOST_MOMENTS]
                found = [self._short(text.strip(), value) for text in texts]
                if not all(found):
                    self.faults.append(f"its {name} can't be read: {_shown(value)}")
                yield from filter(None, found)
                continue
            for item in items[:_MOST_MOMENTS]:
                if (moment := self._moment(item, value)) is not None:
                    yield moment

    def _moment(self, item: object, value: object) -> date | None:
        if isinstance(item, icalendar.vBroken):
            return self._short(str(item), value)
        moment = getattr(item, "dt", None)
        if isinstance(moment, tuple):
            # A period: when it begins.
            moment = moment[0]
        return self._placed(moment, value) if isinstance(moment, date) else None

    def _short(self, text: str, value: object) -> date | None:
        """Return a time that some programs write against the standard."""
        found = _LOOSE.fullmatch(text)
        if not found:
            return None
        day, clock, universal = found[1].replace("-", ""), (found[2] or "").replace(":", ""), found[3]
        try:
            if not clock or (clock.strip("0") == "" and not universal):
                return datetime.strptime(day, "%Y%m%d").date()  # noqa: DTZ007  # a day has no zone
            moment = datetime.strptime(day + clock[:4], "%Y%m%d%H%M")  # noqa: DTZ007  # its zone follows
        except ValueError:
            return None
        return moment.replace(tzinfo=UTC) if universal else self._placed(moment, value)

    def _placed(self, moment: date, value: object) -> date:
        """Return a time with its zone, if its property names one that `icalendar` doesn't know and the file defines."""
        if not isinstance(moment, datetime) or moment.tzinfo is not None:
            return moment
        name = _parameter(value, "TZID")
        return moment.replace(tzinfo=self._zone_of(name)) if name else moment


_MOST_MOMENTS = 5_000


def _list(part: object) -> list[object]:
    return list(part) if isinstance(part, list | tuple) else [part]


def _parameter(value: object, name: str) -> str:
    parameters = getattr(value, "params", None)
    found = parameters.get(name) if parameters else None
    if isinstance(found, list):
        found = found[0] if found else None
    return "" if found is None else str(found)


def _attendee(value: object) -> Attendee:
    text = str(value).strip()
    # Apple's and some servers' values are no addresses of mail; then the parameter has it.
    is_mail = text[:7].lower() == "mailto:" or ":" not in text
    address = (plain_address(text[:1_000]) if is_mail else "") or plain_address(_parameter(value, "EMAIL"))
    name = clean(_parameter(value, "CN")[:300])
    if "@" in name and (" " not in name or plain_address(name) == address):
        address = address or plain_address(name)
        name = ""
    return Attendee(
        address,
        name,
        _parameter(value, "PARTSTAT").upper(),
        _parameter(value, "CUTYPE").upper(),
        _parameter(value, "ROLE").upper(),
    )
