"""A folder or a vault that is not what it was loses nobody: nothing is deleted, nobody is asked about, and pnet says what to do."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from plaintext_network.exchange.errors import SyncRefused
from plaintext_network.exchange.sync import run_sync
from plaintext_network.exchange.sync.folder.guards import most_deletions
from plaintext_network.exchange.sync.run_sync import SyncOptions
from tests.exchange.sync.synced_folder import SyncedFolder

PEOPLE = 60


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SyncedFolder:
    """A vault and a folder of cards in sync."""
    monkeypatch.setattr(run_sync, "_SECOND_LOOK", 0.0)
    folder = SyncedFolder(tmp_path)
    for number in range(PEOPLE):
        folder.write_note(f"Person {number}", emails=f"[p{number}@example.org]")
    folder.sync()
    assert len(list(folder.cards.glob("*.vcf"))) == PEOPLE
    return folder


def emptied(folder: SyncedFolder) -> None:
    for path in folder.cards.iterdir():
        path.unlink()


def emptied_but_for_settings_of_vdirsyncer(folder: SyncedFolder) -> None:
    emptied(folder)
    (folder.cards / "displayname").write_text("Contacts")


def missing(folder: SyncedFolder) -> None:
    shutil.rmtree(folder.cards)


def unmounted(folder: SyncedFolder) -> None:
    folder.cards.rename(folder.cards.with_name("elsewhere"))
    folder.cards.mkdir()


def swapped(folder: SyncedFolder) -> None:
    unmounted(folder)
    for number in range(PEOPLE):
        folder.write_card(f"other{number}.vcf", f"Somebody Else {number}", f"EMAIL:s{number}@example.com")


def swapped_in_place(folder: SyncedFolder) -> None:
    emptied(folder)
    for number in range(PEOPLE):
        folder.write_card(f"other{number}.vcf", f"Somebody Else {number}")


def swapped_for_a_smaller_one(folder: SyncedFolder) -> None:
    unmounted(folder)
    folder.write_card("one.vcf", "One Only")


def half_gone(folder: SyncedFolder) -> None:
    for path in sorted(folder.cards.iterdir())[: PEOPLE // 2]:
        path.unlink()


def some_more_than_a_tenth_gone(folder: SyncedFolder) -> None:
    for path in sorted(folder.cards.iterdir())[: PEOPLE // 10 + 1]:
        path.unlink()


def with_notes_in_it(folder: SyncedFolder) -> None:
    (folder.cards / "notes.md").write_text("# Notes")


def with_folders_in_it(folder: SyncedFolder) -> None:
    (folder.cards / "work").mkdir()


def one_too_high(folder: SyncedFolder) -> None:
    inner = folder.cards / "default"
    inner.mkdir()
    for path in [*folder.cards.glob("*.vcf")]:
        path.rename(inner / path.name)


def a_file(folder: SyncedFolder) -> None:
    shutil.rmtree(folder.cards)
    folder.cards.touch()


def vault_emptied(folder: SyncedFolder) -> None:
    shutil.rmtree(folder.root / "contacts")


def vault_swapped(folder: SyncedFolder) -> None:
    vault_emptied(folder)
    (folder.root / "contacts").mkdir()
    folder.write_note("Nobody We Know", emails="[n@example.net]")


def many_deleted_in_the_vault(folder: SyncedFolder) -> None:
    for path in sorted((folder.root / "contacts").iterdir())[: PEOPLE // 2]:
        path.unlink()


CASES: list[tuple[Callable[[SyncedFolder], None], str]] = [
    (emptied, "is empty now"),
    (emptied_but_for_settings_of_vdirsyncer, "is empty now"),
    (missing, "there is no such folder"),
    (unmounted, "is empty now"),
    (swapped, "is a different folder"),
    (swapped_in_place, "is a different folder"),
    (swapped_for_a_smaller_one, "is a different folder"),
    (half_gone, "30 of 60 cards are gone"),
    (some_more_than_a_tenth_gone, "7 of 60 cards are gone"),
    (with_notes_in_it, "contains “notes.md”"),
    (with_folders_in_it, "contains “work”"),
    (one_too_high, "cards/default"),
    (a_file, "it is a file"),
    (vault_emptied, "60 of 60 people are gone from the vault"),
    (vault_swapped, "60 of 60 people are gone from the vault"),
    (many_deleted_in_the_vault, "30 of 60 people are gone from the vault"),
]


@pytest.mark.parametrize(("harm", "told"), CASES, ids=[harm.__name__ for harm, _ in CASES])
@pytest.mark.parametrize("settings", ["ask", "archive"])
def test_nothing_is_deleted_and_nobody_asked_about(
    folder: SyncedFolder, harm: Callable[[SyncedFolder], None], told: str, settings: str
) -> None:
    folder.edit(folder.root / "pnet.toml", 'gone = "ask"', f'gone = "{settings}"')
    harm(folder)
    before, base = folder.contents(), folder.base
    for options in (SyncOptions(), SyncOptions(deletes=True)):
        plan = folder.prepare(options).plan
        assert told in plan.refusal
        assert "pnet" in plan.refusal
        assert (plan.entries, plan.question_count) == ((), 0)
        with pytest.raises(SyncRefused, match=r"\w"):
            folder.sync(options)
    assert folder.contents() == before
    assert folder.base == base


@pytest.mark.parametrize("harm", [harm for harm, _ in CASES], ids=[harm.__name__ for harm, _ in CASES])
def test_the_command_fails_with_one_sentence(
    folder: SyncedFolder, harm: Callable[[SyncedFolder], None], capsys: pytest.CaptureFixture[str]
) -> None:
    harm(folder)
    before = folder.contents()
    assert main(["--vault", str(folder.root), "sync", "--no-input"]) == 4
    told = capsys.readouterr().err
    assert "pnet" in told
    assert "Traceback" not in told
    assert folder.contents() == before


@pytest.mark.parametrize("harm", [half_gone, many_deleted_in_the_vault])
def test_as_many_as_the_user_names_may_be_gone(
    folder: SyncedFolder, harm: Callable[[SyncedFolder], None]
) -> None:
    harm(folder)
    plan = folder.prepare(SyncOptions(deletes=True, most_deletions=30)).plan
    assert plan.refusal == ""
    assert len(plan.of("card gone")) + len(plan.of("contact gone")) == 30
    assert "29" not in folder.prepare(SyncOptions(deletes=True, most_deletions=30)).plan.refusal
    assert folder.prepare(SyncOptions(deletes=True, most_deletions=29)).plan.refusal


def test_a_few_may_be_gone(folder: SyncedFolder) -> None:
    for path in sorted(folder.cards.iterdir())[: PEOPLE // 10]:
        path.unlink()
    plan = folder.prepare().plan
    assert plan.refusal == ""
    assert len(plan.of("card gone")) == PEOPLE // 10


def test_starting_over_forgets_and_deletes_nobody(folder: SyncedFolder) -> None:
    swapped(folder)
    before = folder.contents()
    plan, _ = folder.sync(SyncOptions(starts_over=True))
    assert plan.refusal == ""
    after = folder.contents()
    assert before.keys() <= after.keys()
    assert folder.prepare().plan.refusal == ""


def test_a_folder_that_was_copied_to_another_disk_is_the_same_one(folder: SyncedFolder) -> None:
    shutil.copytree(folder.cards, folder.cards.with_name("copy"))
    shutil.rmtree(folder.cards)
    folder.cards.with_name("copy").rename(folder.cards)
    plan, result = folder.sync()
    assert (plan.refusal, result.done) == ("", ())


def test_a_server_that_names_every_card_anew_is_no_other_folder(folder: SyncedFolder) -> None:
    for number, path in enumerate(sorted(folder.cards.iterdir())):
        folder.edit(path, f"UID:{path.stem}", f"UID:new{number}")
        path.rename(folder.cards / f"g{number}.vcf")
    plan, result = folder.sync()
    assert plan.refusal == ""
    assert not plan.of("card gone")
    assert (result.cards_written, result.cards_removed) == (0, 0)


def test_people_who_are_gone_on_both_sides_are_forgotten_and_do_not_count(folder: SyncedFolder) -> None:
    for number in range(20):
        (folder.root / f"contacts/Person {number}.md").unlink()
        folder.card_of(f"Person {number}").unlink()
        if number % 5 == 4:
            plan, _ = folder.sync()
            assert plan.refusal == ""
    assert len(folder.base.people) == PEOPLE - 20


def test_a_small_address_book_may_lose_five_but_not_all() -> None:
    assert [most_deletions(count) for count in (0, 5, 50, 59, 60, 1000)] == [5, 5, 5, 5, 6, 100]


def test_a_folder_that_is_being_filled_is_looked_at_twice(
    folder: SyncedFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = folder.cards.with_name("elsewhere")
    shutil.copytree(folder.cards, elsewhere)
    emptied(folder)

    def fill(_: float) -> None:
        shutil.copytree(elsewhere, folder.cards, dirs_exist_ok=True)

    monkeypatch.setattr(time, "sleep", fill)
    assert folder.prepare().plan.refusal == ""


@pytest.mark.parametrize("harm", [emptied, unmounted, swapped_in_place, vault_emptied, vault_swapped])
def test_a_small_address_book_is_guarded_as_well(
    tmp_path: Path, harm: Callable[[SyncedFolder], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_sync, "_SECOND_LOOK", 0.0)
    folder = SyncedFolder(tmp_path)
    for name in ("Ada King", "Bo Ek", "Cy Ha"):
        folder.write_note(name, emails=f"[{name[:2].lower()}@example.org]")
    folder.sync()
    harm(folder)
    before = folder.contents()
    with pytest.raises(SyncRefused):
        folder.sync(SyncOptions(deletes=True))
    assert folder.contents() == before


def test_one_contact_of_three_may_go(tmp_path: Path) -> None:
    folder = SyncedFolder(tmp_path)
    for name in ("Ada King", "Bo Ek", "Cy Ha"):
        folder.write_note(name, emails=f"[{name[:2].lower()}@example.org]")
    folder.sync()
    (folder.root / "contacts/Bo Ek.md").unlink()
    assert folder.sync(SyncOptions(deletes=True))[1].cards_removed == 1
