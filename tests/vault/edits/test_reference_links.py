"""An organization, a place or an event is written as a link where its note exists and the vault links such notes."""

import pytest

from plaintext_network.vault.edits.add_contact import plan_contact
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import Write, do, errors, said

ORGANIZATION = {"organizations/Saudi Aramco.md": "---\naliases: [Aramco]\n---\n"}
PLAIN = {"Companies/Saudi Aramco.md": "x\n", "Companies/Kiln Works.md": "x\n"}
LINKS = {
    "contacts/Ada.md": '---\norganization: "[[Kiln Works]]"\nlocation: "[[Riyadh]]"\n---\n',
    "Riyadh.md": "x\n",
}
NAMES = {"contacts/Bo.md": "---\norganization: Kiln Works\n---\n"}
NO_NOTE = {
    "contacts/Cy.md": "---\norganization: Bakery\n---\n",
    "contacts/Di.md": "---\norganization: Mill\n---\n",
}


@pytest.mark.parametrize(
    ("notes", "name", "value", "written"),
    [
        (ORGANIZATION, "organization", "Saudi Aramco", '"[[Saudi Aramco]]"'),
        (ORGANIZATION, "organization", "saudi aramco", '"[[Saudi Aramco]]"'),
        (ORGANIZATION, "organization", "Aramco", '"[[Saudi Aramco]]"'),
        (ORGANIZATION, "organization", "[[Saudi Aramco|Aramco]]", '"[[Saudi Aramco|Aramco]]"'),
        (ORGANIZATION | NO_NOTE, "organization", "Saudi Aramco", '"[[Saudi Aramco]]"'),
        (PLAIN | LINKS, "organization", "Saudi Aramco", '"[[Saudi Aramco]]"'),
        (PLAIN | LINKS | NO_NOTE, "organization", "Saudi Aramco", '"[[Saudi Aramco]]"'),
        (LINKS, "location", "Riyadh", '"[[Riyadh]]"'),
        ({"events/PyCon 2026.md": "x\n"}, "met_at", "PyCon 2026", '"[[PyCon 2026]]"'),
        (ORGANIZATION, "former", "Saudi Aramco", '["[[Saudi Aramco]]"]'),
        # Text otherwise.
        ({}, "organization", "Saudi Aramco", "Saudi Aramco"),
        (PLAIN, "organization", "Saudi Aramco", "Saudi Aramco"),
        (PLAIN | NAMES, "organization", "Saudi Aramco", "Saudi Aramco"),
        (ORGANIZATION | PLAIN | NAMES, "organization", "Kiln Works", "Kiln Works"),
        (PLAIN | LINKS, "organization", "Bakery", "Bakery"),
        ({"contacts/Riyadh.md": "x\n"}, "location", "Riyadh", "Riyadh"),
        ({"Riyadh.md": "x\n"}, "location", "Riyadh", "Riyadh"),
        (ORGANIZATION, "met_at", "Saudi Aramco", "Saudi Aramco"),
        (ORGANIZATION, "role", "Saudi Aramco", "Saudi Aramco"),
        ({**ORGANIZATION, "organizations/x/Saudi Aramco.md": "x\n"}, "organization", "Saudi Aramco", "Saudi Aramco"),
    ],
)  # fmt: skip
def test_the_value_is_a_link_where_the_vault_links(
    vault: Write, notes: dict[str, str], name: str, value: str, written: str
) -> None:
    root = vault(notes)
    after = do(root, lambda desk: plan_contact(desk, "Cai Roe", {name: [value]}))
    assert after["contacts/Cai Roe.md"] == f"---\n{name}: {written}\n---\n"
    after = do(root, lambda desk: said(desk, "contacts/Cai Roe.md", "interests", "kilns"))
    after = do(root, lambda desk: said(desk, "contacts/Cai Roe.md", name, value))
    assert f"\n{name}: {written}\n" in after["contacts/Cai Roe.md"]


def test_a_link_is_removed_by_its_name(vault: Write) -> None:
    root = vault({**ORGANIZATION, "contacts/Ada.md": '---\nformer: ["[[Saudi Aramco]]", Mill]\n---\n'})
    after = do(root, lambda desk: said(desk, "contacts/Ada.md", "former", "saudi aramco", how="remove"))
    assert after["contacts/Ada.md"] == "---\nformer: [Mill]\n---\n"
    after = do(root, lambda desk: said(desk, "contacts/Ada.md", "former", "Mill", how="add"))
    assert after["contacts/Ada.md"] == "---\nformer: [Mill]\n---\n"


def test_the_link_has_the_vaults_form(vault: Write) -> None:
    root = vault(
        {**ORGANIZATION, ".obsidian/app.json": '{"newLinkFormat": "absolute", "useMarkdownLinks": true}'}
    )
    after = do(root, lambda desk: plan_contact(desk, "Cai Roe", {"organization": ["Aramco"]}))
    expected = '---\norganization: "[[organizations/Saudi Aramco|Saudi Aramco]]"\n---\n'
    assert after["contacts/Cai Roe.md"] == expected
    assert Notebook(str(root), TODAY).contact("Cai Roe").facts.texts("organization") == ("Saudi Aramco",)
    assert errors(root) == []
