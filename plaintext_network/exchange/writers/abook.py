"""Writes contacts as the address book of abook: sections of `key=value`, one line each. Knows no vault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plaintext_network.exchange.gate.gate import ExportedContact
from plaintext_network.exchange.vcard.cards import Card
from plaintext_network.exchange.writers.card_values import addresses, first_text, texts, typed_texts
from plaintext_network.exchange.writers.contact_card import contact_card
from plaintext_network.exchange.writers.write_options import WriteOptions

_HEADER = b"# abook addressbook file\n\n[format]\nprogram=abook\nversion=0.6.1\n\n"
# The fields for telephone numbers, and those that any value may use.
_FREE = ("custom1", "custom2", "custom3", "custom4", "custom5")


def write_abook(contacts: Iterable[ExportedContact], options: WriteOptions) -> Iterator[bytes]:
    """Yield one section for each contact. What abook has no field for is counted in `options.lost`."""
    yield _HEADER
    for number, contact in enumerate(contacts):
        fields = _Fields(contact, contact_card(contact), options)
        lines = [f"[{number}]", *(f"{name}={value}" for name, value in fields.items())]
        yield ("\n".join(lines) + "\n\n").encode()


class _Fields(dict[str, str]):
    def __init__(self, contact: ExportedContact, card: Card, options: WriteOptions) -> None:
        super().__init__()
        self._put("name", contact.name)
        # A comma separates addresses.
        self._put("email", ",".join(one.text for one in typed_texts(card, "EMAIL") if "," not in one.text))
        options.lose("email", sum("," in one.text for one in typed_texts(card, "EMAIL")))
        self._phones(card, options)
        self._address(card, options)
        self._put("nick", ", ".join(texts(card, "NICKNAME")))
        links = [one.text for one in typed_texts(card, "URL")]
        self._put("url", "".join(links[:1]))
        options.lose("link", sum(not self._put_free(link) for link in links[1:]))
        self._put("anniversary", first_text(card, "ANNIVERSARY"))
        options.lose("birthday", bool(first_text(card, "BDAY")))
        self._put("groups", ",".join(texts(card, "CATEGORIES")))
        self._put("notes", " / ".join(contact.notes))

    def _put(self, name: str, value: str) -> None:
        # A line break would begin another field.
        if text := " ".join(value.split()):
            self[name] = text

    def _put_free(self, value: str) -> bool:
        field = next((name for name in _FREE if name not in self), None)
        if field:
            self._put(field, value)
        return field is not None

    def _phones(self, card: Card, options: WriteOptions) -> None:
        for phone in typed_texts(card, "TEL"):
            usual = "phone"
            for word, field in (
                ("fax", "fax"),
                ("cell", "mobile"),
                ("iphone", "mobile"),
                ("work", "workphone"),
            ):
                if word in phone.types:
                    usual = field
                    break
            free = (name for name in (usual, "phone", "mobile", "workphone") if name not in self)
            if place := next(free, None):
                self._put(place, phone.text)
            elif not self._put_free(phone.text):
                options.lose("phone", 1)

    def _address(self, card: Card, options: WriteOptions) -> None:
        every = list(addresses(card))
        options.lose("address", len(every[1:]))
        for one in every[:1]:
            self._put("address", " ".join(filter(None, (one.box, one.street))))
            self._put("address2", one.extended)
            self._put("city", one.city)
            self._put("state", one.region)
            self._put("zip", one.code)
            self._put("country", one.country)
