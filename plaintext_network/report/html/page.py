"""Joins the sections to one page that needs nothing else: no script, no request, and a policy that allows neither."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from plaintext_network.errors import counted
from plaintext_network.report.contents import ReportContents
from plaintext_network.report.day_words import day_in_full, weekday_in_full
from plaintext_network.report.html.circles_section import circles_section
from plaintext_network.report.html.coming_section import coming_section, open_section
from plaintext_network.report.html.due_section import MOST, due_section
from plaintext_network.report.html.growth_section import growth_section
from plaintext_network.report.html.people_section import people_section
from plaintext_network.report.html.person_links import PersonLinks
from plaintext_network.report.html.places_section import places_section
from plaintext_network.report.html.year_section import year_section
from plaintext_network.report.markup import Content, Element, Raw, element, markup
from plaintext_network.report.style_sheets import page_style

# By which pnet recognizes a page of its own.
GENERATOR = "plaintext_network"


def page(contents: ReportContents, *, links: str | None = None) -> str:
    """Return the page as HTML; `links` is `obsidian` to link each person's note there, or None."""
    people = PersonLinks(contents.cards, contents.due[:MOST])
    found = (
        due_section(contents, people),
        coming_section(contents, people),
        open_section(contents),
        year_section(contents),
        circles_section(contents),
        growth_section(contents),
        places_section(contents, people),
        people_section(contents, people, links),
    )
    sections = [one for one in found if one is not None]
    document = element(
        "html",
        _head(contents),
        element(
            "body",
            _header(contents, sections),
            element("main", sections),
            _footer(contents),
        ),
        lang="en",
    )
    return f"<!doctype html>\n{markup(document)}\n"


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


def _header(contents: ReportContents, sections: list[Element]) -> Element:
    return element(
        "header",
        element("p", element("bdi", contents.vault), class_="vault"),
        element("h1", "Staying in touch"),
        element("p", weekday_in_full(contents.today), class_="day"),
        element("p", _summary(contents), class_="summary"),
        element(
            "nav",
            element("ul", [element("li", _to(one)) for one in sections], role="list"),
            aria_label="Sections",
        ),
    )


def _to(section: Element) -> Element:
    title = section.content[0]
    words = title.content if isinstance(title, Element) else ()
    return element("a", words, href=f"#{section.attributes['id']}")


def _summary(contents: ReportContents) -> str:
    due, waiting = contents.people_due, contents.people_waiting
    sentence = f"{counted(due, 'person', 'people')} to get back to" if due else "Nobody to get back to today"
    if waiting:
        sentence += f", {waiting:,} to leave in peace"
    return f"{sentence}. {counted(contents.people, 'contact')} in all."


def _footer(contents: ReportContents) -> Element:
    who: Content = (
        "This page includes private people. Keep it to yourself."
        if contents.private
        else "Private people are left out."
    )
    return element(
        "footer", element("p", "Written by ", element("code", "pnet report"), " from your notes. ", who)
    )
