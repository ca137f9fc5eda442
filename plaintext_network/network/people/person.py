"""Gives one contact with their touches, promises and links, each computed on first use. Public API of the library."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from plaintext_network.model.dates.calendar import Cadence
from plaintext_network.model.note.facts import Contact, Facts, Interaction
from plaintext_network.model.note.properties import ACTIVE
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.contact_state import ContactState, contact_state, touch_history
from plaintext_network.network.due.noted_promises import Promise
from plaintext_network.network.due.rules import COLDEST_FIRST, warmth
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import (
    DatedInteraction,
    chronological,
    without_superseded_days,
)
from plaintext_network.network.index.overlay import fetch, fetch_all
from plaintext_network.network.people.contact_values import CONTACT_VALUES, ContactValues, contact_values
from plaintext_network.network.people.last_touch import touches_in
from plaintext_network.network.people.tallies import TALLY, Tally, plain_tally

# How warm the tie with an active contact is; `new` without a touch.
WARMTHS = (*reversed(COLDEST_FIRST), "new")


# Contacts from which reading everybody is quicker than looking each up.
MANY = 1000


class PersonInteraction(NamedTuple):
    """One interaction as seen from one person; `with_others` are the other contacts' names.

    `planned` is true if it is marked as planned, whatever the day, or is after today.
    """

    day: date
    channel: str | None
    direction: str
    summary: str
    with_others: tuple[str, ...]
    path: str
    line: int
    interaction: Interaction
    planned: bool = False


class Person:
    """One contact on one day. Compared by identity; `facts` and `contact` are frozen values."""

    def __init__(
        self, index: Index, path: str, rules: Rules, today: date, state: ContactState | None = None
    ) -> None:
        self._index, self._rules = index, rules
        self.today = today
        self.path = path
        if state is not None:
            vars(self)["state"] = state

    def __repr__(self) -> str:
        return f"Person({self.name!r}, {self.path!r})"

    @cached_property
    def facts(self) -> Facts:
        """Everything that pnet reads from the note."""
        return self._index.notes[self.path]

    @cached_property
    def values(self) -> ContactValues:
        """What lists show about the contact, from the cache: it needs neither `facts` nor `state`."""
        stored = self._index.summaries(CONTACT_VALUES, self._rules).get(self.path)
        if stored is None:
            return contact_values(self._index, self.path, self._rules)
        return ContactValues._make(stored)

    @property
    def name(self) -> str:
        return self.values.name

    @property
    def contact(self) -> Contact:
        """The properties of the note, as values."""
        return self.facts.contact or Contact()

    @cached_property
    def state(self) -> ContactState:
        """The contact state that `due` reads."""
        return contact_state(self._index, self.path, self._rules, self.today)

    @cached_property
    def interactions(self) -> tuple[PersonInteraction, ...]:
        """All interactions with this person, planned ones and newsletters too, newest first.

        Without a `last_contact` on whose day an interaction is noted.
        """
        return tuple(map(self._touch, reversed(self._dated)))

    def interactions_since(self, day: date) -> tuple[PersonInteraction, ...]:
        """Return the `interactions` from a day on, without reading the others."""
        return tuple(self._touch(one) for one in reversed(self._dated) if one.day >= day)

    @property
    def _dated(self) -> Sequence[DatedInteraction]:
        plans = self._index.plans_with(self.path)
        dated = without_superseded_days(self._index.interactions_with(self.path), self._rules)
        return chronological((*dated, *plans)) if plans else dated

    @cached_property
    def touches(self) -> tuple[PersonInteraction, ...]:
        """The interactions up to today that count as being in touch, newest first."""
        return tuple(map(self._touch, reversed(self._touches)))

    @cached_property
    def latest_touch(self) -> PersonInteraction | None:
        """The first of the `touches`; the others aren't read."""
        touches = self._touches
        return self._touch(touches[-1]) if touches else None

    @property
    def _touches(self) -> Sequence[DatedInteraction]:
        return touches_in(touch_history(self._index.interactions_with(self.path), self._rules), self.today)

    def _touch(self, interaction: DatedInteraction) -> PersonInteraction:
        written = self._index.as_written(interaction)
        others = tuple(self._index.notes[path].name for path in interaction.people if path != self.path)
        return PersonInteraction(
            interaction.day,
            written.channel,
            written.direction,
            written.summary,
            others,
            interaction.path,
            interaction.line,
            written,
            interaction.planned or interaction.day > self.today,
        )

    @cached_property
    def last_touch(self) -> date | None:
        """The day of the last touch."""
        today = self.today.toordinal()
        if today >= self.values.since:
            return _day(self.values.last_touch)
        return _day(self._tally.last_touch(today, today) or None)

    @property
    def touch_count(self) -> int:
        """The number of `touches`."""
        today = self.today.toordinal()
        return self.values.touches if today >= self.values.since else self._tally.touches(today)

    @cached_property
    def _tally(self) -> Tally:
        """The days of the touches, for a day before the last one."""
        stored = self._index.summaries(TALLY, self._rules).get(self.path)
        return Tally._make(plain_tally(self._index, self.path, self._rules) if stored is None else stored)

    @cached_property
    def cadence(self) -> Cadence | None:
        """The cadence that applies: their own, a circle's or the vault's."""
        return self.values.applying_cadence()

    @property
    def next_due(self) -> date | None:
        """The last touch and a cadence later; None without either, and for a contact who is not active."""
        cadence = self.cadence
        if cadence is None or cadence.is_never or self.last_touch is None or not self.is_active:
            return None
        return cadence.after(self.last_touch)

    @property
    def warmth(self) -> str | None:
        """Warm, cooling, dormant or lost; None without a touch."""
        return warmth(self.last_touch, self.cadence, self.today)

    @property
    def is_active(self) -> bool:
        """Whether the status is `active`: only then a touch can be due."""
        return self.values.status == ACTIVE

    @property
    def standing(self) -> str:
        """The status of a contact who is not active; else the warmth, or `new` without a touch."""
        return (self.warmth or "new") if self.is_active else self.values.status

    @property
    def met_on(self) -> date | None:
        """The day you met."""
        return _day(self.values.met_on)

    @property
    def last_contact(self) -> date | None:
        """The day of the last touch that the note's property states."""
        return _day(self.values.last_contact)

    @property
    def snooze(self) -> date | None:
        """The day until which nothing is due."""
        return _day(self.values.snooze)

    @property
    def promises(self) -> tuple[Promise, ...]:
        """What you promised and have not fulfilled, earliest first."""
        return self.state.promises

    @property
    def undated_promises(self) -> tuple[str, ...]:
        """What you promised without a day, in the order of the notes. It is never due."""
        return tuple(dict.fromkeys(promise.text for promise in self.state.undated))

    @cached_property
    def knows(self) -> tuple[str, ...]:
        """The names of the contacts they know, as either note states."""
        return tuple(sorted(map(self._name_of, self.values.knows)))

    @property
    def met_through(self) -> str | None:
        """The name of the contact who introduced you; as written if it is no contact's."""
        through = self.values.through
        return self.values.through_written if through is None else self._name_of(through)

    def _name_of(self, path: str) -> str:
        return Person(self._index, path, self._rules, self.today).name

    def ledger(self, name: str) -> tuple[tuple[date, str], ...]:
        """Return the days and texts of `gave`, `got`, `asked` or `thanked`, newest first; not of what is marked as planned."""
        return tuple(
            (i.day, text)
            for i in self.interactions
            if i.interaction.planned is None
            for text in getattr(i.interaction, name)
        )


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)


def people_at(
    index: Index, paths: Sequence[str], rules: Rules, today: date, states: Mapping[str, ContactState]
) -> list["Person"]:
    """Return many contacts, with the `values` of all read at once; `states` are the states that are known, by path."""
    values = index.summaries(CONTACT_VALUES, rules)
    if len(paths) > MANY:
        fetch_all(values)
    else:
        fetch(values, paths)
    people = [Person(index, path, rules, today, states.get(path)) for path in paths]
    day = today.toordinal()
    if later := [person.path for person in people if person.values.since > day]:
        fetch(index.summaries(TALLY, rules), later)
    return people
