"""Lines that strict readers refuse travel in others, and come back as they were."""

import pytest

from plaintext_network.exchange.vcard.cards import Card
from plaintext_network.exchange.vcard.carried_lines import with_carried_lines, without_carried_lines
from plaintext_network.exchange.vcard.content_line import line_text, parse_line


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("TEL;TYPE=CELL:1", "TEL;TYPE=CELL:1"),
        ("item_1.X-A_B:1", "item_1.X-A_B:1"),
        ("PHOTO;ENCODING=b:QUJD", "PHOTO;ENCODING=b:QUJD"),
        ("X-messaging/xmpp-All:a@example.org", "X-PNET-LINE:X-messaging/xmpp-All:a@example.org"),
        ("no line, at all", "X-PNET-LINE:no line\\, at all"),
        ("TEL;X-Ü=1:1", "X-PNET-LINE:TEL\\;X-Ü=1:1"),
        ("PHOTO;ENCODING=b:abc", "X-PNET-LINE:PHOTO\\;ENCODING=b:abc"),
        ("X;ENCODING=8BIT:1", "X-PNET-LINE:X\\;ENCODING=8BIT:1"),
        ("BEGIN:X", "X-PNET-LINE:BEGIN:X"),
        ("VERSION:2.1", "X-PNET-LINE:VERSION:2.1"),
        ("N:a;b", "X-PNET-LINE:N:a\\;b"),
        ("é.TEL:1", "X-PNET-LINE:é.TEL:1"),
    ],
)
def test_a_line_that_a_strict_reader_refuses_is_carried_and_comes_back(line: str, written: str) -> None:
    card = Card((parse_line("FN:Ada"), parse_line("N:Lovelace;Ada;;;"), parse_line(line)))
    carried = with_carried_lines(card)
    assert line_text(carried.lines[2]) == written
    assert carried.lines[:2] == card.lines[:2]
    assert without_carried_lines(carried) == card


def test_a_nested_card_is_carried_as_a_whole() -> None:
    nested = ("AGENT:", "BEGIN:VCARD", "N:Babbage;Charles", "TEL:1", "END:VCARD")
    card = Card(tuple(map(parse_line, (*nested, "N:Lovelace;Ada", "TEL:2"))))
    carried = with_carried_lines(card)
    assert [line.key for line in carried.lines] == ["AGENT", *["X-PNET-LINE"] * 4, "N", "TEL"]
    assert without_carried_lines(carried) == card
