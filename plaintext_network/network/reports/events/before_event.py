"""Reports who may be at an event that is coming: who is expected, lives there, or cares for its topics. See `after_event`."""

from collections.abc import Iterable, Iterator
from datetime import date

from plaintext_network.model.language.normalize import fold, name_key
from plaintext_network.model.note.facts import FollowUp
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.network.due.noted_promises import Promise
from plaintext_network.network.people.sourced_text import SourcedText
from plaintext_network.network.people.topics_of import about_any_topic
from plaintext_network.network.reports.events.event_facts import EventFacts
from plaintext_network.network.reports.events.event_list import (
    Trace,
    is_planned,
    linked,
    naming_it,
    place_of,
    place_parts,
    trace_source,
)

# How many of those who live there, and of those who may be interested, a page lists.
MOST = 12


class BeforeEvent:
    """Who may be there, by path, each with the reasons."""

    def __init__(self, about: EventFacts) -> None:
        self.about, self.view = about, about.view

    def expected(self) -> dict[str, list[SourcedText]]:
        """Return why each of those who are expected is."""
        found: dict[str, list[SourcedText]] = {}
        for person, reason in linked(self.view, self.about.event):
            found.setdefault(person, []).append(reason)
        for trace in self.about.event.traces:
            if foreseen := self.foreseen(trace):
                found.setdefault(trace.person, []).append(foreseen)
        for person, reason in (*self.promises_about(), *naming_it(self.view, self.about.event)):
            found.setdefault(person, []).append(reason)
        return found

    def foreseen(self, trace: Trace) -> SourcedText | None:
        """Return why a trace makes somebody expected; None for one that says who was there."""
        source = trace_source(self.view, trace)
        if trace.at is not None and is_planned(trace.at, self.view.today):
            return SourcedText(f"planned for {trace.day}", source)
        if self.about.has_begun and self.about.first is not None:
            return None
        if trace.at is None:
            return SourcedText("to be met there", source)
        return SourcedText(f"you talked about it on {trace.day}", source)

    def promises_about(self) -> Iterator[tuple[str, SourcedText]]:
        """Yield the contacts to whom you promised something that names the event."""
        path = self.about.event.path
        if path is None:
            return
        for facts in self.view.notes_linking(path):
            source = facts.path
            for task, people in self.view.tasks_in(source):
                if self.about.is_about_it(task, source):
                    yield from self.promise_to(people, task.text, f"{source}:{task.line}")
            for interaction, people in self.view.interactions_in(source):
                for later in interaction.follow_ups:
                    if not later.done and self.names_it(later.text):
                        yield from self.follow_up(people, later, f"{source}:{later.line}")
            for later in facts.contact.follow_ups if facts.contact else ():
                if not later.done and self.names_it(later.text):
                    yield from self.follow_up((source,), later, f"{source}:{later.line}")

    def follow_up(
        self, people: Iterable[str], later: FollowUp, source: str
    ) -> Iterator[tuple[str, SourcedText]]:
        """Yield those of these contacts to whom a follow-up is still promised."""
        promise = Promise(later.day, later.text, source, None, True)
        unpaid = [path for path in people if promise in self.view.person(path).promises]
        yield from self.promise_to(unpaid, later.text, source)

    def names_it(self, text: str) -> bool:
        return name_key(self.about.event.name) in name_key(visible_text(text)) and self.view.may_quote(text)

    def promise_to(self, people: Iterable[str], text: str, source: str) -> Iterator[tuple[str, SourcedText]]:
        for person in people:
            yield person, SourcedText(f"you promised: {visible_text(text)}", source)

    def lives_there(self) -> dict[str, list[SourcedText]]:
        """Return the reasons of those who live or work where it is."""
        place = place_of(self.view, self.about.event)
        if not self.about.coming or place is None or self.about.note is None:
            return {}
        named = {subject.key for subject in self.view.subjects(self.about.note, "place")}
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
        if not self.about.coming or not self.about.topics:
            return {}
        touches = about_any_topic(topic.text for topic in self.about.topics)
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


def fits(location: str, place: str) -> bool:
    """Return whether two places are the same: the first part of one, `Lisbon` in `Lisbon, Portugal`, is a part of the other."""
    ours, theirs = place_parts(location), place_parts(place)
    return bool(ours and theirs) and (ours[0] in theirs or theirs[0] in ours)
