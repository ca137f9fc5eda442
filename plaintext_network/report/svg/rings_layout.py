"""Chooses how a rings picture shows its names: beside the dots, around the rim, or as numbers with a list. Draws nothing.

Whatever the names, no label covers another label or a dot, and none is outside of the picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import radians, sin, sqrt

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.rules import WORDS_OF_WARMTH
from plaintext_network.network.reports.charts.rings import Rings
from plaintext_network.report.svg.boxes import Box, Point, turned, upright
from plaintext_network.report.svg.ring_labels import (
    BASELINE,
    LINE,
    Label,
    circle_labels,
    flat_label,
    labels_around,
    labels_beside,
)
from plaintext_network.report.svg.ring_spots import Ring, Spots, find_spots, polar, reach
from plaintext_network.report.svg.text_width import first_names, fitting, short_names, text_width


class Canvas(NamedTuple):
    """The sizes of a picture in pixels. The smaller ones of `names` and `dots` are for crowds.

    `beside` is up to how many people have their names beside their dots. Each of `rim` is a size of names, whether they are
    whole, and the most room for one. With `first_names`, first names that only one person has will do.
    """

    width: float
    beside: int
    side: float
    names: tuple[float, ...]
    rim: tuple[tuple[float, bool, float], ...]
    circle: float
    word: float
    dots: tuple[float, ...]
    core: float
    longest: float
    columns: int
    first_names: bool


# For a page on a desk, and for a phone.
WIDE = Canvas(
    720.0,
    48,
    72.0,
    (12.5, 11.5, 10.5),
    (
        (12.5, True, 132.0),
        (11.5, True, 124.0),
        (11.5, False, 96.0),
        (10.5, False, 88.0),
        (9.5, False, 80.0),
        (9.0, False, 72.0),
    ),
    11.5,
    10.0,
    (5.5, 5.0, 4.5, 4.0, 3.5, 3.0),
    22.0,
    150.0,
    4,
    False,
)
NARROW = Canvas(
    360.0,
    40,
    26.0,
    (11.5, 10.5, 9.5),
    ((11.0, False, 70.0), (10.0, False, 64.0), (9.0, False, 58.0)),
    10.0,
    9.0,
    (4.5, 4.0, 3.5, 3.0, 2.5),
    13.0,
    84.0,
    2,
    True,
)
# The least space between two circles, in steps from one person to the next.
_GAPS = (1.4, 0.7, 0.3, 0.0)
# In how many lanes the dots of a ring may be, to make room for names beside them.
_LANES = (2, 3)
_FOOT = 22.0
# From the outer ring to the names around it.
_TICK = 9.0
# The radius of a dot with a number in it.
_NUMBERED = (8.5, 7.5, 6.5, 5.5, 4.8, 4.2, 3.6)
_ROW = 16.0
# How far a picture grows when nothing fits.
_GROWTH = 1.12


class Layout(NamedTuple):
    """Where everything of a picture is. `labels` and `leaders` are in the order of the people.

    A leader is the line from a dot to its label, None if the label is beside it. `words` are the names of the rings. With
    `is_numbered`, the labels are numbers, and `legend` says whose they are.
    """

    width: float
    height: float
    middle: Point
    radius: float
    spots: Spots
    labels: tuple[Label, ...]
    leaders: tuple[tuple[Point, Point] | None, ...]
    words: tuple[Label, ...]
    circles: tuple[Label, ...]
    legend: tuple[Label, ...] = ()
    is_numbered: bool = False

    @property
    def every_label(self) -> tuple[Label, ...]:
        """All labels; the numbers of a numbered picture are in the dots."""
        own = () if self.is_numbered else self.labels
        return (*own, *self.words, *self.circles, *self.legend)


def layout(answer: Rings, canvas: Canvas = WIDE) -> Layout:
    """Return where everything is, in the largest type that fits. A crowd that fits in no type gets a larger picture."""
    if len(answer.people) <= canvas.beside and (found := _beside(answer, canvas)):
        return found
    while True:
        for size, is_whole, room in canvas.rim:
            if found := _around(answer, canvas, size, room, is_whole=is_whole):
                return found
        if canvas.first_names and (found := _numbered(answer, canvas)):
            return found
        canvas = canvas._replace(width=canvas.width * _GROWTH)


def _beside(answer: Rings, canvas: Canvas) -> Layout | None:
    """Return the picture with names beside the dots; None if there is no room for one."""
    radius = canvas.width / 2 - canvas.side
    above = canvas.circle * LINE + 12.0
    height = 2 * (radius + above) + _FOOT
    middle = Point(canvas.width / 2, radius + above)
    names = [person.name for person in answer.people]
    forms = list(
        zip(names, short_names(names), *([first_names(names)] if canvas.first_names else []), strict=True)
    )
    for spots in _spots(answer, canvas, middle, radius, canvas.dots[:1], _LANES):
        circles = circle_labels(spots.sectors, canvas.circle, middle, radius + 8.0, canvas.longest)
        you = _you(canvas, middle)
        foot = upright(0.0, height - _FOOT, canvas.width, _FOOT)
        free = [*(label.box for label in circles), you, foot]
        for size in canvas.names:
            labels = labels_beside(
                spots,
                [
                    tuple(dict.fromkeys(fitting(form, canvas.width / 3, size) for form in several))
                    for several in forms
                ],
                size,
                free,
                canvas.width,
                height,
                middle,
            )
            words = _words(spots, canvas.word, middle, labels) if labels is not None else ()
            if labels is not None and len(words) == len(spots.rings):
                none = (None,) * len(labels)
                return Layout(
                    canvas.width, height, middle, radius, spots, tuple(labels), none, words, tuple(circles)
                )
    return None


def _around(answer: Rings, canvas: Canvas, size: float, most: float, *, is_whole: bool) -> Layout | None:
    """Return the picture with names around the rim; None if they would overlap."""
    half = canvas.width / 2 - 3.0
    rim = (
        sqrt(half * half - (canvas.longest / 2) ** 2) - canvas.circle * LINE if any(answer.circles) else half
    )
    names = [person.name for person in answer.people]
    if not is_whole:
        names = short_names(names)
    widths = (
        text_width(name, size, bold=person.is_due) for name, person in zip(names, answer.people, strict=True)
    )
    room = min(most, max(widths, default=0.0))
    start = rim - 5.0 - room
    radius = start - _TICK
    middle = Point(canvas.width / 2, canvas.width / 2)
    for spots in _spots(answer, canvas, middle, radius, canvas.dots):
        if len(answer.people) > 1 and 2 * start * sin(radians(min(spots.step, 180.0) / 2)) < size * LINE:
            continue
        labels = labels_around(spots, names, size, middle, start, room)
        leaders = tuple(
            (
                polar(middle, spot.distance + spots.dot + 1.0, spot.angle),
                polar(middle, start - 3.0, spot.angle),
            )
            for spot in spots.spots
        )
        circles = circle_labels(spots.sectors, canvas.circle, middle, rim, canvas.longest)
        words = _words(spots, canvas.word, middle)
        height = canvas.width + _FOOT
        return Layout(
            canvas.width, height, middle, radius, spots, tuple(labels), leaders, words, tuple(circles)
        )
    return None


def _numbered(answer: Rings, canvas: Canvas) -> Layout | None:
    """Return the picture with a number in each dot, and a list below; None if the dots don't fit."""
    half = canvas.width / 2 - 3.0
    rim = (
        sqrt(half * half - (canvas.longest / 2) ** 2) - canvas.circle * LINE if any(answer.circles) else half
    )
    middle = Point(canvas.width / 2, canvas.width / 2)
    for spots in _spots(answer, canvas, middle, rim - 6.0, _NUMBERED):
        labels = []
        for number, spot in enumerate(spots.spots, 1):
            size = spots.dot * (1.0 if number > 99 else 1.15)
            width = text_width(str(number), size)
            left, top = spot.center.x - width / 2, spot.center.y - size * LINE / 2
            labels.append(flat_label(str(number), left, top, size, anchor="middle"))
        circles = circle_labels(spots.sectors, canvas.circle, middle, rim, canvas.longest)
        legend, height = _legend(answer, canvas, canvas.width + _FOOT)
        return Layout(
            canvas.width,
            height,
            middle,
            rim - 6.0,
            spots,
            tuple(labels),
            (None,) * len(labels),
            _words(spots, canvas.word, middle),
            tuple(circles),
            tuple(legend),
            is_numbered=True,
        )
    return None


def _legend(answer: Rings, canvas: Canvas, top: float) -> tuple[list[Label], float]:
    """Return the list of who has which number, in columns, and where it ends."""
    size = canvas.names[1]
    rows = -(-len(answer.people) // canvas.columns)
    column = (canvas.width - 8.0) / canvas.columns
    found = []
    for number, person in enumerate(answer.people):
        bold = person.is_due
        text = fitting(f"{number + 1} {person.name}", column - 8.0, size, bold=bold)
        left = 8.0 + number // rows * column
        found.append(flat_label(text, left, top + number % rows * _ROW, size, bold=bold))
    return found, top + rows * _ROW + 6.0


def _spots(
    answer: Rings,
    canvas: Canvas,
    middle: Point,
    radius: float,
    dots: Sequence[float],
    lanes: Sequence[int] = (1,),
) -> Iterator[Spots]:
    """Yield the places of the dots, the largest dots first, then the largest gaps between circles."""
    for dot in dots:
        for gap in _GAPS:
            for least in lanes:
                found = find_spots(answer.people, middle, radius, canvas.core, dot, gap, least)
                if found is not None:
                    yield found


def _you(canvas: Canvas, middle: Point) -> Box:
    half = canvas.core * 0.8
    return upright(middle.x - half, middle.y - half, 2 * half, 2 * half)


def _words(spots: Spots, size: float, middle: Point, labels: Sequence[Label] = ()) -> tuple[Label, ...]:
    """Return the words of the standings, each across the line of its ring: all in one direction if there is room.

    A word for which there is no room beside dots and labels is left out.
    """
    turns = sorted(range(-180, 180, 3), key=lambda turn: (abs(turn), turn))
    dots = [(spot.center, reach(spot, spots.dot)) for spot in spots.spots]
    boxes = [label.box for label in labels]
    for angle in (-90.0 + turn for turn in turns if abs(turn) <= 75):
        found = [_word(ring, angle, size, middle) for ring in spots.rings]
        if all(_is_clear(label, dots, boxes) for label in found):
            return tuple(found)
    some: list[Label] = []
    for ring in spots.rings:
        for angle in (-90.0 + turn for turn in turns):
            label = _word(ring, angle, size, middle)
            if _is_clear(label, dots, [*boxes, *(one.box for one in some)]):
                some.append(label)
                break
    return tuple(some)


def _is_clear(label: Label, dots: Sequence[tuple[Point, float]], boxes: Sequence[Box]) -> bool:
    return not any(label.box.covers(center, radius) for center, radius in dots) and not any(
        label.box.overlaps(box) for box in boxes
    )


def _word(ring: Ring, angle: float, size: float, middle: Point) -> Label:
    text = WORDS_OF_WARMTH[ring.standing]
    width, height = text_width(text, size), size * LINE
    center = polar(middle, ring.radius, angle)
    turn = angle + 90.0 if sin(radians(angle)) < 0.001 else angle - 90.0
    corner_of = turned(Point(0.0, 0.0), width, height, turn).corners[2]
    corner = Point(center.x - corner_of.x / 2, center.y - corner_of.y / 2)
    box = turned(corner, width, height, turn)
    base = size * BASELINE
    top = Point((box.corners[0].x + box.corners[1].x) / 2, (box.corners[0].y + box.corners[1].y) / 2)
    at = Point(top.x - sin(radians(turn)) * base, top.y + sin(radians(turn + 90.0)) * base)
    return Label(text, at, size, turn, "middle", False, box)
