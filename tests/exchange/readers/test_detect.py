"""What kind a file is, is found from its content and not from its name."""

import io
from contextlib import suppress
from pathlib import Path

import pytest

from plaintext_network.errors import PnetError
from plaintext_network.exchange import limits
from plaintext_network.exchange.errors import (
    ContactFileNotFound,
    ContactFileTooLarge,
    ContactFileUnknown,
    ContactKindUnknown,
)
from plaintext_network.exchange.readers.detect import read_source, readers
from tests.exchange.readers.reading import items, kind, outcome

CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\nEND:VCARD\r\n"


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        (CARD, "contacts.csv", "vcard"),
        ("dn: cn=Ada\nobjectclass: person\ncn: Ada\n", "contacts.txt", "ldif"),
        ("First Name,Last Name,URL,Email Address,Company,Position,Connected On\n", "x", "linkedin"),
        ("Name,Given Name,Family Name,Group Membership\n", "x", "google"),
        ("First Name,Last Name,Labels,E-mail 1 - Label,E-mail 1 - Value\n", "contacts.vcf.txt", "google"),
        ("First Name,Last Name,Company,Business Street,E-mail Address,Mobile Phone\n", "x", "outlook"),
        ("name,aliases,emails,phones,links\n", "x", "pnet"),
        ("Name,Email\nAda,a@x\n", "x", "csv"),
        # The rows are LinkedIn's, whatever the last column is called.
        (
            "Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Connexion le\n"
            "Ada,Lovelace,https://www.linkedin.com/in/ada,,Acme,Boss,24 nov. 2024\n",
            "x",
            "linkedin",
        ),
        ("Name\tEmail\nAda\ta@x\n", "contacts.tsv", "csv"),
        # What only a reader with --take can read is a table, too.
        ("Kunde;Nummer\nAda;1\n", "x.csv", "csv"),
        # Other programs know properties of pnet's names.
        ("name,emails\n", "x", "csv"),
        (CARD.encode("utf-16"), "x", "vcard"),
        ("Name;Email\nMüller;a@x\n".encode("utf-16"), "x", "csv"),
    ],
)
def test_the_content_shows_the_kind(text: str | bytes, name: str, found: str) -> None:
    assert kind(text, name) == found


@pytest.mark.parametrize(
    ("content", "name", "seen", "hint"),
    [
        (b"", "x.csv", "is empty", "export the contacts again"),
        (b" \n\n", "x.csv", "is empty", "export the contacts again"),
        (b"CREATE TABLE x (a, b);\nINSERT INTO x VALUES (1, 2);\n", "x.sql", "is SQL", "as vCard or CSV"),
        (b"%PDF-1.4\n", "x.pdf", "is a PDF document", "vCard"),
        (b"<!DOCTYPE html>\n<html>", "x.html", "is a web page", "vCard or CSV instead of HTML"),
        (b"<html>a,b,c\n1,2,3\n", "x.csv", "is a web page", "CSV"),
        (b'["vcard", [["fn", {}, "text", "Ada"]]]', "x.json", "is jCard", "vCard"),
        (b'<?xml version="1.0"?>\n<vcards xmlns="x"><vcard/></vcards>', "x.xml", "is xCard", "vCard"),
        (
            b'<?xml version="1.0"?><c:contact xmlns:c="http://schemas.microsoft.com/Contact">',
            "a.contact",
            "is a contact of Windows",
            "CSV",
        ),
        (b"!BDN\x00\x00", "x.pst", "is Outlook's own file (.pst)", "Comma Separated Values"),
        (b"\x00\x01\x02\x03" * 50, "x.olm", "is Outlook's own file (.olm)", "Comma Separated Values"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "x.xls",
            "is an old document of Office",
            "save the sheet as CSV",
        ),
        (b"SQLite format 3\x00", "x.db", "is a database of SQLite", "vCard and CSV"),
        (b"\x1f\x8b\x08", "x.gz", "is a compressed file", "unpack it"),
        (b"BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n", "x.ics", "is a calendar", "vCard"),
        (b'{"hello": 1}', "x.json", "is JSON that pnet doesn't know", "Monica"),
        (b"\x00\x01\x02\x03" * 50, "x.bin", "is no text", "vCard"),
        (
            b"just some words\nand more words\n",
            "x.txt",
            "has no contacts in a form that pnet knows",
            "pnet reads ",
        ),
    ],
)
def test_other_files_are_named_with_what_to_do(content: bytes, name: str, seen: str, hint: str) -> None:
    with pytest.raises(ContactFileUnknown) as raised:
        items(content, name)
    fault, remedy = str(raised.value).split("\n", 1)
    assert fault.startswith(f"“{name}” {seen}")
    assert hint in remedy
    assert raised.value.exit_code == 4


def test_the_user_can_say_the_kind() -> None:
    found, read = read_source(io.BytesIO(b"Name,Email\nAda,a@x\n"), kind="csv")
    assert (found, [outcome(item) for item in read]) == ("csv", ["Ada"])
    with pytest.raises(ContactKindUnknown, match="linkedin"):
        read_source(io.BytesIO(b""), kind="linkdin")


@pytest.mark.parametrize("reader", [reader.KIND for reader in readers()])
@pytest.mark.parametrize(
    "content", [b"", b"\x00", b"a,b\n1,2\n", b"\xff\xfe\x00", CARD.encode(), b"{", b"PK\x03\x04"]
)
def test_a_file_of_another_kind_than_the_user_says_raises_nothing_unexpected(
    reader: str, content: bytes
) -> None:
    with suppress(PnetError):
        list(read_source(io.BytesIO(content), kind=reader)[1])


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ContactFileNotFound, match="No such file"):
        read_source(tmp_path / "none.csv")


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE", 10)
    with pytest.raises(ContactFileTooLarge):
        read_source(io.BytesIO(b"Name,Email\nAda,a@x\n"))


class Pipe(io.RawIOBase):
    """A stream that can't seek, such as a pipe."""

    def __init__(self, content: bytes) -> None:
        self._held = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        return self._held.readinto(buffer)  # type: ignore[arg-type]


def test_a_pipe_is_read_like_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.BufferedReader(Pipe(b"Name,Email,Birthday\nAda,a@x,13/5/1990\n"))
    found, read = read_source(pipe)
    assert (found, [outcome(item) for item in read]) == ("csv", ["Ada"])
    monkeypatch.setattr(limits, "FILE", 10)
    with pytest.raises(ContactFileTooLarge):
        read_source(io.BufferedReader(Pipe(b"Name,Email\nAda,a@x\n")))


@pytest.mark.parametrize(
    "cell",
    [
        CARD.replace("\r\n", "\n"),
        "dn: cn=Eve\nobjectclass: person\ncn: Eve\n",
        "### Friends:\n* Eve\n",
        "# abook addressbook file\n[format]\n[0]\nname=Eve\n",
        "* Eve\n:PROPERTIES:\n:EMAIL: eve@x.example\n:END:\n",
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n",
        "Name,Given Name,Family Name,Group Membership\n",
        # The line above a signature is no comment of SQL.
        "See you\n-- \nAda",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_cell_makes_a_table_another_kind_of_file(cell: str, encoding: str) -> None:
    table = f'Name,Email,Notes\nAda Lovelace,ada@x.example,"hello\n{cell}"\nBo Ek,bo@x.example,\n'
    found = items(table.encode(encoding))
    assert kind(table.encode(encoding)) == "csv"
    assert [outcome(item) for item in found] == ["Ada Lovelace", "Bo Ek"]
