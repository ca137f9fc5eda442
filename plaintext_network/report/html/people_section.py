"""Writes on the page a card for each person."""

from __future__ import annotations

from plaintext_network.errors import counted
from plaintext_network.network.due.rules import WORDS_OF_WARMTH
from plaintext_network.network.reports.person_cards import PersonCard
from plaintext_network.report.contents import ReportContents
from plaintext_network.report.day_words import distance_element, short_day, time
from plaintext_network.report.html.person_links import PersonLinks, obsidian_address
from plaintext_network.report.html.section import section
from plaintext_network.report.markup import Content, Element, element


def people_section(contents: ReportContents, links: PersonLinks, to: str | None) -> Element:
    """Return the section of cards; `to` is `obsidian` to link each person's note there."""
    more = contents.people - len(contents.cards)
    if not contents.cards:
        return section("people", "People", element("p", "No contacts yet.", class_="nothing"), wide=True)
    return section(
        "people",
        "People",
        element("div", [_card(card, contents, links, to) for card in contents.cards], class_="cards"),
        element(
            "p",
            f"And {counted(more, 'more person', 'more people')}: ",
            element("code", "pnet list"),
            class_="more",
        )
        if more > 0
        else None,
        wide=True,
    )


def _card(card: PersonCard, contents: ReportContents, links: PersonLinks, to: str | None) -> Element:
    name: Content = element("bdi", card.name)
    if to == "obsidian":
        name = element("a", name, href=obsidian_address(contents.vault, card.path))
    who = " · ".join(part for part in (card.role, card.organization, card.location) if part)
    return element(
        "article",
        element("h3", name),
        element("p", who, class_="who") if who else None,
        element("p", _standing(card, contents), class_="standing"),
        [element("p", text, class_="why") for text in card.why],
        element("p", card.last, class_="said") if card.last else None,
        _facts(card),
        element("p", ", ".join(card.circles), class_="circles") if card.circles else None,
        id=links.anchor(card.path),
        class_="card is-due" if card.why else "card",
    )


def _standing(card: PersonCard, contents: ReportContents) -> Content:
    mark = element(
        "svg",
        element("circle", cx=6, cy=6, r=4.5, class_=f"standing-{card.standing}"),
        class_="swatch",
        viewBox="0 0 12 12",
        aria_hidden="true",
    )
    parts: list[Content] = [mark, WORDS_OF_WARMTH.get(card.standing, card.standing)]
    if card.last_touch:
        parts += [" · ", distance_element(card.last_touch, contents.today)]
    if card.cadence:
        parts += [" · ", card.cadence]
    if card.next_due and not card.why:
        parts += [" · next ", time(card.next_due, short_day(card.next_due, contents.today))]
    return parts


def _facts(card: PersonCard) -> Element | None:
    groups = (
        ("you promised", card.promises),
        ("needs", card.needs),
        ("offers", card.offers),
        ("likes", card.interests),
    )
    found = [
        (element("dt", label), element("dd", "; ".join(texts) if label != "likes" else ", ".join(texts)))
        for label, texts in groups
        if texts
    ]
    return element("dl", found) if found else None
