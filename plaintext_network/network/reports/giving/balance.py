"""Reports what you gave and received: unthanked favours, one-sided exchanges, and counts for each person and circle."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain

from plaintext_network.model.language.normalize import circle_key, fold
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.descriptions import DESCRIPTION, circles_of
from plaintext_network.network.people.family import may_return
from plaintext_network.network.people.favours import Exchange as ExchangeFields
from plaintext_network.network.people.favours import Favours, Run, count_things, owed_of, run_of
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.reports.giving.exchanges import (
    Exchange,
    OneSided,
    exchanged_with,
    exchanges,
    one_sided,
)
from plaintext_network.network.reports.giving.thanks import Owed, newest_unthanked, owed_thanks


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


def balance(view: SuggestionView, places: int | None = None) -> Balance:
    """Return what you exchanged with everybody who is not private; it suggests nothing about the dead and those not to be contacted.

    `places` limits the places of each circle.
    """
    records = view.of_records()
    everything = records.favours
    suggested = {path: found for path, found in everything.items() if path not in view.unnamed}
    records.prefetch_places(found.place[0] for found in everything.values())
    people = (_exchanged(path, found, records) for path, found in everything.items())
    return Balance(
        tuple(thing.owed(view) for thing in newest_unthanked(view, suggested)),
        everybody_one_sided(view, suggested),
        tuple(sorted(people, key=lambda each: (-each.last.toordinal(), fold(each.name), each.path))),
        _circles(records, places),
    )


def everybody_one_sided(view: SuggestionView, everybody: Mapping[str, Favours]) -> tuple[OneSided, ...]:
    """Return whom of these contacts everything has gone one way with, the longest first; by path, what was exchanged with each."""
    view.prefetch_places(
        note for found in everybody.values() if found.run for note, _ in Run._make(found.run).places
    )
    sided = (
        one_sided(found.name, path, Run._make(found.run), found.needs, view, may_return=found.may_return)
        for path, found in everybody.items()
        if found.run
    )
    return tuple(sorted(filter(None, sided), key=lambda each: (each.since, fold(each.name), each.path)))


def balance_with(view: SuggestionView, path: str) -> PersonBalance:
    """Return what you exchanged with one contact. Raises KeyError for one whom the view may not name."""
    facts = view.person(path).facts
    everything = exchanged_with(view, path)
    thanks: tuple[Owed, ...] = ()
    sided = None
    if view.may_approach(path):
        needs = ((text, facts.line("needs", number)) for number, text in enumerate(facts.texts("needs")))
        owed = owed_of(everything, view.interactions_with(path), view.rules)
        thanks = owed_thanks(facts.name, path, owed, view)
        run = run_of(everything)
        sided = one_sided(facts.name, path, run, needs, view, may_return=may_return(facts))
    ledger = exchanges(view, path, everything)
    return PersonBalance(facts.name, path, *count_things(everything), ledger, thanks, sided)


def _exchanged(path: str, found: Favours, view: SuggestionView) -> Exchanged:
    note, line = found.place
    source = f"{note}:{line}" if view.may_cite(note) else None
    return Exchanged(found.name, path, *found.counts, date.fromordinal(found.last), source)


class _Circle:
    """What was exchanged with the contacts of a circle: by contact with one, and by place with several."""

    def __init__(self) -> None:
        self.alone: list[tuple[ExchangeFields, ...]] = []
        self.shared: dict[tuple[str, int], ExchangeFields] = {}

    def exchanges(self) -> list[ExchangeFields]:
        """Return every exchange once, the newest first."""
        return sorted((*chain.from_iterable(self.alone), *self.shared.values()), reverse=True)


def _circles(view: SuggestionView, places: int | None) -> tuple[CircleExchanged, ...]:
    """Count by circle, in the order of the settings and then of the notes; leave out empty circles."""
    # Late: the favours of one contact need no circles.
    from plaintext_network.network.reports.stats import spelled_circles

    of_contacts = circles_of(view.summaries(DESCRIPTION))
    keys = {circles: {circle_key(circle) for circle in circles} for circles in of_contacts.values()}
    found: dict[str, _Circle] = {}
    for path, favours in view.favours.items():
        for key in keys[of_contacts[path]] if path in of_contacts else ():
            circle = found.setdefault(key, _Circle())
            circle.alone.append(favours.alone)
            for one in favours.shared:
                circle.shared[one[1], one[3]] = one
    return tuple(
        _circle(name, found[key].exchanges(), view, places)
        for key, name in spelled_circles(of_contacts.values(), view.rules).items()
        if key in found
    )


def _circle(
    name: str, exchanges: Sequence[ExchangeFields], view: SuggestionView, places: int | None
) -> CircleExchanged:
    gave, got, asked, thanked = (
        sum(numbers) for numbers in zip(*(counts for *_, counts, _ in exchanges), strict=True)
    )
    sources: dict[str, None] = {}
    for _, path, _, _, _, lines in exchanges:
        if places is not None and len(sources) >= places:
            break
        if view.may_cite(path):
            sources.update(dict.fromkeys(f"{path}:{line}" for line in lines))
    return CircleExchanged(name, gave, got, asked, thanked, tuple(sources)[:places])
