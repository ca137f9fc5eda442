"""Leaves contacts' addresses out of texts: e-mail, telephone and street. Knows nobody who is private."""

import re
from collections.abc import Iterable
from functools import cached_property

from plaintext_network.model.language.equivalence import Synonyms
from plaintext_network.model.language.normalize import fold, name_key
from plaintext_network.model.language.phones import is_phone, is_same_phone, phone_key
from plaintext_network.model.language.towns import group_towns
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.network.people.contact_names import CONTACT_NAMES
from plaintext_network.network.people.privacy import SuggestionView

# The properties and the fields of reports that hold addresses, and words in the names of properties of the user's own that do.
DETAIL_PROPERTIES = ("emails", "email", "phones", "phone", "links", "addresses", "uid", "photo")
_DETAIL_WORDS = (
    "address", "adresse", "anschrift", "street", "home", "zip", "postcode", "phone", "tel", "mobile", "mobil", "fax", "mail", "impp",
)  # fmt: skip
EMAIL, PHONE, ADDRESS = "[e-mail]", "[phone]", "[address]"
_EMAIL = re.compile(r"[^\s<>()\[\]{},;:\"'“”‘’|]+@[^\s<>()\[\]{},;:\"'“”‘’|]*[^\s<>()\[\]{},;:\"'“”‘’|.!?]")
_PHONE = re.compile(r"\+?\(?\d(?:[\d\s()./\u00a0‐‑–-]{5,24})\d")
_TELEPHONE = "tel:"


class ContactDetails:
    """The addresses of the contacts in one state of a vault. `gate` decides who is there."""

    def __init__(self, gate: SuggestionView) -> None:
        self._gate = gate
        self._of_contact: dict[str, tuple[tuple[str, str], ...]] = {}

    def leave_out(self, text: str, contacts: Iterable[str]) -> str:
        """Return a text with a word in brackets in place of every address of a contact, and with the town in place of where
        the contacts at these paths live."""
        for path in contacts:
            for written, instead in self._places_of(path):
                text = text.replace(written, instead)
        if "@" in text:
            text = _EMAIL.sub(lambda found: EMAIL if name_key(found[0]) in self._emails else found[0], text)
        if sum(map(str.isdecimal, text)) > 6:
            text = _PHONE.sub(lambda found: PHONE if self._is_phone(found[0]) else found[0], text)
        return text

    def town(self, location: str) -> str | None:
        """Return the town of a place, without street and house; None if it names no town."""
        found = group_towns({location: 1}, Synonyms.of(self._gate.rules.profile.synonyms)).get(location, ())
        return ", ".join(town.name for town in found if town.name) or None

    @staticmethod
    def is_detail(name: str) -> bool:
        """Return whether a property holds addresses, going by its name."""
        return name in DETAIL_PROPERTIES or any(word in fold(name) for word in _DETAIL_WORDS)

    def is_on_line(self, path: str, line: int) -> bool:
        """Return whether a contact's note states an address or a place on a line."""
        facts = self._gate.contact(path)
        return facts is not None and any(
            line == facts.line(name, number)
            for name in ("location", *DETAIL_PROPERTIES)
            for number in range(max(1, len(facts.texts(name))))
            if facts.texts(name)
        )

    def _places_of(self, path: str) -> tuple[tuple[str, str], ...]:
        if path not in self._of_contact:
            facts = self._gate.contact(path)
            self._of_contact[path] = tuple(self._find_places(facts)) if facts else ()
        return self._of_contact[path]

    def _find_places(self, facts: Facts) -> Iterable[tuple[str, str]]:
        contact = facts.contact
        if contact is None:
            return
        for address in contact.addresses:
            yield visible_text(address), ADDRESS
        if contact.location:
            location = visible_text(contact.location)
            if (town := self.town(location)) != location:
                yield location, town or ADDRESS

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(key for value in self._gate.summaries(CONTACT_NAMES).values() for key in value[3])

    @cached_property
    def _emails(self) -> frozenset[str]:
        return frozenset(key for key in self._keys if "@" in key)

    @cached_property
    def _phones(self) -> dict[str, list[str]]:
        """The numbers by their last digits, which all ways to write one number have in common."""
        found: dict[str, list[str]] = {}
        for key in self._keys:
            if key.startswith(_TELEPHONE):
                number = key.removeprefix(_TELEPHONE)
                found.setdefault(number[-4:], []).append(number)
        return found

    def _is_phone(self, written: str) -> bool:
        # First, since most are days.
        return is_phone(written) and any(
            is_same_phone(written, known) for known in self._phones.get(phone_key(written)[-4:], ())
        )
