"""Finds people of nearly the same name among many, without comparing each with each. The comparison itself is that of `duplicates`."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations

from plaintext_network.model.language.nicknames import nicknames_of
from plaintext_network.model.language.sounds import spelling_key
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.duplicates import (
    FIRST_NAME_ALONE,
    NEAR,
    ONE_NAME,
    ComparedName,
    Reason,
    compare_first_names,
    compare_names,
    compare_words,
    compared_name,
    is_address,
)

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Names compared under one key, and people of one name: more of them are strangers of a common name.
_MOST, _MOST_PEOPLE = 100, 30
_MOST_WORDS = 6  # of a name whose pairs of words are compared
_BITS = 64
_HALF = NEAR / 2


class _Entry(NamedTuple):
    """A name, who goes by it, and whose own name it is; which letters it has, as bits, and how many."""

    name: ComparedName
    people: list[int]
    own: list[int]
    letters: int
    length: int


class NameIndex:
    """The names of many people, by number. Add everybody before you ask. Without `near`, it finds only equal names."""

    def __init__(self, *, near: bool = True) -> None:
        self._near = near
        self._entries: dict[str, _Entry] = {}
        self._by_key: dict[str, list[_Entry]] = {}
        self._found: dict[tuple[str, bool], tuple[tuple[_Entry, Reason], ...]] = {}

    def add(self, person: int, name: str, aliases: Iterable[str] = ()) -> None:
        """Add the name and the aliases of a person. Addresses don't count."""
        for word in dict.fromkeys((name, *aliases)):
            compared = _comparable(word)
            if compared is None:
                continue
            entry = self._entries.get(compared.text)
            if entry is None:
                entry = self._entries[compared.text] = _Entry(
                    compared, [], [], _letters(compared.text), len(compared.text)
                )
                for key in _index_keys(compared) if self._near else _same_keys(compared):
                    self._by_key.setdefault(key, []).append(entry)
            if entry.people[-1:] != [person]:
                entry.people.append(person)
            if word == name:
                entry.own.append(person)

    def people(self, name: str, aliases: Iterable[str] = (), *, near: bool = True) -> dict[int, Reason]:
        """Return who may have one of the names, at most `_MOST_PEOPLE` of one name, with the surest reason.

        Without `near`, only those whose names are the same.
        """
        found: dict[int, Reason] = {}
        for word in dict.fromkeys((name, *aliases)):
            compared = _comparable(word)
            if compared is None:
                continue
            similar = (
                self._similar(compared, is_own=word == name) if near and self._near else self._same(compared)
            )
            for entry, reason in similar:
                # A first name alone counts only as somebody's own name.
                for person in (entry.own if reason[0] == FIRST_NAME_ALONE else entry.people)[:_MOST_PEOPLE]:
                    if person not in found or reason < found[person]:
                        found[person] = reason
        return found

    def _same(self, name: ComparedName) -> Iterator[tuple[_Entry, Reason]]:
        entries = {e.name.text: e for key in _same_keys(name) for e in self._by_key.get(key, ())[:_MOST]}
        for entry in entries.values():
            if (reason := compare_words(name, entry.name)) and reason[0] <= ONE_NAME:
                yield entry, reason

    def _similar(self, name: ComparedName, *, is_own: bool) -> tuple[tuple[_Entry, Reason], ...]:
        known = self._found.get((name.text, is_own))
        if known is not None:
            return known
        letters = SequenceMatcher(None, "", name.text, autojunk=False)
        similar: dict[str, tuple[_Entry, Reason]] = {}
        for entry in self._candidates(name):
            text = entry.name.text
            if text not in similar and (reason := compare_names(name, entry.name, letters)):
                similar[text] = entry, reason
        for key in _first_name_keys(name) if is_own else ():
            for entry in self._by_key.get(key, ())[:_MOST]:
                if entry.name.text not in similar and (reason := compare_first_names(name, entry.name)):
                    similar[entry.name.text] = entry, reason
        found = self._found[name.text, is_own] = tuple(similar.values())
        return found

    def _candidates(self, name: ComparedName) -> Iterator[_Entry]:
        for key in _looked_up(name):
            yield from self._by_key.get(key, ())[:_MOST]
        length, ours = len(name.text), _letters(name.text)
        for key in _near_keys(name):
            for entry in self._by_key.get(key, ())[:_MOST]:
                _, _, _, letters, other = entry
                # Cheap bounds for what is near: letters that only one name has can't match.
                needed = _HALF * (length + other)
                if (
                    length - (ours & ~letters).bit_count() >= needed
                    and other - (letters & ~ours).bit_count() >= needed
                ):
                    yield entry


def _comparable(name: str) -> ComparedName | None:
    if is_address(name):
        return None
    compared = compared_name(name)
    return compared if compared.words else None


def _letters(text: str) -> int:
    bits = 0
    for letter in set(text):
        bits |= 1 << ord(letter) % _BITS
    return bits


def _same_keys(name: ComparedName) -> tuple[str, str]:
    return f"= {''.join(name.words)}", f"~ {' '.join(sorted(map(spelling_key, name.words)))}"


def _index_keys(name: ComparedName) -> Iterator[str]:
    """Yield the keys under which a name is found by others that are the same, nearly so, or short forms."""
    words = name.words
    yield from _same_keys(name)
    yield from _near_keys(name)
    if len(words) == 1:
        yield f"1 {words[0]}"
        return
    yield f"2 {words[0]}"
    yield f"a {words[0][0]} {words[-1]}"
    yield f"{'l' if len(words[-1]) == 1 else 'L'} {' '.join(words[:-1])} {words[-1][0]}"
    yield from _pairs(words)


def _looked_up(name: ComparedName) -> Iterator[str]:
    """Yield the keys under which others are that are the same, or differ by whole words, initials or short forms."""
    words = name.words
    yield from _same_keys(name)
    if len(words) == 1:
        return
    for letter in _initials(words[0]):
        yield f"a {letter} {words[-1]}"
    # An initial of the family name is found by the whole, and the whole by an initial.
    yield f"{'L' if len(words[-1]) == 1 else 'l'} {' '.join(words[:-1])} {words[-1][0]}"
    yield from _pairs(words)


@lru_cache(maxsize=10_000)
def _initials(first: str) -> tuple[str, ...]:
    """Return the first letters of a first name and its short forms."""
    return tuple(sorted({first[0], *(form[0] for form in nicknames_of(first))}))


def _first_name_keys(name: ComparedName) -> Iterator[str]:
    if len(name.words) == 1:
        yield f"2 {name.words[0]}"
    yield f"1 {name.words[0]}"


def _pairs(words: Sequence[str]) -> Iterator[str]:
    for one, other in combinations(sorted(words[:_MOST_WORDS]), 2):
        yield f"+ {one} {other}"


def _near_keys(name: ComparedName) -> Iterator[str]:
    """Yield keys of the beginnings and ends of the first and last words: a slip leaves one of the two. Numbers must be equal."""
    words = name.words
    numbers = "" if name.text.replace(" ", "").isalpha() else " ".join(w for w in words if not w.isalpha())
    first, last = words[0], words[-1]
    if len(words) == 1:
        yield f"[ {first[:3]} {numbers}"
        yield f"] {first[-3:]} {numbers}"
        return
    for one in (f"{first[:2]}-", f"-{first[-2:]}"):
        yield f"{one} {last[:2]}- {numbers}"
        yield f"{one} -{last[-2:]} {numbers}"
