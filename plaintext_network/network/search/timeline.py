"""Lists every interaction once, newest first, or those that match a query. Does not decide who is due."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from plaintext_network.model.note.facts import Interaction
from plaintext_network.model.note.properties import property_names
from plaintext_network.model.note.rules import DueRules, Rules
from plaintext_network.network.index.index import Index, UnknownPerson
from plaintext_network.network.index.interactions import DatedInteraction, without_superseded_days
from plaintext_network.network.people.person import Person
from plaintext_network.network.search.query import PersonSubject, Query, days_in, holds, note_texts


class TimelineEntry(NamedTuple):
    """One interaction. `names` and `people` are the names and paths of the contacts who took part.

    `unknown` are others who took part, whose names lead to no note. `planned` is true if it is marked as planned, whatever the
    day, or its day is after today.
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
    unknown: tuple[UnknownPerson, ...] = ()


def timeline(
    index: Index,
    rules: Rules,
    today: date,
    query: Query | None = None,
    since: date | None = None,
    until: date | None = None,
) -> tuple[TimelineEntry, ...]:
    """Return the interactions that match a query, newest first; those of one day by path and line.

    Parse the query with `interactions_scope`. `since` and `until` are the first and the last day.
    """
    paths = [facts.path for facts in index.contacts()]
    people = {path: PersonSubject(Person(index, path, rules, today)) for path in paths}
    # A line of a daily note without a link to a contact is an ordinary line.
    entries = [
        _entry(index, interaction, today)
        for interaction in (*without_superseded_days(index.all_interactions(), rules), *index.all_plans())
        if (since or date.min) <= interaction.day <= (until or date.max)
        and (interaction.people or index.as_written(interaction).form == "note")
        and (query is None or holds(_InteractionSubject(index, interaction, people), query))
    ]
    return tuple(sorted(entries, key=lambda entry: (-entry.day.toordinal(), entry.path, entry.line)))


def _entry(index: Index, interaction: DatedInteraction, today: date) -> TimelineEntry:
    written = index.as_written(interaction)
    return TimelineEntry(
        day=interaction.day,
        names=tuple(index.notes[path].name for path in interaction.people),
        channel=written.channel,
        direction=written.direction,
        summary=written.summary,
        topics=written.topics,
        path=interaction.path,
        line=interaction.line,
        planned=interaction.planned or interaction.day > today,
        people=interaction.people,
        interaction=written,
        unknown=index.unknown_people(written.people, interaction.path),
    )


_OWN = ("path", *property_names("interaction"))


class _InteractionSubject:
    """An interaction, as a query compares it; for what it lacks, its contacts are compared."""

    def __init__(self, index: Index, interaction: DatedInteraction, people: dict[str, PersonSubject]) -> None:
        self.facts = index.notes[interaction.path]
        self.interaction = index.as_written(interaction)
        self.people = [people[path] for path in interaction.people]

    @cached_property
    def _values(self) -> dict[str, tuple[str, ...]]:
        written = self.interaction
        names = [
            word for person in self.people for word in (person.person.name, *person.person.facts.aliases)
        ]
        return {
            "path": (self.facts.path,),
            "date": (written.day.isoformat(),) if written.day else (),
            "with": (*names, *(ref.target for ref in written.people)),
            "channel": (written.channel,) if written.channel else (),
            "direction": (written.direction,),
            "planned": (written.planned,) if written.planned else (),
            "event": (written.event,) if written.event else (),
            "place": (written.place,) if written.place else (),
            "topics": written.topics,
            "gave": written.gave,
            "got": written.got,
            "asked": written.asked,
            "thanked": written.thanked,
            "follow_up": tuple(f"{promise.day} {promise.text}" for promise in written.follow_ups),
            "goal": tuple(ref.target for ref in written.goals),
        }

    def words(self) -> Iterator[str]:
        yield self.interaction.summary
        yield from (*self._values["topics"], *self._values["channel"], *self._values["with"])
        for person in self.people:
            yield from person.words()

    def texts(self, name: str) -> tuple[str, ...]:
        if name in self._values:
            return self._values[name]
        # The properties of a note don't belong to the lines in it.
        own = note_texts(self.facts, name) if self.interaction.form == "note" else ()
        if name in _OWN:
            return own
        return (*own, *(text for person in self.people for text in person.texts(name)))

    def days(self, name: str) -> tuple[date, ...]:
        if name in _OWN:
            return days_in(self.texts(name))
        return (*days_in(self.texts(name)), *(day for person in self.people for day in person.days(name)))

    def last_touches(self) -> tuple[date | None, ...]:
        return tuple(person.person.last_touch for person in self.people)

    def stands(self, word: str, rules: DueRules) -> bool:
        return any(person.stands(word, rules) for person in self.people)
