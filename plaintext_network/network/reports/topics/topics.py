"""Owns what people talk to you about, who knows about a topic, and who spoke of it last. Suggests nothing to anybody."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple, TypeAlias

from plaintext_network.model.dates.calendar import parse_day
from plaintext_network.model.language.normalize import fold, stem_of
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import DatedInteraction, QuotedText
from plaintext_network.network.index.overlay import fetch
from plaintext_network.network.people.known_for import known_from_note
from plaintext_network.network.people.summary import named_in
from plaintext_network.network.people.topics_of import about_topic, parent_topics, topic_key
from plaintext_network.network.reports.events.event_list import Everyone, everyone

# A field is called `date`.
Day: TypeAlias = date

# How somebody may know about a topic, what tells most first.
HOWS = ("offers", "role", "interests", "tags")


class TopicSummary(NamedTuple):
    """One topic in a list. `people` counts who spoke of it or likes to; `name` and `date` are who spoke of it last, and when.

    A topic that is only liked has no `date`, and `name` is the first of those who do. `source` is the `path:line` that says so.
    """

    topic: str
    people: int
    name: str
    path: str
    date: Day | None
    source: str


class Knower(NamedTuple):
    """Somebody who knows about a topic: `how` is one of HOWS, `text` what is said there."""

    name: str
    path: str
    how: str
    text: str
    source: str


class Spoken(NamedTuple):
    """An interaction about a topic: with whom, and what was said. `sources` say the topic, the day and each who took part."""

    day: date
    names: tuple[str, ...]
    paths: tuple[str, ...]
    channel: str | None
    topic: str
    text: str
    sources: tuple[str, ...]


class TopicDetails(NamedTuple):
    """One topic: who knows about it, and who spoke of it, the latest first; `more` counts the times that are not told of.

    `near` are topics spelled much like an unknown one.
    """

    topic: str
    knows: tuple[Knower, ...]
    spoke: tuple[Spoken, ...]
    more: int = 0
    near: tuple[str, ...] = ()


class _Row:
    """What is known of one topic while all are gone through, the oldest first."""

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self.people: set[str] = set()
        self.last: tuple[DatedInteraction, QuotedText, str] | None = None
        self.liked: tuple[str, str] | None = None


def topics(index: Index, rules: Rules, today: date) -> tuple[TopicSummary, ...]:
    """Return what people talk to you about and like to, the latest first; a nested topic counts under those above it, too."""
    people = everyone(index, rules)
    rows = _rows(today, people)
    listed = [_listed(row, people) for row in rows.values()]
    return tuple(
        sorted(listed, key=lambda one: (-(one.date or date.min).toordinal(), fold(one.topic), one.source))
    )


def _rows(today: date, people: Everyone) -> dict[str, _Row]:
    rows: dict[str, _Row] = {}
    keys: dict[str, list[str]] = {}

    def of(text: str) -> Iterator[_Row]:
        if text not in keys:
            keys[text] = []
            if people.quotes.allows(text):
                for one in parent_topics(text):
                    keys[text].append(topic_key(one))
                    rows.setdefault(keys[text][-1], _Row(one))
        return (rows[key] for key in dict.fromkeys(keys[text]))

    for passed in _talks(today, people):
        took_part = [person for person in passed.people if person in people.contacts]
        if not took_part:
            continue
        for topic in passed.topics:
            for row in of(topic[0]):
                row.people.update(took_part)
                row.last = (passed, topic, took_part[0])
    for path, facts in people.contacts.items():
        for number, text in enumerate(facts.texts("interests")):
            for row in of(text):
                row.people.add(path)
                row.liked = row.liked or (path, f"{path}:{facts.line('interests', number)}")
    return rows


def _talks(today: date, people: Everyone) -> Iterator[DatedInteraction]:
    """Return what passed with a topic up to today, oldest first."""
    return (passed for passed in people.passed if passed.topics and passed.day <= today)


def _listed(row: _Row, people: Everyone) -> TopicSummary:
    if row.last:
        passed, topic, path = row.last
        day, source = passed.day, passed.at(topic)
    else:
        path, source = row.liked or ("", "")
        day = None
    return TopicSummary(row.topic, len(row.people), people.contacts[path].name, path, day, source)


def topic(index: Index, rules: Rules, today: date, name: str, limit: int | None = None) -> TopicDetails:
    """Return who knows about a topic and who spoke of it, at most so many times; both empty for one that nobody knows."""
    people = everyone(index, rules)
    spelled = spelled_as(today, people, name)
    asked = about_topic(spelled)
    knows = [one for facts in people.contacts.values() for one in _knowing(facts, asked, people)]
    knows.sort(key=lambda one: (HOWS.index(one.how), fold(one.name), one.path, one.source))
    talks = _about(today, people, asked)
    shown = talks[:limit]
    fetch(index.notes, [passed.path for passed, _ in shown])
    spoke = tuple(_spoken(index, passed, said, people) for passed, said in shown)
    near = () if knows or spoke else _near(_rows(today, people), people, spelled)
    return TopicDetails(spelled, tuple(knows), spoke, len(talks) - len(spoke), near)


def spelled_as(today: date, people: Everyone, name: str) -> str:
    """Return a topic as the notes spell it, where they have it."""
    key = topic_key(name)
    asked = about_topic(name)
    talked = (text for passed in _talks(today, people) for text, _ in passed.topics if asked(text))
    liked = (text for facts in people.contacts.values() for text in facts.texts("interests") if asked(text))
    for text in (*dict.fromkeys(talked), *dict.fromkeys(liked)):
        for one in parent_topics(text):
            if topic_key(one) == key and people.quotes.allows(text):
                return one
    return name.strip().lstrip("#")


def _knowing(facts: Facts, asked: Callable[[str], bool], people: Everyone) -> Iterator[Knower]:
    for how, text, source, _ in known_from_note(facts):
        if asked(text) and people.quotes.allows(text):
            yield Knower(facts.name, facts.path, how, text, source)


def _about(
    today: date, people: Everyone, asked: Callable[[str], bool]
) -> list[tuple[DatedInteraction, QuotedText]]:
    """Return what passed about a topic with anybody who may be named, the latest first, with what says so."""
    found = []
    for passed in _talks(today, people):
        said = next((said for said in passed.topics if asked(said[0])), None)
        if said and people.quotes.allows(said[0]) and any(p in people.contacts for p in passed.people):
            found.append((passed, said))
    return found[::-1]


def _spoken(index: Index, passed: DatedInteraction, said: QuotedText, people: Everyone) -> Spoken:
    took_part = tuple(person for person in passed.people if person in people.contacts)
    text = said_in(passed)
    if not people.quotes.allows(text, passed.people):
        text = ""
    names = tuple(people.contacts[person].name for person in took_part)
    who = [named_in(index, passed, person) for person in took_part]
    sources = tuple(dict.fromkeys((passed.at(said), passed.source, *who)))
    return Spoken(passed.day, names, took_part, passed.channel, said[0], text, sources)


def said_in(passed: DatedInteraction) -> str:
    """Say what was said: the title of a note where there is one, else what is noted."""
    stem = stem_of(passed.path)
    if passed.summary == ", ".join(text for text, _ in passed.topics) and parse_day(stem[:10]):
        return re.sub(r"^[T _-]\d{2}[-:.]?\d{2}(?:[-:.]?\d{2})?(?![^\W_])", "", stem[10:]).strip(" -–—_")
    return passed.summary


def _near(rows: dict[str, _Row], people: Everyone, name: str) -> tuple[str, ...]:
    # Late: only a topic that nobody knows needs it.
    from difflib import get_close_matches

    known = {fold(row.topic): row.topic for row in rows.values()}
    for facts in people.contacts.values():
        for text in (*facts.texts("offers"), *facts.texts("tags")):
            if people.quotes.allows(text):
                known.setdefault(fold(text), text)
    return tuple(known[near] for near in get_close_matches(fold(name), known, n=3, cutoff=0.7))
