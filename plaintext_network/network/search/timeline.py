"""Lists every interaction once, newest first, or those that match a query. Does not decide who is due."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import islice

from plaintext_network.model.note.facts import Interaction
from plaintext_network.model.note.properties import property_names
from plaintext_network.model.note.rules import DueRules, Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.index import Index, UnknownPerson
from plaintext_network.network.index.interactions import (
    DatedInteraction,
    open_plans,
    without_superseded_days,
)
from plaintext_network.network.index.overlay import fetch
from plaintext_network.network.people.person import Person
from plaintext_network.network.search.query import (
    PersonSubject,
    Query,
    days_in,
    holds,
    note_texts,
    shown_at,
)

# Assigned, not imported: only annotations need it.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.network.search.query import MayShow


class TimelineEntry(NamedTuple):
    """One interaction. `names` and `people` are the names and paths of the contacts who took part.

    `unknown` are others who took part, whose names lead to no note. `planned` is true if it is marked as planned, whatever the
    day, or its day is after today. `by` are those who logged it.
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
    by: tuple[str, ...] = ()


def timeline(
    index: Index,
    rules: Rules,
    today: date,
    query: Query | None = None,
    since: date | None = None,
    until: date | None = None,
    limit: int | None = None,
    *,
    reverse: bool = False,
    may_show: "MayShow | None" = None,
) -> tuple[TimelineEntry, ...]:
    """Return the interactions that match a query, newest first; those of one day by path and line.

    Parse the query with `interactions_scope`. `since` and `until` are the first and the last day. With `reverse`, the order
    is the opposite. Reads no more than the first `limit` need. With `may_show`, it compares the texts for which it is true.
    """
    everyone = _Everyone(index, rules, today)

    def fits(interaction: DatedInteraction) -> bool:
        if query is None:
            return True
        subject = _InteractionSubject(index, interaction, everyone)
        return holds(subject, query, shown_at(interaction.path, may_show))

    entries = (
        _entry(index, interaction, today)
        for interaction in _in_order(index, rules, since or date.min, until or date.max, reverse=reverse)
        # A line of a daily note without a link to a contact is an ordinary line.
        if (interaction.people or index.as_written(interaction).form == "note") and fits(interaction)
    )
    return tuple(islice(entries, limit))


def timeline_with(
    index: Index, rules: Rules, today: date, path: str, since: date | None = None, until: date | None = None
) -> tuple[TimelineEntry, ...]:
    """Return the interactions with one contact, as `timeline` does, without a look at those of others."""
    first, last = since or date.min, until or date.max
    dated = without_superseded_days(index.interactions_with(path), rules)
    found = [one for one in (*dated, *index.plans_with(path)) if first <= one.day <= last]
    fetch(index.notes, {at for one in found for at in (one.path, *one.people)})
    found.sort(key=lambda one: (-one.day.toordinal(), one.path, one.line))
    return tuple(_entry(index, one, today) for one in found)


# Interactions whose notes are read at once.
_TOGETHER = 200


def _in_order(
    index: Index, rules: Rules, since: date, until: date, *, reverse: bool
) -> Iterator[DatedInteraction]:
    """Yield the interactions of a timeline, and read their notes beforehand."""
    for everything in index.interactions_by_day(since, until, oldest_first=reverse):
        noted = without_superseded_days((one for one in everything if not one.planned), rules)
        of_day = sorted((*noted, *open_plans(everything)), key=lambda one: (one.path, one.line))
        if reverse:
            of_day.reverse()
        for at in range(0, len(of_day), _TOGETHER):
            together = of_day[at : at + _TOGETHER]
            fetch(index.notes, {path for one in together for path in (one.path, *one.people)})
            yield from together


class _Everyone(dict[str, PersonSubject]):
    """The contacts as a query compares them, by path, each made when it is first asked for."""

    def __init__(self, index: Index, rules: Rules, today: date) -> None:
        super().__init__()
        self._index, self._rules, self._today = index, rules, today

    def __missing__(self, path: str) -> PersonSubject:
        self[path] = subject = PersonSubject(Person(self._index, path, self._rules, self._today))
        return subject


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
        by=written.by,
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
            "by": written.by,
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
