"""Proposes the interactions that mail, calendars and chats show and the vault does not have. Writes nothing."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from plaintext_network.exchange.touches.noted_days import NotedDays, direction_of, sides_of
from plaintext_network.exchange.touches.people_finder import PeopleFinder
from plaintext_network.exchange.touches.source_event import (
    AHEAD,
    CROWD,
    NOBODY,
    OWN,
    RefusedEvent,
    SkippedEvent,
    SourceEvent,
)
from plaintext_network.exchange.touches.strangers import Strangers
from plaintext_network.exchange.touches.title_names import people_in_title
from plaintext_network.exchange.touches.touch_memory import TouchMemory, digest, load_memory
from plaintext_network.exchange.touches.touch_plan import (
    ANSWERED,
    EARLIER,
    NOTED,
    PROPOSED,
    REFUSED,
    REPEATED,
    UNCLEAR,
    UNKNOWN,
    WRITTEN,
    ReadSource,
    Touch,
    TouchPlan,
    UnclearPerson,
    place_of,
)
from plaintext_network.model.language.normalize import name_key
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.interactions import is_newsletter

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plaintext_network.exchange.touches.source_event import Event, Participant
    from plaintext_network.vault.notebook import Notebook

# Which outcome an event has if its people have several.
_STRONGEST = (PROPOSED, NOTED, ANSWERED, UNCLEAR, UNKNOWN, OWN)
_MOST_PLACES = 3


def propose_touches(
    notebook: Notebook,
    events: Iterable[Event],
    me: Iterable[str] = (),
    since: date | None = None,
    *,
    memory: TouchMemory | None = None,
    sources: Sequence[ReadSource] = (),
) -> TouchPlan:
    """Return the interactions to propose for the events of mail, calendars and chats, and what became of every event.

    `me` are the user's own addresses, numbers and names; those of the vault's note about the user count, too. Days before
    `since` and after today don't count. `memory` is what the user has answered before, by default what the state folder has.
    """
    proposer = _Proposer(notebook, me, since, memory or load_memory(notebook.root))
    for event in events:
        proposer.add(event)
    return proposer.plan()._replace(sources=tuple(sources))


class _Part(NamedTuple):
    """One contact in one event. `key` identifies both, whatever the note is called."""

    number: int
    path: str
    key: str


class _Proposer:
    """Collects events, and then makes proposals of them: messages by person and day, and each meeting on its own."""

    def __init__(
        self, notebook: Notebook, me: Iterable[str], since: date | None, memory: TouchMemory
    ) -> None:
        self._notebook, self._memory = notebook, memory
        self._rules = notebook.settings.rules
        self._today, self._since = notebook.today.isoformat(), since.isoformat() if since else ""
        self._people = PeopleFinder(notebook, me)
        self._counts: Counter[str] = Counter()
        self._refused: list[RefusedEvent] = []
        self._seen: set[str] = set()
        self._events: list[SourceEvent] = []
        self._parts: list[_Part] = []
        self._outcomes: dict[int, set[str]] = {}
        self._unclear: dict[str, UnclearPerson] = {}
        self._strangers = Strangers(notebook, self._people)

    def add(self, event: Event) -> None:
        """Add one event, or what a reader says of one that is none."""
        if isinstance(event, RefusedEvent):
            self._counts[REFUSED] += 1
            self._refused.append(event)
        elif isinstance(event, SkippedEvent):
            self._counts[event.reason] += 1
        elif reason := self._reason_to_skip(event):
            self._counts[reason] += 1
        else:
            self._add(event)

    def _reason_to_skip(self, event: SourceEvent) -> str:
        key = event.id or digest(event.day, event.channel, event.text, *map(str, event.people))
        if key in self._seen:
            return REPEATED
        self._seen.add(key)
        if event.day > self._today:
            return AHEAD
        if event.day < self._since:
            return EARLIER
        group = max(event.group, len(event.people))
        if event.channel in WRITTEN:
            # For a conversation in writing, too, so many readers are a list.
            return CROWD if is_newsletter("out", group, self._rules) else ""
        return CROWD if group > self._rules.due.crowd else ""

    def _add(self, event: SourceEvent) -> None:
        number = len(self._events)
        self._events.append(event)
        outcomes = self._outcomes[number] = set()
        paths: dict[str, str] = {}
        for who in _concerned(event):
            found = self._people.find(who)
            if found.is_me:
                continue
            if found.path:
                paths.setdefault(found.path, who.address or name_key(who.name))
            elif found.candidates:
                outcomes.add(UNCLEAR)
                self._add_unclear(_shown(who), found.candidates)
            else:
                outcomes.add(UNKNOWN)
                self._strangers.add(who, event)
        if not paths and not outcomes and event.channel not in WRITTEN:
            named = people_in_title(self._notebook, event.text)
            paths = {path: path for path in named.paths}
            for typed, candidates in named.unclear:
                outcomes.add(UNCLEAR)
                self._add_unclear(typed, candidates)
        if not paths and not outcomes:
            outcomes.add(OWN if event.people else NOBODY)
        identity = event.id or digest(event.day, event.channel, event.text)
        self._parts += [_Part(number, path, digest(identity, who)) for path, who in paths.items()]

    def _add_unclear(self, shown: str, paths: Sequence[str]) -> None:
        known = self._unclear.get(shown)
        if known is None:
            known = UnclearPerson(shown, tuple(map(self._people.person, paths)), 0)
        self._unclear[shown] = known._replace(events=known.events + 1)

    def plan(self) -> TouchPlan:
        """Return the proposals."""
        days = [self._events[part.number].day for part in self._parts]
        first = date.fromisoformat(min(days, default=self._today))
        noted = NotedDays(self._notebook.index, self._rules, first, self._notebook.today)
        touches = self._talks(noted)
        touches = self._with_messages(touches, noted)
        for outcomes in self._outcomes.values():
            self._counts[next((one for one in _STRONGEST if one in outcomes), NOBODY)] += 1
        order = {group[0].people: number for number, group in enumerate(_plan_of(touches).groups())}
        touches.sort(key=lambda touch: (order[touch.people], _from_newest(touch.day)))
        return TouchPlan(
            self._today,
            self._since,
            tuple(touches),
            _in_order(self._counts),
            self._strangers.listed(),
            tuple(sorted(self._unclear.values(), key=lambda one: (-one.events, one.shown))),
            tuple(self._refused),
        )

    def _answered(self, part: _Part) -> bool:
        """Return whether the user has answered for a part of an event, and say so in its outcomes."""
        if not self._memory.has(part.key):
            return False
        outcome = ANSWERED if self._memory.is_declined(part.key) else NOTED
        self._outcomes[part.number].add(outcome)
        return True

    # Meetings and calls

    def _talks(self, noted: NotedDays) -> list[Touch]:
        """Return a touch for each meeting and call, with those of its people whom the vault doesn't have there."""
        by_day: dict[tuple[str, str], list[_Part]] = {}
        for part in self._parts:
            event = self._events[part.number]
            if event.channel not in WRITTEN:
                by_day.setdefault((part.path, event.day), []).append(part)
        left: dict[int, list[_Part]] = {}
        for (path, day), parts in by_day.items():
            for part in self._unsaid(parts, [one.channel for one in noted.talks(path, day)]):
                left.setdefault(part.number, []).append(part)
        found: dict[tuple[object, ...], Touch] = {}
        for number, parts in sorted(left.items()):
            event = self._events[number]
            self._outcomes[number].add(PROPOSED)
            people = tuple(self._people.person(part.path) for part in parts)
            # Another calendar may have the same meeting under another id.
            same = (event.day, frozenset(people), name_key(event.text) or event.channel)
            touch = found.get(same) or Touch(
                event.day, event.channel, event.direction or "both", people, event.text, 0
            )
            found[same] = _with(touch, [event], [part.key for part in parts])
        return list(found.values())

    def _unsaid(self, parts: Sequence[_Part], noted: Sequence[str | None]) -> list[_Part]:
        """Return the meetings of a day with somebody that are none of those noted, each of which is one of them."""
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
        """Return the touches with one for each person and day of messages; whoever also met on that day has only the meeting."""
        by_day: dict[tuple[str, str], list[_Part]] = {}
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
            person = self._people.person(path)
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

    def _unsaid_sides(self, path: str, day: str, parts: Sequence[_Part], noted: NotedDays) -> frozenset[str]:
        """Return the sides of a day's messages that the vault doesn't have, and that the user hasn't answered for."""
        sides = frozenset(side for part in parts for side in sides_of(self._events[part.number].direction))
        left = noted.unsaid_sides(path, day, sides)
        return frozenset(side for side in left if not self._memory.has(_day_key(path, day, side)))

    def _marked(self, parts: Sequence[_Part], left: frozenset[str]) -> list[_Part]:
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

    def _mark(self, parts: Iterable[_Part], outcome: str) -> None:
        for part in parts:
            self._outcomes[part.number].add(outcome)


def _in_order(counts: Counter[str]) -> dict[str, int]:
    """Return counts with what the user wants to know first, and then the largest first."""
    first = {outcome: counts[outcome] for outcome in _STRONGEST if counts[outcome]}
    return first | dict(counts.most_common())


def _concerned(event: SourceEvent) -> Iterable[Participant]:
    """Return the people whom an event is with: of a mail, whoever wrote it, or those it was to; who got a copy is not among them."""
    if event.channel not in WRITTEN or event.direction == "both":
        return event.people
    role = "from" if event.direction == "in" else "to"
    others = ("from", "to", "cc")
    return [who for who in event.people if who.role == role or who.role not in others]


def _shown(who: Participant) -> str:
    if who.address and who.name:
        return f"{who.name} <{who.address}>"
    return who.address or who.name


def _with(touch: Touch, events: Sequence[SourceEvent], keys: Sequence[str]) -> Touch:
    """Return a touch that also stands for other events."""
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


def _plan_of(touches: Sequence[Touch]) -> TouchPlan:
    return TouchPlan("", "", tuple(touches))


def _from_newest(day: str) -> int:
    return -date.fromisoformat(day).toordinal()
