"""Finds the email addresses that mail programs complete. Imports nothing that reads notes unless the vault has changed."""

from __future__ import annotations

from plaintext_network.exchange.address_lookup.book_entry import FIELD, ITEM, read_entry
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
# Separates entries.
_ENTRY = "\x1c"
# As many grades as ways to match.
_WHOLE, _WORDS, _BEGINNINGS, _WITH_ORGANIZATION, _PARTS = range(5)


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
    if not places:
        return []
    graded = sorted(_graded(searched, places, words, " ".join(typed.split())))
    return [_rows(shown[place])[number] for _, place, number in graded[:limit]]


def _book(notebook: Notebook) -> Derived:
    # Late: a warm answer needs nothing that decides who may be written to.
    from plaintext_network.exchange.address_lookup.address_book import address_book

    return address_book(notebook)


def _words(typed: str) -> list[str]:
    return [word for piece in typed.translate(_BETWEEN).split() if (word := piece.strip(AROUND_WORDS))]


def _rows(entry: str) -> list[AddressRow]:
    (name,), organization, emails = read_entry(entry)
    return [(email, name, organization) for email in emails]


def _graded(
    searched: Sequence[str], places: Sequence[int], words: Sequence[str], whole: str
) -> Iterator[tuple[int, int, int]]:
    """Yield the grade, the place and the number of each address at these places that matches; of all there if none matches alone."""
    entries = [searched[place] for place in places]
    # All at once: a call for each of thousands of entries would take longer than everything else.
    spaced = _ENTRY.join(entries).translate(WITHIN_WORDS).split(_ENTRY)
    beginnings = [f" {word.translate(WITHIN_WORDS).strip()}" for word in words]
    for place, entry, spaced_entry in zip(places, entries, spaced, strict=True):
        about, _, listed = entry.rpartition(FIELD)
        names, organization, spaced_emails = spaced_entry.split(FIELD)
        is_name = f"{ITEM}{whole}{ITEM}" in f"{ITEM}{about.partition(FIELD)[0]}{ITEM}"
        by_name, by_employer = f" {names.replace(ITEM, ' ')} ", f" {organization}"
        emails = listed.split(ITEM)
        matching = [number for number, email in enumerate(emails) if _contain((about, email), words)]
        for number in matching or range(len(emails)):
            by_email = f" {spaced_emails.split(ITEM)[number]}"
            if is_name or whole == emails[number]:
                grade = _WHOLE
            elif _contain((by_name,), [f"{word} " for word in beginnings]):
                grade = _WORDS
            elif _contain((by_name, by_email), beginnings):
                grade = _BEGINNINGS
            else:
                is_beginning = _contain((by_name, by_email, by_employer), beginnings)
                grade = _WITH_ORGANIZATION if is_beginning else _PARTS
            yield grade, place, number


def _contain(texts: tuple[str, ...], words: Sequence[str]) -> bool:
    """Return whether each word is in one of the texts."""
    for word in words:
        for text in texts:
            if word in text:
                break
        else:
            return False
    return True
