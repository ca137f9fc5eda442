"""What each format contains: hostile values, exact texts, and what comes back by a reader of the format."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from plaintext_network.exchange.cards.to_record import to_record
from plaintext_network.exchange.exports.contact_export import Export, export_contacts
from plaintext_network.exchange.exports.split_folder import FileStems
from plaintext_network.exchange.list_cells import join_list, split_list
from plaintext_network.exchange.readers.detect import read_source
from plaintext_network.exchange.record import Record, SourceCard
from plaintext_network.exchange.writers.formats import FORMATS
from plaintext_network.vault.notebook import Notebook

EXTRAS = ("notes", "tags", "circles", "photos")
ADA = (
    "---\naliases: [Countess]\nemails: [ada@example.org, a.l@example.com]\nphones: ['+44 20 555 0100']\n"
    "links: ['https://example.org/ada']\norganization: '[[Analytical Engines]]'\nrole: Analyst\nlocation: London\n"
    "addresses: ['12 St James''s Square, London']\nformer: [Royal Society]\nbirthday: 1815-12-10\n"
    "occasions: [06-01 met the bakers]\nuid: urn:uuid:1\ntags: [maths]\ncircles: [friends]\n---\n"
    "> [!quote] From phone\n> plays chess\n\n```vcard\nX-PNET-SOURCE;ID=1;DAY=2026-11-24;DIGEST=0:phone\n"
    "item1.TEL;TYPE=CELL,VOICE:+44 20 555 0100\nEMAIL;TYPE=WORK:a.l@example.com\n"
    "X-MORE:more\n```\n"
)
Open = Callable[..., Export]


@pytest.fixture
def exported(vault: Callable[[Mapping[str, str]], Path]) -> Open:
    def export(notes: Mapping[str, str], extras: tuple[str, ...] = EXTRAS) -> Export:
        return export_contacts(Notebook(str(vault(notes)), date(2026, 11, 25), cache=False), extras=extras)

    return export


def written(export: Export, to: str, vcard: str = "3.0") -> str:
    return b"".join(export.write(to, vcard=vcard)).decode()


def test_a_card_has_what_the_note_says_and_its_raw_lines_decorate(exported: Open) -> None:
    assert written(exported({"contacts/Ada Lovelace.md": ADA}), "vcard").split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//plaintext_network//EN",
        "FN:Ada Lovelace",
        "N:Lovelace;Ada;;;",
        "NICKNAME:Countess",
        "ORG:Analytical Engines",
        "TITLE:Analyst",
        "EMAIL:ada@example.org",
        "EMAIL;TYPE=WORK:a.l@example.com",
        "item1.TEL;TYPE=CELL,VOICE:+44 20 555 0100",
        "URL:https://example.org/ada",
        "ADR:;;12 St James's Square\\, London;;;;",
        "ADR:;;;London;;;",
        "BDAY:1815-12-10",
        "item2.X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-06-01",
        "item2.X-ABLabel:met the bakers",
        "X-PNET-FORMER:Royal Society",
        "X-PNET-CIRCLE:friends",
        "CATEGORIES:maths",
        "NOTE:plays chess",
        "UID:urn:uuid:1",
        "X-MORE:more",
        "END:VCARD",
        "",
    ]


def test_csv_has_one_column_for_each_property(exported: Open) -> None:
    rows = list(csv.reader(io.StringIO(written(exported({"contacts/Ada Lovelace.md": ADA}), "csv"))))
    assert dict(zip(*rows, strict=True)) == {
        "name": "Ada Lovelace",
        "aliases": "Countess",
        "emails": "ada@example.org; a.l@example.com",
        "phones": "'+44 20 555 0100",
        "links": "https://example.org/ada",
        "organization": "Analytical Engines",
        "role": "Analyst",
        "location": "London",
        "addresses": "12 St James's Square, London",
        "former": "Royal Society",
        "birthday": "1815-12-10",
        "died": "",
        "occasions": "06-01 met the bakers",
        "uid": "urn:uuid:1",
        "tags": "maths",
        "circles": "friends",
        "notes": "plays chess",
    }


def test_json_has_every_field_of_every_contact(exported: Open) -> None:
    export = exported({"contacts/Ada Lovelace.md": ADA, "contacts/Bo.md": ""}, extras=())
    ada, bo = json.loads(written(export, "json"))
    assert [json.loads(line) for line in written(export, "jsonl").splitlines()] == [ada, bo]
    assert list(ada) == list(bo)
    assert (ada["name"], ada["phones"], ada["birthday"]) == (
        "Ada Lovelace",
        ["+44 20 555 0100"],
        "1815-12-10",
    )
    assert (bo["phones"], bo["birthday"]) == ([], None)
    assert not {"path", "tags", "circles", "notes", "photo", "status"} & set(ada)


def test_google_has_its_own_columns_and_labels(exported: Open) -> None:
    (row,) = csv.DictReader(io.StringIO(written(exported({"contacts/Ada Lovelace.md": ADA}), "google")))
    assert {title: cell for title, cell in row.items() if cell} == {
        "First Name": "Ada",
        "Last Name": "Lovelace",
        "Nickname": "Countess",
        "Organization Name": "Analytical Engines",
        "Organization Title": "Analyst",
        "Birthday": "1815-12-10",
        "Notes": "plays chess",
        "Labels": "maths",
        "E-mail 1 - Value": "ada@example.org",
        "E-mail 2 - Label": "Work",
        "E-mail 2 - Value": "a.l@example.com",
        "Phone 1 - Label": "Mobile",
        "Phone 1 - Value": "+44 20 555 0100",
        "Website 1 - Value": "https://example.org/ada",
        "Address 1 - Formatted": "12 St James's Square, London",
        "Address 1 - Street": "12 St James's Square, London",
        "Address 2 - Formatted": "London",
        "Address 2 - City": "London",
        "Event 1 - Label": "met the bakers",
        "Event 1 - Value": "--06-01",
    }


def test_ldif_is_what_thunderbird_reads(exported: Open) -> None:
    notes = {"contacts/Ada Lovelace.md": ADA, "contacts/Zoë.md": "---\nrole: ' :x'\n---\n"}
    entries = written(exported(notes), "ldif").split("\n\n")
    assert entries[0] == "version: 1"
    assert "dn: cn=Ada Lovelace,mail=ada@example.org" in entries[1].split("\n")
    assert {
        "mail: ada@example.org",
        "mozillaSecondEmail: a.l@example.com",
        "mobile: +44 20 555 0100",
        "birthyear: 1815",
    } <= set(entries[1].split("\n"))
    assert "cn:: Wm/Dqw==" in entries[2].split("\n")
    assert all(len(line) <= 76 for entry in entries for line in entry.split("\n"))


def test_abook_counts_what_it_has_no_place_for(exported: Open) -> None:
    phones = "".join(f"  - '{number}'\n" for number in range(100, 110))
    lost: dict[str, int] = {}
    text = b"".join(
        exported({"contacts/Ada.md": f"---\nphones:\n{phones}birthday: 1815-12-10\n---\n"}).write(
            "abook", lost=lost
        )
    ).decode()
    assert text.startswith(
        "# abook addressbook file\n\n[format]\nprogram=abook\nversion=0.6.1\n\n[0]\nname=Ada\n"
    )
    assert lost == {"phone": 2, "birthday": 1}
    assert sum(str(number) in text for number in range(100, 110)) == 8


HOSTILE = {
    "formula": "\"=cmd|' /C calc'!A0\"",
    "minus": '"-2+3"',
    "at": '"@SUM(A1)"',
    "tab": r'"\t=1"',
    "quoted formula": '"\'=1"',
    "separators": r'"a,b;c\\d:e\"f; g"',
    "card": r'"END:VCARD\r\nBEGIN:VCARD\r\nFN:x"',
    "entry": r'"x\n\ndn: cn=Mallory\n"',
    "section": r'"x\n[1]\nname=Mallory"',
    "controls": r'"a\0b\x1b[31mc\x7f"',
    "emoji": '"👩‍👩‍👧 🏳️‍🌈"',
    "direction": r'"‮abc"',
    "long": f'"{"é" * 10_000}"',
    "blanks": f'"x{" " * 300}y"',
    "markdown": '"[[x]] - [ ] #tag `c` <% x %>"',
    "escapes": r'"\\n \\, \\\\ ^n =3D"',
}


@pytest.mark.parametrize("to", [*FORMATS, "vcard 4.0", "vcard 2.1"])
def test_no_value_can_forge_another_contact_or_a_formula(exported: Open, to: str) -> None:
    notes = {
        f"contacts/{key}.md": f"---\nname: {value}\nrole: {value}\norganization: {value}\nemails: [{value}]\nphones: [{value}]\n"
        f"links: [{value}]\naliases: [{value}, other]\naddresses: [{value}]\nlocation: {value}\nformer: [{value}]\n"
        f"tags: [{value}]\ncircles: [{value}]\noccasions: ['06-01 {key}']\n---\n> [!quote] From phone\n> x\n"
        for key, value in HOSTILE.items()
    }
    export = exported(notes)
    name, _, version = to.partition(" ")
    content = b"".join(export.write(name, vcard=version or "3.0"))
    text = content.decode()
    assert "\x00" not in text
    assert "\x1b" not in text
    if name in ("csv", "google"):
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert [
            cell
            for cell in cells
            if cell[:1] in ("=", "@", "\t", "\r") or (cell[:1] in ("+", "-") and "SUM" in cell)
        ] == []
    if name == "vcard":
        assert all(len(line) <= (76 if version == "2.1" else 75) for line in content.split(b"\r\n"))
        assert b"\n" not in content.replace(b"\r\n", b"")
    if name not in ("markdown",):
        _, items = read_source(io.BytesIO(content), file_name=f"x{FORMATS[name].ending}")
        assert len([item for item in items if isinstance(item, SourceCard)]) == len(notes)


@pytest.mark.parametrize("to", ["vcard", "csv", "json", "jsonl"])
def test_what_was_exported_reads_back_as_it_was(exported: Open, to: str) -> None:
    export = exported({"contacts/Ada Lovelace.md": ADA, "contacts/Bo.md": "---\nbirthday: --06-21\n---\n"})
    content = b"".join(export.write(to))
    _, items = read_source(io.BytesIO(content), file_name=f"x{FORMATS[to].ending}")
    found = [to_record(item, "pnet") for item in items if isinstance(item, SourceCard)]
    records = [record for record in found if isinstance(record, Record)]
    assert [{"name": (record.name,), **record.values} for record in records] == [
        dict(contact.properties) for contact in export
    ]
    assert [record.notes for record in records] == [contact.notes for contact in export]


def test_an_export_does_not_depend_on_the_day_or_on_the_order_of_files(
    vault: Callable[[Mapping[str, str]], Path], exported: Open
) -> None:
    root = vault(
        {"contacts/Ada Lovelace.md": ADA, "contacts/Bo.md": "", "a/Bo.md": "---\ntype: person\n---\n"}
    )
    for to in FORMATS:
        first, second = (
            b"".join(export_contacts(Notebook(str(root), day, cache=False), extras=EXTRAS).write(to))
            for day in (date(2026, 11, 25), date(2031, 1, 1))
        )
        assert first == second


@pytest.mark.parametrize(
    "values",
    [("a", "b"), ("a;b", "c\\d", "e; f"), ("a\\", ";", "\\;"), (" a ", "b"), ("a\nb", "c,d"), ()],
)
def test_a_cell_of_several_values_splits_into_the_same(values: tuple[str, ...]) -> None:
    assert split_list(join_list(values)) == values


def test_a_cell_that_somebody_typed_splits_at_semicolons() -> None:
    assert split_list("a;b;  c\\d;;") == ("a", "b", " c\\d")


def test_file_names_are_safe_and_distinct_on_every_system() -> None:
    stems = FileStems()
    names = [
        "../../x",
        "CON",
        "Ada",
        "ADA",
        "ada",
        "Ada",
        "",
        "\u202e",
        "a/b\\c:d",
        "é" * 300,
        "é" * 300,
        ".hidden",
        "-rf",
        "nul.txt",
    ]
    assert [stems.of(name) for name in names] == [
        "x", "CON note", "Ada", "ADA no. 2", "ada no. 3", "Ada no. 4", "contact", "contact no. 2", "a-b-c-d", "é" * 100,
        f"{'é' * 80} no. 2", "hidden", "rf", "nul note.txt",
    ]  # fmt: skip


def test_a_note_leaves_in_markdown_as_one_quoted_text(exported: Open, tmp_path: Path) -> None:
    export = exported(
        {"contacts/Ada.md": "---\n---\n> [!quote] From phone\n> Met at sea.\n> ***\n> Likes tea.\n"}
    )
    quote = "> [!quote] From pnet\n> Met at sea.\n> ***\n> Likes tea.\n"
    assert b"".join(export.write("markdown")).decode().endswith(quote)
    export.write_folder(str(tmp_path / "out"), "markdown")
    assert (tmp_path / "out" / "Ada.md").read_text().endswith(quote)
