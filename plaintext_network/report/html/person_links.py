"""Links the name of a contact to their card on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from plaintext_network.network.reports.person_cards import PersonCard
from plaintext_network.report.contents import DuePerson
from plaintext_network.report.markup import Element, element


class PersonLinks:
    """The addresses of the cards on one page, and of the entries in the list of who is due, by the path of the contact."""

    def __init__(self, cards: Iterable[PersonCard], due: Iterable[DuePerson]) -> None:
        self._cards: Mapping[str, int] = {card.path: number for number, card in enumerate(cards, 1)}
        self._due: Mapping[str, int] = {person.path: number for number, person in enumerate(due, 1)}

    def anchor(self, path: str) -> str:
        """Return the id of a contact's card."""
        return f"p{self._cards[path]}"

    def address(self, path: str) -> str | None:
        """Return the address of a contact's card; None if they have none on the page."""
        return f"#{self.anchor(path)}" if path in self._cards else None

    def due_anchor(self, path: str) -> str | None:
        """Return the id of a contact's entry in the list of who is due; None if they aren't in it."""
        return f"d{self._due[path]}" if path in self._due else None

    def name(self, name: str, path: str | None) -> Element:
        """Return a name, as a link if the contact has a card. Isolates its writing direction."""
        own = element("bdi", name)
        address = self.address(path) if path is not None else None
        return element("a", own, href=address) if address else own


def obsidian_address(vault: str, path: str) -> str | None:
    """Return the address that opens a note in Obsidian; `vault` is the name of the vault's folder. None if it can't open it."""
    try:
        return (
            f"obsidian://open?vault={quote(vault, safe='')}&file={quote(path.removesuffix('.md'), safe='')}"
        )
    except UnicodeEncodeError:
        # A lone surrogate stands for a byte of a name that is not UTF-8. Obsidian doesn't know such a file.
        return None
