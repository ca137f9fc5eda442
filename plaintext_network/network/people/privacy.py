"""Gives reports a view of the vault without the people they may not name: the only gate between the index and a suggestion."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

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
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.index.note_counts import NoteCounts
from plaintext_network.network.index.overlay import fetch
from plaintext_network.network.index.summaries import Summary
from plaintext_network.network.people.contact_names import contact_names
from plaintext_network.network.people.favours import Favours, favours
from plaintext_network.network.people.find_contact import find_contact
from plaintext_network.network.people.hidden_people import NOT_APPROACHED, HiddenPerson, hidden_people
from plaintext_network.network.people.known_for import KnownFor, known_from_topics
from plaintext_network.network.people.last_touch import (
    KnownContact,
    histories,
    known_contacts,
    last_touches,
    touches_in,
)
from plaintext_network.network.people.person import Person
from plaintext_network.network.people.references import (
    Reference,
    references_in,
    resolve_reference,
    typed_reference,
)
from plaintext_network.network.people.sourced_text import SourcedText

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
        self._summaries: dict[str, dict[str, Any]] = {}

    # Contacts

    @cached_property
    def contacts(self) -> dict[str, Facts]:
        """The contacts who may be named, by path."""
        return {facts.path: facts for facts in self._index.contacts() if self._may_name(facts.path)}

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
        everybody = [contact_names(facts) for facts in self._index.contacts()]
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
        return {path: found for path, found in everybody.items() if path in self.contacts}

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

    def summaries_to_count(self, summary: Summary) -> Iterator[tuple[str, Any]]:
        """Yield the path and the value of every contact, hidden or not: to count them, never to name them."""
        yield from self._index.summaries(summary, self.rules).items()

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

    def links_to(self, path: str) -> frozenset[str]:
        """Return the paths of all notes that link a note, hidden or not: to look up, never to show."""
        return self._index.backlinks.get(path, frozenset())

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
        if not self._names:
            return True
        # Most texts contain no word that begins a hidden name.
        if text.isascii() and self._names.keys().isdisjoint(_WORD.findall(text.lower())):
            return True
        exempt = about if about is not None and self._may_name(about) else None
        written = _WORD.findall(text)
        folded = [fold(word) for word in written]
        for at, word in enumerate(folded):
            for name, path in self._names.get(word, ()):
                # A name of one word may be a word as well: will, grace, mark.
                is_name = len(name) > 1 or not written[at][0].islower()
                if path != exempt and is_name and folded[at : at + len(name)] == name:
                    return False
        return True

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
        hidden = self._hidden.keys() - self._only
        if not hidden:
            return everything
        return [one if hidden.isdisjoint(one.people) else self._show(one) for one in everything]

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

    def interaction(self, path: str, number: int) -> DatedInteraction:
        """Return the interaction of a note by its place there, without its hidden participants."""
        return next(self._show(one) for one in self._index.interactions[path] if one.number == number)

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

    def place_naming(self, interaction: DatedInteraction, person: str) -> str:
        """Return the `path:line` that says that a contact took part in an interaction."""
        if self._index.names.kinds.get(interaction.path) == "interaction":
            named = self._index.notes[interaction.path].people
            for ref in self._index.names.people(named, interaction.path):
                if self._index.names.resolve(ref, interaction.path, people=True).path == person:
                    return f"{interaction.path}:{ref.line}"
        return interaction.source

    def histories(self, paths: Collection[str]) -> dict[str, list[DatedInteraction]]:
        """Return what decides the last touch with each of these contacts who may be named, by path, oldest first."""
        wanted = [path for path in paths if self._may_name(path)]
        found = histories(self._index, wanted, self.rules, self.today)
        return {path: [self._show(one) for one in history] for path, history in found.items()}

    def last_touches(self, paths: Collection[str]) -> dict[str, DatedInteraction]:
        """Return the last touch with each of these contacts who may be named, by path."""
        wanted = [path for path in paths if self._may_name(path)]
        found = last_touches(self._index, wanted, self.rules, self.today)
        return {path: self._show(one) for path, one in found.items()}

    def touch_days(self) -> list[date]:
        """Return the day of each touch with anybody, hidden or not: to count them. One with several people is one touch."""
        paths = self._index.names.of_kind("contact")
        each = histories(self._index, paths, self.rules, self.today).values()
        return list(
            {one.source: one.day for history in each for one in touches_in(history, self.today)}.values()
        )

    @cached_property
    def acquaintances(self) -> dict[str, KnownContact]:
        """Whom you know, by path: those you were in touch with, or whose note says how you met."""
        found = {}
        for path, one in known_contacts(self._index, self.rules, self.today).items():
            if path in self.contacts:
                quotable = self.may_quote(one.says, path)
                found[path] = one if quotable else one._replace(says="met, no touch yet")
        return found

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
