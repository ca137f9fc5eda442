"""Finds people of nearly the same name among many, without comparing each with each. The comparison itself is `duplicates`'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from plaintext_network.model.language.nicknames import nicknames_of
from plaintext_network.model.language.sounds import spelling_key
from plaintext_network.network.people.duplicates import (
    ComparedName,
    Reason,
    compare_first_names,
    compare_names,
    compared_name,
    is_address,
)

# Names and people compared under one key: more of them are strangers of a common name.
_MOST = 100
_MOST_WORDS = 6  # of a name whose pairs of words are compared


class NameIndex:
    """The names of many people, by number. Add everybody before you ask."""

    def __init__(self) -> None:
        self._names: list[ComparedName] = []
        self._numbers: dict[str, int] = {}
        # For each name, those whose own name it is, and those who also go by it.
        self._people: list[list[int]] = []
        self._own: list[set[int]] = []
        self._keys: dict[str, list[int]] = {}
        self._found: dict[tuple[str, bool], tuple[tuple[int, Reason], ...]] = {}

    def add(self, person: int, name: str, aliases: Iterable[str] = ()) -> None:
        """Add the name and the aliases of a person. Addresses don't count."""
        for word in dict.fromkeys((name, *aliases)):
            if is_address(word) or not (compared := compared_name(word)).words:
                continue
            number = self._numbers.get(compared.text)
            if number is None:
                number = self._numbers[compared.text] = len(self._names)
                self._names.append(compared)
                self._people.append([])
                self._own.append(set())
                for key in _keys(compared):
                    self._keys.setdefault(key, []).append(number)
            if self._people[number][-1:] != [person]:
                self._people[number].append(person)
            if word == name:
                self._own[number].add(person)

    def people(self, name: str, aliases: Iterable[str] = ()) -> dict[int, Reason]:
        """Return whoever may have one of the names, at most `_MOST` of one name, with the surest reason."""
        found: dict[int, Reason] = {}
        for word in dict.fromkeys((name, *aliases)):
            if is_address(word) or not (compared := compared_name(word)).words:
                continue
            for number, reason in self._similar(compared, is_own=word == name):
                # A first name alone counts only as somebody's own name.
                people = sorted(self._own[number]) if reason[0] == 7 else self._people[number]
                for person in people[:_MOST]:
                    if person not in found or reason < found[person]:
                        found[person] = reason
        return found

    def same(self, name: str) -> Sequence[int]:
        """Return everybody who goes by a name with these words, by number."""
        number = self._numbers.get(compared_name(name).text)
        return self._people[number] if number is not None else ()

    def _similar(self, name: ComparedName, *, is_own: bool) -> tuple[tuple[int, Reason], ...]:
        known = self._found.get((name.text, is_own))
        if known is not None:
            return known
        letters = SequenceMatcher(None, "", name.text, autojunk=False)
        similar = {}
        for number in dict.fromkeys(n for key in _looked_up(name) for n in self._keys.get(key, ())[:_MOST]):
            other = self._names[number]
            reason = compare_names(name, other, letters)
            if reason is None and is_own:
                reason = compare_first_names(name, other)
            if reason is not None:
                similar[number] = reason
        found = self._found[name.text, is_own] = tuple(similar.items())
        return found


def _keys(name: ComparedName) -> Iterator[str]:
    """Yield keys, of which two names that may be one share at least one."""
    words = name.words
    first, last = words[0], words[-1]
    yield f"= {''.join(words)}"
    yield f"~ {' '.join(sorted(map(spelling_key, words)))}"
    yield f"1 {first}" if len(words) == 1 else f"2 {first}"
    if len(words) == 1:
        yield f"[ {first[:3]}"
        yield f"] {first[-3:]}"
        return
    yield f"a {first[0]} {last}"
    yield f"{'l' if len(last) == 1 else 'L'} {' '.join(words[:-1])} {last[0]}"
    yield from _pairs(words)
    yield from _halves(first, last)


def _looked_up(name: ComparedName) -> Iterator[str]:
    words = name.words
    first, last = words[0], words[-1]
    yield f"= {''.join(words)}"
    yield f"~ {' '.join(sorted(map(spelling_key, words)))}"
    if len(words) == 1:
        yield f"2 {first}"
        yield f"1 {first}"
        yield f"[ {first[:3]}"
        yield f"] {first[-3:]}"
        return
    yield f"1 {first}"
    for letter in sorted({first[0], *(form[0] for form in nicknames_of(first))}):
        yield f"a {letter} {last}"
    yield f"{'L' if len(last) == 1 else 'l'} {' '.join(words[:-1])} {last[0]}"
    yield from _pairs(words)
    yield from _halves(first, last)


def _pairs(words: Sequence[str]) -> Iterator[str]:
    for one, other in combinations(sorted(words[:_MOST_WORDS]), 2):
        yield f"+ {one} {other}"


def _halves(first: str, last: str) -> Iterator[str]:
    """Yield the beginnings and ends of the first and last words: a slip leaves one of the two."""
    for a in (f"{first[:2]}-", f"-{first[-2:]}"):
        for b in (f"{last[:2]}-", f"-{last[-2:]}"):
            yield f"/ {a} {b}"
