"""Merges two versions of one card, line by line, except what only the user can decide. Knows no vault and writes nothing.

Keeps lines that only one version has, since the other may never have had them: see `merge_with_base`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

from plaintext_network.exchange.cards.card_lines import CardLines
from plaintext_network.exchange.cards.names import card_name
from plaintext_network.exchange.cards.versions import in_version
from plaintext_network.exchange.sync.card_merge.card_items import (
    BINARY,
    PLAIN_TYPES,
    CardItem,
    digits_of,
    is_same,
    items_by_key,
    says_more,
    shown_item,
    types_in_words,
    types_of,
    word_of,
)
from plaintext_network.exchange.vcard.cards import Card, read_cards
from plaintext_network.exchange.vcard.content_line import ContentLine
from plaintext_network.exchange.vcard.patch_card import patch_card
from plaintext_network.exchange.vcard.values import escape, join_list, split_list, unescape
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


class CardConflict(NamedTuple):
    """A difference between the two versions: what it is about, in words, and what each version says."""

    what: str
    first: str
    second: str


class MergedCards(NamedTuple):
    """Two versions of a card in one, or the reason why they are not two versions of one; and what is left to decide.

    `content` is the card, with the values of the first version where `conflicts` have no answer.
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
    uids = [uid for card in cards if (uid := uid_of_card(card))]
    if len(set(uids)) > 1:
        return MergedCards(fault=f"they are cards of two people: {uids[0]} and {uids[1]}")
    merging = _Merging(one, other, answers)
    lines = merging.lines()
    return MergedCards(
        card_name(one) or card_name(other), patch_card(first, one.lines, lines), tuple(merging.conflicts)
    )


def uid_of_card(card: Card) -> str:
    """Return a card's UID, or "" (RFC 6350 §6.7.6)."""
    line = card.first("UID")
    return unescape(line.value).strip() if line else ""


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
        ours, theirs = items_by_key(self.first), items_by_key(self.second)
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

    def _generated(self, key: str, ours: list[CardItem], theirs: list[CardItem]) -> None:
        if not ours:
            self.added += [item.line for item in theirs[:1]]
        elif key == "REV" and theirs and digits_of(theirs[0].line.value) > digits_of(ours[0].line.value):
            self.replaced[ours[0].number] = (theirs[0].line,)

    # Several values

    def _list(self, ours: list[CardItem], theirs: list[CardItem]) -> None:
        mine = _texts(ours)
        known = set(map(str.casefold, mine))
        new = [text for text in _texts(theirs) if text.casefold() not in known]
        if not ours:
            self.added += [item.line for item in theirs]
        elif new and ours[0].line.key == "NICKNAME":
            # Some programs show only the first name of a line.
            self.added += [ours[0].line._replace(value=escape(text)) for text in new]
        elif new:
            self.replaced[ours[0].number] = (ours[0].line._replace(value=join_list([*mine, *new])),)
            self.replaced.update((item.number, ()) for item in ours[1:])

    def _many(self, key: str, ours: list[CardItem], theirs: list[CardItem]) -> None:
        free = list(ours)
        for item in theirs:
            same = [known for known in free if is_same(key, known.line, item.line)]
            if not same:
                self._add(item)
                continue
            known = next((one for one in same if types_of(one) == types_of(item)), same[0])
            free.remove(known)
            self._types_of_one(key, known, item)

    def _types_of_one(self, key: str, ours: CardItem, theirs: CardItem) -> None:
        """Merge the types and the label of one value."""
        mine, others = types_of(ours), types_of(theirs)
        # Types that no program shows say nothing against the others.
        if others <= mine or not others - mine - PLAIN_TYPES:
            return
        if mine < others or not mine - others - PLAIN_TYPES:
            self._take(ours, theirs)
            return
        what = f"{word_of(key)} {shown_item(key, ours)}: type"
        if self._asks(what, types_in_words(mine), types_in_words(others)):
            self._take(ours, theirs)

    # One value

    def _one(self, key: str, ours: list[CardItem], theirs: list[CardItem]) -> None:
        if not (ours and theirs):
            self.added += [line for item in theirs for line in self._lines_of(item)]
            return
        mine, other = ours[0], theirs[0]
        if is_same(key, mine.line, other.line):
            if key not in BINARY:
                self._types_of_one(key, mine, other)
            return
        more = says_more(key, mine.line, other.line)
        if more is None:
            more = self._asks(word_of(key), shown_item(key, mine), shown_item(key, other))
        if more:
            self._take(mine, other)

    def _asks(self, what: str, first: str, second: str) -> bool:
        """Note a conflict, and return whether its answer is the second version."""
        self.conflicts.append(CardConflict(what, first, second))
        number = len(self.conflicts) - 1
        return number < len(self.answers) and self.answers[number]

    # Lines

    def _take(self, ours: CardItem, theirs: CardItem) -> None:
        """Replace a line of the first version, and what its group says of it, by those of the second."""
        self._remove(ours)
        self.replaced[ours.number] = tuple(self._lines_of(theirs))

    def _remove(self, ours: CardItem) -> None:
        for number in (ours.number, *self.first.companions(ours.number)):
            self.replaced[number] = ()

    def _add(self, item: CardItem) -> None:
        self.added += self._lines_of(item)

    def _lines_of(self, item: CardItem) -> Iterator[ContentLine]:
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


def _texts(items: Sequence[CardItem]) -> list[str]:
    return [text for item in items for text in split_list(item.line.value) if text]
