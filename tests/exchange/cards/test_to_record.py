"""What becomes of each line of a card."""

import base64

import pytest

from plaintext_network.exchange.cards.attachments import file_of_line
from plaintext_network.exchange.cards.to_record import to_record
from plaintext_network.exchange.record import Record, RefusedRecord, SkippedRecord
from plaintext_network.notes.inert_text import text_digest
from tests.exchange.note_trips import outcome, record, source_card

ADA = "FN:Ada Lovelace\nN:Lovelace;Ada;;;\n"


@pytest.mark.parametrize(
    ("lines", "values", "rest"),
    [
        ("", {}, ()),
        ("NICKNAME:Countess,A. L.", {"aliases": ("Countess", "A. L.")}, ()),
        ("NICKNAME:Ada Lovelace", {}, ("NICKNAME:Ada Lovelace",)),
        ("EMAIL:ada@example.org", {"emails": ("ada@example.org",)}, ()),
        (
            "EMAIL:a@x.org\nEMAIL;TYPE=work,pref:b@x.org",
            {"emails": ("b@x.org", "a@x.org")},
            ("EMAIL;TYPE=work,pref:b@x.org",),
        ),
        ("EMAIL:a@x.org\nEMAIL:A@X.org", {"emails": ("a@x.org",)}, ("EMAIL:a@x.org", "EMAIL:A@X.org")),
        ("EMAIL:mailto:a@x.org", {"emails": ("a@x.org",)}, ("EMAIL:mailto:a@x.org",)),
        ("TEL:020 7946 0018", {"phones": ("020 7946 0018",)}, ()),
        ("TEL;PREF=2:1234567\nTEL;PREF=1:7654321", {"phones": ("7654321", "1234567")}, None),
        ("TEL;VALUE=uri:tel:+44-20-1;ext=5", {"phones": ("+44-20-1 ext. 5",)}, None),
        ("TEL:1234567 x12\nTEL:1234567 x13", {"phones": ("1234567 x12", "1234567 x13")}, ()),
        ("URL:https://example.org", {"links": ("https://example.org",)}, ()),
        ("URL:javascript:alert(1)", {}, ("URL:javascript:alert(1)",)),
        ("URL:obsidian://open?vault=x", {}, ("URL:obsidian://open?vault=x",)),
        ("URL:example.org:8080/a", {"links": ("example.org:8080/a",)}, ()),
        ("ORG:Engines", {"organization": ("Engines",)}, ()),
        ("ORG:Engines;Research", {"organization": ("Engines",)}, ("ORG:Engines;Research",)),
        ("ORG:;Research", {"organization": ("Research",)}, ("ORG:;Research",)),
        ("ORG:One\nORG:Two", {"organization": ("One",)}, ("ORG:One", "ORG:Two")),
        ("TITLE:Analyst\\, retired", {"role": ("Analyst, retired",)}, ()),
        ("BDAY:1815-12-10", {"birthday": ("1815-12-10",)}, ()),
        ("BDAY:18151210", {"birthday": ("1815-12-10",)}, ("BDAY:18151210",)),
        ("BDAY:1815-12-10T00:00:00Z", {"birthday": ("1815-12-10",)}, None),
        ("BDAY:--1210", {"birthday": ("12-10",)}, None),
        ("BDAY:--12-10", {"birthday": ("12-10",)}, None),
        ("BDAY:1604-12-10", {"birthday": ("12-10",)}, None),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29", {"birthday": ("02-29",)}, ()),
        ("BDAY:1900-02-29", {}, ("BDAY:1900-02-29",)),
        ("BDAY;VALUE=text:circa 1800", {}, ("BDAY;VALUE=text:circa 1800",)),
        ("ANNIVERSARY:2009-06-20", {"occasions": ("2009-06-20 anniversary",)}, ()),
        (
            "item1.X-ABDATE:2009-06-20\nitem1.X-ABLabel:_$!<Anniversary>!$_",
            {"occasions": ("2009-06-20 anniversary",)},
            ("item1.X-ABDATE:2009-06-20", "item1.X-ABLabel:_$!<Anniversary>!$_"),
        ),
        ("i.X-ABDATE:2020-02-03\ni.X-ABLabel:First met", {"occasions": ("2020-02-03 First met",)}, None),
        ("UID:u-1815", {"uid": ("u-1815",)}, ()),
        ("CATEGORIES:Friends", {"tags": ("Friends",)}, ()),
        ("CATEGORIES:Close Friends,*", {"tags": ("Close-Friends",)}, ("CATEGORIES:Close Friends,*",)),
        ("CATEGORIES:myContacts", {}, ("CATEGORIES:myContacts",)),
        ("ADR:;;;Bristol;;;", {"location": ("Bristol",)}, ()),
        (
            "ADR:;;12 St James's Square;London;;SW1Y 4JH;United Kingdom",
            {
                "location": ("London",),
                "addresses": ("12 St James's Square, London SW1Y 4JH, United Kingdom",),
            },
            ("ADR:;;12 St James's Square;London;;SW1Y 4JH;United Kingdom",),
        ),
        ("REV:20240101T000000Z\nPRODID:-//x", {}, ()),
        ("X-FOO;A=b:bar\nGENDER:F", {}, ("X-FOO;A=b:bar", "GENDER:F")),
        ("PHOTO;VALUE=uri:https://example.org/a.jpg", {}, ("PHOTO;VALUE=uri:https://example.org/a.jpg",)),
    ],
)
def test_a_line_becomes_a_value_and_stays_raw_only_if_it_says_more(
    lines: str, values: dict[str, tuple[str, ...]], rest: tuple[str, ...] | None
) -> None:
    found = record(ADA + lines)
    assert dict(found.values) == values
    assert found.rest == (tuple(lines.splitlines()) if rest is None else rest)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (";;1 Navy Way\\nApt 3;Arlington;VA;22202;USA", "1 Navy Way, Apt 3, Arlington, VA 22202, USA"),
        (";;Am Markt 5;Berlin;;10115;Germany", "Am Markt 5, 10115 Berlin, Germany"),
        (";;Am Markt 5;Berlin;;10115;", "Am Markt 5, 10115 Berlin"),
        (";;1 rue Cousin;Paris;;75005;France", "1 rue Cousin, 75005 Paris, France"),
        (";;5 Main St;Springfield;IL;62701;", "5 Main St, Springfield, IL 62701"),
        ("42;;;Oslo;;0150;Norway", "PO Box 42, 0150 Oslo, Norway"),
        (";Flat 2;1 High St;Leeds;;LS1 1AA;UK", "Flat 2, 1 High St, Leeds LS1 1AA, UK"),
        (";;x;;;;", "x"),
        (
            ";;Keizersgracht 1;Amsterdam;;1015 CJ;Netherlands",
            "Keizersgracht 1, 1015 CJ Amsterdam, Netherlands",
        ),
    ],
)
def test_an_address_is_written_on_one_line_as_in_its_country(address: str, shown: str) -> None:
    assert record(f"{ADA}ADR:{address}").values["addresses"] == (shown,)


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("FN:Ada Lovelace", "Ada Lovelace"),
        ("FN:\nN:Lovelace;Ada;King;Countess;jr", "Countess Ada King Lovelace, jr"),
        ("N:山田;太郎;;;", "山田 太郎"),
        ("FN:Lovelace\\, Ada\nN:Lovelace;Ada;;;", "Ada Lovelace"),
        ("FN:Lovelace\\, Byron & Co\nN:;;;;", "Lovelace, Byron & Co"),
        ("ORG:;Engines", "Engines"),
        ("NICKNAME:,Countess", "Countess"),
        ("EMAIL:ada@example.org", "ada@example.org"),
        ('FN:"\nEMAIL:ada@example.org', "ada@example.org"),
        ("FN;PREF=2:Two\nFN;PREF=1:One", "One"),
        ("X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Nick;1;;", "Nick"),
        ("TEL:020 7946 0018", "020 7946 0018"),
        ("X-JABBER:ada@chat.example", "ada@chat.example"),
        ("URL:https://ada.example\nTEL:", "https://ada.example"),
        ("ADR:;;12 Mill Lane;Cork;;;Ireland", "12 Mill Lane, Cork, Ireland"),
    ],
)
def test_a_card_without_a_usable_fn_is_named_by_what_it_has(lines: str, name: str) -> None:
    assert record(lines).name == name


def test_a_card_that_says_nothing_about_a_person_is_refused() -> None:
    assert outcome("CATEGORIES:Work\nBDAY:1990-01-02") == RefusedRecord(
        record("FN:x").origin, "it has no name, and nothing else that says whom it is about"
    )


@pytest.mark.parametrize("line", ["KIND:group", "X-ADDRESSBOOKSERVER-KIND:group"])
def test_a_group_is_no_person(line: str) -> None:
    assert outcome(f"FN:Choir\n{line}\nMEMBER:urn:uuid:1") == SkippedRecord(
        record("FN:x").origin, "it is a list of people, not a person", "Choir"
    )


@pytest.mark.parametrize("line", ["KIND:org", "X-ABShowAs:COMPANY"])
def test_a_company_becomes_an_organization_with_the_properties_that_it_can_have(line: str) -> None:
    found = record(f"FN:Engines\nN:;;;;\nORG:Engines;\nTITLE:x\nTEL:1234567\n{line}")
    assert (found.kind, found.name) == ("organization", "Engines")
    assert dict(found.values) == {"phones": ("1234567",)}
    assert found.rest == ("ORG:Engines;", "TITLE:x", line)


def test_what_needs_a_yes_is_proposed() -> None:
    lines = "DEATHDATE:18521127\nCLASS:PRIVATE\nRELATED;TYPE=friend:Charles Babbage\nRELATED:urn:uuid:1"
    found = record(ADA + lines)
    assert dict(found.proposed) == {
        "status": ("deceased",),
        "private": ("true",),
        "knows": ("Charles Babbage",),
    }
    assert found.values == {}
    assert found.rest == tuple(lines.splitlines())


def test_a_note_is_quoted_and_keeps_its_parameters_in_a_raw_line() -> None:
    found = record(f"{ADA}NOTE:Likes tea.\\nAnd horses.\nNOTE;LANGUAGE=en:Two")
    assert found.notes == ("Likes tea.\nAnd horses.", "Two")
    assert found.rest == (f"NOTE;LANGUAGE=en:pnet-note:{text_digest('Two')}",)


def photo(content: bytes) -> str:
    return base64.b64encode(content).decode()


def test_a_photo_becomes_a_file_of_the_kind_that_its_bytes_are() -> None:
    content = b"\x89PNG\r\n\x1a\n" + b"x" * 9
    found = record(f"{ADA}PHOTO;ENCODING=b;TYPE=PNG:{photo(content)}")
    assert found.values["photo"] == ("photo.png",)
    assert found.attachments["photo.png"].content == content
    assert found.rest == ()
    lying = record(f"{ADA}PHOTO;ENCODING=b;TYPE=JPEG:{photo(content)}")
    assert lying.rest == ("PHOTO;ENCODING=b;TYPE=JPEG:pnet-file:photo.png",)


def test_a_program_never_becomes_a_file_that_runs() -> None:
    found = record(f"{ADA}PHOTO;ENCODING=b;TYPE=EXE:{photo(b'MZ' + b'x' * 3000)}")
    assert list(found.attachments) == ["photo.bin"]
    assert "photo" not in found.values


def test_a_long_value_becomes_a_file_and_a_forged_mark_of_one_does_too() -> None:
    found = record(f"{ADA}X-LONG:{'x' * 2001}\nX-FOO:pnet-file:contacts/Diary.md")
    assert found.rest == ("X-LONG:pnet-file:x-long.txt", "X-FOO:pnet-file:x-foo.txt")
    assert found.attachments["x-foo.txt"].content == b"pnet-file:contacts/Diary.md"


def test_without_photos_no_picture_is_left() -> None:
    found = to_record(source_card(f"{ADA}PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ"), "phone", photos=False)
    assert isinstance(found, Record)
    assert (found.values, found.attachments, found.rest) == ({}, {}, ())


def test_a_nested_card_means_nothing_for_the_outer_one() -> None:
    lines = "AGENT:\nBEGIN:VCARD\nFN:Butler\nTEL:7654321\nEND:VCARD"
    found = record(f"{ADA}{lines}\nTEL:1234567")
    assert dict(found.values) == {"phones": ("1234567",)}
    assert found.rest == tuple(lines.splitlines())


def test_a_mark_of_a_file_in_a_data_uri_is_text() -> None:
    found = record(f"FN:Ada\nKEY:data:x;pnet-file:secret;base64,{'QUFB' * 600}\n")
    (line,) = (line for line in found.rest if line.startswith("KEY"))
    (name,) = found.attachments
    assert line == f"KEY:pnet-file:{name}"
    assert found.attachments[name].content.startswith(b"data:x;pnet-file:secret;base64,")


@pytest.mark.parametrize(
    ("line", "file"),
    [
        ("PHOTO;ENCODING=b:pnet-file:attachments/Ada.jpg", "attachments/Ada.jpg"),
        ("PHOTO:data:image/png;base64,pnet-file:Ada.png", "Ada.png"),
        ("X-pnet-file:attachments/own.jpg", None),
        ("item1.pnet-file:attachments/own.jpg", None),
        ('X-A;P="pnet-file:attachments/own.jpg":x', None),
        ("PHOTO:attachments/own.jpg", None),
    ],
)
def test_only_a_value_marks_a_file(line: str, file: str | None) -> None:
    assert file_of_line(line) == file
