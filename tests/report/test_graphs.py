"""Who knows whom, as files for programs that draw graphs."""

from datetime import date
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.network.reports.charts.rings import RingPerson, RingRelation, Rings
from plaintext_network.report.graphs.dot import dot
from plaintext_network.report.graphs.graphml import graphml

NS = "{http://graphml.graphdrawing.org/xmlns}"
ADA = RingPerson("Ada", "contacts/Ada.md", "friends", "warm", True, date(2026, 11, 1))


def _answer(name: str) -> Rings:
    other = RingPerson(name, "contacts/Bo.md", "", "new", False, None)
    relation = RingRelation(
        "contacts/Ada.md", "contacts/Bo.md", "together", date(2026, 5, 1), ("contacts/Ada.md:3",)
    )
    return Rings(("friends", ""), (ADA, other), (relation,), 0)


def test_dot_has_a_node_for_each_person_and_an_edge_for_each_relation() -> None:
    assert list(dot(_answer('Bo "B"'))) == [
        "graph pnet {",
        '  n0 [label="Ada", tooltip="Ada: last in touch on 1 November 2026; due", peripheries=2];',
        '  n1 [label="Bo \\"B\\"", tooltip="Bo \\"B\\": no word yet"];',
        '  n0 -- n1 [label="together", edgetooltip="contacts/Ada.md:3"];',
        "}",
    ]


@given(st.text())
def test_graphml_declares_every_attribute_with_its_type(name: str) -> None:
    root = ElementTree.fromstring(graphml(_answer(name)))  # noqa: S314 - our own
    keys = {key.get("id"): key for key in root.iter(f"{NS}key")}
    for part in ("node", "edge"):
        for one in root.iter(f"{NS}{part}"):
            for datum in one.iter(f"{NS}data"):
                assert keys[datum.get("key")].get("for") == part
    assert {key.get("attr.type") for key in keys.values()} == {"string", "boolean"}
    nodes = {node.get("id") for node in root.iter(f"{NS}node")}
    (edge,) = root.iter(f"{NS}edge")
    assert {edge.get("source"), edge.get("target")} == nodes == {"n0", "n1"}
    values = {keys[one.get("key")].get("attr.name"): one.text for one in next(root.iter(f"{NS}node"))}
    assert values == {
        "label": "Ada", "name": "Ada", "path": "contacts/Ada.md", "circle": "friends", "standing": "warm",
        "last_touch": "2026-11-01", "due": "true",
    }  # fmt: skip
