"""Lays out the sections of the page. Knows no contacts."""

from __future__ import annotations

from plaintext_network.report.markup import Content, Element, element


def section(anchor: str, title: str, *content: Content) -> Element:
    """Return a section with a title, as a landmark for screen readers."""
    return element(
        "section",
        element("h2", title, id=f"{anchor}-title"),
        *content,
        id=anchor,
        aria_labelledby=f"{anchor}-title",
    )


def lede(*content: Content) -> Element:
    """Return the sentence below a title."""
    return element("p", *content, class_="lede")


def columns(first: Content, second: Content) -> Element:
    """Return sections that are columns in a wide window, and one below the other in a narrow one."""
    return element(
        "div",
        element("div", first, class_="column"),
        element("div", second, class_="column"),
        class_="columns",
    )


def numbers(summary: str, table: Content) -> Element:
    """Return a table of a picture's numbers, collapsed until the reader opens it. The keyboard can scroll a long one."""
    return element(
        "details",
        element("summary", summary),
        element("div", table, class_="scrolls", tabindex=0, role="group", aria_label=summary),
        class_="numbers",
    )


def table(caption: str, columns: tuple[str, ...], rows: list[Element]) -> Element:
    """Return a table with a caption for screen readers only."""
    head = element("tr", [element("th", column, scope="col") for column in columns])
    return element(
        "table",
        element("caption", caption, class_="unseen"),
        element("thead", head),
        element("tbody", rows),
    )
