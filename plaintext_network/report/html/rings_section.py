"""Writes the section of where everyone stands: the rings as a picture and as a table."""

from __future__ import annotations

from plaintext_network.network.due.rules import WORDS_OF_WARMTH
from plaintext_network.network.reports.charts.rings import RingPerson, Rings
from plaintext_network.report.contents import ReportContents
from plaintext_network.report.day_words import day_in_full, time
from plaintext_network.report.html.person_links import PersonLinks
from plaintext_network.report.html.section import lede, numbers, section, table
from plaintext_network.report.markup import Element, element
from plaintext_network.report.svg.rings import rings_description, rings_for_page, rings_title
from plaintext_network.report.svg.rings_layout import NARROW, WIDE


def rings_section(contents: ReportContents, links: PersonLinks) -> Element | None:
    """Return the section with the rings; None without people."""
    answer = contents.rings
    if not answer.people:
        return None
    words = element("figcaption", rings_description(answer), class_="unseen")
    return section(
        "rings",
        "Where everyone stands",
        lede(
            "You are in the middle. The nearer somebody is, the more recently you were in touch, compared with how often you want to be."
        ),
        element(
            "figure",
            words,
            element("div", rings_for_page(answer, WIDE, links.address), class_="on-desk"),
            # Without the style sheet, one picture is enough.
            element("div", rings_for_page(answer, NARROW, links.address), class_="on-phone", hidden=True),
            aria_label=rings_title(answer),
        ),
        numbers("Everyone as a table", rings_table(answer, links)),
    )


def rings_table(answer: Rings, links: PersonLinks) -> Element:
    """Return the rings as a table, in the order of people around them."""
    columns = ("Name", "Circle", "Standing", "Last in touch", "Due")
    return table("Where everyone stands", columns, [_row(person, links) for person in answer.people])


def _row(person: RingPerson, links: PersonLinks) -> Element:
    last = person.last_touch
    return element(
        "tr",
        element("th", links.name(person.name, person.path), scope="row"),
        element("td", person.circle),
        element("td", WORDS_OF_WARMTH[person.standing]),
        element("td", time(last, day_in_full(last)) if last else None),
        element("td", "due" if person.is_due else None),
    )
