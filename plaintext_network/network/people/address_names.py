"""Tells what an e-mail address says of a name: that it is theirs, or another's. Knows no contacts."""

import re

from plaintext_network.model.language.first_names import is_one_first_name
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.language.sounds import spelling_key, without_umlauts
from plaintext_network.network.people.parsed_names import parse_name

_WORD = re.compile(r"[^\W_]+")


def names_another(local: str, name: str) -> bool:
    """Return whether the part of an address before the @ has somebody's family name, and a first name that isn't theirs."""
    words = parse_name(name).words
    parts = [word for word in _WORD.findall(fold(local)) if len(word) > 2 and word.isalpha()]
    if len(words) < 2 or spelling_key(words[-1]) not in map(spelling_key, parts):
        return False
    others = [part for part in parts if spelling_key(part) != spelling_key(words[-1])]
    return bool(others) and not any(is_one_first_name(part, word) for part in others for word in words[:-1])


def names_whole(local: str, name: str) -> bool:
    """Return whether the part of an address before the @ has somebody's first name, or its initial, and their family name."""
    words = parse_name(name).words
    if len(words) < 2:
        return False
    address = "".join(map(spelling_key, _WORD.findall(fold(local))))
    first, family = spelling_key(words[0]), spelling_key(words[-1])
    return address in {one + other for a in (first, first[:1]) for one, other in ((a, family), (family, a))}


def is_of_name(local: str, name: str) -> bool:
    """Return whether the part of an address before the @ has a word of somebody's name, or a short form of the first name."""
    words = parse_name(name).words
    address = spelling_key(fold(local))
    return any(len(word) > 1 and spelling_key(word) in address for word in words) or any(
        is_one_first_name(fold(local), word) for word in words if len(local) > 1
    )


def is_legible(name: str) -> bool:
    """Return whether a name can be compared with one in Latin letters: Chinese, Arabic and others can't."""
    return all(word.isascii() for word in parse_name(name).words)


def is_family_name(name: str, other: str) -> bool:
    """Return whether a name is only the family name of the other, without a title that tells a man or a woman."""
    one, whole = parse_name(name), parse_name(other)
    return len(one.words) == 1 < len(whole.words) and not one.sex and one.keys[0] == whole.keys[-1]


def is_of_family(local: str, name: str) -> bool:
    """Return whether the part of an address before the @ is only somebody's family name: `smith`, `thesmiths`."""
    words = parse_name(name).words
    letters = without_umlauts("".join(filter(str.isalpha, fold(local))))
    family = without_umlauts(words[-1]) if len(words) > 1 else ""
    return bool(family) and letters.removeprefix("the").removeprefix("les") in (family, f"{family}s")
