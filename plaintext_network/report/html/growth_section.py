"""Shows on the page how the network grew."""

from __future__ import annotations

from plaintext_network.errors import counted
from plaintext_network.report.contents import ReportContents
from plaintext_network.report.day_words import day_in_full
from plaintext_network.report.html.section import numbers, section, table
from plaintext_network.report.markup import Element, element
from plaintext_network.report.svg.growth_chart import growth_chart


def growth_section(contents: ReportContents) -> Element | None:
    """Return the section with the chart; None as long as there is nothing to draw."""
    points = contents.growth
    if len(points) < 2:
        return None
    last = points[-1]
    sentence = f"You know {counted(last.known, 'person', 'people')}, and were in touch with {last.in_touch:,} of them within a year."
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
        "How it grew",
        element("p", sentence, class_="lede"),
        element("figure", growth_chart(points)),
        numbers(
            "The numbers by quarter",
            table(
                "People known by quarter", ("By the end of", "Known", "New", "In touch within a year"), rows
            ),
        ),
        wide=True,
    )
