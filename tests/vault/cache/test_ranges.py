"""Ranges of names, values and notes that the cache looks up are those of the index without a cache, also after edits."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from plaintext_network.network.index.overlay import items_beginning
from plaintext_network.network.index.value_counts import values_in_use
from plaintext_network.vault.notebook import Notebook

Write = Callable[[Mapping[str, str]], Path]
TODAY = date(2026, 11, 24)
NOTES = {
    "pnet.toml": "",
    "contacts/Ada.md": "---\naliases: [Éva]\ncircles: [friends]\ntags: [math/logic]\ntea: green\n---\n## Log\n- 2026-11-02 zoom: hi\n",
    "contacts/Bo.md": "---\ncircles: [friends, Chœur]\ntea: green\n---\n#math/logic #walk\n",
    "contacts/old/Cy.md": "---\ncircles: [work]\n---\n",
    "interactions/2026/2026-11-01 a.md": "---\nwith: [Ada]\nchannel: zoom\n---\n",
    "interactions/2026-11-03 b.md": "---\nwith: [Bo]\nchannel: call\n---\n",
    "interactions/2026-11-04 c.md": "---\nwith: [Bo]\n---\n",
    "notes/Éclair.md": "",
}
EDITS = (
    {"contacts/Ada.md": "---\naliases: [Eve]\n---\n#walk\n"},
    {"contacts/Bo.md": None, "interactions/2026-11-02 d.md": "---\nwith: [Cy]\nchannel: zoom\n---\n"},
)


def found(notebook: Notebook) -> object:
    index = notebook.index
    names = ("circles", "tags", "tea", "channel", "type")
    return (
        {name: values_in_use(index.value_counts, name) for name in names},
        {start: items_beginning(index.names.table, start) for start in ("", "e", "é", "2026-11-0")},
        items_beginning(index.names.table, "", 2),
        {
            (kind, folder): index.names.few_of_kind(kind, folder, 2)
            for kind in ("contact", "interaction", "goal")
            for folder in ("", "contacts", "contacts/old", "interactions", "interactions/2026", "none")
        },
    )


def test_ranges_equal_those_without_a_cache_after_each_edit(vault: Write) -> None:
    root = vault(NOTES)
    first = found(Notebook(str(root), TODAY))
    assert first == found(Notebook(str(root), TODAY, cache=False))
    for edit in EDITS:
        over = found(
            Notebook(str(root), TODAY).over({p: t if t is None else t.encode() for p, t in edit.items()})
        )
        for path, text in edit.items():
            if text is None:
                (root / path).unlink()
            else:
                (root / path).write_text(text)
        expected = found(Notebook(str(root), TODAY, cache=False))
        assert found(Notebook(str(root), TODAY)) == expected
        assert over == expected
    assert expected != first


def test_a_value_counts_once_for_each_note_that_has_it(vault: Write) -> None:
    index = Notebook(str(vault(NOTES)), TODAY, cache=False).index
    assert values_in_use(index.value_counts, "circles") == {"friends": 2, "work": 1, "Chœur": 1}
    assert values_in_use(index.value_counts, "tags") == {"math/logic": 2, "walk": 1}
    assert values_in_use(index.value_counts, "channel") == {"zoom": 2, "call": 1}
    assert values_in_use(index.value_counts, "tea") == {"green": 2}
    assert values_in_use(index.value_counts, "te") == {}
