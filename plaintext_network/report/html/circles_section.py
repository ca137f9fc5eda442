"""Shows on the page where everybody stands: the rings, and the standings of each circle."""

from __future__ import annotations

from plaintext_network.network.due.rules import WORDS_OF_WARMTH
from plaintext_network.network.people.person import WARMTHS
from plaintext_network.network.reports.charts.circle_standings import CircleStanding
from plaintext_network.report.contents import ReportContents
from plaintext_network.report.html.section import numbers, section, table
from plaintext_network.report.markup import Element, element
from plaintext_network.report.svg.rings import rings, rings_table
from plaintext_network.report.svg.rings_layout import NARROW, WIDE
from plaintext_network.report.svg.standing_bar import standing_bar

# How many circles have a row.
MOST = 16


def circles_section(contents: ReportContents) -> Element:
    """Return the section with the picture of the rings beside the table of circles."""
    answer = contents.rings
    pictures = None
    if answer.people:
        pictures = element(
            "figure",
            element("div", rings(answer, WIDE), class_="on-desk"),
            element("div", rings(answer, NARROW), class_="on-phone"),
        )
    return section(
        "circles",
        "Where everyone stands",
        element(
            "p",
            "You are in the middle. The nearer somebody is, the more recently you were in touch, for how often you want to be.",
            class_="lede",
        )
        if pictures
        else None,
        element("div", pictures, numbers("Everyone in a table", rings_table(answer)), class_="rings-column")
        if pictures
        else None,
        element("div", _legend(), _standings(contents.circles), class_="circles-column"),
        wide=True,
    )


def _legend() -> Element:
    items = [
        element(
            "li",
            element(
                "svg",
                element("rect", x=1, y=1, width=10, height=10, rx=2, class_=f"standing-{word}"),
                class_="swatch",
                width=12,
                height=12,
                viewBox="0 0 12 12",
                aria_hidden="true",
            ),
            WORDS_OF_WARMTH[word],
        )
        for word in WARMTHS
    ]
    return element("ul", items, class_="legend", role="list")


def _standings(circles: tuple[CircleStanding, ...]) -> Element:
    most = max((circle.people for circle in circles), default=1)
    rows = [
        element(
            "tr",
            element(
                "th",
                element("bdi", circle.circle) if circle.circle else element("em", "no circle"),
                scope="row",
            ),
            element("td", standing_bar(circle.standings, max(most, 1)), _spoken(circle), class_="bar"),
            element("td", f"{circle.people:,}", class_="number"),
        )
        for circle in circles[:MOST]
    ]
    return table("Standing of the people of each circle", ("Circle", "Standing", "People"), rows)


def _spoken(circle: CircleStanding) -> Element:
    parts = [f"{number:,} {WORDS_OF_WARMTH.get(word, word)}" for word, number in circle.standings if number]
    return element("span", ", ".join(parts), class_="unseen")
