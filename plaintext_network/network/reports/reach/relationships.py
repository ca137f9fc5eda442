"""Finds who knows whom, and the places that say so: `knows`, introductions, being together. Suggests nothing."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from plaintext_network.model.note.facts import Facts, Ref
from plaintext_network.network.people.privacy import SuggestionView

# How two people know each other, the surest first.
HOWS = ("knows", "met_through", "introduction", "together", "event")


class Tie(NamedTuple):
    """One reason why a contact and `other`, a path, know each other. `how` is one of HOWS; `day` is None if unknown.

    `what` is the event's name or what they did together, "" for other reasons.
    """

    other: str
    how: str
    day: date | None
    what: str
    sources: tuple[str, ...]


class SharedGroup(NamedTuple):
    """People who were somewhere together; `members` are paths, each with the place that says so."""

    how: str
    day: date | None
    what: str
    members: dict[str, str]

    def tie(self, one: str, other: str) -> Tie:
        """Return why one of them knows another."""
        sources = tuple(dict.fromkeys((self.members[one], self.members[other])))
        return Tie(other, self.how, self.day, self.what, sources)


class Ties:
    """Who knows whom among the contacts who may be named. A crowd ties nobody, an event ties all who were there."""

    def __init__(self, view: SuggestionView) -> None:
        self._view = view
        self._stated: dict[str, list[Tie]] = {}
        self._groups: dict[str, list[SharedGroup]] = {}
        events: dict[str, SharedGroup] = {}
        today = view.today
        for facts in view.contacts.values():
            contact = facts.contact
            if contact is None:
                continue
            for ref in contact.knows:
                self._state_link(facts.path, ref, "knows", None)
            if contact.met_through:
                self._state_link(facts.path, contact.met_through, "met_through", contact.met_on)
            if contact.met_on and contact.met_on > today:
                # You expect to meet them there.
                continue
            for ref in facts.refs("met_at"):
                event = view.subject(ref, facts.path)
                note = view.note(event.path) if event.path else None
                day = contact.met_on or (note.day if note else None)
                if day is None or day <= today:
                    group = events.setdefault(event.key, SharedGroup("event", day, event.name, {}))
                    group.members.setdefault(facts.path, event.source)
        for interaction in view.interactions:
            people = interaction.people
            if interaction.day > today or interaction.is_newsletter(view.rules) or not people:
                continue
            if len(people) > 1 and not interaction.is_crowd(view.rules):
                members = dict.fromkeys(people, interaction.source)
                what = interaction.channel or interaction.summary
                self._join(SharedGroup("together", interaction.day, what, members))
            if interaction.event:
                event = view.subject(interaction.event, interaction.path)
                group = events.setdefault(event.key, SharedGroup("event", interaction.day, event.name, {}))
                for person in people:
                    group.members.setdefault(person, event.source)
        for group in events.values():
            self._join(group)
        for facts, between, _ in view.introductions():
            self._introduced(facts, between)

    def _introduced(self, facts: Facts, between: Sequence[str]) -> None:
        introduction = facts.introduction
        if introduction is None or introduction.status not in ("made", "landed"):
            return
        if introduction.day is None or introduction.day <= self._view.today:
            places = dict.fromkeys(f"{facts.path}:{facts.line(name)}" for name in ("between", "status"))
            for number, one in enumerate(between):
                for other in between[number + 1 :]:
                    self._state(one, other, "introduction", introduction.day, *places)

    def _state_link(self, path: str, ref: Ref, how: str, day: date | None) -> None:
        for person in self._view.people((ref,), path):
            note = self._view.resolve(person, path, people=True).note
            if note is not None and note.kind == "contact":
                self._state(path, note.path, how, day, f"{path}:{person.line}")

    def _state(self, one: str, other: str, how: str, day: date | None, *sources: str) -> None:
        if one != other:
            self._stated.setdefault(one, []).append(Tie(other, how, day, "", sources))
            self._stated.setdefault(other, []).append(Tie(one, how, day, "", sources))

    def _join(self, group: SharedGroup) -> None:
        if len(group.members) > 1:
            for member in group.members:
                self._groups.setdefault(member, []).append(group)

    def stated(self, path: str) -> Sequence[Tie]:
        """Return the reasons that concern two people alone."""
        return self._stated.get(path, ())

    def groups(self, path: str) -> Sequence[SharedGroup]:
        """Return the groups of a contact; to ask for everybody, go through each group once."""
        return self._groups.get(path, ())

    def of(self, path: str) -> Iterator[Tie]:
        """Yield every reason why a contact knows somebody."""
        yield from self._stated.get(path, ())
        for group in self._groups.get(path, ()):
            for other in group.members:
                if other != path:
                    yield group.tie(path, other)

    def between(self, one: str, other: str) -> list[Tie]:
        """Return why two people know each other, the surest reason first; nothing if they do not."""
        found = [tie for tie in self._stated.get(one, ()) if tie.other == other]
        found += [group.tie(one, other) for group in self._groups.get(one, ()) if other in group.members]
        return sorted(found, key=lambda tie: (HOWS.index(tie.how), -(tie.day or date.min).toordinal()))


def told(one: str, other: str, tie: Tie, path: str) -> str:
    """Return a sentence on how two people know each other, by name; `path` is that of the first one's note."""
    on = f" on {tie.day}" if tie.day else ""
    if tie.how == "met_through":
        # The note with this property is of the person you met.
        met, through = (one, other) if tie.sources[0].rpartition(":")[0] == path else (other, one)
        return f"you met {met} through {through}"
    return {
        "knows": f"{one} knows {other}",
        "introduction": f"{one} and {other} were introduced{on}",
        "together": f"{one} and {other} were together{on}",
        "event": f"{one} and {other} were both at {tie.what}",
    }[tie.how]
