"""Owns the person: one contact with their touches, promises and links, as the library hands them out. Computed when asked for."""

from datetime import date
from functools import cached_property
from typing import NamedTuple

from plaintext_network.model.note.facts import Contact, Facts, Interaction
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.contact_state import (
    ContactState,
    Promise,
    contact_state,
    interaction_of,
    interaction_summaries,
    is_newsletter,
    open_tasks,
    touches,
)
from plaintext_network.network.due.rules import warmth
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.resolve import ResolvedInteraction
from plaintext_network.network.people.last_touch import last_touch


class PersonInteraction(NamedTuple):
    """One interaction as seen from one person; `with_others` are the other contacts' names."""

    day: date
    channel: str | None
    direction: str
    summary: str
    with_others: tuple[str, ...]
    path: str
    line: int
    interaction: Interaction


class Person:
    """One contact on one day. Equal to nothing but itself; `facts` and `contact` are the frozen values behind it."""

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
        """The properties of the note, read."""
        return self.facts.contact or Contact()

    @cached_property
    def state(self) -> ContactState:
        """What `due` knows of this person."""
        return contact_state(self._index, self.path, self._rules, self.today)

    @cached_property
    def interactions(self) -> tuple[PersonInteraction, ...]:
        """All that passed with this person, planned ones too, newest first.

        A day kept by hand is left out if an interaction is noted on it; a newsletter is none.
        """
        everything = self._index.encounters(self.path)
        noted = {
            e.day for e in everything if not e.kept and not is_newsletter(e.direction, e.size, self._rules)
        }
        return tuple(self._touch(e) for e in reversed(everything) if not e.kept or e.day not in noted)

    @cached_property
    def touches(self) -> tuple[PersonInteraction, ...]:
        """The interactions up to today that count as being in touch, newest first."""
        counted = {
            (m.day, m.source)
            for m in touches(interaction_summaries(self._index, self.path, self._rules), self.today)
        }
        return tuple(t for t in self.interactions if (t.day, f"{t.path}:{t.line}") in counted)

    def _touch(self, encounter: ResolvedInteraction) -> PersonInteraction:
        passed = interaction_of(self._index, encounter)
        others = tuple(self._index.notes[path].name for path in encounter.people if path != self.path)
        return PersonInteraction(
            encounter.day,
            passed.channel,
            passed.direction,
            passed.summary,
            others,
            encounter.path,
            encounter.line,
            passed,
        )

    @property
    def last_touch(self) -> date | None:
        """The day of the last touch."""
        last = last_touch(self.state.interactions, self.today)
        return last.day if last else None

    @property
    def next_due(self) -> date | None:
        """The last touch and a cadence later; None without either."""
        cadence = self.state.cadence
        if cadence is None or cadence.is_never or self.last_touch is None:
            return None
        return cadence.after(self.last_touch)

    @property
    def warmth(self) -> str | None:
        """Warm, cooling, dormant or lost; None without a touch."""
        return warmth(self.last_touch, self.state.cadence, self.today)

    @property
    def promises(self) -> tuple[Promise, ...]:
        """What you promised and have not kept, earliest first."""
        return self.state.promises

    @property
    def undated_promises(self) -> tuple[str, ...]:
        """What you promised without a day, which is never due; in the order of the notes."""
        tasks = open_tasks(self._index, self.path, self._rules)
        return tuple(dict.fromkeys(task.text for _, task in tasks if task.day is None and task.text))

    @cached_property
    def knows(self) -> tuple[str, ...]:
        """The names of the contacts they know, said on either side."""
        stated = set(self._index.resolved[self.path].knows)
        stated |= {s for s in self._index.sources(self.path) if self.path in self._index.resolved[s].knows}
        return tuple(sorted(self._index.notes[path].name for path in stated - {self.path}))

    @property
    def met_through(self) -> str | None:
        """The name of who introduced you, as written where it leads to no contact."""
        through = self._index.resolved[self.path].through
        if through is not None:
            return self._index.notes[through].name
        written = self.contact.met_through
        return written.target if written else None

    def ledger(self, name: str) -> tuple[tuple[date, str], ...]:
        """Return what was `gave`, `got`, `asked` or `thanked` with this person, newest first, with its day."""
        found = [(t.day, text) for t in self.interactions for text in getattr(t.interaction, name)]
        return tuple(found)
