"""Everybody can read the page of the sample vault: with a screen reader, with a keyboard, on a phone, in the dark."""

from itertools import pairwise
from pathlib import Path

import pytest

from tests.report.axe import axe_findings
from tests.report.tab import DARK, LIGHT, Node, Tab

pytestmark = pytest.mark.system

LANDMARKS = ("banner", "navigation", "main", "region", "contentinfo", "complementary")


@pytest.mark.parametrize("features", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(width: int, features: dict[str, str], sample_page: Path, tab: Tab) -> None:
    tab.look(width=width, features=features)
    tab.open(sample_page)
    # What is folded away is read, too.
    tab.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert not axe_findings(tab)


@pytest.fixture
def nodes(sample_page: Path, tab: Tab) -> list[Node]:
    """Return what a screen reader gets of the page."""
    tab.open(sample_page)
    tab.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    return tab.accessibility()


def below(nodes: list[Node], number: int) -> list[Node]:
    found = []
    for node in nodes[number + 1 :]:
        if node.depth <= nodes[number].depth:
            break
        found.append(node)
    return found


def test_headings_go_down_one_level_at_a_time(nodes: list[Node]) -> None:
    levels = [node.properties["level"] for node in nodes if node.role == "heading"]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(level - before <= 1 for before, level in pairwise(levels))
    assert all(node.name for node in nodes if node.role == "heading")


def test_every_section_is_a_region_with_the_name_of_its_heading(nodes: list[Node]) -> None:
    regions = [number for number, node in enumerate(nodes) if node.role == "region"]
    assert len(regions) >= 6
    for number in regions:
        heading = next(node for node in below(nodes, number) if node.role == "heading")
        assert nodes[number].name == heading.name
        assert heading.properties["level"] == 2


def test_all_text_is_in_a_landmark(nodes: list[Node]) -> None:
    inside = [
        id(node)
        for number, landmark in enumerate(nodes)
        if landmark.role in LANDMARKS
        for node in below(nodes, number)
    ]
    assert not [node for node in nodes if node.role == "StaticText" and id(node) not in inside]


def test_every_table_has_a_caption_and_headers(nodes: list[Node]) -> None:
    tables = [number for number, node in enumerate(nodes) if node.role == "table"]
    assert tables
    for number in tables:
        assert nodes[number].name
        inside = below(nodes, number)
        assert any(node.role == "columnheader" for node in inside)
        rows = sum(node.role == "row" for node in inside)
        assert sum(node.role == "rowheader" for node in inside) == rows - 1


def test_every_picture_has_a_name_and_every_link_a_text(nodes: list[Node]) -> None:
    pictures = [node for node in nodes if node.role in ("image", "img", "SvgRoot", "graphics-document")]
    assert pictures
    assert all(node.name for node in pictures), pictures
    assert all(node.name for node in nodes if node.role == "link")


@pytest.mark.parametrize("width", [360, 1280])
def test_no_picture_is_read_twice(width: int, sample_page: Path, tab: Tab) -> None:
    tab.look(width=width)
    tab.open(sample_page)
    nodes = tab.accessibility()
    figures = [number for number, node in enumerate(nodes) if node.role == "figure"]
    # A figure has a name of its own, or a picture in it has.
    names = [
        node.name
        for number in figures
        for node in (nodes[number], *below(nodes, number))
        if node.role in ("figure", "image") and node.name
    ]
    assert len(names) == len(set(names)) == len(figures)


def test_a_reader_hears_names_not_shapes(nodes: list[Node]) -> None:
    # A picture is one thing with a name and a description, and not a hundred circles.
    assert not [node for node in nodes if node.role.lower().startswith(("graphicssymbol", "svgcircle"))]


def test_the_keyboard_reaches_every_link_in_the_order_of_the_page(sample_page: Path, tab: Tab) -> None:
    tab.open(sample_page)
    tab.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    tab.run("window.stops = [...document.querySelectorAll('a:not(svg a), summary, [tabindex=\"0\"]')]")
    for number in range(tab.run("stops.length")):
        tab.press("Tab")
        assert tab.run("stops.indexOf(document.activeElement)") == number
        ring = tab.run("getComputedStyle(document.activeElement).outlineStyle")
        assert ring != "none", "nothing shows where the keyboard is"


def test_every_link_of_a_picture_is_in_the_table_beside_it(sample_page: Path, tab: Tab) -> None:
    tab.open(sample_page)
    addresses = "[...document.querySelectorAll('{}')].map(link => link.getAttribute('href'))"
    drawn = set(tab.run(addresses.format("svg a")))
    assert drawn
    assert drawn <= set(tab.run(addresses.format("#rings table a")))
