"""Finds the e-mail addresses that mail programs complete. Imports nothing that reads notes unless the vault has changed."""

from __future__ import annotations

from plaintext_network.exchange.address_lookup.book_entry import read_entry
from plaintext_network.model.language.normalize import search_key
from plaintext_network.network.people.find_contact import AROUND_WORDS, WITHIN_WORDS
from plaintext_network.vault.cache.locations import ADDRESSES
from plaintext_network.vault.derived_answer import derived_answer

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TypeAlias

    from plaintext_network.vault.derived_answer import Derived
    from plaintext_network.vault.notebook import Notebook

    # The fields of a `MailAddress`, without the time that its class takes to import.
    AddressRow: TypeAlias = tuple[str, str, str]

# What separates words besides spaces where people type into a header.
_BETWEEN = str.maketrans(dict.fromkeys(',;"<>()', " "))


def address_rows(notebook: Notebook, text: str = "", limit: int | None = None) -> list[AddressRow]:
    """Return the address, the name and the organization of what `find_addresses` returns, in its order."""
    searched, shown = derived_answer(notebook, ADDRESSES, lambda: _book(notebook))
    typed = search_key(text)
    words = _words(typed)
    if not words:
        return [row for entry in shown[:limit] for row in _rows(entry)][:limit]
    places: Sequence[int] = range(len(searched))
    for word in sorted(words, key=len, reverse=True):
        places = [place for place in places if word in searched[place]]
    whole = " ".join(typed.split())
    graded = [
        (grade, place, number) for place in places for number, grade in _grades(searched[place], words, whole)
    ]
    return [_rows(shown[place])[number] for _, place, number in sorted(graded)[:limit]]


def _book(notebook: Notebook) -> Derived:
    # Late: a warm answer needs nothing that decides who may be written to.
    from plaintext_network.exchange.address_lookup.address_book import address_book

    return address_book(notebook)


def _words(typed: str) -> list[str]:
    return [word for piece in typed.translate(_BETWEEN).split() if (word := piece.strip(AROUND_WORDS))]


def _rows(entry: str) -> list[AddressRow]:
    (name,), organization, emails = read_entry(entry)
    return [(email, name, organization) for email in emails]


def _grades(entry: str, words: Sequence[str], whole: str) -> Iterator[tuple[int, int]]:
    """Yield the number and the grade of each address of an entry that matches; of all its addresses if none matches alone."""
    names, organization, emails = read_entry(entry)
    about = [*names, organization]
    matching = [
        number
        for number, email in enumerate(emails)
        if len(emails) == 1 or all(any(word in text for text in (*about, email)) for word in words)
    ]
    is_name = whole in names
    for number in matching or range(len(emails)):
        is_whole = is_name or whole == emails[number]
        yield number, 0 if is_whole else _grade(names, organization, emails[number], words)


def _grade(names: Sequence[str], organization: str, email: str, words: Sequence[str]) -> int:
    """Return how well words fit an address: as whole words of names, as beginnings in names and the address, as beginnings, or as parts."""
    by_name, by_email, by_employer = (
        f" {text.translate(WITHIN_WORDS)} " for text in (" ".join(names), email, organization)
    )
    wanted = [f" {word.translate(WITHIN_WORDS).strip()}" for word in words]
    if all(f"{word} " in by_name for word in wanted):
        return 1
    if all(word in by_name or word in by_email for word in wanted):
        return 2
    if all(word in by_name or word in by_email or word in by_employer for word in wanted):
        return 3
    return 4
