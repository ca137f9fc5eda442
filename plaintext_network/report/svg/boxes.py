"""Finds overlaps between the boxes of labels, rotated or not. Knows no pictures."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import cos, hypot, radians, sin
from operator import or_

from plaintext_network.named_tuples import NamedTuple


class Point(NamedTuple):
    """A place in a picture: x to the right, y downwards."""

    x: float
    y: float


class Box(NamedTuple):
    """A rectangle, which may be turned: its corners in order, and the upright rectangle around it."""

    corners: tuple[Point, Point, Point, Point]
    left: float
    top: float
    right: float
    bottom: float

    def is_within(self, width: float, height: float, margin: float = 0.0) -> bool:
        """Return whether the box is inside a picture of this size."""
        return (
            self.left >= margin
            and self.top >= margin
            and self.right <= width - margin
            and self.bottom <= height - margin
        )

    def overlaps(self, other: Box) -> bool:
        """Return whether two boxes share more than an edge."""
        if (
            self.right <= other.left
            or other.right <= self.left
            or self.bottom <= other.top
            or other.bottom <= self.top
        ):
            return False
        if _is_upright(self) and _is_upright(other):
            return True
        return not (_separated(self.corners, other.corners) or _separated(other.corners, self.corners))

    def covers(self, center: Point, radius: float) -> bool:
        """Return whether a disc is partly in the box."""
        if any((center.x - one.x) ** 2 + (center.y - one.y) ** 2 < radius * radius for one in self.corners):
            return True
        # How far the middle of the disc is outside of each side; a box turned clockwise has its inside on the right.
        first, second, third, _ = self.corners
        along, across = _beyond(center, first, second), _beyond(center, second, third)
        return (along == 0 and across < radius) or (across == 0 and along < radius)


def upright(left: float, top: float, width: float, height: float) -> Box:
    """Return a box that is not turned."""
    right, bottom = left + width, top + height
    corners = (Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom))
    return Box(corners, left, top, right, bottom)


def turned(start: Point, width: float, height: float, angle: float) -> Box:
    """Return a box whose first corner is at `start`, turned around it by an angle in degrees, clockwise."""
    across, down = cos(radians(angle)), sin(radians(angle))
    corners = (
        start,
        Point(start.x + width * across, start.y + width * down),
        Point(start.x + width * across - height * down, start.y + width * down + height * across),
        Point(start.x - height * down, start.y + height * across),
    )
    xs, ys = [one.x for one in corners], [one.y for one in corners]
    return Box(corners, min(xs), min(ys), max(xs), max(ys))


class Rectangles:
    """Finds those of many upright rectangles that overlap another one, in time that hardly grows with their number.

    A set of rectangles is an integer with a bit for each, in their order.
    """

    __slots__ = ("_above", "_below", "_left", "_right")

    def __init__(self, sides: Sequence[tuple[float, float, float, float]]) -> None:
        """Each of the `sides` is left, top, right and bottom."""
        lefts, tops, rights, bottoms = zip(*sides, strict=True) if sides else ((), (), (), ())
        self._left, self._above = _Order(lefts), _Order(tops)
        self._right, self._below = _Order(rights), _Order(bottoms)

    def overlapping(self, left: float, top: float, right: float, bottom: float) -> int:
        """Return which share more than an edge with this rectangle."""
        beside = self._left.below(right) & ~self._right.up_to(left)
        return beside and beside & self._above.below(bottom) & ~self._below.up_to(top)


class Obstacles:
    """Discs, each a center and a radius, and boxes, which other boxes must not cover."""

    def __init__(self, discs: Sequence[tuple[Point, float]], boxes: Sequence[Box]) -> None:
        self._discs, self._boxes = discs, boxes
        around = [(x - radius, y - radius, x + radius, y + radius) for (x, y), radius in discs]
        self._rectangles = Rectangles([*around, *(box[1:] for box in boxes)])

    def are_clear_of(self, box: Box) -> bool:
        """Return whether a box covers none of them."""
        near = self._rectangles.overlapping(box.left, box.top, box.right, box.bottom)
        return not near or not any(self._is_covered(number, box) for number in members(near))

    def are_clear_of_upright(self, left: float, top: float, width: float, height: float) -> bool:
        """Return whether a box that is not turned covers none of them; mostly without making a `Box`."""
        near = self._rectangles.overlapping(left, top, left + width, top + height)
        if not near:
            return True
        box = upright(left, top, width, height)
        return not any(self._is_covered(number, box) for number in members(near))

    def _is_covered(self, number: int, box: Box) -> bool:
        if number < len(self._discs):
            return box.covers(*self._discs[number])
        return box.overlaps(self._boxes[number - len(self._discs)])


class _Order:
    """Some values in order, and the sets of the first of them."""

    __slots__ = ("_first", "_values")

    def __init__(self, values: Sequence[float]) -> None:
        order = sorted(range(len(values)), key=values.__getitem__)
        self._values = [values[number] for number in order]
        self._first = [*accumulate((1 << number for number in order), or_, initial=0)]

    def below(self, value: float) -> int:
        return self._first[bisect_left(self._values, value)]

    def up_to(self, value: float) -> int:
        return self._first[bisect_right(self._values, value)]


def members(bits: int) -> Iterator[int]:
    """Yield the numbers in a set that is the bits of a number."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _is_upright(box: Box) -> bool:
    return box.corners[0].y == box.corners[1].y


def _separated(corners: tuple[Point, ...], others: tuple[Point, ...]) -> bool:
    """Return whether a line along a side of the first box is between them (separating axis theorem)."""
    # A rectangle has two directions.
    for one, next_one in ((corners[0], corners[1]), (corners[1], corners[2])):
        dx, dy = next_one.x - one.x, next_one.y - one.y
        first = [dx * point.x + dy * point.y for point in corners]
        second = [dx * point.x + dy * point.y for point in others]
        if max(first) <= min(second) or max(second) <= min(first):
            return True
    return False


def _beyond(point: Point, one: Point, other: Point) -> float:
    """Return how far a point is beyond the ends of a side, measured along it; 0 between them."""
    dx, dy = other.x - one.x, other.y - one.y
    length = hypot(dx, dy)
    at = ((point.x - one.x) * dx + (point.y - one.y) * dy) / (length or 1.0)
    return max(0.0, -at, at - length)
