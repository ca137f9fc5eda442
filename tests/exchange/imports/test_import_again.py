"""Importing again changes nothing, undoes nothing that the user edited, and finds exactly what is new."""

from pathlib import Path

import pytest

from tests.exchange.command_line import Book, changed
from tests.exchange.newer_exports import exports
from tests.exchange.user_edits import KINDS, edit_at_random


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """An empty vault."""
    return Book(tmp_path)


def test_the_same_file_again_changes_no_byte_even_without_the_state(book: Book) -> None:
    file = book.file("phone.vcf", exports(80, 0, 2).older)
    assert book.run_here("import", file).code == 0
    before = book.contents()
    assert len(before) > 70
    assert book.run_here("import", file).code == 0
    assert changed(before, book.contents()) == []
    book.forget()
    assert book.run_here("import", file).code == 0
    assert changed(before, book.contents()) == []


@pytest.mark.parametrize("state", ["kept", "lost"])
def test_no_edit_of_the_user_is_undone(book: Book, state: str) -> None:
    file = book.file("phone.vcf", exports(120, 0, 3).older)
    book.run_here("import", file)
    edits = edit_at_random(book, len(KINDS) * 3, 3)
    assert set(edits.done) == set(KINDS), edits.refused
    before = book.contents()
    if state == "lost":
        book.forget()
    ran = book.run_here("import", file)
    assert not ran.crashed, ran
    assert changed(before, book.contents()) == []


def test_a_newer_export_changes_exactly_the_notes_of_those_who_changed(book: Book) -> None:
    made = exports(90, 9, 4, "iphone")
    book.run_here("import", book.file("older/phone.vcf", made.older))
    before = book.contents()
    ran = book.run_here("import", book.file("newer/phone.vcf", made.newer))
    after = book.contents()
    assert not ran.crashed, ran
    notes = {path for path in changed(before, after) if path.endswith(".md")}
    assert notes == {f"contacts/{change.person.full}.md" for change in made.changes}
    for change in made.changes:
        text = after[f"contacts/{change.person.full}.md"].decode()
        assert change.now in text
        assert not change.gone or change.gone not in text.partition("former:")[0].partition("```")[0], change


def test_undo_of_an_import_restores_every_byte(book: Book) -> None:
    (book.root / "contacts").mkdir()
    (book.root / "contacts" / "Zoë Müller.md").write_text("---\nemails: [p1.0@example.co.uk]\n---\nMine.\n")
    before = book.contents()
    made = exports(60, 0, 1)
    assert book.run_here("import", book.file("phone.vcf", made.older)).code == 0
    assert changed(before, book.contents())
    assert book.run_here("undo").code == 0
    assert changed(before, book.contents()) == []
