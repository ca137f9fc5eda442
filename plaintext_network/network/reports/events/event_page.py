"""Reports one event: who may be there and what to know about them, whom you met, and whom you wrote to since."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import TypeAlias

from plaintext_network.model.language.normalize import fold, name_key
from plaintext_network.model.note.facts import Facts, FollowUp, Task
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.contact_state import Promise
from plaintext_network.network.due.leave_alone import LeaveAlone
from plaintext_network.network.due.rules import DueEntry, apply_rules
from plaintext_network.network.index.interactions import DatedInteraction, without_superseded_days
from plaintext_network.network.people.person import Person
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.sourced_text import SourcedText
from plaintext_network.network.people.summary import Brief, brief
from plaintext_network.network.people.topics_of import about_any_topic
from plaintext_network.network.reports.events.event_list import (
    Event,
    Trace,
    days_of,
    find_event,
    first_source,
    gather,
    is_coming,
    is_planned,
    linked,
    linking,
    naming_it,
    note_of,
    place_of,
    place_parts,
    trace_source,
    was_there,
    with_links,
)

# How many of those who live there, and of those who may be interested, a page lists.
MOST = 12

# A field is called `date`.
Day: TypeAlias = date


class Followed(NamedTuple):
    """The first word to somebody after an event."""

    day: date
    text: str
    source: str


class Attendee(NamedTuple):
    """Somebody who was met at an event. `day` is when, `why` what says so.

    `new` says that you had not met before. `followed_up` is the first word after the event, None as long as there is none;
    `due` the day on which one is due by the rules of `due`, `due_why` the reason and its place; `heard` what they wrote since.
    `leave_alone` is why to leave them alone today, and `lacks_cadence` says that keeping in touch with them is never due.
    `unanswered` is the number of your messages without an answer since.
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
    leave_alone: LeaveAlone | None = None
    lacks_cadence: bool = False
    unanswered: int = 0


class Said(NamedTuple):
    """What was said about an event elsewhere: an interaction that links it; `names` are of those who took part."""

    day: date
    names: tuple[str, ...]
    text: str
    source: str


class Promised(NamedTuple):
    """What was promised at an event, and is open."""

    names: tuple[str, ...]
    day: date
    text: str
    source: str


class EventDetails(NamedTuple):
    """One event. `date` and `end` are its first and last day, `coming` says that it is not over.

    Of one that is coming: who is `expected`; who `lives_there`; who is `interested` in its topics; each person once, where they
    fit first, and at most MOST of the latter two, with how many `more` there are; and who would be among these, but is
    `left_alone` today. Of one that has begun: all who were `met`, and of them who is `new`, who was `followed_up`, who `not_yet`
    but for those to leave alone, and who is `without_cadence`; and what was `promised` there and is open. `said` is what was said
    about it elsewhere, oldest first.
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
    met: tuple[Attendee, ...]
    new: tuple[Attendee, ...]
    followed_up: tuple[Attendee, ...]
    not_yet: tuple[Attendee, ...]
    promised: tuple[Promised, ...]
    left_alone: tuple[Brief, ...] = ()
    without_cadence: tuple[Attendee, ...] = ()
    said: tuple[Said, ...] = ()


def event(view: SuggestionView, name: str) -> EventDetails:
    """Return the page of the one event that matches a name. Raises EventNotFound or AmbiguousEvent."""
    return _Page(view, find_event(view, gather(view), name)).page()


class _Page:
    def __init__(self, view: SuggestionView, event: Event) -> None:
        self.view, self.rules, self.today = view, view.rules, view.today
        self.first, self.last = days_of(view, event)
        self.coming = is_coming((self.first, self.last), event, self.today)
        links = linking(view, (event,)).get(event.path or "", ())
        self.event, self.mentions = with_links(view, event, links)
        self.has_begun = self.first is None or self.first <= self.today
        self.note = note_of(view, event)
        self.topics = tuple(view.texts(self.note, "topics")) if self.note else ()

    def page(self) -> EventDetails:
        expected = self.expected() if self.coming else {}
        alone: dict[str, list[SourcedText]] = {}
        lives, lives_more = self.some(self.lives_there(), expected, alone)
        cares, cares_more = self.some(self.interested(), {**expected, **lives}, alone)
        met = self.met() if self.has_begun else []
        return EventDetails(
            self.event.name,
            self.event.path,
            self.first,
            self.last,
            place_of(self.view, self.event),
            self.topics,
            first_source(self.view, self.event),
            self.coming,
            self.briefs(expected),
            self.briefs(lives, sort=False),
            lives_more,
            self.briefs(cares, sort=False),
            cares_more,
            tuple(met),
            tuple(one for one in met if one.new),
            tuple(one for one in met if one.followed_up),
            tuple(sorted((one for one in met if not one.followed_up and not one.leave_alone), key=_soonest)),
            tuple(self.promised({one.path: one.name for one in met})),
            self.briefs(alone),
            tuple(one for one in met if one.lacks_cadence and not one.leave_alone),
            tuple(self.said({one.followed_up.source for one in met if one.followed_up})),
        )

    # Before

    def expected(self) -> dict[str, list[SourcedText]]:
        """Return why each of those who are expected is."""
        found: dict[str, list[SourcedText]] = {}
        for person, reason in linked(self.view, self.event):
            found.setdefault(person, []).append(reason)
        for trace in self.event.traces:
            if foreseen := self.foreseen(trace):
                found.setdefault(trace.person, []).append(foreseen)
        for person, reason in (*self.promises_about(), *naming_it(self.view, self.event)):
            found.setdefault(person, []).append(reason)
        return found

    def foreseen(self, trace: Trace) -> SourcedText | None:
        """Return why a trace makes somebody expected; None for one that says who was there."""
        source = trace_source(self.view, trace)
        if trace.at is not None and is_planned(trace.at, self.today):
            return SourcedText(f"planned for {trace.day}", source)
        if self.has_begun and self.first is not None:
            return None
        if trace.at is None:
            return SourcedText("to be met there", source)
        return SourcedText(f"you talked about it on {trace.day}", source)

    def promises_about(self) -> Iterator[tuple[str, SourcedText]]:
        """Yield the contacts to whom you promised something that names the event."""
        path = self.event.path
        if path is None:
            return
        for facts in self.view.notes_linking(path):
            source = facts.path
            for task, people in self.view.tasks_in(source):
                if self.is_about_it(task, source):
                    yield from self.promise_to(people, task.text, f"{source}:{task.line}")
            for interaction, people in self.view.interactions_in(source):
                for later in interaction.follow_ups:
                    if not later.done and self.names_it(later.text):
                        yield from self.follow_up(people, later, f"{source}:{later.line}")
            for later in facts.contact.follow_ups if facts.contact else ():
                if not later.done and self.names_it(later.text):
                    yield from self.follow_up((source,), later, f"{source}:{later.line}")

    def is_about_it(self, task: Task, path: str) -> bool:
        """Return whether an open task of a note links the event."""
        if not task.open or not self.view.may_quote(task.text, source=f"{path}:{task.line}"):
            return False
        notes = (self.view.resolve(ref, path, people=False).note for ref in task.people)
        return any(note is not None and note.path == self.event.path for note in notes)

    def follow_up(
        self, people: Iterable[str], later: FollowUp, source: str
    ) -> Iterator[tuple[str, SourcedText]]:
        """Yield those of these contacts to whom a follow-up is still promised."""
        promise = Promise(later.day, later.text, source, None, True)
        unpaid = [path for path in people if promise in self.person(path).promises]
        yield from self.promise_to(unpaid, later.text, source)

    def names_it(self, text: str) -> bool:
        return name_key(self.event.name) in name_key(visible_text(text)) and self.view.may_quote(text)

    def promise_to(self, people: Iterable[str], text: str, source: str) -> Iterator[tuple[str, SourcedText]]:
        for person in people:
            yield person, SourcedText(f"you promised: {visible_text(text)}", source)

    def lives_there(self) -> dict[str, list[SourcedText]]:
        """Return the reasons of those who live or work where it is."""
        place = place_of(self.view, self.event)
        if not self.coming or place is None or self.note is None:
            return {}
        named = {subject.key for subject in self.view.subjects(self.note, "place")}
        named.add(self.view.subject_named(place.text).key)
        found: dict[str, list[SourcedText]] = {}
        near: dict[str, bool] = {}
        for path, about in self.view.descriptions.items():
            location = about.lives_in
            if location and location.text not in near:
                near[location.text] = fits(location.text, place.text)
            if location and near[location.text] and self.view.may_quote(location.text, path):
                reason = SourcedText(f"lives in {location.text}", about.source(location))
                found.setdefault(path, []).append(reason)
            for work in about.organization:
                if work.key in named and self.view.may_quote(work.name):
                    found.setdefault(path, []).append(SourcedText(f"works at {work.name}", work.source))
        return found

    def interested(self) -> dict[str, list[SourcedText]]:
        """Return the reasons of those whom its topics interest: what they like, offer, or talked about."""
        if not self.coming or not self.topics:
            return {}
        touches = about_any_topic(topic.text for topic in self.topics)
        found: dict[str, list[SourcedText]] = {}
        for path, said in self.view.statements.items():
            for how in ("interests", "offers"):
                for one in said.known_for:
                    if one.how == how and touches(one.text) and self.view.may_quote(one.text):
                        found.setdefault(path, []).append(SourcedText(one.says, one.source))
        talks = self.view.talks_about(lambda text: touches(text) and self.view.may_quote(text))
        for path, talked in talks.items():
            citable = [talk for talk in talked if self.view.may_cite(talk.path)]
            if citable:
                last = citable[-1]
                text = f"you talked about {last.text} on {last.day}"
                found.setdefault(path, []).append(SourcedText(text, last.source))
        return found

    def some(
        self,
        found: dict[str, list[SourcedText]],
        before: dict[str, list[SourcedText]],
        alone: dict[str, list[SourcedText]],
    ) -> tuple[dict[str, list[SourcedText]], int]:
        """Return those with the latest touch, and how many more there are.

        Somebody who is in `before` is not listed again: their reasons are added there. Those to leave alone are added to
        `alone` instead.
        """
        for path in found.keys() & before.keys():
            before[path] += found[path]
        left = []
        for path in found:
            if path in before:
                continue
            if self.view.leave_alone(path):
                alone.setdefault(path, []).extend(found[path])
            else:
                left.append(path)
        last = self.view.last_touches(left) if len(left) > 1 else {}
        days = {path: one.day for path, one in last.items()}
        left.sort(key=lambda p: (-days.get(p, date.min).toordinal(), fold(self.view.name_of(p)), p))
        return {path: found[path] for path in left[:MOST]}, max(len(left) - MOST, 0)

    def briefs(self, found: dict[str, list[SourcedText]], *, sort: bool = True) -> tuple[Brief, ...]:
        self.view.fetch_interactions(found)
        briefs = [brief(self.view, path, why) for path, why in found.items()]
        return tuple(sorted(briefs, key=lambda one: (fold(one.name), one.path)) if sort else briefs)

    def person(self, path: str) -> Person:
        return self.view.person(path)

    # After

    def there(self) -> dict[str, list[Trace]]:
        """Return the traces of each contact who was there: what happened before the evening before it was elsewhere."""
        found: dict[str, list[Trace]] = {}
        for trace in self.event.traces:
            if was_there(trace, self.first) and not (trace.at and is_planned(trace.at, self.today)):
                found.setdefault(trace.person, []).append(trace)
        return found

    def met(self) -> list[Attendee]:
        there = self.there()
        self.view.fetch_interactions(there)
        met = [self.acquaintance(path, traces) for path, traces in there.items()]
        return sorted(met, key=lambda one: (fold(one.name), one.path))

    def acquaintance(self, path: str, traces: list[Trace]) -> Attendee:
        facts = self.person(path).facts
        days = [t.day for t in traces if t.at and t.day] or [t.day for t in traces if t.day]
        day = min(days, default=self.first)
        history = [
            one
            for one in without_superseded_days(self.view.interactions_with(path), self.rules)
            if not one.is_newsletter(self.rules) and self.view.may_cite(one.path)
        ]
        last = min(self.last or day or date.min, self.today)
        later = [one for one in history if last < one.day <= self.today] if (self.last or day) else []
        yours = next((one for one in later if one.direction != "in"), None)
        theirs = next((one for one in reversed(later) if one.direction == "in"), None)
        due = None if yours else self.due(path)
        return Attendee(
            facts.name,
            path,
            self.is_new(facts, traces, history),
            day,
            tuple(dict.fromkeys(map(self.sighting, traces))),
            self.view.value(facts, "role"),
            self.view.value(facts, "organization"),
            yours and Followed(yours.day, self.text_of(yours), yours.source),
            due and due.due,
            SourcedText(self.view.quote(due.reason) or "", due.source)
            if due and self.view.may_cite(due.source)
            else None,
            None if yours or theirs is None else SourcedText(f"they wrote on {theirs.day}", theirs.source),
            self.view.leave_alone(path),
            self.person(path).state.lacks_cadence,
            due.unanswered if due else 0,
        )

    def sighting(self, trace: Trace) -> SourcedText:
        source = trace_source(self.view, trace)
        if trace.at is None:
            return SourcedText("you met there", source)
        words = self.text_of(self.view.interaction(trace.at.path, trace.at.number))
        return SourcedText(f"{trace.day}{' ' if words else ''}{words}", source)

    def text_of(self, interaction: DatedInteraction) -> str:
        words = ": ".join(part for part in (interaction.channel, interaction.summary) if part)
        text = self.view.quote(words, source=interaction.source)
        return (interaction.channel or "") if text is None else text

    def is_new(self, facts: Facts, traces: list[Trace], history: list[DatedInteraction]) -> bool:
        """Return whether you met here: the note says so, or its day does, or no interaction was earlier."""
        if any(trace.at is None for trace in traces):
            return True
        contact = facts.contact
        if contact and contact.met_on and self.first and self.last:
            return self.first <= contact.met_on <= self.last
        if contact and contact.met_at:
            return False
        return bool(history and self.first and self.last and self.first <= history[0].day <= self.last)

    def due(self, path: str) -> DueEntry | None:
        """Return what is due for a contact, however far away: an answer first, else a touch."""
        person = self.person(path)
        if person.contact.status != "active":
            return None
        found = [v.entry for v in apply_rules(person.state, self.rules.due, self.today, date.max) if v.entry]
        for kinds in (("reply",), ("new", "touch", "waiting")):
            for entry in found:
                if entry.kind in kinds:
                    return entry
        return None

    def said(self, shown: Collection[str]) -> Iterator[Said]:
        """Yield what was said about it elsewhere, except by interactions that are `shown` already."""
        for one, source in self.mentions:
            names = tuple(self.view.name_of(path) for path in one.people)
            if names and one.source not in shown:
                yield Said(one.day, names, self.text_of(one), source)

    def promised(self, met: dict[str, str]) -> Iterator[Promised]:
        """Yield the unpaid promises of the event's own note, and on the lines that record the event or link it."""
        places = dict.fromkeys((trace.at.path, trace.at.line) for trace in self.event.traces if trace.at)
        for one, _ in self.mentions:
            places[one.path, one.line] = None
            met |= {path: self.view.name_of(path) for path in one.people}
        lines = {source for path, line in places for source in self.lines(path, line)}
        for people, source in self.tasks_about():
            lines.add(source)
            met |= {path: self.view.name_of(path) for path in people}
        found: dict[tuple[date, str, str], list[str]] = {}
        for path, name in met.items():
            for promise in self.person(path).promises:
                if promise.source in lines and self.view.may_quote(promise.text, path, promise.source):
                    found.setdefault((promise.day, promise.source, promise.text), []).append(name)
        for (day, source, text), names in sorted(found.items()):
            yield Promised(tuple(names), day, text, source)

    def tasks_about(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """Yield the contacts and the place of each task in the event's own note, and of each that links it."""
        own = self.event.path
        if own is None:
            return
        for facts in (*((self.note,) if self.note else ()), *self.view.notes_linking(own)):
            for task, people in self.view.tasks_in(facts.path):
                if facts.path == own or self.is_about_it(task, facts.path):
                    yield tuple(people), f"{facts.path}:{task.line}"

    def lines(self, path: str, line: int) -> Iterator[str]:
        """Yield the places of the promises of the interaction on a line: all of a note that is one, else those of its line."""
        for one, _ in self.view.interactions_in(path):
            if one.line == line:
                yield from (f"{path}:{later.line}" for later in one.follow_ups)
                if one.form == "note":
                    yield from (f"{path}:{task.line}" for task, _ in self.view.tasks_in(path))


def _soonest(one: Attendee) -> tuple[date, str]:
    return one.due or date.max, fold(one.name)


def fits(location: str, place: str) -> bool:
    """Return whether two places are the same: the first part of one, `Lisbon` in `Lisbon, Portugal`, is a part of the other."""
    ours, theirs = place_parts(location), place_parts(place)
    return bool(ours and theirs) and (ours[0] in theirs or theirs[0] in ours)
