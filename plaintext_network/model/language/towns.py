"""Finds the towns in which people live by their own words, and which words mean the same town. Knows no notes and no map."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from plaintext_network.model.language.equivalence import Synonyms, split_words
from plaintext_network.model.language.known_places import known_places
from plaintext_network.model.language.places import Place, read_as_written
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.late_patterns import late_pattern

# A post code, and the number of a house.
_POST_CODE = late_pattern(
    r"(?<!\w)(?:[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}|(?:[A-Z]{1,2}-)?\d{4,6}(?:-\d{3,4})?)(?!\w)", re.IGNORECASE
)
_HOUSE = late_pattern(r"(?<!\w)\d{1,3}[a-z]?(?!\w)", re.IGNORECASE)
# Countries that are usually abbreviated.
_CAPITALS = frozenset(("uae", "uk", "usa"))
_SMALL = frozenset(("and", "of", "the", "du", "de", "upon"))


class Town(NamedTuple):
    """A town, with a name for it; without one, the region or country. `within` is where it is, "" if unknown or the name says so."""

    name: str
    within: str


class _Reading(NamedTuple):
    """A place reduced to the town, "" if a text names only a region or a country, and how the text has it."""

    key: str
    place: Place
    written: str


def group_towns(texts: Mapping[str, int], synonyms: Synonyms) -> dict[str, tuple[Town, ...]]:
    """Return the towns that each text names; `texts` are what people say, with how many say so.

    `Clifton, Bristol` and `Bristol UK` are in one town. A text in less detail than others means the same town if only one
    fits: `Springfield` alone stays on its own beside `Springfield, Illinois` and `Springfield, Ohio`. Texts that name no
    place, such as `remote`, have no town.
    """
    readings = {text: _read(text, synonyms) for text in texts}
    of_place = _group((one.key, one.place) for found in readings.values() for one in found)
    written: dict[tuple[str, int], Counter[str]] = {}
    for text, found in readings.items():
        for one in found:
            written.setdefault(of_place[one.key, one.place], Counter())[one.written] += texts[text]
    places: dict[tuple[str, int], list[Place]] = {}
    for (_, place), group in of_place.items():
        places.setdefault(group, []).append(place)
    known_names = known_places(synonyms).names
    names = {
        group: _town(
            group[0],
            written[group],
            found,
            [several for other, several in places.items() if other[0] == group[0]],
            known_names,
        )
        for group, found in places.items()
    }
    return {
        text: tuple(dict.fromkeys(names[of_place[one.key, one.place]] for one in found))
        for text, found in readings.items()
    }


def _read(text: str, synonyms: Synonyms) -> tuple[_Reading, ...]:
    found = []
    cities = known_places(synonyms).cities
    for place, written in read_as_written(_POST_CODE.sub(" ", text), synonyms):
        streets = {
            key: _HOUSE.sub(" ", words).strip() for key, words in written.items() if _HOUSE.search(words)
        }
        local = []
        for key in place.local:
            if key not in streets:
                local.append((key, written[key]))
            elif (town := "".join(split_words(streets[key]))) in cities:
                # `Dublin 8` is a part of Dublin, and `12 High Street` no town.
                local.append((town, streets[key]))
        known = [one for one in local if one[0] in cities]
        if local:
            key, words = (known or local)[-1]
            countries = place.countries or cities.get(key, frozenset())
            found.append(_Reading(key, Place((key,), place.regions, countries), words.strip(" .")))
        elif place.regions or place.countries:
            found.append(_Reading("", Place((), place.regions, place.countries), ""))
    return tuple(found)


def _group(found: Iterable[tuple[str, Place]]) -> dict[tuple[str, Place], tuple[str, int]]:
    """Return the group of each place, the most detailed first."""
    groups: dict[str, list[list[Place]]] = {}
    of_place: dict[tuple[str, Place], tuple[str, int]] = {}

    def detail(one: tuple[str, Place]) -> tuple[bool, int, list[str], list[str]]:
        _, place = one
        return not place.regions, len(place.countries) or 9, sorted(place.regions), sorted(place.countries)

    for key, place in sorted(set(found), key=lambda one: (one[0], *detail(one))):
        known = groups.setdefault(key, [])
        # Without a town, `Spain` and `Catalonia` are two.
        fitting = [
            number
            for number, group in enumerate(known)
            if (all(map(place.is_same, group)) if key else place in group)
        ]
        if len(fitting) == 1:
            known[fitting[0]].append(place)
        else:
            fitting = [len(known)]
            known.append([place])
        of_place[key, place] = (key, fitting[0])
    return of_place


def _town(
    key: str, written: Counter[str], places: list[Place], others: list[list[Place]], names: Mapping[str, str]
) -> Town:
    """Return a town in the words of most, with its country, and with its region if another one needs it to be told apart."""
    regions = sorted({_shown(name, names) for place in places for name in place.regions})
    all_countries = [place.countries for place in places if len(place.countries) == 1]
    countries = [_shown(name, names) for name in sorted(all_countries[0])] if all_countries else []
    if not key:
        return Town(regions[0], ", ".join(countries)) if regions else Town((countries or [""])[0], "")
    name = min(written, key=lambda text: (-written[text], text == text.lower(), -len(text), text))
    rivals = [group for group in others if any(place.countries & places[0].countries for place in group)]
    within = [*(regions[:1] if len(rivals) > 1 else ()), *countries]
    return Town(name, ", ".join(within))


def _shown(key: str, names: Mapping[str, str]) -> str:
    """Return the name of a country or region by its key."""
    name = names[key]
    if name in _CAPITALS:
        return name.upper()
    return " ".join(word if word in _SMALL else word[:1].upper() + word[1:] for word in name.split())
