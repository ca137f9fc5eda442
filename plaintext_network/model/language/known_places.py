"""Reads the countries, regions and cities of `synonyms.txt`, and gives places a key for comparison. Knows no map."""

from collections.abc import Mapping
from functools import lru_cache

from plaintext_network.model.language.equivalence import (
    Synonyms,
    Tokens,
    split_words,
    word_groups,
    word_lists,
)
from plaintext_network.named_tuples import NamedTuple


class KnownPlaces(NamedTuple):
    """The places of `synonyms.txt`: by each spelling's key, the usual one; the countries of each region and city.

    `codes` are the countries by ISO 3166-1 alpha-2 code, without those that also mean a state or a city: `CA`, `LA`. `names` are the usual
    spellings of regions and countries, in lower case.
    """

    countries: Mapping[str, str]
    regions: Mapping[str, str]
    region_countries: Mapping[str, frozenset[str]]
    cities: Mapping[str, frozenset[str]]
    codes: Mapping[str, str]
    names: Mapping[str, str]


@lru_cache(maxsize=16)
def known_places(synonyms: Synonyms) -> KnownPlaces:
    """Return the places of `synonyms.txt`."""
    countries = {
        place_key(spelling, synonyms): place_key(group[0], synonyms)
        for group in word_groups("countries")
        for spelling in group
    }
    names = {place_key(group[0], synonyms): group[0] for group in word_groups("countries")}
    regions: dict[str, str] = {}
    in_countries: dict[str, frozenset[str]] = {}
    cities: dict[str, frozenset[str]] = {}
    for heading in word_lists():
        kind, _, country = heading.partition(" of ")
        if kind not in ("regions", "cities"):
            continue
        of = frozenset((countries[place_key(country, synonyms)],))
        for group in word_groups(heading):
            first = place_key(group[0], synonyms)
            if kind == "cities":
                cities[first] = cities.get(first, frozenset()) | of
                continue
            names.setdefault(first, group[0])
            in_countries[first] = in_countries.get(first, frozenset()) | of
            regions |= {region_key(spelling, synonyms): first for spelling in group}
    codes = {code: place_key(country, synonyms) for country, code in word_groups("country codes")}
    codes = {
        code: country
        for code, country in codes.items()
        if code.lower() not in regions and place_key(code, synonyms) not in cities
    }
    return KnownPlaces(countries, regions, in_countries, cities, codes, names)


def place_key_of(words: Tokens, synonyms: Synonyms) -> str:
    """Return the key of a place given in words."""
    return "".join(synonyms.places.replaced(synonyms.words.replaced(words)))


def place_key(text: str, synonyms: Synonyms) -> str:
    """Return the key of a place: equal for its spellings."""
    return place_key_of(split_words(text), synonyms)


def region_key(text: str, synonyms: Synonyms) -> str:
    """Return the key of a region: `NY` and `WA` are states where `NYC` and `Washington DC` are cities."""
    return "".join(synonyms.tokens(text))
