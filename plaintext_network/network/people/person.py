"""Gives one contact with their touches, promises and links, each computed on first use. Public API of the library."""

from datetime import date
from functools import cached_property
from typing import NamedTuple

from plaintext_network.model.note.facts import Contact, Facts, Interaction
from plaintext_network.model.note.properties import ACTIVE
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.contact_state import (
    ContactState,
    Promise,
    contact_state,
)
from plaintext_network.network.due.rules import warmth
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import (
    DatedInteraction,
    chronological,
    without_superseded_days,
)
from plaintext_network.network.people.last_touch import last_touch, touch_history, touches_in

# How warm the tie with an active contact is; `new` without a touch.
WARMTHS = ("warm", "cooling", "dormant", "lost", "new")


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

    def __init__(self, index: Index, path: str, rules: Rules, today: date) -> None:
        self._index, self._rules = index, rules
        self.today = today
        self.path = path
        self.facts: Facts = index.notes[path]

    def __repr__(self) -> str:
        return f"Person({self.name!r}, {self.path!r})"

    @property
    def name(self) -> str:
        return self.facts.name

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
        plans = self._index.plans_with(self.path)
        dated = without_superseded_days(self._index.interactions_with(self.path), self._rules)
        dated = chronological((*dated, *plans)) if plans else dated
        return tuple(map(self._touch, reversed(dated)))

    @cached_property
    def touches(self) -> tuple[PersonInteraction, ...]:
        """The interactions up to today that count as being in touch, newest first."""
        history = touch_history(self._index.interactions_with(self.path), self._rules)
        return tuple(map(self._touch, reversed(touches_in(history, self.today))))

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

    @property
    def last_touch(self) -> date | None:
        """The day of the last touch."""
        last = last_touch(self.state.interactions, self.today)
        return last.day if last else None

    @property
    def next_due(self) -> date | None:
        """The last touch and a cadence later; None without either, and for a contact who is not active."""
        cadence = self.state.cadence
        if cadence is None or cadence.is_never or self.last_touch is None or not self.is_active:
            return None
        return cadence.after(self.last_touch)

    @property
    def warmth(self) -> str | None:
        """Warm, cooling, dormant or lost; None without a touch."""
        return warmth(self.last_touch, self.state.cadence, self.today)

    @property
    def is_active(self) -> bool:
        """Whether the status is `active`: only then a touch can be due."""
        return self.contact.status == ACTIVE

    @property
    def standing(self) -> str:
        """The status of a contact who is not active; else the warmth, or `new` without a touch."""
        return (self.warmth or "new") if self.is_active else self.contact.status

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
        stated = set(self._index.resolved[self.path].knows)
        stated |= {s for s in self._index.sources(self.path) if self.path in self._index.resolved[s].knows}
        return tuple(sorted(self._index.notes[path].name for path in stated - {self.path}))

    @property
    def met_through(self) -> str | None:
        """The name of the contact who introduced you; as written if it is no contact's."""
        through = self._index.resolved[self.path].through
        if through is not None:
            return self._index.notes[through].name
        written = self.contact.met_through
        return written.target if written else None

    def ledger(self, name: str) -> tuple[tuple[date, str], ...]:
        """Return the days and texts of `gave`, `got`, `asked` or `thanked`, newest first; not of what is marked as planned."""
        return tuple(
            (i.day, text)
            for i in self.interactions
            if i.interaction.planned is None
            for text in getattr(i.interaction, name)
        )
