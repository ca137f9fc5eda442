"""Decides whether two roles, organizations or places are one and the same, in other words. Knows no notes."""

import re
from collections.abc import Callable

from plaintext_network.model.language.equivalence import Synonyms
from plaintext_network.model.language.normalize import fold
from plaintext_network.notes.late_patterns import late_pattern

_WORDS = late_pattern(r"[^\W_]+")
# Words that name nothing by themselves.
_LITTLE = frozenset(
    ["a", "an", "and", "at", "de", "der", "des", "di", "du", "for", "in", "la", "le", "of", "the", "und", "y"]
)
# What follows these is more detail: `Head of Sound, evenings`, `BBC (Wales)`.
_DETAIL = late_pattern(r"\s*[,;|/()]\s*|\s+[-–—·]\s+")
_EMPLOYER = late_pattern(r"\s+(?:at|@|bei|chez)\s+", re.IGNORECASE)
# In shorter words, another letter is another word: Cork and York, Bolton and Boston.
_LONG, _SHORT = 8, 4
_MOST_INITIALS = 6


def is_same_organization(one: str, other: str, synonyms: Synonyms) -> bool:
    """Return whether two texts name one organization: with a legal form, in initials, or in more or less detail."""
    return _is_same_in_other_words(one, other, synonyms) or _is_in_more_detail(one, other, synonyms)


def is_same_role(one: str, other: str, synonyms: Synonyms) -> bool:
    """Return whether two texts name one role: abbreviated, in another order, or with more or less detail.

    `Engineer` and `Senior Engineer` are two.
    """
    (role, at), (other_role, other_at) = split_employer(one), split_employer(other)
    if at and other_at and not is_same_organization(at, other_at, synonyms):
        return False
    return _is_same_in_other_words(role, other_role, synonyms) or _has_part(role, other_role, synonyms)


def is_same_location(one: str, other: str, synonyms: Synonyms) -> bool:
    """Return whether two texts name one place, in more or less detail: `Leeds`, `Leeds, UK`, `leeds uk`."""
    return _is_same_in_other_words(one, other, synonyms) or _is_in_more_detail(one, other, synonyms)


IS_SAME: dict[str, Callable[[str, str, Synonyms], bool]] = {
    "role": is_same_role,
    "organization": is_same_organization,
    "location": is_same_location,
}


def split_employer(role: str) -> tuple[str, str]:
    """Split `Engineer at Acme` into the role and the employer, which may be empty."""
    name, *employer = _EMPLOYER.split(role, 1)
    return (name, employer[0]) if employer and name.strip() else (role, "")


def _is_same_in_other_words(one: str, other: str, synonyms: Synonyms) -> bool:
    if synonyms.key(one) == synonyms.key(other):
        return True
    words, others = _significant(one, synonyms), _significant(other, synonyms)
    if words and sorted(words) == sorted(others):
        return True
    return _are_initials(one, other) or _are_initials(other, one) or is_respelled(one, other)


def _significant(text: str, synonyms: Synonyms) -> list[str]:
    return [word for word in synonyms.tokens(text) if word not in _LITTLE]


def _is_in_more_detail(one: str, other: str, synonyms: Synonyms) -> bool:
    """Return whether one text begins as the other: `Acme Leeds` and `Acme`, or has it as a part that is set apart."""
    words, others = _significant(one, synonyms), _significant(other, synonyms)
    shorter = min(len(words), len(others))
    begins = shorter > 0 and words[:shorter] == others[:shorter]
    return begins or _has_part(one, other, synonyms)


def _has_part(one: str, other: str, synonyms: Synonyms) -> bool:
    """Return whether one of the texts is a part of the other that is set apart: `Leeds, UK` and `UK`."""
    return synonyms.key(one) in _keys_of_parts(other, synonyms) or synonyms.key(other) in _keys_of_parts(
        one, synonyms
    )


def _keys_of_parts(text: str, synonyms: Synonyms) -> set[str]:
    return {synonyms.key(part) for part in _DETAIL.split(text) if part.strip()}


def _are_initials(short: str, long: str) -> bool:
    """Return whether a text is the initials of another: `BBC`, `B.B.C.`."""
    letters = fold("".join(_WORDS.findall(short)))
    words = [fold(word) for word in _WORDS.findall(_DETAIL.split(long, 1)[0])]
    if not 2 <= len(letters) <= _MOST_INITIALS or len(words) < 2 or not short[:1].isupper():
        return False
    return letters in (_initials(words), _initials([word for word in words if word not in _LITTLE]))


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words)


def is_respelled(one: str, other: str) -> bool:
    """Return whether two texts differ in one letter of one word, as a typing error does from its correction."""
    words, others = _WORDS.findall(fold(one)), _WORDS.findall(fold(other))
    if len(words) != len(others):
        return False
    different = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return len(different) == 1 and _is_misspelled(*different[0])


def _is_misspelled(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORT or not (one.isalpha() and other.isalpha()):
        return False
    if len(short) + 1 == len(long):
        return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    if len(short) != len(long):
        return False
    at = [number for number, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(at) == 1:
        return len(one) >= _LONG
    return len(at) == 2 and at[1] == at[0] + 1 and (one[at[0]], one[at[1]]) == (other[at[1]], other[at[0]])
