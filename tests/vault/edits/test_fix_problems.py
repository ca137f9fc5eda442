"""`check --fix` mends what has one safe remedy, and leaves the rest alone."""

import pytest

from plaintext_network.errors import PnetError
from plaintext_network.vault.edits.fix_problems import fix_problems
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.transaction.record import Operation
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import Write, texts

ADA = "contacts/Ada.md"


def _never(refused: PnetError) -> None:
    raise refused


def mended(vault: Write, notes: dict[str, str]) -> dict[str, str]:
    root = vault(notes)
    notebook = Notebook(str(root), TODAY)
    with notebook.write_session() as desk:
        fix_problems(desk, notebook.problems(), _never)
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
        ("---\na: b: c\nd: e: f\n---\n", '---\na: "b: c"\nd: "e: f"\n---\n'),
        ("---\naliases:\n- @ann\n---\n", '---\naliases:\n- "@ann"\n---\n'),
        ("---\naliases:\n  - Ann\n  - @ann\n  - `annie`\nx: 1\n---\n", '---\naliases:\n  - Ann\n  - "@ann"\n  - "`annie`"\nx: 1\n---\n'),
        ("---\naliases:\n- *ann*\n- %ann\n---\n", '---\naliases:\n- "*ann*"\n- "%ann"\n---\n'),
        ("---\naliases: [@ann, Ann, @annie lee]\n---\n", '---\naliases: ["@ann", Ann, "@annie lee"]\n---\n'),
        ("---\nwith:\n- [[Ada]] and [[Bo]]\n---\n", '---\nwith:\n- "[[Ada]] and [[Bo]]"\n---\n'),
        ("---\nneeds:\n- a book: on kilns: soon\n---\n", '---\nneeds:\n- "a book: on kilns: soon"\n---\n'),
        ('---\nwith: "[[Page\\|Alias]]"\n---\n', '---\nwith: "[[Page|Alias]]"\n---\n'),
        ('---\nwith:\n  - "[[A\\|a]]"\n  - "[[B\\|b]]"\n---\n', '---\nwith:\n  - "[[A|a]]"\n  - "[[B|b]]"\n---\n'),
        ('---\nwith: ["[[A\\|a]]", "[[B]]"]\n---\n', '---\nwith: ["[[A|a]]", "[[B]]"]\n---\n'),
        ('---\nup: "[[A\\|a]], [[B\\|b]]"\n---\n', '---\nup: "[[A|a]], [[B|b]]"\n---\n'),
        ("---\norganization: 'O'Brien'\n---\n", '---\norganization: "O\'Brien"\n---\n'),
        ('---\naliases:\n- "Bo "the kiln" Ek"\n---\n', '---\naliases:\n- "Bo \\"the kiln\\" Ek"\n---\n'),
        ("---\n\tx: 1\n---\n", "---\n  x: 1\n---\n"),
        ("---\naliases:\n\t- Ann\nrole: x\n---\n", "---\naliases:\n  - Ann\nrole: x\n---\n"),
        ('---\nrole: "Lead\nx: 1\n---\n', '---\nrole: "Lead"\nx: 1\n---\n'),
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
        "---\na: b: c\nd: [e, f\n---\n",
        "---\naliases:\n- @ann # at work\n---\n",
        "---\naliases:\n- 'Ann', 'Annie'\n---\n",
        '---\naliases:\n- "Ann" Lee\n---\n',
        '---\nfolder: "C:\\dir\\|x"\n---\n',
        '---\nfolder: "C:\\dir"\n---\n',
        "---\naliases: [@ann, [b]\n---\n",
        "---\nbirthday: 2026-02-30\n---\n",
        "---\nnever closed\n",
        "<<<<<<< a\n=======\n>>>>>>> b\n",
        "---\nx:\n  y:\n\tz: 1\n---\n",
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
        found, _ = fix_problems(desk, notebook.problems(), _never)
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


BROKEN = {
    "contacts/Ada.md": "---\nrole: a: b\n---\n",
    "contacts/Bo.md": "---\nrole: x\nrole: x\n---\n",
    "notes/n.md": "---\naliases:\n- @n\n---\n",
}


def test_all_fixes_are_one_write_and_one_undo(vault: Write) -> None:
    root = vault(BROKEN)
    notebook = Notebook(str(root), TODAY)
    with notebook.write_session() as desk:
        fixes, _ = fix_problems(desk, notebook.problems(), _never)
    assert sorted(each.problem.path for each in fixes) == sorted(BROKEN)
    assert not texts(root).items() & BROKEN.items()
    assert notebook.undo() == "check --fix"
    assert texts(root) == BROKEN


def test_a_note_that_changes_meanwhile_does_not_keep_the_others_from_being_fixed(vault: Write) -> None:
    root = vault(BROKEN)
    notebook = Notebook(str(root), TODAY)
    refused: list[PnetError] = []
    with notebook.write_session() as desk:
        real, desk._perform = desk._perform, lambda operation: perform_late(operation)

        def perform_late(operation: Operation) -> tuple[str, ...]:
            (root / "contacts/Bo.md").write_text("mine\n")
            return real(operation)

        fixes, _ = fix_problems(desk, notebook.problems(), refused.append)
    assert [str(each).partition(" ")[0] for each in refused] == ["contacts/Bo.md"]
    assert sorted(each.problem.path for each in fixes) == ["contacts/Ada.md", "notes/n.md"]
    assert texts(root) == {
        "contacts/Ada.md": '---\nrole: "a: b"\n---\n',
        "contacts/Bo.md": "mine\n",
        "notes/n.md": '---\naliases:\n- "@n"\n---\n',
    }
