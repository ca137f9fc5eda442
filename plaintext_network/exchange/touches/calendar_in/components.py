"""Splits a calendar file into its events and time zones, and keeps only the lines that tell who met when. Understands no value.

One unreadable line or component doesn't spoil the others, and a file of hundreds of megabytes needs no more memory than those lines.
"""

from __future__ import annotations

import re

from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from plaintext_network.exchange.readers.text_lines import Line

_OF_EVENTS = frozenset(
    b"UID SUMMARY DTSTART RRULE RDATE EXDATE EXRULE RECURRENCE-ID STATUS ATTENDEE ORGANIZER LOCATION URL CONFERENCE CATEGORIES "
    b"X-GOOGLE-CONFERENCE X-MICROSOFT-SKYPETEAMSMEETINGURL X-MICROSOFT-ONLINEMEETINGEXTERNALLINK".split()
)
_OF_ZONES = frozenset(b"TZID DTSTART RRULE RDATE EXDATE TZOFFSETFROM TZOFFSETTO TZNAME BEGIN END".split())
_OF_CALENDARS = frozenset(b"METHOD PRODID X-WR-CALNAME NAME".split())
_NAME = re.compile(rb"[A-Za-z0-9-]+")
_EVENT, _ZONE, _CALENDAR = b"VEVENT", b"VTIMEZONE", b"VCALENDAR"
_LONGEST = 64 << 10
# A meeting with more people than these is no touch of any one of them.
_MOST_LINES = 5_000
_DEEPEST = 20


class RawComponent(NamedTuple):
    """The lines of one event or time zone, unfolded and without BEGIN and END: its number among its kind, and its first line."""

    number: int
    line: int
    lines: tuple[bytes, ...]
    is_whole: bool = True

    def first(self, name: bytes) -> bytes:
        """Return the first line of a property, b"" without one."""
        return next((line for line in self.lines if _name_of(line) == name), b"")


class RawCalendar(NamedTuple):
    """What one VCALENDAR contains: its method, program and name as lines, its events, and its time zones."""

    properties: tuple[bytes, ...]
    events: tuple[RawComponent, ...]
    zones: tuple[RawComponent, ...]


def _name_of(line: bytes) -> bytes:
    found = _NAME.match(line)
    return found[0].upper() if found else b""


def read_calendars(lines: Iterable[Line], is_wanted: Callable[[RawComponent], bool]) -> Iterator[RawCalendar]:
    """Yield each calendar of a file, with those of its events that are wanted. Events outside any calendar count as one.

    Yields none if the file has neither a calendar nor an event.
    """
    reader = _Splitter(is_wanted)
    for line, content in _unfolded(lines):
        if calendar := reader.take(line, content):
            yield calendar
    if calendar := reader.end():
        yield calendar


def _unfolded(lines: Iterable[Line]) -> Iterator[tuple[int, bytes]]:
    """Yield each property with the number of its first line; b"" for one that is too long."""
    number, pieces, size = 0, [b""], 0
    is_soft = False
    for line in lines:
        content = line.content or b""
        if content[:1] in (b" ", b"\t") or is_soft:
            piece = content if is_soft and content[:1] not in (b" ", b"\t") else content[1:]
            size += len(piece)
            if size <= _LONGEST:
                pieces.append(piece)
        else:
            yield number, b"".join(pieces) if size <= _LONGEST else b""
            number, pieces, size = line.number, [content], len(content)
            # vCalendar 1.0 continues a line so; what precedes the sign is decoded with it.
        is_soft = content.endswith(b"=") and b"QUOTED-PRINTABLE" in pieces[0][:200].upper()
        if is_soft and pieces[-1].endswith(b"="):
            pieces[-1] = pieces[-1][:-1]
    yield number, b"".join(pieces) if size <= _LONGEST else b""


class _Splitter:
    """The state between two lines of a file."""

    def __init__(self, is_wanted: Callable[[RawComponent], bool]) -> None:
        self._is_wanted = is_wanted
        self._stack: list[bytes] = []
        self._number = 0
        self._found = False
        self._properties: list[bytes] = []
        self._events: list[RawComponent] = []
        self._zones: list[RawComponent] = []
        # The event or zone that is being read, and the line where it begins.
        self._kind, self._line = b"", 0
        self._lines: list[bytes] = []

    def take(self, line: int, content: bytes) -> RawCalendar | None:
        """Take one property; return a calendar if it ends, or another begins."""
        name = _name_of(content)
        if name in (b"BEGIN", b"END"):
            kind = content.partition(b":")[2].strip().upper()
            return self._begin(kind, line) if name == b"BEGIN" else self._end(kind)
        if self._kind == _EVENT:
            if self._stack[-1:] == [_EVENT] and name in _OF_EVENTS and len(self._lines) < _MOST_LINES:
                self._lines.append(content)
        elif self._kind == _ZONE:
            if name in _OF_ZONES and len(self._lines) < _MOST_LINES:
                self._lines.append(content)
        elif self._stack[-1:] == [_CALENDAR] and name in _OF_CALENDARS and len(self._properties) < 20:
            self._properties.append(content)
        return None

    def _begin(self, kind: bytes, line: int) -> RawCalendar | None:
        finished = None
        if kind == _CALENDAR:
            finished = self.end()
            self._stack, self._found = [kind], True
        elif kind in (_EVENT, _ZONE):
            self._finish(is_whole=False)
            # What isn't closed before an event is not around it.
            self._stack = [_CALENDAR, kind]
            self._kind, self._line, self._found = kind, line, True
        else:
            if self._kind == _ZONE:
                self._lines.append(b"BEGIN:" + kind)
            if len(self._stack) < _DEEPEST:
                self._stack.append(kind)
        return finished

    def _end(self, kind: bytes) -> RawCalendar | None:
        if kind == _CALENDAR:
            return self.end()
        if kind == self._kind and kind:
            self._finish(is_whole=True)
            self._stack = [_CALENDAR]
        elif kind in self._stack[1:] and kind not in (_EVENT, _ZONE):
            if self._kind == _ZONE:
                self._lines.append(b"END:" + kind)
            while self._stack.pop() != kind:
                pass
        return None

    def _finish(self, *, is_whole: bool) -> None:
        if self._kind == _EVENT:
            self._number += 1
            event = RawComponent(self._number, self._line, tuple(self._lines), is_whole)
            if self._is_wanted(event):
                self._events.append(event)
        elif self._kind == _ZONE:
            self._zones.append(RawComponent(len(self._zones) + 1, self._line, tuple(self._lines), is_whole))
        self._kind, self._lines = b"", []

    def end(self) -> RawCalendar | None:
        """Return the calendar that was read until here; None if there was none."""
        self._finish(is_whole=False)
        found = (
            RawCalendar(tuple(self._properties), tuple(self._events), tuple(self._zones))
            if self._found
            else None
        )
        self._properties, self._events, self._zones = [], [], []
        self._stack, self._found = [], False
        return found
