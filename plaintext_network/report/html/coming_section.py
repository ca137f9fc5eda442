"""Lists on the page what comes up in the next weeks, and what is open."""

from __future__ import annotations

from itertools import groupby

from plaintext_network.model.dates.time_ago import distance
from plaintext_network.report.contents import ComingDay, OpenItem, ReportContents
from plaintext_network.report.day_words import WEEKDAYS, short_day, time, unbroken_days
from plaintext_network.report.html.person_links import PersonLinks
from plaintext_network.report.html.section import section
from plaintext_network.report.markup import Content, Element, element
from plaintext_network.report.outline import how_many_more

# How many items of each group a page shows.
MOST = 8


def coming_section(contents: ReportContents, links: PersonLinks) -> Element:
    """Return the section of what comes up."""
    if not contents.coming:
        return section("coming", "Coming up", element("p", "Nothing is planned.", class_="nothing"))
    days = []
    for day, entries in groupby(contents.coming, key=lambda entry: entry.day):
        when = time(day, short_day(day))
        weekday = element("span", WEEKDAYS[day.weekday()][:3], class_="weekday")
        days.append(element("dt", weekday, " ", when))
        days += [element("dd", _entry(entry, links)) for entry in entries]
    rest = how_many_more(contents.more_coming)
    more = element("p", rest, class_="more") if rest else None
    return section("coming", "Coming up", element("dl", days, class_="coming"), more)


def _entry(entry: ComingDay, links: PersonLinks) -> Content:
    name = links.name(entry.name, entry.path)
    if entry.kind == "event":
        return [element("strong", name), f", {entry.text}" if entry.text else None]
    return [name, f" · {entry.text}" if entry.text else None]


def open_section(contents: ReportContents) -> Element:
    """Return the section of promises, thanks and introductions that are open."""
    groups = (
        ("Promises", contents.promises, contents.more_promises),
        ("Thanks", contents.thanks, None if contents.has_more_thanks else 0),
        ("Introductions", contents.introductions, contents.more_introductions),
    )
    found = [_group(title, items, more, contents) for title, items, more in groups if items]
    if not found:
        return section("open", "Open", element("p", "Nothing is open.", class_="nothing"), wide=True)
    return section("open", "Open", element("div", found, class_="groups"), wide=True)


def _group(title: str, items: tuple[OpenItem, ...], more: int | None, contents: ReportContents) -> Element:
    shown = [element("li", _item(item, contents)) for item in items[:MOST]]
    if rest := how_many_more(None if more is None else len(items) - len(shown) + more):
        shown.append(element("li", rest, class_="more"))
    return element("div", element("h3", title), element("ul", shown, class_="open"))


def _item(item: OpenItem, contents: ReportContents) -> Content:
    names = [part for name in item.names for part in (", ", element("bdi", name))][1:]
    when = (
        element("span", time(item.day, distance(item.day, contents.today)), class_="open-when")
        if item.day
        else None
    )
    return [
        element("strong", names),
        ": " if names else None,
        unbroken_days(item.text),
        " " if when else None,
        when,
    ]
