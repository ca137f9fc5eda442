"""The address book of abook becomes cards."""

from __future__ import annotations

import pytest

from plaintext_network.exchange.record import SourceCard
from tests.exchange.readers.reading import items, kind, lines, outcome

FORMAT = "# abook addressbook file\n\n[format]\nprogram=abook\nversion=0.6.1\n\n"


def test_every_field_of_abook_becomes_a_line() -> None:
    (ada,) = items(
        FORMAT
        + """\
[0]
name=Ada Lovelace
email=ada@example.org,ada@home.example.org
address=12 St James's Square
address2=Flat 3
city=London
state=Middlesex
zip=SW1
country=England
phone=0101
workphone=0100
fax=0102
mobile=0104
nick=Countess
url=https://ada.example.org
notes=likes, horses
anniversary=1835-07-08
groups=math,friends
custom1=a = b
""",
        "addressbook",
    )
    assert isinstance(ada, SourceCard)
    assert (ada.id, ada.origin.line) == ("Ada Lovelace", 7)
    assert lines(ada) == [
        "FN:Ada Lovelace",
        "NICKNAME:Countess",
        "EMAIL:ada@example.org",
        "EMAIL:ada@home.example.org",
        "TEL;TYPE=CELL:0104",
        "TEL;TYPE=HOME:0101",
        "TEL;TYPE=WORK:0100",
        "TEL;TYPE=FAX:0102",
        "URL:https://ada.example.org",
        "ANNIVERSARY:1835-07-08",
        r"NOTE:likes\, horses",
        r"ADR:;;12 St James's Square\, Flat 3;London;Middlesex;SW1;England",
        "CATEGORIES:math,friends",
        "X-ABOOK-CUSTOM1:a = b",
    ]


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("[0]\nname=Ada\n\n\n[1]\nname=Grace", ["Ada", "Grace"]),
        (
            "[0]\nname=Ada\n[1]\n[2]\nname=Grace\n",
            ["Ada", "refused 9: it has no lines of the form “field=value”", "Grace"],
        ),
        ("[0]\nNAME = Ada\n# name=Eve\nzzz\n", ["Ada"]),
        ("[0]\nemail=ada@example.org\n", ["(no name)"]),
        ("[0]\nname=\nemail=\n", ["refused 7: it has no lines of the form “field=value”"]),
        ("[0\nname=Ada\n", ["Ada"]),
        ("", []),
    ],
)
def test_a_damaged_section_hides_no_other(section: str, expected: list[str]) -> None:
    assert [outcome(item) for item in items(FORMAT + section, "addressbook")] == expected


def test_what_is_no_field_stays_a_line() -> None:
    (ada,) = items(FORMAT + "[0]\nname=Ada\nzzz\nname=Ida\n", "addressbook")
    assert lines(ada) == [r"FN:Ada\, Ida", ":zzz"]


def test_a_name_that_two_people_have_is_no_id() -> None:
    found = items(FORMAT + "[0]\nname=Ada\n[1]\nname=Ada\n[2]\nname=Grace\n", "addressbook")
    assert [item.id for item in found if isinstance(item, SourceCard)] == ["", "", "Grace"]


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_the_encoding_is_that_of_the_users_terminal(encoding: str) -> None:
    (item,) = items((FORMAT + "[0]\nname=Jürgen Groß\ncity=Köln\n").encode(encoding), "addressbook")
    assert lines(item) == ["FN:Jürgen Groß", "ADR:;;;Köln;;;"]


@pytest.mark.parametrize(
    "text", [FORMAT, "[0]\nname=Ada\n", "[0]\r\nemail=a@b\r\n", "[format]\nprogram = abook\n"]
)
def test_abook_is_known_by_its_content(text: str) -> None:
    assert kind(text, "x") == "abook"
