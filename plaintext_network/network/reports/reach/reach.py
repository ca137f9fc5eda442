"""Owns how to reach an organization, a person, a role, a place or a topic: whom you know there, and who can introduce you."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from plaintext_network.model.language.normalize import fold
from plaintext_network.model.note.facts import Contact
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.people.last_touch import KnownContact, known_contacts
from plaintext_network.network.people.privacy import Discretion
from plaintext_network.network.people.references import may_be_suggested
from plaintext_network.network.reports.reach.chains import Chains, Step
from plaintext_network.network.reports.reach.relationships import Ties
from plaintext_network.network.reports.reach.targets import Fit, Target, Targets


class There(NamedTuple):
    """Somebody you know: how they fit, when you were last in touch, and the `path:line` of each."""

    name: str
    path: str
    fits: str
    last_touch: date | None
    warmth: str | None
    says: str
    sources: tuple[str, ...]


class Way(NamedTuple):
    """Somebody you do not know yet: how they fit, where that is said, and the steps from you to them."""

    name: str
    path: str
    fits: str
    sources: tuple[str, ...]
    steps: tuple[Step, ...]


class Node(NamedTuple):
    """Somebody, or what is reached for, in a graph. `kind` is `you`, `contact` or `target`; `id` a contact's path."""

    id: str
    name: str
    kind: str


class Edge(NamedTuple):
    """That one leads to the other, how, and the `path:line` that say so."""

    one: str
    other: str
    how: str
    sources: tuple[str, ...]


class Graph(NamedTuple):
    """All that an answer names, as a graph."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


class Reach(NamedTuple):
    """How to reach a target. `kind` is None where nothing goes by it, and `others` are what else it could have meant.

    `now` and `before` are whom you know, most lately in touch first; `chains` lead to whom you do not know, `more_chains` to
    others of them, and to `unreached` of them none does. `why_not` says why nothing is suggested.
    """

    target: str
    kind: str | None
    path: str | None
    now: tuple[There, ...]
    before: tuple[There, ...]
    chains: tuple[Way, ...]
    more_chains: int
    unreached: int
    graph: Graph
    others: tuple[str, ...]
    why_not: str | None


def reach(
    index: Index, rules: Rules, today: date, typed: str, kind: str | None = None, limit: int | None = 5
) -> Reach:
    """Say whom you know at a target, and by whom you can be introduced; at most so many chains.

    Raises AmbiguousName where what was typed can only be one of several that go by it.
    """
    targets = Targets(index, rules, today, typed).all(kind)
    if not targets:
        return Reach(
            " ".join(typed.split()), None, None, (), (), (), 0, 0, graph_of(None, (), (), ()), (), None
        )
    target, *others = targets
    if (why_not := _why_not(index, target)) is not None:
        target = target._replace(now=())
    known = known_contacts(index, rules, today)
    fits_now, fits_before = (_suggested(index, target, fits) for fits in (target.now, target.before))
    now, before = _there(index, known, fits_now), _there(index, known, fits_before)
    ways: list[Way] = []
    unknown = [fit for fit in fits_now if fit.path not in known]
    if unknown:
        ways = _ways(Chains(index, Ties(index, rules, today), known), known, unknown)
    chains = tuple(ways[:limit])
    return Reach(
        target.name,
        target.kind,
        target.path,
        now,
        before,
        chains,
        len(ways) - len(chains),
        len(unknown) - len(ways),
        graph_of(target, now, before, chains),
        tuple(other.kind for other in others),
        why_not,
    )


def _why_not(index: Index, target: Target) -> str | None:
    if target.kind != "person" or target.path is None:
        return None
    status = _contact(index, target.path).status
    return {
        "deceased": f"{target.name} has died; nobody is suggested",
        "do-not-contact": f"{target.name} is not to be contacted; nobody is suggested",
    }.get(status)


def _contact(index: Index, path: str) -> Contact:
    return index.notes[path].contact or Contact()


def _suggested(index: Index, target: Target, fits: Iterable[Fit]) -> list[Fit]:
    """Return those that may be named: whoever is asked for by name may be private."""
    if target.kind == "person":
        return list(fits)
    discretion = Discretion(index)
    return [
        fit._replace(sources=discretion.shown(fit.sources, fit.path))
        for fit in fits
        if may_be_suggested(_contact(index, fit.path)) and not discretion.forbids(fit.says, fit.path)
    ]


def _there(index: Index, known: Mapping[str, KnownContact], fits: Iterable[Fit]) -> tuple[There, ...]:
    found = []
    discretion = Discretion(index)
    for fit in fits:
        if (how := known.get(fit.path)) is not None:
            name, touch = index.notes[fit.path].name, discretion.shown((how.source,), fit.path)
            sources = tuple(dict.fromkeys((*fit.sources, *touch)))
            there = There(name, fit.path, fit.says, how.last_touch, how.warmth, how.says, sources)
            found.append((how.rank, fold(name), fit.path, there))
    return tuple(there for *_, there in sorted(found))


def _ways(chains: Chains, known: Mapping[str, KnownContact], fits: Iterable[Fit]) -> list[Way]:
    found = []
    for fit in fits:
        if (chain := chains.to(fit.path)) is not None:
            name, first = chain.person.name, known[chain.steps[0].other.path]
            way = Way(name, fit.path, fit.says, fit.sources, chain.steps)
            found.append((len(chain.steps), first.rank, fold(name), fit.path, way))
    return [way for *_, way in sorted(found)]


def graph_of(
    target: Target | None, now: Iterable[There], before: Iterable[There], chains: Iterable[Way]
) -> Graph:
    """Return the graph of an answer: you, all who are named, and the target; each edge once."""
    nodes = {"you": Node("you", "you", "you")}
    if target is not None:
        goal = target.path if target.kind == "person" and target.path else "target"
        nodes[goal] = Node(goal, target.name, "target")
        edges = dict.fromkeys(_edges(goal, nodes, [*now, *before], chains))
    else:
        edges = {}
    return Graph(tuple(nodes.values()), tuple(edges))


def _edges(
    goal: str, nodes: dict[str, Node], people: Iterable[There], chains: Iterable[Way]
) -> Iterator[Edge]:
    for there in people:
        nodes.setdefault(there.path, Node(there.path, there.name, "contact"))
        yield Edge("you", there.path, there.says, there.sources[-1:])
        if there.path != goal:
            yield Edge(there.path, goal, there.fits, there.sources[:-1] or there.sources)
    for way in chains:
        for step in way.steps:
            nodes.setdefault(step.other.path, Node(step.other.path, step.other.name, "contact"))
            one = step.one.path if step.one else "you"
            says = step.says.partition(": ")[2] if step.how == "you" else step.says
            yield Edge(one, step.other.path, says, step.sources)
        if way.path != goal:
            yield Edge(way.path, goal, way.fits, way.sources)
