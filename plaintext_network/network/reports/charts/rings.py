"""Chooses the contacts of a picture with you in the middle, each with a standing and a circle, and their relations. Draws nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from plaintext_network.model.dates.calendar import Cadence
from plaintext_network.model.language.normalize import circle_key, fold
from plaintext_network.model.note.properties import ACTIVE
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.rules import warmth
from plaintext_network.network.people.contact_names import CONTACT_NAMES
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.tallies import TALLY, Tally
from plaintext_network.network.reports.reach.relationships import HOWS, Tie, Ties
from plaintext_network.network.reports.stats import said_circles, spelled_circles

# With more people, the labels of a picture would be too small to read.
IN_A_PICTURE = 150


class RingPerson(NamedTuple):
    """One contact: the circle that decides the angle, "" without one, and the standing that decides the distance.

    `standing` is one of WARMTHS, `new` without a touch. `is_due` means that today's list has them.
    """

    name: str
    path: str
    circle: str
    standing: str
    is_due: bool
    last_touch: date | None


class RingRelation(NamedTuple):
    """Two contacts who know each other, by path, each pair once: the surest reason, its day, and the `path:line` of its sources.

    `how` is one of HOWS, but never `event`: two people at one event may not have met. `day` is None if unknown.
    """

    one: str
    other: str
    how: str
    day: date | None
    sources: tuple[str, ...]


class Rings(NamedTuple):
    """The contacts of a picture, in the order in which they go round; `circles` are in this order, too.

    `relations` are those between them. `left_out` counts the contacts beyond the limit. `around` is the path of the
    contact whom the picture is about, None if it is about everybody.
    """

    circles: tuple[str, ...]
    people: tuple[RingPerson, ...]
    relations: tuple[RingRelation, ...]
    left_out: int
    around: str | None = None


class _Candidate(NamedTuple):
    path: str
    tally: Tally
    last: int


def rings(
    view: SuggestionView, due: Collection[str], limit: int | None = IN_A_PICTURE, circle: str | None = None
) -> Rings:
    """Return the active contacts, or those of a circle; `due` are the paths of those who are due today.

    `limit` keeps first people who are due, then people in a circle or with a cadence, then people with the latest touch. With a
    circle, everybody is in that one.
    """
    wanted = None if circle is None else circle_key(circle)
    found = [
        one
        for one in _candidates(view)
        if one.tally.status == ACTIVE and (wanted is None or wanted in map(circle_key, one.tally.circles))
    ]

    def place(one: _Candidate) -> tuple[bool, bool, int, str]:
        is_kept_up = bool(one.tally.circles or one.tally.cadence)
        return one.path not in due, not is_kept_up, -one.last, one.path

    if limit is not None and len(found) > limit:
        found.sort(key=place)
    chosen = found[:limit]
    ties = Ties(view)
    relations = _relations(view, ties, [one.path for one in chosen])
    return _rings(view, chosen, due, relations, len(found) - len(chosen), circle=circle)


def rings_around(
    view: SuggestionView, due: Collection[str], path: str, steps: int = 1, limit: int | None = IN_A_PICTURE
) -> Rings:
    """Return one contact with the people they know; with two steps, also the people those know.

    Who knows whom does not depend on your touches, so paused and archived contacts are there, too. If there are more
    than `limit`, the nearest come first, and of them those with the latest touch.
    """
    ties = Ties(view)
    distance = {path: 0}
    last = [path]
    for step in range(1, steps + 1):
        reached = {tie.other for one in last for tie in ties.acquainted(one)} - distance.keys()
        distance.update(dict.fromkeys(reached, step))
        last = sorted(reached)
    found = [one for one in _candidates(view) if one.path in distance]
    found.sort(key=lambda one: (distance[one.path], -one.last, one.path))
    chosen = found[:limit]
    relations = _relations(view, ties, [one.path for one in chosen])
    return _rings(view, chosen, due, relations, len(found) - len(chosen), around=path)


def _candidates(view: SuggestionView) -> Iterator[_Candidate]:
    """Yield the contacts who may be named, by path, with the day of the last touch, 0 without one."""
    today = view.today.toordinal()
    for path, value in sorted(view.summaries(TALLY).items()):
        tally = Tally._make(value)
        yield _Candidate(path, tally, tally.last_touch(today, today))


def _rings(
    view: SuggestionView,
    chosen: Iterable[_Candidate],
    due: Collection[str],
    relations: tuple[RingRelation, ...],
    left_out: int,
    *,
    circle: str | None = None,
    around: str | None = None,
) -> Rings:
    names = view.summaries(CONTACT_NAMES)
    chosen = list(chosen)
    sayable = {one.path: said_circles(view, one.path, one.tally.circles) for one in chosen}
    spelled = spelled_circles(sayable.values(), view.rules)
    wanted = None if circle is None else circle_key(circle)
    people = [
        RingPerson(
            names[one.path][1],
            one.path,
            _main_circle(sayable[one.path], spelled, wanted),
            _standing(one, view.today),
            one.path in due,
            date.fromordinal(one.last) if one.last else None,
        )
        for one in chosen
    ]
    circles = _in_order({person.circle for person in people}, view)
    place = {name: number for number, name in enumerate(circles)}
    people.sort(key=lambda person: (place[person.circle], fold(person.name), person.path))
    return Rings(circles, tuple(people), relations, left_out, around)


def _main_circle(circles: tuple[str, ...], spelled: Mapping[str, str], wanted: str | None) -> str:
    """Return the circle that decides the angle: the one asked for, else the first; "" without one."""
    keys = [circle_key(name) for name in circles]
    if wanted is not None:
        keys = [key for key in keys if key == wanted]
    return spelled[keys[0]] if keys else ""


def _in_order(circles: Collection[str], view: SuggestionView) -> tuple[str, ...]:
    """Return circles in the order of the settings, others by name after them, and those without one last."""
    places = {circle_key(name): number for number, (name, _) in enumerate(view.rules.circles)}
    return tuple(
        sorted(
            circles,
            key=lambda name: (not name, places.get(circle_key(name), len(places)), fold(name), name),
        )
    )


def _standing(one: _Candidate, today: date) -> str:
    cadence = Cadence(*one.tally.cadence, "") if one.tally.cadence else None
    return warmth(date.fromordinal(one.last) if one.last else None, cadence, today) or "new"


def _relations(view: SuggestionView, ties: Ties, paths: Iterable[str]) -> tuple[RingRelation, ...]:
    """Return the relations between contacts, by path."""
    best: dict[tuple[str, str], Tie] = {}
    inside = set(paths)
    for path in inside:
        for tie in ties.acquainted(path):
            # The other one has the same tie.
            if path < tie.other and tie.other in inside:
                pair = path, tie.other
                best[pair] = min(best.get(pair, tie), tie, key=_sureness)
    return tuple(
        RingRelation(one, other, tie.how, tie.day, view.sources(tie.sources, one))
        for (one, other), tie in sorted(best.items())
    )


def _sureness(tie: Tie) -> tuple[int, int, tuple[str, ...]]:
    return HOWS.index(tie.how), -(tie.day or date.min).toordinal(), tie.sources
