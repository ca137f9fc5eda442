"""What pnet writes as CSV, it reads back."""

from plaintext_network.exchange.record import SourceCard
from tests.exchange.readers.reading import items, kind, lines

EXPORT = """\
name,aliases,emails,phones,links,organization,role,location,addresses,former,birthday,died,occasions,met_on,uid
Ada Byron,Countess; Enchantress\\; of numbers,a@x.org; b@x.org,'+44 20 1,https://x.org,Engines,Analyst,London,"1 St, London\\; W1; 2 Rd",Royal Society,--12-10,,06-01 wedding,2024-03-02,urn:uuid:7
'=Bob,,,,,,,,,,,,,,
"""


def test_an_export_is_read_with_its_lists_and_without_the_guard_of_formulas() -> None:
    assert kind(EXPORT) == "pnet"
    ada, bob = items(EXPORT)
    assert isinstance(ada, SourceCard)
    assert lines(ada) == [
        "FN:Ada Byron",
        "NICKNAME:Countess,Enchantress\\; of numbers",
        "ORG:Engines",
        "TITLE:Analyst",
        "EMAIL:a@x.org",
        "EMAIL:b@x.org",
        "TEL:+44 20 1",
        "URL:https://x.org",
        "UID:urn:uuid:7",
    ]
    assert ada.properties == {
        "location": ("London",),
        "addresses": ("1 St, London; W1", "2 Rd"),
        "former": ("Royal Society",),
        "birthday": ("--12-10",),
        "occasions": ("06-01 wedding",),
        "met_on": ("2024-03-02",),
    }
    assert lines(bob) == ["FN:=Bob"]


LIST = """\
name,path,aliases,tags,emails,phones,birthday,circles,cadence,status,private,last_touch,next_due,touches,standing,other
Ada,contacts/Ada.md,"Countess, Lady","maths, math/analysis","a@x, b@x",1,1815-12-10,friends,3 months,active,false,2026-01-28,,11,warm,{}
Bob,contacts/Bob.md,,,,,,,,paused,true,,,,,"{""shoe"": ""38""}"
"""


def test_a_list_is_read_without_what_pnet_computes() -> None:
    assert kind(LIST) == "pnet"
    ada, bob = items(LIST)
    assert isinstance(ada, SourceCard)
    assert isinstance(bob, SourceCard)
    assert lines(ada) == [
        "FN:Ada",
        "NICKNAME:Countess,Lady",
        "EMAIL:a@x",
        "EMAIL:b@x",
        "TEL:1",
        "CATEGORIES:maths,math/analysis",
    ]
    assert ada.properties == {
        "birthday": ("1815-12-10",),
        "circles": ("friends",),
        "cadence": ("3 months",),
    }
    assert bob.properties == {"status": ("paused",), "private": ("true",)}
    assert lines(bob) == ["FN:Bob", 'X-PNET-OTHER:{"shoe": "38"}']
