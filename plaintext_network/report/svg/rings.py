"""Draws the rings: you in the middle, others nearer the warmer the tie, beside those of their circle. Decides nothing about people."""

from __future__ import annotations

from collections.abc import Iterator

from plaintext_network.errors import counted
from plaintext_network.network.due.rules import WORDS_OF_WARMTH
from plaintext_network.network.reports.charts.rings import RingPerson, Rings
from plaintext_network.report.day_words import day_in_full
from plaintext_network.report.markup import Content, Element, element
from plaintext_network.report.svg.boxes import Point
from plaintext_network.report.svg.ring_labels import Label
from plaintext_network.report.svg.ring_spots import MARK, Sector, Spot, polar
from plaintext_network.report.svg.rings_layout import WIDE, Canvas, Layout, layout

# Of so many people, the relations of all can be drawn.
FEW = 60
# Each standing has a shape: filled, smaller, an outline, a thin one, a diamond.
_SIZES = {"warm": 1.0, "cooling": 0.86, "dormant": 0.9, "lost": 0.72, "new": 0.95}
# How much smaller a dot in a mark is.
_INSIDE = 0.7
# How far a curve bends towards the middle, as a part of the way.
_BEND = 0.35


def rings(answer: Rings, canvas: Canvas = WIDE) -> Element:
    """Return the picture as SVG, for a desk or, with the canvas NARROW, for a phone."""
    found = layout(answer, canvas)
    title = "Who is where" if answer.around is None else f"Whom {_name(answer, answer.around)} knows"
    return element(
        "svg",
        element("title", title),
        element("desc", _description(answer)),
        element("g", *_rings(found), class_="rings-rings"),
        element("g", *_leaders(found), class_="rings-leaders"),
        element("g", *_relations(answer, found), class_="rings-relations"),
        element("g", *_arcs(found), class_="rings-arcs"),
        element("g", *map(_text, found.words), class_="rings-words"),
        element("g", *map(_text, found.circles), class_="rings-circles"),
        _you(found.middle, canvas),
        *_people(answer, found),
        element("g", *map(_text, found.legend), class_="rings-legend"),
        element("g", *_foot(answer, found, canvas), class_="rings-foot"),
        viewBox=f"0 0 {found.width:g} {found.height:g}",
        class_=f"rings rings-{'wide' if canvas is WIDE else 'narrow'}{' rings-numbered' if found.is_numbered else ''}",
        role="img",
    )


def rings_table(answer: Rings) -> Element:
    """Return the same as a table of HTML, in the order in which people go round."""
    head = element(
        "tr",
        *(
            element("th", word, scope="col")
            for word in ("Name", "Circle", "Standing", "Last in touch", "Due")
        ),
    )
    return element(
        "table",
        element("thead", head),
        element("tbody", *map(_row, answer.people)),
        class_="rings-table",
    )


def _row(person: RingPerson) -> Element:
    last = person.last_touch
    return element(
        "tr",
        element("th", element("bdi", person.name), scope="row"),
        element("td", person.circle),
        element("td", WORDS_OF_WARMTH[person.standing]),
        element("td", element("time", day_in_full(last), datetime=last.isoformat()) if last else None),
        element("td", "due" if person.is_due else None),
    )


def says(person: RingPerson) -> str:
    """Return what the picture says of somebody: “Zoë Brandvold: last in touch on 27 October 2026; due”."""
    last = person.last_touch
    touch = f"last in touch on {day_in_full(last)}" if last else WORDS_OF_WARMTH["new"]
    return f"{person.name}: {touch}{'; due' if person.is_due else ''}"


def _description(answer: Rings) -> str:
    parts = []
    for standing, words in WORDS_OF_WARMTH.items():
        if number := sum(person.standing == standing for person in answer.people):
            parts.append(f"{number} {words}")
    due = sum(person.is_due for person in answer.people)
    people = counted(len(answer.people), "person", "people")
    standings = f": {', '.join(parts)}" if parts else ""
    return f"You in the middle, and {people} around you, nearer the more recently you were in touch{standings}. {due} due today."


def _name(answer: Rings, path: str) -> str:
    return next((person.name for person in answer.people if person.path == path), "")


def _rings(found: Layout) -> Iterator[Element]:
    for ring in reversed(found.spots.rings):
        yield element(
            "circle",
            cx=found.middle.x,
            cy=found.middle.y,
            r=ring.radius,
            class_=f"rings-ring rings-ring-{ring.standing}",
        )


def _arcs(found: Layout) -> Iterator[Element]:
    """Yield an arc outside of the rings for each circle, if there are several."""
    sectors = [sector for sector in found.spots.sectors if sector.circle]
    if len(found.spots.sectors) > 1:
        for sector in sectors:
            yield element("path", d=_arc(sector, found.middle, found.radius + 4.5))


def _arc(sector: Sector, middle: Point, radius: float) -> str:
    inset = (sector.end - sector.start) * 0.08
    one, other = polar(middle, radius, sector.start + inset), polar(middle, radius, sector.end - inset)
    large = int(sector.end - sector.start - 2 * inset > 180)
    return f"M{_number(one.x)} {_number(one.y)}A{_number(radius)} {_number(radius)} 0 {large} 1 {_number(other.x)} {_number(other.y)}"


def _leaders(found: Layout) -> Iterator[Element]:
    for leader in found.leaders:
        if leader is not None:
            (one, other) = leader
            yield element("line", x1=one.x, y1=one.y, x2=other.x, y2=other.y)


def _relations(answer: Rings, found: Layout) -> Iterator[Element]:
    """Yield the curves between people who know each other: those of the person asked for, or all of a few people."""
    places = {spot.person.path: spot.center for spot in found.spots.spots}
    is_few = len(answer.people) < FEW
    for relation in answer.relations:
        is_own = answer.around in (relation.one, relation.other)
        if is_own or is_few:
            one, other = places[relation.one], places[relation.other]
            bend = Point(
                (one.x + other.x) / 2 * (1 - _BEND) + found.middle.x * _BEND,
                (one.y + other.y) / 2 * (1 - _BEND) + found.middle.y * _BEND,
            )
            path = f"M{_number(one.x)} {_number(one.y)}Q{_number(bend.x)} {_number(bend.y)} {_number(other.x)} {_number(other.y)}"
            yield element("path", d=path, class_="rings-own" if is_own else None)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _you(middle: Point, canvas: Canvas) -> Element:
    size = canvas.core / 2
    return element(
        "g",
        element("circle", cx=middle.x, cy=middle.y, r=canvas.core * 0.72),
        element("text", "you", x=middle.x, y=middle.y + size * 0.32, font_size=size, text_anchor="middle"),
        class_="rings-you",
    )


def _people(answer: Rings, found: Layout) -> Iterator[Element]:
    for spot, label in zip(found.spots.spots, found.labels, strict=True):
        person = spot.person
        is_asked = person.path == answer.around
        classes = ["rings-person", f"rings-{person.standing}"]
        classes += ["rings-due"] * person.is_due + ["rings-asked"] * is_asked
        yield element(
            "g",
            element("title", says(person)),
            *_dot(spot, found.spots.dot, is_numbered=found.is_numbered),
            _text(label),
            class_=" ".join(classes),
        )


def _dot(spot: Spot, dot: float, *, is_numbered: bool) -> Iterator[Content]:
    x, y = spot.center
    if is_numbered:
        yield element("circle", cx=x, cy=y, r=dot, class_="rings-dot")
        return
    if spot.person.is_due:
        yield element("circle", cx=x, cy=y, r=dot + MARK - 0.7, class_="rings-mark")
    size = dot * _SIZES[spot.person.standing]
    if spot.person.is_due:
        size *= _INSIDE
    if spot.person.standing == "new":
        corners = ((x, y - size), (x + size, y), (x, y + size), (x - size, y))
        points = " ".join(f"{_number(one)},{_number(other)}" for one, other in corners)
        yield element("polygon", points=points, class_="rings-dot")
    else:
        yield element("circle", cx=x, cy=y, r=size, class_="rings-dot")


def _text(label: Label) -> Element:
    turn = label.angle % 360.0
    x, y = label.at
    return element(
        "text",
        label.text,
        x=x,
        y=y,
        font_size=label.size,
        class_="rings-number" if label.is_number else None,
        text_anchor=None if label.anchor == "start" else label.anchor,
        transform=f"rotate({_number(turn)} {x:.2f} {y:.2f})" if turn else None,
    )


def _foot(answer: Rings, found: Layout, canvas: Canvas) -> Iterator[Content]:
    size, y = canvas.word + 1.0, found.foot + 14.0
    if any(person.is_due for person in answer.people):
        yield element(
            "g",
            element("circle", cx=12.0, cy=y - size * 0.34, r=5.6, class_="rings-mark"),
            element("circle", cx=12.0, cy=y - size * 0.34, r=3.0, class_="rings-dot"),
            element("text", "due today", x=22.0, y=y, font_size=size),
            class_="rings-due",
        )
    if answer.left_out:
        yield element(
            "text",
            f"{answer.left_out:,} more not shown",
            x=found.width - 6.0,
            y=y,
            font_size=size,
            text_anchor="end",
        )
