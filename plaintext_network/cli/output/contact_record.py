"""Owns a contact as a record: the properties of the table under their own names, then what was worked out. The JSON others rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.model.note.properties import PROPERTIES
from plaintext_network.model.note.values import visible_text
from plaintext_network.network.people.person import Person

if TYPE_CHECKING:
    from plaintext_network.cli.output.records import Record

_OWN = tuple(
    row
    for row in PROPERTIES
    if (not row.kinds or "contact" in row.kinds) and row.name not in ("type", "name")
)
_WORKED_OUT = ("last_touch", "next_due", "touches", "standing", "other")
FIELDS = ("name", "path", *(row.name for row in _OWN), *_WORKED_OUT)
USUAL = ("name", "organization", "circles", "last_touch", "next_due", "standing")


def contact_record(person: Person) -> Record:
    """Return a contact's fields; lists are always lists, what is absent is null, the user's own stand under `other`."""
    given = dict(person.facts.properties)
    own = {row.name: _written(given.get(row.name, ()), many=row.many) for row in _OWN}
    return {"name": person.name, "path": person.path, **own, **_read(person, own), **_worked_out(person)}


def _written(texts: tuple[str, ...], *, many: bool) -> tuple[str, ...] | str | None:
    return texts if many else next(iter(texts), None)


def _read(person: Person, own: Record) -> Record:
    """Return the properties that are more than their text: a day that is none, or an unknown word, is absent."""
    contact = person.contact
    return {
        "tags": person.facts.tags,
        "role": contact.role,
        "birthday": own["birthday"] if contact.birthday else None,
        "cadence": contact.cadence.text if contact.cadence else None,
        "met_on": contact.met_on,
        "met_through": person.met_through,
        "knows": person.knows,
        "status": contact.status,
        "snooze": contact.snooze,
        "last_contact": contact.last_contact,
        "private": contact.private,
    }


def _worked_out(person: Person) -> Record:
    return {
        "last_touch": person.last_touch,
        "next_due": person.next_due,
        "touches": len(person.touches),
        "standing": person.warmth or "new",
        "other": {name: tuple(visible_text(text) for text in texts) for name, texts in person.facts.other},
    }
