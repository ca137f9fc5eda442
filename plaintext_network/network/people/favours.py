"""Summarizes what you and each contact gave, got, asked and thanked for. Judges nothing, and names nobody else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import DatedInteraction, QuotedText
from plaintext_network.network.index.summaries import Summary
from plaintext_network.network.people.family import may_return

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias


WHAT = ("gave", "got", "asked", "thanked")
# How many things were given, got, asked and thanked for.
Counts: TypeAlias = "tuple[int, int, int, int]"


# A later line about advice: its day as an ordinal, path, line and text.
News: TypeAlias = "tuple[int, str, int, str]"
# What you have not thanked for: day as an ordinal, path, line and text, and the first later line about it.
OwedFields: TypeAlias = "tuple[int, str, int, str, News | None]"


class Run(NamedTuple):
    """The interactions since everything has gone one way: `given` by you, or `received` from them.

    `since` is the day of the first as an ordinal, `times` how many there are and `got` how many of them brought you something.
    `places` are the path and line of each thing, oldest first.
    """

    side: str
    since: int
    times: int
    got: int
    places: tuple[tuple[str, int], ...]


class Exchange(NamedTuple):
    """An interaction in which something was exchanged: its day as an ordinal, its place, how much, and the things' lines."""

    day: int
    path: str
    line: int
    number: int
    counts: Counts
    lines: tuple[int, ...]


class Favours(NamedTuple):
    """What was exchanged with one contact.

    `last` is the day of the last exchange as an ordinal, and `place` the path and line of the first thing in it. `run` is None
    if nothing has gone one way more than once. `owed` are the things that you have not thanked for: day, path, line and text,
    and for advice the later line about it as day, path, line and text, else None; oldest first. `alone` are the exchanges
    with this contact only, `shared` those with others too. `needs` are the texts of the contact's note with their lines.
    `may_return` says whether to suggest that they give in return.
    """

    name: str
    last: int
    place: tuple[str, int]
    counts: Counts
    run: Run | None
    owed: tuple[OwedFields, ...]
    alone: tuple[Exchange, ...]
    shared: tuple[Exchange, ...]
    needs: tuple[QuotedText, ...]
    may_return: bool


def is_exchange(interaction: DatedInteraction, rules: Rules, until: date) -> bool:
    """Return whether you exchanged something with each participant: a crowd gives nobody in particular anything."""
    return (
        bool(interaction.gave or interaction.got or interaction.asked or interaction.thanked)
        and interaction.day <= until
        and not interaction.is_newsletter(rules)
        and not interaction.is_crowd(rules)
    )


def count_things(everything: Iterable[DatedInteraction]) -> Counts:
    """Count the things given, got, asked and thanked for."""
    counts = [0, 0, 0, 0]
    for interaction in everything:
        for number, what in enumerate(WHAT):
            counts[number] += len(getattr(interaction, what))
    return (counts[0], counts[1], counts[2], counts[3])


def run_of(everything: Sequence[DatedInteraction]) -> Run | None:
    """Return what has gone one way since the last exchange on the other side; thanks are on no side. `everything` is oldest first."""
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
    if not run:
        return None
    places = (
        (one.path, line) for one in run for _, line in (one.gave if side == "given" else one.got + one.asked)
    )
    return Run(side, run[0].day.toordinal(), len(run), sum(bool(one.got) for one in run), tuple(places))


def unthanked(everything: Iterable[DatedInteraction]) -> list[tuple[DatedInteraction, QuotedText]]:
    """Return what you got from a contact and have not thanked for since, oldest first, as are the interactions with them.

    Thanks on a day are for everything you got before it. They are for what you got on that day too, unless there was
    something earlier to thank for and they share no words with it.
    """
    # Late: only the comparison of a gift with thanks needs words, and most answers compare none.
    from plaintext_network.model.language.keywords import shared_keywords

    unpaid: list[tuple[DatedInteraction, QuotedText]] = []
    for _, of_day in groupby(everything, key=lambda interaction: interaction.day):
        interactions = tuple(of_day)
        got = [(interaction, thing) for interaction in interactions for thing in interaction.got]
        thanks = [text for interaction in interactions for text, _ in interaction.thanked]
        if not thanks:
            unpaid += got
        elif unpaid and not any(shared_keywords(text, thing[0]) for text in thanks for _, thing in got):
            unpaid = got
        else:
            unpaid = []
    return unpaid


def owed_of(
    everything: Iterable[DatedInteraction], lines: Iterable[DatedInteraction], rules: Rules
) -> tuple[OwedFields, ...]:
    """Return each thing that is `unthanked`. `lines` are all interactions with the contact, oldest first: one may be about advice."""
    found = unthanked(everything)
    if not found:
        return ()
    # Late: few answers need it.
    from plaintext_network.network.people.advice import NotedLines, is_advice, without_label

    noted: NotedLines | None = None
    owed: list[OwedFields] = []
    for one, (text, line) in found:
        news: News | None = None
        if is_advice(text):
            if noted is None:
                noted = NotedLines(
                    [each for each in lines if not (each.is_newsletter(rules) or each.is_crowd(rules))]
                )
            about = noted.first_about(one.day, without_label(text))
            if about:
                note, _, place = about.source.rpartition(":")
                news = (about.day.toordinal(), note, int(place), about.text)
        owed.append((one.day.toordinal(), one.path, line, text, news))
    return tuple(owed)


def _favours(index: Index, path: str, rules: Rules) -> tuple[Any, ...] | None:
    return _until(index, path, rules, index.interactions_with(path), date.max)


def _until(
    index: Index, path: str, rules: Rules, interactions: Iterable[DatedInteraction], until: date
) -> tuple[Any, ...] | None:
    interactions = list(interactions)
    everything = [one for one in interactions if is_exchange(one, rules, until)]
    if not everything:
        return None
    facts, last = index.notes[path], everything[-1]
    run = run_of(everything)
    exchanges = [(one.people == (path,), _exchange(one)) for one in everything]
    return (
        facts.name,
        last.day.toordinal(),
        (last.path, _things(last)[0]),
        count_things(everything),
        tuple(run) if run and run.times > 1 else None,
        owed_of(everything, interactions, rules),
        tuple(one for alone, one in exchanges if alone),
        tuple(one for alone, one in exchanges if not alone),
        tuple((text, facts.line("needs", number)) for number, text in enumerate(facts.texts("needs"))),
        may_return(facts),
    )


def _exchange(one: DatedInteraction) -> tuple[Any, ...]:
    return (one.day.toordinal(), one.path, one.line, one.number, count_things((one,)), _things(one))


def _things(one: DatedInteraction) -> tuple[int, ...]:
    """Return the line of everything exchanged in an interaction."""
    return tuple(line for what in WHAT for _, line in getattr(one, what))


FAVOURS = Summary("favours", _favours)


def favours(index: Index, rules: Rules, today: date) -> Iterator[tuple[str, Favours]]:
    """Yield what was exchanged with each contact up to a day, by path."""
    later: list[str] = []
    for path, fields in index.summaries(FAVOURS, rules).items():
        found = Favours._make(fields)
        if found.last <= today.toordinal():
            yield path, found
        else:
            later.append(path)
    index.fetch_interactions(later)
    for path in later:
        if fields := _until(index, path, rules, index.interactions_with(path), today):
            yield path, Favours._make(fields)
