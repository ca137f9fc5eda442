"""Owns for what a word of thanks is open: favours and advice that nobody was thanked for since. English words tell advice."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from plaintext_network.model.language.keywords import shared_keywords
from plaintext_network.model.language.normalize import fold
from plaintext_network.network.index.interactions import DatedInteraction, QuotedText
from plaintext_network.network.people.privacy import Discretion

_ADVICE = re.compile(
    r"\b(?:advi[cs]e[sd]?|advising|advisor|tips?|suggest(?:s|ed|ions?|ing)?|recommend(?:s|ed|ations?|ing)?"
    r"|feedback|counsel(?:s|l?ed|l?ing)?|guidance)\b"
)
# What only says that it is advice goes without saying in a sentence that begins so.
_LABEL = re.compile(
    r"(?i)\s*(?:(?:some|an?)\s+)?(?:good\s+)?(?:(?:pieces?\s+of\s+)?advice|tips?|suggestions?|recommendations?|feedback|counsel)\s*[:–—-]\s*(?=\S)"
)


class Owed(NamedTuple):
    """Something you got from somebody, and have not thanked for since. `kind` is `favour` or `advice`.

    `text` is None where it names somebody who is better not named.
    """

    name: str
    path: str
    day: date
    kind: str
    text: str | None
    says: str
    source: str


def is_advice(text: str) -> bool:
    """Tell whether what was got is advice, by its words."""
    return bool(_ADVICE.search(fold(text)))


def unthanked(everything: Iterable[DatedInteraction]) -> list[tuple[DatedInteraction, QuotedText]]:
    """Return what was got from a person and not thanked for since, oldest first; `everything` is what passed, oldest first.

    Thanks on a day are for all that was got before it. They are for what was got on that very day too, unless there was
    something before it to thank for and their words share none with it.
    """
    still_open: list[tuple[DatedInteraction, QuotedText]] = []
    for _, of_day in groupby(everything, key=lambda passed: passed.day):
        passed_on_day = tuple(of_day)
        got = [(passed, said) for passed in passed_on_day for said in passed.got]
        thanks = [text for passed in passed_on_day for text, _ in passed.thanked]
        if not thanks:
            still_open += got
        elif still_open and not any(shared_keywords(text, said[0]) for text in thanks for _, said in got):
            still_open = got
        else:
            still_open = []
    return still_open


def owed_thanks(
    name: str, path: str, everything: Iterable[DatedInteraction], discretion: Discretion
) -> tuple[Owed, ...]:
    """Return for what a person has not been thanked, newest first: what has just been got is thanked for most easily."""
    found = [
        _owed(name, path, passed, said, discretion)
        for passed, said in unthanked(everything)
        if not discretion.hides(passed.path, path)
    ]
    return tuple(sorted(found, key=lambda owed: owed.day, reverse=True))


def _owed(name: str, path: str, passed: DatedInteraction, said: QuotedText, discretion: Discretion) -> Owed:
    text = None if discretion.forbids(said[0], path) else said[0]
    kind = "advice" if is_advice(said[0]) else "favour"
    what = "" if text is None else f": {_LABEL.sub('', text, count=1) if kind == 'advice' else text}"
    if kind == "advice":
        says = f"{name} advised you on {passed.day}{what}; tell them what came of it"
    else:
        says = f"{name} helped you on {passed.day}{what}; a word of thanks is open"
    return Owed(name, path, passed.day, kind, text, says, passed.at(said))
