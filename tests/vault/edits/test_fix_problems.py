"""`check --fix` mends what has one safe remedy, and leaves the rest alone."""

import pytest

from plaintext_network.vault.edits.fix_problems import plan_fixes
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import Write, texts

ADA = "contacts/Ada.md"


def mended(vault: Write, notes: dict[str, str]) -> dict[str, str]:
    root = vault(notes)
    notebook = Notebook(str(root), TODAY)
    with notebook.write_session() as desk:
        for operation, _ in list(plan_fixes(desk, notebook.problems())):
            desk.perform(operation)
    return texts(root)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("---\nrole: a\nx: 1\nrole: 'a'\n---\n", "---\nx: 1\nrole: 'a'\n---\n"),
        ("---\nrole: a\nrole: a\nrole: a\n---\n", "---\nrole: a\n---\n"),
        ("---\nx: 1\nrole: Lead: Platform\ny: 2\n---\nwords\n", '---\nx: 1\nrole: "Lead: Platform"\ny: 2\n---\nwords\n'),
        ("---\nwith: [[Ada]] and [[Bo]]\n---\n", '---\nwith: "[[Ada]] and [[Bo]]"\n---\n'),
        ("---\nrole: a: b\ntags: x\ntags: x\n---\n", '---\nrole: "a: b"\ntags: x\n---\n'),
        ("---\nrole: @work\r\n---\n", '---\nrole: "@work"\r\n---\n'),
    ],
)  # fmt: skip
def test_a_safe_remedy_is_applied(vault: Write, note: str, expected: str) -> None:
    assert mended(vault, {ADA: note}) == {ADA: expected}


@pytest.mark.parametrize(
    "note",
    [
        "---\nrole: a\nrole: b\n---\n",
        "---\nrole: a: b # why: not\n---\n",
        "---\nrole: [a, b\nx: 1\n---\n",
        "---\na: b: c\nd: e: f\n---\n",
        "---\nbirthday: 2026-02-30\n---\n",
        "---\nnever closed\n",
        "<<<<<<< a\n=======\n>>>>>>> b\n",
        "---\n\tx: 1\n---\n",
    ],
)
def test_what_could_be_meant_otherwise_is_left_alone(vault: Write, note: str) -> None:
    assert mended(vault, {ADA: note}) == {ADA: note}


def test_a_note_that_says_itself_how_it_is_encoded_becomes_utf8(vault: Write) -> None:
    root = vault({})
    (root / "contacts").mkdir()
    (root / ADA).write_bytes("---\nrole: é\n---\r\nš\n".encode("utf-16"))
    notebook = Notebook(str(root), TODAY)
    with notebook.write_session() as desk:
        ((operation, found),) = plan_fixes(desk, notebook.problems())
        desk.perform(operation)
    assert [each.problem.code for each in found] == ["utf16"]
    assert texts(root) == {ADA: "---\nrole: é\n---\r\nš\n"}


def test_a_copy_that_is_the_same_goes_to_the_trash(vault: Write) -> None:
    copy = "contacts/Ada.sync-conflict-20261101-101010-ABCDEFG.md"
    assert mended(vault, {ADA: "x\n", copy: "x\n"}) == {
        ADA: "x\n",
        f".trash/{copy.rpartition('/')[2]}": "x\n",
    }
    other = "contacts/Bo.sync-conflict-20261101-101010-ABCDEFG.md"
    assert mended(vault, {"contacts/Bo.md": "x\n", other: "y\n"})[other] == "y\n"
