"""Owns the answer about giving and taking: for what thanks are open, where all goes one way, how much it is with whom."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from plaintext_network.model.language.normalize import circle_key, fold
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.people.privacy import Discretion
from plaintext_network.network.people.references import may_be_suggested
from plaintext_network.network.reports.giving.exchanges import (
    WHAT,
    Exchange,
    OneSided,
    by_person,
    exchanged,
    exchanged_with,
    exchanges,
    one_sided,
)
from plaintext_network.network.reports.giving.thanks import Owed, owed_thanks
from plaintext_network.network.reports.stats import circle_names


class Exchanged(NamedTuple):
    """How many things passed between you and a person, and the day and place of the last.

    The place is None where it is somebody private's own note.
    """

    name: str
    path: str
    gave: int
    got: int
    asked: int
    thanked: int
    last: date
    source: str | None


class CircleExchanged(NamedTuple):
    """How many things passed between you and the people of a circle, one with several of them being one; their places, newest first."""

    circle: str
    gave: int
    got: int
    asked: int
    thanked: int
    sources: tuple[str, ...]


class Balance(NamedTuple):
    """What was exchanged with everybody: open thanks, newest first; what went one way, longest first; people, the last first; circles."""

    thanks: tuple[Owed, ...]
    one_sided: tuple[OneSided, ...]
    people: tuple[Exchanged, ...]
    circles: tuple[CircleExchanged, ...]


class PersonBalance(NamedTuple):
    """What was exchanged with one person, newest first, how many things that were, and what is open."""

    name: str
    path: str
    gave: int
    got: int
    asked: int
    thanked: int
    ledger: tuple[Exchange, ...]
    thanks: tuple[Owed, ...]
    one_sided: OneSided | None


def balance(index: Index, rules: Rules, today: date) -> Balance:
    """Return what was exchanged with everybody but who is private; nothing is suggested of the dead and of those not to be contacted."""
    contacts = {
        facts.path: facts for facts in index.contacts() if facts.contact and not facts.contact.private
    }
    everything = exchanged(index, rules, today)
    discretion = Discretion(index)
    thanks: list[Owed] = []
    sided: list[OneSided] = []
    people: list[Exchanged] = []
    for path, with_them in by_person(everything).items():
        facts = contacts.get(path)
        if facts is None or facts.contact is None:
            continue
        people.append(_exchanged(facts, with_them, discretion))
        if may_be_suggested(facts.contact):
            thanks += owed_thanks(facts.name, path, with_them, discretion)
            found = one_sided(facts, with_them, today, discretion)
            sided += [found] if found else []
    return Balance(
        tuple(sorted(thanks, key=lambda owed: (-owed.day.toordinal(), fold(owed.name), owed.path))),
        tuple(sorted(sided, key=lambda each: (each.since, fold(each.name), each.path))),
        tuple(sorted(people, key=lambda each: (-each.last.toordinal(), fold(each.name), each.path))),
        _circles(list(contacts.values()), everything, rules, discretion),
    )


def balance_with(index: Index, path: str, rules: Rules, today: date) -> PersonBalance:
    """Return what was exchanged with one person, who may be private: they were asked for."""
    facts = index.notes[path]
    everything = exchanged_with(index, path, rules, today)
    thanks: tuple[Owed, ...] = ()
    sided = None
    if facts.contact and may_be_suggested(facts.contact._replace(private=False)):
        discretion = Discretion(index)
        thanks = owed_thanks(facts.name, path, everything, discretion)
        sided = one_sided(facts, everything, today, discretion)
    ledger = exchanges(index, path, everything)
    return PersonBalance(facts.name, path, *_counted(everything), ledger, thanks, sided)


def _counted(everything: Iterable[DatedInteraction]) -> tuple[int, int, int, int]:
    """Count the things given, got, asked and thanked for."""
    counts = [0, 0, 0, 0]
    for passed in everything:
        for number, what in enumerate(WHAT):
            counts[number] += len(getattr(passed, what))
    return (counts[0], counts[1], counts[2], counts[3])


def _places(passed: DatedInteraction) -> list[str]:
    """Return the places of all that was exchanged in an interaction."""
    return [passed.at(said) for what in WHAT for said in getattr(passed, what)]


def _exchanged(facts: Facts, everything: Sequence[DatedInteraction], discretion: Discretion) -> Exchanged:
    last = everything[-1]
    source = None if discretion.hides(last.path) else _places(last)[0]
    return Exchanged(facts.name, facts.path, *_counted(everything), last.day, source)


def _circles(
    people: Sequence[Facts], everything: Sequence[DatedInteraction], rules: Rules, discretion: Discretion
) -> tuple[CircleExchanged, ...]:
    """Count by circle, in the order of the settings and then of the notes; circles without anything are left out."""
    contacts = {facts.path: facts.contact for facts in people if facts.contact}
    keys = {path: {circle_key(circle) for circle in contact.circles} for path, contact in contacts.items()}
    found: dict[str, list[DatedInteraction]] = {}
    for passed in reversed(everything):
        for key in {key for path in passed.people for key in keys.get(path, ())}:
            found.setdefault(key, []).append(passed)
    return tuple(
        CircleExchanged(circle, *_counted(found[key]), _shown_places(found[key], discretion))
        for key, circle in circle_names(contacts.values(), rules).items()
        if key in found
    )


def _shown_places(everything: Iterable[DatedInteraction], discretion: Discretion) -> tuple[str, ...]:
    told = (passed for passed in everything if not discretion.hides(passed.path))
    return tuple(dict.fromkeys(place for passed in told for place in _places(passed)))
