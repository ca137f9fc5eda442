"""Merges two versions of one card, line by line, as far as nobody has to decide. Knows no vault and writes nothing.

What only one version has stays: without the version that both come from, nobody knows whether the other removed it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO

from plaintext_network.exchange.cards.card_lines import LABEL, CardLines
from plaintext_network.exchange.cards.dates import note_date
from plaintext_network.exchange.cards.names import card_name
from plaintext_network.exchange.cards.versions import in_version
from plaintext_network.exchange.vcard.cards import Card, read_cards
from plaintext_network.exchange.vcard.content_line import ContentLine
from plaintext_network.exchange.vcard.patch_card import patch_card
from plaintext_network.exchange.vcard.values import (
    decode_binary,
    join_list,
    split_list,
    split_structured,
    unescape,
)
from plaintext_network.model.language.phones import is_same_phone
from plaintext_network.named_tuples import NamedTuple

# A person can have several of these; each line is one.
_MANY = frozenset((
    "TEL", "EMAIL", "ADR", "URL", "IMPP", "X-ABDATE", "RELATED", "X-ABRELATEDNAMES", "MEMBER", "LANG", "KEY", "SOUND",
    "X-SOCIALPROFILE", "SOCIALPROFILE", "CONTACT-URI", "HOBBY", "EXPERTISE", "INTEREST", "LABEL", "CALADRURI", "CALURI",
    "FBURL", "X-ADDRESSBOOKSERVER-MEMBER", "X-PNET-FORMER", "X-PNET-CIRCLE", "X-PNET-LINE", "X-ANDROID-CUSTOM", "X-AIM",
    "X-ICQ", "X-JABBER", "X-MSN", "X-SKYPE", "X-YAHOO", "X-GOOGLE-TALK", "X-QQ", "X-TWITTER", "CLIENTPIDMAP", "XML",
))  # fmt: skip
# One line is a list.
_LISTS = frozenset(("NICKNAME", "CATEGORIES"))
# Each program writes them anew; the merged card keeps those of the first version, and the later REV.
_GENERATED = frozenset(("PRODID", "UID", "REV"))
_DATES = frozenset(("BDAY", "ANNIVERSARY", "DEATHDATE", "X-ABDATE"))
_STRUCTURED = frozenset(("ADR", "N", "ORG"))
# How a value is written, not what it is.
_NO_MEANING = frozenset(("ENCODING", "CHARSET", "VALUE", "X-APPLE-OMIT-YEAR", "MEDIATYPE"))
# What people call the lines.
_WORDS = {
    "FN": "name", "N": "parts of the name", "BDAY": "birthday", "ORG": "organization", "TITLE": "role", "NOTE": "note",
    "PHOTO": "photo", "ANNIVERSARY": "anniversary", "TEL": "phone", "EMAIL": "email", "ADR": "address", "URL": "link",
    "DEATHDATE": "day of death", "GENDER": "gender",
}  # fmt: skip


class CardConflict(NamedTuple):
    """What the two versions say differently: what it is about, in words, and how each says it."""

    what: str
    first: str
    second: str


class MergedCards(NamedTuple):
    """Two versions of a card in one, or the reason why they are not two versions of one; and what is left to decide.

    `content` is the card, with the values of `first` where `conflicts` has no answer.
    """

    name: str = ""
    content: bytes = b""
    conflicts: tuple[CardConflict, ...] = ()
    fault: str = ""


def merge_cards(first: bytes, second: bytes, answers: Sequence[bool] = ()) -> MergedCards:
    """Merge two versions of a card.

    `answers` are for the conflicts in order: True where the second version counts. Without answers, each is listed.
    """
    cards = []
    for place, content in (("first", first), ("second", second)):
        found = list(read_cards(BytesIO(content)))
        if len(found) != 1:
            return MergedCards(fault=f"the {place} file contains {len(found) or 'no'} cards, not one")
        card = found[0]
        if not isinstance(card, Card):
            return MergedCards(fault=f"the card in the {place} file can't be read: {card.reason}")
        cards.append(card)
    one, other = cards
    uids = [unescape(line.value).strip() for card in cards if (line := card.first("UID"))]
    if len(set(uids)) > 1:
        return MergedCards(fault=f"they are cards of two people: {uids[0]} and {uids[1]}")
    merging = _Merging(one, other, answers)
    lines = merging.lines()
    return MergedCards(
        card_name(one) or card_name(other), patch_card(first, one.lines, lines), tuple(merging.conflicts)
    )


class _Item(NamedTuple):
    """One line of a card with what its group says of it: the number of the line, and its label."""

    line: ContentLine
    number: int
    label: str = ""


class _Merging:
    def __init__(self, one: Card, other: Card, answers: Sequence[bool]) -> None:
        self.version = one.version
        self.first, self.second = CardLines(one.lines), CardLines(other.lines)
        self.answers = list(answers)
        self.conflicts: list[CardConflict] = []
        # Lines of the first version that change or go, by number; and what is added at the end.
        self.replaced: dict[int, tuple[ContentLine, ...]] = {}
        self.added: list[ContentLine] = []
        self.groups = {line.group.lower() for line in one.lines if line.group}

    def lines(self) -> list[ContentLine]:
        ours, theirs = _by_key(self.first), _by_key(self.second)
        for key in dict.fromkeys((*ours, *theirs)):
            mine, others = ours.get(key, []), theirs.get(key, [])
            if key in _GENERATED:
                self._generated(key, mine, others)
            elif key in _LISTS:
                self._list(mine, others)
            elif key in _MANY or len(mine) > 1 or len(others) > 1:
                self._many(key, mine, others)
            else:
                self._one(key, mine, others)
        if self.second.nested and not self.first.nested:
            # An assistant's whole card.
            nested = sorted(self.second.nested)
            self.added += [self.second.lines[number] for number in (nested[0] - 1, *nested) if number >= 0]
        found: list[ContentLine] = []
        for number, line in enumerate(self.first.lines):
            found += self.replaced.get(number, (line,))
        return [*found, *self.added]

    def _generated(self, key: str, ours: list[_Item], theirs: list[_Item]) -> None:
        if not ours:
            self.added += [item.line for item in theirs[:1]]
        elif key == "REV" and theirs and _digits(theirs[0].line.value) > _digits(ours[0].line.value):
            self.replaced[ours[0].number] = (theirs[0].line,)

    def _list(self, ours: list[_Item], theirs: list[_Item]) -> None:
        known = [text.casefold() for item in ours for text in split_list(item.line.value)]
        new = [
            text
            for item in theirs
            for text in split_list(item.line.value)
            if text and text.casefold() not in known
        ]
        if not ours:
            self.added += [item.line for item in theirs]
        elif new:
            line = ours[0].line
            texts = [text for text in split_list(line.value) if text]
            self.replaced[ours[0].number] = (line._replace(value=join_list([*texts, *new])),)

    def _many(self, key: str, ours: list[_Item], theirs: list[_Item]) -> None:
        free = list(ours)
        for item in theirs:
            same = [known for known in free if _is_same(key, known.line, item.line)]
            if not same:
                self._add(item)
                continue
            known = next((one for one in same if _types(one) == _types(item)), same[0])
            free.remove(known)
            self._types_of_one(key, known, item)

    def _types_of_one(self, key: str, ours: _Item, theirs: _Item) -> None:
        """Merge the types and the label of one value."""
        mine, others = _types(ours), _types(theirs)
        if mine == others or others < mine:
            return
        # Types that no program shows say nothing against the others.
        if mine < others or not (mine - others - _PLAIN) or not (others - mine - _PLAIN):
            if others - mine - _PLAIN:
                self._take(ours, theirs)
            return
        shown = _shown(key, ours)
        if self._asks(f"{_word(key)} {shown}: type", _in_words(mine), _in_words(others)):
            self._take(ours, theirs)

    def _one(self, key: str, ours: list[_Item], theirs: list[_Item]) -> None:
        if not theirs:
            return
        if not ours:
            self._add(theirs[0])
            return
        mine, other = ours[0], theirs[0]
        if _is_same(key, mine.line, other.line):
            if key not in _BINARY:
                self._types_of_one(key, mine, other)
            return
        more = _says_more(key, mine.line, other.line)
        if more is None:
            more = self._asks(_word(key), _shown(key, mine), _shown(key, other))
        if more:
            self._take(mine, other)

    def _asks(self, what: str, first: str, second: str) -> bool:
        """Note a conflict, and return whether its answer is the second version."""
        self.conflicts.append(CardConflict(what, first, second))
        number = len(self.conflicts) - 1
        return number < len(self.answers) and self.answers[number]

    def _take(self, ours: _Item, theirs: _Item) -> None:
        """Replace a line of the first version, and what its group says of it, by those of the second."""
        for number in self.first.companions(ours.number):
            self.replaced[number] = ()
        self.replaced[ours.number] = tuple(self._lines_of(theirs))

    def _add(self, item: _Item) -> None:
        self.added += self._lines_of(item)

    def _lines_of(self, item: _Item) -> Iterator[ContentLine]:
        """Yield a line of the second version and what its group says of it, in a group that the first doesn't have."""
        lines = [item.line, *(self.second.lines[number] for number in self.second.companions(item.number))]
        group = item.line.group
        if group and group.lower() in self.groups:
            number = 1
            while f"item{number}" in self.groups:
                number += 1
            group = f"item{number}"
        if group:
            self.groups.add(group.lower())
        for line in lines:
            yield in_version(line._replace(group=group), self.version)


def _by_key(card: CardLines) -> dict[str, list[_Item]]:
    """Return the lines of a card that have a meaning of their own, by name; an unreadable line is its own name."""
    grouped: set[int] = set()
    for number, line in enumerate(card.lines):
        if line.group and number not in card.nested and not _is_companion(line.key):
            grouped.update(card.companions(number))
    found: dict[str, list[_Item]] = {}
    for number, line in enumerate(card.lines):
        is_agent = line.key == "AGENT" and not line.value.strip()
        if number in card.nested or number in grouped or line.key == "VERSION" or is_agent:
            continue
        label = card.labels.get(line.group.lower(), "") if line.group else ""
        found.setdefault(line.key or line.value, []).append(_Item(line, number, label))
    return found


def _is_companion(key: str) -> bool:
    return key == LABEL or key == "X-ABADR"


_BINARY = frozenset(("PHOTO", "LOGO", "SOUND", "KEY"))
_PLAIN = frozenset(("internet", "voice", "pref", "other"))


def _types(item: _Item) -> frozenset[str]:
    """Return what a card says of a value beside it: its types, label and other parameters, in lower case."""
    found: set[str] = set()
    for name, values in item.line.params:
        name = name.upper()
        if name == "TYPE":
            found.update(text.strip().lower() for value in values for text in value.split(","))
        elif name == "PREF":
            found.update(("pref",) if values == ("1",) else ())
        elif name not in _NO_MEANING:
            found.add(f"{name}={','.join(values)}".lower())
    label = re.sub(r"\A_\$!<(.*)>!\$_\Z", r"\1", item.label.strip()).lower()
    return frozenset(filter(None, (*found, label))) - {"internet", "voice"}


def _in_words(types: frozenset[str]) -> str:
    return ", ".join(sorted(types)) or "none"


def _is_same(key: str, one: ContentLine, other: ContentLine) -> bool:
    """Return whether two lines of one name have the same value, however it is written."""
    if one.value == other.value:
        return True
    if key == "TEL":
        numbers = [unescape(line.value).strip().removeprefix("tel:") for line in (one, other)]
        return is_same_phone(*numbers) or numbers[0] == numbers[1]
    return _value(key, one) == _value(key, other)


def _value(key: str, line: ContentLine) -> object:
    if key in _DATES:
        return note_date(line) or _words(line.value)
    if key in _STRUCTURED:
        return _parts(line)
    if key in _BINARY:
        decoded = decode_binary(line)
        return decoded[1] if decoded else line.value.strip()
    text = _words(line.value)
    if key == "EMAIL":
        return text.casefold().removeprefix("mailto:")
    return text.rstrip("/") if key == "URL" else text


def _parts(line: ContentLine) -> tuple[str, ...]:
    parts = [" ".join(part.split()) for part in split_structured(line.value)]
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts)


def _words(text: str) -> str:
    return " ".join(unescape(text).split())


def _says_more(key: str, one: ContentLine, other: ContentLine) -> bool | None:
    """Return whether the second says all that the first does and more; False for the opposite, None if neither does."""
    if key in _DATES:
        days = note_date(one), note_date(other)
        if all(days) and days[0][-5:] == days[1][-5:]:
            return len(days[1]) > len(days[0])
        return None
    if key in _STRUCTURED:
        mine, others = _parts(one), _parts(other)
        if _is_part(mine, others):
            return True
        return False if _is_part(others, mine) else None
    if key in _BINARY:
        return None
    mine_text, other_text = _words(one.value), _words(other.value)
    if not mine_text or not other_text:
        return not mine_text
    if key != "NOTE":
        return None
    if mine_text in other_text:
        return True
    return False if other_text in mine_text else None


def _is_part(less: tuple[str, ...], more: tuple[str, ...]) -> bool:
    """Return whether the components of one are among those of the other, at the same places."""
    return len(less) <= len(more) and all(
        not mine or mine == other for mine, other in zip(less, more, strict=False)
    )


def _shown(key: str, item: _Item) -> str:
    line = item.line
    if key in _BINARY:
        decoded = decode_binary(line)
        return f"a picture of {len(decoded[1]):,} bytes" if decoded else _shortened(line.value)
    if key in _DATES and note_date(line):
        return note_date(line)
    if key in _STRUCTURED:
        return _shortened(", ".join(filter(None, _parts(line))))
    return _shortened(_words(line.value))


def _shortened(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"


def _word(key: str) -> str:
    return _WORDS.get(key, key)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
