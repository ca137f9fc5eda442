"""Summarizes a contact for lists: the values by which they are sorted, found and shown. A list reads no notes for them."""

from __future__ import annotations

from datetime import date

from plaintext_network.model.dates.calendar import Cadence, YearlyDay
from plaintext_network.model.note.facts import Contact
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.contact_state import cadence_of, history_of
from plaintext_network.network.due.noted_promises import linked_sources
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.summaries import Summary
from plaintext_network.network.people.last_touch import all_touches, last_touch

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


# The texts of properties by name, as in `Facts`.
Properties = tuple[tuple[str, tuple[str, ...]], ...]


class ContactValues(NamedTuple):
    """A contact's properties and touches. Days are ordinals; `properties` and `other` are as in `Facts`.

    `cadence` is the one that applies, as the fields of a `Cadence`; it may be a circle's. `birthday` has those of a
    `YearlyDay`. `knows` are the paths of the contacts they know, as either note states, and `through` is that of the contact
    who introduced you, or else `through_written` a name. `touches` counts the touches, and `last_touch` is their last day;
    both are so from the day `since`.
    """

    name: str
    aliases: tuple[str, ...]
    tags: tuple[str, ...]
    properties: Properties
    other: Properties
    emails: tuple[str, ...]
    organization: str | None
    role: str | None
    status: str
    private: bool
    birthday: tuple[int, int, int | None] | None
    cadence: tuple[int, int, str] | None
    has_own_cadence: bool
    met_on: int | None
    snooze: int | None
    last_contact: int | None
    knows: tuple[str, ...]
    through: str | None
    through_written: str | None
    touches: int
    last_touch: int | None
    since: int

    def applying_cadence(self) -> Cadence | None:
        """Return the cadence that applies: their own, a circle's or the vault's."""
        return Cadence(*self.cadence) if self.cadence else None

    def yearly_birthday(self) -> YearlyDay | None:
        """Return the birthday."""
        return YearlyDay(*self.birthday) if self.birthday else None


def _plain_values(index: Index, path: str, rules: Rules) -> tuple[Any, ...]:
    return tuple(contact_values(index, path, rules))


CONTACT_VALUES = Summary("values", _plain_values)


def contact_values(index: Index, path: str, rules: Rules) -> ContactValues:
    """Return the values of one contact. A note of another kind has the values of a contact without properties."""
    facts, resolved = index.notes[path], index.resolved[path]
    contact = facts.contact or Contact()
    cadence, is_own = cadence_of(facts, rules)
    history = history_of(index, path, rules)
    last = last_touch(history, date.max)
    knows = set(resolved.knows)
    knows |= {source for source, links in linked_sources(index, path, rules) if path in links.knows}
    written = contact.met_through
    return ContactValues(
        name=facts.name,
        aliases=facts.aliases,
        tags=facts.tags,
        properties=facts.properties,
        other=facts.other,
        emails=contact.emails,
        organization=contact.organization,
        role=contact.role,
        status=contact.status,
        private=contact.private,
        birthday=(*contact.birthday,) if contact.birthday else None,
        cadence=(*cadence,) if cadence else None,
        has_own_cadence=is_own,
        met_on=_ordinal(contact.met_on),
        snooze=_ordinal(contact.snooze),
        last_contact=_ordinal(contact.last_contact),
        knows=tuple(sorted(knows - {path})),
        through=resolved.through,
        through_written=written.target if written else None,
        touches=len(all_touches(index, path, rules)),
        last_touch=_ordinal(last.day if last else None),
        since=history[-1].day.toordinal() if history else 0,
    )


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None
