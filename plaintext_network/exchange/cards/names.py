"""Reads a person's name from a card, and splits a name into the parts that a card needs. Knows no note."""

import re
from collections.abc import Callable, Sequence
from unicodedata import category

from plaintext_network.exchange.cards.attachments import stays_in_note
from plaintext_network.exchange.cards.preference import preferred_first
from plaintext_network.exchange.vcard.cards import Card
from plaintext_network.exchange.vcard.content_line import ContentLine
from plaintext_network.exchange.vcard.values import (
    join_structured,
    split_list,
    split_structured,
    unescape,
)
from plaintext_network.notes.inert_text import plain_text

_PARTICLES = frozenset(
    [
        "af",
        "al",
        "av",
        "bin",
        "ben",
        "da",
        "das",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "ibn",
        "la",
        "le",
        "lo",
        "ten",
        "ter",
        "und",
        "van",
        "von",
        "y",
        "zu",
        "zum",
        "zur",
    ]
)
_SUFFIXES = frozenset(
    [
        "jr",
        "jr.",
        "sr",
        "sr.",
        "ii",
        "iii",
        "iv",
        "phd",
        "ph.d.",
        "md",
        "m.d.",
        "mba",
        "msc",
        "bsc",
        "ma",
        "ba",
        "esq",
        "esq.",
        "dds",
        "rn",
        "cpa",
    ]
)
_FAMILY_FIRST = re.compile(
    "[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff\\s]+"
)


def name_parts(name: str) -> tuple[str, str, str, str, str]:
    """Split a name into family name, given name, additional names, prefix and suffix (RFC 6350 §6.2.2).

    The last word is the family name, with particles such as `van` before it. Chinese, Japanese and Korean names begin with it.
    """
    head, comma, suffix = name.rpartition(", ")
    if not comma or suffix.lower() not in _SUFFIXES:
        if comma:
            # Perhaps the family name is first, but a company's name has commas, too.
            return "", name, "", "", ""
        head, suffix = name, ""
    words = head.split()
    if len(words) < 2:
        return "", head, "", "", suffix
    if _FAMILY_FIRST.fullmatch(head):
        return words[0], " ".join(words[1:]), "", "", suffix
    at = len(words) - 1
    while at > 1 and words[at - 1] in _PARTICLES:
        at -= 1
    return " ".join(words[at:]), words[0], " ".join(words[1:at]), "", suffix


def name_value(name: str, *, company: bool = False) -> str:
    """Return the value of N for a name; a company's has no parts."""
    return ";;;;" if company else join_structured(name_parts(name))


def card_name(card: Card, *, company: bool = False) -> str:
    """Return a card's name on one line, from FN, else from N, or from what else says whom it is about, such as ORG, EMAIL or TEL; "" without any.

    `Lovelace, Ada` becomes `Ada Lovelace` if N says which of the two is the family name.
    """
    fulls, splits = [], []
    for line in card.lines:
        key = line.name.upper()
        if key == "FN":
            fulls.append(line)
        elif key == "N":
            splits.append(line)
    full = next((text for line in preferred_first(fulls) if (text := _text(line))), "")
    if full and ", " not in full:
        return full
    parts = next((found for line in splits if any(found := _parts(line))), ())
    if full:
        is_family_first = full == f"{parts[0]}, {' '.join(filter(None, parts[1:3]))}" if parts else False
        return name_of_parts(parts) if is_family_first and not company else full
    if name := name_of_parts(parts) if parts else "":
        return name
    for key, split in _OTHER_NAMES:
        for line in card.all(key):
            if stays_in_note(line) and (name := next(filter(None, map(_as_name, split(line.value))), "")):
                return name
    return ""


def _whole(value: str) -> tuple[str, ...]:
    return (unescape(value),)


def _address(value: str) -> tuple[str, ...]:
    return (", ".join(filter(None, map(plain_text, split_structured(value)))),)


def _android_nickname(value: str) -> tuple[str, ...]:
    kind, *values = split_structured(value)
    return tuple(values[:1]) if kind.endswith("/nickname") else ()


# What names a card without FN and N, and how its value splits. Old phones store numbers without a name.
_OTHER_NAMES: tuple[tuple[str, Callable[[str], Sequence[str]]], ...] = (
    ("ORG", split_structured),
    ("NICKNAME", split_list),
    ("X-ANDROID-CUSTOM", _android_nickname),
    ("EMAIL", _whole),
    ("TEL", _whole),
    ("IMPP", _whole),
    *(
        (f"X-{network}", _whole)
        for network in ("AIM", "GOOGLE-TALK", "ICQ", "JABBER", "MSN", "SKYPE", "YAHOO", "QQ")
    ),
    ("URL", _whole),
    ("ADR", _address),
)


def name_of_parts(parts: Sequence[str]) -> str:
    """Return the name that the parts of N make, in the order of speech."""
    family, given, more, prefix, suffix = (*parts, *("",) * 5)[:5]
    words = [family, given, more] if _FAMILY_FIRST.fullmatch(family + given) else [given, more, family]
    name = " ".join(filter(None, (prefix, *words)))
    return f"{name}, {suffix}" if suffix and name else name or suffix


def _parts(line: ContentLine) -> tuple[str, ...]:
    if not stays_in_note(line):
        return ()
    parts = tuple(plain_text(part.replace(",", " ")) for part in split_structured(line.value))
    return parts if _as_name("".join(parts)) else ()


def _text(line: ContentLine) -> str:
    return _as_name(unescape(line.value)) if stays_in_note(line) else ""


def _as_name(text: str) -> str:
    """Return a text as a note's name; "" for one like `"` or `-`, which no note can have."""
    text = plain_text(text)
    return text if any(letter.isalnum() or category(letter) == "So" for letter in text) else ""


def has_name(line: ContentLine) -> bool:
    """Return whether an FN or N line has a name that a note can have."""
    return bool(_text(line)) if line.key == "FN" else any(_parts(line))
