"""Builds the card of a contact who leaves the vault: what every writer but those of records writes. The mapping decides its lines."""

from __future__ import annotations

from plaintext_network.exchange.cards.to_card import to_card
from plaintext_network.exchange.gate.gate import ExportedContact
from plaintext_network.exchange.vcard.cards import Card


def contact_card(contact: ExportedContact, version: str = "3.0") -> Card:
    """Return the card of a contact."""
    properties = dict(contact.properties)
    if contact.photo:
        properties["photo"] = (contact.photo_path,)
    return to_card(
        properties,
        contact.lines,
        version,
        files=contact.files,
        notes=contact.notes,
        company=contact.is_organization,
    )
