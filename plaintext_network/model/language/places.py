"""Compares places in more or less detail: `Bristol`, `Bristol UK` and `Bristol, England` are one. Knows no notes and no map."""

import re
from collections.abc import Iterable, Mapping

from plaintext_network.model.language.equivalence import Synonyms, Tokens, spellings, split_words
from plaintext_network.model.language.known_places import KnownPlaces, known_places, place_key, place_key_of
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.late_patterns import late_pattern

_BEFORE = frozenset("near greater based in remote hybrid from around city of mostly currently".split())  # noqa: SIM905
_AFTER = frozenset("area metropolitan region metro remote hybrid based".split())  # noqa: SIM905
_SIDES = frozenset("north south east west central inner downtown northern southern eastern western".split())  # noqa: SIM905
_COMMAS = late_pattern(r"[,;()/]|\s[-–—·|]\s")
_NATIONS = frozenset({"england", "scotland", "wales", "northernireland"})
# A country or region of so many words may follow a city without a comma.
_MOST = 4


class Place(NamedTuple):
    """One place: what is local in it, the most local first, and the known regions and countries.

    A known city without a country is in the one in which it is best known.
    """

    local: tuple[str, ...]
    regions: frozenset[str]
    countries: frozenset[str]

    def is_same(self, other: "Place") -> bool:
        """Return whether two places may be one; a place in less detail is the same."""
        if self.countries and other.countries and not self.countries & other.countries:
            return False
        if self.regions and other.regions and not _fit(self.regions, other.regions):
            return False
        if self.local and other.local:
            return _fit_locally(self.local, other.local)
        return _contains(self, other) or _contains(other, self)

    def holds(self, other: "Place") -> bool:
        """Return whether another place is this one or in it, as `Clifton, Bristol` is in Bristol, and Lisbon in Portugal."""
        if not self.local:
            return self.is_same(other) and _contains(self, other)
        return self.is_same(other) and set(self.local) <= set(other.local)


def read_places(text: str, synonyms: Synonyms) -> tuple[Place, ...]:
    """Return the places that a text names: `London & Lisbon` are two."""
    known = known_places(synonyms)
    texts = _one_by_one(text, synonyms, known)
    found = (_read(spelled, synonyms, known, {}) for each in texts for spelled in spellings(each))
    return tuple(dict.fromkeys(place for place in found if any(place)))


def read_as_written(text: str, synonyms: Synonyms) -> tuple[tuple[Place, Mapping[str, str]], ...]:
    """Return the places that a text names, each with the words in which the text has what is local in it."""
    known = known_places(synonyms)
    found = []
    for each in _one_by_one(text, synonyms, known):
        written: dict[str, str] = {}
        place = _read(each, synonyms, known, written)
        if any(place):
            found.append((place, written))
    return tuple(found)


def same_place(one: str, other: str, synonyms: Synonyms) -> bool:
    """Return whether two texts name the same place, or share one."""
    ours, theirs = read_places(one, synonyms), read_places(other, synonyms)
    if not ours or not theirs:
        return True
    return any(place.is_same(another) for place in ours for another in theirs)


def is_known_city(text: str, synonyms: Synonyms) -> bool:
    """Return whether a text is a city of `synonyms.txt`, or one in its region or country."""
    places = read_places(text, synonyms)
    return bool(places) and all(
        place.local and place.local[0] in known_places(synonyms).cities for place in places
    )


def _one_by_one(text: str, synonyms: Synonyms, known: KnownPlaces) -> list[str]:
    texts: list[str] = []
    for each in re.split(r"(\s(?:&|and|or|und|et|y)\s|\s[|/·•]\s)", text):
        # `Port of Spain, Trinidad and Tobago` is one place.
        joined = _COMMAS.split("".join(texts[-2:]) + each)
        if len(texts) > 1 and any(
            place_key(part, synonyms) in known.countries and texts[-1] in part for part in joined
        ):
            texts[-2:] = ["".join(texts[-2:]) + each]
        else:
            texts.append(each)
    return texts[::2]


def _read(text: str, synonyms: Synonyms, known: KnownPlaces, written: dict[str, str]) -> Place:
    """Return the place that a text names, and put into `written` how it has each local part."""
    if (country := known.codes.get(text.strip())) is not None:
        return Place((), frozenset(), frozenset((country,)))
    local: list[str] = []
    regions: list[str] = []
    countries: set[str] = set()
    parts = [part for part in _COMMAS.split(text) if split_words(part)]
    for number, part in enumerate(parts):
        words = _without_noise(split_words(part), known, synonyms)
        for run in _split(words, synonyms, known, is_first=not number):
            key, region = place_key_of(run, synonyms), "".join(synonyms.tokens(" ".join(run)))
            if key in known.countries:
                countries.add(known.countries[key])
            elif region in known.regions and (local or key not in known.cities):
                regions.append(known.regions[region])
            elif key:
                local.append(key)
                written.setdefault(key, _as_written(part, run))
    for region in regions:
        if not countries & known.region_countries[region]:
            countries |= known.region_countries[region]
    if not countries:
        countries |= next((known.cities[city] for city in local if city in known.cities), frozenset())
    return Place(tuple(local), frozenset(regions), frozenset(countries))


def _without_noise(words: Tokens, known: KnownPlaces, synonyms: Synonyms) -> Tokens:
    while len(words) > 1 and words[0] in _BEFORE:
        words = words[1:]
    while len(words) > 1 and words[-1] in _AFTER:
        words = words[:-1]
    if len(words) == 1 and words[0] in ("remote", "hybrid"):
        return ()
    if len(words) > 1 and words[0] in _SIDES and place_key_of(words[1:], synonyms) in known.cities:
        words = words[1:]
    return words


def _split(words: Tokens, synonyms: Synonyms, known: KnownPlaces, *, is_first: bool) -> Iterable[Tokens]:
    """Return the words of a part, and apart from these a country or region that follows without a comma."""
    key = place_key_of(words, synonyms)
    if not is_first or key in known.countries or key in known.cities or "".join(words) in known.regions:
        return (words,) if words else ()
    for size in range(min(_MOST, len(words) - 1), 0, -1):
        tail = words[-size:]
        region = "".join(synonyms.tokens(" ".join(tail)))
        if place_key_of(tail, synonyms) in known.countries or region in known.regions:
            return (*_split(words[:-size], synonyms, known, is_first=True), tail)
    return (words,) if words else ()


def _as_written(part: str, run: Tokens) -> str:
    """Return how a part of a text has some of its words; the whole part if they can't be told apart."""
    pieces, words = part.split(), split_words(part)
    if len(pieces) == len(words):
        for at in range(len(words) - len(run) + 1):
            if words[at : at + len(run)] == run:
                return " ".join(pieces[at : at + len(run)])
    return " ".join(pieces)


def _fit(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Return whether two sets of regions share one, as `Yorkshire` and `West Yorkshire` do, or one is a whole nation."""
    if (ours | theirs) & _NATIONS and not (ours & _NATIONS and theirs & _NATIONS):
        return True
    return any(one in other or other in one for one in ours for other in theirs)


def _fit_locally(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    if ours[0] not in theirs and theirs[0] not in ours:
        return False
    mine, other = set(ours) - set(theirs), set(theirs) - set(ours)
    return not mine or not other or any(one in another or another in one for one in mine for another in other)


def _contains(wide: Place, narrow: Place) -> bool:
    """Return whether a place without anything local contains another, as far as is known."""
    if wide.local:
        return False
    if regions := wide.regions - _NATIONS or wide.regions:
        return any(region in narrow.regions or region in narrow.local for region in regions)
    return bool(wide.countries & narrow.countries)
