"""Owns one event before and after: who may be there, with what to know of them; whom you met, and who has heard from you since."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple, TypeAlias

from plaintext_network.model.dates.calendar import add_days
from plaintext_network.model.language.normalize import fold, name_key
from plaintext_network.model.note.facts import Facts, FollowUp
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.values import visible_text
from plaintext_network.network.due.contact_state import Promise
from plaintext_network.network.due.rules import DueEntry, apply_rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.index.overlay import fetch
from plaintext_network.network.people.last_touch import last_touches
from plaintext_network.network.people.person import Person
from plaintext_network.network.people.references import Reference, references_in, typed_reference
from plaintext_network.network.people.summary import Brief, SourcedText, brief, own, texts_of
from plaintext_network.network.people.topics_of import about_any_topic
from plaintext_network.network.reports.events.event_list import (
    Event,
    Everyone,
    Trace,
    days_of,
    everyone,
    find_event,
    first_source,
    gather,
    is_coming,
    linked,
    place_of,
    trace_source,
)

# Of those who live there, and of those who may care, at most so many are told of.
MOST = 12

# A field is called `date`.
Day: TypeAlias = date


class Followed(NamedTuple):
    """The first word to somebody after an event."""

    day: date
    text: str
    source: str


class Acquaintance(NamedTuple):
    """Somebody who was met at an event. `day` is when, `why` what says so.

    `new` says that you had not met before. `followed_up` is the first word after the event, None as long as there is none;
    `due` the day on which one is due by the rules of `due`, `due_why` the reason and its place; `heard` what they wrote since.
    """

    name: str
    path: str
    new: bool
    day: date | None
    why: tuple[SourcedText, ...]
    role: SourcedText | None
    organization: SourcedText | None
    followed_up: Followed | None
    due: date | None
    due_why: SourcedText | None
    heard: SourcedText | None


class Promised(NamedTuple):
    """What was promised at an event, and is open."""

    names: tuple[str, ...]
    day: date
    text: str
    source: str


class EventDetails(NamedTuple):
    """One event. `date` and `end` are its first and last day, `coming` says that it is not over.

    Of one that is coming: who is `expected`; who `lives_there`; who is `interested` in its topics; each person once, where they
    fit first, and at most MOST of the latter two, with how many `more` there are. Of one that has begun: all who were `met`, and of
    them who is `new`, who was `followed_up`, who `not_yet`; and what was `promised` there and is open.
    """

    event: str
    path: str | None
    date: Day | None
    end: Day | None
    place: SourcedText | None
    topics: tuple[SourcedText, ...]
    source: str
    coming: bool
    expected: tuple[Brief, ...]
    lives_there: tuple[Brief, ...]
    lives_there_more: int
    interested: tuple[Brief, ...]
    interested_more: int
    met: tuple[Acquaintance, ...]
    new: tuple[Acquaintance, ...]
    followed_up: tuple[Acquaintance, ...]
    not_yet: tuple[Acquaintance, ...]
    promised: tuple[Promised, ...]


def event(index: Index, rules: Rules, today: date, name: str) -> EventDetails:
    """Return the page of the one event that goes by this name. Raises EventNotFound or AmbiguousEvent."""
    people = everyone(index, rules)
    found = find_event(index, gather(index, people), name)
    return _Page(index, rules, today, people, found).page()


class _Page:
    def __init__(self, index: Index, rules: Rules, today: date, people: Everyone, found: Event) -> None:
        self.index, self.rules, self.today = index, rules, today
        self.people, self.event = people, found
        self.first, self.last = days_of(index, found)
        self.coming = is_coming((self.first, self.last), found, today)
        self.begun = self.first is None or self.first <= today
        self.own = index.names.kinds.get(found.path or "") == "event"
        self.note: Facts | None = index.notes[found.path] if found.path else None
        self.topics = tuple(texts_of(self.note, "topics")) if self.note and self.own else ()

    def page(self) -> EventDetails:
        expected = self.expected() if self.coming else {}
        lives, lives_more = self.some(self.lives_there(), expected)
        cares, cares_more = self.some(self.interested(), {**expected, **lives})
        met = self.met() if self.begun else []
        return EventDetails(
            self.event.name,
            self.event.path,
            self.first,
            self.last,
            place_of(self.index, self.event),
            self.topics,
            first_source(self.index, self.event),
            self.coming,
            self.briefs(expected),
            self.briefs(lives, sort=False),
            lives_more,
            self.briefs(cares, sort=False),
            cares_more,
            tuple(met),
            tuple(one for one in met if one.new),
            tuple(one for one in met if one.followed_up),
            tuple(sorted((one for one in met if not one.followed_up), key=_soonest)),
            tuple(self.promised({one.path: one.name for one in met})),
        )

    # Before

    def expected(self) -> dict[str, list[SourcedText]]:
        """Return why each of those who are expected is."""
        found: dict[str, list[SourcedText]] = {}
        for person, fact in linked(self.index, self.event, self.people):
            found.setdefault(person, []).append(fact)
        for trace in self.event.traces:
            if said := self.foreseen(trace):
                found.setdefault(trace.person, []).append(said)
        for person, fact in self.promises_about():
            found.setdefault(person, []).append(fact)
        return found

    def foreseen(self, trace: Trace) -> SourcedText | None:
        """Return what a trace says of who will be there; nothing of one that says who was."""
        source = trace_source(self.index, trace)
        if trace.passed is not None and trace.passed.day > self.today:
            return SourcedText(f"planned for {trace.passed.day}", source)
        if self.begun and self.first is not None:
            return None
        if trace.passed is None:
            return SourcedText("to be met there", source)
        return SourcedText(f"you spoke of it on {trace.passed.day}", source)

    def promises_about(self) -> Iterator[tuple[str, SourcedText]]:
        """Yield to whom something is promised that names the event."""
        path = self.event.path
        if path is None:
            return
        sources = sorted(self.index.backlinks.get(path, ()))
        fetch(self.index.notes, sources)
        fetch(self.index.resolved, sources)
        for source in filter(self.points_to, sources):
            facts, resolved = self.index.notes[source], self.index.resolved[source]
            for owned in resolved.tasks:
                task = facts.tasks[owned.number]
                if not task.open or not self.allows(task.text):
                    continue
                if any(self.index.names.resolve(r, source, people=False).path == path for r in task.people):
                    yield from self.promise_to(owned.people, task.text, f"{source}:{task.line}")
            for number, passed in enumerate(facts.interactions):
                for later in passed.follow_ups:
                    if not later.done and self.speaks_of_it(later.text):
                        party = resolved.parties[number].people
                        yield from self.follow_up(party, later, f"{source}:{later.line}")
            for later in facts.contact.follow_ups if facts.contact else ():
                if not later.done and self.speaks_of_it(later.text):
                    yield from self.follow_up((source,), later, f"{source}:{later.line}")

    def follow_up(
        self, people: Iterable[str], later: FollowUp, source: str
    ) -> Iterator[tuple[str, SourcedText]]:
        """Yield to whom of these people a follow-up is promised and open."""
        promise = Promise(later.day, later.text, source, None, True)
        still = [p for p in people if p in self.people.contacts and promise in self.person(p).promises]
        yield from self.promise_to(still, later.text, source)

    def speaks_of_it(self, text: str) -> bool:
        return name_key(self.event.name) in name_key(visible_text(text)) and self.allows(text)

    def promise_to(self, people: Iterable[str], text: str, source: str) -> Iterator[tuple[str, SourcedText]]:
        for person in people:
            if person in self.people.contacts:
                yield person, SourcedText(f"you promised: {visible_text(text)}", source)

    def allows(self, text: str, people: Iterable[str] = ()) -> bool:
        return self.people.quotes.allows(text, people)

    def points_to(self, source: str) -> bool:
        return self.people.quotes.points_to(source)

    def lives_there(self) -> dict[str, list[SourcedText]]:
        """Return who lives or works where it is."""
        place = place_of(self.index, self.event)
        if not self.coming or place is None or self.note is None:
            return {}
        named = {one.key for one in references_in(self.index, self.note, "place")}
        named |= {typed_reference(self.index, place.text).key}
        found: dict[str, list[SourcedText]] = {}
        for path, facts in self.people.contacts.items():
            contact = facts.contact
            if contact and contact.location and fits(contact.location, place.text):
                fact = SourcedText(f"lives in {contact.location}", f"{path}:{facts.line('location')}")
                found.setdefault(path, []).append(fact)
            for work in self.works(facts):
                if work.key in named:
                    found.setdefault(path, []).append(SourcedText(f"works at {work.name}", work.source))
        return found

    def works(self, facts: Facts) -> tuple[Reference, ...]:
        return references_in(self.index, facts, "organization") if facts.refs("organization") else ()

    def interested(self) -> dict[str, list[SourcedText]]:
        """Return who cares about what it is about: their interests, what they offer, what they talked about."""
        if not self.coming or not self.topics:
            return {}
        touch = about_any_topic(fact.text for fact in self.topics)

        def touches(text: str) -> bool:
            return touch(text) and self.allows(text)

        found: dict[str, list[SourcedText]] = {}
        for path, facts in self.people.contacts.items():
            for name, how in (("interests", "likes"), ("offers", "offers")):
                for fact in texts_of(facts, name) if facts.texts(name) else ():
                    if touches(fact.text):
                        found.setdefault(path, []).append(SourcedText(f"{how} {fact.text}", fact.source))
        spoke: dict[str, SourcedText] = {}
        for passed in self.people.passed:
            # In a crowd nobody talks to you in particular.
            if not passed.topics or passed.day > self.today or passed.is_crowd(self.rules):
                continue
            for topic in passed.topics:
                if touches(topic[0]):
                    fact = SourcedText(f"you talked about {topic[0]} on {passed.day}", passed.at(topic))
                    spoke.update((person, fact) for person in passed.people if person in self.people.contacts)
        for path, fact in spoke.items():
            found.setdefault(path, []).append(fact)
        return found

    def some(
        self, found: dict[str, list[SourcedText]], before: dict[str, list[SourcedText]]
    ) -> tuple[dict[str, list[SourcedText]], int]:
        """Return those with the latest touch, and how many more there are; add the reasons of who stands in `before` there."""
        for path in found.keys() & before.keys():
            before[path] += found[path]
        left = [path for path in found if path not in before]
        last = last_touches(self.index, left, self.rules, self.today) if len(left) > 1 else {}
        days = {path: one.day for path, one in last.items()}
        left.sort(key=lambda p: (-days.get(p, date.min).toordinal(), fold(self.people.contacts[p].name), p))
        return {path: found[path] for path in left[:MOST]}, max(len(left) - MOST, 0)

    def briefs(self, found: dict[str, list[SourcedText]], *, sort: bool = True) -> tuple[Brief, ...]:
        self.index.prefetch(found)
        told = [brief(self.index, self.person(path), why, self.people.quotes) for path, why in found.items()]
        return tuple(sorted(told, key=lambda one: (fold(one.name), one.path)) if sort else told)

    def person(self, path: str) -> Person:
        return Person(self.index, path, self.rules, self.today)

    # After

    def there(self) -> dict[str, list[Trace]]:
        """Return who was there, and what says so: what was before it, but for the evening before, was elsewhere."""
        found: dict[str, list[Trace]] = {}
        begin = add_days(self.first, -1) if self.first else date.min
        for trace in self.event.traces:
            if trace.passed is None or begin <= trace.passed.day <= self.today:
                found.setdefault(trace.person, []).append(trace)
        return found

    def met(self) -> list[Acquaintance]:
        there = self.there()
        self.index.prefetch(there)
        told = [self.acquaintance(path, traces) for path, traces in there.items()]
        return sorted(told, key=lambda one: (fold(one.name), one.path))

    def acquaintance(self, path: str, traces: list[Trace]) -> Acquaintance:
        facts = self.people.contacts[path]
        contact = facts.contact
        days = [t.passed.day for t in traces if t.passed] or [t.day for t in traces if t.day]
        day = min(days, default=self.first)
        with_them = self.index.interactions_with(path)
        history = [p for p in with_them if not p.is_newsletter(self.rules) and self.points_to(p.path)]
        last = min(self.last or day or date.min, self.today)
        later = [p for p in history if last < p.day <= self.today] if (self.last or day) else []
        word = next((p for p in later if p.direction != "in"), None)
        wrote = next((p for p in reversed(later) if p.direction == "in"), None)
        due = None if word else self.due(path)
        return Acquaintance(
            facts.name,
            path,
            self.is_new(facts, traces, history),
            day,
            tuple(dict.fromkeys(map(self.told, traces))),
            own(facts, "role", contact and contact.role),
            own(facts, "organization", contact and contact.organization),
            word and Followed(word.day, self.said(word), word.source),
            due and due.due,
            SourcedText(due.reason if self.allows(due.reason) else "", due.source)
            if due and self.points_to(due.source)
            else None,
            None if word or wrote is None else SourcedText(f"they wrote on {wrote.day}", wrote.source),
        )

    def told(self, trace: Trace) -> SourcedText:
        source = trace_source(self.index, trace)
        if trace.passed is None:
            return SourcedText("you met there", source)
        words = self.said(trace.passed)
        return SourcedText(f"{trace.passed.day}{' ' if words else ''}{words}", source)

    def said(self, passed: DatedInteraction) -> str:
        words = ": ".join(part for part in (passed.channel, passed.summary) if part)
        return words if self.allows(words, passed.people) else passed.channel or ""

    def is_new(self, facts: Facts, traces: list[Trace], history: list[DatedInteraction]) -> bool:
        """Tell whether this was where you met: it is said so, or the day is, or nothing passed before."""
        if any(trace.passed is None for trace in traces):
            return True
        contact = facts.contact
        if contact and contact.met_on and self.first and self.last:
            return self.first <= contact.met_on <= self.last
        if contact and contact.met_at:
            return False
        return bool(history and self.first and self.last and self.first <= history[0].day <= self.last)

    def due(self, path: str) -> DueEntry | None:
        """Return what is due of somebody, however far away: an answer first, else a word."""
        person = self.person(path)
        if person.contact.status != "active":
            return None
        found = [v.entry for v in apply_rules(person.state, self.rules.due, self.today, date.max) if v.entry]
        for kinds in (("reply",), ("new", "touch", "waiting")):
            for entry in found:
                if entry.kind in kinds:
                    return entry
        return None

    def promised(self, met: dict[str, str]) -> Iterator[Promised]:
        """Yield what was promised where the notes tell of the event."""
        lines = {source for trace in self.event.traces if trace.passed for source in self.lines(trace.passed)}
        found: dict[tuple[date, str, str], list[str]] = {}
        for path, name in met.items():
            for promise in self.person(path).promises:
                if promise.source in lines and self.allows(promise.text):
                    found.setdefault((promise.day, promise.source, promise.text), []).append(name)
        for (day, source, text), names in sorted(found.items()):
            yield Promised(tuple(names), day, text, source)

    def lines(self, passed: DatedInteraction) -> Iterator[str]:
        """Yield the places of what an interaction promises: of a note all of them, of a line its own."""
        facts = self.index.notes[passed.path]
        for one in facts.interactions:
            if one.line == passed.line:
                yield from (f"{passed.path}:{later.line}" for later in one.follow_ups)
                if one.form == "note":
                    yield from (f"{passed.path}:{task.line}" for task in facts.tasks)


def _soonest(one: Acquaintance) -> tuple[date, str]:
    return one.due or date.max, fold(one.name)


def fits(location: str, place: str) -> bool:
    """Tell whether two places are one: the nearest part of either, as `Lisbon` of `Lisbon, Portugal`, is a part of the other."""
    ours, theirs = _parts(location), _parts(place)
    return bool(ours and theirs) and (ours[0] in theirs or theirs[0] in ours)


def _parts(place: str) -> list[str]:
    return [" ".join(fold(part).split()) for part in re.split(r"[,;()]", place) if part.strip()]
