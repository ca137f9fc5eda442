"""Where each character of a front matter value is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.notes.header import ListValue, Scalar
from plaintext_network.notes.note import parse
from plaintext_network.notes.value_places import text_offsets


def scalar_in(text: str) -> Scalar:
    value = parse(text.encode()).header.properties[-1].value
    if isinstance(value, ListValue):
        value = value.items[-1]
    assert isinstance(value, Scalar)
    return value


@pytest.mark.parametrize(
    ("written", "part", "found"),
    [
        ("Ada Byrne", "Byrne", "Byrne"),
        ('"Ada Byrne"', "Byrne", "Byrne"),
        ("'O''Brien, Bo'", "O'Brien", "O''Brien"),
        ("'O''Brien, Bo'", "Bo", "Bo"),
        ('"Zo\\u00eb, Bo"', "Zoë", "Zo\\u00eb"),
        ('"a \\"b\\" c"', '"b"', '\\"b\\"'),
        ('"a\\tb, Bo"', "Bo", "Bo"),
        ('"Ada \\\n  Byrne"', "Ada Byrne", "Ada \\\n  Byrne"),
        ('"Ada\n  Byrne, Bo"', "Byrne", "Byrne"),
        ("Ada\n  Byrne, Bo", "Ada Byrne", "Ada\n  Byrne"),
        ("|\n  Ada\n  Byrne\n", "Byrne", "Byrne"),
        (">-\n  Ada\n  Byrne\n\n  Bo\n", "Bo", "Bo"),
        ("!!str Ada Byrne", "Ada", "Ada"),
        ("&a 'Ada ''B'''", "'B'", "''B''"),
        ("[x, Ada Byrne]", "Byrne", "Byrne"),
        ("[[Ada Byrne]]", "Ada Byrne", "Ada Byrne"),
    ],
)
def test_each_part_of_a_value_is_found_where_it_is_written(written: str, part: str, found: str) -> None:
    text = f"---\nname: x\nkey: {written}\n---\n"
    value = scalar_in(text)
    offsets = text_offsets(text, value)
    start = value.text.index(part)
    assert offsets is not None
    assert text[offsets[start] : offsets[start + len(part)]] == found


def test_the_value_of_an_alias_is_written_elsewhere() -> None:
    text = "---\na: &x Ada Byrne\nb: *x\n---\n"
    assert text_offsets(text, scalar_in(text)) is None


@given(st.text(st.sampled_from("ab '\"\\\n\té🌍"), max_size=12), st.sampled_from(["'", '"']))
def test_the_offsets_of_a_quoted_text_are_in_order_and_within_it(inside: str, quote: str) -> None:
    text = f"---\nkey: {quote}{inside}{quote}\n---\n"
    properties = parse(text.encode()).header.properties
    value = properties[0].value if properties else None
    if isinstance(value, Scalar):
        offsets = text_offsets(text, value)
        assert offsets is not None
        assert len(offsets) == len(value.text) + 1
        assert offsets == sorted(offsets)
        assert value.span.start <= offsets[0] <= offsets[-1] <= value.span.end
        # A character that needs no escape is written as it is.
        for character, at in zip(value.text, offsets, strict=False):
            assert text[at] == character or text[at] in " \n\t\\'"
