"""Which cards say the same."""

import pytest

from plaintext_network.exchange.cards.digest import card_digest
from tests.exchange.note_trips import source_card

ADA = """FN:Ada Lovelace
N:Lovelace;Ada;;;
TEL;TYPE=CELL,VOICE;PREF=1:+44 7700 900123
EMAIL:ada@example.org
BDAY:1815-12-10
item1.ADR:;;1 High St;London;;;UK
item1.X-ABLabel:Cottage
NOTE:Likes  tea
"""


def digest(text: str, version: str = "3.0") -> str:
    return card_digest(source_card(text, version))


def test_the_digest_is_the_same_on_every_machine() -> None:
    assert digest("FN:Ada Lovelace\nTEL:1234567") == "3c1be408115321d1"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("FN:Ada Lovelace\n", "FN: Ada  Lovelace\n"),
        ("N:Lovelace;Ada;;;\n", ""),
        ("TEL;TYPE=CELL,VOICE;PREF=1:+44 7700 900123", "TEL;type=pref;type=cell:0044 7700-900123"),
        ("ada@example.org", "Ada@Example.org"),
        ("1815-12-10", "18151210"),
        ("item1.", "item7."),
        ("Likes  tea", "Likes tea\\n"),
        ("FN:Ada", "REV:2024\nPRODID:x\nUID:1\nFN:Ada"),
    ],
)
def test_another_way_to_write_a_card_makes_no_other_digest(old: str, new: str) -> None:
    assert digest(ADA.replace(old, new)) == digest(ADA)
    assert digest("\n".join(reversed(ADA.splitlines()))) == digest(ADA)
    assert digest(ADA, "4.0") == digest(ADA)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ada Lovelace", "Ada King"),
        ("900123", "900124"),
        ("CELL", "WORK"),
        (";PREF=1", ""),
        ("1815", "1816"),
        ("Cottage", "Work"),
        ("High St", "Low St"),
        ("tea", "coffee"),
        ("NOTE:", "X-FOO:1\nNOTE:"),
    ],
)
def test_another_value_type_or_label_makes_another_digest(old: str, new: str) -> None:
    assert digest(ADA.replace(old, new)) != digest(ADA)
