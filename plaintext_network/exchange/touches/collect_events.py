"""Collects the events of mail, calendars and chats: which contacts are in each, and why others count for nobody. Proposes nothing."""

from __future__ import annotations

from collections import Counter
from datetime import date

from plaintext_network.exchange.touches.people_finder import PeopleFinder
from plaintext_network.exchange.touches.source_event import (
    AHEAD,
    CROWD,
    DIED,
    NOBODY,
    OWN,
    RefusedEvent,
    SkippedEvent,
    SourceEvent,
)
from plaintext_network.exchange.touches.strangers import Strangers
from plaintext_network.exchange.touches.title_names import people_in_title
from plaintext_network.exchange.touches.touch_memory import digest
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
    TouchPlan,
    UnclearPerson,
)
from plaintext_network.model.language.normalize import name_key
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.interactions import is_newsletter

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plaintext_network.exchange.touches.source_event import Event, Participant
    from plaintext_network.exchange.touches.touch_plan import Touch
    from plaintext_network.vault.notebook import Notebook

# Which outcome an event has if its people have several.
_STRONGEST = (PROPOSED, NOTED, ANSWERED, UNCLEAR, UNKNOWN, DIED, OWN)


class EventPart(NamedTuple):
    """One contact in one event. `key` identifies both, whatever the note is called."""

    number: int
    path: str
    key: str


class EventCollector:
    """The events that may be proposed, who of the vault is in each, and what becomes of every other one.

    `outcomes` are those of each event's people, by the event's number.
    """

    def __init__(self, notebook: Notebook, me: Iterable[str], since: date | None) -> None:
        self._notebook = notebook
        self._rules = notebook.settings.rules
        self._today, self._since = notebook.today.isoformat(), since.isoformat() if since else ""
        self.people = PeopleFinder(notebook, me)
        self._counts: Counter[str] = Counter()
        self._refused: list[RefusedEvent] = []
        self._seen: set[str] = set()
        self.events: list[SourceEvent] = []
        self.parts: list[EventPart] = []
        self.outcomes: dict[int, set[str]] = {}
        self._unclear: dict[str, UnclearPerson] = {}
        self._strangers = Strangers(notebook, self.people)

    def add(self, event: Event) -> None:
        """Add one event, or one that a reader skipped or refused."""
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
            # So many readers are a list, in a chat as well.
            return CROWD if is_newsletter("out", group, self._rules) else ""
        return CROWD if group > self._rules.due.crowd else ""

    def _add(self, event: SourceEvent) -> None:
        number = len(self.events)
        self.events.append(event)
        outcomes = self.outcomes[number] = set()
        paths: dict[str, str] = {}
        for who in _concerned(event):
            found = self.people.find(who)
            if found.is_me:
                continue
            if found.path and self._has_died(found.path, event.day):
                outcomes.add(DIED)
            elif found.path:
                paths.setdefault(found.path, who.address or name_key(who.name))
            elif found.candidates:
                outcomes.add(UNCLEAR)
                self._add_unclear(_shown(who), found.candidates, event.day)
            else:
                outcomes.add(UNKNOWN)
                self._strangers.add(who, event)
        # If an assistant or an unknown address invites, the title says whom the meeting is with.
        if not paths and outcomes <= {UNKNOWN} and event.channel not in WRITTEN:
            named = people_in_title(self._notebook, event.text, self.people.own_name_words)
            paths = {path: path for path in named.paths if not self._has_died(path, event.day)}
            if len(paths) < len(named.paths):
                outcomes.add(DIED)
            for typed, candidates in named.unclear:
                outcomes.add(UNCLEAR)
                self._add_unclear(typed, candidates, event.day)
        if not paths and not outcomes:
            outcomes.add(OWN if event.people else NOBODY)
        identity = event.id or digest(event.day, event.channel, event.text)
        self.parts += [EventPart(number, path, digest(identity, who)) for path, who in paths.items()]

    def _has_died(self, path: str, day: str) -> bool:
        """Return whether a contact had died by a day, as far as the note says when; without a day, always."""
        facts = self._notebook.index.notes[path]
        if facts.contact is None or not facts.contact.has_died:
            return False
        died = next(iter(facts.texts("died")), "")
        return not (died[:4].isdecimal() and day <= died)

    def _add_unclear(self, shown: str, paths: Sequence[str], day: str) -> None:
        known = self._unclear.get(shown)
        if known is None:
            known = UnclearPerson(shown, tuple(map(self.people.person, paths)), 0)
        self._unclear[shown] = known._replace(events=known.events + 1, day=max(known.day, day))

    def plan(self, touches: Sequence[Touch]) -> TouchPlan:
        """Return the plan with these proposals, and what became of every event."""
        counts = self._counts.copy()
        for outcomes in self.outcomes.values():
            counts[next((one for one in _STRONGEST if one in outcomes), NOBODY)] += 1
        return TouchPlan(
            self._today,
            self._since,
            tuple(touches),
            _in_order(counts),
            self._strangers.listed(),
            tuple(sorted(self._unclear.values(), key=lambda one: (-one.events, one.shown))),
            tuple(self._refused),
        )


def _concerned(event: SourceEvent) -> Iterable[Participant]:
    """Return the people whom an event is with: the sender of a mail, or its recipients in `To`, but not those in `Cc`."""
    if event.channel not in WRITTEN or event.direction == "both":
        return event.people
    role = "from" if event.direction == "in" else "to"
    others = ("from", "to", "cc")
    return [who for who in event.people if who.role == role or who.role not in others]


def _shown(who: Participant) -> str:
    if who.address and who.name:
        return f"{who.name} <{who.address}>"
    return who.address or who.name


def _in_order(counts: Counter[str]) -> dict[str, int]:
    """Return counts with what the user wants to know first, and then the largest first."""
    first = {outcome: counts[outcome] for outcome in _STRONGEST if counts[outcome]}
    return first | dict(counts.most_common())
