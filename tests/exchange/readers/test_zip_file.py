"""Archives of LinkedIn and Google Takeout are read without unpacking them, and without trusting them."""

import io
import struct
import warnings
import zipfile

import pytest

from plaintext_network.errors import PnetError
from plaintext_network.exchange import limits
from plaintext_network.exchange.errors import ContactFileUnknown
from tests.exchange.readers.reading import items, kind, outcome

LINKEDIN = "Notes:\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\nAda,Byron,,,,,24 Nov 2026\n"
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{}\r\nEND:VCARD\r\n"


def archive(members: dict[str, str | bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize(
    "path", ["Connections.csv", "Basic_LinkedInDataExport_11-30-2026/Connections.csv", "connections.csv"]
)
def test_an_archive_of_linkedin(path: str) -> None:
    content = archive({path: LINKEDIN, "Profile.csv": "First Name\nMe\n", "messages.csv": "a,b\n1,2\n"})
    assert kind(content, "export.zip") == "linkedin"
    (ada,) = items(content, "export.zip")
    assert outcome(ada) == "Ada Byron"
    assert ada.origin == (f"export.zip/{path}", 1, 4)


def test_an_archive_of_takeout_counts_a_contact_of_two_labels_once() -> None:
    content = archive(
        {
            "Takeout/Contacts/Friends/Friends.vcf": CARD.format("Ada") + CARD.format("Bob"),
            "Takeout/Contacts/Work/Work.vcf": CARD.format("Ada"),
            "Takeout/Mail/All mail.mbox": "From x",
            "Takeout/archive_browser.html": "<html>",
        }
    )
    assert kind(content, "takeout.zip") == "google"
    read = items(content, "takeout.zip")
    assert [outcome(item) for item in read] == [
        "Ada",
        "Bob",
        "skipped 1: another file of the archive has the same contact",
    ]
    assert [item.origin.number for item in read] == [1, 2, 3]


def test_the_file_of_all_contacts_counts_alone() -> None:
    content = archive(
        {
            "Takeout/Kontakte/Alle Kontakte/Alle Kontakte.vcf": CARD.format("Ada") + CARD.format("Bob"),
            "Takeout/Kontakte/Meine Kontakte/Meine Kontakte.vcf": CARD.format("Ada"),
        }
    )
    assert [outcome(item) for item in items(content, "takeout.zip")] == ["Ada", "Bob"]


def test_takeout_may_have_csv() -> None:
    rows = "First Name,Last Name,Labels,File As,E-mail 1 - Label,E-mail 1 - Value\nAda,Byron,,,,a@x\n"
    content = archive({"Takeout/Contacts/All Contacts/All Contacts.csv": rows})
    assert [outcome(item) for item in items(content, "takeout.zip")] == ["Ada Byron"]


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"photo.jpg": b"\xff\xd8"}, "neither Connections.csv of LinkedIn nor contacts of Google Takeout"),
        (
            {"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"},
            "is a spreadsheet of Excel\nsave the sheet as CSV",
        ),
        (
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"},
            "save the sheet as CSV",
        ),
        ({}, "neither Connections.csv"),
        # An archive within an archive is not opened.
        ({"Takeout/Contacts/inner.zip": archive({"Connections.csv": LINKEDIN})}, "neither Connections.csv"),
    ],
)
def test_other_archives_are_refused_with_what_to_do(members: dict[str, str | bytes], said: str) -> None:
    with pytest.raises(ContactFileUnknown) as raised:
        items(archive(members), "export.zip")
    assert said in str(raised.value)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    content = archive({"Connections.csv": b"a" * (64 << 20)})
    assert len(content) < 100_000
    assert [outcome(item) for item in items(content, "bomb.zip")] == [
        "refused 1: it expands to more than 200 times its size"
    ]


def test_a_size_that_an_archive_states_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE", 1000)
    content = bytearray(archive({"Connections.csv": LINKEDIN + "x" * 2000}))
    # The uncompressed size in the directory becomes 10.
    place = content.rfind(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", 10)
    (item,) = items(bytes(content)[:900] if len(content) < 900 else bytes(content), "export.zip")
    assert outcome(item).startswith("refused 1: ")


def test_a_password_is_needed_for_an_encrypted_archive() -> None:
    content = bytearray(archive({"Connections.csv": LINKEDIN}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + place] |= 1
    assert [outcome(item) for item in items(bytes(content), "export.zip")] == [
        "refused 1: the archive is encrypted; unpack it with its password first"
    ]


def test_names_of_members_are_no_paths() -> None:
    content = archive({"../../etc/Connections.csv": LINKEDIN})
    (item,) = items(content, "export.zip")
    assert outcome(item) == "Ada Byron"


def test_a_damaged_archive_raises_nothing_else() -> None:
    content = archive({"Takeout/Contacts/a.vcf": CARD.format("Ada") * 50, "Connections.csv": LINKEDIN * 20})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for place in range(0, len(content), 3):
            for changed in (0x00, 0xFF):
                damaged = content[:place] + bytes([changed]) + content[place + 1 :]
                try:
                    items(damaged, "export.zip")
                except PnetError:
                    continue
        for length in range(0, len(content), 7):
            try:
                items(content[:length], "export.zip")
            except PnetError:
                continue
