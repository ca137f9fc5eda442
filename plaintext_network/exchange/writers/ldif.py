"""Writes contacts as LDIF (RFC 2849) with the attributes that Thunderbird reads. Knows no vault."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator

from plaintext_network.exchange.cards.dates import day_of
from plaintext_network.exchange.gate.gate import ExportedContact
from plaintext_network.exchange.vcard.cards import Card
from plaintext_network.exchange.writers.card_values import (
    Address,
    TypedText,
    addresses,
    first_text,
    name_of,
    organization_of,
    texts,
    typed_texts,
)
from plaintext_network.exchange.writers.contact_card import contact_card

_CLASSES = ("top", "person", "organizationalPerson", "inetOrgPerson", "mozillaAbPersonAlpha")
# RFC 2849: a value that is none of these, or ends with a space, is written in base64.
_SAFE = re.compile(
    r"(?:[\x01-\x09\x0b\x0c\x0e-\x1f\x21-\x39\x3b\x3d-\x7f][\x01-\x09\x0b\x0c\x0e-\x7f]*(?<! ))?"
)
# Some readers take a line of blanks for the end of an entry.
_BLANKS = " " * 8
# RFC 4514 §2.4, in the value of a name.
_IN_NAME = re.compile(r'[\\",+;<>=]|^[ #]| $')
_WIDTH = 76


def write_ldif(contacts: Iterable[ExportedContact]) -> Iterator[bytes]:
    """Yield one entry after another, with an empty line after each."""
    yield b"version: 1\n\n"
    for contact in contacts:
        lines = [_line(name, value) for name, value in _entry(contact, contact_card(contact))]
        yield "".join((*lines, "\n")).encode()


def _entry(contact: ExportedContact, card: Card) -> Iterator[tuple[str, str | bytes]]:
    emails = [one.text for one in typed_texts(card, "EMAIL")]
    named = f"cn={_in_name(contact.name)}"
    yield "dn", f"{named},mail={_in_name(emails[0])}" if emails else f"{named},uid={_in_name(contact.uid)}"
    yield from (("objectclass", name) for name in _CLASSES)
    name = name_of(card, contact.name)
    yield "cn", contact.name
    yield "sn", name.family or contact.name
    # Without a given name, a reader shows `cn`.
    if name.family and (given := " ".join(filter(None, (name.given, name.middle)))):
        yield "givenName", given
    yield "uid", contact.uid
    yield from _all("mozillaNickname", texts(card, "NICKNAME"))
    yield from _all("mail", emails[:1])
    yield from _all("mozillaSecondEmail", emails[1:])
    for phone in typed_texts(card, "TEL"):
        yield _phone_attribute(phone), phone.text
    for address in addresses(card):
        yield from _address(address)
    organization, unit = organization_of(card)
    yield from _all("title", [first_text(card, "TITLE")])
    yield from _all("o", [organization])
    yield from _all("ou", [unit])
    for link in typed_texts(card, "URL"):
        yield "mozillaHomeUrl" if "home" in link.types else "mozillaWorkUrl", link.text
    yield from _birthday(first_text(card, "BDAY"))
    yield from _all("category", texts(card, "CATEGORIES"))
    yield from _all("description", ["\n\n".join(contact.notes)])
    if contact.photo:
        yield "jpegPhoto", contact.photo.content


def _all(name: str, values: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((name, value) for value in values if value)


def _phone_attribute(phone: TypedText) -> str:
    if "fax" in phone.types:
        return "facsimileTelephoneNumber"
    if "pager" in phone.types:
        return "pager"
    if "cell" in phone.types or "iphone" in phone.types:
        return "mobile"
    return "homePhone" if "home" in phone.types else "telephoneNumber"


def _address(address: Address) -> Iterator[tuple[str, str]]:
    street = "\n".join(filter(None, (address.box, address.street)))
    if "home" in address.types:
        yield from _all("mozillaHomeStreet", [street])
        yield from _all("mozillaHomeStreet2", [address.extended])
        yield from _all("mozillaHomeLocalityName", [address.city])
        yield from _all("mozillaHomeState", [address.region])
        yield from _all("mozillaHomePostalCode", [address.code])
        yield from _all("mozillaHomeCountryName", [address.country])
        return
    yield from _all("street", [street])
    yield from _all("mozillaWorkStreet2", [address.extended])
    yield from _all("l", [address.city])
    yield from _all("st", [address.region])
    yield from _all("postalCode", [address.code])
    yield from _all("c", [address.country])


def _birthday(text: str) -> Iterator[tuple[str, str]]:
    *year, month, day = (day_of(text) or "-").split("-")
    for name, values in (("birthyear", year), ("birthmonth", [month]), ("birthday", [day])):
        yield from _all(name, values)


def _in_name(text: str) -> str:
    return _IN_NAME.sub(r"\\\g<0>", " ".join(text.split()))


def _line(name: str, value: str | bytes) -> str:
    """Return an attribute, folded: in base64 if LDIF could not contain it as it is."""
    if isinstance(value, str) and _SAFE.fullmatch(value) and _BLANKS not in value:
        line = f"{name}: {value}"
    else:
        content = value if isinstance(value, bytes) else value.encode()
        line = f"{name}:: {b64encode(content).decode()}"
    pieces = [line[:_WIDTH]]
    pieces += [line[start : start + _WIDTH - 1] for start in range(_WIDTH, len(line), _WIDTH - 1)]
    return "\n ".join(pieces) + "\n"
