"""Converts a contact to a record: its properties, then computed values. Scripts rely on these field names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from plaintext_network.model.dates.calendar import NO_YEARS, YearlyDay
from plaintext_network.model.note.properties import PROPERTIES
from plaintext_network.network.people.person import Person

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from plaintext_network.records.record_types import Record, Value

_OWN = tuple(
    row
    for row in PROPERTIES
    if (not row.kinds or "contact" in row.kinds) and row.name not in ("type", "name")
)
FIELDS = (
    "name", "path", *(row.name for row in _OWN), "last_touch", "next_due", "touches", "standing", "other",
)  # fmt: skip
USUAL = ("name", "organization", "circles", "last_touch", "next_due", "standing")


def contact_record(person: Person, fields: Sequence[str] = FIELDS) -> Record:
    """Return a contact's properties under their own names, then the computed fields; or only these fields.

    A property with many values is always a list. A missing value is None. Properties that pnet doesn't know are in `other`.
    """
    return contact_records((person,), fields)[0]


def contact_records(people: Iterable[Person], fields: Sequence[str]) -> list[Record]:
    """Return the `contact_record` of each contact."""
    # Most contacts lack most properties.
    absent: dict[str, Value] = {field: () if field in _LISTS else None for field in fields}
    computed = [(field, _COMPUTED[field]) for field in absent if field in _COMPUTED]
    records: list[Record] = []
    for person in people:
        record = absent.copy()
        for name, texts in person.values.properties:
            if name in record and texts:
                record[name] = texts if name in _LISTS else texts[0]
        for field, value in computed:
            record[field] = value(person)
        records.append(record)
    return records


def _birthday(person: Person) -> str | None:
    """Return a birthday as written, but without a year that means no year; None if it is invalid."""
    if person.values.birthday is None:
        return None
    written = str(next(iter(dict(person.values.properties).get("birthday", ())), None))
    return YearlyDay(*person.values.birthday).text if written.startswith(NO_YEARS) else written


def _cadence(person: Person) -> str | None:
    values = person.values
    return values.cadence[2] if values.cadence and values.has_own_cadence else None


def _other(person: Person) -> Record:
    if not person.values.other:
        return {}
    # Late: most notes have no other properties.
    from plaintext_network.model.note.values.visible_text import visible_text

    return {name: tuple(map(visible_text, texts)) for name, texts in person.values.other}


# The properties that are always a list.
_LISTS = frozenset(row.name for row in _OWN if row.many)
# The fields that are computed. A property has its parsed value: an invalid day or unknown word is None.
_COMPUTED: Mapping[str, Callable[[Person], Value]] = MappingProxyType(
    {
        "name": lambda person: person.name,
        "path": lambda person: person.path,
        "tags": lambda person: person.values.tags,
        "role": lambda person: person.values.role,
        "birthday": _birthday,
        "cadence": _cadence,
        "met_on": lambda person: person.met_on,
        "met_through": lambda person: person.met_through,
        "knows": lambda person: person.knows,
        "status": lambda person: person.values.status,
        "snooze": lambda person: person.snooze,
        "last_contact": lambda person: person.last_contact,
        "private": lambda person: person.values.private,
        "last_touch": lambda person: person.last_touch,
        "next_due": lambda person: person.next_due,
        "touches": lambda person: person.touch_count,
        "standing": lambda person: person.standing,
        "other": _other,
    }
)
