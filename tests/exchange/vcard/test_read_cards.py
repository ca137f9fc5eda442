import codecs
import io

import pytest

from plaintext_network.exchange.vcard.cards import BrokenCard, Card, read_cards
from plaintext_network.exchange.vcard.content_line import ContentLine, line_text


def cards(data: bytes, charset: str = "") -> list[Card]:
    found = list(read_cards(io.BytesIO(data), charset))
    assert not [card for card in found if isinstance(card, BrokenCard)]
    return [card for card in found if isinstance(card, Card)]


def lines(data: bytes, version: str = "", charset: str = "") -> list[str]:
    """Return the lines of the one card in a text, which is a card without BEGIN, END and VERSION if a version is given."""
    if version:
        data = b"BEGIN:VCARD\r\nVERSION:%s\r\n%s\r\nEND:VCARD\r\n" % (version.encode(), data)
    (card,) = cards(data, charset)
    return [line_text(line) for line in card.lines]


CARD = b"BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nNOTE:one\n  two\nEND:VCARD\n"
TWICE = [["FN:Ada", "NOTE:one two"]] * 2


@pytest.mark.parametrize("newline", [b"\r\n", b"\n", b"\r", b"\r\r\n", b"\n\n", b"\r\n\r\n", b"\n\r"])
def test_lines_end_in_any_newline(newline: bytes) -> None:
    data = (CARD * 2).replace(b"\n", newline)
    assert [[line_text(line) for line in card.lines] for card in cards(data)] == TWICE


def test_newlines_may_differ_within_a_file() -> None:
    data = b"BEGIN:VCARD\rVERSION:3.0\r\nFN:Ada\r\r\nNOTE:one\n  two\rEND:VCARD" + CARD
    assert [
        line_text(line) for line in cards(data.replace(b"VCARDBEGIN", b"VCARD\nBEGIN"))[0].lines
    ] == TWICE[0]


@pytest.mark.parametrize("size", range(1, 8))
def test_a_newline_may_be_split_between_two_reads(size: int) -> None:
    class Slow(io.BytesIO):
        def read(self, _count: int | None = -1) -> bytes:
            return super().read(size)

    data = b"BEGIN:VCARD\r\nVERSION:3.0\r\r\nFN:Ada\rNOTE:x\nEND:VCARD\r\n\r\n" * 2
    for encoded in (data, codecs.BOM_UTF16_LE + data.decode().encode("utf-16-le")):
        found = [card for card in read_cards(Slow(encoded)) if isinstance(card, Card)]
        assert [[line_text(line) for line in card.lines] for card in found] == [["FN:Ada", "NOTE:x"]] * 2
        assert [card.line for card in found] == [1, 7]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"],
)
def test_the_encoding_of_a_file_is_recognized(encoding: str) -> None:
    text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë Müller\r\nEND:VCARD\r\n"
    assert lines(text.encode(encoding)) == ["FN:Zoë Müller"]
    assert lines(b"\n" * (encoding in ("utf-8", "cp1252")) + text.encode(encoding)) == ["FN:Zoë Müller"]


def test_utf_16_without_a_mark_is_recognized_though_most_of_it_is_chinese() -> None:
    text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:" + "山田太郎" * 500 + "\r\nEND:VCARD\r\n"
    assert lines(text.encode("utf-16-le")) == ["FN:" + "山田太郎" * 500]


def test_bytes_that_are_no_utf_8_are_windows_1252_one_by_one() -> None:
    assert lines("NOTE:Ñandú ".encode() + b"\x80 \x81 Z\xfcrich", "3.0") == ["NOTE:Ñandú € \x81 Zürich"]


def test_a_mark_at_the_beginning_of_each_joined_file_is_left_out() -> None:
    assert len(cards((codecs.BOM_UTF8 + CARD) * 3)) == 3


def test_zero_bytes_are_left_out() -> None:
    assert lines(b"FN:A\0da\0\0", "3.0") == ["FN:Ada"]
    assert len(cards(CARD + b"\0" * 5000 + CARD)) == 2


@pytest.mark.parametrize(
    "charset",
    ["utf-8", "UTF8", "iso-8859-15", "windows-1251", "SHIFT_JIS", "iso-2022-jp", "gb2312", "utf-7", "koi8-r"],
)
def test_a_line_is_decoded_as_its_charset_says(charset: str) -> None:
    text = {
        "windows-1251": "Олег",
        "koi8-r": "Олег",
        "SHIFT_JIS": "表、ソ",
        "iso-2022-jp": "山田",
        "gb2312": "山",
    }.get(charset, "Zoë €")
    raw = text.encode(charset)
    quoted = b"".join(b"=%02X" % byte for byte in raw)
    declared = charset.encode()
    for version in ("2.1", "3.0"):
        assert lines(b"NOTE;CHARSET=%s:%s" % (declared, raw), version) == [f"NOTE:{text}"]
        assert lines(b"NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=%s:%s" % (declared, quoted), version) == [
            f"NOTE:{text}"
        ]


def test_a_file_that_is_unicode_is_not_decoded_twice() -> None:
    text = (
        "BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=windows-1252:Zoë\nTITLE;CHARSET=UTF-16:Zoë\n"
        "NOTE;CHARSET=windows-1252;ENCODING=QUOTED-PRINTABLE:Zo=EB\nEND:VCARD\n"
    )
    for encoding in ("utf-8-sig", "utf-16", "utf-16-be"):
        assert lines(text.encode(encoding)) == ["FN:Zoë", "TITLE:Zoë", "NOTE:Zoë"]


def test_a_charset_is_also_that_of_lines_that_declare_none_and_are_no_utf_8() -> None:
    data = "FN;CHARSET=SHIFT_JIS:山田\r\nNOTE:太郎".encode("shift_jis")
    assert lines(data, "2.1") == ["FN:山田", "NOTE:太郎"]
    assert lines("NOTE:太郎".encode("shift_jis"), "3.0", "shift_jis") == ["NOTE:太郎"]


@pytest.mark.parametrize(
    "charset",
    [
        "unknown",
        "",
        "rot13",
        "zlib",
        "hex",
        "base64",
        "unicode_escape",
        "idna",
        "punycode",
        "undefined",
        "mbcs",
        "../x",
        "utf-16",
    ],
)
def test_a_charset_that_is_none_or_does_not_fit_counts_as_utf_8(charset: str) -> None:
    assert lines(f"NOTE;CHARSET={charset}:Zoë\\x".encode(), "3.0") == ["NOTE:Zoë\\x"]


FOLDED = [
    # As in version 3.0 and 4.0: the first space or tab goes.
    ("3.0", b"NOTE:a\r\n b", ["NOTE:ab"]),
    ("4.0", b"NOTE:a\r\n\tb", ["NOTE:ab"]),
    ("3.0", b"NOTE:a\r\n  b\r\n \r\n c", ["NOTE:a bc"]),
    ("3.0", b"NOTE:Zo\xc3\r\n \xab", ["NOTE:Zoë"]),
    ("3.0", b"NOT\r\n E;X=\r\n y:a", ["NOTE;X=y:a"]),
    ("3.0", b"NOTE:a\r\n\r\n b", ["NOTE:ab"]),
    # As in version 2.1: the space belongs to the text, except where the line is full.
    ("2.1", b"NOTE:one\r\n two", ["NOTE:one two"]),
    ("2.1", b"NOTE:one\r\n\ttwo", ["NOTE:one\ttwo"]),
    ("2.1", b"NOTE:one\r\n  two", ["NOTE:one two"]),
    ("2.1", b"NOTE:" + b"x" * 70 + b"\r\n " + b"y" * 5, ["NOTE:" + "x" * 70 + "y" * 5]),
    # Nothing is lost of a program that indents lines after VERSION.
    ("3.0", b"  FN:Ada", ["VERSION:3.0 FN:Ada"]),
    # A newline after a backslash.
    ("2.1", b"ADR;HOME:;;a\\\r\nb\\\r\nc d;Berlin", [r"ADR;TYPE=HOME:;;a\nb\nc d;Berlin"]),
    ("3.0", b"NOTE:a\\\r\nb", [r"NOTE:a\nb"]),
    ("3.0", b"NOTE:a\\\r\nTEL:1", ["NOTE:a\\", "TEL:1"]),
    ("3.0", b"NOTE:a\\\\\r\nb", [r"NOTE:a\\", "b"]),
]


@pytest.mark.parametrize(("version", "data", "expected"), FOLDED)
def test_folded_lines_are_joined(version: str, data: bytes, expected: list[str]) -> None:
    assert lines(data, version) == expected


QUOTED = [
    (b"NOTE;ENCODING=QUOTED-PRINTABLE:a=3Db=0D=0Ac", [r"NOTE:a=b\nc"]),
    (b"NOTE;QUOTED-PRINTABLE:=c3=AB", ["NOTE:ë"]),
    (b'NOTE;encoding="quoted-printable":=C3=AB', ["NOTE:ë"]),
    (b"item1.NOTE;HOME;ENCODING=QUOTED-PRINTABLE:a", ["item1.NOTE;TYPE=HOME:a"]),
    # Soft line breaks.
    (b"NOTE;ENCODING=QUOTED-PRINTABLE:one =\r\ntwo=\r\n three", ["NOTE:one two three"]),
    (b"NOTE;ENCODING=QUOTED-PRINTABLE:one=\r\n two", ["NOTE:one two"]),
    (b"NOTE;ENCODING=QUOTED-PRINTABLE:=C3=\r\n=AB", ["NOTE:ë"]),
    (b"NOTE;ENCODING=QUOTED-PRINTABLE:one= \r\nTEL:two", ["NOTE:oneTEL:two"]),
    # Folded too.
    (b"NOTE;ENCODING=QUOTED-PRINTABLE:one =\r\n two =\r\n three", ["NOTE:one two three"]),
    (b"NOTE;ENCODING=QUOTED-PRINTABLE:on\r\n e t\r\n wo", ["NOTE:one two"]),
    (b"NOTE;CHARSET=UTF-8;\r\n ENCODING=QUOTED-PRINTABLE:=C3=AB=\r\n=C3=AB", ["NOTE:ëë"]),
    # Wrong: a break too many, none where one is needed, half an escape.
    (b"NOTE;ENCODING=QUOTED-PRINTABLE:a=0D=0A=\r\n\r\nTEL:1", ["NOTE:a\\n", "TEL:1"]),
    (b"NOTE;ENCODING=QUOTED-PRINTABLE:a=", ["NOTE:a"]),
    (b"NOTE;ENCODING=QUOTED-PRINTABLE:a=0D=0A\r\nand more\r\nTEL:1", [r"NOTE:a\nand more", "TEL:1"]),
    (b"NOTE;ENCODING=QUOTED-PRINTABLE:a\r\nand more\r\nTEL:1", [r"NOTE:a\nand more", "TEL:1"]),
    (b"NOTE;ENCODING=QUOTED-PRINTABLE:=C\r\n3=AB", ["NOTE:ë"]),
    (b"NOTE;ENCODING=QUOTED-PRINTABLE:50=25 =zz =", ["NOTE:50% =zz "]),
    (b"NOTE;ENCODING=QUOTED-PRINTABLE:a\r\n# a comment", ["NOTE:a", "# a comment"]),
    # An encoded semicolon is text, unless every semicolon is encoded.
    (b"N;ENCODING=QUOTED-PRINTABLE:a=3Bb;c=5C=3Bd;e\\;f", [r"N:a\;b;c\;d;e\;f"]),
    (b"N;ENCODING=QUOTED-PRINTABLE:=41=3B=42", ["N:A;B"]),
]


@pytest.mark.parametrize(("data", "expected"), QUOTED)
def test_quoted_printable_is_decoded(data: bytes, expected: list[str]) -> None:
    assert lines(data, "2.1") == expected


def test_quoted_printable_is_decoded_in_every_version() -> None:
    assert lines(b"NOTE;ENCODING=QUOTED-PRINTABLE:a\\, b=0Ac =\r\n d", "3.0") == [r"NOTE:a\, b\nc d"]


BASE64 = [
    b"PHOTO;ENCODING=b;TYPE=JPEG:QUJDREVG",
    b"PHOTO;ENCODING=b;TYPE=JPEG:QUJD\r\n REVG",
    b"PHOTO;ENCODING=BASE64;TYPE=JPEG:\r\n QUJD\r\n REVG\r\n",
    b"PHOTO;ENCODING=BASE64;JPEG:\r\n    QUJD\r\n    REVG\r\n\r\n",
    b"PHOTO;BASE64;JPEG:QUJD\r\nREVG\r\n",
    b"PHOTO;ENCODING=BASE64;TYPE=JPEG:QUJD\r\n REVG\r\n\r\n",
    b"PHOTO;ENCODING=BASE64;TYPE=JPEG:QU JD \r\nREVG \r\n \r\n",
    b'PHOTO;encoding="b";TYPE=JPEG:QUJD\r\n\tREVG',
    b"PHOTO;ENC\r\n ODING=b;TYPE=JPEG:QUJD\r\n REVG",
]


@pytest.mark.parametrize("data", BASE64)
@pytest.mark.parametrize("version", ["2.1", "3.0"])
def test_base64_is_one_line_without_whitespace(data: bytes, version: str) -> None:
    (card,) = cards(b"BEGIN:VCARD\r\nVERSION:%s\r\n%s\r\nTEL:1\r\nEND:VCARD\r\n" % (version.encode(), data))
    assert [(line.key, line.value) for line in card.lines] == [("PHOTO", "QUJDREVG"), ("TEL", "1")]
    assert {(key.upper(), values) for key, values in card.lines[0].params} == {
        ("TYPE", ("JPEG",)),
        ("ENCODING", ("b",)),
    }


def test_base64_may_begin_after_a_blank_line_and_ends_at_one() -> None:
    data = b"KEY;ENCODING=BASE64:\r\n\r\n" + b"QUJD" * 18 + b"\r\nREVG\r\n\r\nabcd\r\nTEL:1"
    assert lines(data, "2.1") == ["KEY;ENCODING=b:" + "QUJD" * 18 + "REVG", "abcd", "TEL:1"]
    assert lines(b"KEY;ENCODING=BASE64:\r\n\r\nabcd\r\nTEL:1", "2.1") == ["KEY;ENCODING=b:", "abcd", "TEL:1"]


def test_what_is_no_base64_stays_as_it_is() -> None:
    data = b"PHOTO;ENCODING=BASE64:QUJD:REVG==\r\nKEY;ENCODING=b:http://x y\r\nTEL:1"
    assert lines(data, "2.1") == ["PHOTO;ENCODING=b:QUJD:REVG==", "KEY;ENCODING=b:http://x y", "TEL:1"]


def test_a_data_uri_stays_as_it_is() -> None:
    data = b"PHOTO:data:image/png;base64,QUJD\r\n REVG"
    assert lines(data, "4.0") == ["PHOTO:data:image/png;base64,QUJDREVG"]


ESCAPES_2_1 = [
    (b"FN:a, b; c", r"FN:a\, b; c"),
    (b"N:a\\;b;c", r"N:a\;b;c"),
    (b"N:a\\\\;b;c", r"N:a\\;b;c"),
    # Escapes that version 2.1 doesn't have, and that many programs write.
    (b"NOTE:a\\nb\\, c\\\\d", r"NOTE:a\nb\, c\\d"),
    (b"NOTE:\\:-) \\x", r"NOTE::-) \\x"),
    (b"NOTE:end\\", r"NOTE:end\\"),
    (rb"NOTE:C:\new\;x", r"NOTE:C:\\new\;x"),
    (rb"NOTE:see \\server\new", r"NOTE:see \\\\server\\new"),
    # In quoted-printable, only the semicolon is escaped.
    (b"NOTE;ENCODING=QUOTED-PRINTABLE:a\\nb =5Cx\\;", r"NOTE:a\\nb \\x\;"),
    # Values that are no text, and lists.
    (b"URL:http://x/a,b\\c", r"URL:http://x/a,b\c"),
    (b"PHOTO;VALUE=URL:http://x/a,b", "PHOTO;VALUE=URL:http://x/a,b"),
    (b"GEO:1.5,2.5", "GEO:1.5,2.5"),
    (b"CATEGORIES:a,b\\,c", r"CATEGORIES:a,b\,c"),
    (b"TEL;ENCODING=8BIT:1", "TEL:1"),
]


@pytest.mark.parametrize(("data", "expected"), ESCAPES_2_1)
def test_values_of_version_2_1_get_the_escapes_of_3_0(data: bytes, expected: str) -> None:
    assert lines(data, "2.1") == [expected]


@pytest.mark.parametrize(
    ("data", "version"),
    [
        (b"BEGIN:VCARD\nVERSION:2.1\nEND:VCARD", "2.1"),
        (b"BEGIN:VCARD\nFN:a\nversion : 4.0 \nTEL:1\nEND:VCARD", "4.0"),
        (b"BEGIN:VCARD\nFN:a\nVERSION:4\nEND:VCARD", "4.0"),
        (b"BEGIN:VCARD\nFN:a\nEND:VCARD", "3.0"),
        (b"BEGIN:VCARD\nVERSION:7\nFN:a\nEND:VCARD", "3.0"),
        (b"BEGIN:VCARD\nTEL;CELL:1\nEND:VCARD", "2.1"),
        (b"BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:a\nEND:VCARD", "2.1"),
        (b"BEGIN:VCARD\nNOTE:VERSION:2.1\nEND:VCARD", "3.0"),
    ],
)
def test_the_version_is_found_wherever_it_is(data: bytes, version: str) -> None:
    (card,) = cards(data)
    assert card.version == version
    assert not card.all("VERSION")


def test_a_card_ends_where_the_next_begins() -> None:
    data = b"BEGIN:VCARD\nFN:a\nBEGIN:VCARD\nFN:b\nEND:VCARD\nBEGIN:VCARD\nFN:c"
    assert [(card.line, card.lines) for card in cards(data)] == [
        (1, (ContentLine("FN", "a"),)),
        (3, (ContentLine("FN", "b"),)),
        (6, (ContentLine("FN", "c"),)),
    ]


def test_lines_before_an_end_are_a_card_whose_begin_is_missing() -> None:
    data = b"VERSION:3.0\nFN:a\nEND:VCARD\nsome text\nTEL:1\nFN:b\nEND:VCARD\nN:c"
    assert [(card.line, [line.value for line in card.lines]) for card in cards(data)] == [
        (1, ["a"]),
        (5, ["1", "b"]),
        (8, ["c"]),
    ]


def test_text_between_cards_is_left_out() -> None:
    data = b"From: Ada\nSubject: cards\n\n" + CARD + b"--\nhello: world\n\n" + CARD + b"bye\n"
    assert [card.line for card in cards(data)] == [4, 13]


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"END:VCARD", b"hello", b"\0", b"\xff\xfe", b"{}", b"BEGIN:VCALENDAR\nEND:VCALENDAR"]
)
def test_a_file_without_cards_has_none(data: bytes) -> None:
    assert cards(data) == []


def test_an_empty_card_is_a_card_without_lines() -> None:
    assert cards(b"BEGIN:VCARD\nEND:VCARD\n") == [Card((), "3.0", 1)]


@pytest.mark.parametrize(
    "data",
    [
        b"begin:vcard\nfn:a\nend:vcard",
        b"BEGIN : VCARD \nfn:a\n end: vCard",
        b"  Begin:VCard\n  fn:a\n  End:VCard",
        b"BEGIN:VCARD\n  VERSION:3.0\n  fn:a\nEND:VCARD",
    ],
)
def test_case_spaces_and_indentation_do_not_hide_a_card(data: bytes) -> None:
    (card,) = cards(data)
    assert card.lines == (ContentLine("fn", "a"),)


def test_an_unreadable_line_is_kept() -> None:
    assert lines(b"what is this\nTEL\n:x\nTEL;\n", "3.0") == ["what is this", "TEL", ":x", "TEL;"]


def test_a_nested_card_stays_in_the_lines_of_the_outer_one() -> None:
    for begin in (b"AGENT:\nBEGIN:VCARD", b"AGENT;X=y : \n\nbegin:vcard ", b"AGENT:BEGIN:VCARD"):
        data = (
            b"BEGIN:VCARD\nVERSION:2.1\nFN:a\n"
            + begin
            + b"\nVERSION:2.1\nFN:b\nEND:VCARD\nTEL:1\nEND:VCARD\n"
        )
        (card,) = cards(data)
        assert [line.key for line in card.lines if line.key != "BEGIN"] == [
            "FN",
            "AGENT",
            "VERSION",
            "FN",
            "END",
            "TEL",
        ]


def test_a_card_that_others_interrupt_gets_its_last_lines() -> None:
    nested = b"BEGIN:VCARD\nFN:b\nEND:VCARD\n"
    for count in (1, 2, 8):
        found = cards(b"BEGIN:VCARD\nVERSION:2.1\nFN:a\n" + nested * count + b"TEL:1,2\nEND:VCARD\n" + nested)
        assert [line_text(line) for line in found[0].lines] == ["FN:a", r"TEL:1\,2"]
        assert [card.line for card in found] == [1, *range(4, 4 + 3 * count, 3), 6 + 3 * count]


def test_an_escaped_card_in_agent_is_one_line() -> None:
    data = rb"AGENT:BEGIN:VCARD\nFN:Joe\nEND:VCARD\n"
    assert lines(data, "3.0") == [data.decode()]
