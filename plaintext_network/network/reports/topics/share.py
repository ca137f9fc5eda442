"""Owns who would be glad of something to read: whom a topic concerns, and who is better left in peace for now. Writes to nobody."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from plaintext_network.model.dates.calendar import add_days
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.note.facts import Contact, Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.people.known_for import known_from_note
from plaintext_network.network.people.last_touch import histories, last_touch, touches_in
from plaintext_network.network.people.summary import SourcedText, texts_of
from plaintext_network.network.people.topics_of import about_topic
from plaintext_network.network.reports.events.event_list import Everyone, everyone
from plaintext_network.network.reports.topics.topics import spelled_as, topic

# Days for which somebody who was written to, or was given a link, is sent nothing more of this kind.
REST = 14
# Of what a note says of somebody, what makes them glad of more; for the rest they are known.
GLAD = ("needs", "interests")


class Recipient(NamedTuple):
    """Somebody who would be glad of it, and why. `last_touch` is when you were last in touch.

    `last_source` is the place that says so; None where that is in a note that is not to be shown.
    """

    name: str
    path: str
    why: tuple[SourcedText, ...]
    last_touch: date | None
    last_source: str | None


class InPeace(NamedTuple):
    """Somebody whom the topic concerns, and who is left in peace: why, and the `path:line` that says so."""

    name: str
    path: str
    why: str
    source: str


class ShareReport(NamedTuple):
    """What is to be shared, who would be glad of it, and who is left in peace; `near` as for a topic."""

    topic: str
    url: str
    glad: tuple[Recipient, ...]
    in_peace: tuple[InPeace, ...]
    near: tuple[str, ...] = ()


def share(index: Index, rules: Rules, today: date, name: str, url: str) -> ShareReport:
    """Return who would be glad of a link about a topic.

    First those who need or like it or talked about it, the latest first; then those who are known for it.
    """
    people = everyone(index, rules)
    asked = spelled_as(today, people, name)
    of_it = about_topic(asked)
    concerned: dict[str, list[SourcedText]] = {}
    ranks: dict[str, int] = {}
    for path, facts in people.contacts.items():
        if whys := _whys(facts, of_it, people):
            concerned[path] = [fact for _, fact in whys]
            ranks[path] = 0 if any(how in GLAD for how, _ in whys) else 1
    spoke = _spoke(rules, today, of_it, people)
    for path, (_, fact) in spoke.items():
        concerned.setdefault(path, []).insert(0, fact)
        ranks[path] = 0
    passed, link = _passed_with(people, set(concerned)), _address(url)
    deciding = histories(index, concerned, rules, today)
    glad: list[tuple[tuple[int, int, str, str], Recipient]] = []
    left: list[InPeace] = []
    for path, why in concerned.items():
        facts = people.contacts[path]
        history = passed.get(path, [])
        touched = {one.source for one in touches_in(deciding[path], today)}
        if reason := _reason(facts, history, touched, today, link):
            left.append(InPeace(facts.name, path, *reason))
            continue
        day = spoke[path][0] if path in spoke else date.min
        order = (ranks[path], -day.toordinal(), fold(facts.name), path)
        glad.append(
            (
                order,
                Recipient(facts.name, path, tuple(why), *_last(last_touch(deciding[path], today), people)),
            )
        )
    near = () if concerned else topic(index, rules, today, name).near
    left.sort(key=lambda one: (fold(one.name), one.path))
    return ShareReport(asked, url, tuple(one for _, one in sorted(glad)), tuple(left), near)


def _whys(facts: Facts, of_it: Callable[[str], bool], people: Everyone) -> list[tuple[str, SourcedText]]:
    """Return what of a contact's note makes the topic theirs, each with the property that says so; what they are glad of first."""
    said = [("needs", fact.text, f"needs {fact.text}", fact.source) for fact in texts_of(facts, "needs")]
    said += [(one.how, one.text, one.says, one.source) for one in known_from_note(facts)]
    said.sort(key=lambda each: each[0] not in GLAD)
    return [
        (how, SourcedText(says, source))
        for how, text, says, source in said
        if of_it(text) and people.quotes.allows(text)
    ]


def _spoke(
    rules: Rules, today: date, of_it: Callable[[str], bool], people: Everyone
) -> dict[str, tuple[date, SourcedText]]:
    """Return who talked about it, and when last."""
    found: dict[str, tuple[date, SourcedText]] = {}
    for passed in people.passed:
        # In a crowd nobody talks to you in particular.
        if not passed.topics or passed.day > today or passed.is_crowd(rules):
            continue
        for said in passed.topics:
            if of_it(said[0]) and people.quotes.allows(said[0]):
                fact = SourcedText(f"you talked about {said[0]} on {passed.day}", passed.at(said))
                found.update((p, (passed.day, fact)) for p in passed.people if p in people.contacts)
                break
    return found


def _passed_with(people: Everyone, wanted: set[str]) -> dict[str, list[DatedInteraction]]:
    found: dict[str, list[DatedInteraction]] = {}
    for passed in people.passed:
        for person in passed.people:
            if person in wanted:
                found.setdefault(person, []).append(passed)
    return found


def _last(last: DatedInteraction | None, people: Everyone) -> tuple[date | None, str | None]:
    if last is None:
        return None, None
    return last.day, last.source if people.quotes.points_to(last.source) else None


def _reason(
    facts: Facts,
    history: list[DatedInteraction],
    touched: set[str],
    today: date,
    link: re.Pattern[str] | None,
) -> tuple[str, str] | None:
    """Return why somebody is left in peace, and its place; None where nothing speaks against it."""
    contact = facts.contact or Contact()
    for day, source in _given(history, link):
        return (f"has it since {day}" if day <= today else f"will have it on {day}"), source
    if contact.status != "active":
        return f"is {contact.status}", f"{facts.path}:{facts.line('status')}"
    if contact.snooze and contact.snooze > today:
        return f"put off until {contact.snooze}", f"{facts.path}:{facts.line('snooze')}"
    sent = [p for p in history if p.direction == "out" and p.day <= today]
    for passed in reversed(sent):
        if passed.source not in touched:
            return f"your message of {passed.day} has no answer yet", passed.source
    since = add_days(today, -REST)
    for passed in reversed(history):
        if since <= passed.day <= today:
            if passed.direction == "out":
                return f"you wrote on {passed.day}", passed.source
            for text in passed.gave:
                if _LINK.search(text[0]):
                    return f"you gave a link on {passed.day}", passed.at(text)
    return None


_LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)


def _address(url: str) -> re.Pattern[str] | None:
    """Return what finds an address in a text, however it is written; None for one of no characters that count."""
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", url.strip(), flags=re.IGNORECASE)
    bare = bare.partition("#")[0].rstrip("/")
    # What goes on behind it is another address; what points into a page is not.
    return re.compile(re.escape(bare) + r"(?!/?[\w%?&=~+-]|/?\.\w)", re.IGNORECASE) if bare else None


def _given(history: list[DatedInteraction], link: re.Pattern[str] | None) -> Iterator[tuple[date, str]]:
    """Yield when the same link was given before, and where that is noted."""
    for passed in history if link else ():
        for text in passed.gave:
            if _holds(link, text[0]):
                yield passed.day, passed.at(text)
        if passed.direction != "in" and _holds(link, passed.summary):
            yield passed.day, passed.source


def _holds(link: re.Pattern[str] | None, text: str) -> bool:
    found = link.finditer(text) if link else ()
    return any(one.start() == 0 or not text[one.start() - 1].isalnum() for one in found)
