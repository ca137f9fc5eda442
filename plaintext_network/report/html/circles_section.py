"""Writes the section that counts the people of each circle by standing."""

from __future__ import annotations

from plaintext_network.errors import counted
from plaintext_network.network.due.rules import WORDS_OF_WARMTH
from plaintext_network.network.people.person import WARMTHS
from plaintext_network.network.reports.charts.circle_standings import CircleStanding
from plaintext_network.report.contents import ReportContents
from plaintext_network.report.html.section import section, table
from plaintext_network.report.markup import Element, element
from plaintext_network.report.svg.standing_bar import standing_bar

# How many circles have a row.
MOST = 16


def circles_section(contents: ReportContents) -> Element | None:
    """Return the section with the table of circles; None without people."""
    if not contents.circles:
        return None
    more = len(contents.circles) - MOST
    return section(
        "circles",
        "Circles",
        _legend(),
        _standings(contents.circles),
        element("p", f"And {counted(more, 'more circle')}.", class_="more") if more > 0 else None,
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
    return table("People of each circle by standing", ("Circle", "Standing", "People"), rows)


def _spoken(circle: CircleStanding) -> Element:
    parts = [f"{number:,} {WORDS_OF_WARMTH.get(word, word)}" for word, number in circle.standings if number]
    return element("span", ", ".join(parts), class_="unseen")
