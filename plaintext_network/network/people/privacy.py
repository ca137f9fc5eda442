"""Gives reports a view of the vault without the people they may not name: the only gate between the index and a suggestion."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from functools import cached_property

from plaintext_network.model.language.normalize import bare_target, circle_key, name_key
from plaintext_network.model.note.facts import Facts, Ref
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.contact_state import later_mentions
from plaintext_network.network.due.leave_alone import LeaveAlone, LeaveAloneFacts, Meeting, leave_alone
from plaintext_network.network.index.note_counts import NoteCounts
from plaintext_network.network.index.overlay import fetch
from plaintext_network.network.people.advice import MENTORS, MentorState, mentor_state
from plaintext_network.network.people.attendance import ATTENDANCE, Attendance, at_events, met_at
from plaintext_network.network.people.contact_names import CONTACT_NAMES, ContactNames
from plaintext_network.network.people.descriptions import DESCRIPTION, Description, described
from plaintext_network.network.people.find_contact import find_contact
from plaintext_network.network.people.hidden_people import (
    NOT_APPROACHED,
    HiddenPerson,
    hidden_people,
    person_to_hide,
)
from plaintext_network.network.people.known_for import (
    STATEMENTS,
    KnownFor,
    LinkedNote,
    SpokenTopic,
    Statements,
    known_from_topics,
    linked_notes,
    stated,
    talked_with,
    talks_about,
    talks_with,
)
from plaintext_network.network.people.leave_alone import LEAVE_ALONE, LeftAlone, leave_alone_facts
from plaintext_network.network.people.person import Person
from plaintext_network.network.people.references import (
    Reference,
    references_in,
    resolve_reference,
    typed_reference,
)
from plaintext_network.network.people.relations import (
    STATED_RELATIONS,
    Gathering,
    Relation,
    gatherings,
    relations,
)
from plaintext_network.network.people.shown_readings import ShownReadings
from plaintext_network.network.people.tallies import TALLY, Tally

# Assigned, not imported: only annotations need it.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    Derived = TypeVar("Derived")


class Resolved(NamedTuple):
    """The note that a link leads to.

    `note` is None if the link leads nowhere, to one of several notes (`is_ambiguous`), or to a contact who may not be
    named (`is_hidden`).
    """

    note: Facts | None
    is_hidden: bool = False
    is_ambiguous: bool = False


class SuggestionView(ShownReadings):
    """The vault as a report may show it on one day.

    Hidden are contacts who are private, dead or not to be contacted, except those in `only`: the user asked for them by
    name. A hidden contact has no name here and takes part in nothing, but the `size` of an interaction still counts them.
    Texts come as the notes have them: pass what a report shows through `quote`, and its places through `sources`.
    """

    # Contacts

    @cached_property
    def contacts(self) -> dict[str, Facts]:
        """The contacts who may be named, by path."""
        return {facts.path: facts for facts in self._index.contacts() if self._may_name(facts.path)}

    @cached_property
    def descriptions(self) -> dict[str, Description]:
        """The descriptions of the contacts who may be named, by path, in this order."""
        values = self.summaries(DESCRIPTION)
        return {path: described(path, values[path]) for path in sorted(values)}

    @cached_property
    def statements(self) -> dict[str, Statements]:
        """What the contacts who may be named need and are known for, by path, in this order; without those who say nothing."""
        values = self.summaries(STATEMENTS)
        return {path: stated(path, values[path]) for path in sorted(values)}

    def name_of(self, path: str) -> str:
        """Return the name of a contact. Raises KeyError for one who may not be named."""
        known: Description | None = vars(self).get("descriptions", {}).get(path)
        if known is not None:
            return known.name
        if not self._may_name(path):
            raise KeyError(path)
        return self._index.notes[path].name

    def contact(self, path: str) -> Facts | None:
        """Return a contact who may be named, without reading the others."""
        return self._index.notes[path] if self._may_name(path) else None

    def person(self, path: str) -> Person:
        """Return a contact with their promises and interactions. Raises KeyError for one who may not be named."""
        if not self._may_name(path):
            raise KeyError(path)
        return Person(self._index, path, self.rules, self.today)

    def may_approach(self, path: str) -> bool:
        """Return whether a contact may be named and is neither dead nor not to be contacted."""
        contact = self._index.notes[path].contact if self._may_name(path) else None
        return contact is not None and contact.status not in NOT_APPROACHED

    def leave_alone(self, path: str) -> LeaveAlone | None:
        """Return why not to suggest writing today to a contact who may be named; None if there is no reason.

        A meeting that is planned does not: see `next_meeting`.
        """
        known: dict[str, LeaveAlone] | None = vars(self).get("left_alone")
        if known is not None:
            return known.get(path)
        facts = self._leave_alone_facts(path)
        found = leave_alone(facts, self.rules.due, self.today) if facts else None
        if found is None or self.may_cite(found.source, path):
            return found
        return found._replace(source=f"{path}:1")

    @cached_property
    def left_alone(self) -> dict[str, LeaveAlone]:
        """What `leave_alone` returns of everybody, by path; quicker than asking for many one by one."""
        values, today = self.summaries(LEAVE_ALONE), self.today.toordinal()
        earlier = [path for path, value in values.items() if value[0] > today]
        self._index.fetch_interactions(earlier)
        fetch(self._index.notes, earlier)
        # Of most, only the day is stored.
        paths = [path for path, value in values.items() if value[0] > today or len(value) > 1]
        return {path: found for path in sorted(paths) if (found := self.leave_alone(path)) is not None}

    def left_alone_among(self, paths: Iterable[str]) -> tuple[LeftAlone, ...]:
        """Return whom of these contacts to leave alone today, in their order."""
        found = ((path, self.leave_alone(path)) for path in paths)
        return tuple(LeftAlone(self.name_of(path), path, *alone) for path, alone in found if alone)

    def next_meeting(self, path: str) -> Meeting | None:
        """Return what is planned next with a contact who may be named, today or later: instead of “write to them this week”."""
        facts = self._leave_alone_facts(path)
        found = facts.meeting if facts else None
        if found is None or self.may_cite(found.source, path):
            return found
        return found._replace(source=f"{path}:1")

    def unanswered(self, path: str) -> tuple[tuple[date, str], ...]:
        """Return the days of your messages without an answer to a contact who may be named, oldest first, and the places."""
        facts = self._leave_alone_facts(path)
        return (
            tuple((day, source) for day, source in facts.sent if self.may_cite(source, path)) if facts else ()
        )

    def _leave_alone_facts(self, path: str) -> LeaveAloneFacts | None:
        if not self._may_name(path):
            return None
        value = self._index.summaries(LEAVE_ALONE, self.rules).get(path)
        return leave_alone_facts(self._index, path, value, self.rules, self.today)

    def of_records(self) -> "SuggestionView":
        """Return the view of a record of what happened, which hides only private people. Suggest nothing from it."""
        return self._records

    @cached_property
    def _records(self) -> "SuggestionView":
        view = _RecordView(self._index, self.rules, self.today, self._only, self._shared)
        view._values = self._values
        return view

    def of_circles(self, circles: Iterable[str]) -> "SuggestionView":
        """Return the view of a vault in which there is nobody but the members of these circles."""
        return _CircleView(self, frozenset(map(circle_key, circles)))

    def of_everybody(self) -> "SuggestionView":
        """Return the view that hides nobody, for a page whose reader asked for private people, too. Suggest nothing from it."""
        return _OpenView(self._index, self.rules, self.today, self._only, self._shared)

    def including_private(self) -> "SuggestionView":
        """Return the view that hides only the dead and those not to be contacted, for a user who asked for private people, too."""
        return _PrivateView(self._index, self.rules, self.today, self._only, self._shared)

    def find_contact(self, typed: str) -> "tuple[SuggestionView, Facts, bool]":
        """Return the contact whom the user asked for, with a view that may name them, and whether they typed a whole name.

        Raises ContactNotFound or AmbiguousName.
        """
        everybody: list[ContactNames] = sorted(self._index.summaries(CONTACT_NAMES, self.rules).values())
        path = find_contact(everybody, lambda: self._index, typed)
        key = name_key(bare_target(typed.removeprefix("[[").removesuffix("]]")))
        is_whole = bare_target(path) == bare_target(typed) or any(
            key in keys for at, _, _, keys, _ in everybody if at == path
        )
        view = SuggestionView(self._index, self.rules, self.today, {*self._only, path}, self._shared)
        return view, self._index.notes[path], is_whole

    def talked_about(self, wanted: Callable[[str], bool] | None = None) -> dict[str, list[KnownFor]]:
        """Return the topics, or those that are `wanted`, that you talked about with each contact who may be named.

        Here and below, what only a note says that may not be cited counts as unsaid.
        """
        counts = self.may_cite if self.hides_anybody else None
        return self._nameable(known_from_topics(self._index, self.rules, self.today, wanted, counts))

    def talked_with(self, wanted: Callable[[str], bool]) -> dict[str, list[str]]:
        """Return the topics that are `wanted` and that you talked about, by contact who may be named. Quicker than `talks_about`."""
        found = self._nameable(talked_with(self._index, self.rules, self.today, wanted))
        if not found or not self.hides_anybody:
            return found
        # Only the talks know their notes.
        talks = self.talks_about(wanted)
        return {path: list(dict.fromkeys(one.text for one in talks[path])) for path in found if path in talks}

    def talks_with(self, path: str, wanted: Callable[[str], bool]) -> list[SpokenTopic]:
        """Return when you talked about the topics that are `wanted` with a contact who may be named, the oldest first."""
        if not self._may_name(path):
            return []
        talks = talks_with(self._index, self.rules, self.today, path, wanted)
        return [one for one in talks if self.may_cite(one.path)]

    def talks_about(self, wanted: Callable[[str], bool]) -> dict[str, list[SpokenTopic]]:
        """Return when you talked about the topics that are `wanted`, by contact who may be named, the oldest first."""
        found = self._nameable(talks_about(self._index, self.rules, self.today, wanted))
        citable = {path: [one for one in talks if self.may_cite(one.path)] for path, talks in found.items()}
        return {path: talks for path, talks in citable.items() if talks}

    def attendance(self) -> Iterator[Attendance]:
        """Yield what names events outside their own notes, with contacts who may be named: `met_at`, interactions, plans.

        Newsletters are not among them. Some are in notes that may not be cited.
        """
        yield from met_at(self.summaries(ATTENDANCE))
        hidden = self.unnamed
        for some in at_events(self._index.summaries(ATTENDANCE, self.rules)):
            yield from (one for one in some if one.person not in hidden)

    def open_promises(self) -> Iterator[tuple[str, tuple[str, str, int]]]:
        """Yield the path of each contact who may be named with what is promised to them on a day and not fulfilled: place, text, day."""
        today, hidden = self.today.toordinal(), self.unnamed
        for path, tally in sorted(self.tallies_to_count.items()):
            if tally.promises and path not in hidden:
                yield from ((path, promise) for promise in tally.open_promises(today) if promise[2])

    @cached_property
    def tallies_to_count(self) -> dict[str, Tally]:
        """What is counted of every contact, hidden or not, by path: to count them, never to name them."""
        return {path: Tally._make(value) for path, value in self._of_everybody(TALLY).items()}

    def mentors(self) -> Iterator[tuple[str, MentorState]]:
        """Yield the mentors and mentees who may be named, as of today, by path."""
        states = {path: MentorState._make(value) for path, value in self.summaries(MENTORS).items()}
        today = self.today.toordinal()
        self._index.prefetch([path for path, state in states.items() if state.since > today])
        for path, state in sorted(states.items()):
            past = mentor_state(self._index, path, self.rules, self.today) if state.since > today else None
            yield path, past or state

    # Notes of other kinds, and links

    def note(self, path: str) -> Facts | None:
        """Return a note of any kind; None for one of a hidden contact, or if there is none."""
        kind = self._index.names.kinds.get(path)
        if kind is None or (kind == "contact" and not self._may_name(path)):
            return None
        return self._index.notes[path]

    def notes_of(self, kind: str) -> list[Facts]:
        """Return the notes of a kind, by path."""
        if kind == "contact":
            return list(self.contacts.values())
        paths = self._index.names.of_kind(kind)
        fetch(self._index.notes, paths)
        return [self._index.notes[path] for path in paths]

    @property
    def note_counts(self) -> NoteCounts:
        """How many notes and interactions there are, those of hidden contacts included."""
        return self._index.note_counts

    def notes_linking(self, path: str) -> list[Facts]:
        """Return the notes that link a note and may be cited, by path."""
        sources = sorted(self._index.backlinks.get(path, ()))
        for table in (self._index.notes, self._index.resolved):
            fetch(table, sources)
        return [self._index.notes[source] for source in sources if self.may_cite(source)]

    def notes_linked_by(self, path: str) -> list[LinkedNote]:
        """Return the notes that a note links, except those of people."""
        return list(linked_notes(self._index, self._index.notes[path]))

    def notes_naming(self, path: str) -> Iterator[str]:
        """Yield the paths of all notes that may refer to a note, by link or name, hidden or not: to look up, never to show."""
        yield from self._index.sources_naming(path)

    def resolve(self, ref: Ref, source: str, *, people: bool) -> Resolved:
        """Return what a link in the note at `source` leads to; a property that names people prefers contacts."""
        found = self._index.names.resolve(ref, source, people=people)
        if found.path is None:
            return Resolved(None, is_ambiguous=bool(found.candidates))
        note = self.note(found.path)
        return Resolved(note, is_hidden=note is None)

    def people(self, refs: Iterable[Ref], source: str) -> Iterator[Ref]:
        """Yield the people that a property of the note at `source` names, each on its own."""
        return self._index.names.people(refs, source)

    def subject(self, ref: Ref, path: str) -> Reference:
        """Return the organization, event, place or goal that a link or a name in the note at `path` means."""
        return resolve_reference(self._index, ref, path)

    def subjects(self, facts: Facts, name: str) -> tuple[Reference, ...]:
        """Return what a property of a note names, in its order."""
        return references_in(self._index, facts, name)

    def subject_named(self, typed: str) -> Reference:
        """Return the organization, event, place or goal that the user typed."""
        return typed_reference(self._index, typed)

    def fetch_notes(self, paths: Iterable[str]) -> None:
        """Read many notes at once that are asked for one by one afterwards."""
        fetch(self._index.notes, list(paths))

    # Introductions and acquaintance

    def stated_relations(self) -> Iterator[Relation]:
        """Yield whom contacts know by their own notes, both of whom may be named, by path."""
        values, hidden = self.summaries(STATED_RELATIONS), self.unnamed
        for path in sorted(values):
            yield from (one for one in relations(path, values[path]) if one.other not in hidden)

    def gatherings(self, path: str) -> Iterator[Gathering]:
        """Yield the interactions of a contact with others up to today, oldest first, without their hidden participants."""
        if self._may_name(path):
            for one in gatherings(self._index, path, self.rules):
                if one.day > self.today:
                    break
                yield one._replace(people=self._shown(one.people))

    def places_of_knowing(self, path: str) -> Iterator[str]:
        """Yield the `path:line` of each `knows`, on either side, between a contact who may be named and another."""
        for source in self._index.sources(path) if self._may_name(path) else ():
            contact = self._index.notes[source].contact
            for ref in self._index.names.people(contact.knows if contact else (), source):
                other = self._index.names.resolve(ref, source, people=True).path
                if path in (source, other):
                    yield f"{source}:{ref.line}"

    def introductions(self) -> Iterator[tuple[Facts, tuple[str, ...], bool]]:
        """Yield every introduction by path, the contacts it brings together, and whether one of them is hidden."""
        for path in self._index.names.of_kind("introduction"):
            between = self._index.resolved[path].between
            shown = self._shown(between)
            yield self._index.notes[path], shown, len(shown) < len(between)

    def was_heard_of(self, introduction: str, since: date) -> bool:
        """Return whether an interaction after a day, up to today, links an introduction's note."""
        return any(day <= self.today for day in later_mentions(self._index, introduction, since))


class _RecordView(SuggestionView):
    """The vault as a record of what happened may show it: it lists the dead and those not to be contacted, too."""

    def _hides(self, person: HiddenPerson) -> bool:
        return person.private


class _PrivateView(SuggestionView):
    """The vault as its user may see it with private people: it suggests neither the dead nor those not to be contacted."""

    def _found_hidden(self) -> dict[str, HiddenPerson]:
        found = hidden_people(self._index, self.rules)
        fetch(self._index.notes, found)
        return {
            path: one._replace(private=False) for path, one in found.items() if self._is_not_approached(path)
        }

    def _is_not_approached(self, path: str) -> bool:
        contact = self._index.notes[path].contact
        return contact is None or contact.status in NOT_APPROACHED

    def of_records(self) -> SuggestionView:
        return self.of_everybody()


class _CircleView(SuggestionView):
    """The vault in which there is nobody but the members of some circles."""

    def __init__(self, view: SuggestionView, circles: frozenset[str]) -> None:
        super().__init__(view._index, view.rules, view.today, view._only, view._shared)
        self._circles = circles

    def _derived(self, what: str, derive: "Callable[[], Derived]", *arguments: Hashable) -> "Derived":
        return super()._derived(what, derive, self._circles, *arguments)

    def _found_hidden(self) -> dict[str, HiddenPerson]:
        outside = (facts for facts in self._index.contacts() if not self._is_member(facts))
        return {**super()._found_hidden(), **{facts.path: person_to_hide(facts) for facts in outside}}

    def _is_member(self, facts: Facts) -> bool:
        contact = facts.contact
        return contact is not None and not self._circles.isdisjoint(map(circle_key, contact.circles))

    @cached_property
    def _records(self) -> SuggestionView:
        return _CircleRecordView(self, self._circles)


class _CircleRecordView(_CircleView):
    """The same as a record of what happened may show it: it lists the dead and those not to be contacted, too."""

    def _hides(self, person: HiddenPerson) -> bool:
        return person.private


class _OpenView(SuggestionView):
    """The whole vault: it hides nobody."""

    def _hides(self, person: HiddenPerson) -> bool:  # noqa: ARG002
        return False
