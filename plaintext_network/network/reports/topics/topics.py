"""Reports what people talk to you about, who knows about a topic, and who talked about it last. Suggests nothing to anybody."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple, TypeAlias

from plaintext_network.model.dates.calendar import parse_day
from plaintext_network.model.language.normalize import fold, stem_of
from plaintext_network.model.note.facts import Facts
from plaintext_network.network.index.interactions import DatedInteraction, QuotedText
from plaintext_network.network.people.known_for import known_from_note
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.topics_of import about_topic, parent_topics, topic_key

# A field is called `date`.
Day: TypeAlias = date

# How somebody may know about a topic, the strongest reason first.
HOWS = ("offers", "role", "interests", "tags")


class TopicSummary(NamedTuple):
    """One topic in a list. `people` counts those who talked about it or like it; `name` and `date` are of the last talk.

    A topic that people only like has no `date`, and `name` is the first of them. `source` is the `path:line` that says so.
    """

    topic: str
    people: int
    name: str
    path: str
    date: Day | None
    source: str


class Knower(NamedTuple):
    """Somebody who knows about a topic: `how` is one of HOWS, `text` is the value there."""

    name: str
    path: str
    how: str
    text: str
    source: str


class Spoken(NamedTuple):
    """An interaction about a topic. `sources` are the places of the topic, the day and each participant."""

    day: date
    names: tuple[str, ...]
    paths: tuple[str, ...]
    channel: str | None
    topic: str
    text: str
    sources: tuple[str, ...]


class TopicDetails(NamedTuple):
    """One topic: who knows about it, and who talked about it, the latest first; `more` counts the talks left out.

    `near` are topics spelled like an unknown one.
    """

    topic: str
    knows: tuple[Knower, ...]
    spoke: tuple[Spoken, ...]
    more: int = 0
    near: tuple[str, ...] = ()


class _Row:
    """What the interactions so far, oldest first, say about one topic."""

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self.people: set[str] = set()
        self.last: tuple[DatedInteraction, QuotedText, str] | None = None
        self.liked: tuple[str, str] | None = None


def topics(view: SuggestionView) -> tuple[TopicSummary, ...]:
    """Return what people talk to you about and like, the latest first; a nested topic counts under those above it, too."""
    listed = [_listed(row, view) for row in _rows(view).values()]
    return tuple(
        sorted(listed, key=lambda one: (-(one.date or date.min).toordinal(), fold(one.topic), one.source))
    )


def _rows(view: SuggestionView) -> dict[str, _Row]:
    rows: dict[str, _Row] = {}
    keys: dict[str, list[str]] = {}

    def of(text: str) -> Iterator[_Row]:
        if text not in keys:
            keys[text] = []
            if view.may_quote(text):
                for one in parent_topics(text):
                    keys[text].append(topic_key(one))
                    rows.setdefault(keys[text][-1], _Row(one))
        return (rows[key] for key in dict.fromkeys(keys[text]))

    for interaction in _talks(view):
        if not interaction.people:
            continue
        for topic in interaction.topics:
            for row in of(topic[0]):
                row.people.update(interaction.people)
                row.last = (interaction, topic, interaction.people[0])
    for path, facts in view.contacts.items():
        for number, text in enumerate(facts.texts("interests")):
            for row in of(text):
                row.people.add(path)
                row.liked = row.liked or (path, f"{path}:{facts.line('interests', number)}")
    return rows


def _talks(view: SuggestionView) -> Iterator[DatedInteraction]:
    """Return the interactions with a topic up to today, oldest first."""
    return (one for one in view.citable_interactions if one.topics and one.day <= view.today)


def _listed(row: _Row, view: SuggestionView) -> TopicSummary:
    if row.last:
        interaction, topic, path = row.last
        day, source = interaction.day, interaction.at(topic)
    else:
        path, source = row.liked or ("", "")
        day = None
    return TopicSummary(row.topic, len(row.people), view.contacts[path].name, path, day, source)


def topic(view: SuggestionView, name: str, limit: int | None = None) -> TopicDetails:
    """Return who knows about a topic and its latest talks, at most `limit`; both empty for an unknown topic."""
    spelled = spelled_as(view, name)
    is_about_it = about_topic(spelled)
    knows = [one for facts in view.contacts.values() for one in _knowing(facts, is_about_it, view)]
    knows.sort(key=lambda one: (HOWS.index(one.how), fold(one.name), one.path, one.source))
    talks = _about(view, is_about_it)
    shown = talks[:limit]
    view.fetch_notes(interaction.path for interaction, _ in shown)
    spoke = tuple(_spoken(interaction, topic, view) for interaction, topic in shown)
    near = () if knows or spoke else _near(_rows(view), view, spelled)
    return TopicDetails(spelled, tuple(knows), spoke, len(talks) - len(spoke), near)


def spelled_as(view: SuggestionView, name: str) -> str:
    """Return a topic as the notes spell it, or as it is."""
    key = topic_key(name)
    is_about_it = about_topic(name)
    talked = (text for one in _talks(view) for text, _ in one.topics if is_about_it(text))
    liked = (
        text for facts in view.contacts.values() for text in facts.texts("interests") if is_about_it(text)
    )
    for text in (*dict.fromkeys(talked), *dict.fromkeys(liked)):
        for one in parent_topics(text):
            if topic_key(one) == key and view.may_quote(text):
                return one
    return name.strip().lstrip("#")


def _knowing(facts: Facts, is_about_it: Callable[[str], bool], view: SuggestionView) -> Iterator[Knower]:
    for how, text, source, _ in known_from_note(facts):
        if is_about_it(text) and view.may_quote(text):
            yield Knower(facts.name, facts.path, how, text, source)


def _about(
    view: SuggestionView, is_about_it: Callable[[str], bool]
) -> list[tuple[DatedInteraction, QuotedText]]:
    """Return the talks about a topic with anybody who may be named, the latest first, each with its topic."""
    found = []
    for interaction in _talks(view):
        topic = next((topic for topic in interaction.topics if is_about_it(topic[0])), None)
        if topic and interaction.people and view.may_quote(topic[0]):
            found.append((interaction, topic))
    return found[::-1]


def _spoken(interaction: DatedInteraction, topic: QuotedText, view: SuggestionView) -> Spoken:
    people = interaction.people
    text = view.quote_from(interaction.source, text_of(interaction)) or ""
    named = (view.place_naming(interaction, path) for path in people)
    sources = view.sources((interaction.at(topic), interaction.source, *named))
    names = tuple(view.contacts[path].name for path in people)
    return Spoken(interaction.day, names, people, interaction.channel, topic[0], text, sources)


def text_of(interaction: DatedInteraction) -> str:
    """Return the title of an interaction's note if its text is only its topics, else its text."""
    stem = stem_of(interaction.path)
    if interaction.summary == ", ".join(text for text, _ in interaction.topics) and parse_day(stem[:10]):
        return re.sub(r"^[T _-]\d{2}[-:.]?\d{2}(?:[-:.]?\d{2})?(?![^\W_])", "", stem[10:]).strip(" -–—_")
    return interaction.summary


def _near(rows: dict[str, _Row], view: SuggestionView, name: str) -> tuple[str, ...]:
    # Late: only an unknown topic needs it.
    from difflib import get_close_matches

    known = {fold(row.topic): row.topic for row in rows.values()}
    for facts in view.contacts.values():
        for text in (*facts.texts("offers"), *facts.texts("tags")):
            if view.may_quote(text):
                known.setdefault(fold(text), text)
    return tuple(known[near] for near in get_close_matches(fold(name), known, n=3, cutoff=0.7))
