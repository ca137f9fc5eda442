"""Finds who knows whom, and the places that say so: `knows`, introductions, being together. Suggests nothing."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import combinations

from plaintext_network.named_tuples import NamedTuple
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
    """Who knows whom among the contacts who may be named. A crowd ties nobody, an event ties all who were there.

    Reads what concerns a contact when you ask for it.
    """

    def __init__(self, view: SuggestionView) -> None:
        self._view = view
        # By contact; those of a gathering share one group.
        self._together: dict[str, list[SharedGroup]] = {}
        self._gathered: dict[tuple[str, int], SharedGroup] = {}

    @cached_property
    def _stated(self) -> dict[str, list[Tie]]:
        found: dict[str, list[Tie]] = {}

        def state(one: str, other: str, how: str, day: date | None, *sources: str) -> None:
            if one != other:
                found.setdefault(one, []).append(Tie(other, how, day, "", sources))
                found.setdefault(other, []).append(Tie(one, how, day, "", sources))

        for relation in self._view.stated_relations():
            state(relation.path, relation.other, relation.how, relation.day, relation.source)
        for facts, between, _ in self._view.introductions():
            introduction = facts.introduction
            if introduction is None or introduction.status not in ("made", "landed"):
                continue
            if introduction.day is None or introduction.day <= self._view.today:
                places = dict.fromkeys(f"{facts.path}:{facts.line(name)}" for name in ("between", "status"))
                for one, other in combinations(between, 2):
                    state(one, other, "introduction", introduction.day, *places)
        return found

    @cached_property
    def _events(self) -> dict[str, list[SharedGroup]]:
        """The events of each contact."""
        events: dict[str, SharedGroup] = {}
        today = self._view.today
        for one in self._view.attendance():
            day = one.day
            if one.planned or (day is not None and day > today):
                # You expect to meet them there.
                continue
            if not one.at_interaction and day is None:
                note = self._view.note(one.note) if one.note else None
                day = note.day if note else None
                if day is not None and day > today:
                    continue
            group = events.setdefault(one.key, SharedGroup("event", day, one.name, {}))
            group.members.setdefault(one.person, one.source)
        found: dict[str, list[SharedGroup]] = {}
        for group in events.values():
            if len(group.members) > 1:
                for member in group.members:
                    found.setdefault(member, []).append(group)
        return found

    def _gatherings(self, path: str) -> Sequence[SharedGroup]:
        """Return the interactions of a contact with others."""
        if path not in self._together:
            self._together[path] = [
                self._gathered.setdefault(
                    (one.path, one.number),
                    SharedGroup(
                        "together", one.day, one.what, dict.fromkeys(one.people, f"{one.path}:{one.line}")
                    ),
                )
                for one in self._view.gatherings(path)
                if len(one.people) > 1
            ]
        return self._together[path]

    def stated(self, path: str) -> Sequence[Tie]:
        """Return the reasons that concern two people alone."""
        return self._stated.get(path, ())

    def groups(self, path: str) -> Sequence[SharedGroup]:
        """Return the groups of a contact; to ask for everybody, go through each group once."""
        return [*self._gatherings(path), *self._events.get(path, ())]

    def are_acquainted(self, one: str, other: str) -> bool:
        """Return whether two people know each other; those at one event may not have met."""
        return any(tie.other == other for tie in self.stated(one)) or any(
            other in group.members for group in self._gatherings(one)
        )

    def of(self, path: str) -> Iterator[Tie]:
        """Yield every reason why a contact knows somebody."""
        yield from self._with(path, self.groups(path))

    def acquainted(self, path: str) -> Iterator[Tie]:
        """Yield the reasons why a contact knows somebody, without those at one event, who may not have met."""
        yield from self._with(path, self._gatherings(path))

    def _with(self, path: str, groups: Sequence[SharedGroup]) -> Iterator[Tie]:
        yield from self.stated(path)
        for group in groups:
            for other in group.members:
                if other != path:
                    yield group.tie(path, other)

    def between(self, one: str, other: str) -> list[Tie]:
        """Return why two people know each other, the surest reason first; nothing if they do not."""
        found = [tie for tie in self.stated(one) if tie.other == other]
        found += [group.tie(one, other) for group in self.groups(one) if other in group.members]
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
