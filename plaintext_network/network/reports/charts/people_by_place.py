"""Groups the contacts by the town in which they live, as their notes say. Knows no map, and draws nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date

from plaintext_network.model.language.equivalence import Synonyms
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.language.towns import Town, group_towns
from plaintext_network.model.note.properties import ACTIVE
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.descriptions import DESCRIPTION, homes
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.tallies import TALLY, Tally

# How many people of a place are named. Of more, a list is too long to read.
NAMED = 12


class PlacePerson(NamedTuple):
    """A contact in a place: where they live in the words of the note, the last touch, and whether today's list has them."""

    name: str
    path: str
    location: str
    last_touch: date | None
    is_due: bool


class PeoplePlace(NamedTuple):
    """A town, or a region or country if nobody there says more, and who lives there.

    `within` is the country, with the region if another town in the country has the same name; "" if unknown. `people` and `due`
    count those there, of whom `named` are the first: those due, then those with the latest touch.
    """

    place: str
    within: str
    people: int
    due: int
    named: tuple[PlacePerson, ...]


class PeopleByPlace(NamedTuple):
    """The places of the active contacts, the one with most people first. A contact with two towns is in both.

    `elsewhere` counts those whose note names no place.
    """

    places: tuple[PeoplePlace, ...]
    elsewhere: int


def people_by_place(view: SuggestionView, due: Collection[str], limit: int | None = NAMED) -> PeopleByPlace:
    """Return the active contacts who may be named by the town where they live; `due` are the paths of those due today.

    Names at most `limit` people of a place, or all with None.
    """
    found = list(_active(view, due))
    texts = Counter(one.location for one in found if one.location)
    # Of a street and a house, only the town is shown.
    towns = group_towns(texts, Synonyms.of(view.rules.profile.synonyms))
    there: dict[Town, list[_Candidate]] = {}
    elsewhere = 0
    for one in found:
        several = towns.get(one.location, ())
        elsewhere += not several
        for town in several:
            there.setdefault(town, []).append(one)
    places = [_place(town, candidates, limit) for town, candidates in there.items()]
    places.sort(key=lambda one: (-one.people, fold(one.place), one.place, one.within))
    return PeopleByPlace(tuple(places), elsewhere)


class _Candidate(NamedTuple):
    """A contact, in fields by whose order they are named. `ago` is minus the day of the last touch, 0 without one."""

    is_later: bool
    ago: int
    name: str
    path: str
    location: str


def _active(view: SuggestionView, due: Collection[str]) -> Iterator[_Candidate]:
    """Yield the active contacts who may be named, by path. A location that names somebody hidden is left out."""
    today = view.today.toordinal()
    tallies = view.summaries(TALLY)
    for path, (name, location) in homes(view.summaries(DESCRIPTION)).items():
        tally = Tally._make(tallies[path])
        if tally.status == ACTIVE:
            shown = location if location and view.may_say_of(path, location) else ""
            # The others are only counted.
            last = tally.last_touch(today, today) if shown else 0
            yield _Candidate(path not in due, -last, name, path, shown)


def _place(town: Town, candidates: list[_Candidate], limit: int | None) -> PeoplePlace:
    named = tuple(
        PlacePerson(
            one.name,
            one.path,
            one.location,
            date.fromordinal(-one.ago) if one.ago else None,
            not one.is_later,
        )
        for one in sorted(candidates)[:limit]
    )
    return PeoplePlace(*town, len(candidates), sum(not one.is_later for one in candidates), named)
