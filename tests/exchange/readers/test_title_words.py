"""Titles of columns that no list has whole are understood by their words, or not at all."""

import pytest

from plaintext_network.exchange.readers.title_words import role_of_title
from tests.exchange.readers.reading import items, lines


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Alternate Email 1", "email"),
        ("Email : home", "email:home"),
        ("Primair e-mailadres", "email"),
        ("Adresse électronique secondaire", "email"),
        ("Tel. dienstlich", "phone:work"),
        ("Mobil-Tel.-Nr.", "phone:cell"),
        ("Business Fax 2", "phone:work,fax"),
        ("Personal Website", "url:home"),
        ("Home Address Street", "address:home:street"),
        ("Street, home", "address:home:street"),
        ("Privat: PLZ", "address:home:code"),
        ("Código postal particular", "address:home:code"),
        ("Mailing Zip/Postal Code", "address:only:code"),
        ("Work Address 1", "address:work:formatted"),
        ("Work Address 2", "address:work:extended"),
        ("Address 2 City", "address:only2:city"),
        ("Address 2 Street", "address:only2:street"),
        ("Home Street 2", "address:home:street"),
        ("Home Address PO Box", "address:home:box"),
        ("companyName", "company"),
        ("mobilePhone", "phone:cell"),
        ("Contact First Name", "first"),
        # Somebody else's, or not a value at all.
        ("Other First Name", ""),
        ("Spouse Phone", ""),
        ("Email Opt Out", ""),
        ("Phone 1 - Type", ""),
        ("Country Code", ""),
        ("SIP address", ""),
        ("Home Work Phone", ""),
        ("Company", ""),
        ("", ""),
    ],
)
def test_the_words_of_a_title_say_its_role(title: str, role: str) -> None:
    assert role_of_title(title) == role


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Thunderbird calls the day of the month “Geburtstag”; without it, the rest is kept.
        ("Anzeigename,Geburtsjahr,Geburtsmonat,Geburtstag\nAda,1815,12,10\n", ["BDAY:1815-12-10"]),
        ("Anzeigename,Geburtsjahr,Geburtsmonat,Geburtstag\nAda,1815,,\n", ["X-CSV-GEBURTSJAHR:1815"]),
        # An address beside its city is the street, and what it repeats counts once.
        ("Name,Work Address 1,Work City\nAda,1 St,London\n", ["ADR;TYPE=work:;;1 St;London;;;"]),
        ("Name,Address,City,Country\nAda,\"1 St, London\",London,UK\n", ["ADR:;;1 St\\, London;;;;UK"]),
        ("Name,Address 1 City,Address 2 City\nAda,London,Paris\n", ["ADR:;;;London;;;", "ADR:;;;Paris;;;"]),
        # A whole name beside both halves; a title beside a role.
        ("Name,Vorname,Nachname\nAda Byron,Ada,Byron\n", ["N:Byron;Ada;;;"]),
        ("Name,Title,Role\nAda,Boss,\n", ["TITLE:Boss"]),
        ("Name,Title,Job Title\nAda,Dr.,Boss\n", ["N:;;;Dr.;", "TITLE:Boss"]),
        # What spreadsheets, phones and web pages add.
        ('Name,Phone\nAda,"=""0049 30"""\n', ["TEL:0049 30"]),
        ("\u200bName\u00a0,Phone\u200b\nAda\u200b,\u202a+44\u00a020\u202c\n", ["TEL:+44 20"]),
        ("Name,Notes\nAda,où\u00a0?\n", ["NOTE:où\u00a0?"]),
        # No country writes dots between numbers with the month first.
        ("Name,Geburtstag\nAda,09.05.1980\n", ["BDAY:1980-05-09"]),
    ],
)  # fmt: skip
def test_columns_beside_each_other_explain_each_other(text: str, expected: list[str]) -> None:
    found = lines(items(text)[0])
    assert found[0] in ("FN:Ada", "FN:Ada Byron")
    assert [line for line in found[1:] if line] == expected


def test_a_column_of_another_program_counts_in_outlooks_file() -> None:
    text = "First Name,Last Name,E-mail Address,Home Phone,Mobile Phone,Job Title,Organization\nAda,Byron,a@x,1,2,Boss,Acme\n"
    assert "ORG:Acme" in lines(items(text)[0])
