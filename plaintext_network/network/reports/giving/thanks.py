"""Lists the favours and advice that you have not thanked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from plaintext_network.model.language.normalize import fold
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.advice import AdviceOutcome, is_advice, without_label
from plaintext_network.network.people.favours import Favours, News, OwedFields
from plaintext_network.network.people.privacy import SuggestionView


class Owed(NamedTuple):
    """Something that you got from somebody and have not thanked for since. `kind` is `favour` or `advice`.

    `text` is None if it names somebody who may not be named. `came_up` is the first later line that shares words with advice.
    """

    name: str
    path: str
    day: date
    kind: str
    text: str | None
    says: str
    source: str
    came_up: AdviceOutcome | None = None


class Unthanked(NamedTuple):
    """Something that you got from a contact and have not thanked for: what an `Owed` is made of. `day` is an ordinal."""

    name: str
    path: str
    day: int
    note: str
    line: int
    text: str
    news: News | None = None

    @property
    def source(self) -> str:
        """The `path:line` that says so."""
        return f"{self.note}:{self.line}"

    def owed(self, view: SuggestionView) -> Owed:
        """Return it as a report shows it."""
        return _owed(self, view)


def newest_unthanked(view: SuggestionView, everybody: Mapping[str, Favours]) -> list[Unthanked]:
    """Return what you have not thanked these contacts for, newest first; by path, what was exchanged with each."""
    view.prefetch_places(thing[1] for favours in everybody.values() for thing in favours.owed)
    return [thing for thing in _newest_first(everybody) if view.may_cite(thing.note, thing.path)]


def latest_unthanked(
    view: SuggestionView, everybody: Mapping[str, Favours], most: int
) -> list[list[Unthanked]]:
    """Return the first of `newest_unthanked`, at most so many, without looking at the others.

    What several people did together is one.
    """
    found: dict[tuple[str, int, str], list[Unthanked]] = {}
    for thing in _newest_first(everybody):
        key = (thing.note, thing.line, thing.text)
        if len(found) == most and key not in found:
            break
        if view.may_cite(thing.note, thing.path):
            found.setdefault(key, []).append(thing)
    return list(found.values())


def _newest_first(everybody: Mapping[str, Favours]) -> list[Unthanked]:
    found = [
        (-thing[0], fold(favours.name), path, favours.name, thing)
        for path, favours in everybody.items()
        for thing in favours.owed
    ]
    found.sort(key=lambda each: each[:3])
    return [Unthanked(name, path, *thing) for _, _, path, name, thing in found]


def owed_thanks(name: str, path: str, owed: Iterable[OwedFields], view: SuggestionView) -> tuple[Owed, ...]:
    """Return what you have not thanked a contact for, newest first: recent favours are the easiest to thank for.

    `owed` are the fields of each thing, oldest first.
    """
    found = [Unthanked(name, path, *thing).owed(view) for thing in owed if view.may_cite(thing[1], path)]
    return tuple(sorted(found, key=lambda owed: owed.day, reverse=True))


def _owed(thing: Unthanked, view: SuggestionView) -> Owed:
    name, path, day, source = thing.name, thing.path, date.fromordinal(thing.day), thing.source
    text = view.quote(thing.text, path, source)
    if not is_advice(thing.text):
        what = "" if text is None else f": {text}"
        says = f"{name} helped you on {day}{what}; no thanks noted since"
        return Owed(name, path, day, "favour", text, says, source)
    what = "" if text is None else f": {without_label(text)}"
    news = _news(thing, view)
    then = f"it came up on {news.day}: {news.text}" if news else "nothing noted of it since"
    says = f"{name} advised you on {day}{what}; {then}; tell them what came of it"
    return Owed(name, path, day, "advice", text, says, source, news)


def _news(thing: Unthanked, view: SuggestionView) -> AdviceOutcome | None:
    """Return the first later line about advice, if it was noted by today and may be shown."""
    if thing.news is None:
        return None
    day, note, line, text = thing.news
    source = f"{note}:{line}"
    is_hidden = not view.may_cite(source, thing.path) or not view.may_quote(text, thing.path, source)
    if day > view.today.toordinal() or is_hidden:
        return None
    return AdviceOutcome(date.fromordinal(day), "noted", text, source)
