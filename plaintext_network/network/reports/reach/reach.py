"""Reports whom you know at an organization, in a role, in a place or on a topic, and who can introduce you. Contacts nobody."""

from collections.abc import Iterable, Iterator
from datetime import date

from plaintext_network.model.language.normalize import fold
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.entry_texts import NO_WORD
from plaintext_network.network.due.leave_alone import LeaveAlone, Meeting
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.reports.reach.chains import Chains, ChainStep
from plaintext_network.network.reports.reach.relationships import Ties
from plaintext_network.network.reports.reach.targets import Target, TargetMatch, Targets


class There(NamedTuple):
    """Somebody you know: how they fit, the last touch, and the `path:line` of each.

    `leave_alone` is why to leave them alone today, None if nothing speaks against asking them. `meeting` is what is planned next
    with them.
    """

    name: str
    path: str
    fits: str
    last_touch: date | None
    warmth: str | None
    says: str
    sources: tuple[str, ...]
    leave_alone: LeaveAlone | None = None
    meeting: Meeting | None = None


class Way(NamedTuple):
    """Somebody you do not know yet: how they fit, and the steps from you to them."""

    name: str
    path: str
    fits: str
    sources: tuple[str, ...]
    steps: tuple[ChainStep, ...]


class Node(NamedTuple):
    """A person or the target in a graph. `kind` is `you`, `contact` or `target`; `id` is a contact's path."""

    id: str
    name: str
    kind: str


class Edge(NamedTuple):
    """A step from one node to the other, how, and the `path:line` that say so."""

    one: str
    other: str
    how: str
    sources: tuple[str, ...]


class Graph(NamedTuple):
    """Everybody in an answer, as a graph."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


class Reach(NamedTuple):
    """How to reach a target. `kind` is None if nothing matches it, and `others` are what else it could mean.

    `now` and `before` are people you know, the latest touch first; `chains` lead to people you do not know. `more_chains`
    counts those left out, `unreached` the people without a chain. `why_not` is why there are no suggestions.
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


def reach(view: SuggestionView, typed: str, kind: str | None = None, limit: int | None = 5) -> Reach:
    """Return whom you know at a target and who can introduce you, with at most `limit` chains.

    Raises AmbiguousName if what the user typed can only be one of several things with that name.
    """
    targets = Targets(view, typed).all(kind)
    if not targets:
        graph = graph_of(None, (), (), ())
        return Reach(" ".join(typed.split()), None, None, (), (), (), 0, 0, graph, (), None)
    target, *others = targets
    if target.kind == "person":
        # The user asked for them by name.
        view = target.view
    if (why_not := _why_not(target)) is not None:
        target = target._replace(now=())
    fits_now, fits_before = (_quotable(view, target, fits) for fits in (target.now, target.before))
    view.acquaintances.fetch([fit.path for fit in (*fits_now, *fits_before)])
    now, before = _there(view, fits_now), _there(view, fits_before)
    ways: list[Way] = []
    unknown = [fit for fit in fits_now if fit.path not in view.acquaintances]
    if unknown:
        ways = _ways(view, unknown)
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


def _why_not(target: Target) -> str | None:
    facts = target.view.contact(target.path) if target.kind == "person" and target.path else None
    if facts is None or facts.contact is None:
        return None
    return {
        "deceased": f"{target.name} has died; pnet suggests nobody",
        "do-not-contact": f"{target.name} is not to be contacted; pnet suggests nobody",
    }.get(facts.contact.status)


def _quotable(view: SuggestionView, target: Target, fits: Iterable[TargetMatch]) -> list[TargetMatch]:
    if target.kind == "person":
        return list(fits)
    return [
        fit._replace(sources=view.sources(fit.sources, fit.path))
        for fit in fits
        if view.may_quote(fit.says, fit.path)
    ]


def _there(view: SuggestionView, fits: Iterable[TargetMatch]) -> tuple[There, ...]:
    found = []
    for fit in fits:
        if (how := view.acquaintances.get(fit.path)) is not None:
            name, touch = view.name_of(fit.path), view.sources((how.source,), fit.path)
            alone = view.leave_alone(fit.path)
            says = how.says
            if alone:
                # “No word yet; no answer yet” says one thing twice.
                met = says.removesuffix(f", {NO_WORD}") if alone.reason == "waiting" else says
                says = f"{met}; {alone.says}"
            meeting = view.next_meeting(fit.path)
            if meeting and not alone:
                says += f"; {meeting.says}"
            why = alone or meeting
            sources = tuple(dict.fromkeys((*fit.sources, *((why.source,) if why else ()), *touch)))
            there = There(name, fit.path, fit.says, how.last_touch, how.warmth, says, sources, alone, meeting)
            found.append((how.rank, fold(name), fit.path, there))
    return tuple(there for *_, there in sorted(found))


def _ways(view: SuggestionView, fits: Iterable[TargetMatch]) -> list[Way]:
    """Return the best chain to each; one through somebody to leave alone only if there is no other, and last."""
    ties = Ties(view)
    chains, any_chains = Chains(view, ties, view.left_alone), Chains(view, ties)
    found = []
    for fit in fits:
        if (chain := chains.to(fit.path) or any_chains.to(fit.path)) is not None:
            name, first = chain.person.name, view.acquaintances[chain.steps[0].other.path]
            way = Way(name, fit.path, fit.says, fit.sources, chain.steps)
            must_wait = any(step.leave_alone for step in chain.steps)
            found.append((must_wait, len(chain.steps), first.rank, fold(name), fit.path, way))
    return [way for *_, way in sorted(found, key=lambda one: one[:-1])]


def graph_of(
    target: Target | None, now: Iterable[There], before: Iterable[There], chains: Iterable[Way]
) -> Graph:
    """Return the graph of an answer: you, everybody it names, and the target; each edge once."""
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
