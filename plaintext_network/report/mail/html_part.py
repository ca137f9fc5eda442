"""Writes a report as the HTML part of a mail, for programs that know few styles: tables, and styles on each element.

A mail gets no style sheet: Gmail removes most of one, and Outlook draws with Word. So the colours are those of a light page,
with their own background, and dark mail programs invert both.
"""

from __future__ import annotations

from plaintext_network.errors import counted
from plaintext_network.notes.inert_text import one_line
from plaintext_network.report.contents import ReportContents
from plaintext_network.report.day_words import weekday_in_full
from plaintext_network.report.mail.text_part import LAST_LINE
from plaintext_network.report.markup import Content, Element, element, markup
from plaintext_network.report.outline import TODAY, Item, Part, outline, strip, summary

# The light colours of the page.
_PAPER, _CARD, _INK, _MUTED, _LINE, _ACCENT, _DUE = (
    "#faf8f4",
    "#ffffff",
    "#1f2528",
    "#596368",
    "#e2dcd1",
    "#0f6661",
    "#a43f08",
)
_FONT = "font-family: -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
_TEXT = f"{_FONT}; font-size: 16px; line-height: 24px; color: {_INK}"
_SMALL = f"{_FONT}; font-size: 14px; line-height: 21px; color: {_MUTED}"
_SIGNS = f"font-family: Menlo, Consolas, monospace; font-size: 16px; line-height: 24px; color: {_ACCENT}"
_WIDTH = 600


def mail_html(contents: ReportContents) -> str:
    """Return the HTML. It loads nothing: no image, no font, no address."""
    day = f"{weekday_in_full(contents.today)} · {counted(contents.people, 'contact')}"
    rows: list[Content] = [
        _row(
            element("h1", summary(contents), style=f"{_TEXT}; font-size: 24px; line-height: 30px; margin: 0")
        ),
        _row(element("p", day, style=f"{_SMALL}; margin: 0"), padding="4px 0 0"),
    ]
    for part in outline(contents):
        rows += _part(part)
    if weeks := strip(contents.touches):
        rows += [
            _title("In touch"),
            _row(element("div", weeks.signs, style=_SIGNS, aria_hidden="true"), padding="6px 0 0"),
            _row(element("div", weeks.sentence, style=_SMALL), padding="2px 0 0"),
        ]
    rows.append(_row(element("p", LAST_LINE, style=f"{_SMALL}; margin: 0"), padding="28px 0 0"))
    return f"<!doctype html>\n{markup(_document(summary(contents), rows))}\n"


def _document(title: str, rows: list[Content]) -> Element:
    letter = _table(element("tr", element("td", _table(rows), style="padding: 20px")), _WIDTH, _CARD)
    page = _table(
        element("tr", element("td", letter, align="center", style="padding: 16px 8px")), None, _PAPER
    )
    return element(
        "html",
        element(
            "head",
            element("meta", charset="utf-8"),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="color-scheme", content="light"),
            element("title", title),
        ),
        element("body", page, style=f"margin: 0; padding: 0; background-color: {_PAPER}"),
        lang="en",
    )


def _table(rows: Content, width: int | None = None, colour: str = _CARD) -> Element:
    """Return a table that only lays out; it shrinks on a narrow screen."""
    most = f"; max-width: {width}px" if width else ""
    return element(
        "table",
        rows,
        role="presentation",
        # Outlook has no `max-width`.
        width=width or "100%",
        cellpadding=0,
        cellspacing=0,
        border=0,
        bgcolor=colour,
        style=f"width: 100%{most}; background-color: {colour}; text-align: left",
    )


def _part(part: Part) -> list[Content]:
    rows: list[Content] = [_title(part.title)]
    rows += [_item(item, _DUE if part.title == TODAY else _MUTED) for item in part.items]
    if part.rest:
        rows.append(_row(element("div", part.rest, style=_SMALL), padding="8px 0 0"))
    return rows


def _title(title: str) -> Element:
    style = f"{_TEXT}; font-size: 18px; color: {_ACCENT}; margin: 0"
    return _row(element("h2", title, style=style), padding="28px 0 4px")


def _item(item: Item, colour: str) -> Element:
    names = [part for name, _ in item.people for part in (", ", element("bdi", one_line(name)))][1:]
    head = (
        element("strong", names) if names else None,
        " · " if names and item.when else None,
        element("span", item.when, style=f"color: {colour}") if item.when else None,
    )
    sentences = [
        element("div", one_line(text), style=f"{_SMALL}; color: {_MUTED if number else _INK}")
        for number, text in enumerate(item.sentences)
    ]
    content = element("div", head, style=_TEXT)
    return _row(content, sentences, padding=f"10px 0; border-top: 1px solid {_LINE}")


def _row(*content: Content, padding: str = "0") -> Element:
    # Outlook knows `padding` only here.
    return element("tr", element("td", *content, style=f"padding: {padding}", valign="top"))
