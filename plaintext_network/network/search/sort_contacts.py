"""Sorts contacts for `list` by one of their values. Selects nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType

from plaintext_network.model.language.normalize import fold
from plaintext_network.model.note.properties import DECEASED
from plaintext_network.network.people.contact_names import ContactNames
from plaintext_network.network.people.person import WARMTHS, Person

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _cadence(person: Person) -> float | None:
    cadence = person.cadence
    return None if cadence is None or cadence.is_never else cadence.length


def _standing(person: Person) -> int | None:
    return WARMTHS.index(person.standing) if person.standing in WARMTHS else None


def _birthday(person: Person) -> date | None:
    day = person.values.yearly_birthday()
    return None if day is None or person.values.status == DECEASED else day.next_from(person.today)


def _text(text: str | None) -> str | None:
    return fold(text) if text else None


# Each value by which contacts can be sorted; None means that a contact has none.
SORTS: Mapping[str, Callable[[Person], Any]] = MappingProxyType(
    {
        "name": lambda person: fold(person.name),
        "last": lambda person: person.last_touch,
        "due": lambda person: person.next_due,
        "cadence": _cadence,
        "touches": lambda person: person.touch_count,
        "standing": _standing,
        "met": lambda person: person.met_on,
        "birthday": _birthday,
        "organization": lambda person: _text(person.values.organization),
        "location": lambda person: _text(dict(person.values.properties).get("location", ("",))[0]),
        "path": lambda person: person.path,
    }
)

# The columns of the same values, as `list` prints them.
COLUMNS: Mapping[str, str] = MappingProxyType({"last_touch": "last", "next_due": "due", "met_on": "met"})


def sort_contacts(people: Iterable[Person], by: str, *, reverse: bool = False) -> tuple[Person, ...]:
    """Return contacts sorted by one of `SORTS` or `COLUMNS`, equal ones by name and path. Those without the value come last, reversed or not."""
    keys = sorted((fold(person.name), person.path, person) for person in people)
    if by == "name":
        if reverse:
            # Stable: equal names stay in the order of paths.
            keys.sort(key=lambda key: key[0], reverse=True)
        return tuple(person for *_, person in keys)
    value = SORTS[COLUMNS.get(by, by)]
    named = [person for *_, person in keys]
    valued = [(value(person), person) for person in named]
    having = [(found, person) for found, person in valued if found is not None]
    # Stable: equal values stay in the order of names, reversed or not.
    having.sort(key=lambda pair: pair[0], reverse=reverse)
    return (*(person for _, person in having), *(person for found, person in valued if found is None))


def names_in_order(known: Iterable[ContactNames], *, reverse: bool = False) -> list[tuple[str, str]]:
    """Return the path and the name of every contact, in the order by name of `sort_contacts`."""
    keys = sorted((fold(name), path, name) for path, name, *_ in known)
    if reverse:
        # Stable: equal names stay in the order of paths.
        keys.sort(key=lambda key: key[0], reverse=True)
    return [(path, name) for _, path, name in keys]
