"""`pnet graph`: a picture for a file or a pipe, a table on a terminal, and graphs for other programs."""

import json
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from plaintext_network.cli.main import main

NOTES = {
    "contacts/Ada.md": "---\ncircles: [work]\ncadence: monthly\nknows: Bo\n---\n## Log\n- 2026-11-01 call: tea\n",
    "contacts/Bo.md": "---\ncircles: [work]\ncadence: monthly\nlast_contact: 2026-01-01\nknows: Cy\n---\n",
    "contacts/Cy.md": "",
    "contacts/Zephyrine.md": "---\nprivate: true\nknows: [Ada, Bo]\n---\n",
}
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path]) -> Path:
    return vault(NOTES)


@pytest.fixture
def graph(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str) -> tuple[int, str, str]:
        status = main(["--vault", str(root), "--today", "2026-11-24", "graph", *words])
        return (status, *capsys.readouterr())

    return run


def test_a_pipe_gets_the_picture(graph: Run) -> None:
    status, out, err = graph()
    picture = ElementTree.fromstring(out)  # noqa: S314 - our own
    titles = [title.text for title in picture.iter("{http://www.w3.org/2000/svg}title")]
    assert titles == [
        "Where everyone stands",
        "Ada: last in touch on 1 November 2026",
        "Bo: last in touch on 1 January 2026; due",
        "Cy: no word yet",
    ]
    assert (status, err) == (0, "")
    assert graph()[1] == out


def test_a_table_lists_each_ring_and_says_how_to_draw_it(graph: Run) -> None:
    status, out, err = graph("--format", "table", "--circle", "work")
    assert out.splitlines() == ["in touch       Ada", "very long ago  Bo (due)"]
    assert err == "to write the picture: pnet graph --circle work -o rings.svg\n"
    assert status == 0


def test_a_table_of_many_people_counts_most_of_them(
    vault: Callable[[Mapping[str, str]], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = vault({f"contacts/Person {number:02}.md": "" for number in range(40)})

    def table(*words: str) -> str:
        main(["--vault", str(root), "--today", "2026-11-24", "graph", "--format", "table", *words])
        return capsys.readouterr().out

    assert table().rstrip().endswith("Person 23, and 16 more")
    assert table("--limit", "40").rstrip().endswith("Person 39")


@pytest.mark.parametrize(
    ("file", "begin"),
    [("a.svg", "<svg"), ("a.dot", "graph pnet"), ("a.GRAPHML", "<?xml"), ("a.json", "{"), ("a", "<svg")],
)
def test_the_end_of_a_file_decides_its_format(graph: Run, tmp_path: Path, file: str, begin: str) -> None:
    status, out, err = graph("-o", str(tmp_path / file))
    written = tmp_path / file
    assert written.read_text().startswith(begin)
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert (status, out, err) == (0, "", f"wrote {written}: 3 people\n")


def test_json_has_nodes_edges_and_places(graph: Run) -> None:
    found = json.loads(graph("--format", "json")[1])
    assert found["nodes"][0] == {
        "name": "Ada", "path": "contacts/Ada.md", "circle": "work", "standing": "warm", "last_touch": "2026-11-01", "due": False,
    }  # fmt: skip
    assert found["edges"][0] == {
        "one": "contacts/Ada.md", "other": "contacts/Bo.md", "how": "knows", "day": None,
        "sources": [{"path": "contacts/Ada.md", "line": 4}],
    }  # fmt: skip
    assert (found["around"], found["left_out"]) == (None, 0)


def test_a_name_shows_those_they_know(graph: Run) -> None:
    one = json.loads(graph("Ada", "--format", "json")[1])
    assert [node["name"] for node in one["nodes"]] == ["Ada", "Bo"]
    two = json.loads(graph("Ada", "--steps", "2", "--format", "json")[1])
    assert [node["name"] for node in two["nodes"]] == ["Ada", "Bo", "Cy"]


def test_limit_leaves_out_those_who_are_not_due(graph: Run, tmp_path: Path) -> None:
    found = json.loads(graph("--limit", "1", "--format", "json")[1])
    assert [node["name"] for node in found["nodes"]] == ["Bo"]
    assert found["left_out"] == 2
    assert graph("--limit", "1", "-o", str(tmp_path / "a.svg"))[2].endswith(
        "1 person; 2 more not shown (--limit)\n"
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--steps", "2"), "--steps is for one person"),
        (("Ada", "--circle", "work"), "give a name or --circle"),
        (("--format", "table", "-o", "x.txt"), "a table goes to standard output"),
    ],
)
def test_options_that_make_no_sense_together_are_refused(
    graph: Run, words: tuple[str, ...], says: str
) -> None:
    status, out, err = graph(*words)
    assert (status, out) == (2, "")
    assert says in err


def test_nobody_to_show_is_said(graph: Run) -> None:
    status, _, err = graph("--circle", "nobody")
    assert status == 1
    assert "no active contact is in a circle “nobody”" in err


def test_a_picture_is_never_written_over_a_note(graph: Run, root: Path) -> None:
    before = (root / "contacts/Ada.md").read_bytes()
    status, _, err = graph("-o", str(root / "contacts/Ada.md"))
    assert status == 4
    assert "pnet graph -o ../rings.svg" in err
    assert (root / "contacts/Ada.md").read_bytes() == before


def test_a_file_names_nobody_private(graph: Run, tmp_path: Path) -> None:
    for name in ("a.svg", "a.dot", "a.graphml", "a.json"):
        graph("-o", str(tmp_path / name))
        assert "Zephyrine" not in (tmp_path / name).read_text()
    assert "Zephyrine" in graph("Zephyrine", "--format", "dot")[1]


def test_it_says_if_nobody_is_known_to_know_a_contact(
    vault: Callable[[Mapping[str, str]], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = vault({"contacts/Ada.md": "", "contacts/Bo.md": ""})
    assert main(["--vault", str(root), "graph", "Ada", "--format", "table"]) == 0
    assert "no note says whom Ada knows; write it under `knows`" in capsys.readouterr().err


@pytest.mark.parametrize("ending", [".png", ".PDF"])
def test_a_picture_for_graphviz_is_not_written_as_svg(graph: Run, tmp_path: Path, ending: str) -> None:
    status, out, err = graph("-o", str(tmp_path / f"rings{ending}"))
    assert (status, out) == (2, "")
    kind = ending[1:].lower()
    assert f"pnet graph --format dot | neato -T{kind} -o network.{kind}" in err
    assert not list(tmp_path.glob("rings*"))


def test_one_more_person_is_one(graph: Run) -> None:
    assert graph("--format", "table", "--limit", "2")[2].startswith("1 more person: raise --limit\n")
