"""What links a note is looked up in the index: the same notes as a search of every note finds."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plaintext_network.network.index.index import Index
from plaintext_network.network.index.link_text import Move
from plaintext_network.vault.edits.linking_notes import _has_other_link, linking_notes
from plaintext_network.vault.notebook import Notebook
from tests.bench.edits.random_notes import PEOPLE, Writer
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import Write

HIDDEN = (
    "%% [[{}]] %%", "<!-- [[{}]] -->", "```dataview\nLIST FROM [[{}]]\n```", "<a href='{}.md'>x</a>", "%% [x](../contacts/{}.md)",
    "<!-- [[contacts/{}|they]] [[@{}]] -->",
)  # fmt: skip


def move_of(index: Index, path: str) -> Move:
    """Return a move of a note that keeps its path."""
    facts = index.notes[path]
    return Move(facts, facts._replace(name="Somebody New"), index.names, index.names)


def searched(index: Index, move: Move) -> set[str]:
    """Find the notes by reading every one."""
    others = {path for path, facts in index.notes.items() if _has_other_link(facts, index, move)}
    return others | index.backlinks.get(move.old.path, frozenset())


@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_link_that_does_not_count_is_found(vault: Write, hidden: str) -> None:
    notes = {"contacts/Ada.md": "", "notes/x.md": hidden.format("Ada", "Ada"), "notes/y.md": "Ada"}
    index = Notebook(str(vault(notes)), TODAY).index
    assert linking_notes(index, move_of(index, "contacts/Ada.md")) == {"notes/x.md"}


@pytest.mark.parametrize("cache", [True, False])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_the_index_finds_what_a_search_finds(tmp_path: Path, seed: int, cache: bool) -> None:
    chance = Random(seed)  # noqa: S311
    writer, root = Writer(chance), tmp_path / f"{seed} {cache}"
    for _ in range(25):
        path, make = writer.place()
        name = chance.choice(PEOPLE)
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(make() + chance.choice(HIDDEN).format(name, name) + "\n", encoding="utf-8")
    (root / "pnet.toml").touch()
    notebook = Notebook(str(root), TODAY, cache=cache)
    # Through a cache, the index reads what it is asked for; with an unsaved text, it has changes.
    changed = sorted(notebook.index.notes)[0]
    for index in (notebook.index, notebook.over({changed: f"%% [[{PEOPLE[0]}]] %%".encode()}).index):
        for path in index.notes:
            assert linking_notes(index, move_of(index, path)) == searched(index, move_of(index, path))
