"""Lists the favours and advice that you have not thanked for. Recognizes advice by English words."""

from collections.abc import Iterable, Mapping
from datetime import date

from plaintext_network.model.language.normalize import fold
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.favours import Favours
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.notes.late_patterns import late_pattern

_ADVICE = late_pattern(
    r"\b(?:advi[cs]e[sd]?|advising|advisor|tips?|suggest(?:s|ed|ions?|ing)?|recommend(?:s|ed|ations?|ing)?"
    r"|feedback|counsel(?:s|l?ed|l?ing)?|guidance)\b"
)
# A label that the sentence about advice makes redundant.
_LABEL = late_pattern(
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


class Unthanked(NamedTuple):
    """Something that you got from a contact and have not thanked for: what an `Owed` is made of. `day` is an ordinal."""

    name: str
    path: str
    day: int
    note: str
    line: int
    text: str

    @property
    def source(self) -> str:
        """The `path:line` that says so."""
        return f"{self.note}:{self.line}"

    def owed(self, view: SuggestionView) -> Owed:
        """Return it as a report shows it."""
        return _owed(self.name, self.path, date.fromordinal(self.day), self.text, self.source, view)


def newest_unthanked(view: SuggestionView, everybody: Mapping[str, Favours]) -> list[Unthanked]:
    """Return what you have not thanked these contacts for, newest first; by path, what was exchanged with each."""
    found = [
        (-thing[0], fold(favours.name), path, favours.name, thing)
        for path, favours in everybody.items()
        for thing in favours.owed
        if view.may_cite(thing[1], path)
    ]
    found.sort(key=lambda each: each[:3])
    return [Unthanked(name, path, *thing) for _, _, path, name, thing in found]


def owed_thanks(
    name: str, path: str, owed: Iterable[tuple[int, str, int, str]], view: SuggestionView
) -> tuple[Owed, ...]:
    """Return what you have not thanked a contact for, newest first: recent favours are the easiest to thank for.

    `owed` are the day as an ordinal, the path, the line and the text of each thing, oldest first.
    """
    found = [Unthanked(name, path, *thing).owed(view) for thing in owed if view.may_cite(thing[1], path)]
    return tuple(sorted(found, key=lambda owed: owed.day, reverse=True))


def _owed(name: str, path: str, day: date, written: str, source: str, view: SuggestionView) -> Owed:
    text = view.quote(written, path, source)
    kind = "advice" if is_advice(written) else "favour"
    what = "" if text is None else f": {_LABEL.sub('', text, count=1) if kind == 'advice' else text}"
    if kind == "advice":
        says = f"{name} advised you on {day}{what}; tell them what came of it"
    else:
        says = f"{name} helped you on {day}{what}; no thanks noted since"
    return Owed(name, path, day, kind, text, says, source)
