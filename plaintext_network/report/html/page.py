"""Joins the sections into one self-contained page: without scripts or requests, under a policy that forbids both."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256

from plaintext_network.errors import counted
from plaintext_network.report.contents import ReportContents
from plaintext_network.report.day_words import day_in_full, weekday_in_full
from plaintext_network.report.html.circles_section import circles_section
from plaintext_network.report.html.coming_section import MOST as MOST_OPEN
from plaintext_network.report.html.coming_section import MOST_IN_COLUMN, coming_section, open_section
from plaintext_network.report.html.due_section import MOST, due_section
from plaintext_network.report.html.growth_section import growth_section
from plaintext_network.report.html.people_section import people_section
from plaintext_network.report.html.person_links import PersonLinks
from plaintext_network.report.html.places_section import places_section
from plaintext_network.report.html.rings_section import rings_section
from plaintext_network.report.html.section import columns, section
from plaintext_network.report.html.year_section import year_section
from plaintext_network.report.markup import Content, Element, Raw, element, markup
from plaintext_network.report.style_sheets import page_style

# pnet recognizes its own pages by this.
GENERATOR = "plaintext_network"


def page(contents: ReportContents, *, links: str | None = None) -> str:
    """Return the page as HTML; `links` is `obsidian` to link each person's note there, or None."""
    people = PersonLinks(contents.cards, contents.due[:MOST])
    is_empty = not (contents.people or contents.due or contents.coming or contents.touches.counts)
    parts = [_no_contacts()] if is_empty else _parts(contents, people, links)
    document = element(
        "html",
        _head(contents),
        element(
            "body",
            _header(contents),
            None if is_empty else _navigation(parts),
            element("main", parts, id="contents", tabindex=-1),
            _footer(contents),
        ),
        lang="en",
    )
    return f"<!doctype html>\n{markup(document)}\n"


def _parts(contents: ReportContents, people: PersonLinks, links: str | None) -> list[Element]:
    """Return the sections, some of them in columns."""
    due, coming = due_section(contents, people), coming_section(contents, people)
    rings, circles, growth = (
        rings_section(contents, people),
        circles_section(contents),
        growth_section(contents),
    )
    is_beside = _has_room_beside(contents)
    open_items = open_section(contents, people, MOST_IN_COLUMN if is_beside else MOST_OPEN)
    parts = (
        columns([due], [coming, open_items] if is_beside else [coming]),
        None if is_beside else open_items,
        year_section(contents),
        columns([rings], [circles, growth]) if rings else circles,
        places_section(contents, people),
        people_section(contents, people, links),
    )
    return [part for part in parts if part is not None]


def _has_room_beside(contents: ReportContents) -> bool:
    """Return whether the column beside the people who are due also has room for the open items, estimated in lines."""
    groups = (contents.promises, contents.thanks, contents.introductions)
    items = sum(min(len(items), MOST_IN_COLUMN) for items in groups)
    due = 5 * min(len(contents.due), MOST) + 3 * len(contents.waiting)
    return due >= 2 * len(contents.coming) + 3 * items


def _no_contacts() -> Element:
    return section(
        "people",
        "No contacts yet",
        element("p", "Add one: ", element("code", 'pnet add "Ada Lovelace"'), class_="nothing"),
    )


def _head(contents: ReportContents) -> Element:
    style = page_style()
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="robots", content="noindex"),
        element("meta", name="generator", content=GENERATOR),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", f"Staying in touch · {day_in_full(contents.today)}"),
        element("style", Raw(style)),
    )


def _header(contents: ReportContents) -> Element:
    return element(
        "header",
        element("a", "Skip to the contents", href="#contents", class_="skip unseen"),
        element("p", element("bdi", contents.vault), class_="vault"),
        element("h1", "Staying in touch"),
        element("p", weekday_in_full(contents.today), class_="day"),
        element("p", _summary(contents), class_="summary"),
        id="top",
    )


def _navigation(parts: list[Element]) -> Element:
    items = [element("li", _to(one)) for one in _sections(parts)]
    return element("nav", element("ul", items, role="list"), class_="sections", aria_label="Sections")


def _sections(content: Content) -> Iterator[Element]:
    """Yield the sections, also those in columns."""
    if isinstance(content, Element):
        if content.name == "section":
            yield content
        else:
            yield from _sections(content.content)
    elif content is not None and not isinstance(content, (str, int)):
        for part in content:
            yield from _sections(part)


def _to(section: Element) -> Element:
    title = section.content[0]
    words = title.content if isinstance(title, Element) else ()
    return element("a", words, href=f"#{section.attributes['id']}")


def _summary(contents: ReportContents) -> str:
    if not contents.people:
        return "Nothing to show yet."
    due, waiting = contents.people_due, contents.people_waiting
    sentence = f"{counted(due, 'person', 'people')} to get back to" if due else "Nobody to get back to today"
    if waiting:
        sentence += f", {waiting:,} to leave alone for now"
    return f"{sentence}. {counted(contents.people, 'contact')} in all."


def _footer(contents: ReportContents) -> Element:
    who: Content = (
        "This page includes private people. Keep it to yourself."
        if contents.private
        else "Private people are left out."
    )
    return element(
        "footer",
        element("p", "Written by ", element("code", "pnet report"), " from your notes. ", who),
        element("p", element("a", "Back to the top", href="#top")),
    )
