"""Reports whom you met at an event, whether you wrote to them since, and what was promised and said. See `before_event`."""

from collections.abc import Collection, Iterator
from datetime import date

from plaintext_network.model.language.normalize import fold
from plaintext_network.model.note.facts import Facts
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.leave_alone import LeaveAlone
from plaintext_network.network.due.rules import DueEntry, apply_rules
from plaintext_network.network.index.interactions import DatedInteraction, without_superseded_days
from plaintext_network.network.people.sourced_text import SourcedText
from plaintext_network.network.reports.events.event_facts import EventFacts
from plaintext_network.network.reports.events.event_list import Trace, is_planned, trace_source, was_there


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


class AfterEvent:
    """Whom you met there, and what came of it."""

    def __init__(self, about: EventFacts) -> None:
        self.about, self.view = about, about.view

    def there(self) -> dict[str, list[Trace]]:
        """Return the traces of each contact who was there: what happened before the evening before it was elsewhere."""
        found: dict[str, list[Trace]] = {}
        for trace in self.about.event.traces:
            if was_there(trace, self.about.first) and not (
                trace.at and is_planned(trace.at, self.view.today)
            ):
                found.setdefault(trace.person, []).append(trace)
        return found

    def met(self) -> list[Attendee]:
        there = self.there()
        self.view.fetch_interactions(there)
        met = [self.acquaintance(path, traces) for path, traces in there.items()]
        return sorted(met, key=lambda one: (fold(one.name), one.path))

    def acquaintance(self, path: str, traces: list[Trace]) -> Attendee:
        facts = self.view.person(path).facts
        days = [t.day for t in traces if t.at and t.day] or [t.day for t in traces if t.day]
        day = min(days, default=self.about.first)
        history = [
            one
            for one in without_superseded_days(self.view.interactions_with(path), self.view.rules)
            if not one.is_newsletter(self.view.rules) and self.view.may_cite(one.path)
        ]
        last = min(self.about.last or day or date.min, self.view.today)
        later = (
            [one for one in history if last < one.day <= self.view.today] if (self.about.last or day) else []
        )
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
            self.view.person(path).state.lacks_cadence,
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
        if contact and contact.met_on and self.about.first and self.about.last:
            return self.about.first <= contact.met_on <= self.about.last
        if contact and contact.met_at:
            return False
        return bool(
            history
            and self.about.first
            and self.about.last
            and self.about.first <= history[0].day <= self.about.last
        )

    def due(self, path: str) -> DueEntry | None:
        """Return what is due for a contact, however far away: an answer first, else a touch."""
        person = self.view.person(path)
        if person.contact.status != "active":
            return None
        found = [
            v.entry
            for v in apply_rules(person.state, self.view.rules.due, self.view.today, date.max)
            if v.entry
        ]
        for kinds in (("reply",), ("new", "touch", "waiting")):
            for entry in found:
                if entry.kind in kinds:
                    return entry
        return None

    def said(self, shown: Collection[str]) -> Iterator[Said]:
        """Yield what was said about it elsewhere, except by interactions that are `shown` already."""
        for one, source in self.about.mentions:
            names = tuple(self.view.name_of(path) for path in one.people)
            if names and one.source not in shown:
                yield Said(one.day, names, self.text_of(one), source)

    def promised(self, met: dict[str, str]) -> Iterator[Promised]:
        """Yield the unpaid promises of the event's own note, and on the lines that record the event or link it."""
        places = dict.fromkeys(
            (trace.at.path, trace.at.line) for trace in self.about.event.traces if trace.at
        )
        for one, _ in self.about.mentions:
            places[one.path, one.line] = None
            met |= {path: self.view.name_of(path) for path in one.people}
        lines = {source for path, line in places for source in self.lines(path, line)}
        for people, source in self.tasks_about():
            lines.add(source)
            met |= {path: self.view.name_of(path) for path in people}
        found: dict[tuple[date, str, str], list[str]] = {}
        for path, name in met.items():
            for promise in self.view.person(path).promises:
                if promise.source in lines and self.view.may_quote(promise.text, path, promise.source):
                    found.setdefault((promise.day, promise.source, promise.text), []).append(name)
        for (day, source, text), names in sorted(found.items()):
            yield Promised(tuple(names), day, text, source)

    def tasks_about(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """Yield the contacts and the place of each task in the event's own note, and of each that links it."""
        own = self.about.event.path
        if own is None:
            return
        for facts in (*((self.about.note,) if self.about.note else ()), *self.view.notes_linking(own)):
            for task, people in self.view.tasks_in(facts.path):
                if facts.path == own or self.about.is_about_it(task, facts.path):
                    yield tuple(people), f"{facts.path}:{task.line}"

    def lines(self, path: str, line: int) -> Iterator[str]:
        """Yield the places of the promises of the interaction on a line: all of a note that is one, else those of its line."""
        for one, _ in self.view.interactions_in(path):
            if one.line == line:
                yield from (f"{path}:{later.line}" for later in one.follow_ups)
                if one.form == "note":
                    yield from (f"{path}:{task.line}" for task, _ in self.view.tasks_in(path))
