"""A whole small Logseq graph is read, logged in and renamed in, as one would in a week."""

from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import Write, texts

GRAPH = {
    "pnet.toml": '[kinds.contact]\ntags = ["person"]\n',
    "logseq/config.edn": ';; settings\n{:meta/version 1\n :file/name-format :triple-lowbar}\n',
    "logseq/bak/pages/Person___Ada Byrne/2026-11-01.md": "tags:: [[person]]\n",
    "pages/Person___Ada Byrne.md": (
        "tags:: [[person]], [[close friends]]\nalias:: Adi, [[The Kiln]]\ncadence:: 2 months\npublic:: true\n\n"
        "- # Ada\n\t- builds kilns\n\t  id:: 64ab3c5e-1234-4cde-8f00-0123456789ab\n\t  type:: note\n"
        "- ## Log\n  collapsed:: true\n\t- [[Aug 2nd, 2026]] call: glazes\n\t-\n"
    ),
    "pages/Person___Bo Lund.md": "tags:: #person\n\n- knows [[Person/Ada Byrne]]\n",
    "pages/captain.md": "- title:: Hal: Moor?\n  tags:: person\n- a #boat\n",
    "pages/Person.md": "- people are {{query (page-tags person)}}\n",
    "pages/Book___Kilns.md": "author:: [[Person/Ada Byrne]]\ntags:: #Person/Ada\n\n- by #[[Person/Ada Byrne]]\n",
    "journals/2026_11_01.md": (
        "tags:: person\n- tea with [[Person/Ada Byrne]] #touch\n  id:: 64ab3c5e-1234-4cde-8f00-0123456789ac\n"
        "\t- she needs a mixer\n- #[[touch]] [[Hal: Moor?]], see ((64ab3c5e-1234-4cde-8f00-0123456789ab))\n"
        "- TODO write to [[Person/Bo Lund]] #touch\n  SCHEDULED: <2026-11-30 Mon>\n- saw [[Person/Bo Lund]]\n"
    ),
}  # fmt: skip


def test_a_graph_has_contacts_and_touches(vault: Write) -> None:
    notebook = Notebook(str(vault(GRAPH)), TODAY)
    index = notebook.index
    assert sorted(facts.name for facts in index.contacts()) == ["Ada Byrne", "Bo Lund", "Hal: Moor?"]
    touches = [(str(each.day), each.summary, each.people) for each in index.all_interactions()]
    assert sorted(touches) == [
        ("2026-08-02", "glazes", ("pages/Person___Ada Byrne.md",)),
        ("2026-11-01", "Hal: Moor?, see", ("pages/captain.md",)),
        ("2026-11-01", "tea with Ada Byrne", ("pages/Person___Ada Byrne.md",)),
    ]
    assert [p for p in notebook.problems() if p.severity != "information"] == []
    for typed in (
        "Person/Ada Byrne",
        "person/ada byrne",
        "[[Person/Ada Byrne]]",
        "ada byrne",
        "Adi",
        "the kiln",
    ):
        assert notebook.contact(typed).path == "pages/Person___Ada Byrne.md"


@pytest.mark.parametrize(
    ("command", "path", "line"),
    [
        (["log", "tea with Ada Byrne"], "journals/2026_11_24.md", "[[Person/Ada Byrne]] #touch"),
        (["log", "--as", "log", "call with Adi"], "pages/Person___Ada Byrne.md", "glazes\n\t- 2026-11-24 call with Adi [channel:: call]\n\t-\n"),
        (["snooze", "bo", "2026-12-24"], "pages/Person___Bo Lund.md", "tags:: #person\nsnooze:: 2026-12-24\n"),
        (["archive", "hal"], "pages/captain.md", "  tags:: person\n  status:: archived\n- a #boat"),
        (["add", "Mina Okafor"], "pages/Person___Mina Okafor.md", "tags:: [[person]]\n"),
        (["rename", "ada", "Ada Kiln"], "pages/Book___Kilns.md", "author:: [[Person/Ada Kiln]]\n"),
        (["rename", "hal", "Hal"], "pages/Hal.md", "- title:: Hal\n  tags:: person\n"),
        (["set", "ada", "aliases", "--add", "A"], "pages/Person___Ada Byrne.md", "alias:: Adi, [[The Kiln]], A\n"),
    ],
)  # fmt: skip
def test_a_command_writes_as_logseq_does_and_undo_restores_every_byte(
    vault: Write, monkeypatch: pytest.MonkeyPatch, command: list[str], path: str, line: str
) -> None:
    root: Path = vault(GRAPH)
    before = texts(root)
    monkeypatch.setenv("PNET_TODAY", TODAY.isoformat())
    assert main(["--vault", str(root), *command]) == 0
    after = texts(root)
    assert line in after[path]
    assert not [text for text in after.values() if text.startswith("---")]
    assert main(["--vault", str(root), "undo"]) == 0
    assert texts(root) == before
