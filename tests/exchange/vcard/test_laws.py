import io
import re
from base64 import b64encode
from collections.abc import Iterable

from hypothesis import example, given
from hypothesis import strategies as st

from plaintext_network.exchange.vcard.cards import Card, read_cards
from plaintext_network.exchange.vcard.content_line import ContentLine, line_text, parse_line
from plaintext_network.exchange.vcard.patch_card import patch_card
from plaintext_network.exchange.vcard.values import split_structured, unescape
from plaintext_network.exchange.vcard.write_cards import write_card

NO_NEWLINE = st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0")
SPECIAL = st.sampled_from(
    [*"\\;,:\"^n'= \té€山\ufeff\u2028\x85\x0b", "\\n", "\\\\", "=3B", "=\\", "C:\\", "BEGIN:VCARD"]
)
VALUES = st.lists(SPECIAL | NO_NEWLINE | st.sampled_from("abcXYZ019" * 3), max_size=120).map("".join)
PARAM_VALUES = st.lists(SPECIAL | NO_NEWLINE | st.just("\n"), max_size=12).map("".join)
NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9-]{0,12}|X-[A-Za-zäß/_+]{1,9}", fullmatch=True).filter(
    lambda name: name.upper() not in ("BEGIN", "END", "VERSION", "CHARSET", "ENCODING")
)
NAMED = st.builds(
    ContentLine,
    NAMES | st.sampled_from(["N", "ADR", "NOTE", "FN", "TEL", "URL", "CATEGORIES"]),
    VALUES,
    st.just("") | st.from_regex(r"[A-Za-z0-9-]{1,8}", fullmatch=True),
    st.lists(
        st.tuples(NAMES | st.just("TYPE"), st.lists(PARAM_VALUES, min_size=1, max_size=3).map(tuple)),
        max_size=3,
    ).map(tuple),
)
UNREADABLE = st.sampled_from(["no colon", ":x", "TEL", "two words: x", "# QUJD", "QUJD", "-"]).map(
    lambda text: ContentLine("", text)
)
BASE64 = st.binary(max_size=200).map(
    lambda data: ContentLine("PHOTO", b64encode(data).decode(), "", (("ENCODING", ("b",)),))
)
CARD_LINES = st.lists(NAMED | UNREADABLE | BASE64, max_size=8).map(tuple)
PIECES = rb"""BEGIN:VCARD END:VCARD VERSION:2.1 VERSION:3.0 = AGENT: NOTE: NOTE;ENCODING=QUOTED-PRINTABLE:
PHOTO;ENCODING=BASE64: TEL;CELL: QUJD =C3 X;A=" " CHARSET=UTF-16: ;CHARSET=UTF-7: \ FN:"""
CONTROLS = (
    b"\r\n",
    b"\n",
    b"\r",
    b"\r\r\n",
    b" ",
    b"\t",
    b"\0",
    b"\xc3",
    b"\xab",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
)
BYTES = st.lists(st.sampled_from([*PIECES.split(), *CONTROLS]) | st.binary(max_size=4), max_size=60).map(
    b"".join
)


@given(NAMED)
def test_parsing_reverses_writing_a_line(line: ContentLine) -> None:
    assert parse_line(line_text(line)) == line


@given(VALUES)
def test_parsing_the_text_of_any_line_gives_the_same_line(text: str) -> None:
    line = parse_line(text)
    again = parse_line(line_text(line))
    assert again == line


def read_one(data: bytes) -> Card:
    (card,) = read_cards(io.BytesIO(data))
    assert isinstance(card, Card)
    return card


@given(CARD_LINES, st.sampled_from(["3.0", "4.0"]))
def test_reading_reverses_writing_a_card(lines: tuple[ContentLine, ...], version: str) -> None:
    assert read_one(write_card(Card(lines), version)) == Card(lines, version)


def meaning_in_2_1(line: ContentLine) -> object:
    """Return what version 2.1 can express: no lists of parameter values, and in values no commas that separate."""
    params = [
        (("TYPE" if key.upper() == "TYPE" else key), item)
        for key, values in line.params
        for value in values
        for item in (value.split(",") if key.upper() == "TYPE" else (value,))
    ]
    value = line.value
    if line.name and line.key not in ("URL", "PHOTO"):
        value = "\0".join(split_structured(value))
    return line.name, line.group, params, value


def no_encodings(lines: Iterable[ContentLine]) -> bool:
    """Tell that no type is the name of an encoding or of an address, which 2.1 couldn't tell from a type."""
    return not any(
        re.search(r"BASE64|QUOTED-PRINTABLE|[78]BIT|VALUE|^B$", f"{key}{values}", re.IGNORECASE)
        for line in lines
        if line.key != "PHOTO"
        for key, values in line.params
    )


@given(CARD_LINES.filter(no_encodings))
@example(
    (
        ContentLine("N", "a\\\\;b\\;c;d\\ne;\\,"),
        ContentLine("NOTE", "C:\\\\new \\\\"),
        ContentLine("", "junk"),
    )
)
def test_reading_reverses_writing_a_card_of_version_2_1(lines: tuple[ContentLine, ...]) -> None:
    data = write_card(Card(lines), "2.1")
    again = read_one(data)
    assert again.version == "2.1"
    assert list(map(meaning_in_2_1, again.lines)) == list(map(meaning_in_2_1, lines))
    # What was read once is written and read without any change.
    assert read_one(write_card(again, "2.1")) == again
    assert write_card(again, "2.1") == data or any("," in line_text(line) for line in lines)


@given(BYTES)
def test_no_bytes_raise_an_error_and_what_was_read_can_be_written(data: bytes) -> None:
    for card in read_cards(io.BytesIO(data)):
        if isinstance(card, Card):
            for version in ("3.0", "4.0"):
                again = read_one(write_card(card, version))
                assert [
                    unescape(line.value) for line in again.lines if line.key not in ("X-END", "X-BEGIN")
                ] == [
                    unescape(line.value)
                    for line in card.lines
                    if line.key not in ("END", "BEGIN", "X-END", "X-BEGIN")
                ] or any(line.key in ("BEGIN", "END") for line in card.lines)
            write_card(card, "2.1")
            patch_card(data, card.lines, card.lines[1:])


@given(
    st.lists(
        st.sampled_from(["FN:a", "odd", "X;A=b:c", "item1.TEL:1", ":", "N:a\\;b", "NOTE:x y"]), min_size=1
    )
)
def test_every_line_of_a_card_appears(texts: list[str]) -> None:
    data = "\n".join(("BEGIN:VCARD", "VERSION:3.0", *texts, "END:VCARD")).encode()
    assert [line_text(line) for line in read_one(data).lines] == texts


@given(CARD_LINES, st.sampled_from(["2.1", "3.0", "4.0"]), st.sampled_from(["\r\n", "\n", "\r", "\r\r\n"]))
def test_equal_lines_change_no_byte(lines: tuple[ContentLine, ...], version: str, newline: str) -> None:
    data = write_card(Card(lines), version).replace(b"\r\n", newline.encode())
    found = read_one(data).lines
    assert patch_card(data, found, found) is data


@given(CARD_LINES, st.data(), st.sampled_from(["2.1", "3.0", "4.0"]), st.sampled_from(["\r\n", "\n", "\r"]))
def test_a_patch_leads_to_the_new_lines(
    lines: tuple[ContentLine, ...], draw: st.DataObject, version: str, newline: str
) -> None:
    old = read_one(write_card(Card(tuple(line for line in lines if line.name)), version)).lines
    data = write_card(Card(old), version).replace(b"\r\n", newline.encode())
    removed = draw.draw(st.sets(st.integers(0, max(0, len(old) - 1))))
    new = [line for index, line in enumerate(old) if index not in removed]
    for index, line in draw.draw(
        st.lists(st.tuples(st.integers(0, 9), st.just(ContentLine("X-NEW", "1"))), max_size=3)
    ):
        new.insert(index, line)
    patched = patch_card(data, old, new)
    assert list(read_one(patched).lines) == new
    assert patch_card(patched, new, old) == data or any(old.count(line) > 1 for line in old)
