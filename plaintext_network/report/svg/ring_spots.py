"""Places the dots of a rings picture: distance by standing, angle by circle. Draws nothing, and places no labels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import asin, cos, degrees, inf, radians, sin, sqrt
from operator import attrgetter

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.person import WARMTHS
from plaintext_network.network.reports.charts.rings import RingPerson
from plaintext_network.report.svg.boxes import Point

# Straight up; angles are in degrees and go clockwise.
_TOP = -90.0
# How far the mark of somebody who is due extends beyond the dot.
MARK = 1.8
# How much of the room the rings share by the number of their people; the rest is the same for each.
_EVEN = 0.75


class Ring(NamedTuple):
    """The line outside of those of one standing."""

    standing: str
    radius: float


class Spot(NamedTuple):
    """Where somebody's dot is: the angle in degrees clockwise from the right, and the distance from the middle."""

    person: RingPerson
    angle: float
    distance: float
    center: Point


class Sector(NamedTuple):
    """The angles of a circle, from the first of its people to the last, with half a step around each."""

    circle: str
    start: float
    end: float
    people: int


class Spots(NamedTuple):
    """The dots of a picture in the order of the people, their radius, the lines of the rings, and the sectors of the circles."""

    spots: tuple[Spot, ...]
    dot: float
    rings: tuple[Ring, ...]
    sectors: tuple[Sector, ...]
    # The angle between two neighbours.
    step: float


def angles_of(people: Sequence[RingPerson], gap: float) -> tuple[list[float], list[Sector], float]:
    """Return the angle of each person, the sectors of their circles, and the angle between two neighbours.

    Each has an angle of their own. Between two circles there are `gap` steps.
    """
    runs = _runs(people)
    step = step_of(people, gap)
    gaps = gap if len(runs) > 1 else 0.0
    angles: list[float] = []
    sectors: list[Sector] = []
    at = _TOP + gaps * step / 2
    for circle, number in runs:
        sectors.append(Sector(circle, at, at + number * step, number))
        angles += [at + (place + 0.5) * step for place in range(number)]
        at += (number + gaps) * step
    return angles, sectors, step


def step_of(people: Sequence[RingPerson], gap: float) -> float:
    """Return the angle between two neighbours, with `gap` steps between two circles."""
    circles = len(_runs(people))
    return 360.0 / max(len(people) + (gap * circles if circles > 1 else 0.0), 1)


def _runs(people: Sequence[RingPerson]) -> list[tuple[str, int]]:
    """Return each circle and how many of its people are beside each other."""
    return [(circle, len(list(run))) for circle, run in groupby(people, key=attrgetter("circle"))]


def find_spots(
    people: Sequence[RingPerson],
    middle: Point,
    radius: float,
    core: float,
    dot: float,
    gap: float,
    lanes: int = 1,
    apart: float = 2 * MARK,
) -> Spots | None:
    """Return where the dots are around a `middle` with a `core` that stays free; None if they don't fit the radius.

    `apart` is what is at least between two dots, and between a dot and a ring's line.

    A ring with many people is wider. Its dots are in several lanes: as many as they need, but at least `lanes`.
    """
    angles, sectors, step = angles_of(people, gap)
    members: dict[str, list[int]] = {standing: [] for standing in WARMTHS}
    for number, person in enumerate(people):
        members[person.standing].append(number)
    pitch = 2 * dot + apart
    needs: list[float] = []
    chosen: list[list[int]] = []
    for standing in WARMTHS:
        there = [angles[member] for member in members[standing]]
        found = _fewest_lanes(there, core + sum(needs) + apart + dot, pitch, radius, lanes)
        if found is None:
            return None
        chosen.append(found)
        needs.append((max(found, default=0) + 1) * pitch + apart)
    spare = radius - core - sum(needs)
    if spare < 0:
        return None
    weights = _weights([len(members[standing]) for standing in WARMTHS])
    distances: dict[int, float] = {}
    rings: list[Ring] = []
    inner = core
    for standing, need, weight, places in zip(WARMTHS, needs, weights, chosen, strict=True):
        outer = inner + need + spare * weight / sum(weights)
        number = max(places, default=0) + 1
        # The further apart the lanes are, the more even is the ring.
        between = pitch + (outer - inner - need) / (number + 0.5)
        first = (inner + outer - (number - 1) * between) / 2
        for member, place in zip(members[standing], places, strict=True):
            distances[member] = first + place * between
        rings.append(Ring(standing, outer))
        inner = outer
    spots = tuple(
        Spot(person, angle, distances[number], polar(middle, distances[number], angle))
        for number, (person, angle) in enumerate(zip(people, angles, strict=True))
    )
    return Spots(spots, dot, tuple(rings), tuple(sectors), step)


def _weights(counts: Sequence[int]) -> list[float]:
    """Return how the rings share the room: mostly so that everybody has as much of the area, however many are in a ring."""
    found, inside, everybody = [], 0.0, sum(counts) or 1
    for count in counts:
        area = inside + count / everybody
        found.append(_EVEN * (sqrt(area) - sqrt(inside)) + (1 - _EVEN) / len(counts))
        inside = area
    return found


def _fewest_lanes(
    angles: Sequence[float], first: float, pitch: float, radius: float, least: int
) -> list[int] | None:
    """Return the lane of each dot, with as few lanes as possible, the first at a distance; None if the radius is too small."""
    # A few people need no second lane.
    number = max(1, min(least, len(angles) // 4))
    while (outermost := first + (number - 1) * pitch) <= radius:
        # Of one dot more than there are lanes, two share a lane; the outermost has the most room for them.
        apart = _least_angle(outermost, pitch)
        if all(angle - before >= apart for before, angle in zip(angles, angles[number:], strict=False)):
            found = _lanes(angles, [first + lane * pitch for lane in range(number)], pitch)
            if found is not None:
                return found
        number += 1
    return None


def _lanes(angles: Sequence[float], distances: Sequence[float], pitch: float) -> list[int] | None:
    """Return a lane for each dot, the one with the most room behind it; None if a dot would touch another.

    Lanes further out may be further apart than these.
    """
    chosen: list[int] = []
    begin: list[float | None] = [None] * len(distances)
    end: list[float | None] = [None] * len(distances)
    least = [_least_angle(distance, pitch) for distance in distances]
    for angle in angles:
        lane, most = -1, 0.0
        for place, distance in enumerate(distances):
            first, last = begin[place], end[place]
            if first is None or last is None:
                room = distance * 7.0 + place
            else:
                apart = angle - last
                # A lane must also be free up to its first dot, once around.
                if apart < least[place] or first + 360.0 - angle < least[place]:
                    continue
                room = _chord(distance, apart)
            if room > most:
                lane, most = place, room
        if lane < 0:
            return None
        chosen.append(lane)
        end[lane] = angle
        if begin[lane] is None:
            begin[lane] = angle
    return chosen


def _least_angle(distance: float, pitch: float) -> float:
    """Return how far two directions must be apart, so that points at this distance from the middle are a pitch apart."""
    return degrees(2 * asin(pitch / (2 * distance))) if pitch <= 2 * distance else inf


def _chord(distance: float, apart: float) -> float:
    """Return how far two points are from each other that are at the same distance from the middle."""
    return 2 * distance * sin(radians(min(apart, 360.0 - apart, 180.0) / 2))


def polar(middle: Point, distance: float, angle: float) -> Point:
    """Return the point at a distance and an angle from the middle."""
    return Point(middle.x + distance * cos(radians(angle)), middle.y + distance * sin(radians(angle)))


def reach(spot: Spot, dot: float) -> float:
    """Return the radius of what is drawn for somebody, with the mark."""
    return dot + (MARK if spot.person.is_due else 0.0)
