"""No damage to a card makes reading, converting or writing it raise; what is written is always one card."""

import io
from collections.abc import Iterable

from plaintext_network.exchange.cards.to_card import to_card
from plaintext_network.exchange.cards.to_record import to_record
from plaintext_network.exchange.record import Origin, Record, SourceCard
from plaintext_network.exchange.vcard.cards import Card, read_cards
from plaintext_network.exchange.vcard.write_cards import write_card
from tests.exchange.client_cards import client_cards
from tests.exchange.mutated_cards import mutated
from tests.exchange.vcard_oracle import read_file

VERSIONS = ("2.1", "3.0", "4.0")


def faults(contents: Iterable[bytes]) -> Iterable[str]:
    """Read, convert and write; yield what went wrong, with the bytes of the card."""
    for number, content in enumerate(contents):
        try:
            for card in read_cards(io.BytesIO(content)):
                if not isinstance(card, Card):
                    continue
                record = to_record(SourceCard(card, Origin("cards.vcf", 1, card.line)), "phone")
                if isinstance(record, Record):
                    values = {"name": (record.name,), **record.values}
                    version = VERSIONS[number % 3]
                    again = to_card(
                        values, record.rest, version, files=record.attachments, notes=record.notes
                    )
                    written = write_card(again, version)
                    if len(read_file(written)) != 1:
                        yield f"written as {len(read_file(written))} cards: {content!r}"
        except Exception as error:  # noqa: BLE001
            yield f"{error!r}: {content!r}"


def test_no_damaged_card_raises_or_becomes_two() -> None:
    cards = [content for _, person, content in client_cards(170) if not person.photo]
    assert list(faults(mutated(cards, 600))) == []
