"""Places the names of a rings picture, so that they cover neither each other nor a dot. Draws nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import atan, cos, degrees, radians, sin

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.report.svg.boxes import Box, Obstacles, Point, Rectangles, turned, upright
from plaintext_network.report.svg.ring_spots import MARK, Sector, Spot, Spots, polar, reach
from plaintext_network.report.svg.text_width import fitting, text_width

# The height of a line of text, and how far below its top the baseline is, in parts of the font's size.
LINE, BASELINE = 1.18, 0.92
_BESIDE = 3.5
# How often to try to find room for all labels, in another order each time.
_ROUNDS = 10
# The cost for each label that would have no place left, one or two.
_WEIGHTS = (16, 4, 1)
# The free margin of the picture.
_MARGIN = 2.0


class Label(NamedTuple):
    """A text at a point on its baseline, turned around it by an angle; `anchor` is start, middle or end. `box` is what it covers."""

    text: str
    at: Point
    size: float
    angle: float
    anchor: str
    bold: bool
    box: Box
    is_number: bool = False


class Form(NamedTuple):
    """A way to write somebody's name beside their dot: the text, and the size of its letters."""

    text: str
    size: float
    is_number: bool = False


def flat_label(form: Form, left: float, top: float, *, bold: bool = False, anchor: str = "start") -> Label:
    """Return a label that is not turned; `left` is the side of its box."""
    text, size, is_number = form
    width = text_width(text, size, bold=bold)
    x = left + {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    at = Point(x, top + size * BASELINE)
    return Label(text, at, size, 0.0, anchor, bold, upright(left, top, width, size * LINE), is_number)


# Beside the dots


def labels_beside(
    spots: Spots,
    names: Sequence[Sequence[Form]],
    free: Sequence[Box],
    width: float,
    height: float,
    middle: Point,
) -> list[Label] | None:
    """Return a label beside each dot, in the order of the dots; None if not all find room.

    `names` are the forms of each name, the best first, and `free` boxes that stay free. Those with the least room come first.
    """
    obstacles = Obstacles([(spot.center, reach(spot, spots.dot)) for spot in spots.spots], free)
    possible: list[list[_Place]] = []
    for spot, forms in zip(spots.spots, names, strict=True):
        places = [
            place
            for number, form in enumerate(forms)
            for place in _places_beside(spot, number, form, spots.dot, middle)
            if place.is_within(width, height, _MARGIN)
            and obstacles.are_clear_of_upright(place.left, place.top, place.width, place.height)
        ]
        if not places:
            return None
        possible.append(places)
    chosen = _choose(possible)
    if chosen is None:
        return None
    return [
        flat_label(forms[place.form], place.left, place.top, bold=spot.person.is_due, anchor=place.anchor)
        for place, forms, spot in zip(chosen, names, spots.spots, strict=True)
    ]


class _Place(NamedTuple):
    """Where a name may be, by the box of its label: the number of its form, and its rank among the places of this form."""

    form: int
    rank: int
    anchor: str
    left: float
    top: float
    width: float
    height: float

    def is_within(self, width: float, height: float, margin: float) -> bool:
        """Return whether the label is inside a picture of this size."""
        return (
            self.left >= margin
            and self.top >= margin
            and self.left + self.width <= width - margin
            and self.top + self.height <= height - margin
        )


def _choose(possible: Sequence[Sequence[_Place]]) -> list[_Place] | None:
    """Return one place for each dot such that none overlaps another; None if that wasn't found."""
    every = [place for places in possible for place in places]
    # Sets of places, as the bits of a number.
    sides = [(one.left, one.top, one.left + one.width, one.top + one.height) for one in every]
    rectangles = Rectangles(sides)
    conflicts = [rectangles.overlapping(*side) for side in sides]
    bounds = [0]
    for places in possible:
        bounds.append(bounds[-1] + len(places))
    own = [(1 << end) - (1 << start) for start, end in pairwise(bounds)]
    # Whoever had no place left comes first in the next round.
    first: list[int] = []
    for _ in range(_ROUNDS):
        chosen = _round(every, conflicts, own, bounds, first)
        if isinstance(chosen, list):
            return [every[number] for number in chosen]
        if chosen in first:
            first.remove(chosen)
        first.insert(0, chosen)
    return None


def _round(
    every: Sequence[_Place],
    conflicts: Sequence[int],
    own: Sequence[int],
    bounds: Sequence[int],
    first: Sequence[int],
) -> list[int] | int:
    """Return the number of the place for each dot; the number of the dot if there is none for one."""
    left = list(own)
    chosen = [-1] * len(own)
    for _ in own:
        waiting = [dot for dot, place in enumerate(chosen) if place < 0]
        dot = min(
            waiting,
            key=lambda one: (first.index(one) if one in first else len(first), left[one].bit_count()),
        )
        if not left[dot]:
            return dot
        others = [other for other in waiting if other != dot]
        place = min(
            (number for number in range(bounds[dot], bounds[dot + 1]) if left[dot] >> number & 1),
            key=lambda number: (
                _robbed(conflicts[number], left, others),
                every[number].form,
                every[number].rank,
            ),
        )
        chosen[dot] = place
        for other in others:
            left[other] &= ~conflicts[place]
    return chosen


def _robbed(conflict: int, left: Sequence[int], others: Sequence[int]) -> int:
    """Return how many other labels would have few places left, weighted by how few."""
    robbed = 0
    for other in others:
        if left[other] & conflict:
            remain = (left[other] & ~conflict).bit_count()
            if remain < len(_WEIGHTS):
                robbed += _WEIGHTS[remain]
    return robbed


def _places_beside(spot: Spot, number: int, form: Form, dot: float, middle: Point) -> Iterator[_Place]:
    """Yield the places around a dot for a form of this number, the best first: outwards, then inwards, above and below."""
    name, size, _ = form
    is_due = spot.person.is_due
    width, height = text_width(name, size, bold=is_due), size * LINE
    x, y = spot.center
    away = dot + _BESIDE + (MARK if is_due else 0.0)
    right = ("start", x + away, y - height / 2)
    left = ("end", x - away - width, y - height / 2)
    above, below = (
        ("middle", x - width / 2, y - away - height + 2.0),
        ("middle", x - width / 2, y + away - 2.0),
    )
    is_right, is_above = x >= middle.x, y < middle.y
    sides = [right, left] if is_right else [left, right]
    ends = [above, below] if is_above else [below, above]
    steep = abs(y - middle.y) > 2.2 * abs(x - middle.x)
    places = [ends[0], *sides, ends[1]] if steep else [sides[0], *ends, sides[1]]
    # Between beside and above or below.
    for shift in (0.6, -0.6):
        for anchor, at, top in sides:
            nearer = -away * 0.35 if anchor == "start" else away * 0.35
            places.append((anchor, at + nearer, top + shift * height))
    for part in (0.25, -0.25):
        for anchor, at, top in ends:
            places.append((anchor, at + part * width, top))
    for rank, (anchor, at, top) in enumerate(places):
        yield _Place(number, rank, anchor, at, top, width, height)


# Around the rim


def labels_around(
    spots: Spots, names: Sequence[str], size: float, middle: Point, radius: float, room: float
) -> list[Label]:
    """Return a label for each dot outside of the rings, at the dot's angle; what is wider than the `room` is cut."""
    found = []
    for spot, name in zip(spots.spots, names, strict=True):
        bold = spot.person.is_due
        text = fitting(name, room, size, bold=bold)
        found.append(_around(text, spot.angle, size, middle, radius, bold=bold))
    return found


def _around(text: str, angle: float, size: float, middle: Point, radius: float, *, bold: bool) -> Label:
    width, height = text_width(text, size, bold=bold), size * LINE
    is_right = cos(radians(angle)) >= 0
    turn = angle if is_right else angle + 180.0
    near = polar(middle, radius, angle)
    # The box begins at the rim on the right, and ends there on the left.
    begin = near if is_right else polar(middle, radius + width, angle)
    across, down = cos(radians(turn)), sin(radians(turn))
    corner = Point(begin.x + down * height / 2, begin.y - across * height / 2)
    # Letters are in the middle of the line: half of a small one's height below it.
    below = size * 0.34
    at = Point(near.x - down * below, near.y + across * below)
    anchor = "start" if is_right else "end"
    return Label(text, at, size, turn, anchor, bold, turned(corner, width, height, turn))


def circle_labels(
    sectors: Sequence[Sector], size: float, middle: Point, radius: float, longest: float
) -> list[Label]:
    """Return the names of circles along a rim, those of the largest first; without those for which there is no room."""
    taken: list[tuple[float, float]] = []
    found: list[tuple[float, Label]] = []
    for sector in sorted(sectors, key=lambda one: (-one.people, one.start)):
        if not sector.circle:
            continue
        middle_angle = (sector.start + sector.end) / 2
        own = radians(sector.end - sector.start) * radius
        for room in (longest, min(longest, own)):
            if room < 3 * size:
                continue
            text = fitting(sector.circle, room, size, bold=True)
            half = degrees(atan((text_width(text, size, bold=True) / 2 + size / 2) / radius))
            if all(_turn(middle_angle, at) >= half + other for at, other in taken):
                taken.append((middle_angle, half))
                found.append((sector.start, _along(text, middle_angle, size, middle, radius)))
                break
    return [label for _, label in sorted(found, key=lambda one: one[0])]


def _turn(one: float, other: float) -> float:
    """Return the angle between two directions."""
    apart = (one - other) % 360.0
    return min(apart, 360.0 - apart)


def _along(text: str, angle: float, size: float, middle: Point, radius: float) -> Label:
    """Return a label across a direction, upright to a reader, whose nearer edge is at the radius."""
    width, height = text_width(text, size, bold=True), size * LINE
    is_above = sin(radians(angle)) < 0.001
    turn = angle + 90.0 if is_above else angle - 90.0
    across, down = cos(radians(turn)), sin(radians(turn))
    # Its top edge is away from the middle above, and towards it below.
    top = polar(middle, radius + height if is_above else radius, angle)
    corner = Point(top.x - across * width / 2, top.y - down * width / 2)
    base = size * BASELINE
    at = Point(top.x - down * base, top.y + across * base)
    return Label(text, at, size, turn, "middle", True, turned(corner, width, height, turn))
