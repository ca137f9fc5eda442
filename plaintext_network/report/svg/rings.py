"""Draws the rings: you in the middle, others at a distance by standing and an angle by circle. Decides nothing about people."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from plaintext_network.errors import counted
from plaintext_network.network.due.rules import WORDS_OF_WARMTH
from plaintext_network.network.reports.charts.rings import RingPerson, Rings
from plaintext_network.report.day_words import day_in_full
from plaintext_network.report.markup import Content, Element, element
from plaintext_network.report.svg.boxes import Point
from plaintext_network.report.svg.ring_labels import Label
from plaintext_network.report.svg.ring_spots import MARK, Sector, Spot, polar
from plaintext_network.report.svg.rings_layout import WIDE, Canvas, Layout, layout

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

# What a person's path leads to on a page; None if it leads nowhere.
Address: TypeAlias = "Callable[[str], str | None]"

# With more people, the lines of all would be unreadable.
FEW = 60
# For readers without the style sheet, which says the same with colours.
_OUTLINE = {"fill": "none", "stroke": "currentColor"}
# Each standing has a shape: filled, smaller, an outline, a thin one, a diamond.
_SIZES = {"warm": 1.0, "cooling": 0.86, "dormant": 0.9, "lost": 0.72, "new": 0.95}
_FILLED = frozenset(("warm", "cooling"))
# How much smaller a dot in a mark is.
_INSIDE = 0.7
# How far a curve bends towards the middle, as a part of the way.
_BEND = 0.35


def rings(answer: Rings, canvas: Canvas = WIDE) -> Element:
    """Return the picture as SVG: for a wide screen or, with the canvas NARROW, for a phone."""
    found = layout(answer, canvas)
    names = (element("title", rings_title(answer)), element("desc", rings_description(answer)))
    return _picture(found, (*names, *_parts(answer, found, canvas, None)), role="img")


def rings_for_page(answer: Rings, canvas: Canvas, address: Address) -> Element:
    """Return the same picture for a page that says in text what it shows: a name leads to the address of the person's path.

    Assistive technology skips it, and the keyboard, too: a table beside it has the same links.
    """
    found = layout(answer, canvas)
    return _picture(found, _parts(answer, found, canvas, address), aria_hidden="true")


def _picture(found: Layout, parts: tuple[Content, ...], **attributes: str) -> Element:
    return element(
        "svg",
        *parts,
        width=round(found.width),
        height=round(found.height),
        viewBox=f"0 0 {found.width:g} {found.height:g}",
        class_="rings rings-numbered" if found.is_numbered else "rings",
        fill="currentColor",
        **attributes,
    )


def _parts(answer: Rings, found: Layout, canvas: Canvas, address: Address | None) -> tuple[Content, ...]:
    return (
        element("g", *_rings(found), class_="rings-rings", **_OUTLINE),
        _leaders(found),
        element("g", *_relations(answer, found), class_="rings-relations", **_OUTLINE),
        element("g", *_arcs(found), class_="rings-arcs", **_OUTLINE),
        element("g", *map(_text, found.words), class_="rings-words"),
        element("g", *map(_text, found.circles), class_="rings-circles"),
        _you(found.middle, canvas),
        element("g", *_people(answer, found, canvas, address), class_="rings-people"),
        element("g", *_legend(answer, found, address), class_="rings-legend"),
        element("g", *_foot(answer, found, canvas), class_="rings-foot"),
    )


def says(person: RingPerson) -> str:
    """Return the description of somebody in the picture: “Zoë Brandvold: last in touch on 27 October 2026; due”."""
    last = person.last_touch
    touch = f"last in touch on {day_in_full(last)}" if last else WORDS_OF_WARMTH["new"]
    return f"{person.name}: {touch}{'; due' if person.is_due else ''}"


def rings_title(answer: Rings) -> str:
    """Return the name of the picture."""
    return (
        "Where everyone stands" if answer.around is None else f"People {_name(answer, answer.around)} knows"
    )


def rings_description(answer: Rings) -> str:
    """Return the first impression of the picture in words."""
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


def _leaders(found: Layout) -> Element | None:
    """Return the lines from the dots to names on the rim, as one path."""
    lines = "".join(
        f"M{_number(one.x)} {_number(one.y)}L{_number(other.x)} {_number(other.y)}"
        for one, other in filter(None, found.leaders)
    )
    return element("path", d=lines, class_="rings-leaders", stroke_opacity=0.3, **_OUTLINE) if lines else None


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
        element(
            "text",
            "you",
            x=middle.x,
            y=middle.y + size * 0.32,
            font_size=size,
            text_anchor="middle",
            # The colour of the ground, for readers without the style sheet.
            fill="Canvas",
        ),
        class_="rings-you",
    )


def _people(answer: Rings, found: Layout, canvas: Canvas, address: Address | None) -> Iterator[Element]:
    for spot, label in zip(found.spots.spots, found.labels, strict=True):
        person = spot.person
        is_asked = person.path == answer.around
        classes = [f"rings-{person.standing}"]
        classes += ["rings-due"] * person.is_due + ["rings-asked"] * is_asked
        parts = (*_dot(spot, found.spots.dot, is_numbered=found.is_numbered), _text(label))
        # On a phone nothing hovers, and a number's name is in the legend.
        title = element("title", says(person)) if canvas is WIDE or address is None else None
        yield _linked(
            None if found.is_numbered else person.path, address, title, *parts, class_=" ".join(classes)
        )


def _linked(
    path: str | None, address: Address | None, *content: Content, class_: str | None = None
) -> Element:
    """Return a group, as a link if a path has an address."""
    target = address(path) if address and path else None
    if target is None:
        return element("g", *content, class_=class_)
    return element("a", *content, href=target, tabindex=-1, class_=class_)


def _dot(spot: Spot, dot: float, *, is_numbered: bool) -> Iterator[Content]:
    x, y = round(spot.center.x, 1), round(spot.center.y, 1)
    if is_numbered:
        yield element("circle", cx=x, cy=y, r=dot, **_OUTLINE)
        return
    standing, is_due = spot.person.standing, spot.person.is_due
    if is_due:
        yield element("circle", cx=x, cy=y, r=dot + MARK - 0.7, class_="rings-mark", **_OUTLINE)
    size = round(dot * _SIZES[standing] * (_INSIDE if is_due else 1.0), 1)
    outline = {} if standing in _FILLED else _OUTLINE
    if standing == "new":
        corners = ((x, y - size), (x + size, y), (x, y + size), (x - size, y))
        points = " ".join(f"{_number(one)},{_number(other)}" for one, other in corners)
        yield element("polygon", points=points, **outline)
    else:
        yield element("circle", cx=x, cy=y, r=size, **outline)


def _legend(answer: Rings, found: Layout, address: Address | None) -> Iterator[Element]:
    """Yield the list that explains the numbers."""
    numbered = [person for person, label in zip(answer.people, found.labels, strict=True) if label.is_number]
    for person, label in zip(numbered, found.legend, strict=True):
        yield _linked(person.path, address, _text(label), class_="rings-due" if label.bold else None)


def _text(label: Label) -> Element:
    turn = label.angle % 360.0
    x, y = _number(label.at.x), _number(label.at.y)
    place = {"transform": f"translate({x} {y})rotate({_number(turn)})"} if turn else {"x": x, "y": y}
    return element(
        "text",
        label.text,
        **place,
        font_size=label.size,
        class_="rings-number" if label.is_number else None,
        text_anchor=None if label.anchor == "start" else label.anchor,
    )


def _foot(answer: Rings, found: Layout, canvas: Canvas) -> Iterator[Content]:
    size, y = canvas.word + 1.0, found.foot + 14.0
    if any(person.is_due for person in answer.people):
        yield element(
            "g",
            element("circle", cx=12.0, cy=y - size * 0.34, r=5.6, class_="rings-mark", **_OUTLINE),
            element("circle", cx=12.0, cy=y - size * 0.34, r=3.0),
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
