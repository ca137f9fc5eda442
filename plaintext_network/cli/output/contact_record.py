"""Converts a contact to a record: its properties, then computed values. Scripts rely on these field names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from plaintext_network.model.dates.calendar import NO_YEARS, YearlyDay
from plaintext_network.model.note.properties import PROPERTIES
from plaintext_network.network.people.person import Person

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from plaintext_network.cli.output.record_types import Record, Value

    # The texts of the properties by name, as the note has them.
    Texts: TypeAlias = dict[str, tuple[str, ...]]

_OWN = tuple(
    row
    for row in PROPERTIES
    if (not row.kinds or "contact" in row.kinds) and row.name not in ("type", "name")
)
_COMPUTED = ("last_touch", "next_due", "touches", "standing", "other")
FIELDS = ("name", "path", *(row.name for row in _OWN), *_COMPUTED)
USUAL = ("name", "organization", "circles", "last_touch", "next_due", "standing")


def contact_record(person: Person, fields: Sequence[str] = FIELDS) -> Record:
    """Return a contact's properties under their own names, then the computed fields; or only these fields.

    A property with many values is always a list. A missing value is None. Properties that pnet doesn't know are in `other`.
    """
    texts = dict(person.values.properties)
    return {field: _VALUES[field](person, texts) for field in fields}


def _own(name: str, *, many: bool) -> Callable[[Person, Texts], Value]:
    """Return a function that returns a property as written."""
    if many:
        return lambda _, texts: texts.get(name, ())

    def first(_: Person, texts: Texts) -> Value:
        written = texts.get(name)
        return written[0] if written else None

    return first


def _birthday(person: Person, texts: Texts) -> str | None:
    """Return a birthday as written, but without a year that means no year; None if it is invalid."""
    if person.values.birthday is None:
        return None
    written = str(next(iter(texts.get("birthday", ())), None))
    return YearlyDay(*person.values.birthday).text if written.startswith(NO_YEARS) else written


def _cadence(person: Person, _: Texts) -> str | None:
    values = person.values
    return values.cadence[2] if values.cadence and values.has_own_cadence else None


def _other(person: Person, _: Texts) -> Record:
    if not person.values.other:
        return {}
    # Late: most notes have no other properties.
    from plaintext_network.model.note.values.visible_text import visible_text

    return {name: tuple(map(visible_text, texts)) for name, texts in person.values.other}


# The value of each field. For some properties, it is the parsed value: an invalid day or unknown word is None.
_VALUES: Mapping[str, Callable[[Person, Texts], Value]] = MappingProxyType(
    {
        **{row.name: _own(row.name, many=row.many) for row in _OWN},
        "name": lambda person, _: person.name,
        "path": lambda person, _: person.path,
        "tags": lambda person, _: person.values.tags,
        "role": lambda person, _: person.values.role,
        "birthday": _birthday,
        "cadence": _cadence,
        "met_on": lambda person, _: person.met_on,
        "met_through": lambda person, _: person.met_through,
        "knows": lambda person, _: person.knows,
        "status": lambda person, _: person.values.status,
        "snooze": lambda person, _: person.snooze,
        "last_contact": lambda person, _: person.last_contact,
        "private": lambda person, _: person.values.private,
        "last_touch": lambda person, _: person.last_touch,
        "next_due": lambda person, _: person.next_due,
        "touches": lambda person, _: person.touch_count,
        "standing": lambda person, _: person.standing,
        "other": _other,
    }
)
