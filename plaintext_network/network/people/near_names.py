"""Finds contacts whose names are near a name that nobody has: Nadia for Nadya. Reads no notes, and decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from plaintext_network.model.language.name_parts import split_words
from plaintext_network.model.language.nicknames import is_form_of
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.language.sounds import sound_key

if TYPE_CHECKING:
    from plaintext_network.network.people.contact_names import ContactNames

MOST = 4

_LONGEST = 40  # The longest word that is compared letter by letter, in characters.
_LEAST = 3  # letters of the shorter of two words of which one begins the other


def near_contacts(typed: str, people: Sequence[ContactNames]) -> tuple[tuple[str, str], ...]:
    """Return the name and path of contacts whose names are near, nearest first, at most `MOST`.

    Near are forms of a name (Bob, Robert), other spellings (Nadya, Nadia) and one or two slips, in each word.
    """
    wanted = [word for word in split_words(fold(typed)) if len(word) <= _LONGEST][:8]
    if not wanted:
        return ()
    found = []
    for path, name, aliases, *_ in people:
        distances = [
            distance
            for known in (name, *aliases)
            if (distance := _distance(wanted, split_words(fold(known)))) is not None
        ]
        if distances:
            found.append((min(distances), fold(name), path, name))
    return tuple((name, path) for _, _, path, name in sorted(found)[:MOST])


def _distance(wanted: Sequence[str], known: Sequence[str]) -> tuple[int, int] | None:
    """Return how far two names are apart: of their worst word, and that word's place; or None if too far."""
    if not known or len(wanted) > len(known) + 1:
        return None
    fewer, more = (wanted, list(known)) if len(wanted) <= len(known) else (known, list(wanted))
    worst, place = 0, 0
    for word in fewer:
        near = [
            (distance, at)
            for at, other in enumerate(more)
            if other and (distance := _word_distance(word, other)) is not None
        ]
        if not near:
            return None
        distance, at = min(near)
        more[at] = ""
        worst, place = max(worst, distance), max(place, at)
    return worst, place


# Many contacts share the words of their names.
@lru_cache(maxsize=50_000)
def _word_distance(one: str, other: str) -> int | None:
    if one == other:
        return 0
    if is_form_of(one, other):
        return 1
    if min(len(one), len(other)) < _LEAST:
        return None
    sound = sound_key(one)
    if sound == sound_key(other) and len(sound) > 1:
        return 2
    short, long = sorted((one, other), key=len)
    allowed = 1 if len(short) < 7 else 2
    # Tim and Jim, or Ana and Eva, are different people: of a short name, the first letter must be right.
    if (len(short) > 3 or one[0] == other[0]) and _slips(one, other, allowed) <= allowed:
        return 3
    return 4 if long.startswith(short) else None


def _slips(one: str, other: str, most: int) -> int:
    """Return the number of letters added, left out, changed or swapped (Damerau and Levenshtein), or more than `most`."""
    if abs(len(one) - len(other)) > most or max(len(one), len(other)) > _LONGEST:
        return most + 1
    if len(set(one).difference(other)) > most or len(set(other).difference(one)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before_that, before, row = before, row, [i]
        for j, another in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != another))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == another:
                cost = min(cost, before_that[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
