"""Reads what a card says, as a sync compares it: values by property, raw lines and texts. Knows no vault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from itertools import islice

from plaintext_network.exchange.cards.addresses import is_only_city
from plaintext_network.exchange.cards.attachments import file_of_line
from plaintext_network.exchange.cards.card_lines import value_of
from plaintext_network.exchange.cards.inert_text import plain_text, text_digest
from plaintext_network.exchange.cards.to_record import to_record
from plaintext_network.exchange.imports.base import line_key, photo_digest
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
from plaintext_network.exchange.vcard.content_line import parse_line

# The properties that a sync compares, in the order in which people read them.
LISTS = ("aliases", "emails", "phones", "links", "addresses", "former", "occasions", "tags", "circles")
SINGLES = ("organization", "role", "location", "birthday")
COMPARED = ("name", *LISTS, *SINGLES)


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

    @cached_property
    def has_own_city(self) -> bool:
        """Whether an address of the card is only a city: a location that the user gave as one."""
        return any(is_only_city(line) for line in self.card.all("ADR"))

    @cached_property
    def units(self) -> dict[str, Values]:
        """The raw lines by key: each alone, or with the others of its group."""

        def digest_of(name: str) -> str:
            file = self.record.attachments.get(name)
            return file.digest if file else name

        return line_units(self.record.rest, digest_of)

    @cached_property
    def notes(self) -> dict[str, str]:
        """The texts of NOTE by digest."""
        return {text_digest(text): text for text in self.record.notes}


def read_card(content: bytes) -> Card | None:
    """Return the one card of a file's content; None if it has none or several, or one that can't be read."""
    found = tuple(islice(read_cards(BytesIO(content)), 2))
    return found[0] if len(found) == 1 and isinstance(found[0], Card) else None


def card_side(card: Card, file: str, source: str) -> CardSide | SkippedRecord | RefusedRecord:
    """Return what a card says, or why it is no contact's."""
    plain = without_carried_lines(card)
    record = to_record(SourceCard(plain, Origin(file, 1, card.line), id=card_uid(card)), source)
    return CardSide(card, record) if isinstance(record, Record) else record


def card_uid(card: Card) -> str:
    """Return a card's UID as a note has it, "" without one."""
    return plain_text(value_of(card.all("UID")))


def content_digest(content: bytes) -> str:
    """Return the digest of a file's bytes, in 16 hexadecimal digits."""
    return sha256(content).hexdigest()[:16]


def line_units(lines: Iterable[str], digest_of: Digests) -> dict[str, Values]:
    """Return raw lines by key: each alone, or with the others of its group, whatever the group's name.

    `digest_of` returns the digest of the file that a line has in place of a value.
    """
    groups: dict[str, list[str]] = {}
    found: dict[str, Values] = {}
    nested: list[str] = []
    depth = 0
    for line in lines:
        parsed = parse_line(line)
        depth += parsed.key == "BEGIN"
        if depth:
            # A card within the card is one unit.
            nested.append(line)
            depth -= parsed.key == "END"
        elif parsed.group:
            groups.setdefault(parsed.group.lower(), []).append(line)
        else:
            found[line_key(line, digest_of)] = (line,)
    for group, together in groups.items():
        bare = sorted(line_key(line[len(group) + 1 :], digest_of) for line in together)
        found[text_key(" ".join(bare))] = tuple(together)
    if nested:
        found[text_key("\n".join(nested))] = tuple(nested)
    return found


def unit_files(units: Iterable[Values], files: Mapping[str, Attachment]) -> dict[str, Attachment]:
    """Return the files that raw lines have, by the names that they use."""
    names = [file_of_line(line) for lines in units for line in lines]
    return {name: files[name] for name in names if name and name in files}


TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Digests = Callable[[str], str]
