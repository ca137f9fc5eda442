"""Lists what you can ask a contact about: offers, role, interests, topics you discussed; each with its source."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from plaintext_network.model.language.normalize import fold, name_key, stem_of
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.overlay import fetch, fetch_all
from plaintext_network.network.index.summaries import Summary
from plaintext_network.network.people.mentor_roles import tag_line
from plaintext_network.network.people.talks import TALKS, talks_of

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class KnownFor(NamedTuple):
    """One thing. `how` is `needs`, `offers`, `role`, `interests`, `tags` or `topics`; `day` is the last day you discussed it."""

    how: str
    text: str
    source: str
    day: date | None = None

    @property
    def says(self) -> str:
        """Return it as part of a sentence."""
        if self.how == "topics":
            return f"you talked about {self.text} on {self.day}"
        word = {"interests": "likes", "tags": "tagged", "role": "is"}.get(self.how, self.how)
        return f"{word} {self.text}"


def known_from_note(facts: Facts) -> Iterator[KnownFor]:
    """Yield a contact's offers, role, interests and tags."""
    return (KnownFor(how, text, f"{facts.path}:{line}") for how, text, line in lines_of_known(facts))


def lines_of_known(facts: Facts) -> Iterator[tuple[str, str, int]]:
    """Yield the property, the text and the line of each of a contact's offers, role, interests and tags."""
    for name in ("offers", "role", "interests"):
        texts = (facts.contact.role,) if name == "role" and facts.contact else facts.texts(name)
        for number, text in enumerate(texts):
            if text:
                yield name, text, facts.line(name, number)
    for tag in facts.tags:
        yield "tags", tag, tag_line(facts, tag)


class LinkedNote(NamedTuple):
    """A note that a contact's note links: the line of the link, the note's path, and two names of it, folded."""

    line: int
    path: str
    names: tuple[str, str]


class Statements(NamedTuple):
    """What a contact's note says that the contact needs, and is known for; `links` are the notes linked on these lines."""

    path: str
    needs: tuple[KnownFor, ...]
    known_for: tuple[KnownFor, ...]
    links: tuple[LinkedNote, ...]


def _statements(index: Index, path: str, rules: Rules) -> tuple[Any, ...] | None:  # noqa: ARG001
    facts = index.notes[path]
    needs = tuple(
        ("needs", text, facts.line("needs", number)) for number, text in enumerate(facts.texts("needs"))
    )
    known = tuple(lines_of_known(facts))
    if not needs and not known:
        return None
    lines = {line for _, _, line in (*needs, *known)}
    return needs, known, tuple((one.line, one.path, one.names) for one in linked_notes(index, facts, lines))


def linked_notes(index: Index, facts: Facts, lines: Collection[int] | None = None) -> Iterator[LinkedNote]:
    """Yield the notes that a note links, on these lines or anywhere, except those of people."""
    for ref in facts.links:
        if lines is not None and ref.line not in lines:
            continue
        found = index.names.resolve(ref, facts.path, people=False).path
        if found is not None and index.names.kinds.get(found) not in ("contact", "me"):
            yield LinkedNote(ref.line, found, (fold(stem_of(ref.target)), fold(index.notes[found].name)))


STATEMENTS = Summary("statements", _statements)


def stated(path: str, value: Sequence[Any]) -> Statements:
    """Return the statements of the contact at a path, from the summary."""
    needs, known, links = value
    return Statements(
        path,
        tuple(KnownFor(how, text, f"{path}:{line}") for how, text, line in needs),
        tuple(KnownFor(how, text, f"{path}:{line}") for how, text, line in known),
        tuple(map(LinkedNote._make, links)),
    )


def statements_in(values: Mapping[str, Sequence[Any]]) -> Iterator[tuple[str, str, str, int]]:
    """Yield each contact's path with the property, text and line of each statement, by path; `values` are those of the summary."""
    for path in sorted(values):
        needs, known, _ = values[path]
        for how, text, line in (*needs, *known):
            yield path, how, text, line


class SpokenTopic(NamedTuple):
    """A topic you talked about with a contact. They sort by day, then as the interactions and their topics do.

    `ordinal` is the day, and `path` is that of the note. `begins` and `number` are the line and the place of the interaction there.
    `topic` is the topic's place in the interaction, and `person` is the contact's. `line` is that of `text`.
    """

    ordinal: int
    path: str
    begins: int
    number: int
    topic: int
    person: int
    text: str
    line: int

    @property
    def day(self) -> date:
        """When you talked."""
        return date.fromordinal(self.ordinal)

    @property
    def source(self) -> str:
        """The `path:line` that says so."""
        return f"{self.path}:{self.line}"


def _spoken(rows: Iterable[tuple[Any, ...]]) -> Iterator[SpokenTopic]:
    """Yield the topics of talks that were no crowd; `rows` are the fields of the talks."""
    for day, path, begins, number, person, is_crowd, topics in rows:
        if not is_crowd:
            for at, (text, line) in enumerate(topics):
                yield SpokenTopic(day, path, begins, number, at, person, text, line)


def _talked(index: Index, path: str, rules: Rules) -> tuple[tuple[str, ...], tuple[int, ...]] | None:
    first: dict[str, int] = {}
    for day, _, _, _, _, is_crowd, topics in talks_of(index, path, rules) or ():
        for text, _ in () if is_crowd else topics:
            first.setdefault(text, day)
    return (tuple(first), tuple(first.values())) if first else None


# Reading the values of so many contacts one by one takes longer than reading all.
_MANY = 1000
# Each text with the first day; apart from the talks, because most questions are about few texts.
TALKED = Summary("talked", _talked)


def talked_with(
    index: Index, rules: Rules, today: date, wanted: Callable[[str], bool]
) -> dict[str, list[str]]:
    """Return the wanted topics that you talked about up to a day, by contact. A crowd doesn't count."""
    is_wanted, last = cache(wanted), today.toordinal()
    found: dict[str, list[str]] = {}
    for path, (texts, days) in index.summaries(TALKED, rules).items():
        for number, text in enumerate(texts):
            if is_wanted(text) and days[number] <= last:
                found.setdefault(path, []).append(text)
    return found


def talks_about(
    index: Index, rules: Rules, today: date, wanted: Callable[[str], bool]
) -> dict[str, list[SpokenTopic]]:
    """Return when you talked about the wanted topics, by contact, oldest first. A crowd doesn't count."""
    everybody = _talks_with_topics(index, rules, today, wanted)
    return {path: _spoken_about(rows, today, wanted) for path, rows in everybody}


def _talks_with_topics(
    index: Index, rules: Rules, today: date, wanted: Callable[[str], bool] | None
) -> Iterable[tuple[str, Sequence[Any]]]:
    """Return the value of `TALKS` by contact, at least for those with whom you talked about the topics."""
    details = index.summaries(TALKS, rules)
    if wanted is None:
        return details.items()
    texts = talked_with(index, rules, today, wanted)
    if len(texts) > _MANY:
        fetch_all(details)
    else:
        fetch(details, texts)
    return ((path, details[path]) for path in texts)


def talks_with(
    index: Index, rules: Rules, today: date, path: str, wanted: Callable[[str], bool]
) -> list[SpokenTopic]:
    """Return when you talked about the wanted topics with a contact, the oldest first."""
    return _spoken_about(index.summaries(TALKS, rules).get(path, ()), today, wanted)


def _spoken_about(
    rows: Iterable[tuple[Any, ...]], today: date, wanted: Callable[[str], bool]
) -> list[SpokenTopic]:
    last = today.toordinal()
    return [one for one in _spoken(rows) if one.ordinal <= last and wanted(one.text)]


def known_from_topics(
    index: Index,
    rules: Rules,
    today: date,
    wanted: Callable[[str], bool] | None = None,
    counts: Callable[[str], bool] | None = None,
) -> dict[str, list[KnownFor]]:
    """Return the topics of interactions, or the wanted ones, by contact: each once, with its last day.

    A crowd doesn't count, nor does a note whose path `counts` refuses.
    """
    until = today.toordinal()
    keys: dict[str, str] = {}
    found: dict[str, list[KnownFor]] = {}
    for path, rows in _talks_with_topics(index, rules, today, wanted):
        last: dict[str, tuple[str, str, int]] = {}
        for day, note, _, _, _, is_crowd, topics in rows:
            if day > until:
                break
            if is_crowd or (counts and not counts(note)):
                continue
            for text, line in topics:
                if (key := keys.get(text)) is None:
                    key = keys[text] = name_key(text) if wanted is None or wanted(text) else ""
                if key:
                    last[key] = text, f"{note}:{line}", day
        if last:
            found[path] = [
                KnownFor("topics", text, source, date.fromordinal(day)) for text, source, day in last.values()
            ]
    return found
