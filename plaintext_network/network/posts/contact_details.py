"""Finds contact details of people in a draft: telephone numbers, e-mail addresses, dates of birth and postal addresses.

The writer's own and those of organizations are for everybody. Somebody's own are found wherever they are; others only in a
sentence that names somebody in the notes, since nothing else tells whose they are.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from plaintext_network.model.dates.calendar import YearlyDay
from plaintext_network.model.dates.locale_names import months_by_word, word_key
from plaintext_network.model.language.normalize import name_key, property_key
from plaintext_network.model.language.phones import is_phone, is_same_phone, phone_key
from plaintext_network.model.language.phrases import Phrase, exact_phrase, keys_in
from plaintext_network.model.note.facts import Facts
from plaintext_network.network.posts.draft import Hit
from plaintext_network.network.posts.reading import Reading
from plaintext_network.network.posts.subject import PERSON
from plaintext_network.network.posts.word_lists import phrases, words

_ADDRESS_PROPERTIES = ("address", "addresses", "home", "homeaddress", "postaladdress", "street", "postal")
_NUMBER = re.compile(r"(?<![\w/.-])[+(]?\d(?:[\s()./‑–-]{0,2}\d){6,16}(?![\w/-])")
_DATE = re.compile(
    r"(?<![\w./-])(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
    r"|\d{1,2}(?:st|nd|rd|th)?\.?\s(?:of\s)?(?P<month>[^\W\d_]{3,12})\.?(?:,?\s\d{4})?"
    r"|(?P<first_month>[^\W\d_]{3,12})\.?\s(?:the\s)?\d{1,2}(?:st|nd|rd|th)?(?:,?\s\d{4})?)(?!\w)"
)
_DIGITS = re.compile(r"\d+")
# A house number beside the name of a street: `7 Mill Lane`, `Hauptstraße 7`, `Via dei Mille 12`.
_PLACES = (
    re.compile(r"(?<![\w.,/-])\d{1,4}[a-zA-Z]?,?\s(?:[A-ZÀ-Þ][\w'’.-]{1,20}\s?){1,4}"),
    re.compile(r"(?<!\w)[A-ZÀ-Þ][\w'’.-]{1,24}(?:\s[\w'’.-]{1,20}){0,3}\s\d{1,4}[a-zA-Z]?(?!\w)"),
)


def find_contact_details(draft: Reading) -> Iterator[Hit]:
    """Yield the contact details of people in a draft."""
    yield from _Details(draft).hits()


class _Details:
    """What one draft could give away of the people in the notes."""

    def __init__(self, draft: Reading) -> None:
        self.draft = draft
        self._starts = [word.start for word in draft.words]

    def hits(self) -> Iterator[Hit]:
        yield from self._emails()
        yield from self._phones()
        yield from self._birthdays()
        yield from self._known_addresses()
        yield from self._places()

    @cached_property
    def published(self) -> frozenset[str]:
        """The texts in the writer's notes and those of organizations, which are for everybody."""
        index = self.draft.index
        notes = [
            index.notes[path] for path in (*index.names.of_kind("me"), *index.names.of_kind("organization"))
        ]
        return frozenset(
            key for facts in notes for text in _values(facts) for key in (name_key(text), phone_key(text))
        )

    @cached_property
    def people(self) -> dict[int, str]:
        """The path of the first contact that each sentence names."""
        named: dict[int, str] = {}
        for subject in self.draft.subjects:
            if subject.kind == PERSON and subject.path:
                named.setdefault(self.draft.words[subject.start].sentence, subject.path)
        return named

    def _near(self, start: int) -> str | None:
        """Return the path of the contact that the sentence around an offset names."""
        at = bisect_right(self._starts, start) - 1
        return self.people.get(self.draft.words[max(at, 0)].sentence) if self._starts else None

    def _hit(self, start: int, end: int, path: str, what: str) -> Hit:
        names = self.draft.names_of(path)
        text = " ".join(self.draft.note.source.text[start:end].split())
        reason = f"“{text}” is {what} of {names[0]}"
        return Hit("contact-details", start, end, reason, (*names, text))

    def _emails(self) -> Iterator[Hit]:
        places = self.draft.email_addresses
        if not places:
            return
        owners = {
            name_key(email): path
            for path, facts in self.draft.contacts.items()
            for email in (facts.contact.emails if facts.contact else ())
        }
        for address, (start, end) in places.items():
            if address in self.published:
                continue
            box = address.partition("@")[0]
            path = owners.get(address)
            if path is None and box not in words("shared mailboxes"):
                path = self._near(start)
            # Of a private contact, the address is found as a name.
            if path and not self.draft.is_private(path):
                yield self._hit(start, end, path, "an e-mail address")

    def _phones(self) -> Iterator[Hit]:
        found = [place for place in _NUMBER.finditer(self.draft.linked_text) if _is_phone(place[0])]
        if not found:
            return
        owners: dict[str, list[tuple[str, str]]] = {}
        for path, facts in self.draft.contacts.items():
            for phone in facts.contact.phones if facts.contact else ():
                owners.setdefault(_last_digits(phone), []).append((phone, path))
        for place in found:
            number = place[0]
            if phone_key(number) in self.published:
                continue
            known = owners.get(_last_digits(number), [])
            owner = next((path for phone, path in known if is_same_phone(number, phone)), None)
            whose = owner or self._near(place.start())
            if whose:
                yield self._hit(
                    place.start(), place.start() + len(number.rstrip()), whose, "a telephone number"
                )

    def _birthdays(self) -> Iterator[Hit]:
        draft = self.draft
        sentences = {draft.words[first].sentence for _, first, _ in phrases("birthdays").find(draft.words)}
        if not sentences:
            return
        for place in _DATE.finditer(draft.text):
            word = place["month"] or place["first_month"]
            months = months_by_word().get(word_key(word), frozenset()) if word else None
            path = self._near(place.start())
            at = bisect_right(self._starts, place.start()) - 1
            if path is None or months == frozenset() or draft.words[max(at, 0)].sentence not in sentences:
                continue
            contact = draft.contacts[path].contact
            if _is_birth_date(place[0], months, contact.birthday if contact else None):
                yield self._hit(*place.span(), path, "the birthday")

    def _known_addresses(self) -> Iterator[Hit]:
        wanted: dict[str, str] = {}
        for path, facts in self.draft.contacts.items():
            for name, values in (*facts.properties, *facts.other):
                if property_key(name).replace("-", "").replace("_", "") in _ADDRESS_PROPERTIES:
                    wanted.update((street, path) for value in values for street in _streets(value))
        for street, path in wanted.items():
            if name_key(street) in self.published:
                continue
            for start, end in self.draft.find(_one(exact_phrase(street))):
                yield self._hit(start, end, path, "the address")

    def _places(self) -> Iterator[Hit]:
        """Yield street addresses in a sentence that says that somebody in the notes is at home there."""
        draft = self.draft
        homes = {draft.words[first].sentence for _, first, _ in phrases("homes").find(draft.words)}
        if not homes:
            return
        for place in (place for pattern in _PLACES for place in pattern.finditer(draft.text)):
            at = max(bisect_right(self._starts, place.start()) - 1, 0)
            path = self._near(place.start())
            if path and draft.words[at].sentence in homes and _is_street(place[0]):
                yield self._hit(place.start(), place.start() + len(place[0].rstrip()), path, "the address")


def _one(phrase: Phrase | None) -> Iterable[Phrase]:
    return () if phrase is None else (phrase,)


def _values(facts: Facts) -> Iterator[str]:
    for _, values in (*facts.properties, *facts.other):
        yield from values


def _is_phone(text: str) -> bool:
    """Return whether a number in a text is a telephone number: it has a sign, a leading zero, or a gap, and is no date."""
    bare = text.strip()
    return is_phone(bare) and (bare[0] in "+(0" or not bare.isdecimal())


def _last_digits(phone: str) -> str:
    return phone_key(phone)[-7:]


def _is_birth_date(text: str, months: frozenset[int] | None, birthday: YearlyDay | None) -> bool:
    """Return whether a date is somebody's birthday, or any full date if their note has none."""
    numbers = [int(digits) for digits in _DIGITS.findall(text)]
    if birthday is None:
        return any(number > 31 for number in numbers)
    if months is not None:
        return birthday.month in months and birthday.day in numbers
    return birthday.month in numbers and birthday.day in numbers


def _streets(address: str) -> Iterator[str]:
    """Yield the parts of an address that tell a house: those with a number and a word."""
    for part in re.split(r"[,;\n]", address):
        keys = keys_in(part)
        if len(keys) > 1 and any(key.isdecimal() for key in keys) and max(map(len, keys)) > 3:
            yield part.strip()


def _is_street(text: str) -> bool:
    """Return whether a text with a number has the name of a street."""
    return any(
        key in words("streets")
        or key.endswith(("strasse", "straße", "str", "weg", "gasse", "straat", "gatan", "vägen", "laan"))
        for key in keys_in(text)
    )
