"""One link of a note gets another target, or a name becomes a link; nothing else changes."""

import pytest

from plaintext_network.errors import EditRefused
from plaintext_network.vault.edits.link_notes import plan_link, plan_target
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import Write, do

PERSON = "---\ntype: person\n---\n"
PEOPLE = {"a/Cy.md": PERSON, "b/Cy.md": PERSON, "Ada Byrne.md": PERSON}


@pytest.mark.parametrize(
    ("before", "at", "target", "after"),
    [
        ("[[Cy]] [[Cy]]\n", "[[Cy]]\n", "Cy", "[[Cy]] [[b/Cy]]\n"),
        ("see [her][1]\n\n[1]: Cy.md\n", "[1]: Cy", "Cy.md", "see [her][1]\n\n[1]: b/Cy.md\n"),
        ("see [her][1]\n\n[1]: Cy.md\n", "[her]", "Cy.md", "see [her][1]\n\n[1]: b/Cy.md\n"),
        ('<a href="Cy.md">her</a>\n', "<a", "Cy.md", '<a href="b/Cy.md">her</a>\n'),
        ("| [[Cy\\|her]] |\n|---|\n", "[[Cy", "Cy", "| [[b/Cy\\|her]] |\n|---|\n"),
        ('---\ntype: person\nknows: "[[Cy]] and [[Ada Byrne]]"\n---\n', "[[Cy", "Cy", '---\ntype: person\nknows: "[[b/Cy]] and [[Ada Byrne]]"\n---\n'),
        ("---\ntype: person\nknows: 'Cy'\n---\n", "Cy", "Cy", "---\ntype: person\nknows: '[[b/Cy]]'\n---\n"),
        ("---\ntype: person\nknows: &a Cy\n---\n", "Cy", "Cy", '---\ntype: person\nknows: &a "[[b/Cy]]"\n---\n'),
    ],
)  # fmt: skip
def test_a_link_gets_another_target(vault: Write, before: str, at: str, target: str, after: str) -> None:
    root = vault({**PEOPLE, "n.md": before})
    texts = do(root, lambda desk: plan_target(desk, "n.md", before.index(at), target, "b/Cy.md"))
    assert texts["n.md"] == after
    assert Notebook(str(root), TODAY, cache=False).index.backlinks["b/Cy.md"] == {"n.md"}


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        ("Met Ada Byrne.\n", "Ada Byrne", "Met [[Ada Byrne]].\n"),
        ("Met *Ada*.\r\n", "Ada", "Met *[[Ada Byrne|Ada]]*.\r\n"),
        ("# Ada\n", "Ada", "# [[Ada Byrne|Ada]]\n"),
        ("| Ada |\n|---|\n", "Ada", "| [[Ada Byrne\\|Ada]] |\n|---|\n"),
        ("note:: with Ada\n", "Ada", "note:: with [[Ada Byrne|Ada]]\n"),
    ],
)
def test_a_name_becomes_a_link(vault: Write, before: str, typed: str, after: str) -> None:
    root = vault({**PEOPLE, "n.md": before})
    texts = do(root, lambda desk: plan_link(desk, "n.md", before.index(typed), typed, "Ada Byrne.md"))
    assert texts["n.md"] == after


@pytest.mark.parametrize(
    ("before", "typed"),
    [
        ("`Ada`\n", "Ada"),
        ("%% Ada %%\n", "Ada"),
        ("[Ada](https://example.org)\n", "Ada"),
        ("[[Ada Byrne]]\n", "Ada"),
        ("https://example.org/Ada\n", "Ada"),
        ("#Ada\n", "Ada"),
        ("---\nrole: Ada\n---\n", "Ada"),
        ("[Dear Ada](https://example.org)\n", "Ada"),
        ("nobody\n", "Ada"),
        ("x\n", ""),
    ],
)
def test_what_is_no_text_does_not_become_a_link(vault: Write, before: str, typed: str) -> None:
    root = vault({**PEOPLE, "n.md": before})
    desk = Notebook(str(root), TODAY, cache=False).dry_run()
    with pytest.raises(EditRefused):
        plan_link(desk, "n.md", max(before.find(typed), 0), typed, "Ada Byrne.md")


def test_a_link_that_is_elsewhere_now_is_not_changed(vault: Write) -> None:
    desk = Notebook(str(vault({**PEOPLE, "n.md": "x [[Cy]]\n"})), TODAY, cache=False).dry_run()
    with pytest.raises(EditRefused, match="isn't at that place any more"):
        plan_target(desk, "n.md", 0, "Cy", "b/Cy.md")
