"""Reads what a card says, as a sync compares it: values by property, raw lines and texts. Knows no vault."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from itertools import islice

from plaintext_network.exchange.cards.addresses import is_only_city
from plaintext_network.exchange.cards.attachments import marked_file, with_content
from plaintext_network.exchange.cards.card_lines import CardLines, value_of
from plaintext_network.exchange.cards.digest import normal_line
from plaintext_network.exchange.cards.mapping import LISTS as LISTS_OF_CARD
from plaintext_network.exchange.cards.preference import without_preference
from plaintext_network.exchange.cards.shown_values import label_text
from plaintext_network.exchange.cards.to_record import to_record
from plaintext_network.exchange.imports.base import photo_digest
from plaintext_network.exchange.imports.merge_values import Values, text_key
from plaintext_network.exchange.record import (
    Attachment,
    Origin,
    Record,
    RefusedRecord,
    SkippedRecord,
    SourceCard,
)
from plaintext_network.exchange.vcard.cards import Card, read_cards
from plaintext_network.exchange.vcard.carried_lines import without_carried_lines
from plaintext_network.exchange.vcard.content_line import ContentLine, parse_line
from plaintext_network.notes.inert_text import plain_text, text_digest

# The properties that a sync compares, in the order in which people read them.
LISTS = ("aliases", "emails", "phones", "links", "addresses", "former", "occasions", "tags", "circles")
SINGLES = ("organization", "role", "location", "birthday")
COMPARED = ("name", *LISTS, *SINGLES)
# Labels that servers give lines without one.
_OWN_LABELS = ("homepage", "other")
# Properties whose lines some servers don't keep, although nobody removed them.
OFTEN_DROPPED = ("aliases", "occasions", "former", "tags", "circles")


class CardSide:
    """One card that says whom it is about. `card` has the lines as the file has them."""

    def __init__(self, card: Card, record: Record) -> None:
        self.card, self.record = card, record
        self.values: dict[str, Values] = {
            name: tuple(found) for name in COMPARED if (found := record.values.get(name, ()))
        }
        self.values["name"] = (record.name,)
        if photo := photo_digest(record):
            self.values["photo"] = photo

    @property
    def uid(self) -> str:
        """The card's UID, "" without one."""
        return next(iter(self.record.values.get("uid", ())), "")

    @property
    def program(self) -> str:
        """What wrote the card and when, as its PRODID and REV say: a program that keeps every line keeps these, too."""
        return f"{value_of(self.card.all('PRODID'))} {value_of(self.card.all('REV'))}".strip()

    @property
    def often_dropped(self) -> tuple[str, ...]:
        """The properties of the card whose lines some servers don't keep."""
        return tuple(name for name in OFTEN_DROPPED if name in self.values)

    @cached_property
    def has_own_city(self) -> bool:
        """Whether an address of the card is only a city: a location that the user gave as one."""
        return any(is_only_city(line) for line in self.card.all("ADR"))

    @cached_property
    def units(self) -> dict[str, Values]:
        """The raw lines by key: each alone, or with the others of its group."""

        return line_units(self.lines, self.record.attachments.get)

    @cached_property
    def lines(self) -> Values:
        """The raw lines, without those that only have another name of the contact."""
        return tuple(line for line in self.record.rest if not line.upper().startswith("NICKNAME:"))

    @cached_property
    def notes(self) -> dict[str, str]:
        """The texts of NOTE by digest."""
        return {text_digest(text): text for text in self.record.notes}


def read_card(content: bytes) -> Card | None:
    """Return the one card of a file's content; None if it has none or several, or one that can't be read."""
    found = tuple(islice(read_cards(BytesIO(content)), 2))
    return found[0] if len(found) == 1 and isinstance(found[0], Card) else None


def card_side(card: Card, file: str, source: str) -> CardSide | SkippedRecord | RefusedRecord:
    """Return what a card says, or why it belongs to no contact."""
    plain = without_carried_lines(card)
    record = to_record(SourceCard(plain, Origin(file, 1, card.line), id=card_uid(card)), source)
    return CardSide(card, record) if isinstance(record, Record) else record


def card_uid(card: Card) -> str:
    """Return a card's UID as a note has it, "" without one."""
    return plain_text(value_of(card.all("UID")))


def content_digest(content: bytes) -> str:
    """Return the digest of a file's bytes, in 16 hexadecimal digits."""
    return sha256(content).hexdigest()[:16]


def line_units(lines: Iterable[str], file_of: Callable[[str], Attachment | None]) -> dict[str, Values]:
    """Return raw lines by their meaning: each alone, or with the others of its group, whatever the group's name.

    `file_of` returns the file that a line has in place of a value, by its name.
    """
    lines = tuple(lines)
    card = CardLines(_whole(parse_line(line), file_of) for line in lines)
    groups: dict[str, list[int]] = {}
    nested: list[int] = []
    for number, line in enumerate(card.lines):
        if number in card.nested:
            # A card within the card is one unit.
            nested.append(number)
        else:
            groups.setdefault(line.group.lower() or f" {number}", []).append(number)
    found: dict[str, Values] = {}
    for numbers in (*groups.values(), nested):
        said = [number for number in numbers if not card.lines[number].key.startswith("X-AB")] or numbers
        key = text_key("\n".join(sorted(normal_line(_with_label(card, number), card) for number in said)))
        if numbers:
            found[key] = tuple(lines[number] for number in numbers)
    return found


def _with_label(card: CardLines, number: int) -> ContentLine:
    """Return a line of a list with its label as one more type: servers turn each into the other, and add labels of their own."""
    # The order of the list shows which is preferred.
    line = without_preference(card.lines[number])
    if line.key not in LISTS_OF_CARD or not line.group:
        return line
    label = label_text(card.labels.get(line.group.lower(), "")).lower()
    types = (("TYPE", (label,)),) if label and label not in _OWN_LABELS else ()
    return line._replace(group="", params=(*line.params, *types))


def _whole(line: ContentLine, file_of: Callable[[str], Attachment | None]) -> ContentLine:
    """Return a line with the content of its file in place of the mark."""
    name = marked_file(line.value)
    file = file_of(name) if name else None
    return with_content(line, file.content, file.media_type) if file else line
