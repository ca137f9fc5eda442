import io

import pytest

from plaintext_network.exchange.vcard.cards import Card, read_cards
from plaintext_network.exchange.vcard.content_line import ContentLine, parse_line
from plaintext_network.exchange.vcard.patch_card import patch_card


def lines_of(data: bytes) -> list[ContentLine]:
    (card,) = read_cards(io.BytesIO(data))
    assert isinstance(card, Card)
    return list(card.lines)


CARD = """begin:VCARD
Version:3.0
N:Lovelace;Ada;;;
fn:Ada Love
 lace
item1.TEL;type="home":+44 1
item1.X-ABLabel:_$!<Home>!$_

what is this
NOTE:é
REV:2020
END:vcard
"""
PATCHED = (
    CARD.replace('TEL;type="home":+44 1', "TEL;TYPE=work:+44 2")
    .replace("REV:2020\n", "REV:2020\nTITLE:Count\\nes\n")
    .replace("N:Lovelace;Ada;;;\n", "")
)


@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r", "\r\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_only_the_lines_that_differ_change(newline: str, encoding: str) -> None:
    data = CARD.replace("\n", newline).encode(encoding)
    old = lines_of(data)
    new = [line for line in old if line.key != "N"]
    new[1] = parse_line("item1.TEL;TYPE=work:+44 2")
    new.append(parse_line(r"TITLE:Count\nes"))
    patched = patch_card(data, old, new)
    assert patched.decode(encoding) == PATCHED.replace("\n", newline)
    assert lines_of(patched) == new


def test_bytes_of_another_encoding_stay() -> None:
    data = CARD.encode("cp1252")
    old = lines_of(data)
    assert patch_card(data, old, old[1:]) == data.replace(b"N:Lovelace;Ada;;;\n", b"")


def test_a_line_that_is_not_among_the_old_ones_stays() -> None:
    data = CARD.encode()
    old = lines_of(data)[1:3]
    assert patch_card(data, old, old[:1]) == data.replace(b'item1.TEL;type="home":+44 1\n', b"")
    assert patch_card(data, [], [parse_line("X:1")]) == data.replace(b"END:", b"X:1\nEND:")
    assert patch_card(data, [parse_line("FOO:1")], []) == data


def test_a_line_of_version_2_1_is_patched_in_its_syntax() -> None:
    data = (
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nTEL;CELL:1\r\nNOTE;ENCODING=QUOTED-PRINTABLE:a=\r\nb\r\n"
        b"PHOTO;ENCODING=BASE64;JPEG:\r\n QUJD\r\n\r\nFN:x\r\nEND:VCARD\r\n"
    )
    old = lines_of(data)
    new = [parse_line("TEL;TYPE=CELL,HOME:2"), parse_line(r"NOTE:é\n"), old[3]]
    assert patch_card(data, old, new) == (
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nTEL;CELL;HOME:2\r\nNOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=A9=0D=0A\r\n"
        b"FN:x\r\nEND:VCARD\r\n"
    )


def test_a_card_without_begin_end_or_last_newline_is_patched() -> None:
    assert (
        patch_card(b"FN:a", [parse_line("FN:a")], [parse_line("FN:a"), parse_line("TEL:1")])
        == b"FN:a\r\nTEL:1\r\n"
    )
    assert (
        patch_card(b"BEGIN:VCARD\nEND:VCARD", [], [parse_line("TEL:1")]) == b"BEGIN:VCARD\nTEL:1\nEND:VCARD"
    )
    assert patch_card(b"", [], [parse_line("TEL:1")]) == b"TEL:1\r\n"


def test_equal_lines_return_the_same_bytes() -> None:
    for data in (CARD.encode(), b"", b"\xff\xfe\0", b"junk"):
        assert patch_card(data, [], []) is data
