"""Owns the timeline: every interaction once, newest first. Decides nothing about who is due."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from plaintext_network.model.note.facts import Interaction
from plaintext_network.model.note.properties import property_names
from plaintext_network.model.note.rules import DueRules, Rules
from plaintext_network.network.due.contact_state import interaction_of
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.resolve import ResolvedInteraction
from plaintext_network.network.people.person import Person
from plaintext_network.network.search.query import PersonSubject, Query, days_in, holds, note_texts


class TimelineEntry(NamedTuple):
    """One interaction. `names` and `people` are the contacts who took part and their paths.

    `planned` says that it lies after today.
    """

    day: date
    names: tuple[str, ...]
    channel: str | None
    direction: str
    summary: str
    topics: tuple[str, ...]
    path: str
    line: int
    planned: bool
    people: tuple[str, ...]
    interaction: Interaction


def timeline(
    index: Index, rules: Rules, today: date, query: Query | None = None
) -> tuple[TimelineEntry, ...]:
    """Return the interactions for which a query holds, newest first; those of one day by path and line.

    Read the query with `interactions_scope`.
    """
    paths = [facts.path for facts in index.contacts()]
    people = {path: PersonSubject(Person(index, path, rules, today)) for path in paths}
    found = [
        _happening(index, encounter, today)
        for encounter in _encounters(index)
        if query is None or holds(_Passed(index, encounter, people), query)
    ]
    return tuple(sorted(found, key=lambda h: (-h.day.toordinal(), h.path, h.line)))


def _encounters(index: Index) -> Iterator[ResolvedInteraction]:
    """Yield what passed: no daily line that links no contact, no day kept by hand that is noted elsewhere."""
    everything = [e for resolved in index.resolved.values() for e in resolved.encounters]
    noted = {(e.day, path) for e in everything if not e.kept for path in e.people}
    for encounter in everything:
        if encounter.kept and (encounter.day, encounter.path) in noted:
            continue
        if encounter.people or interaction_of(index, encounter).form == "note":
            yield encounter


def _happening(index: Index, encounter: ResolvedInteraction, today: date) -> TimelineEntry:
    passed = interaction_of(index, encounter)
    return TimelineEntry(
        day=encounter.day,
        names=tuple(index.notes[path].name for path in encounter.people),
        channel=passed.channel,
        direction=passed.direction,
        summary=passed.summary,
        topics=passed.topics,
        path=encounter.path,
        line=encounter.line,
        planned=encounter.day > today,
        people=encounter.people,
        interaction=passed,
    )


_OWN = ("path", *property_names("interaction"))


class _Passed:
    """An interaction, as a query asks of it; what it can't say itself is asked of those who took part."""

    def __init__(
        self, index: Index, encounter: ResolvedInteraction, people: dict[str, PersonSubject]
    ) -> None:
        self.facts = index.notes[encounter.path]
        self.passed = interaction_of(index, encounter)
        self.people = [people[path] for path in encounter.people]

    @cached_property
    def _values(self) -> dict[str, tuple[str, ...]]:
        passed = self.passed
        names = [word for who in self.people for word in (who.person.name, *who.person.facts.aliases)]
        return {
            "path": (self.facts.path,),
            "date": (passed.day.isoformat(),) if passed.day else (),
            "with": (*names, *(ref.target for ref in passed.people)),
            "channel": (passed.channel,) if passed.channel else (),
            "direction": (passed.direction,),
            "event": (passed.event,) if passed.event else (),
            "place": (passed.place,) if passed.place else (),
            "topics": passed.topics,
            "gave": passed.gave,
            "got": passed.got,
            "asked": passed.asked,
            "thanked": passed.thanked,
            "follow_up": tuple(f"{promise.day} {promise.text}" for promise in passed.follow_ups),
            "goal": tuple(ref.target for ref in passed.goals),
        }

    def words(self) -> Iterator[str]:
        yield self.passed.summary
        yield from (*self._values["topics"], *self._values["channel"], *self._values["with"])
        for who in self.people:
            yield from who.words()

    def texts(self, name: str) -> tuple[str, ...]:
        if name in self._values:
            return self._values[name]
        # A line has no properties but those written in it; its note's are not its own.
        own = note_texts(self.facts, name) if self.passed.form == "note" else ()
        if name in _OWN:
            return own
        return (*own, *(text for who in self.people for text in who.texts(name)))

    def days(self, name: str) -> tuple[date, ...]:
        if name in _OWN:
            return days_in(self.texts(name))
        return (*days_in(self.texts(name)), *(day for who in self.people for day in who.days(name)))

    def last_touches(self) -> tuple[date | None, ...]:
        return tuple(who.person.last_touch for who in self.people)

    def stands(self, word: str, rules: DueRules) -> bool:
        return any(who.stands(word, rules) for who in self.people)
