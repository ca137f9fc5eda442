"""A card that another program has damaged, or is still writing, takes no value from a note, and makes no new contact."""

from pathlib import Path

import pytest

from plaintext_network.exchange.errors import CardsNotMerged
from plaintext_network.exchange.sync.card_merge.merge_card_files import merge_card_files
from plaintext_network.exchange.sync.folder.whole_card import CUT_OFF, HEADLESS, HOLE, REST, damage
from plaintext_network.exchange.sync.run_sync import SyncOptions
from plaintext_network.exchange.sync.sync_plan import SyncAnswers
from tests.exchange.sync.synced_folder import SyncedFolder, card

LINES = (
    "N:Lovelace;Zoë;;;",
    "EMAIL;TYPE=home:zoe@example.org",
    "EMAIL:zoe@example.com",
    "TEL:+44 20 7946 0018",
    "ORG:Analytical Society",
    "TITLE:Engineer",
    "BDAY:1990-12-10",
    "URL:https://example.org/zoe",
    "NOTE:Met in Zürich",
)
WHOLE = card("Zoë Lovelace", "zoe", *LINES).encode()
OTHER = card("Bo Ek", "bo", "EMAIL:bo@example.org").encode()
OPTIONS = SyncOptions(deletes=True)


@pytest.fixture
def folder(tmp_path: Path) -> SyncedFolder:
    """A vault and a folder of cards in step, with settings that ask nothing."""
    folder = SyncedFolder(tmp_path, 'new = "add"\ngone = "archive"\n')
    (folder.cards / "zoe.vcf").write_bytes(WHOLE)
    (folder.cards / "bo.vcf").write_bytes(OTHER)
    folder.sync()
    assert folder.sync()[1].done == ()
    return folder


def cut(number: int) -> bytes:
    return WHOLE[:number]


ENDS = [WHOLE.rindex(b"END:VCARD") + 9, len(WHOLE) - 1, len(WHOLE)]
CUTS = [number for number in range(len(WHOLE)) if number not in ENDS]


@pytest.mark.parametrize("number", CUTS[::7] + CUTS[-9:])
def test_a_card_that_is_cut_off_anywhere_changes_nobody(folder: SyncedFolder, number: int) -> None:
    (folder.cards / "zoe.vcf").write_bytes(cut(number))
    before = folder.contents()
    plan, _ = folder.sync(OPTIONS)
    assert folder.contents() == before
    assert [entry.file for entry in plan.of("unreadable")] == ["zoe.vcf"]
    (folder.cards / "zoe.vcf").write_bytes(WHOLE)
    assert folder.sync(OPTIONS)[1].done == ()


@pytest.mark.parametrize("number", CUTS[::11] + CUTS[-9:])
def test_a_new_card_that_is_cut_off_makes_no_contact(folder: SyncedFolder, number: int) -> None:
    new = card("Cy Ha", "cy", *LINES).encode()
    (folder.cards / "cy.vcf").write_bytes(new[: min(number, len(new) - 3)])
    before = folder.contents()
    folder.sync(OPTIONS)
    assert folder.contents() == before
    (folder.cards / "cy.vcf").write_bytes(new)
    folder.sync(OPTIONS)
    assert (folder.root / "contacts/Cy Ha.md").exists()


@pytest.mark.parametrize("newline", [b"\r\n", b"\n", b"\r"])
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (WHOLE, ""),
        (WHOLE.rstrip(), ""),
        (WHOLE + b"\r\n\r\n \t\r\n", ""),
        (WHOLE + b"\0", ""),
        (WHOLE + bytes(4096), ""),
        (WHOLE + b"\x1a", ""),
        (b"\r\n\r\n" + WHOLE, ""),
        (b"\xef\xbb\xbf" + WHOLE, ""),
        (b"\xef\xbb\xbf" * 2 + WHOLE, ""),
        (WHOLE.replace(b"BEGIN:VCARD", b"begin : vcard").replace(b"END:VCARD", b"End:vCard "), ""),
        (b"  " + WHOLE.rstrip().replace(b"\r\n", b"\r\n  "), ""),
        (WHOLE.replace(b"NOTE:", b"NOTE:a text about\r\n END:VCARD\r\n "), ""),
        (WHOLE.replace(b"NOTE:", b"AGENT:\r\nBEGIN:VCARD\r\nFN:Aide\r\nEND:VCARD\r\nNOTE:"), ""),
        (WHOLE.replace(b"NOTE:", b"AGENT:BEGIN:VCARD\r\nFN:Aide\r\nEND:VCARD\r\nNOTE:"), ""),
        (WHOLE.replace(b"NOTE:", b"NOTE:one\0"), ""),
        (WHOLE[:-3], CUT_OFF),
        (WHOLE[: WHOLE.index(b"TEL")], CUT_OFF),
        (b"BEGIN:VCARD", CUT_OFF),
        # The end of the inner card, and nothing of the outer one after it.
        (b"BEGIN:VCARD\r\nFN:Zoe\r\nAGENT:\r\nBEGIN:VCARD\r\nFN:Aide\r\nEND:VCARD\r\n", CUT_OFF),
        (WHOLE[: WHOLE.index(b"NOTE")] + b"NOTE:a text about\r\n END:VCARD\r\n", CUT_OFF),
        (WHOLE[20:], HEADLESS),
        (WHOLE[WHOLE.index(b"EMAIL") :], HEADLESS),
        (b"HTTP/1.1 200 OK\r\n\r\n" + WHOLE, HEADLESS),
        (b"", HEADLESS),
        (bytes(512) + WHOLE[512:], HEADLESS),
        (WHOLE[:60] + bytes(64) + WHOLE[124:], HOLE),
        (WHOLE[:60] + bytes(2) + WHOLE[60:], HOLE),
        (WHOLE + WHOLE[-40:-14], REST),
        (WHOLE + b"TEL:1\r\n", REST),
        (WHOLE + b"garbage", REST),
    ],
)
def test_a_file_has_all_of_its_card_or_says_what_is_missing(
    content: bytes, reason: str, newline: bytes
) -> None:
    assert damage(content.replace(b"\r\n", newline)) == reason


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_in_utf_16_is_whole_or_cut_off(codec: str) -> None:
    text = WHOLE.decode().encode(codec)
    assert damage(text) == ""
    assert {damage(text[:number]) for number in range(64, len(text) - 8)} == {CUT_OFF}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 4096,
        b" \r\n\r\n",
        WHOLE[:100] + bytes(len(WHOLE) - 100),
        bytes(200) + WHOLE[200:],
        b"<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>",
        b"<html><pre>\nBEGIN:VCARD\nFN:Example\nEND:VCARD\n</pre></html>",
        b'{"error": "quota exceeded"}',
        WHOLE + OTHER,
        WHOLE + WHOLE,
        WHOLE + WHOLE[-60:],
        OTHER[:-13] + WHOLE[len(OTHER) - 13 :],
        b"\x1f\x8b\x08\x00" + bytes(range(256)),
        b"BEGIN:VCARD\r\nEND:VCARD\r\n",
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:zoe\r\nEND:VCARD\r\n",
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:zoe\r\nFN:\r\nN:;;;;\r\nEND:VCARD\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:zoe\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        b"<<<<<<< HEAD\n" + WHOLE + b"=======\n" + WHOLE + b">>>>>>> phone\n",
    ],
    ids=range(18),
)
def test_what_is_no_card_any_more_changes_nobody(folder: SyncedFolder, content: bytes) -> None:
    (folder.cards / "zoe.vcf").write_bytes(content)
    before = folder.contents()
    plan, _ = folder.sync(OPTIONS)
    assert folder.contents() == before
    assert [entry.file for entry in plan.of("unreadable")] == ["zoe.vcf"]
    (folder.cards / "zoe.vcf").write_bytes(WHOLE)
    assert folder.sync(OPTIONS)[1].done == ()


def quoted_printable(text: str) -> bytes:
    """Return the card as a phone with version 2.1 writes it."""
    lines = ["BEGIN:VCARD", "VERSION:2.1"]
    for line in text.splitlines()[2:-1]:
        name, _, value = line.partition(":")
        encoded = "".join(
            chr(byte) if 32 < byte < 127 and byte != 61 else f"={byte:02X}" for byte in value.encode()
        )
        if encoded != value and name in ("FN", "N", "NOTE"):
            line = f"{name};CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{encoded}"
        lines.append(line.replace("TYPE=home", "HOME"))
    return "\r\n".join((*lines, "END:VCARD", "")).encode()


TEXT = WHOLE.decode()


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("cp1252"),
        TEXT.encode("latin-1"),
        TEXT.replace("\r\n", "\n").encode(),
        TEXT.replace("\r\n", "\r").encode(),
        TEXT.replace("\r\n", "\r\r\n").encode(),
        TEXT.replace("\r\n", "\r\n\r\n").encode(),
        TEXT.rstrip().encode(),
        WHOLE + bytes(100),
        quoted_printable(TEXT),
        TEXT.replace("3.0", "4.0").encode(),
        TEXT.replace("o", "o\r\n ").replace("BEGIN:VCARD", "BEGIN:VCARD").encode(),
        "\r\n".join((*TEXT.splitlines()[:2], *sorted(TEXT.splitlines()[2:-1], key=lambda line: line[:3]), "END:VCARD", "")).encode(),
        TEXT.replace("UID:zoe\r\n", "").encode(),
        TEXT.replace("UID:zoe", "UID:urn:uuid:5bd3d1a8-9e0d-4c6c-9d30-3a9e9a7f2b11").encode(),
        TEXT.replace("FN:Zoë Lovelace", "FN:").encode(),
        TEXT.replace("FN:Zoë Lovelace\r\n", "").encode(),
    ],
    ids=[
        "BOM", "UTF-16", "UTF-16 without BOM", "windows-1252", "latin-1", "LF", "CR", "CR CR LF", "blank lines", "no newline",
        "padding", "2.1", "4.0", "folded", "sorted", "no UID", "another UID", "FN emptied", "no FN",
    ],
)  # fmt: skip
def test_another_spelling_of_the_same_card_changes_no_value(folder: SyncedFolder, content: bytes) -> None:
    (folder.cards / "zoe.vcf").write_bytes(content)
    note = folder.root / "contacts/Zoë Lovelace.md"
    names = set(folder.contents())
    values = values_of(note)
    plan, _ = folder.sync(OPTIONS)
    assert not plan.of("unreadable")
    assert values_of(note) == values
    assert set(folder.contents()) == names
    assert folder.sync(OPTIONS)[1].done == ()


def values_of(note: Path) -> list[str]:
    """Return the front matter of a note without its UID."""
    return [
        line for line in note.read_text(encoding="utf-8").split("---")[1].splitlines() if "uid:" not in line
    ]


@pytest.mark.parametrize(
    "content",
    [
        card("Mia Roe", "mia", "EMAIL:mia@example.org").encode(),
        card("Mia Roe", "mia", "EMAIL:mia@example.org").replace("UID:mia\r\n", "").encode(),
        card("Mia Roe", "mia").encode(),
    ],
    ids=["another UID", "no UID", "only a name"],
)
def test_a_card_of_somebody_else_in_a_known_file_takes_nothing_from_anybody(
    folder: SyncedFolder, content: bytes
) -> None:
    (folder.cards / "zoe.vcf").write_bytes(content)
    before = {name: text for name, text in folder.contents().items() if "Mia" not in name}
    folder.sync(OPTIONS)
    after = folder.contents()
    assert {name: after.get(name) for name in before} == before


def test_a_card_of_somebody_else_in_a_known_file_archives_nobody_without_an_answer(
    folder: SyncedFolder,
) -> None:
    (folder.cards / "zoe.vcf").write_text(card("Mia Roe", "mia", "EMAIL:mia@example.org"), newline="")
    (gone,) = folder.sync(OPTIONS)[0].of("card gone")
    assert (gone.asks, gone.reason) == (True, "zoe.vcf has somebody else's card now")
    answers = SyncAnswers({gone.path: "archive"})
    _, result = folder.sync(OPTIONS._replace(answers=answers))
    assert result.skipped == ()
    assert b"archived" in (folder.root / "contacts/Zoë Lovelace.md").read_bytes()
    assert (folder.root / "contacts/Mia Roe.md").exists()


COPIES = [
    "0.vcf", "zoe (1).vcf", "zoe.sync-conflict-20261125-101010-ABCDEFG.vcf", "zoe-conflict.vcf", "zoe_2.vcf",
    "zoe (Zoë's conflicted copy 2026-11-25).vcf",
]  # fmt: skip


@pytest.mark.parametrize("name", COPIES)
@pytest.mark.parametrize("known", ["zoe.vcf", "z-0815.vcf"])
def test_a_copy_that_a_program_left_beside_a_card_is_nobody(tmp_path: Path, name: str, known: str) -> None:
    folder = SyncedFolder(tmp_path, 'new = "add"\ngone = "archive"\n')
    (folder.cards / known).write_bytes(WHOLE)
    folder.sync()
    copy = WHOLE.replace(b"TITLE:Engineer", b"TITLE:Copy").replace(b"TEL:+44 20 7946 0018\r\n", b"")
    (folder.cards / name).write_bytes(copy)
    before = folder.contents()
    plan, _ = folder.sync(OPTIONS)
    assert folder.contents() == before
    assert [(entry.file, entry.reason) for entry in plan.of("unreadable")] == [
        (name, f"{known} has the same UID")
    ]


@pytest.mark.parametrize("name", COPIES)
def test_of_two_new_cards_with_one_uid_the_one_of_that_name_counts(tmp_path: Path, name: str) -> None:
    folder = SyncedFolder(tmp_path, 'new = "add"\n')
    (folder.cards / name).write_bytes(WHOLE.replace(b"TITLE:Engineer", b"TITLE:Copy"))
    (folder.cards / "zoe.vcf").write_bytes(WHOLE)
    folder.sync()
    assert [path.name for path in (folder.root / "contacts").iterdir()] == ["Zoë Lovelace.md"]
    assert b"role: Engineer" in (folder.root / "contacts/Zoë Lovelace.md").read_bytes()


@pytest.mark.parametrize("number", [40, len(WHOLE) // 2, len(WHOLE) - 3])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_version_that_is_cut_off_is_merged_with_none(tmp_path: Path, number: int, is_first: bool) -> None:
    contents = (cut(number), WHOLE) if is_first else (WHOLE, cut(number))
    paths = [tmp_path / "a.vcf", tmp_path / "b.vcf"]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    with pytest.raises(CardsNotMerged, match=CUT_OFF.replace("?", r"\?")):
        merge_card_files(str(paths[0]), str(paths[1]))
    assert tuple(path.read_bytes() for path in paths) == contents
