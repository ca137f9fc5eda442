"""Writes the sections of what comes up in the next weeks, and of what is open."""

from __future__ import annotations

from datetime import date
from itertools import groupby, zip_longest

from plaintext_network.model.dates.time_ago import distance
from plaintext_network.report.contents import ComingDay, OpenItem, ReportContents
from plaintext_network.report.day_words import WEEKDAYS, days_in_words, short_day, time
from plaintext_network.report.html.person_links import PersonLinks
from plaintext_network.report.html.section import section
from plaintext_network.report.markup import Content, Element, element
from plaintext_network.report.outline import how_many_more

# The most items of each group, across the page and in a column.
MOST, MOST_IN_COLUMN = 8, 6


def coming_section(contents: ReportContents, links: PersonLinks) -> Element:
    """Return the section of what comes up."""
    if not contents.coming:
        return section("coming", "Coming up", element("p", "Nothing is planned.", class_="nothing"))
    today = contents.today
    days = []
    for day, entries in groupby(contents.coming, key=lambda entry: entry.day):
        when = time(day, short_day(day))
        weekday = element("span", WEEKDAYS[day.weekday()][:3], class_="weekday")
        days.append(element("dt", weekday, " ", when))
        days += [element("dd", _entry(entry, today, links)) for entry in entries]
    rest = how_many_more(contents.more_coming)
    more = element("p", rest, class_="more") if rest else None
    return section("coming", "Coming up", element("dl", days, class_="coming"), more)


def _entry(entry: ComingDay, today: date, links: PersonLinks) -> Content:
    name = links.name(entry.name, entry.path)
    text = days_in_words(entry.text, today)
    if entry.kind == "event":
        return [element("strong", name), [", ", text] if entry.text else None]
    others: list[Content] = [[", ", element("bdi", other)] for other in entry.others]
    return [name, others, [" · ", text] if entry.text else None]


def open_section(contents: ReportContents, links: PersonLinks, most: int = MOST) -> Element:
    """Return the section of promises, thanks and introductions that are open, at most so many of each."""
    groups = (
        ("Promises", contents.promises, contents.more_promises),
        ("Thanks", contents.thanks, None if contents.has_more_thanks else 0),
        ("Introductions", contents.introductions, contents.more_introductions),
    )
    found = [
        _group(title, items, most, more, contents.today, links) for title, items, more in groups if items
    ]
    if not found:
        return section("open", "Open", element("p", "Nothing is open.", class_="nothing"))
    return section("open", "Open", element("div", found, class_="groups"))


def _group(
    title: str, items: tuple[OpenItem, ...], most: int, more: int | None, today: date, links: PersonLinks
) -> Element:
    shown = [element("li", _item(item, today, links)) for item in items[:most]]
    if rest := how_many_more(None if more is None else len(items) - len(shown) + more):
        shown.append(element("li", rest, class_="more"))
    return element("div", element("h3", title), element("ul", shown, class_="open", role="list"))


def _item(item: OpenItem, today: date, links: PersonLinks) -> Content:
    people = zip_longest(item.names, item.paths[: len(item.names)])
    names = [part for name, path in people for part in (", ", links.name(name, path))][1:]
    when = (
        element("span", time(item.day, distance(item.day, today)), class_="open-when") if item.day else None
    )
    return [
        element("strong", names),
        ": " if names else None,
        days_in_words(item.text, today),
        " " if when else None,
        when,
    ]
