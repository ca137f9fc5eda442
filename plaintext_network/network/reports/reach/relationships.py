"""Owns who knows whom, and by which notes that is known: said, introduced, seen together. Suggests nothing."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.overlay import fetch
from plaintext_network.network.people.references import resolve_reference

# How two people are known to know each other, the surest first.
HOWS = ("knows", "met_through", "introduction", "together", "event")


class Tie(NamedTuple):
    """One reason why a contact and `other`, a path, know each other. `how` is one of HOWS; `day` None where none is known.

    `what` is the event's name or what they did together, "" for other reasons; `sources` are the `path:line` that say so.
    """

    other: str
    how: str
    day: date | None
    what: str
    sources: tuple[str, ...]


class Group(NamedTuple):
    """People who were somewhere together: each with the place that says so."""

    how: str
    day: date | None
    what: str
    members: dict[str, str]

    def tie(self, one: str, other: str) -> Tie:
        """Return why one of them knows another."""
        sources = tuple(dict.fromkeys((self.members[one], self.members[other])))
        return Tie(other, self.how, self.day, self.what, sources)


class Ties:
    """Who knows whom, of all contacts; up to a day. What was done in a crowd ties nobody, an event ties all who were there."""

    def __init__(self, index: Index, rules: Rules, today: date) -> None:
        self._index = index
        self._stated: dict[str, list[Tie]] = {}
        self._groups: dict[str, list[Group]] = {}
        events: dict[str, Group] = {}
        everybody = list(index.contacts())
        fetch(index.resolved, [facts.path for facts in everybody])
        for facts in everybody:
            contact, resolved = facts.contact, index.resolved[facts.path]
            if contact is None:
                continue
            for ref in contact.knows:
                other = index.names.resolve(ref, facts.path, people=True).path
                if other in resolved.knows and other is not None:
                    self._state(facts.path, other, "knows", None, f"{facts.path}:{ref.line}")
            if resolved.through and contact.met_through:
                source = f"{facts.path}:{contact.met_through.line}"
                self._state(facts.path, resolved.through, "met_through", contact.met_on, source)
            if contact.met_on and contact.met_on > today:
                # Expected to be met there.
                continue
            for ref in facts.refs("met_at"):
                event = resolve_reference(index, ref, facts.path)
                day = contact.met_on or (index.notes[event.path].day if event.path else None)
                if day is None or day <= today:
                    group = events.setdefault(event.key, Group("event", day, event.name, {}))
                    group.members.setdefault(facts.path, event.source)
        for passed in index.all_interactions():
            if passed.day > today or passed.is_newsletter(rules):
                continue
            if len(passed.people) > 1 and not passed.is_crowd(rules):
                members = dict.fromkeys(passed.people, passed.source)
                what = passed.channel or passed.summary
                self._join(Group("together", passed.day, what, members))
            if passed.event and passed.people:
                event = resolve_reference(index, passed.event, passed.path)
                group = events.setdefault(event.key, Group("event", passed.day, event.name, {}))
                for person in passed.people:
                    group.members.setdefault(person, event.source)
        for group in events.values():
            self._join(group)
        for path in index.names.of_kind("introduction"):
            self._introduced(path, today)

    def _introduced(self, path: str, today: date) -> None:
        facts, between = self._index.notes[path], self._index.resolved[path].between
        introduction = facts.introduction
        if introduction is None or introduction.status not in ("made", "landed"):
            return
        if introduction.day is None or introduction.day <= today:
            places = dict.fromkeys(f"{path}:{facts.line(name)}" for name in ("between", "status"))
            for number, one in enumerate(between):
                for other in between[number + 1 :]:
                    self._state(one, other, "introduction", introduction.day, *places)

    def _state(self, one: str, other: str, how: str, day: date | None, *sources: str) -> None:
        if one != other:
            self._stated.setdefault(one, []).append(Tie(other, how, day, "", sources))
            self._stated.setdefault(other, []).append(Tie(one, how, day, "", sources))

    def _join(self, group: Group) -> None:
        if len(group.members) > 1:
            for member in group.members:
                self._groups.setdefault(member, []).append(group)

    def stated(self, path: str) -> Sequence[Tie]:
        """Return the reasons that concern two people alone."""
        return self._stated.get(path, ())

    def groups(self, path: str) -> Sequence[Group]:
        """Return where somebody was together with others; who asks for everybody goes through each of these once."""
        return self._groups.get(path, ())

    def of(self, path: str) -> Iterator[Tie]:
        """Yield every reason why somebody knows somebody."""
        yield from self._stated.get(path, ())
        for group in self._groups.get(path, ()):
            for other in group.members:
                if other != path:
                    yield group.tie(path, other)

    def between(self, one: str, other: str) -> list[Tie]:
        """Return why two people know each other, the surest reason first; nothing where that is not known."""
        found = [tie for tie in self._stated.get(one, ()) if tie.other == other]
        found += [group.tie(one, other) for group in self._groups.get(one, ()) if other in group.members]
        return sorted(found, key=lambda tie: (HOWS.index(tie.how), -(tie.day or date.min).toordinal()))


def told(one: str, other: str, tie: Tie, path: str) -> str:
    """Tell how two people know each other, by their names; `path` is that of the first one's note."""
    on = f" on {tie.day}" if tie.day else ""
    if tie.how == "met_through":
        # The note that says so is of whom you met.
        met, through = (one, other) if tie.sources[0].rpartition(":")[0] == path else (other, one)
        return f"you met {met} through {through}"
    return {
        "knows": f"{one} knows {other}",
        "introduction": f"{one} and {other} were introduced{on}",
        "together": f"{one} and {other} were together{on}",
        "event": f"{one} and {other} were both at {tie.what}",
    }[tie.how]
