"""Reads how a note or a profile describes you: role, employers, places, titles, from every property that says so."""

import re
from collections.abc import Iterable, Iterator, Mapping

from plaintext_network.model.language.equivalence import Synonyms
from plaintext_network.model.language.job_titles import Title, employers_in, titles_in, units
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.note.facts import Facts
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.references import Reference
from plaintext_network.network.reports.profiles.headline_facts import places_in
from plaintext_network.network.reports.profiles.periods import without_period
from plaintext_network.notes.late_patterns import late_pattern

_BEFORE = late_pattern(
    r"(?:\bex|\bformer|\bformerly|\bpreviously|\bpast|\balumn[aiu]\w{0,2})\W{0,3}(?:\w+\W{1,3}){0,3}$",
    re.IGNORECASE,
)


class Shown(NamedTuple):
    """One property as a note shows it: its values, and the `path:line` of each."""

    property: str
    values: tuple[str, ...]
    sources: tuple[str, ...]


class Employer(NamedTuple):
    """An organization, all its names, and the property that names it."""

    name: str
    names: tuple[str, ...]
    shown: Shown


class Whereabouts(NamedTuple):
    """A place, the paths of its notes, and the property that names it."""

    name: str
    paths: frozenset[str]
    shown: Shown


class SelfDescription(NamedTuple):
    """How one note describes you. `role` is without employer, place and years; `titles` are those of `role` or the headline."""

    facts: Facts
    says: Mapping[str, Shown]
    role: str | None
    employers: tuple[Employer, ...]
    places: tuple[Whereabouts, ...]
    titles: tuple[Title, ...]


class DescriptionReader:
    """Reads descriptions of you with what a vault knows of organizations and places."""

    def __init__(self, view: SuggestionView, synonyms: Synonyms) -> None:
        self._view, self._synonyms = view, synonyms
        self._organizations = [
            (note.name, note.stem, *note.aliases) for note in view.notes_of("organization")
        ]

    def read(
        self, facts: Facts, says: Mapping[str, Shown], other: Mapping[str, Shown], own: Iterable[Title] = ()
    ) -> SelfDescription:
        """Return how a note describes you; `other` helps to see what in its words is an organization or a place."""
        employers, places = list(self._stated_employers(facts, says)), list(self._stated_places(facts, says))
        names = [
            name for each in (says, other) if "organization" in each for name in each["organization"].values
        ]
        cities = [name for each in (says, other) if "location" in each for name in each["location"].values]
        role, titles = None, []
        if "role" in says:
            shown = says["role"]
            role, at, where = self._role(without_period(shown.values[0]), names, cities)
            employers += [self.employer(name, shown) for name in at]
            places += [self._place(name, shown) for name in where]
            titles += units(role, self._synonyms)
        if "headline" in says:
            shown = says["headline"]
            text = without_period(shown.values[0])
            employers += [self.employer(name, shown) for name in self._employers_in(text, names)]
            places += [self._place(name, shown) for name in places_in(text, self._synonyms, cities)]
            titles += titles_in(text, self._synonyms, (*own, *titles))
        return SelfDescription(facts, says, role, tuple(employers), tuple(places), tuple(titles))

    def headline_titles(self, one: SelfDescription, own: Iterable[Title]) -> list[Title]:
        """Return the titles in a description's headline."""
        shown = one.says.get("headline")
        if shown is None:
            return []
        return list(titles_in(without_period(shown.values[0]), self._synonyms, own))

    def employer(self, name: str, shown: Shown) -> Employer:
        """Return an employer with all the names that its note has."""
        return Employer(name, (name, *self._names(self._view.subject_named(name))), shown)

    def _stated_employers(self, facts: Facts, says: Mapping[str, Shown]) -> Iterator[Employer]:
        shown = says.get("organization")
        if shown is None:
            return
        named = self._view.subjects(facts, "organization")
        text = without_period(shown.values[0])
        words = [text]
        for each in named:
            words += [each.says, *self._names(each)]
        if len(named) == 1:
            words += self._names(self._view.subject_named(text))
        yield Employer(shown.values[0], tuple(dict.fromkeys(words)), shown)

    def _stated_places(self, facts: Facts, says: Mapping[str, Shown]) -> Iterator[Whereabouts]:
        shown = says.get("location")
        if shown is not None:
            paths = frozenset(p.path for p in self._view.subjects(facts, "location") if p.path)
            yield Whereabouts(without_period(shown.values[0]), paths, shown)

    def _place(self, name: str, shown: Shown) -> Whereabouts:
        path = self._view.subject_named(name).path
        return Whereabouts(name, frozenset((path,) if path else ()), shown)

    def _names(self, subject: Reference) -> list[str]:
        note = self._view.note(subject.path) if subject.path is not None else None
        return [note.name, note.stem, *note.aliases] if note else []

    def _role(
        self, text: str, names: Iterable[str], cities: Iterable[str]
    ) -> tuple[str, list[str], list[str]]:
        """Return a role without the employers and places in its words, and these."""
        at: list[str] = []
        for start, end, name in sorted(employers_in(text, self._synonyms), reverse=True):
            at.append(name)
            text = f"{text[:start].rstrip()} {text[end:].lstrip()}".strip(" ,|·-–—@")
        known = [*names, *(name for each in self._organizations for name in each)]
        for name in sorted(dict.fromkeys(known), key=len, reverse=True):
            text, found = _without(text, name, r"at|of|for|with|bei|chez|to")
            at += [name] if found else []
        where: list[str] = []
        for name in dict.fromkeys(cities):
            text, found = _without(text, name, r"in|near|based\s+in|of")
            where += [name] if found else []
        return text, at, where

    def _employers_in(self, text: str, names: Iterable[str]) -> Iterator[str]:
        """Yield the employers in a headline: after `at` or `@`, and every organization that has a note, unless it is a former one."""
        taken = [(start, end) for start, end, _ in employers_in(text, self._synonyms)]
        yield from (name for _, _, name in employers_in(text, self._synonyms))
        folded = fold(text)
        if len(folded) != len(text):
            folded = text.lower()
        hits = []
        for words in (*((name,) for name in names), *self._organizations):
            for word in dict.fromkeys(map(fold, words)):
                if len(word) > 1 and word in folded:
                    found = re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", folded)
                    hits += [(hit.start(), hit.end(), words[0]) for hit in found]
        for start, end, name in sorted(hits, key=lambda hit: (hit[0] - hit[1], hit[0])):
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            taken.append((start, end))
            if not _BEFORE.search(text[:start]):
                yield name


def _without(text: str, name: str, prepositions: str) -> tuple[str, bool]:
    """Return a text without a name at its end or after a preposition, and whether it had one."""
    if len(name) < 2 or fold(name) not in fold(text):
        return text, False
    pattern = rf"(?i)(?:\s*[,|·(@–—-]\s*|\s+(?:{prepositions})\s+)(?:the\s+)?{re.escape(name)}(?!\w)\)?"
    rest = re.sub(pattern, "", text, count=1)
    return (rest.strip(), True) if rest != text and rest.strip() else (text, False)
