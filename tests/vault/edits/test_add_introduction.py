"""An introduction is begun in a note of its own, and not of those who are not to be introduced."""

import pytest

from plaintext_network.errors import IntroductionRefused
from plaintext_network.vault.edits.add_introduction import plan_introduction
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import Write, do, errors

ADA, BOB = "contacts/Ada.md", "contacts/Bob.md"
NOTES = {ADA: "---\nneeds: [a cello]\n---\n", BOB: "---\nname: 'Bob: the/Builder'\noffers: [a cello]\n---\n"}
PATH = "introductions/Ada and Bob- the-Builder.md"


def test_an_introduction_is_a_note(vault: Write) -> None:
    root = vault(NOTES)
    after = do(root, lambda desk: plan_introduction(desk, ADA, BOB))
    (path,) = after.keys() - NOTES.keys()
    assert path.startswith("introductions/Ada and Bob")
    assert after[path] == (
        '---\nbetween: ["[[Ada]]", "[[Bob]]"]\nstatus: asked\ndate: 2026-11-24\n'
        'why: "Ada needs a cello; Bob: the/Builder offers a cello"\n---\n'
    )
    assert errors(root) == []
    found = Notebook(str(root), TODAY).reports.introductions()
    assert [one.path for one in found.open] == [path]
    assert found.suggestions == ()


def test_what_is_given_is_written(vault: Write) -> None:
    root = vault(NOTES)
    path = Notebook(str(root), TODAY).introduce(
        "ada", "bob", "both  play\nmusic", "made", TODAY.replace(day=1)
    )
    text = (root / path).read_text()
    assert text.endswith("status: made\ndate: 2026-11-01\nwhy: both play music\n---\n")


def test_an_earlier_introduction_that_is_over_keeps_its_note(vault: Write) -> None:
    old = "---\nbetween: [Ada, Cy]\nstatus: declined\ndate: 2020-01-01\n---\n"
    root = vault({ADA: "", "contacts/Cy.md": "", "introductions/Ada and Cy.md": old})
    after = do(root, lambda desk: plan_introduction(desk, ADA, "contacts/Cy.md"))
    assert after["introductions/Ada and Cy.md"] == old
    assert "introductions/Ada and Cy no. 2.md" in after


def test_the_type_is_written_where_the_folder_does_not_say_it(vault: Write) -> None:
    root = vault({**NOTES, "pnet.toml": '[kinds.introduction]\nfolders = []\ntypes = ["intro"]\n'})
    after = do(root, lambda desk: plan_introduction(desk, ADA, BOB, "why not"))
    (path,) = after.keys() - NOTES.keys()
    assert "/" not in path
    assert after[path].startswith("---\ntype: intro\nbetween:")


@pytest.mark.parametrize("status", ["asked", "agreed", "made"])
def test_one_that_is_under_way_is_named(vault: Write, status: str) -> None:
    root = vault({**NOTES, "introductions/x.md": f"---\nbetween: [Bob, Ada]\nstatus: {status}\n---\n"})
    with (
        Notebook(str(root), TODAY).write_session() as desk,
        pytest.raises(IntroductionRefused, match=r"introductions/x\.md"),
    ):
        plan_introduction(desk, ADA, BOB)


@pytest.mark.parametrize("status", ["deceased", "do-not-contact"])
def test_who_is_not_to_be_introduced_is_refused(vault: Write, status: str) -> None:
    root = vault({**NOTES, ADA: f"---\nstatus: {status}\n---\n"})
    with Notebook(str(root), TODAY).write_session() as desk:
        for one, other in ((ADA, BOB), (BOB, ADA)):
            with pytest.raises(IntroductionRefused):
                plan_introduction(desk, one, other)
        with pytest.raises(IntroductionRefused, match="both names lead to"):
            plan_introduction(desk, BOB, BOB)


def test_that_they_know_each_other_is_said(vault: Write) -> None:
    root = vault({**NOTES, ADA: "---\nknows: Bob\n---\n"})
    with Notebook(str(root), TODAY).write_session() as desk:
        told = plan_introduction(desk, BOB, ADA).notices
    assert told == ("they know each other already: Bob: the/Builder knows Ada (contacts/Ada.md:2)",)
