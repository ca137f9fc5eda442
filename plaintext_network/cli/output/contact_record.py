"""Converts a contact to a record: its properties, then computed values. Scripts rely on these field names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.model.dates.calendar import NO_YEARS, YearlyDay
from plaintext_network.model.note.properties import PROPERTIES
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.network.people.person import Person

if TYPE_CHECKING:
    from plaintext_network.cli.output.record_types import Record

_OWN = tuple(
    row
    for row in PROPERTIES
    if (not row.kinds or "contact" in row.kinds) and row.name not in ("type", "name")
)
_COMPUTED = ("last_touch", "next_due", "touches", "standing", "other")
FIELDS = ("name", "path", *(row.name for row in _OWN), *_COMPUTED)
USUAL = ("name", "organization", "circles", "last_touch", "next_due", "standing")


def contact_record(person: Person) -> Record:
    """Return a contact's properties under their own names, then the computed fields.

    A property with many values is always a list. A missing value is None. Properties that pnet doesn't know are in `other`.
    """
    texts = dict(person.facts.properties)
    own = {row.name: _as_written(texts.get(row.name, ()), many=row.many) for row in _OWN}
    return {"name": person.name, "path": person.path, **own, **_parsed(person, own), **_computed(person)}


def _as_written(texts: tuple[str, ...], *, many: bool) -> tuple[str, ...] | str | None:
    return texts if many else next(iter(texts), None)


def _parsed(person: Person, own: Record) -> Record:
    """Return the properties whose parsed value replaces their text; an invalid day or unknown word becomes None."""
    contact = person.contact
    return {
        "tags": person.facts.tags,
        "role": contact.role,
        "birthday": _birthday(contact.birthday, own["birthday"]) if contact.birthday else None,
        "cadence": contact.cadence.text if contact.cadence else None,
        "met_on": contact.met_on,
        "met_through": person.met_through,
        "knows": person.knows,
        "status": contact.status,
        "snooze": contact.snooze,
        "last_contact": contact.last_contact,
        "private": contact.private,
    }


def _birthday(day: YearlyDay, written: object) -> str:
    """Return a birthday as written, but without a year that means no year."""
    return day.text if str(written).startswith(NO_YEARS) else str(written)


def _computed(person: Person) -> Record:
    return {
        "last_touch": person.last_touch,
        "next_due": person.next_due,
        "touches": len(person.touches),
        "standing": person.standing,
        "other": {name: tuple(visible_text(text) for text in texts) for name, texts in person.facts.other},
    }
