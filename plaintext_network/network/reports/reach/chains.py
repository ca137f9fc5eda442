"""Owns by whom you can be introduced: the best chain from you to somebody you do not know yet. Says nothing of who that should be."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from plaintext_network.model.language.normalize import fold
from plaintext_network.network.due.rules import Named
from plaintext_network.network.index.index import Index
from plaintext_network.network.people.last_touch import KnownContact
from plaintext_network.network.people.privacy import Discretion
from plaintext_network.network.people.references import may_be_suggested
from plaintext_network.network.reports.reach.relationships import HOWS, Group, Tie, Ties, told


class Step(NamedTuple):
    """One step of a chain: `one`, None for you, leads to `other`. `how` is `you`, or one of `ties.HOWS`.

    `says` is how it is told; `day` None where none is known; `sources` are the `path:line` that say so.
    """

    one: Named | None
    other: Named
    how: str
    says: str
    day: date | None
    sources: tuple[str, ...]


class Chain(NamedTuple):
    """How somebody can be reached: from you, step by step."""

    person: Named
    steps: tuple[Step, ...]


class _Link(NamedTuple):
    """A tie as chains are compared by it, surest and latest first; then by the name of whom it leads to."""

    how: int
    late: int
    name: str
    path: str
    tie: Tie


class _Lead(NamedTuple):
    """Whom you know and who knows somebody: the best, the least first."""

    late: int
    link: _Link


class _Two(NamedTuple):
    """A lead to somebody who knows the one you look for."""

    late: int
    first: tuple[int, int]
    then: tuple[int, int]
    names: tuple[str, str, str, str]
    lead: _Lead
    link: _Link


class Chains:
    """The best chains to people you do not know: fewest steps, then most lately in touch, then the surest and latest ties.

    At most three steps, of which that to whom you know is the first. Nobody who may not be suggested leads on. Each event and
    each interaction is gone through once, however many are looked for.
    """

    def __init__(self, index: Index, ties: Ties, known: Mapping[str, KnownContact]) -> None:
        self._index, self._ties, self._known = index, ties, known
        self._discretion = Discretion(index)
        self._names: dict[str, str | None] = {}
        self._leads: dict[str, _Lead | None] = {}
        self._of_groups: dict[int, list[_Two]] = {}
        self._knowing: dict[int, tuple[int, str, str] | None] = {}

    def to(self, path: str) -> Chain | None:
        """Return the best chain to somebody; None where there is none within three steps, or you know them."""
        if path in self._known:
            return None
        if lead := self._lead(path):
            return self._chain(path, (lead.link,))
        two = min(self._through(path), default=None, key=lambda found: found[:4])
        return self._chain(path, (two.lead.link, two.link)) if two else None

    def _name(self, path: str) -> str | None:
        """Return how somebody who may lead on is sorted; None for who may not."""
        if path not in self._names:
            facts = self._index.notes[path]
            may = facts.contact is not None and may_be_suggested(facts.contact)
            self._names[path] = fold(facts.name) if may else None
        return self._names[path]

    def _link(self, tie: Tie) -> _Link | None:
        name = self._name(tie.other)
        if name is None:
            return None
        return _Link(HOWS.index(tie.how), -(tie.day or date.min).toordinal(), name, tie.other, tie)

    def _lead(self, path: str) -> _Lead | None:
        """Return the best of those you know who know somebody."""
        if path not in self._leads:
            self._leads[path] = min(
                self._leads_to(path), default=None, key=lambda found: found[:1] + found[1][:4]
            )
        return self._leads[path]

    def _leads_to(self, path: str) -> Iterator[_Lead]:
        for tie in self._ties.stated(path):
            link = self._link(tie) if tie.other in self._known else None
            if link:
                yield _Lead(self._known[tie.other].rank, link)
        for group in self._ties.groups(path):
            first = self._first_known(group)
            if first and (link := self._link(group.tie(path, first[2]))):
                yield _Lead(first[0], link)

    def _first_known(self, group: Group) -> tuple[int, str, str] | None:
        """Return the one of a group you know and were most lately in touch with."""
        if id(group) not in self._knowing:
            there = (
                (self._known[path].rank, name, path)
                for path in group.members
                if path in self._known and (name := self._name(path)) is not None
            )
            self._knowing[id(group)] = min(there, default=None)
        return self._knowing[id(group)]

    def _through(self, path: str) -> Iterator[_Two]:
        """Yield who knows somebody, and is known to whom you know."""
        for tie in self._ties.stated(path):
            if two := self._two(tie):
                yield two
        for group in self._ties.groups(path):
            for two in self._of_group(group):
                if two.link.path != path:
                    yield two._replace(link=two.link._replace(tie=group.tie(path, two.link.path)))
                    break

    def _two(self, tie: Tie) -> _Two | None:
        if tie.other in self._known or (link := self._link(tie)) is None:
            return None
        lead = self._lead(tie.other)
        if lead is None:
            return None
        first = lead.link
        return _Two(lead.late, first[:2], link[:2], (*first[2:4], *link[2:4]), lead, link)

    def _of_group(self, group: Group) -> list[_Two]:
        """Return the best two of a group through whom all others of it are reached."""
        if id(group) not in self._of_groups:
            there = (self._two(Tie(path, group.how, group.day, "", ())) for path in group.members)
            self._of_groups[id(group)] = sorted(filter(None, there), key=lambda found: found[:4])[:2]
        return self._of_groups[id(group)]

    def _chain(self, path: str, links: tuple[_Link, ...]) -> Chain:
        """Put a chain together: `links` lead from you, each to the one nearer to you."""
        named = [self._named(link.path) for link in links] + [self._named(path)]
        known = self._known[links[0].path]
        steps = [
            Step(
                None,
                named[0],
                "you",
                f"you know {named[0].name}: {known.says}",
                known.last_touch,
                self._discretion.shown((known.source,), path),
            )
        ]
        for number, link in enumerate(links):
            one, other, tie = named[number], named[number + 1], link.tie
            if self._discretion.forbids(tie.what, path):
                tie = tie._replace(what="the same event")
            sources = self._discretion.shown(tie.sources, path)
            steps.append(
                Step(one, other, tie.how, told(one.name, other.name, tie, one.path), tie.day, sources)
            )
        return Chain(named[-1], tuple(steps))

    def _named(self, path: str) -> Named:
        return Named(self._index.notes[path].name, path)
