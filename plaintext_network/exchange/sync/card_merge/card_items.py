"""Compares lines of two versions of a card: whether they mean the same, and how people read them. Merges nothing."""

from __future__ import annotations

import re

from plaintext_network.exchange.cards.card_lines import LABEL, CardLines
from plaintext_network.exchange.cards.dates import note_date
from plaintext_network.exchange.vcard.content_line import ContentLine
from plaintext_network.exchange.vcard.values import decode_binary, split_structured, unescape
from plaintext_network.model.language.phones import is_same_phone
from plaintext_network.named_tuples import NamedTuple

# What people call the lines.
_WORDS = {
    "FN": "name", "N": "parts of the name", "BDAY": "birthday", "ORG": "organization", "TITLE": "role", "NOTE": "note",
    "PHOTO": "photo", "ANNIVERSARY": "anniversary", "TEL": "phone", "EMAIL": "email", "ADR": "address", "URL": "link",
    "DEATHDATE": "day of death", "GENDER": "gender",
}  # fmt: skip
_DATES = frozenset(("BDAY", "ANNIVERSARY", "DEATHDATE", "X-ABDATE"))
_STRUCTURED = frozenset(("ADR", "N", "ORG"))
# How a value is written, not what it is.
_NO_MEANING = frozenset(("ENCODING", "CHARSET", "VALUE", "X-APPLE-OMIT-YEAR", "MEDIATYPE"))


class CardItem(NamedTuple):
    """One line of a card with what its group says of it: the number of the line, and its label."""

    line: ContentLine
    number: int
    label: str = ""


def items_by_key(card: CardLines) -> dict[str, list[CardItem]]:
    """Return the lines of a card that have a meaning of their own, by name; an unreadable line is its own name."""
    grouped: set[int] = set()
    for number, line in enumerate(card.lines):
        if line.group and number not in card.nested and not _is_companion(line.key):
            grouped.update(card.companions(number))
    found: dict[str, list[CardItem]] = {}
    for number, line in enumerate(card.lines):
        is_agent = line.key == "AGENT" and not line.value.strip()
        if number in card.nested or number in grouped or line.key == "VERSION" or is_agent:
            continue
        label = card.labels.get(line.group.lower(), "") if line.group else ""
        found.setdefault(line.key or line.value, []).append(CardItem(line, number, label))
    return found


def _is_companion(key: str) -> bool:
    return key == LABEL or key == "X-ABADR"


BINARY = frozenset(("PHOTO", "LOGO", "SOUND", "KEY"))
PLAIN_TYPES = frozenset(("internet", "voice", "pref", "other"))


def types_of(item: CardItem) -> frozenset[str]:
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


def types_in_words(types: frozenset[str]) -> str:
    return ", ".join(sorted(types)) or "none"


def is_same(key: str, one: ContentLine, other: ContentLine) -> bool:
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
    if key in BINARY:
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


def says_more(key: str, one: ContentLine, other: ContentLine) -> bool | None:
    """Return True if the second says all that the first does and more, False for the opposite, None for neither."""
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
    if key in BINARY:
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


def shown_item(key: str, item: CardItem) -> str:
    line = item.line
    if key in BINARY:
        decoded = decode_binary(line)
        return f"a picture of {len(decoded[1]):,} bytes" if decoded else _shortened(line.value)
    if key in _DATES and note_date(line):
        return note_date(line)
    if key in _STRUCTURED:
        return _shortened(", ".join(filter(None, _parts(line))))
    return _shortened(_words(line.value))


def _shortened(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"


def word_of(key: str) -> str:
    return _WORDS.get(key, key)


def digits_of(text: str) -> str:
    return "".join(filter(str.isdigit, text))
