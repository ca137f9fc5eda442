import pytest

from plaintext_network.exchange.vcard.content_line import ContentLine, line_text, parse_line

LINES = [
    ("FN:Ada", ContentLine("FN", "Ada")),
    ("fn:Ada", ContentLine("fn", "Ada")),
    ("FN: Ada ", ContentLine("FN", " Ada ")),
    ("FN:", ContentLine("FN", "")),
    ("NOTE:a:b;c=d", ContentLine("NOTE", "a:b;c=d")),
    ("item1.URL:x", ContentLine("URL", "x", "item1")),
    ("a.b.URL:x", ContentLine("URL", "x", "a.b")),
    ("X-Größe:5", ContentLine("X-Größe", "5")),
    ("X-A/B_c+d:5", ContentLine("X-A/B_c+d", "5")),
    ("TEL;TYPE=home:1", ContentLine("TEL", "1", "", (("TYPE", ("home",)),))),
    ("TEL;TYPE=home,cell:1", ContentLine("TEL", "1", "", (("TYPE", ("home", "cell")),))),
    ("TEL;type=a;Type=b:1", ContentLine("TEL", "1", "", (("type", ("a",)), ("Type", ("b",))))),
    ('TEL;X="a:b;c,d":1', ContentLine("TEL", "1", "", (("X", ("a:b;c,d",)),))),
    ('TEL;X="a",b,"":1', ContentLine("TEL", "1", "", (("X", ("a", "b", "")),))),
    ("TEL;X=:1", ContentLine("TEL", "1", "", (("X", ("",)),))),
    ('X-A;B="a^nb^^c^\'d^e":1', ContentLine("X-A", "1", "", (("B", ('a\nb^c"d^e',)),))),
    # Bare parameters of version 2.1.
    ("TEL;CELL;VOICE:1", ContentLine("TEL", "1", "", (("TYPE", ("CELL", "VOICE")),))),
    ("TEL;HOME,FAX:1", ContentLine("TEL", "1", "", (("TYPE", ("HOME", "FAX")),))),
    ("TEL;TYPE=CELL;VOICE:1", ContentLine("TEL", "1", "", (("TYPE", ("CELL",)), ("TYPE", ("VOICE",))))),
    ("NOTE;quoted-printable:=41", ContentLine("NOTE", "=41", "", (("ENCODING", ("quoted-printable",)),))),
    (
        "PHOTO;BASE64;JPEG:AA",
        ContentLine("PHOTO", "AA", "", (("ENCODING", ("BASE64",)), ("TYPE", ("JPEG",)))),
    ),
    ("URL;URL:http://x", ContentLine("URL", "http://x", "", (("VALUE", ("URL",)),))),
    # Faults.
    ("TEL ; TYPE = home : 1", ContentLine("TEL", " 1", "", (("TYPE", ("home",)),))),
    ("TEL;;CELL;:1", ContentLine("TEL", "1", "", (("TYPE", ("CELL",)),))),
    ('TEL;X="a:b', ContentLine("TEL", "b", "", (("X", ('"a',)),))),
    ('TEL;X=a"b:c"d', ContentLine("TEL", 'c"d', "", (("X", ('a"b',)),))),
    ('NOTE:say "a:b"', ContentLine("NOTE", 'say "a:b"')),
    ("no colon", ContentLine("", "no colon")),
    ("two words:here", ContentLine("", "two words:here")),
    (":x", ContentLine("", ":x")),
    (";TYPE=a:x", ContentLine("", ";TYPE=a:x")),
    (".:x", ContentLine("", ".:x")),
    ("a.:x", ContentLine("", "a.:x")),
    ("", ContentLine("", "")),
]


@pytest.mark.parametrize(("text", "line"), LINES, ids=[text for text, _ in LINES])
def test_a_line_is_parsed_and_written_back_to_an_equal_one(text: str, line: ContentLine) -> None:
    assert parse_line(text) == line
    assert parse_line(line_text(line)) == line


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (ContentLine("NOTE", "a\r\nEND:VCARD\rb\nc"), r"NOTE:a\nEND:VCARD\nb\nc"),
        (ContentLine("X-A\r\nEND:VCARD", "1"), "X-A-END-VCARD:1"),
        (ContentLine("X-Vor name;x", "1"), "X-Vor-name-x:1"),
        (ContentLine("TEL", "1", "it em\n1"), "it-em-1.TEL:1"),
        (ContentLine("TEL", "1", "", (("X\n=Y", ("a\r\nb",)),)), "TEL;X-Y=a^nb:1"),
        (ContentLine("TEL", "1", "", (("X", ('say "hi"', "a^b", "a^n")),)), "TEL;X=say ^'hi^',a^b,a^^n:1"),
        (ContentLine("", "no\ncolon"), r"no\ncolon"),
    ],
)
def test_no_part_of_a_line_forges_another(line: ContentLine, text: str) -> None:
    assert line_text(line) == text


def test_types_are_found_wherever_they_are_written() -> None:
    line = parse_line('TEL;HOME;type="work,voice";TYPE=home;TYPE=HOME:1')
    assert line.param("TYPE") == ("HOME", "work", "voice", "home")
    assert line.param("X") == ()


@pytest.mark.parametrize(
    "text",
    [
        '="a"' * 50_000,
        'A;X="' * 50_000,
        ";" * 200_000,
        "A" + ';X="a"' * 50_000 + ":",
        "A;" + "," * 200_000 + ":",
    ],
    ids=["quotes", "open quotes", "semicolons", "parameters", "commas"],
)
def test_a_long_header_takes_time_in_proportion_to_its_length(text: str) -> None:
    # This test doesn't end in minutes if the time grows faster.
    line = parse_line(text)
    assert parse_line(line_text(line)) == line
