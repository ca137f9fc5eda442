"""Writes a graph in the DOT language of Graphviz. Finds no paths itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plaintext_network.escape import escape

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


def quoted(text: str) -> str:
    r"""Return text as a quoted DOT string: escape `\`, `"` and HTML entities such as `&lt;`."""
    text = re.sub(r"&(?=#?\w+;)", "&amp;", escape(text))
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
