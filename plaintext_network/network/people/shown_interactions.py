"""Reads what happened with contacts as a report may show it: without the participants who may not be named."""

from collections.abc import Collection, Iterator
from datetime import date
from functools import cached_property

from plaintext_network.model.note.facts import Interaction, Ref, Task
from plaintext_network.network.due.contact_state import cadence_of, history_of
from plaintext_network.network.due.leave_alone import half_cadence, unanswered, waits_until
from plaintext_network.network.due.noted_promises import open_tasks
from plaintext_network.network.due.touches import touches
from plaintext_network.network.index.interactions import DatedInteraction, chronological
from plaintext_network.network.index.overlay import fetch
from plaintext_network.network.people.acquaintances import Acquaintances, LastTouch, has_unanswered
from plaintext_network.network.people.citable_places import CitablePlaces
from plaintext_network.network.people.favours import Favours, favours
from plaintext_network.network.people.last_touch import histories, without_noted_days


class ShownInteractions(CitablePlaces):
    """The interactions, touches and tasks of the vault, as the rule lets a report show them."""

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

    def plans_in(self, notes: Collection[str]) -> list[DatedInteraction]:
        """Return what is marked as planned in these notes for today or later, oldest first, without hidden participants."""
        fetch(self._index.interactions, notes)
        everything = (one for path in notes for one in self._index.interactions.get(path, ()) if one.planned)
        return self._without_hidden(chronological(one for one in everything if one.day >= self.today))

    def interactions_with(self, path: str) -> list[DatedInteraction]:
        """Return the interactions with a contact who may be named, oldest first, without their hidden participants."""
        return (
            [self._show(one) for one in self._index.interactions_with(path)] if self._may_name(path) else []
        )

    @cached_property
    def favours(self) -> dict[str, Favours]:
        """What was exchanged up to today with each contact who may be named, by path."""
        return self._nameable(dict(favours(self._index, self.rules, self.today)))

    def has_hidden(self, interaction: DatedInteraction) -> bool:
        """Return whether a hidden contact took part in an interaction."""
        return bool(self._hidden_participants(interaction.source))

    def is_private(self, interaction: DatedInteraction) -> bool:
        """Return whether private people alone took part in an interaction."""
        hidden = self._hidden_participants(interaction.source)
        return bool(hidden) and not interaction.people and all(self._hidden[path].private for path in hidden)

    def is_with_hidden_alone(self, note: str) -> bool:
        """Return whether a note is about an interaction with contacts who may not be named, and with nobody else."""
        talks = self._talks(note)
        return bool(talks) and not any(map(self._has_others, talks))

    def notes_with_hidden_alone(self) -> frozenset[str]:
        """Return the paths of the notes of which `is_with_hidden_alone` is true, but for those that name them without a link."""
        linking = {note for path in sorted(self._hidden) for note in self._index.sources(path)}
        return frozenset(filter(self.is_with_hidden_alone, sorted(linking)))

    def _has_others(self, talk: DatedInteraction) -> bool:
        """Return whether somebody who may be named took part in an interaction, or is linked where nobody is said to have."""
        if any(map(self._may_name, talk.people)):
            return True
        unknown = self._index.unknown_people(self._index.as_written(talk).people, talk.path)
        if talk.people or unknown:
            return any(self.names_nobody(one.name) for one in unknown)
        if talk.path not in self._linking_hidden:
            return True
        linked = (self._linked(ref, talk.path) for ref in self._index.notes[talk.path].links)
        return any(path is not None and self._may_name(path) for path in linked)

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

    def people_on(self, day: date) -> set[str]:
        """Return the paths of the contacts with an interaction on a day, hidden or not. Use them for look-ups; never show them."""
        return {
            path for some in self._index.interactions_by_day(day, day) for one in some for path in one.people
        }

    def touch_sources(self, paths: Collection[str], day: date) -> list[str]:
        """Return the `path:line` of the touches with these contacts, each of whom has one on a day, if it may be shown."""
        of_day = [
            one
            for some in self._index.interactions_by_day(day, day)
            for one in some
            if not one.planned and not one.is_newsletter(self.rules)
        ]
        found: list[str] = []
        for path in paths:
            # All interactions of a day are touches, or none is.
            touched = [one for one in of_day if path in one.people]
            shown = without_noted_days(touched, touched)
            found += [one.source for one in shown if self.may_cite(one.path)]
        return found

    def has_unanswered(self, path: str) -> bool:
        """Return whether a contact has not answered your last messages yet."""
        return has_unanswered(self._index, path, self.rules, self.today)

    @cached_property
    def acquaintances(self) -> Acquaintances:
        """Whom you know, by path: those you were in touch with, or whose note says how you met."""
        return Acquaintances(self._index, self.rules, self.today, self._may_name, self.may_quote)

    def unanswered_messages(self, path: str, before: date) -> tuple[list[DatedInteraction], date | None]:
        """Return your messages to a contact before a day that nobody answered, and until when to wait for an answer.

        The last of each day, oldest first. The day is None without any, or if the next word is up to them.
        """
        history = history_of(self._index, path, self.rules)
        touched = touches(history, self.today)
        past = [one for one in history if one.day < before and one.day <= self.today]
        sent = unanswered(past, touched)
        if not sent:
            return [], None
        cadence = cadence_of(self._index.notes[path], self.rules)[0]
        half = half_cadence(touched[-1].day if touched else None, cadence)
        return sent, waits_until([message.day for message in sent], half, self.rules.due)

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

    def _show(self, interaction: DatedInteraction) -> DatedInteraction:
        if self.unnamed.isdisjoint(interaction.people):
            return interaction
        return interaction._replace(people=self._shown(interaction.people))
