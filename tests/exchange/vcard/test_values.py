import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.exchange.vcard.content_line import parse_line
from plaintext_network.exchange.vcard.values import (
    decode_binary,
    escape,
    join_list,
    join_structured,
    split_list,
    split_structured,
    split_structured_lists,
    unescape,
)

TEXTS = st.text(alphabet=st.characters(exclude_characters="\r", exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"),
        (r"a\, b\; c", "a, b; c"),
        (r"a\nb\Nc", "a\nb\nc"),
        (r"http\://x", "http://x"),
        (r"a\\nb", r"a\nb"),
        # A backslash that escapes nothing is text.
        (r"C:\Users", r"C:\Users"),
        ("end\\", "end\\"),
    ],
)
def test_a_value_is_unescaped(value: str, text: str) -> None:
    assert unescape(value) == text


@given(TEXTS)
def test_unescape_reverses_escape(text: str) -> None:
    assert unescape(escape(text)) == text


@given(st.lists(TEXTS, min_size=1).filter(lambda texts: texts != [""]))
def test_a_list_is_split_as_it_was_joined(texts: list[str]) -> None:
    assert split_list(join_list(texts)) == tuple(texts)


@given(st.lists(TEXTS, min_size=1))
def test_components_are_split_as_they_were_joined(texts: list[str]) -> None:
    assert split_structured(join_structured(texts)) == tuple(texts)


@given(st.lists(st.lists(TEXTS, max_size=3).filter(lambda texts: texts != [""]), min_size=1))
def test_components_with_lists_are_split_as_they_were_joined(components: list[list[str]]) -> None:
    assert split_structured_lists(";".join(map(join_list, components))) == tuple(map(tuple, components))


def test_every_kind_of_newline_is_escaped_alike() -> None:
    assert escape("a\r\nb\rc\nd") == r"a\nb\nc\nd"


def test_commas_in_a_component_are_a_list_only_on_request() -> None:
    assert split_structured(r"Lovelace;Ada,Augusta;;Dr\., MD\; x;") == (
        "Lovelace",
        "Ada,Augusta",
        "",
        r"Dr\., MD; x",
        "",
    )
    assert split_structured_lists(r"Lovelace;Ada,Augusta;;a\,b,c") == (
        ("Lovelace",),
        ("Ada", "Augusta"),
        (),
        ("a,b", "c"),
    )


JPEG = "/9j/4AAQ"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("PHOTO;ENCODING=b;TYPE=JPEG:" + JPEG, ("image/jpeg", b"\xff\xd8\xff\xe0\x00\x10")),
        ("PHOTO;ENCODING=BASE64:" + JPEG, ("image/jpeg", b"\xff\xd8\xff\xe0\x00\x10")),
        ("PHOTO;ENCODING=b;TYPE=SVG:QUJD", ("image/svg", b"ABC")),
        ("PHOTO;ENCODING=b;MEDIATYPE=image/x:QUJD", ("image/x", b"ABC")),
        ("SOUND;ENCODING=b;TYPE=WAVE:QUJD", ("audio/wave", b"ABC")),
        ("KEY;ENCODING=b:QUJD", ("application/octet-stream", b"ABC")),
        ("PHOTO:data:image/png;base64,QUJD", ("image/png", b"ABC")),
        (r"PHOTO:data:image/png\;base64\,QUJD", ("image/png", b"ABC")),
        (r"PHOTO;ENCODING=b;TYPE=image/png:data:image/png;base64\,QUJD", ("image/png", b"ABC")),
        ("PHOTO;VALUE=uri:DATA:image/PNG;charset=x;Base64,QUJD", ("image/png", b"ABC")),
        ("NOTE:data:,a%20b%2C", ("application/octet-stream", b"a b,")),
        # Faults: no padding, whitespace, a letter that is no base64, the alphabet of URLs, half a byte.
        ("PHOTO;ENCODING=b:QUI", ("application/octet-stream", b"AB")),
        ("PHOTO;ENCODING=b: QU JD", ("application/octet-stream", b"ABC")),
        ("PHOTO;ENCODING=b:QU!JD", ("application/octet-stream", b"ABC")),
        ("PHOTO;ENCODING=b:_9j_", ("image/jpeg", b"\xff\xd8\xff")),
        ("PHOTO;ENCODING=b:QUJDR", ("application/octet-stream", b"ABC")),
        ("PHOTO;ENCODING=b:", ("application/octet-stream", b"")),
        ("PHOTO;VALUE=uri:https://example.org/a.jpg", None),
        ("FN:Ada", None),
    ],
)
def test_binary_values_are_decoded(text: str, result: tuple[str, bytes] | None) -> None:
    assert decode_binary(parse_line(text)) == result
