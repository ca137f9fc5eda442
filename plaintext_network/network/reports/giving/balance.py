"""Reports what you gave and received: unthanked favours, one-sided exchanges, and counts for each person and circle."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from plaintext_network.model.language.normalize import circle_key, fold
from plaintext_network.model.note.facts import Facts
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.people.privacy import SuggestionView
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
    """How many things you exchanged with a person, and the day and place of the last.

    The place is None if its note may not be shown.
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
    """How many things you exchanged with a circle, and their places, newest first. One with several people counts once."""

    circle: str
    gave: int
    got: int
    asked: int
    thanked: int
    sources: tuple[str, ...]


class Balance(NamedTuple):
    """What you exchanged: unthanked favours, newest first; one-sided exchanges, longest first; people, latest first; circles."""

    thanks: tuple[Owed, ...]
    one_sided: tuple[OneSided, ...]
    people: tuple[Exchanged, ...]
    circles: tuple[CircleExchanged, ...]


class PersonBalance(NamedTuple):
    """What you exchanged with one person, newest first, how many things that were, and what you may return."""

    name: str
    path: str
    gave: int
    got: int
    asked: int
    thanked: int
    ledger: tuple[Exchange, ...]
    thanks: tuple[Owed, ...]
    one_sided: OneSided | None


def balance(view: SuggestionView) -> Balance:
    """Return what you exchanged with everybody who is not private; it suggests nothing about the dead and those not to be contacted."""
    records = view.of_records()
    everything = exchanged(records)
    thanks: list[Owed] = []
    sided: list[OneSided] = []
    people: list[Exchanged] = []
    for path, with_them in by_person(everything).items():
        facts = records.contacts[path]
        people.append(_exchanged(facts, with_them, records))
        if path in view.contacts:
            thanks += owed_thanks(facts, with_them, view)
            found = one_sided(facts, with_them, view)
            sided += [found] if found else []
    return Balance(
        tuple(sorted(thanks, key=lambda owed: (-owed.day.toordinal(), fold(owed.name), owed.path))),
        tuple(sorted(sided, key=lambda each: (each.since, fold(each.name), each.path))),
        tuple(sorted(people, key=lambda each: (-each.last.toordinal(), fold(each.name), each.path))),
        _circles(everything, records),
    )


def balance_with(view: SuggestionView, path: str) -> PersonBalance:
    """Return what you exchanged with one contact. Raises KeyError for one whom the view may not name."""
    facts = view.person(path).facts
    everything = exchanged_with(view, path)
    thanks: tuple[Owed, ...] = ()
    sided = None
    if view.may_approach(path):
        thanks = owed_thanks(facts, everything, view)
        sided = one_sided(facts, everything, view)
    ledger = exchanges(view, path, everything)
    return PersonBalance(facts.name, path, *_counted(everything), ledger, thanks, sided)


def _counted(everything: Iterable[DatedInteraction]) -> tuple[int, int, int, int]:
    """Count the things given, got, asked and thanked for."""
    counts = [0, 0, 0, 0]
    for interaction in everything:
        for number, what in enumerate(WHAT):
            counts[number] += len(getattr(interaction, what))
    return (counts[0], counts[1], counts[2], counts[3])


def _places(interaction: DatedInteraction) -> list[str]:
    """Return the places of everything exchanged in an interaction."""
    return [interaction.at(thing) for what in WHAT for thing in getattr(interaction, what)]


def _exchanged(facts: Facts, everything: Sequence[DatedInteraction], view: SuggestionView) -> Exchanged:
    last = everything[-1]
    source = _places(last)[0] if view.may_cite(last.path) else None
    return Exchanged(facts.name, facts.path, *_counted(everything), last.day, source)


def _circles(everything: Sequence[DatedInteraction], view: SuggestionView) -> tuple[CircleExchanged, ...]:
    """Count by circle, in the order of the settings and then of the notes; leave out empty circles."""
    contacts = {path: facts.contact for path, facts in view.contacts.items() if facts.contact}
    keys = {path: {circle_key(circle) for circle in contact.circles} for path, contact in contacts.items()}
    found: dict[str, list[DatedInteraction]] = {}
    for interaction in reversed(everything):
        for key in {key for path in interaction.people for key in keys.get(path, ())}:
            found.setdefault(key, []).append(interaction)
    return tuple(
        CircleExchanged(
            circle,
            *_counted(found[key]),
            view.sources(place for interaction in found[key] for place in _places(interaction)),
        )
        for key, circle in circle_names(contacts.values(), view.rules).items()
        if key in found
    )
