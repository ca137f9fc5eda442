"""Whatever the names, circles and standings, no label covers another label or a dot, and none leaves the picture."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations
from math import hypot
from sys import setprofile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plaintext_network.network.people.person import WARMTHS
from plaintext_network.network.reports.charts.rings import RingPerson, Rings
from plaintext_network.report.svg.boxes import Point, turned, upright
from plaintext_network.report.svg.ring_spots import reach
from plaintext_network.report.svg.rings_layout import NARROW, WIDE, Canvas, Layout, layout

WORDS = ("Ada", "Zoë", "Wolfeschlegelsteinhausenbergerdorff", "van", "Brandvold", "O'Hara", "田中", "さくら", "ليلى", "Łukasz", "Ze\u0301e", "नरेन्द्र", "👩‍🚀")  # fmt: skip
NAMES = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60),
)
PEOPLE = st.lists(
    st.tuples(NAMES, st.integers(0, 12), st.sampled_from(WARMTHS), st.booleans()), min_size=1, max_size=150
)
CIRCLES = (
    "",
    "family",
    "friends of the choir in Lisbon",
    "家族",
    "work",
    "a",
    "b",
    "c",
    "d",
    "e",
    "f",
    "g",
    "h",
)


def _answer(people: Sequence[tuple[str, int, str, bool]]) -> Rings:
    found = [
        RingPerson(name, f"{number}.md", CIRCLES[circle], standing, is_due, date(2026, 11, 1))
        for number, (name, circle, standing, is_due) in enumerate(people)
    ]
    found.sort(key=lambda person: (CIRCLES.index(person.circle), person.name))
    return Rings(tuple(dict.fromkeys(person.circle for person in found)), tuple(found), (), 0)


def _check(found: Layout) -> None:
    boxes = [label.box for label in found.every_label]
    for label, box in zip(found.every_label, boxes, strict=True):
        assert box.is_within(found.width, found.height), label
    dots = [(spot.center, reach(spot, found.spots.dot)) for spot in found.spots.spots]
    if found.is_numbered:
        dots = [(center, found.spots.dot) for center, _ in dots]
    for label, box in zip(found.every_label, boxes, strict=True):
        assert not any(box.covers(center, radius - 1e-6) for center, radius in dots), label
    for (one, box), (other, second) in combinations(zip(found.every_label, boxes, strict=True), 2):
        assert not box.overlaps(second), (one, other)
    for (center, radius), (second_center, second_radius) in combinations(dots, 2):
        apart = hypot(center.x - second_center.x, center.y - second_center.y)
        assert apart >= radius + second_radius - 1e-6
    assert len(found.labels) == len(found.spots.spots)


@pytest.mark.parametrize("canvas", [WIDE, NARROW])
@settings(max_examples=40, deadline=None)
@given(people=PEOPLE)
def test_no_label_covers_a_label_or_a_dot(canvas: Canvas, people: list[tuple[str, int, str, bool]]) -> None:
    answer = _answer(people)
    found = layout(answer, canvas)
    _check(found)
    assert found == layout(answer, canvas)


@pytest.mark.parametrize("canvas", [WIDE, NARROW])
@pytest.mark.parametrize("standing", WARMTHS)
@pytest.mark.parametrize("number", [1, 34, 49, 150])
@pytest.mark.parametrize("circles", [1, 13])
def test_everybody_may_have_one_standing(canvas: Canvas, standing: str, number: int, circles: int) -> None:
    people = [
        (f"Ada Brandvold {place}", place % circles, standing, place % 2 == 0) for place in range(number)
    ]
    _check(layout(_answer(people), canvas))


def test_a_crowd_has_names_around_a_picture_of_the_usual_size() -> None:
    people = [
        (f"{['Ada', 'Bo', 'Zoë'][place % 3]} Brandvold", place % 8, WARMTHS[place % 5], place % 7 == 0)
        for place in range(150)
    ]
    found = layout(_answer(people))
    assert found.width == WIDE.width
    assert not found.legend
    assert all(label.size >= 9 for label in found.labels)


def test_on_a_phone_a_crowd_has_numbers_and_a_list() -> None:
    people = [(f"Ada {place} Brandvold", place % 8, WARMTHS[place % 5], False) for place in range(60)]
    found = layout(_answer(people), NARROW)
    assert found.width == NARROW.width
    assert [label.text for label in found.labels[:3]] == ["1", "2", "3"]
    assert found.legend[1].text.startswith("2 ")


def test_the_nearest_ring_is_that_of_the_warmest() -> None:
    people = [("Ada", 0, "warm", False), ("Bo", 0, "lost", False), ("Cy", 0, "new", False)]
    found = layout(_answer(people))
    by_name = {spot.person.name: spot.distance for spot in found.spots.spots}
    assert by_name["Ada"] < by_name["Bo"] < by_name["Cy"]
    assert [ring.standing for ring in found.spots.rings] == list(WARMTHS)


def test_boxes_overlap_only_if_they_share_room() -> None:
    flat = upright(0, 0, 10, 10)
    assert not flat.overlaps(upright(10, 0, 10, 10))
    assert flat.overlaps(upright(9, 9, 10, 10))
    # The upright boxes around these two overlap, but they do not.
    assert not flat.overlaps(turned(Point(20, 6), 20, 4, 135))
    assert flat.covers(Point(12, 5), 3)
    assert not flat.covers(Point(12, 12), 2)


def test_many_names_are_placed_without_comparing_each_with_each() -> None:
    # Counted, not timed. A comparison of each possible label with each takes 3 million calls for the wide picture.
    people = [(f"{WORDS[n % 5]} {WORDS[n % 4 + 1]}", n % 6, WARMTHS[n % 5], n % 3 == 0) for n in range(40)]
    answer = _answer(people)
    for canvas in (WIDE, NARROW):
        calls = 0

        def count(_frame: object, event: str, _arg: object) -> None:
            nonlocal calls
            calls += event == "call"

        setprofile(count)
        try:
            layout(answer, canvas)
        finally:
            setprofile(None)
        assert calls < 100_000
