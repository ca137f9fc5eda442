"""Decides whether a new role, organization or place is another one, or the old one in another spelling. Knows no notes."""

import re
from collections.abc import Callable

from plaintext_network.model.language.equivalence import Synonyms
from plaintext_network.model.language.job_titles import same_role
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.language.organization_names import same_organization
from plaintext_network.model.language.places import read_places, same_place
from plaintext_network.notes.late_patterns import late_pattern

_WORDS = late_pattern(r"[^\W_]+")
# What these set apart is more detail: `Department of Physics, University of Leeds`.
_DETAIL = late_pattern(r"\s*[,;|/()]\s*|\s+[-–—·]\s+")
_EMPLOYER = late_pattern(r"\s+(?:at|@|bei|chez)\s+", re.IGNORECASE)
# In shorter words, another letter is another word: Cork and York, Bolton and Boston.
_LONG, _SHORT = 8, 4


def is_same_organization(one: str, other: str, synonyms: Synonyms) -> bool:
    """Return whether two texts name one organization: with a legal form, in initials, or in more or less detail."""
    return (
        same_organization(one, other, synonyms) or _has_part(one, other, synonyms) or is_respelled(one, other)
    )


def is_same_role(one: str, other: str, synonyms: Synonyms) -> bool:
    """Return whether two texts name one role: abbreviated, in another order, or with more or less detail.

    `Engineer` and `Senior Engineer` are two, and so are the roles at two employers.
    """
    (role, at), (other_role, other_at) = split_employer(one), split_employer(other)
    if at and other_at and not is_same_organization(at, other_at, synonyms):
        return False
    return same_role(role, other_role, synonyms) or is_respelled(role, other_role)


def is_same_location(one: str, other: str, synonyms: Synonyms) -> bool:
    """Return whether two texts name one place, in more or less detail: `Leeds`, `Leeds, UK`, `leeds uk`."""
    if not (read_places(one, synonyms) and read_places(other, synonyms)):
        # Such as `remote`.
        return synonyms.key(one) == synonyms.key(other)
    return same_place(one, other, synonyms) or is_respelled(one, other)


IS_SAME: dict[str, Callable[[str, str, Synonyms], bool]] = {
    "role": is_same_role,
    "organization": is_same_organization,
    "location": is_same_location,
}


def split_employer(role: str) -> tuple[str, str]:
    """Split `Engineer at Acme` into the role and the employer, which may be empty."""
    name, *employer = _EMPLOYER.split(role, 1)
    return (name, employer[0]) if employer and name.strip() else (role, "")


def _has_part(one: str, other: str, synonyms: Synonyms) -> bool:
    """Return whether one of the texts is a part of the other that is set apart."""
    return any(
        same_organization(whole, part, synonyms)
        for whole, parted in ((one, other), (other, one))
        for part in _DETAIL.split(parted)
        if part.strip() and part != parted
    )


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
