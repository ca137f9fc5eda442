"""Writes contacts as vCards (RFC 2426, RFC 6350). The mapping decides what a card contains, and the codec how it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plaintext_network.exchange.gate.gate import ExportedContact
from plaintext_network.exchange.vcard.carried_lines import with_carried_lines
from plaintext_network.exchange.vcard.content_line import ContentLine
from plaintext_network.exchange.vcard.write_cards import write_card
from plaintext_network.exchange.writers.contact_card import contact_card
from plaintext_network.exchange.writers.write_options import WriteOptions

# Without a version of pnet: an export changes only if the vault does.
_PRODUCT = ContentLine("PRODID", "-//plaintext_network//EN")


def write_vcards(contacts: Iterable[ExportedContact], options: WriteOptions) -> Iterator[bytes]:
    """Yield one card after another."""
    for contact in contacts:
        card = contact_card(contact, options.vcard)
        card = with_carried_lines(card._replace(lines=(_PRODUCT, *card.lines)))
        yield write_card(card, options.vcard)
