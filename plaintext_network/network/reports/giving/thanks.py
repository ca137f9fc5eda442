"""Lists the favours and advice that you have not thanked for. Recognizes advice by English words."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from plaintext_network.model.language.normalize import fold
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


def owed_thanks(
    name: str, path: str, owed: Iterable[tuple[int, str, int, str]], view: SuggestionView
) -> tuple[Owed, ...]:
    """Return what you have not thanked a contact for, newest first: recent favours are the easiest to thank for.

    `owed` are the day as an ordinal, the path, the line and the text of each thing, oldest first.
    """
    found = [
        _owed(name, path, date.fromordinal(day), text, f"{note}:{line}", view)
        for day, note, line, text in owed
        if note not in view.uncitable or view.may_cite(note, path)
    ]
    return tuple(sorted(found, key=lambda owed: owed.day, reverse=True))


def _owed(name: str, path: str, day: date, written: str, source: str, view: SuggestionView) -> Owed:
    text = view.quote(written, path)
    kind = "advice" if is_advice(written) else "favour"
    what = "" if text is None else f": {_LABEL.sub('', text, count=1) if kind == 'advice' else text}"
    if kind == "advice":
        says = f"{name} advised you on {day}{what}; tell them what came of it"
    else:
        says = f"{name} helped you on {day}{what}; no thanks noted since"
    return Owed(name, path, day, kind, text, says, source)
