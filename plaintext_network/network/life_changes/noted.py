"""Defines what is remembered of changes in people's lives, which no note contains. Decides nothing, and imports little."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# The properties whose changes are reasons to write.
PROPERTIES = ("role", "organization", "location")


class LifeChange(NamedTuple):
    """A new value of one property, and the day it was noted. `new` is empty while the property has no value.

    `source` is the address book that an import had it from, such as `linkedin`; empty if a note just changed.
    """

    property: str
    old: str
    new: str
    day: date
    source: str = ""


class LifeChanges(NamedTuple):
    """The changes noted of each contact, by path, oldest first.

    `crowded` are the days on which so many contacts changed that their changes are not listed, except those of a source.
    """

    by_contact: Mapping[str, tuple[LifeChange, ...]]
    crowded: tuple[date, ...] = ()

    def of(self, path: str) -> tuple[LifeChange, ...]:
        """Return the changes of one contact, oldest first."""
        return self.by_contact.get(path, ())


NO_CHANGES = LifeChanges({})


def latest_day(known: LifeChanges) -> date:
    """Return the last day on which anything was noted; the first of the calendar if nothing was."""
    return max((one.day for noted in known.by_contact.values() for one in noted), default=date.min)


def to_plain(changes: LifeChanges) -> tuple[Any, ...]:
    """Return changes as texts, numbers and tuples; days are ordinals."""
    contacts = tuple(
        (path, tuple((*one[:3], one.day.toordinal(), *filter(None, one[4:])) for one in noted))
        for path, noted in changes.by_contact.items()
    )
    return contacts, tuple(day.toordinal() for day in changes.crowded)


def from_plain(stored: Any) -> LifeChanges:
    """Return the changes that `to_plain` converted. Raises TypeError or ValueError for anything else."""
    contacts, crowded = stored
    by_contact = {}
    for path, noted in contacts:
        changes = [
            LifeChange(name, old, new, date.fromordinal(day), *source)
            for name, old, new, day, *source in noted
        ]
        if not isinstance(path, str) or any(not _is_valid(one) for one in changes):
            raise ValueError(path)
        by_contact[path] = tuple(changes)
    return LifeChanges(by_contact, tuple(map(date.fromordinal, crowded)))


def _is_valid(change: LifeChange) -> bool:
    texts = (change.old, change.new, change.source)
    return change.property in PROPERTIES and all(isinstance(text, str) for text in texts)
