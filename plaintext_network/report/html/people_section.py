"""Writes the section with a card for each person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from plaintext_network.errors import counted
from plaintext_network.model.language.normalize import fold
from plaintext_network.network.due.rules import WORDS_OF_WARMTH
from plaintext_network.network.reports.person_cards import PersonCard
from plaintext_network.report.contents import DuePerson, ReportContents
from plaintext_network.report.day_words import day_and_year, days_in_words, distance_element, time
from plaintext_network.report.html.due_section import LABELS
from plaintext_network.report.html.person_links import PersonLinks, obsidian_address
from plaintext_network.report.html.section import section
from plaintext_network.report.markup import Content, Element, element
from plaintext_network.report.svg.sparkline import sparkline

# With fewer cards, filters and letters would take more room than they save.
FEW, MANY = 8, 24
# The style sheet needs a rule for each.
MOST_CIRCLES = 12


def people_section(contents: ReportContents, links: PersonLinks, to: str | None) -> Element:
    """Return the section of cards; `to` is `obsidian` to link each person's note there."""
    more = contents.people - len(contents.cards)
    if not contents.cards:
        return section("people", "People", element("p", "No contacts yet.", class_="nothing"))
    due = {person.path: person for person in contents.due}
    circles = _circles(contents.cards)
    return section(
        "people",
        "People",
        _choices(contents.cards, due, circles),
        _letters(contents.cards, links),
        element(
            "div",
            [_card(card, due.get(card.path), circles, contents, links, to) for card in contents.cards],
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
    )


def _circles(cards: Sequence[PersonCard]) -> dict[str, int]:
    """Return a number for each of the largest circles of these cards."""
    sizes = Counter(circle for card in cards for circle in dict.fromkeys(card.circles))
    largest = sorted(sizes, key=lambda circle: (-sizes[circle], circle))[:MOST_CIRCLES]
    return {circle: number for number, circle in enumerate(largest, 1)}


def _choices(
    cards: Sequence[PersonCard], due: Mapping[str, DuePerson], circles: Mapping[str, int]
) -> Element | None:
    """Return links that show only some of the cards, by the style sheet; None if there are few cards."""
    if len(cards) < FEW:
        return None
    are_due = sum(_is_due(card, due.get(card.path)) for card in cards)
    items = [_choice("people", "everyone", len(cards))]
    if are_due:
        items.append(_choice("only-due", element("em", "due"), are_due))
    for circle, number in circles.items():
        size = sum(circle in card.circles for card in cards)
        items.append(_choice(f"only-{number}", element("bdi", circle), size))
    return element(
        "nav", element("ul", items, role="list"), class_="choices", aria_label="Show only some people"
    )


def _choice(anchor: str, words: Content, number: int) -> Element:
    # Each link is its own target, so that the style sheet can tell which one the reader followed last.
    return element(
        "li",
        element(
            "a",
            words,
            " ",
            element("span", f"{number:,}", class_="choice-number"),
            id=anchor if anchor != "people" else None,
            href=f"#{anchor}",
        ),
    )


def _letters(cards: Sequence[PersonCard], links: PersonLinks) -> Element | None:
    """Return links to the first card of each letter; None if there are few cards."""
    if len(cards) < MANY:
        return None
    firsts: dict[str, PersonCard] = {}
    for card in cards:
        letter = fold(card.name)[:1].upper()
        firsts.setdefault(letter if letter.isalpha() else "…", card)
    items = [
        element("li", element("a", letter, href=links.address(card.path))) for letter, card in firsts.items()
    ]
    return element(
        "nav", element("ul", items, role="list"), class_="letters", aria_label="People by first letter"
    )


def _card(
    card: PersonCard,
    due: DuePerson | None,
    circles: Mapping[str, int],
    contents: ReportContents,
    links: PersonLinks,
    to: str | None,
) -> Element:
    name: Content = element("bdi", card.name)
    if to == "obsidian" and (address := obsidian_address(contents.vault, card.path)):
        name = element("a", name, href=address)
    who = [
        part
        for text in (card.role, card.organization, card.location)
        if text
        for part in (" · ", element("bdi", text))
    ][1:]
    return element(
        "article",
        element("h3", name),
        element("p", who, class_="who") if who else None,
        element("p", _standing(card, contents), class_=f"standing is-{card.standing}"),
        _due(card, due, links),
        sparkline(card.months) if any(card.months) else None,
        element("p", card.last, class_="said") if card.last else None,
        _facts(card, contents.today),
        element(
            "p",
            [part for circle in card.circles for part in (", ", element("bdi", circle))][1:],
            class_="circles",
        )
        if card.circles
        else None,
        id=links.anchor(card.path),
        class_=" ".join(
            [
                "card",
                *["is-due"] * _is_due(card, due),
                *(f"in-{circles[circle]}" for circle in dict.fromkeys(card.circles) if circle in circles),
            ]
        ),
    )


def _is_due(card: PersonCard, due: DuePerson | None) -> bool:
    """Return whether somebody is due, in the list above or beyond it."""
    return due is not None or bool(card.why)


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


def _facts(card: PersonCard, today: date) -> Element | None:
    groups = (
        ("you promised", "; ", card.promises),
        ("needs", "; ", card.needs),
        ("offers", "; ", card.offers),
        ("likes", ", ", card.interests),
    )
    found = [
        # The group keeps a label and its texts together (HTML Living Standard §4.4.9).
        element("div", element("dt", label), element("dd", days_in_words(joined.join(texts), today)))
        for label, joined, texts in groups
        if texts
    ]
    return element("dl", found) if found else None
