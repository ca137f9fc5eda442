"""A write can cover folders outside the vault; what another program has changed there since stays, and is named."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from plaintext_network.errors import ChangedOnDisk, FileAlreadyExists, NothingToUndo, WriteFailed
from plaintext_network.vault.cache.locations import records_folder
from plaintext_network.vault.transaction import transaction
from plaintext_network.vault.transaction.check_paths import folder_identity
from plaintext_network.vault.transaction.journal_files import Journal
from plaintext_network.vault.transaction.record import (
    FileChange,
    FileStep,
    Operation,
    OtherChanges,
    OtherFolder,
    Record,
    from_bytes,
    to_bytes,
)
from plaintext_network.vault.transaction.write_lock import hold_write_lock
from tests.soak.trials import contents

ADA, NEW = b"FN:Ada\r\n", b"FN:Ada King\r\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault beside a folder of cards."""
    monkeypatch.setenv("PNET_STATE", str(tmp_path / "state"))
    root = tmp_path / "vault"
    root.mkdir()
    (root / "Ada.md").write_bytes(b"old")
    cards = tmp_path / "cards"
    cards.mkdir()
    (cards / "ada.vcf").write_bytes(ADA)
    (cards / "bo.vcf").write_bytes(b"FN:Bo\r\n")
    return root


def cards_of(root: Path) -> Path:
    return root.parent / "cards"


def operation(root: Path, *cards: FileStep, note: bytes | None = b"new") -> Operation:
    steps = () if note is None else (FileStep("Ada.md", b"old", note),)
    folder = str(cards_of(root))
    other = OtherFolder(folder, cards, folder_identity(folder))
    return Operation("sync with phone", steps, others=(other,))


EVERYTHING = (
    FileStep("ada.vcf", ADA, NEW),
    FileStep("bo.vcf", b"FN:Bo\r\n", None),
    FileStep("cy.vcf", None, b"FN:Cy\r\n"),
)


def perform(root: Path, done: Operation) -> tuple[str, ...]:
    with hold_write_lock(str(root)):
        return (*transaction.perform(str(root), done), *done.notices)


def undo(root: Path) -> tuple[str, ...]:
    return perform(root, transaction.undo(str(root)))


def redo(root: Path) -> tuple[str, ...]:
    return perform(root, transaction.redo(str(root)))


def all_of(root: Path) -> dict[str, bytes]:
    return {**contents(root), **contents(cards_of(root))}


AFTER = {"Ada.md": b"new", "ada.vcf": NEW, "cy.vcf": b"FN:Cy\r\n"}


def test_one_undo_takes_back_both_and_one_redo_does_both_again(root: Path) -> None:
    before = all_of(root)
    assert perform(root, operation(root, *EVERYTHING)) == ()
    assert all_of(root) == AFTER
    assert undo(root) == ()
    assert all_of(root) == before
    assert redo(root) == ()
    assert all_of(root) == AFTER
    assert undo(root) == ()
    assert all_of(root) == before


def test_a_write_of_nothing_but_cards_is_listed_and_undone(root: Path) -> None:
    perform(root, operation(root, FileStep("ada.vcf", ADA, NEW), note=None))
    (past,) = transaction.undoable(str(root))
    assert (past.what, past.paths) == ("sync with phone", (str(cards_of(root) / "ada.vcf"),))
    undo(root)
    assert (cards_of(root) / "ada.vcf").read_bytes() == ADA
    with pytest.raises(NothingToUndo):
        transaction.undo(str(root))


def test_what_another_program_has_changed_since_stays_and_is_named(root: Path) -> None:
    perform(root, operation(root, *EVERYTHING))
    cards = cards_of(root)
    (cards / "ada.vcf").write_bytes(b"FN:Ada, by phone\r\n")
    (cards / "bo.vcf").write_bytes(b"FN:Bo is back\r\n")
    told = undo(root)
    assert told == (
        f"{cards}/bo.vcf has changed since, and stays as it is",
        f"{cards}/ada.vcf has changed since, and stays as it is",
    )
    assert all_of(root) == {
        "Ada.md": b"old",
        "ada.vcf": b"FN:Ada, by phone\r\n",
        "bo.vcf": b"FN:Bo is back\r\n",
    }


def test_what_is_already_as_it_would_be_is_no_reason_to_complain(root: Path) -> None:
    perform(root, operation(root, *EVERYTHING))
    cards = cards_of(root)
    (cards / "ada.vcf").write_bytes(ADA)
    (cards / "cy.vcf").unlink()
    assert undo(root) == ()
    assert sorted(os.listdir(cards)) == ["ada.vcf", "bo.vcf"]


def test_a_folder_that_is_gone_or_another_one_stays_and_the_notes_are_undone(root: Path) -> None:
    perform(root, operation(root, *EVERYTHING))
    cards = cards_of(root)
    cards.rename(root.parent / "unmounted")
    cards.mkdir()
    assert undo(root) == (f"{cards} is not the folder that it was, and stays as it is",)
    assert all_of(root) == {"Ada.md": b"old"}
    cards.rmdir()
    assert redo(root) == (f"{cards} is not the folder that it was, and stays as it is",)
    assert contents(root) == {"Ada.md": b"new"}


@pytest.mark.parametrize(
    ("step", "error"),
    [
        (FileStep("ada.vcf", b"FN:Other\r\n", NEW), ChangedOnDisk),
        (FileStep("gone.vcf", ADA, NEW), ChangedOnDisk),
        (FileStep("bo.vcf", None, NEW), FileAlreadyExists),
        (FileStep("link.vcf", ADA, NEW), WriteFailed),
        (FileStep("../vault/Ada.md", b"old", NEW), WriteFailed),
        (FileStep("/etc/passwd", b"old", NEW), WriteFailed),
        (FileStep("a\0b.vcf", None, NEW), WriteFailed),
    ],
)
def test_nothing_is_written_if_one_card_is_not_as_it_was_read(
    root: Path, step: FileStep, error: type[Exception]
) -> None:
    (cards_of(root) / "link.vcf").symlink_to("ada.vcf")
    before = all_of(root)
    with pytest.raises(error):
        perform(root, operation(root, FileStep("cy.vcf", None, NEW), step))
    assert all_of(root) == before
    assert transaction.undoable(str(root)) == []


def test_nothing_is_written_if_a_note_is_not_as_it_was_read(root: Path) -> None:
    wanted = operation(root, *EVERYTHING)
    (root / "Ada.md").write_bytes(b"edited")
    before = all_of(root)
    with pytest.raises(ChangedOnDisk):
        perform(root, wanted)
    assert all_of(root) == before


def test_nothing_is_written_to_another_folder_at_the_path(root: Path) -> None:
    wanted = operation(root, *EVERYTHING)
    cards_of(root).rename(root.parent / "elsewhere")
    cards_of(root).mkdir()
    with pytest.raises(WriteFailed, match="not the folder that it was"):
        perform(root, wanted)
    assert all_of(root) == {"Ada.md": b"old"}


def begin(root: Path, *cards: FileStep) -> None:
    """Leave the journal as a process does that dies right after it has begun."""
    wanted = operation(root, *cards)
    (other,) = wanted.others
    changes = tuple(FileChange(step, step.path) for step in cards)
    record = Record(
        str(root),
        "cafe0001",
        wanted.what,
        tuple(FileChange(step, step.path) for step in wanted.steps),
        others=(OtherChanges(other.root, changes, other.identity),),
    )
    with hold_write_lock(str(root)):
        Journal(str(root)).begin(to_bytes(record))


def test_an_interrupted_write_is_completed_in_both(root: Path) -> None:
    begin(root, *EVERYTHING)
    assert transaction.recover(str(root)) == "finished what was interrupted: sync with phone"
    assert all_of(root) == AFTER


def test_completing_leaves_a_card_that_somebody_has_changed_since(root: Path) -> None:
    begin(root, *EVERYTHING)
    (cards_of(root) / "ada.vcf").write_bytes(b"FN:Ada, by phone\r\n")
    transaction.recover(str(root))
    assert all_of(root) == {**AFTER, "ada.vcf": b"FN:Ada, by phone\r\n"}


@pytest.mark.parametrize("is_empty_there", [True, False])
def test_completing_writes_to_no_folder_that_has_come_in_place(root: Path, is_empty_there: bool) -> None:
    begin(root, *EVERYTHING)
    cards_of(root).rename(root.parent / "unmounted")
    if is_empty_there:
        cards_of(root).mkdir()
    transaction.recover(str(root))
    assert contents(root) == {"Ada.md": b"new"}
    assert contents(cards_of(root)) == {}


def test_what_to_remember_of_an_undo_is_stored_by_it_and_removed_by_a_redo(
    root: Path, tmp_path: Path
) -> None:
    notes = tmp_path / "memory"
    notes.mkdir()
    mark = OtherFolder(str(notes), (FileStep("mark", None, b"undone", mode=0o600),), is_listed=False)
    wanted = operation(root, FileStep("ada.vcf", ADA, NEW))._replace(when_undone=(mark,))
    perform(root, wanted)
    for _ in range(2):
        assert contents(notes) == {}
        undo(root)
        assert contents(notes) == {"mark": b"undone"}
        redo(root)
    assert [path for past in transaction.undoable(str(root)) for path in past.paths] == [
        "Ada.md",
        str(cards_of(root) / "ada.vcf"),
    ]


def test_a_redo_after_the_mark_was_taken_in_does_the_rest(root: Path, tmp_path: Path) -> None:
    notes = tmp_path / "memory"
    notes.mkdir()
    mark = OtherFolder(str(notes), (FileStep("mark", None, b"undone"),), is_listed=False)
    perform(root, operation(root, *EVERYTHING)._replace(when_undone=(mark,)))
    undo(root)
    (notes / "mark").unlink()
    assert redo(root) == ()
    assert all_of(root) == AFTER


def test_a_record_comes_back_from_its_bytes() -> None:
    change = FileChange(FileStep("/cards/é.vcf", None, b"x", None, 0o640), "é.vcf")
    record = Record(
        "/vault",
        "cafe0001",
        "sync",
        (FileChange(FileStep("Ada.md", b"x", b"y"), "Ada.md"),),
        others=(OtherChanges("/cards", (change,), "1:2"),),
        when_undone=(OtherChanges("/state", (change,), "", False),),
    )
    assert from_bytes(to_bytes(record)) == record


def test_only_a_record_with_other_folders_is_unreadable_to_an_earlier_pnet(root: Path) -> None:
    with hold_write_lock(str(root)):
        transaction.perform(str(root), Operation("edit", (FileStep("Ada.md", b"old", b"new"),)))
    perform(root, operation(root, FileStep("ada.vcf", ADA, NEW), note=None))
    folder = Path(records_folder(str(root)))
    heads = [file.read_bytes()[:14] for file in sorted(folder.glob("0000*"))]
    assert heads == [b"pnet journal 1", b"pnet journal 2"]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Return a function that runs pnet in the vault, and returns what it prints."""
    # Late: only these tests need the command line.
    from plaintext_network.cli.main import main

    def run(root: Path, *words: str) -> str:
        assert main(["--vault", str(root), *words]) == 0
        return capsys.readouterr().out

    return run


def test_the_command_names_the_cards_and_shows_what_would_change(
    root: Path, told: Callable[..., str]
) -> None:
    (root / "pnet.toml").touch()
    cards = cards_of(root)
    perform(root, operation(root, FileStep("ada.vcf", ADA, NEW), note=None))
    assert f"{cards}/ada.vcf" in told(root, "undo", "--list")
    shown = told(root, "undo", "--dry-run")
    assert "-FN:Ada King" in shown
    assert "+FN:Ada" in shown
    assert told(root, "undo") == f"undone: sync with phone\n  wrote {cards}/ada.vcf\n"
    assert told(root, "redo") == f"redone: sync with phone\n  wrote {cards}/ada.vcf\n"
