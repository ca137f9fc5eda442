"""What empties a property of many people at once is refused, as is a change of settings that takes values from anybody."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from plaintext_network.errors import PnetError, SyncRefused
from plaintext_network.exchange.sync.run_sync import SyncOptions
from tests.exchange.sync.synced_folder import SyncedFolder

PEOPLE = 30
DELETES = SyncOptions(deletes=True)


def book(tmp_path: Path, people: int = PEOPLE) -> SyncedFolder:
    """Return a vault and a folder of cards in step."""
    folder = SyncedFolder(tmp_path)
    for number in range(people):
        folder.write_note(
            f"Person {number}",
            type="contact",
            emails=f"[p{number}@example.org, q{number}@example.org]",
            role="Cook",
            birthday="1990-01-09",
        )
    folder.sync()
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> SyncedFolder:
    return book(tmp_path)


def change_notes(folder: SyncedFolder, pattern: str, new: str, count: int = PEOPLE) -> None:
    for number in range(count):
        note = folder.root / f"contacts/Person {number}.md"
        note.write_text(re.sub(pattern, new, note.read_text(encoding="utf-8")), encoding="utf-8")


def change_cards(folder: SyncedFolder, pattern: bytes, count: int = PEOPLE) -> None:
    for path in sorted(folder.cards.iterdir())[:count]:
        path.write_bytes(re.sub(pattern, b"", path.read_bytes()))


def refused(folder: SyncedFolder, options: SyncOptions = DELETES) -> str:
    """Return why a sync is refused; check that nothing has changed."""
    before = folder.contents()
    with pytest.raises(SyncRefused) as refusal:
        folder.sync(options)
    assert folder.contents() == before
    return str(refusal.value)


@pytest.mark.parametrize(
    "pattern",
    [r"role: Cook\n", r"role: Cook", r"emails: .*\n", r"birthday: .*\n", r"(?s)emails:.*?birthday: [^\n]*\n"],
)
@pytest.mark.parametrize("count", [PEOPLE, 6])
def test_a_script_that_blanks_a_property_in_many_notes_empties_no_card(
    folder: SyncedFolder, pattern: str, count: int
) -> None:
    change_notes(folder, pattern, "role:" if pattern == "role: Cook" else "", count)
    assert f"{count} of {PEOPLE} people would lose all" in refused(folder)
    assert f"pnet sync phone --deletes={count}" in refused(folder, SyncOptions(most_deletions=count - 1))
    assert folder.sync(SyncOptions(deletes=True, most_deletions=count))[1].cards_written == count


@pytest.mark.parametrize("pattern", [rb"TITLE:.*\r\n", rb"EMAIL.*\r\n", rb"(TEL|BDAY|EMAIL).*\r\n"])
@pytest.mark.parametrize("count", [PEOPLE, 6])
def test_a_program_that_drops_a_property_of_many_cards_empties_no_note(
    folder: SyncedFolder, pattern: bytes, count: int
) -> None:
    change_cards(folder, pattern, count)
    assert f"{count} of {PEOPLE} people would lose all" in refused(folder)
    assert folder.sync(SyncOptions(most_deletions=count))[1].notes_written == count


def test_a_few_may_lose_a_property_and_each_another_one(folder: SyncedFolder) -> None:
    change_notes(folder, r"role: Cook\n", "", 5)
    change_notes(folder, r"birthday: .*\n", "", 5)
    change_cards(folder, rb"EMAIL.*\r\n", 4)
    plan, _ = folder.sync()
    assert plan.refusal == ""


def test_one_of_two_values_may_go_from_everybody(folder: SyncedFolder) -> None:
    change_notes(folder, r", q\d+@example.org", "")
    assert folder.sync()[1].cards_written == PEOPLE


def test_everybody_of_a_small_address_book_is_guarded_as_well(tmp_path: Path) -> None:
    folder = book(tmp_path, 4)
    change_notes(folder, r"role: Cook\n", "", 4)
    assert "4 of 4 people would lose all role" in refused(folder)
    assert folder.sync(SyncOptions(most_deletions=4))[1].cards_written == 4


def test_one_person_of_two_may_lose_a_property(tmp_path: Path) -> None:
    folder = book(tmp_path, 2)
    change_notes(folder, r"role: Cook\n", "", 2)
    assert folder.sync()[1].cards_written == 2


SETTINGS: dict[str, Callable[[str], str]] = {
    "another name of a property": lambda text: f'{text}\n[properties]\nemails = "mail"\nrole = "beruf"\n',
    "another kind": lambda text: f'{text}\n[kinds.meeting]\ntypes = ["contact"]\n',
    "contacts elsewhere": lambda text: (
        f'{text}\n[kinds.contact]\ntypes = ["person"]\nfolders = ["Friends"]\n'
    ),
    "all ignored": lambda text: f'ignore = ["contacts/"]\n{text}',
    "some ignored": lambda text: f'ignore = ["contacts/Person 1*"]\n{text}',
    "templates": lambda text: f'{text}\n[templates]\nfolders = ["contacts"]\n',
}


@pytest.mark.parametrize("change", SETTINGS.values(), ids=SETTINGS)
@pytest.mark.parametrize("people", [1, 2, 4, PEOPLE])
def test_other_settings_take_no_value_and_no_card(
    tmp_path: Path, change: Callable[[str], str], people: int
) -> None:
    folder = book(tmp_path, people)
    cards = {path.name: path.read_bytes() for path in folder.cards.iterdir()}
    settings = folder.root / "pnet.toml"
    old = settings.read_text(encoding="utf-8")
    settings.write_text(change(old), encoding="utf-8")
    for _ in range(2):
        with suppress(SyncRefused):
            folder.sync(DELETES)
        after = {path.name: path.read_bytes() for path in folder.cards.iterdir()}
        assert {name: after.get(name) for name in cards} == cards
    settings.write_text(old, encoding="utf-8")
    notes = folder.contents()
    assert folder.sync(DELETES)[0].refusal == ""
    assert folder.contents() == notes


def test_values_that_other_settings_take_from_one_person_go_after_a_yes(tmp_path: Path) -> None:
    folder = book(tmp_path, 1)
    with (folder.root / "pnet.toml").open("a", encoding="utf-8") as file:
        file.write('[properties]\nrole = "beruf"\n')
    if folder.prepare().plan.refusal:
        assert "the settings in pnet.toml changed, and one person would lose values" in refused(folder)
        assert folder.sync(SyncOptions(most_deletions=1))[1].cards_written == 1


@pytest.mark.parametrize("content", [None, b"", b"[sync.phone", b"\0" * 100, b'[kinds.contact]\ntypes = "x'])
def test_settings_that_are_gone_or_broken_change_nothing(folder: SyncedFolder, content: bytes | None) -> None:
    change_notes(folder, r"role: Cook\n", "role: Baker\n", 3)
    (folder.root / "pnet.toml").unlink()
    if content is not None:
        (folder.root / "pnet.toml").write_bytes(content)
    before = folder.contents()
    with pytest.raises(PnetError):
        folder.sync(DELETES)
    assert folder.contents() == before
