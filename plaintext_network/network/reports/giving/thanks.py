"""Lists the favours and advice that you have not thanked for. Recognizes advice by English words."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from plaintext_network.model.language.keywords import shared_keywords
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.note.facts import Facts
from plaintext_network.network.index.interactions import DatedInteraction, QuotedText
from plaintext_network.network.people.privacy import SuggestionView

_ADVICE = re.compile(
    r"\b(?:advi[cs]e[sd]?|advising|advisor|tips?|suggest(?:s|ed|ions?|ing)?|recommend(?:s|ed|ations?|ing)?"
    r"|feedback|counsel(?:s|l?ed|l?ing)?|guidance)\b"
)
# A label that the sentence about advice makes redundant.
_LABEL = re.compile(
    r"(?i)\s*(?:(?:some|an?)\s+)?(?:good\s+)?(?:(?:pieces?\s+of\s+)?advice|tips?|suggestions?|recommendations?|feedback|counsel)\s*[:–—-]\s*(?=\S)"
)


class Owed(NamedTuple):
    """Something that you got from somebody and have not thanked for since. `kind` is `favour` or `advice`.

    `text` is None if it names somebody who may not be named.
    """

    name: str
    path: str
    day: date
    kind: str
    text: str | None
    says: str
    source: str


def is_advice(text: str) -> bool:
    """Return whether what you got is advice, by its words."""
    return bool(_ADVICE.search(fold(text)))


def unthanked(everything: Iterable[DatedInteraction]) -> list[tuple[DatedInteraction, QuotedText]]:
    """Return what you got from a contact and have not thanked for since, oldest first, as are the interactions with them.

    Thanks on a day are for everything you got before it. They are for what you got on that day too, unless there was
    something earlier to thank for and they share no words with it.
    """
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


def owed_thanks(
    facts: Facts, everything: Iterable[DatedInteraction], view: SuggestionView
) -> tuple[Owed, ...]:
    """Return what you have not thanked a contact for, newest first: recent favours are the easiest to thank for."""
    found = [
        _owed(facts, interaction, thing, view)
        for interaction, thing in unthanked(everything)
        if view.may_cite(interaction.path, facts.path)
    ]
    return tuple(sorted(found, key=lambda owed: owed.day, reverse=True))


def _owed(facts: Facts, interaction: DatedInteraction, thing: QuotedText, view: SuggestionView) -> Owed:
    name, day = facts.name, interaction.day
    text = view.quote(thing[0], facts.path)
    kind = "advice" if is_advice(thing[0]) else "favour"
    what = "" if text is None else f": {_LABEL.sub('', text, count=1) if kind == 'advice' else text}"
    if kind == "advice":
        says = f"{name} advised you on {day}{what}; tell them what came of it"
    else:
        says = f"{name} helped you on {day}{what}; no thanks noted since"
    return Owed(name, facts.path, day, kind, text, says, interaction.at(thing))
