"""Gives reports a view of the vault without the people they may not name: the only gate between the index and a suggestion."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from plaintext_network.model.language.normalize import bare_target, fold, name_key
from plaintext_network.model.note.facts import Facts, Interaction, Ref, Task
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.contact_state import (
    interaction_summaries,
    later_mentions,
    open_tasks,
    touches,
)
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import DatedInteraction, chronological
from plaintext_network.network.index.note_counts import NoteCounts
from plaintext_network.network.index.overlay import fetch
from plaintext_network.network.index.summaries import Summary
from plaintext_network.network.people.acquaintances import (
    Acquaintances,
    LastTouch,
    has_unanswered,
    touches_with,
)
from plaintext_network.network.people.attendance import ATTENDANCE, Attendance, at_events, met_at
from plaintext_network.network.people.contact_names import CONTACT_NAMES, ContactNames
from plaintext_network.network.people.descriptions import DESCRIPTION, Description, described
from plaintext_network.network.people.favours import Favours, favours
from plaintext_network.network.people.find_contact import find_contact
from plaintext_network.network.people.hidden_people import NOT_APPROACHED, HiddenPerson, hidden_people
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
from plaintext_network.network.people.last_touch import histories
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
from plaintext_network.network.people.sourced_text import SourcedText
from plaintext_network.network.people.tallies import TALLY, Tally

V = TypeVar("V")
_WORD = re.compile(r"\w+")
_NAME_PART = re.compile(r"[^\W_]+")


class Resolved(NamedTuple):
    """The note that a link leads to.

    `note` is None if the link leads nowhere, to one of several notes (`is_ambiguous`), or to a contact who may not be
    named (`is_hidden`).
    """

    note: Facts | None
    is_hidden: bool = False
    is_ambiguous: bool = False


class SuggestionView:
    """The vault as a report may show it on one day.

    Hidden are contacts who are private, dead or not to be contacted, except those in `only`: the user asked for them by
    name. A hidden contact has no name here and takes part in nothing, but the `size` of an interaction still counts them.
    Texts come as the notes have them: pass what a report shows through `quote`, and its places through `sources`.
    """

    def __init__(self, index: Index, rules: Rules, today: date, only: Collection[str] = ()) -> None:
        self._index = index
        self.rules, self.today = rules, today
        self._only = frozenset(only)
        # By text, as the same texts come again and again.
        self._named_in: dict[str, frozenset[str]] = {}
        self._summaries: dict[str, dict[str, Any]] = {}

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
        if not self._may_name(path):
            raise KeyError(path)
        known = vars(self).get("descriptions")
        return str(known[path].name) if known is not None else self._index.notes[path].name

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

    def people_to_count(self) -> Iterator[Person]:
        """Yield every contact, hidden or not: to count them, never to name them."""
        for facts in self._index.contacts():
            yield Person(self._index, facts.path, self.rules, self.today)

    def of_records(self) -> "SuggestionView":
        """Return the view of a record of what happened, which hides only private people. Suggest nothing from it."""
        return _RecordView(self._index, self.rules, self.today, self._only)

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
        view = SuggestionView(self._index, self.rules, self.today, {*self._only, path})
        return view, self._index.notes[path], is_whole

    def talked_about(self, wanted: Callable[[str], bool] | None = None) -> dict[str, list[KnownFor]]:
        """Return the topics, or those that are `wanted`, that you talked about with each contact who may be named."""
        everybody = known_from_topics(self._index, self.rules, self.today, wanted)
        return self._nameable(everybody)

    def talked_with(self, wanted: Callable[[str], bool]) -> dict[str, list[str]]:
        """Return the topics that are `wanted` and that you talked about, by contact who may be named. Quicker than `talks_about`."""
        return self._nameable(talked_with(self._index, self.rules, self.today, wanted))

    def talks_with(self, path: str, wanted: Callable[[str], bool]) -> list[SpokenTopic]:
        """Return when you talked about the topics that are `wanted` with a contact who may be named, the oldest first."""
        return talks_with(self._index, self.rules, self.today, path, wanted) if self._may_name(path) else []

    def talks_about(self, wanted: Callable[[str], bool]) -> dict[str, list[SpokenTopic]]:
        """Return when you talked about the topics that are `wanted`, by contact who may be named, the oldest first."""
        return self._nameable(talks_about(self._index, self.rules, self.today, wanted))

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

    def summaries(self, summary: Summary) -> dict[str, Any]:
        """Return the values of a summary for the contacts who may be named, by path, in no order.

        A value is as the notes have it: pass its texts through `quote`, and its places through `sources`.
        """
        if summary.name not in self._summaries:
            everybody = self._index.summaries(summary, self.rules).items()
            self._summaries[summary.name] = {
                path: value for path, value in everybody if path not in self.unnamed
            }
        return self._summaries[summary.name]

    @cached_property
    def tallies_to_count(self) -> dict[str, Tally]:
        """What is counted of every contact, hidden or not, by path: to count them, never to name them."""
        everybody = self._index.summaries(TALLY, self.rules).items()
        return {path: Tally._make(value) for path, value in everybody}

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

    # Texts and places

    def may_quote(self, text: str, about: str | None = None) -> bool:
        """Return whether a text names nobody who may not be named.

        The contact at the path `about` may be named, if anybody may name them here. A part of a name is no name: it
        could be anybody's.
        """
        named = self._named_in.get(text)
        if named is None:
            named = self._named_in[text] = frozenset(self._find_hidden(text))
        return not named or (about is not None and named == {about} and self._may_name(about))

    def _find_hidden(self, text: str) -> Iterator[str]:
        """Yield the hidden contacts whom a text names."""
        # Most texts contain no word that begins a hidden name.
        if not self._names or (text.isascii() and self._names.keys().isdisjoint(_WORD.findall(text.lower()))):
            return
        written = _WORD.findall(text)
        folded = [fold(word) for word in written]
        for at, word in enumerate(folded):
            for name, path in self._names.get(word, ()):
                # A name of one word may be a word as well: will, grace, mark.
                is_name = len(name) > 1 or not written[at][0].islower()
                if is_name and folded[at : at + len(name)] == name:
                    yield path

    def quote(self, text: str, about: str | None = None) -> str | None:
        """Return a text, or None if it may not be quoted, as `may_quote` says."""
        return text if self.may_quote(text, about) else None

    def quote_from(self, source: str, text: str) -> str | None:
        """Return a text of the interaction at a `path:line`, or None.

        Of a hidden participant, the first name alone is a name, too.
        """
        hidden = self._hidden_participants(source)
        parts = {part for path in hidden for part in self._name_parts.get(path, ())}
        if parts and any(fold(word) in parts for word in _NAME_PART.findall(text) if not word.islower()):
            return None
        return self.quote(text)

    def texts(self, facts: Facts, name: str) -> list[SourcedText]:
        """Return the values of a property that may be quoted, each with its place."""
        return [
            SourcedText(text, f"{facts.path}:{facts.line(name, number)}")
            for number, text in enumerate(facts.texts(name))
            if self.may_quote(text, facts.path)
        ]

    def value(self, facts: Facts, name: str) -> SourcedText | None:
        """Return a contact's property of one value with its place; None if it has none or it may not be quoted."""
        text: str | None = getattr(facts.contact, name)
        if not text or not self.may_quote(text, facts.path):
            return None
        return SourcedText(text, f"{facts.path}:{facts.line(name)}")

    def may_cite(self, source: str, about: str | None = None) -> bool:
        """Return whether a path or a `path:line` is not in the own note of a hidden contact, except the contact `about`."""
        path, _, line = source.rpartition(":")
        path = path if line.isdigit() else source
        return not self._is_hidden(path) or (path == about and self._may_name(path))

    @cached_property
    def unnamed(self) -> frozenset[str]:
        """The paths of the contacts who may not be named."""
        return frozenset(self._hidden.keys() - self._only)

    @cached_property
    def uncitable(self) -> frozenset[str]:
        """The paths of the notes that may not be cited: the own notes of hidden contacts."""
        return frozenset(self._hidden)

    def sources(self, sources: Iterable[str], about: str | None = None) -> tuple[str, ...]:
        """Return each place that may be shown once, in their order."""
        return tuple(source for source in dict.fromkeys(sources) if self.may_cite(source, about))

    # Interactions

    @cached_property
    def interactions(self) -> list[DatedInteraction]:
        """All dated interactions, oldest first, without their hidden participants. Some are in notes that may not be cited."""
        return self._without_hidden(self._index.all_interactions())

    @cached_property
    def plans(self) -> list[DatedInteraction]:
        """All interactions marked as planned, oldest first, without their hidden participants. `interactions` omits them."""
        return self._without_hidden(self._index.all_plans())

    def _without_hidden(self, everything: list[DatedInteraction]) -> list[DatedInteraction]:
        hidden = self.unnamed
        if not hidden:
            return everything
        return [one if hidden.isdisjoint(one.people) else self._show(one) for one in everything]

    def interactions_of(self, notes: Collection[str]) -> list[DatedInteraction]:
        """Return the dated interactions in these notes, oldest first, without their hidden participants."""
        fetch(self._index.interactions, notes)
        dated = (one for path in notes for one in self._index.interactions.get(path, ()) if not one.planned)
        return self._without_hidden(chronological(dated))

    @cached_property
    def citable_interactions(self) -> list[DatedInteraction]:
        """The interactions whose place may be shown, oldest first, without newsletters."""
        return [
            one for one in self.interactions if not one.is_newsletter(self.rules) and self.may_cite(one.path)
        ]

    def interactions_with(self, path: str) -> list[DatedInteraction]:
        """Return the interactions with a contact who may be named, oldest first, without their hidden participants."""
        return (
            [self._show(one) for one in self._index.interactions_with(path)] if self._may_name(path) else []
        )

    @cached_property
    def favours(self) -> dict[str, Favours]:
        """What was exchanged up to today with each contact who may be named, by path."""
        everybody = favours(self._index, self.rules, self.today)
        return {path: found for path, found in everybody if path not in self.unnamed}

    def has_hidden(self, interaction: DatedInteraction) -> bool:
        """Return whether a hidden contact took part in an interaction."""
        return bool(self._hidden_participants(interaction.source))

    def is_private(self, interaction: DatedInteraction) -> bool:
        """Return whether private people alone took part in an interaction."""
        hidden = [self._index.notes[path].contact for path in self._hidden_participants(interaction.source)]
        return (
            bool(hidden)
            and not interaction.people
            and all(contact is None or contact.private for contact in hidden)
        )

    def place_naming(self, path: str, line: int, person: str) -> str:
        """Return the `path:line` that says that a contact took part in the interaction at another."""
        if self._index.names.kinds.get(path) == "interaction":
            named = self._index.notes[path].people
            for ref in self._index.names.people(named, path):
                if self._index.names.resolve(ref, path, people=True).path == person:
                    return f"{path}:{ref.line}"
        return f"{path}:{line}"

    def interaction(self, path: str, number: int) -> DatedInteraction:
        """Return one interaction of a note, without its hidden participants."""
        return self._show(next(one for one in self._index.interactions[path] if one.number == number))

    def histories(self, paths: Collection[str]) -> dict[str, list[DatedInteraction]]:
        """Return what decides the last touch with each of these contacts who may be named, by path, oldest first."""
        wanted = [path for path in paths if self._may_name(path)]
        found = histories(self._index, wanted, self.rules, self.today)
        return {path: [self._show(one) for one in history] for path, history in found.items()}

    def last_touches(self, paths: Collection[str]) -> dict[str, LastTouch]:
        """Return the last touch with each of these contacts who may be named, by path."""
        return self.acquaintances.last_touches([path for path in paths if self._may_name(path)])

    def touch_sources(self, paths: Collection[str], day: date) -> list[str]:
        """Return the `path:line` of the touches of a day with these contacts, if it may be shown."""
        self._index.fetch_interactions(paths)
        touched = (one for path in paths for one in touches_with(self._index, path, self.rules, self.today))
        return [one.source for one in touched if one.day == day and self.may_cite(one.source)]

    def has_unanswered(self, path: str) -> bool:
        """Return whether a contact has not answered your last messages yet."""
        return has_unanswered(self._index, path, self.rules, self.today)

    @cached_property
    def acquaintances(self) -> Acquaintances:
        """Whom you know, by path: those you were in touch with, or whose note says how you met."""
        return Acquaintances(self._index, self.rules, self.today, self._may_name, self.may_quote)

    def unanswered_messages(self, path: str, before: date) -> dict[date, str]:
        """Return the `path:line` of your messages to a contact before a day that nobody answered; the last of each day."""
        messages = interaction_summaries(self._index, path, self.rules)
        answered = set(map(id, touches(messages, self.today)))
        return {
            message.day: message.source
            for message in messages
            if message.day < before and message.day <= self.today and id(message) not in answered
        }

    def fetch_interactions(self, paths: Collection[str]) -> None:
        """Read at once what happened with many contacts who are asked for one by one afterwards."""
        self._index.prefetch(paths)

    def read_interactions_with(self, paths: Collection[str]) -> None:
        """Read at once the interactions alone of many contacts who are asked for one by one afterwards."""
        self._index.fetch_interactions(paths)

    def interactions_in(self, path: str) -> Iterator[tuple[Interaction, tuple[str, ...]]]:
        """Yield every interaction in a note, dated or not, with those who took part and may be named."""
        parties = self._index.resolved[path].parties
        for interaction, party in zip(self._index.notes[path].interactions, parties, strict=True):
            yield interaction, self._shown(party.people)

    def tasks_in(self, path: str) -> Iterator[tuple[Task, tuple[str, ...]]]:
        """Yield every task in a note, with those it is promised to and who may be named."""
        tasks = self._index.notes[path].tasks
        for owned in self._index.resolved[path].tasks:
            yield tasks[owned.number], self._shown(owned.people)

    def links_in(self, interaction: DatedInteraction) -> tuple[Ref, ...]:
        """Return the links in an interaction's text: those of its whole note, or of its own line."""
        facts = self._index.notes[interaction.path]
        if facts.kind == "interaction":
            return facts.links
        return tuple(ref for one in facts.interactions if one.line == interaction.line for ref in one.linked)

    def open_tasks(self, path: str) -> Iterator[tuple[str, Task]]:
        """Yield the open tasks promised to a contact who may be named, dated or not, each with its note's path."""
        if self._may_name(path):
            yield from open_tasks(self._index, path, self.rules)

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

    # The rule

    @cached_property
    def _hidden(self) -> dict[str, HiddenPerson]:
        """Everybody who may not be suggested, by path."""
        return {path: one for path, one in hidden_people(self._index, self.rules).items() if self._hides(one)}

    def _is_hidden(self, path: str) -> bool:
        """Return whether a path is the note of a contact who may not be suggested."""
        return path in self._hidden

    def _hides(self, person: HiddenPerson) -> bool:  # noqa: ARG002
        return True

    def _may_name(self, path: str) -> bool:
        is_contact = self._index.names.kinds.get(path) == "contact"
        return is_contact and (path in self._only or not self._is_hidden(path))

    def _nameable(self, by_contact: Mapping[str, V]) -> dict[str, V]:
        """Return what belongs to the contacts who may be named."""
        hidden = self.unnamed
        return {path: value for path, value in by_contact.items() if path not in hidden}

    def _shown(self, people: Sequence[str]) -> tuple[str, ...]:
        return tuple(path for path in people if self._may_name(path))

    def _show(self, interaction: DatedInteraction) -> DatedInteraction:
        if self.unnamed.isdisjoint(interaction.people):
            return interaction
        return interaction._replace(people=self._shown(interaction.people))

    def _hidden_participants(self, source: str) -> list[str]:
        """Return who took part in the interactions on a line but may not be named."""
        note, _, line = source.rpartition(":")
        on_line = (one for one in self._index.interactions.get(note, ()) if one.line == int(line))
        return [path for one in on_line for path in one.people if not self._may_name(path)]

    @cached_property
    def _names(self) -> dict[str, list[tuple[list[str], str]]]:
        """The hidden contacts' names by their first word: all their words, and whose name it is."""
        found: dict[str, list[tuple[list[str], str]]] = {}
        for path, hidden in sorted(self._hidden.items()):
            for name in hidden.names:
                if words := _WORD.findall(fold(name)):
                    found.setdefault(words[0], []).append((words, path))
        return found

    @cached_property
    def _name_parts(self) -> dict[str, set[str]]:
        """Every word of a hidden contact's names, by path."""
        return {
            path: {word for name in hidden.names for word in _NAME_PART.findall(fold(name))}
            for path, hidden in self._hidden.items()
        }


class _RecordView(SuggestionView):
    """The vault as a record of what happened may show it: it lists the dead and those not to be contacted, too."""

    def _hides(self, person: HiddenPerson) -> bool:
        return person.private
