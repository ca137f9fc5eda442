"""Any CSV file with usual titles, or with `--take`, becomes cards."""

import pytest

from plaintext_network.exchange.errors import ContactColumnsUnknown, ContactFileTooLong, TakenPropertyUnknown
from plaintext_network.exchange.readers.options import ReadOptions
from plaintext_network.exchange.record import SourceCard
from tests.exchange.readers.reading import items, kind, lines, outcome


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Name;E-Mail;Handy;Firma\nAda Byron;a@x;0171;Acme\n", ["FN:Ada Byron", "ORG:Acme", "EMAIL:a@x", "TEL;TYPE=cell:0171"]),
        ("full name,email address\nAda,a@x\n", ["FN:Ada", "EMAIL:a@x"]),
        ("Nom,Prénom,Courriel\nByron,Ada,a@x\n", ["FN:Ada Byron", "N:Byron;Ada;;;", "EMAIL:a@x"]),
        ("Nombre,Apellidos,Móvil\nAda,Byron,1\n", ["FN:Ada Byron", "N:Byron;Ada;;;", "TEL;TYPE=cell:1"]),
        ("Nome,Cognome,Cellulare\nAda,Byron,1\n", ["FN:Ada Byron", "N:Byron;Ada;;;", "TEL;TYPE=cell:1"]),
        ("Nome,Telefone\nAda Byron,1\n", ["FN:Ada Byron", "TEL:1"]),
        ("氏名,メールアドレス,生年月日\n山田太郎,a@x,1990年5月9日\n", ["FN:山田太郎", "EMAIL:a@x", "BDAY:1990-05-09"]),
        ("姓,名,手机\n王,小明,1\n", ["FN:王小明", "N:王;小明;;;", "TEL;TYPE=cell:1"]),
        ("Email\na@x\n", ["FN:a@x", "EMAIL:a@x"]),
        ("Name,Emails\nAda,a@x; b@x\n", ["FN:Ada", "EMAIL:a@x", "EMAIL:b@x"]),
        ("Name,Email\nAda,\"a@x; b@x\"\n", ["FN:Ada", "EMAIL:a@x", "EMAIL:b@x"]),
        ("Name,Tags\nAda,\"maths, poetry\"\n", ["FN:Ada", "CATEGORIES:maths,poetry"]),
        # Names sorted by surname; companies and degrees are no given names.
        ("Name,Email\n\"Byron, Ada\",a@x\n", ["FN:Ada Byron", "N:Byron;Ada;;;", "EMAIL:a@x"]),
        ("Name,Email\n\"Acme, Inc.\",a@x\n", ["FN:Acme\\, Inc.", "EMAIL:a@x"]),
        ("Name,Email\n\"Ada Byron, PhD\",a@x\n", ["FN:Ada Byron\\, PhD", "EMAIL:a@x"]),
        ("Name,Street,City,Zip,Country\nAda,1 St,London,W1,UK\n", ["FN:Ada", "ADR:;;1 St;London;;W1;UK"]),
        ("Name,Address\nAda,\"1 St\nLondon\"\n", ["FN:Ada", "ADR:;;1 St\\nLondon;;;;"]),
        # Columns that mean nothing to pnet, in any alphabet.
        ("Name,Email,Kundennr.,Größe,靴\nAda,,77,1.70,38\n", ["FN:Ada", "X-CSV-KUNDENNR:77", "X-CSV-GROSSE:1.70", "item1.X-CSV-COLUMN:38", "item1.X-ABLabel:靴"]),
        # A line above the header, as spreadsheets have one.
        ("My contacts,\nName,Email\nAda,a@x\n", ["FN:Ada", "EMAIL:a@x"]),
        # The mark that keeps a spreadsheet from reading a number as a formula.
        ("Name,Phone\nAda,'+49 30\n", ["FN:Ada", "TEL:+49 30"]),
    ],
)  # fmt: skip
def test_usual_titles_are_understood(text: str, expected: list[str]) -> None:
    assert kind(text) == "csv"
    (item,) = items(text)
    assert lines(item) == expected


THUNDERBIRD = (
    "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Work Phone,Home Phone,Fax Number,Mobile Number,"
    "Home Address,Home Address 2,Home City,Home ZipCode,Home Country,Work Address,Work City,Job Title,Department,Organization,"
    "Web Page 1,Birth Year,Birth Month,Birth Day,Custom 1,Notes\n"
    "Ada,Byron,Ada B,Countess,a@x,b@x,1,2,3,4,1 St,left,London,W1,UK,2 Rd,Leeds,Analyst,R&D,Engines,http://x,1815,12,10,blue,note\n"
)


def test_thunderbirds_columns_are_understood() -> None:
    (item,) = items(THUNDERBIRD)
    assert lines(item) == [
        "FN:Ada B",
        "N:Byron;Ada;;;",
        "NICKNAME:Countess",
        "ORG:Engines;R&D",
        "TITLE:Analyst",
        "EMAIL:a@x",
        "EMAIL:b@x",
        "TEL;TYPE=work:1",
        "TEL;TYPE=home:2",
        "TEL;TYPE=fax:3",
        "TEL;TYPE=cell:4",
        "URL:http://x",
        "ADR;TYPE=home:;left;1 St;London;;W1;UK",
        "ADR;TYPE=work:;;2 Rd;Leeds;;;",
        "NOTE:note",
        "BDAY:1815-12-10",
        "X-CSV-CUSTOM-1:blue",
    ]


def test_columns_without_a_property_are_named_once() -> None:
    remarks: list[str] = []
    items("Name,Email,Size,Empty\nAda,,38,\nBob,,39,\n", options=ReadOptions(remark=remarks.append))
    assert remarks == [
        "“Size” has no property; the values stay at the end of each note. To use one: --take Size=tags"
    ]


TAKEN = "Kunde;Adr;Seit;Rhythmus;Kreise\nAda;a@x;24.11.2026;3 months;friends; old\n".replace("; old", ", old")


def test_take_says_what_columns_mean_by_title_or_number() -> None:
    take = (("kunde", "name"), ("2", "emails"), ("Seit", "met_on"), ("4", "cadence"), ("Kreise", "circles"))
    (item,) = items(TAKEN, options=ReadOptions(take=take))
    assert isinstance(item, SourceCard)
    assert lines(item) == ["FN:Ada", "EMAIL:a@x"]
    assert item.properties == {
        "met_on": ("2026-11-24",),
        "cadence": ("3 months",),
        "circles": ("friends, old",),
    }


def test_take_by_number_reads_a_file_without_a_header() -> None:
    text = "Ada;a@x.org\nBob;b@x.org\n"
    read = items(text, options=ReadOptions(take=(("1", "name"), ("2", "email"))))
    assert [lines(item) for item in read] == [["FN:Ada", "EMAIL:a@x.org"], ["FN:Bob", "EMAIL:b@x.org"]]


def test_take_by_number_leaves_out_a_header() -> None:
    read = items("Kunde;Adr\nAda;a@x.org\n", options=ReadOptions(take=(("1", "name"), ("2", "email"))))
    assert [lines(item) for item in read] == [["FN:Ada", "EMAIL:a@x.org"]]


def test_a_property_of_the_users_own_can_be_taken() -> None:
    (item,) = items("Name,Shoe\nAda,38\n", options=ReadOptions(take=(("Shoe", "shoe_size"),)))
    assert isinstance(item, SourceCard)
    assert item.properties == {"shoe_size": ("38",)}


def test_a_taken_column_that_does_not_exist_is_said_with_those_that_do() -> None:
    with pytest.raises(ContactColumnsUnknown) as raised:
        items("Kunde;Adr\nAda;x\n", options=ReadOptions(take=(("Kund", "name"),)))
    assert str(raised.value) == (
        "no column of “contacts.csv” is called “Kund”\nits columns are 1 “Kunde”, 2 “Adr”\n"
        "say what they contain, by title or number: pnet import contacts.csv --take 1=name --take 2=emails"
    )


def test_a_property_that_is_misspelled_is_not_made_up() -> None:
    with pytest.raises(TakenPropertyUnknown, match="did you mean name"):
        items("Kunde;Adr\nAda;x\n", options=ReadOptions(take=(("Kunde", "nam"),)))


@pytest.mark.parametrize("text", ["Kunde;Adr\nAda;a@x\n", "Ada;a@x.org\nBob;b@x.org\n", "a,b,c\n1,2,3\n"])
def test_columns_that_mean_nothing_are_listed_with_an_example(text: str) -> None:
    with pytest.raises(ContactColumnsUnknown, match="--take 1=name --take 2=emails"):
        items(text)


def test_ids_count_if_every_row_has_its_own() -> None:
    assert [item.id for item in items("ID,Name,Email\n7,Ada,\n8,Bob,\n") if isinstance(item, SourceCard)] == [
        "7",
        "8",
    ]
    same = items("ID,Name,Email\n7,Ada,\n7,Bob,\n")
    assert [item.id for item in same if isinstance(item, SourceCard)] == ["", ""]
    assert lines(same[0]) == ["FN:Ada", "X-CSV-ID:7"]


def test_every_row_is_counted_once() -> None:
    text = (
        "Name,Email,Phone\n"  # 1
        "Ada,a@x,1\n"
        "\n"  # no row
        ",,\n"
        "Name,Email,Phone\n"
        "Bob\n"
        "Carl,c@x,1,,\n"
        "Dee,d@x,1,more\n"
        'Eve,"open,2\n'
        "Fay,f@x,3\n"
        ",,\n"
    )
    read = items(text)
    assert [outcome(item) for item in read] == [
        "Ada",
        "skipped 4: all its cells are empty",
        "skipped 5: it repeats the header",
        "Bob",
        "Carl",
        "refused 8: it has 4 cells, and the header 3; a value that contains a separator needs quotation marks",
        "refused 9: a quotation mark opens a cell, and nothing closes it",
        "Fay",
        "skipped 11: all its cells are empty",
    ]
    assert [item.origin.number for item in read] == list(range(1, 10))


def test_a_file_with_too_many_columns_or_rows_is_refused_as_a_whole() -> None:
    wide = "Name,Email," + ",".join(f"c{number}" for number in range(1000)) + "\nAda,a@x\n"
    with pytest.raises(ContactFileTooLong, match="more than 1,000 columns"):
        items(wide)


def test_only_a_header_has_no_records() -> None:
    assert items("Name,Email\n") == []


def test_a_header_that_is_there_twice_fills_one_property_twice() -> None:
    (item,) = items("Name,Email,Email\nAda,a@x,b@x\n")
    assert lines(item) == ["FN:Ada", "EMAIL:a@x", "EMAIL:b@x"]
