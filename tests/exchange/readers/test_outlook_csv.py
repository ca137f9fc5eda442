"""Outlook's CSV becomes cards, in the languages of Outlook."""

import pytest

from plaintext_network.exchange.readers.options import ReadOptions
from plaintext_network.exchange.readers.outlook_titles import LANGUAGES, roles_by_title
from tests.exchange.readers.reading import items, kind, lines, outcome

GERMAN = """\
"Anrede","Vorname","Weitere Vornamen","Nachname","Suffix","Firma","Abteilung","Position","Straße geschäftlich","Straße geschäftlich 2","Ort geschäftlich","Postleitzahl geschäftlich","Land/Region geschäftlich","Telefon geschäftlich","Fax geschäftlich","Mobiltelefon","E-Mail-Adresse","E-Mail-Typ","E-Mail: Angezeigter Name","Geburtstag","Jahrestag","Geschlecht","Hobby","Priorität","Privat","Vertraulichkeit","Kategorien","Notizen","Initialen","Partner","Webseite"
"Dr.","Ada","","Müller","","Acme","F&E","Chefin","Weg 1
Hinterhaus","3. Stock","Köln","50667","Deutschland","+49 221","+49 222","0171","ada@x.example","SMTP","Ada Müller (ada@x.example)","9.5.1990","0.0.00","Keine Angabe","Segeln","Normal","Falsch","Privat","Freunde;Arbeit","Zeile 1
Zeile 2","A.M.","Karl","http://x.example"
"""


def test_a_german_export_of_windows() -> None:
    content = GERMAN.replace("\n", "\r\n").encode("cp1252")
    assert kind(content) == "outlook"
    (item,) = items(content)
    assert lines(item) == [
        "FN:Ada Müller",
        "N:Müller;Ada;;Dr.;",
        "ORG:Acme;F&E",
        "TITLE:Chefin",
        "TEL;TYPE=work:+49 221",
        "TEL;TYPE=work,fax:+49 222",
        "TEL;TYPE=cell:0171",
        "EMAIL:ada@x.example",
        "URL:http://x.example",
        "ADR;TYPE=work:;;Weg 1\\nHinterhaus\\n3. Stock;Köln;;50667;Deutschland",
        "BDAY:1990-05-09",
        "CLASS:PRIVATE",
        "NOTE:Zeile 1\\nZeile 2",
        "CATEGORIES:Freunde,Arbeit",
        "X-OUTLOOK-HOBBY:Segeln",
        "item1.X-ABRELATEDNAMES:Karl",
        "item1.X-ABLabel:Spouse",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_columns_of_every_language_are_known(language: str) -> None:
    known = roles_by_title(language)
    roles = [role for role, _ in known.values()]
    for role in (
        "first",
        "last",
        "company",
        "role",
        "email",
        "phone:cell",
        "address:home:city",
        "date:BDAY",
        "sensitivity",
    ):
        assert role in roles, (language, role)
    assert roles.count("email") >= 3
    assert len(known) > 90


FRENCH = "Titre,Prénom,Deuxième prénom,Nom,Société,Titre,Rue (bureau),Adresse de messagerie,Anniversaire,Privé\nMme,Zoé,,Lefèvre,ACME,Directrice,1 rue,z@l.example,03/04/1990,Vrai\n"


def test_french_has_one_title_for_two_columns() -> None:
    (item,) = items(FRENCH)
    assert lines(item) == [
        "FN:Zoé Lefèvre",
        "N:Lefèvre;Zoé;;Mme;",
        "ORG:ACME",
        "TITLE:Directrice",
        "EMAIL:z@l.example",
        "ADR;TYPE=work:;;1 rue;;;;",
        "BDAY:1990-04-03",
        "CLASS:PRIVATE",
    ]


HEADER = "Title,First Name,Middle Name,Last Name,Suffix,Company,Job Title,E-mail Address,E-mail Type,Birthday,Anniversary,Sensitivity,Gender\n"


def _export(*dates: tuple[str, str]) -> str:
    rows = (
        f",P{number},,Q,,,,,,{day},{other},Normal,Unspecified\n" for number, (day, other) in enumerate(dates)
    )
    return HEADER + "".join(rows)


def _days(*dates: tuple[str, str], day_first: bool | None = None) -> tuple[list[list[str]], list[str]]:
    remarks: list[str] = []
    read = items(_export(*dates), options=ReadOptions(day_first=day_first, remark=remarks.append))
    kept = ("BDAY", "ANNI", "X-OU")
    return [[line for line in lines(item) if line.startswith(kept)] for item in read], remarks


def test_one_date_of_either_column_shows_the_order_of_all() -> None:
    assert _days(("3/4/1990", "0/0/00"), ("", "13/4/2001")) == (
        [["BDAY:1990-04-03"], ["ANNIVERSARY:2001-04-13"]],
        [],
    )
    assert _days(("3/4/1990", "0/0/00"), ("4/13/1991", "")) == (
        [["BDAY:1990-03-04"], ["BDAY:1991-04-13"]],
        [],
    )


def test_dates_that_nothing_decides_stay_as_text_with_a_remark() -> None:
    found, remarks = _days(("3/4/1990", "0/0/00"), ("5/5/1991", "1/2/1999"))
    assert found == [["X-OUTLOOK-BIRTHDAY:3/4/1990"], ["BDAY:1991-05-05", "X-OUTLOOK-ANNIVERSARY:1/2/1999"]]
    assert remarks == [
        "2 dates can be read in two ways, such as 3/4/1990, and no other date shows whether the day or the month comes first; "
        "such dates stay as text. Say which: --day-first or --no-day-first"
    ]


def test_the_user_can_say_the_order() -> None:
    assert _days(("3/4/1990", ""), day_first=True) == ([["BDAY:1990-04-03"]], [])
    assert _days(("3/4/1990", ""), day_first=False) == ([["BDAY:1990-03-04"]], [])


def test_dates_that_contradict_one_another_keep_what_is_sure() -> None:
    found, remarks = _days(("13/4/1990", ""), ("4/13/1990", ""), ("3/4/1990", ""))
    assert found == [["BDAY:1990-04-13"], ["BDAY:1990-04-13"], ["X-OUTLOOK-BIRTHDAY:3/4/1990"]]
    assert len(remarks) == 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Private", ["CLASS:PRIVATE"]),
        ("Confidential", ["CLASS:CONFIDENTIAL"]),
        ("Normal", []),
        ("Personal", ["X-OUTLOOK-SENSITIVITY:Personal"]),
    ],
)
def test_sensitivity_says_what_is_private(value: str, expected: list[str]) -> None:
    (item,) = items(f"{HEADER},Ada,,Byron,,,,,,,,{value},\n")
    assert lines(item)[2:] == expected


def test_a_mailbox_of_a_server_is_no_address_and_a_company_is_no_person() -> None:
    boxed, company, nobody = items(
        f"{HEADER},Ada,,Byron,,,,/o=Labs/ou=x,EX,,,,\n,,,,,Acme Ltd,,,,,,,\n,,,,,,,,,,,Normal,\n"
    )
    assert lines(boxed)[2:] == ["X-OUTLOOK-E-MAIL-ADDRESS:/o=Labs/ou=x"]
    assert lines(company) == ["FN:Acme Ltd", "KIND:org", "ORG:Acme Ltd"]
    assert outcome(nobody) == "skipped 4: it has no name, e-mail address or phone number"
