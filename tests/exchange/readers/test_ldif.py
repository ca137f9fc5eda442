"""LDIF of Thunderbird, Netscape and directories becomes cards."""

from __future__ import annotations

import base64

import pytest

from plaintext_network.exchange.record import SourceCard
from tests.exchange.readers.reading import items, kind, lines, outcome

THUNDERBIRD = """\
dn: cn=Ada Lovelace,mail=ada@example.org
objectclass: top
objectclass: person
objectclass: organizationalPerson
objectclass: inetOrgPerson
objectclass: mozillaAbPersonAlpha
givenName: Ada
sn: Lovelace
cn: Ada Lovelace
mozillaNickname: Countess
mail: ada@example.org
mozillaSecondEmail: ada@home.example.org
mozillaUseHtmlMail: false
modifytimestamp: 1607554800
telephoneNumber: +44 20 555 0100
homePhone: +44 20 555 0101
fax: +44 20 555 0102
pager: 0103
mobile: +44 77 555 0104
mozillaHomeStreet: 12 St James's Square
mozillaHomeStreet2: Flat 3
mozillaHomeLocalityName: London
mozillaHomeState: Middlesex
mozillaHomePostalCode: SW1
mozillaHomeCountryName: England
street: 5 Engine Row
l: Marylebone
st: London
postalCode: NW1
c: UK
title: Analyst
ou: Engines
o: Analytical
mozillaWorkUrl: https://engines.example.org
mozillaHomeUrl: https://ada.example.org
birthyear: 1815
birthmonth: 12
birthday: 10
mozillaCustom1: likes horses
description: first line
"""


def test_an_entry_of_thunderbird_becomes_the_lines_of_a_card() -> None:
    (ada,) = items(THUNDERBIRD, "book.ldif")
    assert isinstance(ada, SourceCard)
    assert ada.id == "cn=Ada Lovelace,mail=ada@example.org"
    assert lines(ada) == [
        "FN:Ada Lovelace",
        "N:Lovelace;Ada;;;",
        "NICKNAME:Countess",
        "ORG:Analytical;Engines",
        "EMAIL:ada@example.org",
        "EMAIL:ada@home.example.org",
        "TEL;TYPE=CELL:+44 77 555 0104",
        "TEL;TYPE=WORK:+44 20 555 0100",
        "TEL;TYPE=HOME:+44 20 555 0101",
        "TEL;TYPE=FAX:+44 20 555 0102",
        "TEL;TYPE=PAGER:0103",
        "TITLE:Analyst",
        "URL;TYPE=HOME:https://ada.example.org",
        "URL;TYPE=WORK:https://engines.example.org",
        "NOTE:first line",
        r"ADR;TYPE=HOME:;;12 St James's Square\, Flat 3;London;Middlesex;SW1;England",
        "ADR;TYPE=WORK:;;5 Engine Row;Marylebone;London;NW1;UK",
        "BDAY:1815-12-10",
        "X-LDIF-MOZILLACUSTOM1:likes horses",
    ]


def only(text: str | bytes) -> list[str]:
    """Return the lines of the only record, without its name."""
    (item,) = items(text, "book.ldif")
    return [line for line in lines(item) if line != "FN:Ada"]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("cn: Ada\ndescription: one\n  two\n\tthree\n", ["NOTE:one twothree"]),
        ("cn: Ada\n# a comment\n that goes on\nmail: a@b\n", ["EMAIL:a@b"]),
        ("cn:: QWRh\ndescription:: R3LDvMOfZQpoaQ==\n", [r"NOTE:Grüße\nhi"]),
        ("cn: Ada\ndescription:: R3LDvMOf\n ZQ\n", ["NOTE:Grüße"]),
        ("cn: Ada\ndescription:: R3L832U=\n", ["NOTE:Grüße"]),
        ("cn: Ada\ndescription:: %%%\n", [":description:: %%%"]),
        (
            "cn: Ada\njpegPhoto:< file:///etc/passwd\n",
            ["X-LDIF-JPEGPHOTO;VALUE=uri:file:///etc/passwd"],
        ),
        ("cn: Ada\njpegPhoto:: /9j/4AAQ\n SkZJRg==\n", ["PHOTO;TYPE=JPEG;ENCODING=b:/9j/4AAQSkZJRg=="]),
        ("cn: Ada\ncn: Countess\n", ["NICKNAME:Countess"]),
        ("cn: Lovelace, Ada\nsn: Lovelace\ngivenName: Ada\n", ["FN:Ada Lovelace", "N:Lovelace;Ada;;;"]),
        ("cn: Ada\ncn;lang-ja: 愛\n", ["X-LDIF-CN;LANGUAGE=ja:愛"]),
        ("cn;lang-en: Ada\n", []),
        ("cn: Ada\nbirthmonth: 12\nbirthday: 10\n", ["BDAY:--12-10"]),
        ("cn: Ada\nbirthyear: 1815\n", ["X-LDIF-BIRTHYEAR:1815"]),
        (
            "cn: Ada\nbirthmonth: 13\nbirthday: 10\n",
            ["X-LDIF-BIRTHMONTH:13", "X-LDIF-BIRTHDAY:10"],
        ),
        (
            "cn: Ada\nlabeledURI: https://a.example.org Her page\n",
            ["item1.URL:https://a.example.org", "item1.X-ABLabel:Her page"],
        ),
        (
            "cn: Ada\npostalAddress: 1 Row $ London $ UK\n",
            [r"ADR;TYPE=WORK:;;1 Row\, London\, UK;;;;"],
        ),
        ("cn: Ada\nhomePostalAddress: 1 Row\n", ["ADR;TYPE=HOME:;;1 Row;;;;"]),
        ("cn: Ada\nuserPassword:: e1NTSEF9\n", []),
        ("cn: Ada\nmozillaUseHtmlMail: true\n", ["X-LDIF-MOZILLAUSEHTMLMAIL:true"]),
        ("cn: Ada\nuid: ada\n", ["X-LDIF-UID:ada"]),
        (
            "cn: Ada\nuid: e2ab8154-d0ea-5a27-b0dd-843a5979198a\n",
            ["UID:e2ab8154-d0ea-5a27-b0dd-843a5979198a"],
        ),
        ("cn: Ada\n2.5.4.99: x\n", ["X-LDIF-2-5-4-99:x"]),
        ("cn: Ada\nno attribute here\n", [":no attribute here"]),
        (
            "cn: Ada\nproxyAddresses: SMTP:a@b\nproxyAddresses: X500:/o=x\n",
            ["EMAIL:a@b", "X-LDIF-PROXYADDRESSES:X500:/o=x"],
        ),
        ("cn: Ada\nmail: a@b\nmail: a@b\nmail: c@d", ["EMAIL:a@b", "EMAIL:c@d"]),
        ("CN : Ada\nMAIL:a@b\n", ["EMAIL:a@b"]),
    ],
)
def test_values_of_every_form(entry: str, expected: list[str]) -> None:
    assert only("version: 1\n\ndn: x=1\nobjectClass: person\n" + entry) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le", "cp932", "utf-32"]
)
def test_every_encoding_and_every_end_of_a_line(encoding: str, end: str) -> None:
    text = "dn: cn=山田太郎\ncn: 山田太郎\nsn: 山田\nl: 東京都\n\ndn: cn=Ada\ncn: Ada\n".replace("\n", end)
    first, second = items(text.encode(encoding), "book.ldif")
    assert lines(first) == ["FN:山田太郎", "N:山田;;;;", "ADR;TYPE=WORK:;;;東京都;;;"]
    assert (outcome(second), second.origin.line) == ("Ada", 6)


def test_a_fold_may_split_a_character() -> None:
    name = "ü".encode()
    assert only(b"dn: x\ncn: Ada\nl: M" + name[:1] + b"\n " + name[1:] + b"nchen") == [
        "ADR;TYPE=WORK:;;;München;;;"
    ]


def test_base64_in_the_encoding_of_old_programs() -> None:
    value = base64.b64encode("山田太郎の電話番号と住所".encode("cp932")).decode()
    assert only(f"dn: x\ncn: Ada\ndescription:: {value}\n") == ["NOTE:山田太郎の電話番号と住所"]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("objectClass: groupOfNames\ncn: Friends\nmember: cn=Ada", "skipped 1: it is a list of people"),
        ("cn: Friends\nmember: cn=Ada", "skipped 1: it is a list of people"),
        (
            "objectClass: organizationalUnit\nou: People",
            "skipped 1: it is not a person, but: organizationalunit",
        ),
        (
            "objectClass: person\nobjectClass: computer\ncn: PC1",
            "skipped 1: it is not a person, but: computer",
        ),
        (
            "changetype: modify\nadd: mail\nmail: a@b\n-",
            "skipped 1: it is a change of an entry (modify), not an entry",
        ),
        (
            "changetype: delete",
            "skipped 1: it is a change of an entry (delete), not an entry",
        ),
        ("changetype: add\ncn: Ada", "Ada"),
        ("objectClass: person\ncn: ", "skipped 1: it has no name, address or number of a person"),
        ("mail: ada@example.org", "(no name)"),
        ("objectClass: inetOrgPerson\nobjectClass: posixGroup\ncn: Ada", "Ada"),
    ],
)
def test_what_is_no_person_is_skipped_with_a_reason(entry: str, expected: str) -> None:
    (item,) = items(f"dn: x=1\n{entry}\n", "book.ldif")
    assert outcome(item) == expected


def test_an_entry_needs_no_empty_line_before_it_and_a_bad_one_hides_no_other() -> None:
    text = "dn: x=1\ncn: Ada\ndn: x=2\ncn: Grace\n\nthis is\nno entry\n\ndn: x=3\ncn: Katherine"
    found = items(text, "book.ldif")
    assert [outcome(item) for item in found] == [
        "Ada",
        "Grace",
        "refused 6: it has no lines of the form “attribute: value”",
        "Katherine",
    ]
    assert [item.origin.number for item in found] == [1, 2, 3, 4]


def test_a_large_entry_is_refused_and_the_next_one_is_read() -> None:
    photo = "A" * (5 << 20)
    huge = "B" * (9 << 20)
    text = f"dn: a\ncn: Ada\njpegPhoto:: {photo}{photo[:3]}\n\ndn: b\ncn: B\nx: {huge}\n\ndn: c\ncn: Grace\n"
    assert [outcome(item) for item in items(text, "book.ldif")] == [
        "refused 1: its jpegphoto is larger than 4 MB",
        "refused 5: it is larger than 8 MB",
        "Grace",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "dn: x\ncn: Ada\n",
        "\n\n# Extended LDIF\n#\ndn:: eA==\ncn: Ada\n",
        "version: 1\ndn: x\ncn: Ada\n",
        "VERSION: 1\r\n\r\ndn: x\r\ncn: Ada",
    ],
)
def test_ldif_is_known_by_its_content(text: str) -> None:
    assert kind(text, "contacts.txt") == "ldif"
