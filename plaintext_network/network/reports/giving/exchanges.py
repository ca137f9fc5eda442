"""Owns the ledger: what was given, got, asked and thanked for with each person, thing by thing, with its place. Judges nothing."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from plaintext_network.model.note.facts import Contact
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import Passed
from plaintext_network.network.people.references import may_be_suggested

WHAT = ("gave", "got", "asked", "thanked")


class Exchange(NamedTuple):
    """One thing that was given, got, asked or thanked for; `source` is where it stands, `with_others` who else was there."""

    day: date
    what: str
    text: str
    with_others: tuple[str, ...]
    source: str


def exchanged_with(index: Index, path: str, rules: Rules, today: date) -> tuple[Passed, ...]:
    """Return the interactions up to today in which anything was exchanged with a contact, oldest first."""
    return tuple(passed for passed in index.passed_with(path) if _counts(passed, rules, today))


def exchanged(index: Index, rules: Rules, today: date) -> list[Passed]:
    """Return the interactions up to today in which anything was exchanged, with whomever, oldest first."""
    return [passed for passed in index.everything_passed() if _counts(passed, rules, today)]


def by_person(everything: Iterable[Passed]) -> dict[str, list[Passed]]:
    """Return interactions by each who took part, in their order."""
    found: dict[str, list[Passed]] = {}
    for passed in everything:
        for person in passed.people:
            found.setdefault(person, []).append(passed)
    return found


def _counts(passed: Passed, rules: Rules, today: date) -> bool:
    """Tell whether it has happened, and anything in it was between you and each who took part: a crowd gives nobody anything."""
    return (
        passed.day <= today
        and any(getattr(passed, what) for what in WHAT)
        and not passed.is_newsletter(rules)
        and not passed.is_crowd(rules)
    )


def exchanges(index: Index, path: str, everything: Iterable[Passed]) -> tuple[Exchange, ...]:
    """Return one by one what was exchanged with a contact, newest first; others are named where they may be."""
    found = []
    for passed in everything:
        people = [other for other in passed.people if other != path]
        others = [facts for facts in map(index.notes.__getitem__, people) if _may_be_named(facts.contact)]
        names = tuple(facts.name for facts in others)
        for what in WHAT:
            found += [
                Exchange(passed.day, what, said[0], names, passed.at(said)) for said in getattr(passed, what)
            ]
    return tuple(sorted(found, key=lambda one: one.day, reverse=True))


def _may_be_named(contact: Contact | None) -> bool:
    return contact is not None and may_be_suggested(contact)


def times(number: int) -> str:
    """Return how often something happened, in words as far as they are short."""
    words = ("never", "once", "twice", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    if number <= 2:
        return words[number]
    return f"{words[number] if number < len(words) else number} times"
