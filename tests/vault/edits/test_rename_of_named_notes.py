"""A rename reaches properties that name a note without brackets, and refuses to change what other notes are."""

import pytest

from plaintext_network.errors import EditRefused
from plaintext_network.vault.edits.rename_note import plan_rename
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import Write, do, texts

ORGANIZATION = "---\ntype: organization\n---\n"
EVENT = "---\ntype: event\ndate: 2026-11-01\n---\n"
GOAL = "---\ntype: goal\n---\n"
PERSON = "---\ntype: person\n---\n"


@pytest.mark.parametrize(
    ("path", "text", "new_name", "other", "before", "after"),
    [
        ("organizations/Acme.md", ORGANIZATION, "Acme Inc", "contacts/a.md", "---\norganization: acme\nformer: [Acme, Boa]\n---\n", "---\norganization: Acme Inc\nformer: [Acme Inc, Boa]\n---\n"),
        ("organizations/Acme.md", ORGANIZATION, "Acme Inc", "contacts/a.md", "---\ntype: person\n---\ncompany:: Acme\n", "---\ntype: person\n---\ncompany:: Acme Inc\n"),
        ("organizations/Acme.md", ORGANIZATION, "Acme Inc", "goals/g.md", "---\ntype: goal\norganizations: [Acme]\n---\n", "---\ntype: goal\norganizations: [Acme Inc]\n---\n"),
        ("events/Conf.md", EVENT, "Conf 26", "contacts/a.md", "---\nmet_at: Conf\nlocation: Conf\n---\nConf\n", "---\nmet_at: Conf 26\nlocation: Conf\n---\nConf\n"),
        ("events/Conf.md", EVENT, "Conf 26", "interactions/2026-11-01 x.md", "---\nevent: Conf\n---\n", "---\nevent: Conf 26\n---\n"),
        ("events/Conf.md", EVENT, "Conf 26", "contacts/a.md", "## Log\n\n- 2026-11-01 tea [event:: Conf]\n", "## Log\n\n- 2026-11-01 tea [event:: Conf 26]\n"),
        ("goals/Job.md", GOAL, "New job", "interactions/2026-11-01 x.md", "---\ngoals: [Job]\n---\n", "---\ngoals: [New job]\n---\n"),
        ("contacts/Acme.md", PERSON, "Acme Inc", "contacts/a.md", "---\norganization: Acme\n---\n", "---\norganization: Acme\n---\n"),
        ("Acme.md", "x\n", "Acme Inc", "contacts/a.md", "---\norganization: Acme\n---\n", "---\norganization: Acme\n---\n"),
    ],
)  # fmt: skip
def test_a_property_without_brackets_follows_a_note_of_its_kind(
    vault: Write, path: str, text: str, new_name: str, other: str, before: str, after: str
) -> None:
    root = vault({path: text, other: before})
    assert do(root, lambda desk: plan_rename(desk, path, new_name))[other] == after


@pytest.mark.parametrize(
    ("settings", "path", "other", "text", "new_name"),
    [
        ('[kinds.contact]\nwhere = { categories = "People" }\n', "People.md", "n/a.md", "---\ncategories: ['[[People]]']\n---\n", "Persons"),
        ("", "Person.md", "n/a.md", "---\ntype: '[[Person]]'\n---\n", "Human"),
        ("", "Human.md", "n/a.md", "---\ntype: '[[Human]]'\n---\n", "Person"),
    ],
)  # fmt: skip
def test_a_rename_that_changes_the_kind_of_other_notes_is_refused(
    vault: Write, settings: str, path: str, other: str, text: str, new_name: str
) -> None:
    root = vault({path: "x\n", other: text, "pnet.toml": settings})
    before = texts(root)
    with (
        Notebook(str(root), TODAY).write_session() as desk,
        pytest.raises(EditRefused, match=f"because of its link “{new_name}”"),
    ):
        plan_rename(desk, path, new_name)
    assert texts(root) == before


def test_a_rename_that_makes_another_link_ambiguous_says_so(vault: Write) -> None:
    root = vault({"a/Ada.md": "x\n", "b/Bo.md": "x\n", "n.md": "[[Bo]]\n"})
    with (
        Notebook(str(root), TODAY).write_session() as desk,
        pytest.raises(EditRefused, match="“Bo” would no longer lead to one note alone"),
    ):
        plan_rename(desk, "a/Ada.md", "Bo")
