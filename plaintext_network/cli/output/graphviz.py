"""Writes a graph in the DOT language of Graphviz. Finds no paths itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.report.graphs.dot_text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plaintext_network.network.reports.reach.reach import Graph

_SHAPES = {"you": "doublecircle", "contact": "ellipse", "target": "box"}


def dot(graph: Graph) -> Iterator[str]:
    """Yield the lines of a graph: edges are labelled with the relation, and their places are tooltips."""
    numbers = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    yield "digraph pnet {"
    yield "  rankdir=LR;"
    for node in graph.nodes:
        yield f"  {numbers[node.id]} [label={quoted(node.name)}, shape={_SHAPES[node.kind]}];"
    for edge in graph.edges:
        label, places = quoted(edge.how), quoted(" ".join(edge.sources))
        yield f"  {numbers[edge.one]} -> {numbers[edge.other]} [label={label}, edgetooltip={places}];"
    yield "}"
