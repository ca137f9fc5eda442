"""Writes the relations between people in the DOT language. Graphviz computes the layout."""

from __future__ import annotations

from collections.abc import Iterator

from plaintext_network.network.reports.charts.rings import Rings
from plaintext_network.report.graphs.dot_text import quoted
from plaintext_network.report.svg.rings import says


def dot(answer: Rings) -> Iterator[str]:
    """Yield the lines of a graph: a node for each person, with the words of the picture as a tooltip, and an edge for each relation."""
    numbers = {person.path: f"n{number}" for number, person in enumerate(answer.people)}
    yield "graph pnet {"
    for person in answer.people:
        shape = ", peripheries=2" if person.is_due else ""
        yield f"  {numbers[person.path]} [label={quoted(person.name)}, tooltip={quoted(says(person))}{shape}];"
    for relation in answer.relations:
        label, places = quoted(relation.how.replace("_", " ")), quoted(" ".join(relation.sources))
        one, other = numbers[relation.one], numbers[relation.other]
        yield f"  {one} -- {other} [label={label}, edgetooltip={places}];"
    yield "}"
