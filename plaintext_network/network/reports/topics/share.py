"""Reports who would like something to read: whom a topic interests, and whom to leave in peace for now. Writes to nobody."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from plaintext_network.model.dates.calendar import add_days
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.note.facts import Facts
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.contact_state import ways_to_reach
from plaintext_network.network.due.leave_alone import (
    ENOUGH,
    LeaveAlone,
    Meeting,
    another_way,
    no_answer,
    unanswered_message,
)
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.people.known_for import STATEMENTS, KnownFor
from plaintext_network.network.people.last_touch import last_touch
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.sourced_text import SourcedText
from plaintext_network.network.people.topic_interest import interest_in
from plaintext_network.network.reports.topics.share_target import share_target
from plaintext_network.network.reports.topics.things_to_read import ReadingItem
from plaintext_network.network.reports.topics.topic_meaning import TopicTest, compare_with_topic
from plaintext_network.network.reports.topics.topics import spelled_as, talks_until_today, topic
from plaintext_network.network.search.meaning import Meaning

# Days after a message or a link in which somebody gets no other link.
REST = 14
# The properties that make somebody glad of more; the others say what they are known for.
GLAD = ("needs", "interests")


class Recipient(NamedTuple):
    """Somebody who would be glad of it, and why.

    `last_source` is the place of the last touch; None if its note may not be shown. `meeting` is what is planned next with them.
    """

    name: str
    path: str
    why: tuple[SourcedText, ...]
    last_touch: date | None
    last_source: str | None
    meeting: Meeting | None = None


class InPeace(NamedTuple):
    """Somebody interested in the topic, but to be left alone: why, the `path:line` that says so, and until when.

    `reason` is that of a `LeaveAlone`, or what speaks against a link alone: `from_them`, `has_it`, `unanswered`
    or `recent`.
    """

    name: str
    path: str
    why: str
    source: str
    reason: str
    until: date | None


class ShareReport(NamedTuple):
    """What to share, who would enjoy it, and whom to leave alone; `near` as for a topic.

    `url` is its address, and `note` the path of its note, each None without one. `item` is what the notes say of it: who gave
    it to you, and who has it. It is None if they don't mention it.
    """

    topic: str
    url: str | None
    glad: tuple[Recipient, ...]
    in_peace: tuple[InPeace, ...]
    near: tuple[str, ...] = ()
    note: str | None = None
    item: ReadingItem | None = None


def share(view: SuggestionView, name: str, what: str, meaning: Meaning | None = None) -> ShareReport:
    """Return who would enjoy something to read about a topic: a web address, a note, or the link at a `path:line`.

    First those who need it, like it or talked about it, the latest first; then those who are known for it. Those who wrote
    it, gave it to you or have it already are among those to leave in peace. With `meaning`, texts of near meaning are about the
    topic, too. Raises NothingToShare.
    """
    target = share_target(view, what)
    having = _having(target.item)
    spelled = spelled_as(view, name)
    test = compare_with_topic(spelled, _texts(view), interest_in(spelled), meaning)
    concerned: dict[str, list[SourcedText]] = {}
    ranks: dict[str, int] = {}
    for path, value in view.summaries(STATEMENTS).items():
        if reasons := _reasons(path, (*value[0], *value[1]), test, view):
            concerned[path] = [text for _, text in reasons]
            ranks[path] = 0 if any(how in GLAD for how, _ in reasons) else 1
    talked = _talked(test, view)
    for path, (_, reason) in talked.items():
        concerned.setdefault(path, []).insert(0, reason)
        ranks[path] = 0
    view.fetch_notes(concerned)
    deciding = view.histories(concerned)
    everything, link = _with_each(view, concerned), _address(target.address or "")
    glad: list[tuple[tuple[int, int, str, str], Recipient]] = []
    in_peace: list[InPeace] = []
    for path, why in concerned.items():
        facts = view.contact(path)
        if facts is None:
            continue
        history = everything[path]
        if obstacle := having.get(path) or _obstacle(view, facts, history, link):
            why_not = (obstacle.says, obstacle.source, obstacle.reason, obstacle.until)
            in_peace.append(InPeace(facts.name, path, *why_not))
            continue
        day = talked[path][0] if path in talked else date.min
        order = (ranks[path], -day.toordinal(), fold(facts.name), path)
        last = _last(last_touch(deciding[path], view.today), view)
        glad.append((order, Recipient(facts.name, path, tuple(why), *last, view.next_meeting(path))))
    near = () if concerned else topic(view, name).near
    in_peace.sort(key=lambda one: (fold(one.name), one.path))
    recipients = tuple(one for _, one in sorted(glad))
    return ShareReport(spelled, target.address, recipients, tuple(in_peace), near, target.note, target.item)


def _having(item: ReadingItem | None) -> dict[str, LeaveAlone]:
    """Return by contact why somebody needs no more to be sent something to read."""
    found: dict[str, LeaveAlone] = {}
    # Name the one who gave it, before whatever happened since.
    for one in sorted(item.shared if item else (), key=lambda one: one.how not in _SOURCES):
        day = f" on {one.day}" if one.day else ""
        says = {
            "author": "wrote it",
            "from": f"it came from them{day}",
            "got": f"it came from them{day}",
            "read": f"read it{day}",
            "mentioned": f"knows it: it came up{day}",
        }.get(one.how, f"has had it since {one.day}")
        reason = "from_them" if one.how in _SOURCES else "has_it"
        for path in one.paths:
            found.setdefault(path, LeaveAlone(reason, None, says, one.source))
    return found


_SOURCES = ("author", "from", "got")


def _reasons(
    path: str,
    statements: Iterable[tuple[str, str, int]],
    test: TopicTest,
    view: SuggestionView,
) -> list[tuple[str, SourcedText]]:
    """Return what in a contact's note is about the topic, each with its property; what they are glad of first."""
    found = [
        (how, KnownFor(how, text, f"{path}:{line}"))
        for how, text, line in statements
        if test.is_about(how, text) and view.may_quote(text, None, f"{path}:{line}")
    ]
    found.sort(key=lambda each: each[0] not in GLAD)
    return [(how, SourcedText(test.marked(about.says, about.text), about.source)) for how, about in found]


def _talked(test: TopicTest, view: SuggestionView) -> dict[str, tuple[date, SourcedText]]:
    """Return who talked about it, and when last."""
    found: dict[str, tuple[date, SourcedText]] = {}
    for contact, talk in talks_until_today(view):
        # In a crowd nobody talks to you in particular.
        if talk.crowd:
            continue
        for text, line in talk.topics:
            if test.is_about("topics", text) and view.may_quote(text, None, f"{talk.path}:{line}"):
                day = date.fromordinal(talk.day)
                says = test.marked(f"you talked about {text} on {day}", text)
                reason = SourcedText(says, f"{talk.path}:{line}")
                found[contact] = (day, reason)
                break
    return found


def _texts(view: SuggestionView) -> Iterator[tuple[str, str]]:
    """Yield the property and the text of everything that says what interests somebody, as far as it may be shown."""
    for path, (needs, known, _) in view.summaries(STATEMENTS).items():
        for how, text, line in (*needs, *known):
            if view.may_quote(text, None, f"{path}:{line}"):
                yield how, text
    for _, talk in talks_until_today(view):
        if not talk.crowd:
            for text, line in talk.topics:
                if view.may_quote(text, None, f"{talk.path}:{line}"):
                    yield "topics", text


def _with_each(view: SuggestionView, wanted: Collection[str]) -> dict[str, list[DatedInteraction]]:
    """Return what happened with each of these contacts and may be cited, oldest first, without newsletters."""
    return {
        path: [
            one
            for one in view.interactions_with(path)
            if not one.is_newsletter(view.rules) and view.may_cite(one.path)
        ]
        for path in wanted
    }


def _last(last: DatedInteraction | None, view: SuggestionView) -> tuple[date | None, str | None]:
    if last is None:
        return None, None
    return last.day, last.source if view.may_cite(last.source) else None


def _obstacle(
    view: SuggestionView, facts: Facts, history: list[DatedInteraction], link: re.Pattern[str] | None
) -> LeaveAlone | None:
    """Return why to leave somebody alone; None if there is no reason to.

    A link is a message, which more speaks against than what holds for every suggestion: one without an answer however long
    ago, and another link or message lately.
    """
    today, path = view.today, facts.path
    for day, source in _days_given(history, link):
        has = f"has had it since {day}" if day <= today else f"gets it on {day}"
        return LeaveAlone("has_it", None, has, source)
    if alone := view.leave_alone(path):
        return alone
    sent, _ = view.unanswered_messages(path, add_days(today, 1))
    if sent:
        way = another_way([one.channel for one in sent], ways_to_reach(facts), view.next_meeting(path))
        says = f"{no_answer(len(sent))} since {sent[0].day}; {way}"
        if len(sent) < ENOUGH:
            says = unanswered_message(sent[0].day)
        source = next(iter(view.sources((sent[-1].source,), path)), f"{path}:1")
        return LeaveAlone("unanswered", None, says, source)
    since = add_days(today, -REST)
    for interaction in reversed(history):
        if since <= interaction.day <= today:
            until = add_days(interaction.day, REST + 1)
            if interaction.direction == "out":
                return LeaveAlone("recent", until, f"you wrote on {interaction.day}", interaction.source)
            for text in interaction.gave:
                if _LINK.search(text[0]):
                    says = f"you gave a link on {interaction.day}"
                    return LeaveAlone("recent", until, says, interaction.at(text))
    return None


_LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)


def _address(url: str) -> re.Pattern[str] | None:
    """Return a pattern that finds an address in a text, however it is written; None for an empty one."""
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", url.strip(), flags=re.IGNORECASE)
    bare = bare.partition("#")[0].rstrip("/")
    # A longer path is another address; a fragment is not.
    return re.compile(re.escape(bare) + r"(?!/?[\w%?&=~+-]|/?\.\w)", re.IGNORECASE) if bare else None


def _days_given(history: list[DatedInteraction], link: re.Pattern[str] | None) -> Iterator[tuple[date, str]]:
    """Yield the days on which you gave them the same link, and the places that say so."""
    for interaction in history if link else ():
        for text in interaction.gave:
            if _holds(link, text[0]):
                yield interaction.day, interaction.at(text)
        if interaction.direction != "in" and _holds(link, interaction.summary):
            yield interaction.day, interaction.source


def _holds(link: re.Pattern[str] | None, text: str) -> bool:
    found = link.finditer(text) if link else ()
    return any(one.start() == 0 or not text[one.start() - 1].isalnum() for one in found)
