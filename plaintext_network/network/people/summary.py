"""Owns the few lines on somebody that one reads before seeing them, and what of the notes may be quoted there. Suggests nobody."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from plaintext_network.model.language.normalize import fold
from plaintext_network.model.note.facts import Facts
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.people.person import Person
from plaintext_network.network.people.privacy import Discretion
from plaintext_network.network.people.references import may_be_suggested

MOST_PROMISES = 3
MOST_NEEDS = 3


class SourcedText(NamedTuple):
    """What is said, and the `path:line` that says it."""

    text: str
    source: str


class Brief(NamedTuple):
    """One person in short. `why` is why they stand here, `last` what you last talked about; `promises` and `needs` are the first few."""

    name: str
    path: str
    why: tuple[SourcedText, ...]
    role: SourcedText | None
    organization: SourcedText | None
    last_touch: date | None
    warmth: str | None
    last: SourcedText | None
    promises: tuple[SourcedText, ...]
    needs: tuple[SourcedText, ...]


def brief(index: Index, person: Person, why: Iterable[SourcedText], quotes: "Quotes") -> Brief:
    """Return what to know of somebody in short; of many, ask the index to look for all of them first."""
    facts, contact = person.facts, person.contact
    last = next(iter(person.touches), None)
    said = None
    if last and quotes.points_to(last.path):
        words = ": ".join(part for part in (last.channel, last.summary) if part)
        people = _took_part(index, last.path, last.line)
        said = SourcedText(
            words if quotes.allows(words, people) else last.channel or "", f"{last.path}:{last.line}"
        )
    promises = [
        SourcedText(f"{promise.text or 'to get back'}, for {promise.day}", promise.source)
        for promise in person.promises
        if (promise.start is None or promise.start <= person.today)
        and quotes.allows(promise.text)
        and quotes.points_to(promise.source)
    ]
    needs = [fact for fact in texts_of(facts, "needs") if quotes.allows(fact.text)]
    return Brief(
        facts.name,
        facts.path,
        tuple(dict.fromkeys(why)),
        own(facts, "role", contact.role),
        own(facts, "organization", contact.organization),
        person.last_touch,
        person.warmth,
        said,
        tuple(promises[:MOST_PROMISES]),
        tuple(needs[:MOST_NEEDS]),
    )


def own(facts: Facts, name: str, text: str | None) -> SourcedText | None:
    """Return a property of a note and its place."""
    return SourcedText(text, f"{facts.path}:{facts.line(name)}") if text else None


def texts_of(facts: Facts, name: str) -> list[SourcedText]:
    """Return every value of a property, each with its place."""
    return [
        SourcedText(text, f"{facts.path}:{facts.line(name, number)}")
        for number, text in enumerate(facts.texts(name))
    ]


def _took_part(index: Index, path: str, line: int) -> tuple[str, ...]:
    return next((e.people for e in index.resolved[path].encounters if e.line == line), ())


def named_in(index: Index, passed: DatedInteraction, person: str) -> str:
    """Return the `path:line` that says that somebody took part."""
    if index.names.kinds.get(passed.path) == "interaction":
        for ref in index.notes[passed.path].people:
            if index.names.resolve(ref, passed.path, people=True).path == person:
                return f"{passed.path}:{ref.line}"
    return passed.source


_WORD = re.compile(r"[^\W_]+")


class Quotes:
    """Tells what of the notes may be quoted: no text that names somebody who is not to be named."""

    def __init__(self, index: Index, contacts: Iterable[Facts]) -> None:
        self._discretion = Discretion(index)
        self._parts: dict[str, set[str]] = {}
        for facts in contacts:
            if facts.contact and not may_be_suggested(facts.contact):
                names = (facts.name, facts.stem, *facts.aliases)
                self._parts[facts.path] = {word for name in names for word in _WORD.findall(fold(name))}

    def allows(self, text: str, people: Iterable[str] = ()) -> bool:
        """Tell whether a text may be quoted; of those who took part in what it tells of, a first name alone is a name, too."""
        parts = {part for path in people for part in self._parts.get(path, ())}
        if parts and any(fold(word) in parts for word in _WORD.findall(text) if not word.islower()):
            return False
        return not self._discretion.forbids(text, "")

    def points_to(self, source: str) -> bool:
        """Tell whether a place may be shown: none in the own note of somebody who is not to be named."""
        path, _, line = source.rpartition(":")
        return (path if line.isdigit() else source) not in self._parts
