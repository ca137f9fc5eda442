"""Indexes of rectangles, discs and boxes find the same as a comparison with each."""

from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.report.svg.boxes import Box, Obstacles, Point, Rectangles, members, turned, upright

# Few values, so that edges often touch.
AT = st.integers(0, 12).map(float)
SIZE = st.integers(1, 5).map(float)
POINT = st.builds(Point, AT, AT)
FLAT = st.builds(upright, AT, AT, SIZE, SIZE)
TURNED = st.builds(turned, POINT, SIZE, SIZE, st.sampled_from((0.0, 17.0, 45.0, 90.0, 200.0)))


@given(st.lists(FLAT, max_size=20), FLAT)
def test_rectangles_are_found_by_what_they_overlap(boxes: list[Box], one: Box) -> None:
    found = Rectangles([box[1:] for box in boxes]).overlapping(*one[1:])
    assert list(members(found)) == [number for number, box in enumerate(boxes) if box.overlaps(one)]


@given(st.lists(st.tuples(POINT, SIZE), max_size=10), st.lists(st.one_of(FLAT, TURNED), max_size=10), FLAT)
def test_a_box_is_clear_if_it_covers_no_disc_and_overlaps_no_box(
    discs: list[tuple[Point, float]], boxes: list[Box], one: Box
) -> None:
    expected = not any(one.covers(*disc) for disc in discs) and not any(one.overlaps(box) for box in boxes)
    obstacles = Obstacles(discs, boxes)
    assert obstacles.are_clear_of(one) == expected
    width, height = one.right - one.left, one.bottom - one.top
    assert obstacles.are_clear_of_upright(one.left, one.top, width, height) == expected
