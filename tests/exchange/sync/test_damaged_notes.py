"""A note that is half written, damaged or no contact's any more takes no value from a card."""

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from plaintext_network.exchange.sync.run_sync import SyncOptions
from tests.exchange.sync.synced_folder import SyncedFolder, card

SETTINGS = 'new = "add"\ngone = "archive"\nsend = ["notes", "photos"]\n'
FRONT = """---
type: contact
name: Zoë Lovelace
emails:
  - zoe@example.org
  - zoe@example.com
phones: ["+44 20 7946 0018"]
organization: Analytical Society
role: Engineer
birthday: 1990-12-10
"""
PATHS = ["contacts/Zoë.md", "Zoë.md"]
OPTIONS = SyncOptions(deletes=True)


@pytest.fixture(params=PATHS)
def path(request: pytest.FixtureRequest) -> str:
    """Where the note is: in a folder of contacts, or where only its type says that it is a contact."""
    return str(request.param)


@pytest.fixture(params=["with uid", "without uid"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, path: str) -> SyncedFolder:
    """A vault and a folder of cards in step."""
    folder = SyncedFolder(tmp_path, SETTINGS)
    has_uid = request.param == "with uid"
    own = f"{FRONT}uid: zoe\n" if has_uid else FRONT
    (folder.root / path).write_text(f"{own}---\n\nKnows [[Bo Ek]].\n", encoding="utf-8")
    folder.write_note("Bo Ek", emails="[bo@example.org]")
    text = card("Zoë Lovelace", "zoe", "EMAIL:zoe@example.org", "X-MOOD:sunny", "NOTE:Met in Zürich")
    (folder.cards / "zoe.vcf").write_text(text if has_uid else text.replace("UID:zoe\r\n", ""), newline="")
    folder.sync()
    if not has_uid:
        # A card without a UID, and a note without one.
        for note in (folder.root / path, folder.root / "contacts/Bo Ek.md"):
            lines = note.read_text(encoding="utf-8").splitlines(keepends=True)
            note.write_text("".join(line for line in lines if not line.startswith("uid:")), encoding="utf-8")
    folder.sync()
    assert folder.sync()[1].done == ()
    assert b"TITLE:Engineer" in (folder.cards / "zoe.vcf").read_bytes()
    return folder


def cards(folder: SyncedFolder) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.cards.iterdir()}


def changes_no_card(folder: SyncedFolder, path: str, content: bytes) -> None:
    """Check that a note with this content takes nothing from a card, and that all is well once it is restored."""
    note = folder.root / path
    whole = note.read_bytes()
    before = cards(folder)
    note.write_bytes(content)
    for _ in range(2):
        folder.sync(OPTIONS)
        after = cards(folder)
        assert {name: after.get(name) for name in before} == before
    note.write_bytes(whole)
    folder.sync(OPTIONS)
    assert cards(folder) == before
    assert note.read_bytes() == whole
    assert folder.sync()[1].done == ()


HARMS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "blank": lambda _: b"\r\n \r\n",
    "NULs": lambda text: bytes(len(text)),
    "NULs at the end": lambda text: text[:90] + bytes(len(text) - 90),
    "NULs at the beginning": lambda text: bytes(90) + text[90:],
    "only the opening line": lambda _: b"---\n",
    "cut in the front matter": lambda text: text[:60],
    "no front matter": lambda text: text.split(b"---\n", 2)[2],
    "only a text": lambda _: b"Sorry, this note is being synced.\n",
    "no closing line": lambda text: text.replace(b"\n---\n", b"\n", 1),
    "broken YAML": lambda text: text.replace(b"emails:", b"emails: [a\nx: : :", 1),
    "bytes that are no text": lambda _: b"\xff\xfe\x00broken",
    "zipped": lambda _: b"PK\x03\x04" + bytes(range(256)),
    "a page": lambda _: b"<!DOCTYPE html><html><body>502 Bad Gateway</body></html>",
    "conflict markers": lambda text: text.replace(
        b"emails:", b"<<<<<<< HEAD\nrole: A\n=======\nrole: B\n>>>>>>> x\nemails:", 1
    ),
    "another front matter before it": lambda text: b"---\ntags: []\n---\n" + text,
    "another front matter after a blank line": lambda text: b"---\ntags: []\n---\n\n" + text,
    "emails twice": lambda text: text.replace(b"phones:", b"emails: []\nphones:", 1),
    "a list of lists": lambda text: text.replace(b"  - zoe@example.org\n", b"  - [zoe@example.org]\n", 1),
    "a birthday that is no day": lambda text: text.replace(b"1990-12-10", b"10.12.199O", 1),
    "another type": lambda text: text.replace(b"type: contact", b"type: meeting", 1),
    "a template": lambda text: text.replace(b"type: contact", b"type: template", 1),
    "an organization": lambda text: text.replace(b"type: contact", b"type: organization", 1),
    "no type": lambda text: text.replace(b"type: contact\n", b"", 1),
    "merge key": lambda text: text.replace(b"emails:", b"<<: *other\nemails:", 1),
    "a comment before it": lambda text: b"<!-- saved -->\n" + text,
    "a blank line before it": lambda text: b"\n" + text,
}


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_a_damaged_note_takes_nothing_from_a_card(
    folder: SyncedFolder, path: str, harm: Callable[[bytes], bytes]
) -> None:
    changes_no_card(folder, path, harm((folder.root / path).read_bytes()))


@pytest.mark.parametrize("part", range(12))
def test_a_note_that_is_cut_off_anywhere_takes_nothing_from_a_card(
    folder: SyncedFolder, path: str, part: int
) -> None:
    content = (folder.root / path).read_bytes()
    changes_no_card(folder, path, content[: len(content) * part // 12])


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_note_in_another_encoding_is_the_same(
    folder: SyncedFolder, path: str, codec: str, newline: str
) -> None:
    note = folder.root / path
    before = cards(folder)
    note.write_bytes(note.read_text(encoding="utf-8").replace("\n", newline).encode(codec))
    folder.sync(OPTIONS)
    assert cards(folder) == before


@pytest.mark.parametrize(
    "new",
    [
        "contacts/zoë.md", "contacts/ZOË.md", unicodedata.normalize("NFD", "contacts/Zoë.md"), "Friends/Zoë.md",
        "contacts/Zoë Lovelace.md", "contacts/A/B/Zoë.md",
    ],
)  # fmt: skip
def test_a_note_with_another_path_keeps_its_card(folder: SyncedFolder, path: str, new: str) -> None:
    before = cards(folder)
    (folder.root / new).parent.mkdir(parents=True, exist_ok=True)
    (folder.root / path).rename(folder.root / new)
    folder.sync(OPTIONS)
    assert cards(folder) == before
    assert folder.sync()[1].done == ()


@pytest.mark.parametrize("place", ["link", "pipe"])
def test_a_note_replaced_by_something_else_takes_nothing_from_a_card(
    folder: SyncedFolder, path: str, place: str, tmp_path: Path
) -> None:
    before = cards(folder)
    note = folder.root / path
    note.rename(tmp_path / "elsewhere.md")
    if place == "link":
        note.symlink_to(tmp_path / "elsewhere.md")
    else:
        os.mkfifo(note)
    folder.sync(OPTIONS)
    assert cards(folder) == before


def test_the_note_of_somebody_else_in_its_place_takes_nothing_from_a_card(
    folder: SyncedFolder, path: str
) -> None:
    note = folder.root / path
    whole, before = note.read_bytes(), (folder.cards / "zoe.vcf").read_bytes()
    note.write_bytes(b"---\ntype: contact\nname: Mia Roe\nuid: mia\nemails: [mia@example.org]\n---\n")
    (gone,) = folder.sync(OPTIONS)[0].of("contact gone")
    assert (gone.asks, gone.reason) == (True, f"{path} is another contact")
    note.write_bytes(whole)
    folder.sync(OPTIONS)
    assert (folder.cards / "zoe.vcf").read_bytes() == before
    assert not set(whole.splitlines()) - set(note.read_bytes().splitlines())


@pytest.mark.parametrize("part", range(1, 10))
def test_of_a_private_note_that_is_cut_off_nothing_leaves(folder: SyncedFolder, part: int) -> None:
    content = "---\ntype: contact\nemails: [eve@example.org]\nrole: Spy\nprivate: true\n---\n"
    folder.write_note("Eve Adams", type="contact")
    (folder.root / "contacts/Eve Adams.md").write_text(content[: len(content) * part // 10], encoding="utf-8")
    folder.sync()
    assert not [name for name, text in cards(folder).items() if b"Eve" in text or b"eve" in text]
