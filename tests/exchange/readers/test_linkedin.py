"""LinkedIn's Connections.csv becomes cards."""

import pytest

from plaintext_network.exchange.readers.linkedin import slug
from plaintext_network.exchange.readers.options import ReadOptions
from plaintext_network.exchange.record import SourceCard
from tests.exchange.readers.reading import items, kind, lines, outcome

EXPORT = """\
Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ada,Lovelace,https://www.linkedin.com/in/ada-lovelace-1815,,Analytical Engines,Analyst,24 Nov 2026
,,,,,,01 Jan 2020
"""


def test_rows_below_the_preamble_become_cards_or_are_skipped() -> None:
    ada, nobody = items(EXPORT)
    assert kind(EXPORT) == "linkedin"
    assert isinstance(ada, SourceCard)
    assert ada.id == "ada-lovelace-1815"
    assert not ada.properties
    assert lines(ada) == [
        "FN:Ada Lovelace",
        "N:Lovelace;Ada;;;",
        "ORG:Analytical Engines",
        "TITLE:Analyst",
        "URL:https://www.linkedin.com/in/ada-lovelace-1815",
        "X-LINKEDIN-CONNECTED-ON:24 Nov 2026",
    ]
    assert outcome(nobody) == "skipped 6: it has no name; the member may have left LinkedIn"


@pytest.mark.parametrize(
    "preamble", ["", "\n\n", "Notes:\n", 'Notes:\n"a, b"\n\n\n', "Notes:\nplain text, with a comma\n\n"]
)
def test_the_header_counts_wherever_it_begins(preamble: str) -> None:
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    assert [outcome(item) for item in items(f"{preamble}{header}Ada,Byron,,,,,24 Nov 2026\n")] == [
        "Ada Byron"
    ]


@pytest.mark.parametrize(
    "header",
    [
        "First Name,Last Name,Email Address,Company,Position,Connected On",
        "Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am",
        "Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Connecté le",
        "Nombre,Apellidos,URL,Correo electrónico,Empresa,Cargo,Conectado el",
        "Nome,Cognome,URL,Indirizzo email,Azienda,Posizione,Collegato il",
        "Nome,Sobrenome,URL,Endereço de e-mail,Empresa,Cargo,Conectado em",
        "Voornaam,Achternaam,URL,E-mailadres,Bedrijf,Functie,Verbonden op",
        "Imię,Nazwisko,URL,Adres e-mail,Firma,Stanowisko,Połączono",
        "Förnamn,Efternamn,URL,E-postadress,Företag,Befattning,Ansluten den",
        "Fornavn,Efternavn,URL,Mailadresse,Virksomhed,Stilling,Forbundet den",
        "Ad,Soyad,URL,E-posta Adresi,Şirket,Pozisyon,Bağlantı Tarihi",
        "名,姓,URL,メールアドレス,会社,役職,つながった日",
        "名字,姓氏,网址,电子邮件地址,公司,职位,建立联系日期",
        "FIRST NAME,last name,Url,E-mail address,COMPANY,position,connected on",
    ],
)
def test_the_header_may_be_in_many_languages(header: str) -> None:
    cells = ["Ada", "Byron", *("" for _ in header.split(",")[3:]), "2026-11-24"]
    assert kind(f"{header}\n{','.join(cells)}\n") == "linkedin"
    assert [outcome(item) for item in items(f"{header}\n{','.join(cells)}\n")] == ["Ada Byron"]


@pytest.mark.parametrize(
    ("written", "day"),
    [("24 Nov 2026", "2026-11-24"), ("24 nov. 2026", "2026-11-24"), ("3. März 2019", "2019-03-03"), ("7 Ağu 2020", "2020-08-07"),
     ("2020年8月7日", "2020-08-07"), ("3/4/2020", None), ("unknown", None)],
)  # fmt: skip
def test_the_day_of_the_connection_is_the_day_you_met_only_on_request(written: str, day: str | None) -> None:
    export = f"First Name,Last Name,URL,Company,Position,Connected On\nAda,Byron,,,,{written}\n"
    (item,) = items(export, options=ReadOptions(met_on=True))
    assert isinstance(item, SourceCard)
    assert item.properties == ({"met_on": (day,)} if day else {})
    assert f"X-LINKEDIN-CONNECTED-ON:{written}" in lines(item)


def test_degrees_after_a_surname_are_no_part_of_the_name() -> None:
    export = 'First Name,Last Name,URL,Company,Position,Connected On\nAda,"Byron, PhD, MBA",,,,\nBob,"Doe, Smith",,,,\n'
    first, second = items(export)
    assert lines(first) == ["FN:Ada Byron", "N:Byron;Ada;;;PhD\\, MBA"]
    assert lines(second) == ["FN:Bob Doe\\, Smith", "N:Doe\\, Smith;Bob;;;"]


def test_a_row_with_a_comma_that_nobody_quoted_is_refused_with_its_line() -> None:
    export = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nAda,Byron,,,Acme, Inc.,Boss,24 Nov 2026\nBob,Doe\n"
    assert [outcome(item) for item in items(export)] == [
        "refused 2: it has 8 cells, and the header 7; a value that contains a separator needs quotation marks",
        "Bob Doe",
    ]


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://www.linkedin.com/in/Ada-Byron", "ada-byron"),
        ("http://de.linkedin.com/pub/ada-byron/1/2/3/", "ada-byron"),
        ("https://www.linkedin.com/in/ad%C3%A4?trk=x", "adä"),
        ("linkedin.com/in/ada", ""),
        ("https://www.linkedin.com/company/acme", ""),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_the_slug_of_the_address_is_the_id(url: str, found: str) -> None:
    assert slug(url) == found


@pytest.mark.parametrize(
    "header", ["X1,X2,X3,X4,X5,X6,X7", "Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Connexion le"]
)
def test_the_addresses_show_linkedin_in_a_language_that_pnet_does_not_know(header: str) -> None:
    text = f"{header}\nAda,Lovelace,https://www.linkedin.com/in/ada,,Acme,Boss,24 nov. 2026\n"
    (ada,) = items(text)
    assert kind(text) == "linkedin"
    assert {"FN:Ada Lovelace", "ORG:Acme", "TITLE:Boss", "URL:https://www.linkedin.com/in/ada"} <= {
        *lines(ada)
    }


def test_another_order_of_columns_is_not_linkedins() -> None:
    text = "Last Name,First Name,URL,Email,Company,Position,Met\nByron,Ada,https://www.linkedin.com/in/ada,,Acme,Boss,x\n"
    assert kind(text) == "csv"
    assert outcome(items(text)[0]) == "Ada Byron"
