"""What empties a property of many people at once is refused, as is a change of settings that takes values from anybody."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from plaintext_network.errors import PnetError
from plaintext_network.exchange.errors import SyncRefused
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


OWN = """
[properties]
emails = ["post"]
role = ["beruf"]
[kinds.contact]
types = ["freund"]
folders = ["Friends"]
"""
SETTINGS: dict[str, Callable[[str], str]] = {
    "no names of properties": lambda text: re.sub(r"(?m)^(emails|role) = .*\n", "", text),
    "other names of properties": lambda text: text.replace("post", "mail").replace("beruf", "job"),
    "no type": lambda text: text.replace('types = ["freund"]\n', ""),
    "another folder": lambda text: text.replace("Friends", "Kollegen"),
    "no kinds": lambda text: text[: text.index("[kinds")],
    "only the sync": lambda text: text[: text.index("[properties]")],
    "another kind": lambda text: text.replace("kinds.contact", "kinds.organization"),
    "all ignored": lambda text: f'ignore = ["Friends/"]\n{text}',
    "some ignored": lambda text: f'ignore = ["Friends/Person 1*", "Friends/Person 0.md"]\n{text}',
    "templates": lambda text: f'{text}\n[templates]\nfolders = ["Friends"]\n',
}


def own_book(tmp_path: Path, people: int, where: str) -> SyncedFolder:
    """Return a vault that has its own names for properties, and its own folder or type of contacts, in sync with a folder of cards."""
    folder = SyncedFolder(tmp_path)
    with (folder.root / "pnet.toml").open("a", encoding="utf-8") as file:
        file.write(OWN)
    (folder.root / "Friends").mkdir()
    kind = "type: freund\n" if where == "type" else ""
    for number in range(people):
        place = "Friends" if where == "folder" else "."
        text = f"---\n{kind}post: p{number}@example.org\nberuf: Cook\nbirthday: 1990-01-09\n---\n"
        (folder.root / place / f"Person {number}.md").write_text(text, encoding="utf-8")
    folder.sync()
    cards = [path.read_bytes() for path in folder.cards.iterdir()]
    assert len([text for text in cards if b"TITLE:Cook" in text and b"EMAIL" in text]) == people
    return folder


@pytest.mark.parametrize("change", SETTINGS.values(), ids=SETTINGS)
@pytest.mark.parametrize("where", ["folder", "type"])
@pytest.mark.parametrize("people", [1, 2, 4, 12])
def test_other_settings_take_no_value_and_no_card(
    tmp_path: Path, change: Callable[[str], str], people: int, where: str
) -> None:
    folder = own_book(tmp_path, people, where)
    cards = {path.name: path.read_bytes() for path in folder.cards.iterdir()}
    settings = folder.root / "pnet.toml"
    old = settings.read_text(encoding="utf-8")
    settings.write_text(change(old), encoding="utf-8")
    assert settings.read_text(encoding="utf-8") != old
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
    folder = own_book(tmp_path, 1, "folder")
    folder.edit(folder.root / "pnet.toml", 'role = ["beruf"]\n', "")
    assert (
        "the settings in pnet.toml changed, and 1 person would lose values or the card (Person 0)"
        in refused(folder)
    )
    assert folder.sync(SyncOptions(most_deletions=1))[1].cards_written == 1
    assert folder.sync()[1].done == ()


def test_other_settings_that_take_nothing_are_remembered(tmp_path: Path) -> None:
    folder = own_book(tmp_path, 1, "folder")
    folder.edit(folder.root / "pnet.toml", "[properties]\n", '[properties]\nphones = ["tel"]\n')
    folder.sync()
    folder.edit(folder.root / "Friends/Person 0.md", "beruf: Cook\n", "")
    assert folder.sync()[1].cards_written == 1


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
