"""Writes the relations between people as GraphML, which Gephi, yEd and networkx read (http://graphml.graphdrawing.org/specification.html)."""

from __future__ import annotations

from collections.abc import Iterator

from plaintext_network.network.reports.charts.rings import RingPerson, RingRelation, Rings
from plaintext_network.report.markup import Element, element, markup

# The attributes of nodes and of edges with their types. Programs show a node by its `label`.
_OF_NODES = {
    "label": "string",
    "name": "string",
    "path": "string",
    "circle": "string",
    "standing": "string",
    "last_touch": "string",
    "due": "boolean",
}
_OF_EDGES = {"how": "string", "day": "string", "sources": "string"}


def graphml(answer: Rings) -> str:
    """Return the document. An attribute without a value is left out; the ids of nodes are `n0`, `n1` and so on."""
    numbers = {person.path: f"n{number}" for number, person in enumerate(answer.people)}
    keys = [
        element("key", id=f"{kind[0]}_{name}", for_=kind, **_key(name, value))
        for kind, known in (("node", _OF_NODES), ("edge", _OF_EDGES))
        for name, value in known.items()
    ]
    nodes = (element("node", *_node(person), id=numbers[person.path]) for person in answer.people)
    edges = (
        element(
            "edge",
            *_edge(relation),
            id=f"e{number}",
            source=numbers[relation.one],
            target=numbers[relation.other],
        )
        for number, relation in enumerate(answer.relations)
    )
    graph = element("graph", *_lines((*nodes, *edges)), id="pnet", edgedefault="undirected")
    document = element("graphml", *_lines((*keys, graph)), xmlns="http://graphml.graphdrawing.org/xmlns")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{markup(document)}\n'


def _key(name: str, value: str) -> dict[str, str]:
    return {"attr.name": name, "attr.type": value}


def _lines(parts: tuple[Element, ...]) -> Iterator[Element | str]:
    for part in parts:
        yield "\n"
        yield part
    yield "\n"


def _node(person: RingPerson) -> Iterator[Element]:
    values = {
        "label": person.name,
        "name": person.name,
        "path": person.path,
        "circle": person.circle,
        "standing": person.standing,
        "last_touch": person.last_touch.isoformat() if person.last_touch else "",
        "due": "true" if person.is_due else "false",
    }
    yield from (element("data", value, key=f"n_{name}") for name, value in values.items() if value)


def _edge(relation: RingRelation) -> Iterator[Element]:
    values = {
        "how": relation.how,
        "day": relation.day.isoformat() if relation.day else "",
        "sources": " ".join(relation.sources),
    }
    yield from (element("data", value, key=f"e_{name}") for name, value in values.items() if value)
