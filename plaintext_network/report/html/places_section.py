"""Writes the section of where people live, town by town. Draws no map."""

from __future__ import annotations

from plaintext_network.errors import counted
from plaintext_network.network.reports.charts.people_by_place import PeoplePlace, PlacePerson
from plaintext_network.report.contents import ReportContents
from plaintext_network.report.html.person_links import PersonLinks
from plaintext_network.report.html.section import section
from plaintext_network.report.markup import Content, Element, element

# The most places to list. Most of the others have one person, who also has a card.
MOST = 18


def places_section(contents: ReportContents, links: PersonLinks) -> Element | None:
    """Return the section of the places; None if no note names one."""
    places = contents.places.places
    if not places:
        return None
    shown = places[:MOST]
    items = [element("li", _heading(place), _named(place, links), class_="places-place") for place in shown]
    return section(
        "places",
        "Where people live",
        element("ul", items, class_="places", role="list"),
        _rest(contents, len(shown)),
    )


def _heading(place: PeoplePlace) -> Element:
    return element(
        "h3",
        element("bdi", place.place),
        [" ", element("span", place.within, class_="places-within")] if place.within else None,
        " ",
        element(
            "span",
            f"{place.people:,}",
            element("span", " person" if place.people == 1 else " people", class_="unseen"),
            class_="places-number",
        ),
    )


def _named(place: PeoplePlace, links: PersonLinks) -> Content:
    due = [person for person in place.named if person.is_due]
    others = [person for person in place.named if not person.is_due]
    return [
        _line("due", "due: ", due, place.due, links),
        _line("others", None, others, place.people - place.due, links),
    ]


def _line(kind: str, word: str | None, people: list[PlacePerson], count: int, links: PersonLinks) -> Content:
    """Return a line with the names of people, and how many more there are."""
    if not count:
        return None
    names = [part for person in people for part in (", ", links.name(person.name, person.path))][1:]
    more = count - len(people)
    return element(
        "p",
        element("span", word, class_="places-word") if word else None,
        names,
        (f" and {more:,} more" if names else counted(more, "other")) if more else None,
        class_=f"places-{kind}",
    )


def _rest(contents: ReportContents, shown: int) -> Element | None:
    more, elsewhere = len(contents.places.places) - shown, contents.places.elsewhere
    parts = [
        f"And {counted(more, 'more place')}." if more else "",
        f"{counted(elsewhere, 'person has', 'people have')} no place in their notes." if elsewhere else "",
    ]
    text = " ".join(filter(None, parts))
    return element("p", text, class_="more") if text else None
