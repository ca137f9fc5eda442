"""Reads a contact's card for formats that are not vCard: texts with their types and labels, the parts of names and addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plaintext_network.exchange.cards.shown_values import bare_label
from plaintext_network.exchange.vcard.cards import Card
from plaintext_network.exchange.vcard.content_line import ContentLine
from plaintext_network.exchange.vcard.values import split_list, split_structured_lists, unescape
from plaintext_network.named_tuples import NamedTuple


class TypedText(NamedTuple):
    """A value with its types, in lower case, and the label that the user gave it, or ""."""

    text: str
    types: frozenset[str]
    label: str


class Name(NamedTuple):
    """The parts of a name, each a text; `prefix` is what goes before it, such as Dr."""

    family: str = ""
    given: str = ""
    middle: str = ""
    prefix: str = ""
    suffix: str = ""


class Address(NamedTuple):
    """The parts of an address (RFC 6350 §6.3.1), its types and its label."""

    box: str
    extended: str
    street: str
    city: str
    region: str
    code: str
    country: str
    types: frozenset[str]
    label: str

    @property
    def formatted(self) -> str:
        """The address on several lines."""
        place = " ".join(filter(None, (self.code, self.city)))
        lines = (self.extended, self.street, self.box, place, self.region, self.country)
        return "\n".join(filter(None, lines))


def typed_texts(card: Card, key: str) -> Iterator[TypedText]:
    """Yield the values of a property, in order."""
    for line in card.all(key):
        yield TypedText(unescape(line.value), types_of(line), label_of(card, line))


def texts(card: Card, key: str) -> tuple[str, ...]:
    """Return the values of a property that takes lists, such as NICKNAME or CATEGORIES."""
    return tuple(text for line in card.all(key) for text in split_list(line.value) if text)


def first_text(card: Card, key: str) -> str:
    """Return the first value of a property, or ""."""
    line = card.first(key)
    return unescape(line.value) if line else ""


def types_of(line: ContentLine) -> frozenset[str]:
    """Return the types of a line in lower case; a value may list several."""
    return frozenset(word.strip().lower() for value in line.param("TYPE") for word in value.split(","))


def label_of(card: Card, line: ContentLine) -> str:
    """Return the X-ABLabel of a line's group, as a reader sees it, or ""."""
    if not line.group:
        return ""
    group = line.group.lower()
    for other in card.all("X-ABLABEL"):
        if other.group.lower() == group:
            return bare_label(unescape(other.value))
    return ""


def name_of(card: Card, shown: str) -> Name:
    """Return the parts of a name if they make the name that is shown, in the usual order; else all of it as the given name."""
    line = card.first("N")
    if line is not None:
        parts = [" ".join(part) for part in split_structured_lists(line.value)][:5]
        name = Name(*(part.strip() for part in parts))
        in_order = (name.prefix, name.given, name.middle, name.family, name.suffix)
        if " ".join(filter(None, in_order)) == shown:
            return name
    return Name(given=shown)


def addresses(card: Card) -> Iterator[Address]:
    """Yield the addresses, in order."""
    for line in card.all("ADR"):
        parts = [", ".join(part) for part in split_structured_lists(line.value)]
        box, extended, street, city, region, code, country = _padded(parts, 7)
        yield Address(
            box, extended, street, city, region, code, country, types_of(line), label_of(card, line)
        )


def organization_of(card: Card) -> tuple[str, str]:
    """Return the first organization and its units, separated by semicolons."""
    line = card.first("ORG")
    if line is None:
        return "", ""
    parts = [", ".join(part) for part in split_structured_lists(line.value)]
    return parts[0] if parts else "", "; ".join(filter(None, parts[1:]))


def _padded(parts: Sequence[str], length: int) -> Sequence[str]:
    return (*parts, *("",) * length)[:length]
