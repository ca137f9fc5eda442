"""Finds who can introduce you: the best chain from you to somebody you do not know yet. Does not choose the target."""

from collections.abc import Container, Iterator
from datetime import date

from plaintext_network.model.language.normalize import fold
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.entry_texts import Named
from plaintext_network.network.due.leave_alone import LeaveAlone
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.reports.reach.relationships import HOWS, SharedGroup, Tie, Ties, told


class ChainStep(NamedTuple):
    """One step of a chain: `one`, None for you, leads to `other`. `how` is `you` or one of `relationships.HOWS`.

    `says` is a sentence about it; `day` is None if unknown. `leave_alone` is why to leave `other` alone today, None if
    nothing speaks against asking them.
    """

    one: Named | None
    other: Named
    how: str
    says: str
    day: date | None
    sources: tuple[str, ...]
    leave_alone: LeaveAlone | None = None


class Chain(NamedTuple):
    """How to reach somebody from you, step by step."""

    person: Named
    steps: tuple[ChainStep, ...]


class _Link(NamedTuple):
    """A tie as chains compare it: surest and latest first, then by the name of the person it leads to."""

    how: int
    late: int
    name: str
    path: str
    tie: Tie


class _Lead(NamedTuple):
    """Somebody you know who knows the target; the least is the best."""

    late: int
    link: _Link


class _Two(NamedTuple):
    """A lead to somebody who knows the target; the least is the best."""

    late: int
    first: tuple[int, int]
    then: tuple[int, int]
    names: tuple[str, str, str, str]
    lead: _Lead
    link: _Link


class Chains:
    """The best chains to people you do not know: fewest steps, then the latest touch, then the surest and latest ties.

    A chain has at most three steps; the first leads to somebody you know, and none goes through anybody in `without`. It
    reads each event and each interaction once, however many people you look for.
    """

    def __init__(self, view: SuggestionView, ties: Ties, without: Container[str] = ()) -> None:
        self._view, self._ties, self._known = view, ties, view.acquaintances
        self._without = without
        self._names: dict[str, str] = {}
        self._leads: dict[str, _Lead | None] = {}
        self._of_groups: dict[int, list[_Two]] = {}
        self._knowing: dict[int, tuple[int, str, str] | None] = {}

    def to(self, path: str) -> Chain | None:
        """Return the best chain to a contact; None if none has at most three steps, or if you know them."""
        if path in self._known:
            return None
        if lead := self._lead(path):
            return self._chain(path, (lead.link,))
        two = min(self._through(path), default=None, key=lambda found: found[:4])
        return self._chain(path, (two.lead.link, two.link)) if two else None

    def _name(self, path: str) -> str:
        """Return the name by which to sort a contact."""
        if path not in self._names:
            self._names[path] = fold(self._view.name_of(path))
        return self._names[path]

    def _link(self, tie: Tie) -> _Link:
        day = -(tie.day or date.min).toordinal()
        return _Link(HOWS.index(tie.how), day, self._name(tie.other), tie.other, tie)

    def _lead(self, path: str) -> _Lead | None:
        """Return the best of those you know who know a contact."""
        if path not in self._leads:
            self._leads[path] = min(
                self._leads_to(path), default=None, key=lambda found: found[:1] + found[1][:4]
            )
        return self._leads[path]

    def _leads_to(self, path: str) -> Iterator[_Lead]:
        for tie in self._ties.stated(path):
            if tie.other in self._known and tie.other not in self._without:
                yield _Lead(self._known.rank(tie.other), self._link(tie))
        for group in self._ties.groups(path):
            if first := self._first_known(group):
                yield _Lead(first[0], self._link(group.tie(path, first[2])))

    def _first_known(self, group: SharedGroup) -> tuple[int, str, str] | None:
        """Return the member of a group you know with the latest touch: rank, name and path."""
        if id(group) not in self._knowing:
            there = (
                (self._known.rank(path), self._name(path), path)
                for path in group.members
                if path in self._known and path not in self._without
            )
            self._knowing[id(group)] = min(there, default=None)
        return self._knowing[id(group)]

    def _through(self, path: str) -> Iterator[_Two]:
        """Yield those who know a contact, and whom somebody you know knows."""
        for tie in self._ties.stated(path):
            if two := self._two(tie):
                yield two
        for group in self._ties.groups(path):
            for two in self._of_group(group):
                if two.link.path != path:
                    yield two._replace(link=two.link._replace(tie=group.tie(path, two.link.path)))
                    break

    def _two(self, tie: Tie) -> _Two | None:
        lead = None if tie.other in self._known or tie.other in self._without else self._lead(tie.other)
        if lead is None:
            return None
        first, link = lead.link, self._link(tie)
        return _Two(lead.late, first[:2], link[:2], (*first[2:4], *link[2:4]), lead, link)

    def _of_group(self, group: SharedGroup) -> list[_Two]:
        """Return the best two members of a group, through whom all others can be reached."""
        if id(group) not in self._of_groups:
            there = (self._two(Tie(path, group.how, group.day, "", ())) for path in group.members)
            self._of_groups[id(group)] = sorted(filter(None, there), key=lambda found: found[:4])[:2]
        return self._of_groups[id(group)]

    def _chain(self, path: str, links: tuple[_Link, ...]) -> Chain:
        """Return a chain; each of `links` leads from the next person to one nearer to you."""
        named = [self._named(link.path) for link in links] + [self._named(path)]
        known = self._known[links[0].path]
        steps = [
            ChainStep(
                None,
                named[0],
                "you",
                f"you know {named[0].name}: {known.says}",
                known.last_touch,
                self._view.sources((known.source,), path),
            )
        ]
        for number, link in enumerate(links):
            one, other, tie = named[number], named[number + 1], link.tie
            if not self._view.may_quote(tie.what, path):
                tie = tie._replace(what="the same event")
            sources = self._view.sources(tie.sources, path)
            steps.append(
                ChainStep(one, other, tie.how, told(one.name, other.name, tie, one.path), tie.day, sources)
            )
        return Chain(named[-1], tuple(map(self._with_reason, steps)))

    def _with_reason(self, step: ChainStep) -> ChainStep:
        """Return a step that says so if its person is to be left alone, or if you meet the one to ask."""
        alone = self._view.leave_alone(step.other.path)
        if alone is None:
            meeting = self._view.next_meeting(step.other.path) if step.how == "you" else None
            if meeting is None:
                return step
            return step._replace(says=f"{step.says}; {meeting.says}", sources=(*step.sources, meeting.source))
        says = f"{step.says} ({step.other.name}: {alone.says})"
        return step._replace(says=says, sources=(*step.sources, alone.source), leave_alone=alone)

    def _named(self, path: str) -> Named:
        return Named(self._view.name_of(path), path)
