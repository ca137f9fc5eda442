"""Lists what you gave, got, asked and thanked for, thing by thing with its place. Judges nothing."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from plaintext_network.model.dates.calendar import add_months
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.sourced_text import SourcedText

WHAT = ("gave", "got", "asked", "thanked")


class Exchange(NamedTuple):
    """One thing that you gave, got, asked or thanked for; `with_others` are the names of the other participants."""

    day: date
    what: str
    text: str
    with_others: tuple[str, ...]
    source: str


def exchanged_with(view: SuggestionView, path: str, until: date | None = None) -> list[DatedInteraction]:
    """Return the interactions in which you exchanged anything with a contact, up to a day or today, oldest first."""
    return [one for one in view.interactions_with(path) if _counts(one, view.rules, until or view.today)]


def exchanged(view: SuggestionView) -> list[DatedInteraction]:
    """Return the interactions up to today in which you exchanged anything with anybody, oldest first."""
    return [one for one in view.interactions if _counts(one, view.rules, view.today)]


def by_person(everything: Iterable[DatedInteraction]) -> dict[str, list[DatedInteraction]]:
    """Return interactions by participant, in their order."""
    found: dict[str, list[DatedInteraction]] = {}
    for interaction in everything:
        for person in interaction.people:
            found.setdefault(person, []).append(interaction)
    return found


def _counts(interaction: DatedInteraction, rules: Rules, today: date) -> bool:
    """Return whether you exchanged something with each participant: a crowd gives nobody in particular anything."""
    return (
        interaction.day <= today
        and any(getattr(interaction, what) for what in WHAT)
        and not interaction.is_newsletter(rules)
        and not interaction.is_crowd(rules)
    )


def exchanges(
    view: SuggestionView, path: str, everything: Iterable[DatedInteraction]
) -> tuple[Exchange, ...]:
    """Return one by one what you exchanged with a contact, newest first."""
    found = []
    for interaction in everything:
        others = [view.contact(other) for other in interaction.people if other != path]
        names = tuple(facts.name for facts in others if facts is not None)
        for what in WHAT:
            found += [
                Exchange(interaction.day, what, thing[0], names, interaction.at(thing))
                for thing in getattr(interaction, what)
            ]
    return tuple(sorted(found, key=lambda one: one.day, reverse=True))


def times(number: int) -> str:
    """Return how often something happened, in words as far as they are short."""
    words = ("never", "once", "twice", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    if number <= 2:
        return words[number]
    return f"{words[number] if number < len(words) else number} times"


FEWEST = 2  # interactions on one side, below which an exchange is not one-sided
LONG = 6  # months


class OneSided(NamedTuple):
    """Somebody with whom everything has gone one way since a day: `given` by you, or `received` from them.

    `sources` are the places of everything that did, oldest first.
    """

    name: str
    path: str
    side: str
    since: date
    times: int
    needs: tuple[SourcedText, ...]
    says: str
    sources: tuple[str, ...]


def one_sided(facts: Facts, everything: Sequence[DatedInteraction], view: SuggestionView) -> OneSided | None:
    """Return what has gone one way with a contact for half a year or longer.

    `everything` are the exchanges with them, oldest first.
    """
    side, run = _run(everything)
    if len(run) < FEWEST or add_months(run[0].day, LONG) > view.today:
        return None
    given = side == "given"
    needs = () if given else tuple(view.texts(facts, "needs"))
    places = (
        interaction.at(thing)
        for interaction in run
        for thing in (interaction.gave if given else interaction.got + interaction.asked)
    )
    return OneSided(
        facts.name,
        facts.path,
        side,
        run[0].day,
        len(run),
        needs,
        _gave(facts.name, run) if given else _received(facts.name, run, needs),
        view.sources(places, facts.path),
    )


def _run(everything: Sequence[DatedInteraction]) -> tuple[str, list[DatedInteraction]]:
    """Return the side of the last exchange, and every exchange since the last on the other side; thanks are on no side."""
    side, run = "", list[DatedInteraction]()
    # Interactions of one day have no order.
    for _, of_day in groupby(everything, key=lambda interaction: interaction.day):
        today = [one for one in of_day if one.gave or one.got or one.asked]
        gave = any(one.gave for one in today)
        received = any(one.got or one.asked for one in today)
        if gave and received:
            side, run = "", []
        elif gave or received:
            now = "given" if gave else "received"
            run = run + today if side == now else today
            side = now
    return side, run


def _gave(name: str, run: Sequence[DatedInteraction]) -> str:
    return f"Since {run[0].day} you gave {times(len(run))}; next time, let {name} help"


def _received(name: str, run: Sequence[DatedInteraction], needs: Sequence[SourcedText]) -> str:
    got = sum(bool(interaction.got) for interaction in run)
    asked = len(run) - got
    if not asked:
        what = f"{name} gave {times(got)}; nothing noted in return"
    elif not got:
        what = f"you asked {name} {times(asked)} and have not yet given anything"
    else:
        what = f"{name} gave {times(got)} and you asked {times(asked)} more; nothing noted in return"
    help_ = f"; what could help: {', '.join(need.text for need in needs)}" if needs else ""
    return f"Since {run[0].day} {what}{help_}"
