"""Chooses where a rings picture has its names: beside the dots, around the rim or, in a crowd, in a list by number. Draws nothing.

Whatever the names, no label covers another label or a dot, and none is outside of the picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import radians, sin, sqrt

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.rules import WORDS_OF_WARMTH
from plaintext_network.network.reports.charts.rings import Rings
from plaintext_network.report.svg.boxes import Obstacles, Point, turned, upright
from plaintext_network.report.svg.ring_labels import (
    BASELINE,
    LINE,
    Form,
    Label,
    circle_labels,
    flat_label,
    labels_around,
    labels_beside,
)
from plaintext_network.report.svg.ring_spots import MARK, Ring, Spots, find_spots, polar, reach, step_of
from plaintext_network.report.svg.text_width import first_names, fitting, short_names, text_width


class Canvas(NamedTuple):
    """The sizes of a picture in pixels; `names`, `rim` and `dots` begin with the largest.

    `beside` is up to how many people have their names beside their dots. Of more, names are around the rim: each of `rim` is a
    size, whether names are whole, and the most room for one. With `numbers`, a name beside a dot may be a first name that only
    one person has, or a number of this size; and of more people, all have numbers in dots of these sizes.
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
    numbers: float | None = None
    numbered: tuple[float, ...] = ()


# For a page on a desk, and for a phone.
WIDE = Canvas(
    width=720.0,
    beside=48,
    side=72.0,
    names=(12.5, 11.5, 10.5),
    rim=(
        (12.5, True, 118.0),
        (11.5, True, 112.0),
        (11.5, False, 96.0),
        (10.5, False, 88.0),
        (9.5, False, 80.0),
        (9.0, False, 72.0),
    ),
    circle=11.5,
    word=10.0,
    dots=(5.5, 5.0, 4.5, 4.0, 3.5, 3.0),
    core=22.0,
    longest=150.0,
)
NARROW = Canvas(
    width=360.0,
    beside=32,
    side=25.0,
    names=(10.5, 9.5),
    rim=(),
    circle=10.0,
    word=9.0,
    dots=(4.5, 4.0),
    core=15.0,
    longest=84.0,
    numbers=9.0,
    numbered=(8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5, 4.0, 3.5),
)
# The least space between two circles, in steps from one person to the next.
_GAPS = (1.4, 0.7, 0.3, 0.0)
# In how many lanes the dots of a ring may be, to make room for names beside them.
_LANES = (2, 3)
_FOOT = 22.0
# From the outer ring to the names around it.
_TICK = 9.0
# The list of the numbers: the columns, and the height of a row.
_COLUMNS, _ROW = 2, 16.0
# Where the words of the rings may be, the best first: from straight up to straight down, or only above.
_ANGLES = tuple(-90.0 + turn for turn in sorted(range(-180, 180, 3), key=lambda turn: (abs(turn), turn)))
_ANGLES_ABOVE = tuple(angle for angle in _ANGLES if abs(angle + 90.0) <= 75)
# How far a picture grows when nothing fits.
_GROWTH = 1.12


class Layout(NamedTuple):
    """The positions of everything in a picture. `labels` and `leaders` are in the order of the people.

    A leader is the line from a dot to its label, None if the label is beside it. `words` are the names of the rings. `legend`
    says whose the numbers are, and begins below the `foot` of the picture. With `is_numbered`, all have one, in the dot.
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
    foot: float
    legend: tuple[Label, ...] = ()
    is_numbered: bool = False

    @property
    def every_label(self) -> tuple[Label, ...]:
        """All labels that cover something; the numbers of a numbered picture are in the dots."""
        return (*(() if self.is_numbered else self.labels), *self.words, *self.circles, *self.legend)


def layout(answer: Rings, canvas: Canvas = WIDE) -> Layout:
    """Return the layout in the largest type that fits. If none fits, return a larger picture."""
    while True:
        if len(answer.people) <= canvas.beside and (found := _beside(answer, canvas)):
            return found
        for size, is_whole, room in canvas.rim:
            if found := _around(answer, canvas, size, room, is_whole=is_whole):
                return found
        if canvas.numbered and (found := _numbered(answer, canvas)):
            return found
        canvas = canvas._replace(width=canvas.width * _GROWTH)


def _beside(answer: Rings, canvas: Canvas) -> Layout | None:
    """Return the picture with names beside the dots; None if there is no room for one."""
    radius = canvas.width / 2 - canvas.side
    above = canvas.circle * LINE + 12.0
    foot = 2 * (radius + above)
    middle = Point(canvas.width / 2, radius + above)
    forms = [_forms(answer, canvas, size) for size in canvas.names]
    for gap in _GAPS[:2]:
        for lanes in _LANES:
            spots = find_spots(answer.people, middle, radius, canvas.core, canvas.dots[0], gap, lanes)
            if spots and (found := _named(answer, canvas, spots, forms, middle, radius, foot)):
                return found
    return None


def _named(
    answer: Rings,
    canvas: Canvas,
    spots: Spots,
    forms_by_size: Sequence[Sequence[Sequence[Form]]],
    middle: Point,
    radius: float,
    foot: float,
) -> Layout | None:
    """Return the picture with names beside these dots; None if there is no room for one, or for the words of a ring."""
    circles = _circles_above(canvas, spots, middle, radius)
    half = canvas.core * 0.8
    you = upright(middle.x - half, middle.y - half, 2 * half, 2 * half)
    free = [*(label.box for label in circles), you, upright(0.0, foot, canvas.width, _FOOT)]
    for forms in forms_by_size:
        labels = labels_beside(spots, forms, free, canvas.width, foot + _FOOT, middle)
        words = _words(spots, canvas.word, middle, [*labels, *circles]) if labels is not None else ()
        if labels is not None and len(words) == len(spots.rings):
            legend, height = _legend(answer, canvas, labels, foot + _FOOT)
            none = (None,) * len(labels)
            return Layout(
                canvas.width,
                height,
                middle,
                radius,
                spots,
                tuple(labels),
                none,
                words,
                tuple(circles),
                foot,
                legend,
            )
    return None


def _circles_above(canvas: Canvas, spots: Spots, middle: Point, radius: float) -> list[Label]:
    """Return the names of circles around the rings, shorter ones if a corner of one that leans would be outside of the picture."""
    rim = radius + 8.0
    found = circle_labels(spots.sectors, canvas.circle, middle, rim, canvas.longest)
    # The middle is as far from the upper end as from the foot, which has room to spare.
    if all(label.box.is_within(canvas.width, 2 * middle.y + _FOOT) for label in found):
        return found
    longest = 2 * sqrt(middle.y**2 - (rim + canvas.circle * LINE) ** 2) - 1.0
    return circle_labels(spots.sectors, canvas.circle, middle, rim, min(longest, canvas.longest))


def _forms(answer: Rings, canvas: Canvas, size: float) -> list[list[Form]]:
    """Return the forms of each name, the best first: whole, short, and where there is little room only the first name or a number."""
    names = [person.name for person in answer.people]
    shorts, firsts = short_names(names), first_names(names)
    found = []
    for number, (name, short, first) in enumerate(zip(names, shorts, firsts, strict=True), 1):
        several = [short, first] if canvas.numbers else [name, short]
        texts = dict.fromkeys(fitting(text, canvas.width / 3, size) for text in several)
        forms = [Form(text, size) for text in texts]
        if canvas.numbers:
            forms.append(Form(str(number), canvas.numbers, is_number=True))
        found.append(forms)
    return found


def _legend(
    answer: Rings, canvas: Canvas, labels: Sequence[Label], top: float
) -> tuple[tuple[Label, ...], float]:
    """Return whose the numbers are, in columns, and where the list ends."""
    size = canvas.names[0]
    numbered = [
        (label.text, person) for label, person in zip(labels, answer.people, strict=True) if label.is_number
    ]
    rows = -(-len(numbered) // _COLUMNS)
    column = (canvas.width - 8.0) / _COLUMNS
    found = []
    for place, (number, person) in enumerate(numbered):
        bold = person.is_due
        text = fitting(f"{number} {person.name}", column - 8.0, size, bold=bold)
        left = 8.0 + place // rows * column
        found.append(flat_label(Form(text, size), left, top + place % rows * _ROW, bold=bold))
    return tuple(found), top + rows * _ROW + (6.0 if rows else 0.0)


def _around(answer: Rings, canvas: Canvas, size: float, most: float, *, is_whole: bool) -> Layout | None:
    """Return the picture with names around the rim; None if they would overlap."""
    rim = _rim(answer, canvas)
    names = [person.name for person in answer.people]
    widths = [
        [text_width(form, size, bold=person.is_due) for form in forms]
        for *forms, person in zip(names, short_names(names), answer.people, strict=True)
    ]
    names = [
        name if is_whole and whole <= most else short
        for name, short, (whole, _) in zip(names, short_names(names), widths, strict=True)
    ]
    widest = (whole if is_whole and whole <= most else short for whole, short in widths)
    room = min(most, max(widest, default=0.0))
    start = rim - 5.0 - room
    radius = start - _TICK
    middle = Point(canvas.width / 2, canvas.width / 2)
    gaps = [
        gap
        for gap in _GAPS
        if len(answer.people) < 2
        or 2 * start * sin(radians(min(step_of(answer.people, gap), 180.0) / 2)) >= size * LINE
    ]
    for spots in _spots(answer, canvas, middle, radius, canvas.dots, gaps):
        labels = labels_around(spots, names, size, middle, start, room)
        leaders = tuple(
            (
                polar(middle, spot.distance + spots.dot + 1.0, spot.angle),
                polar(middle, start - 3.0, spot.angle),
            )
            for spot in spots.spots
        )
        circles = circle_labels(spots.sectors, canvas.circle, middle, rim, canvas.longest)
        return Layout(
            canvas.width,
            canvas.width + _FOOT,
            middle,
            radius,
            spots,
            tuple(labels),
            leaders,
            _words(spots, canvas.word, middle, circles),
            tuple(circles),
            canvas.width,
        )
    return None


def _rim(answer: Rings, canvas: Canvas) -> float:
    """Return the radius beyond which there is nothing but the names of the circles."""
    half = canvas.width / 2 - 3.0
    if not any(answer.circles):
        return half
    return sqrt(half * half - (canvas.longest / 2) ** 2) - canvas.circle * LINE


def _numbered(answer: Rings, canvas: Canvas) -> Layout | None:
    """Return the picture with a number in each dot and a list below; None if the dots don't fit."""
    rim = _rim(answer, canvas)
    radius = rim - _TICK
    middle = Point(canvas.width / 2, canvas.width / 2)
    for spots in _spots(answer, canvas, middle, radius, canvas.numbered, apart=1.5):
        labels = []
        for number, spot in enumerate(spots.spots, 1):
            form = Form(str(number), spots.dot * (0.95 if number > 99 else 1.15), is_number=True)
            width, (x, y) = text_width(form.text, form.size), spot.center
            top = y - form.size * (BASELINE - 0.36)
            labels.append(flat_label(form, x - width / 2, top, anchor="middle"))
        circles = circle_labels(spots.sectors, canvas.circle, middle, rim, canvas.longest)
        legend, height = _legend(answer, canvas, labels, canvas.width + _FOOT)
        return Layout(
            canvas.width,
            height,
            middle,
            radius,
            spots,
            tuple(labels),
            (None,) * len(labels),
            _words(spots, canvas.word, middle, circles),
            tuple(circles),
            canvas.width,
            legend,
            is_numbered=True,
        )
    return None


def _spots(
    answer: Rings,
    canvas: Canvas,
    middle: Point,
    radius: float,
    dots: Sequence[float],
    gaps: Sequence[float] = _GAPS,
    apart: float = 2 * MARK,
) -> Iterator[Spots]:
    """Yield the places of the dots, the largest dots first, then the largest gaps between circles."""
    for dot in dots:
        for gap in gaps:
            if found := find_spots(answer.people, middle, radius, canvas.core, dot, gap, apart=apart):
                yield found


def _words(spots: Spots, size: float, middle: Point, labels: Sequence[Label]) -> tuple[Label, ...]:
    """Return the words of the standings, each across the line of its ring: all in one direction if there is room.

    A word for which there is no room beside dots and labels is left out.
    """
    dots = [(spot.center, reach(spot, spots.dot)) for spot in spots.spots]
    obstacles = Obstacles(dots, [label.box for label in labels])
    for angle in _ANGLES_ABOVE:
        found: list[Label] = []
        for ring in spots.rings:
            label = _word(ring, angle, size, middle)
            if not obstacles.are_clear_of(label.box):
                break
            found.append(label)
        else:
            return tuple(found)
    found = []
    for ring in spots.rings:
        for angle in _ANGLES:
            label = _word(ring, angle, size, middle)
            if obstacles.are_clear_of(label.box) and not any(label.box.overlaps(one.box) for one in found):
                found.append(label)
                break
    return tuple(found)


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
