"""Owns the ledger: what was given, got, asked and thanked for with each person, thing by thing, with its place. Judges nothing."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from plaintext_network.model.dates.calendar import add_months
from plaintext_network.model.note.facts import Contact, Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.people.privacy import Discretion
from plaintext_network.network.people.references import may_be_suggested

WHAT = ("gave", "got", "asked", "thanked")


class Exchange(NamedTuple):
    """One thing that was given, got, asked or thanked for; `source` is where it stands, `with_others` who else was there."""

    day: date
    what: str
    text: str
    with_others: tuple[str, ...]
    source: str


def exchanged_with(index: Index, path: str, rules: Rules, today: date) -> tuple[DatedInteraction, ...]:
    """Return the interactions up to today in which anything was exchanged with a contact, oldest first."""
    return tuple(passed for passed in index.interactions_with(path) if _counts(passed, rules, today))


def exchanged(index: Index, rules: Rules, today: date) -> list[DatedInteraction]:
    """Return the interactions up to today in which anything was exchanged, with whomever, oldest first."""
    return [passed for passed in index.all_interactions() if _counts(passed, rules, today)]


def by_person(everything: Iterable[DatedInteraction]) -> dict[str, list[DatedInteraction]]:
    """Return interactions by each who took part, in their order."""
    found: dict[str, list[DatedInteraction]] = {}
    for passed in everything:
        for person in passed.people:
            found.setdefault(person, []).append(passed)
    return found


def _counts(passed: DatedInteraction, rules: Rules, today: date) -> bool:
    """Tell whether it has happened, and anything in it was between you and each who took part: a crowd gives nobody anything."""
    return (
        passed.day <= today
        and any(getattr(passed, what) for what in WHAT)
        and not passed.is_newsletter(rules)
        and not passed.is_crowd(rules)
    )


def exchanges(index: Index, path: str, everything: Iterable[DatedInteraction]) -> tuple[Exchange, ...]:
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


FEWEST = 2  # interactions on one side, below which nothing can be told of it


LONG = 6  # months


class Need(NamedTuple):
    """Something that would help somebody, and where it stands."""

    text: str
    source: str


class OneSided(NamedTuple):
    """Somebody with whom all has gone one way since a day: `given` by you, or `received` from them.

    `sources` are the places of all that did, oldest first.
    """

    name: str
    path: str
    side: str
    since: date
    times: int
    needs: tuple[Need, ...]
    says: str
    sources: tuple[str, ...]


def one_sided(
    facts: Facts, everything: Sequence[DatedInteraction], today: date, discretion: Discretion
) -> OneSided | None:
    """Tell whether all has gone one way with a person since half a year or longer; `everything` passed with them, oldest first."""
    side, run = _run(everything)
    if len(run) < FEWEST or add_months(run[0].day, LONG) > today:
        return None
    given = side == "given"
    needs = () if given else _needs(facts, discretion)
    said = [
        (passed, text) for passed in run for text in (passed.gave if given else passed.got + passed.asked)
    ]
    return OneSided(
        facts.name,
        facts.path,
        side,
        run[0].day,
        len(run),
        needs,
        _gave(facts.name, run) if given else _received(facts.name, run, needs),
        tuple(
            dict.fromkeys(
                passed.at(text) for passed, text in said if not discretion.hides(passed.path, facts.path)
            )
        ),
    )


def _run(everything: Sequence[DatedInteraction]) -> tuple[str, list[DatedInteraction]]:
    """Return the side of what passed last, and all since anything passed on the other; what only thanks is on no side."""
    side, run = "", list[DatedInteraction]()
    # What is noted of one day has no order in it.
    for _, of_day in groupby(everything, key=lambda passed: passed.day):
        today = [passed for passed in of_day if passed.gave or passed.got or passed.asked]
        gave = any(passed.gave for passed in today)
        received = any(passed.got or passed.asked for passed in today)
        if gave and received:
            side, run = "", []
        elif gave or received:
            now = "given" if gave else "received"
            run = run + today if side == now else today
            side = now
    return side, run


def _needs(facts: Facts, discretion: Discretion) -> tuple[Need, ...]:
    texts = facts.contact.needs if facts.contact else ()
    return tuple(
        Need(text, f"{facts.path}:{facts.line('needs', number)}")
        for number, text in enumerate(texts)
        if not discretion.forbids(text, facts.path)
    )


def _gave(name: str, run: Sequence[DatedInteraction]) -> str:
    return f"Since {run[0].day} you gave {times(len(run))}; it may be time to let {name} give"


def _received(name: str, run: Sequence[DatedInteraction], needs: Sequence[Need]) -> str:
    got = sum(bool(passed.got) for passed in run)
    asked = len(run) - got
    if not asked:
        what = f"{name} gave {times(got)} and you have not yet given back"
    elif not got:
        what = f"you asked {name} {times(asked)} and have not yet given anything"
    else:
        what = f"{name} gave {times(got)}, you asked {times(asked)} more, and you have not yet given back"
    help_ = f"; what could help: {', '.join(need.text for need in needs)}" if needs else ""
    return f"Since {run[0].day} {what}{help_}"
