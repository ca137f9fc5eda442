"""A page of Logseq's is renamed with its file, its title and every link to it."""

import pytest

from plaintext_network.errors import FileAlreadyExists, NameInvalid
from plaintext_network.vault.edits.rename_note import plan_rename
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import Write, do, errors

HAL = "pages/Person___Hal.md"
GRAPH = {"logseq/config.edn": "{:file/name-format :triple-lowbar}\n", HAL: "type:: person\n\n- met at sea\n"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- see [[Person/Hal]] today\n", "- see [[Person/Hal Moor]] today\n"),
        ("- see [[person/hal]]\n", "- see [[Person/Hal Moor]]\n"),
        ("- see #[[Person/Hal]] today\n", "- see #[[Person/Hal Moor]] today\n"),
        ("- see #Person/Hal, and #person\n", "- see #[[Person/Hal Moor]], and #person\n"),
        ("- #Person/Hal [[Person/Hal]] #Person/Hal\n", "- #[[Person/Hal Moor]] [[Person/Hal Moor]] #[[Person/Hal Moor]]\n"),
        ("- see #Person/Hal/cats and #Person/Halley\n", None),
        ("- [a friend]([[Person/Hal]])!\n", "- [a friend]([[Person/Hal Moor]])!\n"),
        ("- {{embed [[Person/Hal]]}}\n", "- {{embed [[Person/Hal Moor]]}}\n"),
        ('- {{query (and [[Person/Hal]] (task TODO))}}\n', '- {{query (and [[Person/Hal Moor]] (task TODO))}}\n'),
        ("tags:: [[Person/Hal]], [[boats]]\n\n- x\n", "tags:: [[Person/Hal Moor]], [[boats]]\n\n- x\n"),
        ("tags:: boats, Person/Hal\n\n- x\n", "tags:: boats, Person/Hal Moor\n\n- x\n"),
        ("author:: [[Person/Hal]]\n", "author:: [[Person/Hal Moor]]\n"),
        ("- a book\n  author:: [[Person/Hal]], [[Bo]]\n", "- a book\n  author:: [[Person/Hal Moor]], [[Bo]]\n"),
        ("- [x](Person___Hal.md)\n", "- [x](Person___Hal%20Moor.md)\n"),
        ("- [x](../pages/Person___Hal.md)\n", "- [x](Person___Hal%20Moor.md)\n"),
        ("- **[[Person/Hal]]**'s and ([[Person/Hal]]);\n", "- **[[Person/Hal Moor]]**'s and ([[Person/Hal Moor]]);\n"),
        ("| a | [[Person/Hal]] |\n|---|---|\n", "| a | [[Person/Hal Moor]] |\n|---|---|\n"),
        ("- `[[Person/Hal]]` is code\n", None),
        ("- [[Person/Halley]] and [[Hals/Person/Hal]]\n", None),
        ("- TODO write to [[Person/Hal]]\n  SCHEDULED: <2026-11-30 Mon>\n", "- TODO write to [[Person/Hal Moor]]\n  SCHEDULED: <2026-11-30 Mon>\n"),
        ("- x\r\n\t- [[Person/Hal]]\r\n", "- x\r\n\t- [[Person/Hal Moor]]\r\n"),
    ],
)  # fmt: skip
def test_every_link_to_a_renamed_page_follows_it(vault: Write, before: str, after: str | None) -> None:
    root = vault({**GRAPH, "pages/Notes.md": before})
    texts = do(root, lambda desk: plan_rename(desk, HAL, "Hal Moor"))
    assert texts["pages/Notes.md"] == (before if after is None else after)
    assert texts["pages/Person___Hal Moor.md"] == GRAPH[HAL]
    assert HAL not in texts
    assert not errors(root)


@pytest.mark.parametrize(
    ("path", "text", "new", "new_path", "new_text"),
    [
        (HAL, "title:: Person/Hal\ntype:: person\n", "Hal Moor", "pages/Person___Hal Moor.md", "title:: Person/Hal Moor\ntype:: person\n"),
        (HAL, "- title:: Person/Hal\n  type:: person\n", "Hal Moor", "pages/Person___Hal Moor.md", "- title:: Person/Hal Moor\n  type:: person\n"),
        (HAL, "---\ntitle: Person/Hal\ntype: person\n---\n", "Hal Moor", "pages/Person___Hal Moor.md", "---\ntitle: Person/Hal Moor\ntype: person\n---\n"),
        ("pages/hal.md", "title:: Hal\ntype:: person\n", "Hal: Moor", "pages/Hal%3A Moor.md", "title:: Hal: Moor\ntype:: person\n"),
        (HAL, "type:: person\n", "Friend/Hal", "pages/Friend___Hal.md", "type:: person\n"),
        ("pages/Person%2FHal.md", "type:: person\n", "Hal Moor", "pages/Person%2FHal Moor.md", "type:: person\n"),
        ("pages/Who%3F.md", "type:: person\n", "Who?!", "pages/Who%3F!.md", "type:: person\n"),
        ("pages/Hal.md", "type:: person\n", "A/B Testing", "pages/A___B Testing.md", "type:: person\n"),
        ("pages/Hal.md", "type:: person\n", "Aux", "pages/Aux___.md", "type:: person\n"),
    ],
)  # fmt: skip
def test_a_renamed_page_has_the_file_name_that_logseq_would_give_it(
    vault: Write, path: str, text: str, new: str, new_path: str, new_text: str
) -> None:
    root = vault({"logseq/config.edn": "{}", path: text})
    assert {**do(root, lambda desk: plan_rename(desk, path, new))} == {
        "logseq/config.edn": "{}",
        new_path: new_text,
    }


def test_a_page_of_the_oldest_graphs_keeps_the_dots_between_its_namespaces(vault: Write) -> None:
    root = vault({"logseq/config.edn": "{}", "pages/Person.Hal.md": "type:: person\n", "pages/N.md": "- [[Person/Hal]]\n"})  # fmt: skip
    texts = do(root, lambda desk: plan_rename(desk, "pages/Person.Hal.md", "Person.Hal Moor"))
    assert texts["pages/N.md"] == "- [[Person/Hal Moor]]\n"
    assert "pages/Person.Hal Moor.md" in texts


@pytest.mark.parametrize(
    ("new", "error"),
    [
        ("Bo", FileAlreadyExists),
        ("person/bo", FileAlreadyExists),
        ("a#b", NameInvalid),
        ("[[x]]", NameInvalid),
    ],
)
def test_a_page_is_not_renamed_to_one_that_exists_or_that_no_link_can_name(
    vault: Write, new: str, error: type[Exception]
) -> None:
    root = vault({**GRAPH, "pages/other.md": "title:: Person/Bo\n"})
    with Notebook(str(root), TODAY).write_session() as desk, pytest.raises(error):
        plan_rename(desk, HAL, new)


def test_a_tag_in_a_vault_without_logseq_is_no_link_to_a_page(vault: Write) -> None:
    files = {"pages/hal.md": "---\ntype: person\n---\n", "n.md": "- #hal and [[hal]]\n"}
    root = vault(files)
    texts = do(root, lambda desk: plan_rename(desk, "pages/hal.md", "Hal: Moor"))
    assert texts == {
        "pages/Hal - Moor.md": '---\ntype: person\nname: "Hal: Moor"\n---\n',
        "n.md": "- #hal and [[Hal - Moor]]\n",
    }


def test_a_link_by_tag_alone_follows_too_and_pages_below_are_counted(vault: Write) -> None:
    below = {
        "pages/Person___Hal___Boats.md": "- x\n",
        "journals/2026_11_01.md": "- tea with #Person/Hal #touch\n",
    }
    root = vault({**GRAPH, **below})
    texts = do(root, lambda desk: plan_rename(desk, HAL, "Hal-Moor", alias=True))
    assert texts["journals/2026_11_01.md"] == "- tea with #Person/Hal-Moor #touch\n"
    assert texts["pages/Person___Hal-Moor.md"] == "type:: person\nalias:: Person/Hal\n\n- met at sea\n"
    with Notebook(str(vault({**GRAPH, **below})), TODAY).write_session() as desk:
        assert plan_rename(desk, HAL, "Hal M").notices == (
            "1 page in the namespace Person/Hal keeps its name",
        )


@pytest.mark.parametrize(
    ("in_graph", "expected"),
    [
        (True, "tags:: Hal Moor, foo\n- #[[Hal Moor]] #[[Hal Moor]] #[[Hal Moor]] #Halo #touch\n"),
        (False, "tags:: Hal, foo\n- #Hal #[[Hal Moor]] #hal #Halo #touch\n"),
    ],
)
def test_in_a_graph_a_tag_is_a_link_to_a_contact(vault: Write, in_graph: bool, expected: str) -> None:
    notes = {
        "pages/Hal.md": "type:: person\n",
        "pages/a.md": "tags:: Hal, foo\n- #Hal #[[Hal]] #hal #Halo #touch\n",
    }
    root = vault({**notes, "logseq/config.edn": "{}"} if in_graph else notes)
    after = do(root, lambda desk: plan_rename(desk, "pages/Hal.md", "Hal Moor"))
    assert after["pages/a.md"] == expected


def test_a_tag_that_names_a_plain_page_stays(vault: Write) -> None:
    root = vault({"logseq/config.edn": "{}", "pages/rower.md": "- x\n", "pages/a.md": "- #rower [[rower]]\n"})
    after = do(root, lambda desk: plan_rename(desk, "pages/rower.md", "oarsman"))
    assert after["pages/a.md"] == "- #rower [[oarsman]]\n"
