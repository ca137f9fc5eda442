"""Writes on the page a card for each person."""

from __future__ import annotations

from plaintext_network.errors import counted
from plaintext_network.network.due.rules import WORDS_OF_WARMTH
from plaintext_network.network.reports.person_cards import PersonCard
from plaintext_network.report.contents import DuePerson, ReportContents
from plaintext_network.report.day_words import day_and_year, distance_element, time
from plaintext_network.report.html.due_section import LABELS
from plaintext_network.report.html.person_links import PersonLinks, obsidian_address
from plaintext_network.report.html.section import section
from plaintext_network.report.markup import Content, Element, element
from plaintext_network.report.svg.sparkline import sparkline


def people_section(contents: ReportContents, links: PersonLinks, to: str | None) -> Element:
    """Return the section of cards; `to` is `obsidian` to link each person's note there."""
    more = contents.people - len(contents.cards)
    if not contents.cards:
        return section("people", "People", element("p", "No contacts yet.", class_="nothing"), wide=True)
    due = {person.path: person for person in contents.due}
    return section(
        "people",
        "People",
        element(
            "div",
            [_card(card, due.get(card.path), contents, links, to) for card in contents.cards],
            class_="cards",
        ),
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


def _card(
    card: PersonCard, due: DuePerson | None, contents: ReportContents, links: PersonLinks, to: str | None
) -> Element:
    name: Content = element("bdi", card.name)
    if to == "obsidian":
        name = element("a", name, href=obsidian_address(contents.vault, card.path))
    who = " · ".join(part for part in (card.role, card.organization, card.location) if part)
    return element(
        "article",
        element("h3", name),
        element("p", who, class_="who") if who else None,
        element("p", _standing(card, contents), class_=f"standing is-{card.standing}"),
        _due(card, due, links),
        sparkline(card.months) if any(card.months) else None,
        element("p", card.last, class_="said") if card.last else None,
        _facts(card),
        element("p", ", ".join(card.circles), class_="circles") if card.circles else None,
        id=links.anchor(card.path),
        class_="card is-due" if due or card.why else "card",
    )


def _standing(card: PersonCard, contents: ReportContents) -> Content:
    parts: list[Content] = [WORDS_OF_WARMTH.get(card.standing, card.standing)]
    if card.last_touch:
        parts += [" · ", distance_element(card.last_touch, contents.today)]
    if card.cadence:
        parts += [" · ", card.cadence]
    if card.next_due and not card.why:
        parts += [" · next ", time(card.next_due, day_and_year(card.next_due, contents.today))]
    return parts


def _due(card: PersonCard, person: DuePerson | None, links: PersonLinks) -> Element | None:
    """Return why somebody is due in a few words, if the list above says more."""
    if person is None:
        return element("p", "Due: ", card.why[0], class_="why") if card.why else None
    words = ", ".join(dict.fromkeys(LABELS.get(reason.kind, reason.kind) for reason in person.reasons))
    anchor = links.due_anchor(person.path)
    return element("p", "Due: ", element("a", words, href=f"#{anchor}") if anchor else words, class_="why")


def _facts(card: PersonCard) -> Element | None:
    groups = (
        ("you promised", "; ", card.promises),
        ("needs", "; ", card.needs),
        ("offers", "; ", card.offers),
        ("likes", ", ", card.interests),
    )
    found = [
        # The group keeps a label and its texts together (HTML Living Standard §4.4.9).
        element("div", element("dt", label), element("dd", joined.join(texts)))
        for label, joined, texts in groups
        if texts
    ]
    return element("dl", found) if found else None
