import io

import pytest

from plaintext_network.exchange.vcard.cards import Card, read_cards
from plaintext_network.exchange.vcard.content_line import ContentLine, parse_line
from plaintext_network.exchange.vcard.write_cards import fold, write_card


def written(version: str, *texts: str) -> list[bytes]:
    """Return the lines of a card as they are written, without BEGIN, VERSION and END."""
    data = write_card(Card(tuple(map(parse_line, texts))), version)
    begin, given, *lines, end, rest = data.split(b"\r\n")
    assert (begin, given, end, rest) == (b"BEGIN:VCARD", f"VERSION:{version}".encode(), b"END:VCARD", b"")
    return lines


CASES_2_1 = [
    ("TEL;TYPE=CELL,voice;TYPE=x-mine:1", [b"TEL;CELL;voice;TYPE=x-mine:1"]),
    ('TEL;TYPE="HOME,FAX":1', [b"TEL;HOME;FAX:1"]),
    (r"FN:Lovelace\, Ada", [b"FN:Lovelace, Ada"]),
    (r"N:a\;b;c\,d;;", [rb"N:a\;b;c,d;;"]),
    (r"NOTE:a\nb", [b"NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:a=0D=0Ab"]),
    (r"FN:Zoë", [b"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB"]),
    (r"N:Zoë\;x;y", [b"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB=5C=3Bx;y"]),
    (r"NOTE:C:\\new", [rb"NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:C:=5Cnew".replace(b"=5C", b"\\")]),
    ("NOTE: a ", [b"NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE: a=20"]),
    ("CATEGORIES:a,b", [b"CATEGORIES:a,b"]),
    ("URL:http://x/ü,a", ["URL:http://x/ü,a".encode()]),
    ("PHOTO;ENCODING=b;TYPE=JPEG:QUJD", [b"PHOTO;JPEG;ENCODING=BASE64:", b" QUJD", b""]),
]


@pytest.mark.parametrize(("text", "expected"), CASES_2_1)
def test_version_2_1_has_its_own_syntax(text: str, expected: list[bytes]) -> None:
    assert written("2.1", text) == expected


def test_quoted_printable_is_broken_into_short_lines_outside_of_escapes() -> None:
    lines = written("2.1", "NOTE:" + "aé" * 100)
    assert max(map(len, lines)) <= 76
    assert all(line.endswith(b"=") for line in lines[:-1])
    assert b"".join(line.rstrip(b"=") for line in lines).count(b"=C3=A9") == 100


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_long_lines_are_folded_between_characters(version: str) -> None:
    lines = written(version, "NOTE:" + "é€山x" * 60)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()
    assert b"".join(line.removeprefix(b" ") for line in lines).decode() == "NOTE:" + "é€山x" * 60


def test_folding_loses_no_byte_that_is_no_text() -> None:
    raw = b"X:" + b"\x80" * 500
    assert fold(raw).replace(b"\r\n ", b"") == raw


@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
def test_no_line_forges_the_end_of_a_card(version: str) -> None:
    lines = (
        ContentLine("END", "VCARD"),
        ContentLine("BEGIN", "VCARD"),
        ContentLine("VERSION", "2.1"),
        ContentLine("VERSION", "no version"),
        ContentLine("NOTE", "a\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:b"),
        ContentLine("URL", "x\nEND:VCARD"),
        ContentLine("PHOTO", "QUJD\nEND:VCARD", "", (("ENCODING", ("b",)),)),
        ContentLine("", "odd\nEND:VCARD"),
        ContentLine("X\nEND:VCARD", "1"),
        ContentLine("\ufeffEND", "VCARD"),
        ContentLine("AGENT", "BEGIN : VCARD"),
        ContentLine("NOTE", "é" * 6 + "x" * 10 + "BEGIN:VCARD" * 60),
        ContentLine("NOTE", "\0END:VCARD\0"),
        ContentLine("FN", "Ada"),
    )
    (card,) = read_cards(io.BytesIO(write_card(Card(lines), version)))
    assert isinstance(card, Card)
    assert [line.key for line in card.lines][:3] == ["X-END", "X-BEGIN", "X-VERSION"]
    assert card.lines[-1] == ContentLine("FN", "Ada")
    assert not card.all("BEGIN") + card.all("END")


@pytest.mark.parametrize("version", ["2.1", "3.0"])
def test_a_nested_card_is_written_as_it_was(version: str) -> None:
    data = (
        b"BEGIN:VCARD\r\nVERSION:%s\r\nFN:a\r\nAGENT:\r\nBEGIN:VCARD\r\nVERSION:2.1\r\nFN:b\r\nEND:VCARD\r\n"
        b"TEL:1\r\nEND:VCARD\r\n" % version.encode()
    )
    (card,) = read_cards(io.BytesIO(data))
    assert isinstance(card, Card)
    assert write_card(card, version) == data


def test_characters_that_utf_8_can_not_contain_are_replaced() -> None:
    for version in ("2.1", "3.0"):
        assert b"?" in write_card(Card((ContentLine("FN", "a\ud800"), ContentLine("", "x\udc80"))), version)


def test_a_tag_of_a_name_that_is_no_ascii_is_written() -> None:
    assert written("2.1", "X-Größe:1") == ["X-Größe;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:1".encode()]
