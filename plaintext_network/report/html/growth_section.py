"""Writes the section of how the network grew."""

from __future__ import annotations

from plaintext_network.errors import counted
from plaintext_network.report.contents import ReportContents
from plaintext_network.report.day_words import day_in_full
from plaintext_network.report.html.section import numbers, section, table
from plaintext_network.report.markup import Element, element
from plaintext_network.report.svg.growth_chart import growth_chart, growth_mark


def growth_section(contents: ReportContents) -> Element | None:
    """Return the section with the chart; None if there are fewer than two quarters."""
    points = contents.growth
    if len(points) < 2:
        return None
    last = points[-1]
    legend = element(
        "ul",
        element(
            "li",
            growth_mark("known"),
            counted(last.known, "person", "people"),
            " you met or were in touch with",
        ),
        element("li", growth_mark("touch"), f"{last.in_touch:,} of them in touch within a year"),
        class_="legend",
        role="list",
    )
    rows = [
        element(
            "tr",
            element("th", day_in_full(one.day), scope="row"),
            [element("td", f"{value:,}", class_="number") for value in (one.known, one.new, one.in_touch)],
        )
        for one in reversed(points)
    ]
    return section(
        "growth",
        "How your network grew",
        legend,
        element("figure", growth_chart(points), class_="growth-figure"),
        numbers(
            "The numbers by quarter",
            table(
                "People known by quarter", ("By the end of", "Known", "New", "In touch within a year"), rows
            ),
        ),
    )
