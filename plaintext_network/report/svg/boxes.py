"""Compares the boxes of labels, turned or not. Knows no pictures."""

from __future__ import annotations

from math import cos, hypot, radians, sin

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
        """Return whether it is inside a picture of this size."""
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
    return turned(Point(left, top), width, height, 0.0)


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
    at: float = ((point.x - one.x) * dx + (point.y - one.y) * dy) / (length or 1.0)
    return max(0.0, -at, at - length)
