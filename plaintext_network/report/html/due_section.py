"""Writes the section of people who are due with the reasons, and of people to leave alone for now."""

from __future__ import annotations

from datetime import date

from plaintext_network.errors import counted
from plaintext_network.report.contents import DuePerson, DueReason, ReportContents
from plaintext_network.report.day_words import days_in_words, distance_element
from plaintext_network.report.html.person_links import PersonLinks
from plaintext_network.report.html.section import section
from plaintext_network.report.markup import Content, Element, element
from plaintext_network.report.outline import how_many_more, left_for_later

# What a label calls each kind of reason.
LABELS = {
    "touch": "keep in touch",
    "new": "first contact",
    "promise": "promise",
    "reply": "reply",
    "birthday": "birthday",
    "occasion": "occasion",
    "introduction": "introduction",
    "change": "news",
    "planned": "did it happen?",
    "waiting": "leave alone",
}
# Nobody gets back to more people in one day.
MOST = 60


def due_section(contents: ReportContents, links: PersonLinks) -> Element:
    """Return the section of who is due today."""
    shown = contents.due[:MOST]
    more = contents.people_due - len(shown)
    later = left_for_later(contents)
    if shown:
        content: Content = element(
            "ol", [_person(one, contents.today, links) for one in shown], class_="due", role="list"
        )
    else:
        content = element("p", "Nobody today. Enjoy the quiet.", class_="nothing")
    return section(
        "due",
        "Today",
        content,
        element(
            "p",
            f"And {counted(more, 'more person', 'more people')}: ",
            element("code", "pnet due"),
            class_="more",
        )
        if more
        else None,
        element("p", f"{later}: ", element("code", "pnet due --all"), class_="more") if later else None,
        _waiting(contents, links),
    )


def _person(person: DuePerson, today: date, links: PersonLinks) -> Element:
    first = person.reasons[0]
    # Some reasons already contain the last time.
    about = first.about if all(first.about not in reason.text for reason in person.reasons) else ""
    return element(
        "li",
        element("p", _when(first, today), class_="due-when"),
        element(
            "div",
            element("h3", links.name(person.name, person.path)),
            [_reason(reason, number, today) for number, reason in enumerate(person.reasons)],
            element("p", "Last time: ", days_in_words(about, today), class_="due-about") if about else None,
            class_="due-what",
        ),
        id=links.due_anchor(person.path),
    )


def _when(reason: DueReason, today: date) -> Content:
    return distance_element(reason.due, today) if reason.due else "today"


def _reason(reason: DueReason, number: int, today: date) -> Element:
    when = (
        element("span", " (", distance_element(reason.due, today), ")", class_="due-also")
        if number and reason.due
        else None
    )
    return element(
        "p",
        element("span", LABELS.get(reason.kind, reason.kind), class_="due-kind"),
        " ",
        days_in_words(reason.text, today),
        when,
        class_="due-why",
    )


def _waiting(contents: ReportContents, links: PersonLinks) -> Element | None:
    if not contents.waiting:
        return None
    items = [
        element(
            "li",
            links.name(person.name, person.path),
            ": ",
            days_in_words(person.reasons[0].text, contents.today),
        )
        for person in contents.waiting[:MOST]
    ]
    if rest := how_many_more(contents.people_waiting - len(items)):
        items.append(element("li", rest, class_="more"))
    return element(
        "div",
        element("h3", "Leave alone for now"),
        element("ul", items, class_="quiet", role="list"),
        class_="waiting",
    )
