"""Google's CSV, before and after 2024, becomes cards."""

from plaintext_network.exchange.readers.options import ReadOptions
from plaintext_network.exchange.record import SourceCard
from tests.exchange.readers.reading import items, kind, lines, outcome

BEFORE = """\
Name,Given Name,Additional Name,Family Name,Name Prefix,Group Membership,Notes,Birthday,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,Address 1 - Type,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - Postal Code,Organization 1 - Name,Organization 1 - Title,Organization 1 - Department,Website 1 - Type,Website 1 - Value,Event 1 - Type,Event 1 - Value,Event 2 - Type,Event 2 - Value,Relation 1 - Type,Relation 1 - Value,Custom Field 1 - Type,Custom Field 1 - Value,IM 1 - Service,IM 1 - Value
Ada Byron,Ada,,Byron,Lady,* myContacts ::: * starred ::: Maths ::: * family,"Met at
the salon", --12-10,* Home,ada@x.org ::: ada2@x.org,,plain@x.org,Mobile,+44 1 ::: +44 2,Home,"1 St
London","1 St, left",London,W1,Engines,Analyst,R&D,Blog,https://ada.x,Anniversary,1835-07-08,First meeting,2001-02-03,Spouse,William,Shoe size,38,Skype,adal
,,,,,,,,*,only@x.org
,,,,,,,,,,,,,,,,,,,Acme
,,,,,* myContacts
"""


def test_the_header_before_2024() -> None:
    ada, address, company, nobody = items(BEFORE)
    assert kind(BEFORE) == "google"
    assert lines(ada) == [
        "FN:Ada Byron",
        "N:Byron;Ada;;Lady;",
        "ORG:Engines;R&D",
        "TITLE:Analyst",
        "EMAIL;TYPE=home,pref:ada@x.org",
        "EMAIL;TYPE=home,pref:ada2@x.org",
        "EMAIL:plain@x.org",
        "TEL;TYPE=cell:+44 1",
        "TEL;TYPE=cell:+44 2",
        "item1.URL:https://ada.x",
        "item1.X-ABLabel:Blog",
        "IMPP:skype:adal",
        "ADR;TYPE=home:;;1 St\\, left;London;;W1;",
        "NOTE:Met at\\nthe salon",
        "BDAY:--12-10",
        "ANNIVERSARY:1835-07-08",
        "CATEGORIES:Maths,family",
        "item2.X-ABDATE:2001-02-03",
        "item2.X-ABLabel:First meeting",
        "item3.X-ABRELATEDNAMES:William",
        "item3.X-ABLabel:Spouse",
        "item4.X-GOOGLE-FIELD:38",
        "item4.X-ABLabel:Shoe size",
    ]
    assert lines(address) == ["FN:only@x.org", "EMAIL;TYPE=pref:only@x.org"]
    assert lines(company) == ["FN:Acme", "KIND:org", "ORG:Acme"]
    assert outcome(nobody) == "skipped 7: it has no name, e-mail address or phone number"


AFTER = """\
First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,Website 1 - Label,Website 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value
Grace,Brewster,Hopper,Greis,RADM,,Amazing ::: Gracie,"Hopper, Grace",US Navy,Admiral,Computing,1906-12-09,,https://lh3.example/photo,* myContacts ::: Navy,* Work,g@n.example,Desk,'+1 555,Work,"3 Ave
DC",Profile,https://x.example,,
太郎,,山田,,,,,,,,,,,,* starred,,,,,,,,,,
"""


def test_the_header_after_2024() -> None:
    grace, taro = items(AFTER)
    assert lines(grace) == [
        "FN:Grace Brewster Hopper",
        "N:Hopper;Grace;Brewster;RADM;",
        "NICKNAME:Amazing,Gracie",
        "ORG:US Navy;Computing",
        "TITLE:Admiral",
        "EMAIL;TYPE=work,pref:g@n.example",
        "item1.TEL:+1 555",
        "item1.X-ABLabel:Desk",
        "URL:https://x.example",
        "ADR;TYPE=work:;;3 Ave\\nDC;;;;",
        "BDAY:1906-12-09",
        "CATEGORIES:Navy",
        "X-GOOGLE-PHONETIC-FIRST-NAME:Greis",
        "X-GOOGLE-PHOTO:https://lh3.example/photo",
    ]
    assert lines(taro) == ["FN:山田太郎", "N:山田;太郎;;;"]


def test_a_column_can_be_taken_as_a_property() -> None:
    text = "First Name,Last Name,Labels,E-mail 1 - Label,E-mail 1 - Value,Custom Field 1 - Value\nAda,Byron,,,a@x,friends\n"
    (item,) = items(text, options=ReadOptions(take=(("Custom Field 1 - Value", "circles"),)))
    assert lines(item) == ["FN:Ada Byron", "N:Byron;Ada;;;", "EMAIL:a@x"]
    assert isinstance(item, SourceCard)
    assert item.properties == {"circles": ("friends",)}


def test_an_address_of_which_only_the_city_is_known_is_no_street() -> None:
    header = "First Name,E-mail 1 - Value,Address 1 - Formatted,Address 1 - City,Address 1 - Country"
    (card,) = items(f'{header}\nAda,ada@example.org,"Bath\nUK",Bath,UK\n')
    assert isinstance(card, SourceCard)
    assert [line.value for line in card.card.lines if line.key == "ADR"] == [";;;Bath;;;UK"]
