"""Tells whether you work for yourself, by your own note and your organization's. Reads English words; knows no index."""

from __future__ import annotations

from collections.abc import Iterable

from plaintext_network.model.language.normalize import fold
from plaintext_network.model.note.facts import Facts
from plaintext_network.notes.late_patterns import late_pattern

_ALONE = late_pattern(
    r"\b(?:free[- ]?lanc\w*|self[- ]?employed|independent|sole (?:trader|proprietor)|contractor|own (?:business|company|practice|studio)"
    r"|autonom[eo]|freiberuf\w+|selbst(?:st)?ändig\w*)\b"
)
_OWNER = late_pattern(
    r"(?:^|[,;&/]|\band)\s*(?:(?:co[- ]?)?founder|owner|proprietor|inhaber(?:in)?|solopreneur)(?=$|[,;&/(]|\s(?:and|of|at)\b)"
)


def is_self_employed(me: Facts, organization: Facts | None, others: Iterable[str] = ()) -> bool:
    """Return whether you work for yourself: your note says so, or the organization is yours or bears your family name.

    `others` are the family names of people who work there: a firm of your family's name is no firm of your own.
    """
    words = " ; ".join([*me.texts("role"), *me.texts("organization"), *me.texts("headline"), *me.tags])
    if _ALONE.search(fold(words)) or _OWNER.search(fold(" ; ".join(me.texts("role")))):
        return True
    family = _last_word(me.name)
    employer = fold(" ".join((*me.texts("organization"), organization.name if organization else "")))
    return len(family) > 2 and family in employer.split() and family not in map(_last_word, others)


def _last_word(name: str) -> str:
    return (fold(name).split() or [""])[-1]
