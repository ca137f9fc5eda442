"""Proposes the interactions that mail, calendars and chats show and the vault does not have. Writes nothing."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from plaintext_network.exchange.touches.collect_events import EventCollector, EventPart
from plaintext_network.exchange.touches.noted_days import NotedDays, direction_of, sides_of
from plaintext_network.exchange.touches.source_event import (
    SourceEvent,
)
from plaintext_network.exchange.touches.touch_memory import TouchMemory, digest, load_memory
from plaintext_network.exchange.touches.touch_plan import (
    ANSWERED,
    NOTED,
    PROPOSED,
    WRITTEN,
    Touch,
    TouchPlan,
    place_of,
)
from plaintext_network.model.language.normalize import name_key

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plaintext_network.exchange.touches.source_event import Event
    from plaintext_network.vault.notebook import Notebook

_MOST_PLACES = 3


def propose_touches(
    notebook: Notebook,
    events: Iterable[Event],
    me: Iterable[str] = (),
    since: date | None = None,
    *,
    memory: TouchMemory | None = None,
) -> TouchPlan:
    """Return the interactions to propose for events of mail, calendars and chats, and the outcome of every event.

    `me` are the user's own addresses, numbers and names; those of the vault's note about the user count, too. Days before
    `since` and after today don't count. `memory` is what the user has answered before, by default what the state folder has.
    """
    found = EventCollector(notebook, me, since)
    for event in events:
        found.add(event)
    return _Proposer(notebook, found, memory or load_memory(notebook.root), since).plan()


class _Proposer:
    """Makes proposals of collected events: of messages by person and day, and of each meeting on its own."""

    def __init__(
        self, notebook: Notebook, found: EventCollector, memory: TouchMemory, since: date | None
    ) -> None:
        self._notebook, self._found, self._memory = notebook, found, memory
        self._since = since.isoformat() if since else ""
        self._rules = notebook.settings.rules
        self._events, self._parts, self._outcomes = found.events, found.parts, found.outcomes

    def plan(self) -> TouchPlan:
        """Return the proposals."""
        days = [self._events[part.number].day for part in self._parts]
        first = date.fromisoformat(min(days, default=self._notebook.today.isoformat()))
        noted = NotedDays(self._notebook.index, self._rules, first, self._notebook.today)
        touches = self._talks(noted)
        touches = self._with_messages(touches, noted)
        order = {
            group[0].people: number for number, group in enumerate(TouchPlan("", "", tuple(touches)).groups())
        }
        touches.sort(key=lambda touch: (order[touch.people], -date.fromisoformat(touch.day).toordinal()))
        return self._found.plan(touches)

    def _answered(self, part: EventPart) -> bool:
        """Return whether the user has answered for a part of an event, and say so in its outcomes."""
        if not self._memory.has(part.key):
            return False
        outcome = ANSWERED if self._memory.is_declined(part.key) else NOTED
        self._outcomes[part.number].add(outcome)
        return True

    # Meetings and calls

    def _talks(self, noted: NotedDays) -> list[Touch]:
        """Return a touch for each meeting and call, with those of its people whom the vault doesn't have there."""
        by_day: dict[tuple[str, str], list[EventPart]] = {}
        for part in self._parts:
            event = self._events[part.number]
            if event.channel not in WRITTEN:
                by_day.setdefault((part.path, event.day), []).append(part)
        left: dict[int, list[EventPart]] = {}
        for (path, day), parts in by_day.items():
            for part in self._unsaid(parts, [one.channel for one in noted.talks(path, day)]):
                left.setdefault(part.number, []).append(part)
        found: dict[tuple[object, ...], Touch] = {}
        for number, parts in sorted(left.items()):
            event = self._events[number]
            self._outcomes[number].add(PROPOSED)
            people = tuple(self._found.people.person(part.path) for part in parts)
            # Another calendar may have the same meeting under another id.
            same = (event.day, frozenset(people), name_key(event.text) or event.channel)
            touch = found.get(same) or Touch(
                event.day, event.channel, event.direction or "both", people, event.text, 0
            )
            found[same] = _with(touch, [event], [part.key for part in parts])
        return list(found.values())

    def _unsaid(self, parts: Sequence[EventPart], noted: Sequence[str | None]) -> list[EventPart]:
        """Return the meetings of a day with somebody that are not noted yet. Each noted one accounts for one of them."""
        said = list(noted)
        # First, those that the user accepted before, and those of the same channel.
        waiting = []
        for part in parts:
            if not self._answered(part):
                waiting.append(part)
            elif not self._memory.is_declined(part.key) and said:
                channel = self._events[part.number].channel
                said.remove(channel if channel in said else said[0])
        for exact in (True, False):
            for part in tuple(waiting):
                channel = self._events[part.number].channel
                if said and (not exact or channel in said):
                    said.remove(channel if exact else said[0])
                    waiting.remove(part)
                    self._outcomes[part.number].add(NOTED)
        return waiting

    # Messages

    def _with_messages(self, talks: Sequence[Touch], noted: NotedDays) -> list[Touch]:
        """Return the touches with one for each person and day of messages; on a day with a meeting, only the meeting counts."""
        by_day: dict[tuple[str, str], list[EventPart]] = {}
        days: dict[str, set[str]] = {}
        for part in self._parts:
            event = self._events[part.number]
            if event.channel in WRITTEN:
                by_day.setdefault((part.path, event.day), []).append(part)
                days.setdefault(part.path, set()).add(event.day)
        edge = (
            (date.fromisoformat(self._since) - timedelta(1)).isoformat() if self._since > "0001-01-01" else ""
        )
        touches = list(talks)
        together: dict[tuple[object, ...], list[Touch]] = {}
        for (path, day), parts in by_day.items():
            parts = [part for part in parts if not self._answered(part)]
            left = self._unsaid_sides(path, day, parts, noted)
            parts = self._marked(parts, left)
            if not parts:
                continue
            events = [self._events[part.number] for part in parts]
            channel = Counter(event.channel for event in events).most_common(1)[0][0]
            if noted.says_next_to(path, day, channel, left, days[path] | {edge}):
                self._mark(parts, NOTED)
                continue
            self._mark(parts, PROPOSED)
            keys = [part.key for part in parts] + [_day_key(path, day, side) for side in sorted(left)]
            person = self._found.people.person(path)
            met = next((at for at, one in enumerate(talks) if one.day == day and person in one.people), None)
            if met is not None:
                touches[met] = touches[met]._replace(keys=(*touches[met].keys, *keys))
                continue
            text = next((event.text for event in reversed(events) if event.text), "")
            of_channel = [event for event in events if event.channel == channel]
            touch = _with(Touch(day, channel, direction_of(left), (person,), text, 0), of_channel, keys)
            same = (day, channel, touch.direction, frozenset(part.number for part in parts))
            together.setdefault(same, []).append(touch)
        return touches + [_merged(group) for group in together.values()]

    def _unsaid_sides(
        self, path: str, day: str, parts: Sequence[EventPart], noted: NotedDays
    ) -> frozenset[str]:
        """Return the sides of a day's messages that the vault doesn't have, and that the user hasn't answered for."""
        sides = frozenset(side for part in parts for side in sides_of(self._events[part.number].direction))
        left = noted.unsaid_sides(path, day, sides)
        return frozenset(side for side in left if not self._memory.has(_day_key(path, day, side)))

    def _marked(self, parts: Sequence[EventPart], left: frozenset[str]) -> list[EventPart]:
        """Return the messages that have one of these sides; the others are noted, or were declined."""
        found = []
        for part in parts:
            event = self._events[part.number]
            if sides_of(event.direction) & left:
                found.append(part)
                continue
            declined = any(
                self._memory.is_declined(_day_key(part.path, event.day, side))
                for side in sides_of(event.direction)
            )
            self._outcomes[part.number].add(ANSWERED if declined else NOTED)
        return found

    def _mark(self, parts: Iterable[EventPart], outcome: str) -> None:
        for part in parts:
            self._outcomes[part.number].add(outcome)


def _with(touch: Touch, events: Sequence[SourceEvent], keys: Sequence[str]) -> Touch:
    """Return a touch that also covers other events."""
    places = [place_of(event.origin) for event in events]
    return touch._replace(
        events=touch.events + len(events),
        places=tuple(dict.fromkeys((*touch.places, *places)))[:_MOST_PLACES],
        keys=tuple(dict.fromkeys((*touch.keys, *keys))),
    )


def _merged(touches: Sequence[Touch]) -> Touch:
    """Return one touch for messages to several people at once."""
    people = tuple(person for touch in touches for person in touch.people)
    keys = tuple(key for touch in touches for key in touch.keys)
    return touches[0]._replace(people=people, keys=keys)


def _day_key(path: str, day: str, side: str) -> str:
    return digest("day", path, day, side)
