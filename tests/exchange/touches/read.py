"""Reads sources of events that tests write as literals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from plaintext_network.exchange.touches.source_event import SkippedEvent, SourceEvent
from plaintext_network.exchange.touches.sources import read_events
from plaintext_network.exchange.touches.touch_options import TouchOptions

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.exchange.touches.source_event import Event

ME = ("me@example.org",)
TODAY = date(2026, 11, 25)


def read(
    source: Path | str, since: date | None = None, *, subjects: bool = False, me: Sequence[str] = ME
) -> list[Event]:
    """Return all events of a source until 25 November 2026."""
    return list(read_events(str(source), TouchOptions(tuple(me), since, TODAY, subjects)))


def outcome(event: Event) -> str:
    """Return an event in a few words: the day, the direction and the people; or why it is none."""
    if isinstance(event, SourceEvent):
        people = ", ".join(
            f"{one.role} {one.name} <{one.address}>" if one.name else f"{one.role} {one.address}"
            for one in event.people
        )
        return f"{event.day} {event.direction} {people}"
    return f"{'skipped' if isinstance(event, SkippedEvent) else 'refused'}: {event.reason}"


def outcomes(events: Sequence[Event]) -> list[str]:
    """Return events in a few words each."""
    return [outcome(event) for event in events]
