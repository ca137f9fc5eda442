"""Summaries of contacts over unsaved texts: those of affected contacts are computed when they are looked up."""

from pathlib import Path

import pytest

from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.summaries import Summary
from plaintext_network.network.summaries import SUMMARIES
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY

RULES = Rules()
P0, P1, P2, P3, P4 = PEOPLE = [f"contacts/P{number}.md" for number in range(5)]


@pytest.fixture
def stored(tmp_path: Path) -> Notebook:
    """Return a notebook that reads five contacts from its cache."""
    (tmp_path / "pnet.toml").touch()
    (tmp_path / "contacts").mkdir()
    for path in PEOPLE:
        (tmp_path / path).write_text("---\nneeds: [tea]\n---\n## Log\n- 2026-11-02 call\n")
    assert len(Notebook(str(tmp_path), TODAY).contacts()) == 5
    return Notebook(str(tmp_path), TODAY)


def test_only_the_contact_that_is_looked_up_is_computed(stored: Notebook) -> None:
    computed: list[str] = []

    def linking(index: Index, path: str, rules: Rules) -> int:
        computed.append(path)
        return len(index.backlinks.get(path, ()))

    summary = Summary("linking", linking)
    assert dict(stored.index.summaries(summary, RULES)) == dict.fromkeys(PEOPLE, 0)
    computed.clear()
    changed = stored.over({"notes/A.md": b"[[P1]] [[P2]] [[P3]]", P4: None}).index
    values = changed.summaries(summary, RULES)
    assert (values[P1], values[P0], values.get(P4)) == (1, 0, None)
    assert computed == [P1]
    assert P2 in values
    assert computed == [P1, P2]
    assert dict(values.items()) == {P0: 0, P1: 1, P2: 1, P3: 1}
    assert computed == [P1, P2, P3]
    assert list(values) == [P0, P1, P2, P3]
    assert changed.summaries(summary, RULES) is values


def test_what_depends_on_a_note_alone_stays_for_whoever_is_only_linked(stored: Notebook) -> None:
    computed: list[str] = []

    def name(index: Index, path: str, rules: Rules) -> str:
        computed.append(path)
        return index.notes[path].name

    summary = Summary("name", name, of_note_alone=True)
    assert len(stored.index.summaries(summary, RULES)) == 5
    computed.clear()
    texts = {"notes/A.md": b"[[P1]]", P3: b"---\nname: Eve\n---\n", "contacts/New.md": b"", P4: None}
    values = dict(stored.over(texts).index.summaries(summary, RULES).items())
    assert sorted(computed) == ["contacts/New.md", P3]
    assert values == {"contacts/New.md": "New", P0: "P0", P1: "P1", P2: "P2", P3: "Eve"}


@pytest.mark.parametrize("summary", SUMMARIES.values(), ids=lambda summary: summary.name)
def test_each_value_is_that_of_an_index_built_from_these_texts(stored: Notebook, summary: Summary) -> None:
    texts = {
        "interactions/2026-11-10.md": b"---\nwith: [P1, P2]\ntopics: [maps]\n---\n",
        P1: b"---\nname: Eve\nknows: P2\nprivate: true\n---\n",
        P3: b"---\nstatus: do-not-contact\n---\n",
        P4: None,
        "contacts/New.md": b"---\nmet_through: P0\n---\n",
    }
    changed = stored.over(texts).index
    fresh = Notebook(stored.root, TODAY, cache=False).over(texts).index
    expected = dict(fresh.summaries(summary, RULES).items())
    one_by_one = changed.summaries(summary, RULES)
    assert {path: one_by_one[path] for path in [*PEOPLE, "contacts/New.md"] if path in one_by_one} == expected
    assert dict(stored.over(texts).index.summaries(summary, RULES).items()) == expected
