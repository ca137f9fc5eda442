"""Owns a contact as a record: the properties under their own names, then what was worked out. The JSON others rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.model.values import shown
from plaintext_network.network.person import Person

if TYPE_CHECKING:
    from plaintext_network.cli.records import Record

FIELDS = (
    "name", "path", "aliases", "emails", "phones", "links", "organization", "role", "location", "former", "birthday",
    "occasions", "tags", "circles", "cadence", "met_on", "met_at", "met_through", "knows", "needs", "offers", "interests",
    "status", "snooze", "last_contact", "follow_up", "private", "uid", "last_touch", "next_due", "touches", "standing", "other",
)  # fmt: skip
USUAL = ("name", "organization", "circles", "last_touch", "next_due", "standing")


def contact_record(person: Person) -> Record:
    """Return a contact's fields; lists are always lists, what is absent is null, the user's own stand under `other`."""
    contact, facts = person.contact, person.facts
    given = dict(facts.properties)
    return {
        "name": person.name,
        "path": person.path,
        "aliases": facts.aliases,
        "emails": contact.emails,
        "phones": contact.phones,
        "links": contact.links,
        "organization": contact.organization,
        "role": contact.role,
        "location": contact.location,
        "former": contact.former,
        "birthday": next(iter(given.get("birthday", ())), None) if contact.birthday else None,
        "occasions": given.get("occasions", ()),
        "tags": facts.tags,
        "circles": contact.circles,
        "cadence": contact.cadence.text if contact.cadence else None,
        "met_on": contact.met_on,
        "met_at": contact.met_at,
        "met_through": person.met_through,
        "knows": person.knows,
        "needs": contact.needs,
        "offers": contact.offers,
        "interests": contact.interests,
        "status": contact.status,
        "snooze": contact.snooze,
        "last_contact": next((t.day for t in person.interactions if t.interaction.form == "kept"), None),
        "follow_up": given.get("follow_up", ()),
        "private": contact.private,
        "uid": contact.uid,
        "last_touch": person.last_touch,
        "next_due": person.next_due,
        "touches": len(person.touches),
        "standing": person.warmth or "new",
        "other": {name: tuple(shown(text) for text in texts) for name, texts in facts.other},
    }
