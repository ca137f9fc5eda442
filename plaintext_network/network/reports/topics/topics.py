"""Reports what people talk to you about, who knows about a topic, who talked about it last, and what was read about it.

Suggests nothing to anybody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from plaintext_network.model.dates.calendar import parse_day
from plaintext_network.model.language.normalize import fold, stem_of
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.leave_alone import LeaveAlone
from plaintext_network.network.index.interactions import DatedInteraction, QuotedText
from plaintext_network.network.people.known_for import STATEMENTS, statements_in
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.talks import TALKS, Talk
from plaintext_network.network.people.topics_of import about_topic, parent_topics, topic_key
from plaintext_network.network.reports.topics.looks import Look, is_new, seen_key
from plaintext_network.network.reports.topics.readings import ReadingList
from plaintext_network.network.reports.topics.things_to_read import ReadingItem

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias


# A field is called `date`.
Day: TypeAlias = "date"

# How somebody may know about a topic, the strongest reason first.
HOWS = ("offers", "role", "interests", "tags")


class TopicSummary(NamedTuple):
    """One topic in a list. `people` counts those who talked about it or like it; `name` and `date` are of the last talk.

    A topic that people only like has no `date`, and `name` is the first of them. `source` is the `path:line` that says so.
    `new` is true if anything about it is new since you last looked at it.
    """

    topic: str
    people: int
    name: str
    path: str
    date: Day | None
    source: str
    new: bool = False


class Knower(NamedTuple):
    """Somebody who knows about a topic: `how` is one of HOWS, `text` is the value there.

    `leave_alone` is why to leave them alone today, None if nothing speaks against asking them.
    """

    name: str
    path: str
    how: str
    text: str
    source: str
    leave_alone: LeaveAlone | None = None


class Spoken(NamedTuple):
    """An interaction about a topic. `sources` are the places of the topic, the day and each participant.

    `new` is true if it is new since you last looked at the topic.
    """

    day: date
    names: tuple[str, ...]
    paths: tuple[str, ...]
    channel: str | None
    topic: str
    text: str
    sources: tuple[str, ...]
    new: bool = False

    @property
    def key(self) -> int:
        """How a look recognizes it; see `seen_key`."""
        return _talk_key(self.sources[0].rpartition(":")[0] if self.sources else "", self.topic, self.paths)


class TopicDetails(NamedTuple):
    """One topic: who knows about it, who talked about it, and what was read or shared about it, the latest first.

    `more` counts the talks left out, and `more_shared` what was shared and is left out. `near` are topics spelled like an
    unknown one. `since` is the day from which on something is `new`, if any.
    """

    topic: str
    knows: tuple[Knower, ...]
    spoke: tuple[Spoken, ...]
    more: int = 0
    near: tuple[str, ...] = ()
    shared: tuple[ReadingItem, ...] = ()
    more_shared: int = 0
    since: date | None = None

    @property
    def is_known(self) -> bool:
        """Whether the notes say anything about the topic."""
        return bool(self.knows or self.spoke or self.shared)

    def seen_on(self, day: date) -> Look:
        """Return the look of somebody who sees this on a day."""
        talks = (one.key for one in self.spoke if one.day == day)
        mentions = (key for item in self.shared for key in item.seen_on(day))
        return Look(day, frozenset((*talks, *mentions)))


# The day, path, line and number of a talk, and the topic's place in it; of the last talk also the negated place of a
# contact among those who took part, the contact, and the topic's line.
FirstTalk: TypeAlias = "tuple[int, str, int, int, int]"
LastTalk: TypeAlias = "tuple[int, str, int, int, int, int, str, int]"


class _Said:
    """Who talked about one text, and the first and the last talk."""

    __slots__ = ("first", "last", "people")

    def __init__(self, first: FirstTalk, last: LastTalk) -> None:
        self.people: set[str] = set()
        self.first, self.last = first, last


class _Row:
    """What is said about one topic: who talked about it or likes it, the last talk, and the first who likes it."""

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self.people: set[str] = set()
        self.last: LastTalk | None = None
        self.liked: tuple[str, str] | None = None

    @property
    def contact(self) -> str:
        """The path of the contact of the last talk, else of the first who likes it."""
        return self.last[6] if self.last else self.liked[0] if self.liked else ""


def topics(
    view: SuggestionView, looks: Callable[[str], Look | None] | None = None
) -> tuple[TopicSummary, ...]:
    """Return what people talk to you about and like, the latest first; a nested topic counts under those above it, too.

    `looks` returns when you last looked at the topic with a `topic_key`.
    """
    rows = _rows(view)
    view.fetch_notes(row.contact for row in rows.values())
    since = {key: look for key in rows if (look := looks(key) if looks else None)}
    fresh = _with_news(view, {key: (rows[key].topic, look) for key, look in since.items()})
    listed = [_listed(row, view)._replace(new=key in fresh) for key, row in rows.items()]
    return tuple(
        sorted(listed, key=lambda one: (-(one.date or date.min).toordinal(), fold(one.topic), one.source))
    )


def _with_news(view: SuggestionView, since: Mapping[str, tuple[str, Look]]) -> set[str]:
    """Return the keys of the topics about which something is new since your last look at each."""
    if not since:
        return set()
    first = min(look.day for _, look in since.values())
    talks = [(contact, talk) for contact, talk in talks_until_today(view) if talk.day >= first.toordinal()]
    recent = ReadingList(view).since(first)
    found: set[str] = set()
    for key, (spelled, look) in since.items():
        is_about_it = about_topic(spelled)
        about = _talks_about(view, talks, is_about_it)
        if any(
            look.is_new(date.fromordinal(talk.day), _talk_key(talk.path, text, people))
            for talk, (text, _), people in about
        ) or any(one.new for one in recent.about(is_about_it, look)):
            found.add(key)
    return found


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

    said = _said(view)
    # The first talk decides how a topic is spelled.
    for text in sorted(said, key=lambda text: said[text].first):
        _, note, *_, line = said[text].last
        if not view.may_quote(text, None, f"{note}:{line}"):
            continue
        for row in of(text):
            row.people |= said[text].people
            if row.last is None or row.last < said[text].last:
                row.last = said[text].last
    for path, how, text, line in statements_in(view.summaries(STATEMENTS)):
        for row in of(text) if how == "interests" else ():
            row.people.add(path)
            row.liked = row.liked or (path, f"{path}:{line}")
    return rows


def _said(view: SuggestionView) -> dict[str, _Said]:
    """Return the talks up to today by topic, as written."""
    found: dict[str, _Said] = {}
    today = view.today.toordinal()
    view.prefetch_places(path for fields in view.summaries(TALKS).values() for _, path, *_ in fields)
    for contact, fields in view.summaries(TALKS).items():
        for day, path, line, number, position, _, about in fields:
            if day > today or not view.may_cite(path):
                continue
            for at, (text, place) in enumerate(about):
                one = found.get(text)
                if one is None:
                    last = (day, path, line, number, at, -position, contact, place)
                    one = found[text] = _Said(last[:5], last)
                one.people.add(contact)
                # Most talks are neither the first nor the last.
                if day <= one.first[0]:
                    one.first = min(one.first, (day, path, line, number, at))
                if day >= one.last[0]:
                    one.last = max(one.last, (day, path, line, number, at, -position, contact, place))
    return found


def _listed(row: _Row, view: SuggestionView) -> TopicSummary:
    contact = view.contact(row.contact)
    name = contact.name if contact else ""
    if row.last:
        day, path, *_, line = row.last
        return TopicSummary(
            row.topic, len(row.people), name, row.contact, date.fromordinal(day), f"{path}:{line}"
        )
    return TopicSummary(
        row.topic, len(row.people), name, row.contact, None, row.liked[1] if row.liked else ""
    )


def topic(
    view: SuggestionView, name: str, limit: int | None = None, since: Look | date | None = None
) -> TopicDetails:
    """Return who knows about a topic, its latest talks, and what was read or shared about it; all empty for an unknown topic.

    `limit` is for the talks, and for what was shared. What is noted `since` a day, or since a look, is new.
    """
    look = Look(since) if isinstance(since, date) else since
    spelled = spelled_as(view, name)
    is_about_it = about_topic(spelled)
    knows = list(_knowing(view, is_about_it))
    knows.sort(key=lambda one: (HOWS.index(one.how), fold(one.name), one.path, one.source))
    talks = _talks_about(view, talks_until_today(view), is_about_it)
    shown = talks[:limit]
    view.fetch_notes(note for talk, _, people in shown for note in (talk.path, *people))
    spoke = tuple(
        one._replace(new=is_new(look, one.day, one.key)) for one in (_spoken(view, *each) for each in shown)
    )
    reading_list = ReadingList(view)
    shared = reading_list.about(is_about_it, look)
    near = () if knows or spoke or shared else _near(view, spelled)
    return TopicDetails(
        spelled,
        tuple(knows),
        spoke,
        len(talks) - len(spoke),
        near,
        reading_list.named(shared[:limit]),
        len(shared[limit:]) if limit is not None else 0,
        look and look.day,
    )


def spelled_as(view: SuggestionView, name: str) -> str:
    """Return a topic as the notes spell it, or as it is."""
    key = topic_key(name)
    is_about_it = about_topic(name)
    first: dict[str, FirstTalk] = {}
    for _, talk in talks_until_today(view):
        for at, (text, _) in enumerate(talk.topics):
            if is_about_it(text):
                place = (talk.day, talk.path, talk.line, talk.number, at)
                first[text] = min(place, first.get(text, place))
    stated = statements_in(view.summaries(STATEMENTS))
    liked = (text for _, how, text, _ in stated if how == "interests" and is_about_it(text))
    for text in (*sorted(first, key=lambda text: first[text]), *dict.fromkeys(liked)):
        for one in parent_topics(text):
            if topic_key(one) == key and view.may_quote(text):
                return one
    return name.strip().lstrip("#")


def talks_until_today(view: SuggestionView) -> Iterator[tuple[str, Talk]]:
    """Yield the talks of each contact that may be cited, oldest first; those with several contacts for each of them."""
    today = view.today.toordinal()
    for contact, found in view.summaries(TALKS).items():
        for fields in found:
            if fields[0] <= today and view.may_cite(fields[1]):
                yield contact, Talk._make(fields)


def _knowing(view: SuggestionView, is_about_it: Callable[[str], bool]) -> Iterator[Knower]:
    for path, how, text, line in statements_in(view.summaries(STATEMENTS)):
        if how in HOWS and is_about_it(text) and view.may_quote(text, None, f"{path}:{line}"):
            yield Knower(view.name_of(path), path, how, text, f"{path}:{line}", view.leave_alone(path))


def _talks_about(
    view: SuggestionView, talks: Iterable[tuple[str, Talk]], is_about_it: Callable[[str], bool]
) -> list[tuple[Talk, QuotedText, tuple[str, ...]]]:
    """Return the talks about a topic, the latest first, each with its topic and those who took part and may be named."""
    found: dict[tuple[str, int], tuple[Talk, QuotedText]] = {}
    people: dict[tuple[str, int], list[tuple[int, str]]] = {}
    for contact, talk in talks:
        topic = next((topic for topic in talk.topics if is_about_it(topic[0])), None)
        if topic and view.may_quote(topic[0], None, f"{talk.path}:{topic[1]}"):
            found[talk.path, talk.number] = talk, topic
            people.setdefault((talk.path, talk.number), []).append((talk.position, contact))
    latest = sorted(
        found, key=lambda key: (found[key][0].day, key[0], found[key][0].line, key[1]), reverse=True
    )
    return [(*found[key], tuple(contact for _, contact in sorted(people[key]))) for key in latest]


def _talk_key(path: str, topic: str, people: Sequence[str]) -> int:
    return seen_key((path, topic, *people))


def _spoken(view: SuggestionView, talk: Talk, topic: QuotedText, people: tuple[str, ...]) -> Spoken:
    interaction = view.interaction(talk.path, talk.number)
    text = view.quote(text_of(interaction), source=interaction.source) or ""
    named = (view.place_naming(interaction.path, interaction.line, path) for path in people)
    sources = view.sources((interaction.at(topic), interaction.source, *named))
    names = tuple(facts.name for path in people if (facts := view.contact(path)))
    return Spoken(interaction.day, names, people, interaction.channel, topic[0], text, sources)


def text_of(interaction: DatedInteraction) -> str:
    """Return the title of an interaction's note if its text is only its topics, else its text."""
    stem = stem_of(interaction.path)
    if interaction.summary == ", ".join(text for text, _ in interaction.topics) and parse_day(stem[:10]):
        return re.sub(r"^[T _-]\d{2}[-:.]?\d{2}(?:[-:.]?\d{2})?(?![^\W_])", "", stem[10:]).strip(" -–—_")
    return interaction.summary


def _near(view: SuggestionView, name: str) -> tuple[str, ...]:
    # Late: only an unknown topic needs it.
    from difflib import get_close_matches

    known = {fold(row.topic): row.topic for row in _rows(view).values()}
    for _, how, text, _ in statements_in(view.summaries(STATEMENTS)):
        if how in ("offers", "tags") and view.may_quote(text):
            known.setdefault(fold(text), text)
    return tuple(known[near] for near in get_close_matches(fold(name), known, n=3, cutoff=0.7))
